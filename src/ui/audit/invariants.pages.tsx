import { Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { auditAccess } from '../../audit/audit.access';
import { CheckInvariantsRoute } from '../../audit/check-invariants';
import type { Breach } from '../../audit/findings';
import type { InvariantResult } from '../../audit/invariants.calculation';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { AuditMenu, lookAt } from './audit-section';
import { Form } from '../components/form';
import { Alert, Status } from '../components/notes';
import { type Column, Table } from '../components/table';
import { Doors } from '../frame/doors';
import { countText, dayOr } from '../frame/formats';
import { freshForm } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { screen, type Screen, SeeOther } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';

const KINDS = {
  da: {
    placement: 'Indskrivning',
    statement: 'Opgørelse',
    offering: 'Tilbud',
    tariff: 'Takst',
    citizen: 'Borger',
    month: 'Måned',
    charge: 'Beløb uden for kontrakt',
    scheme: 'Finansieringsordning',
  },
  en: {
    placement: 'Placement',
    statement: 'Statement',
    offering: 'Offering',
    tariff: 'Tariff',
    citizen: 'Citizen',
    month: 'Month',
    charge: 'Charge',
    scheme: 'Financing scheme',
  },
} satisfies Record<'da' | 'en', Record<Breach['thing']['kind'], string>>;

const WORDS = {
  da: {
    title: 'Holder reglerne?',
    lead: 'Bogen holdt op imod det, den lover. Kontrollen regner alt efter fra hændelserne og bruger intet af det, der ellers regner i Pladsbog.',
    looked: (events: string) => `Set efter i ${events} hændelser, alt til nu.`,
    holds: 'Alle regler holder',
    broken: (rules: number) => (rules === 1 ? 'En regel holder ikke' : `${rules} regler holder ikke`),
    rule: 'Regel',
    promise: 'Det loves',
    checked: 'Set efter',
    found: 'Brud',
    result: 'Resultat',
    ok: 'Holder',
    wrong: 'Brudt',
    nothing: 'Intet at se på',
    breaches: (id: string) => `Brud på ${id}`,
    what: 'Hvad der er galt',
    where: 'Hvor',
    day: 'Dag',
    events: 'Hændelser',
    event: (number: number) => `Hændelse ${number}`,
    more: (shown: number, found: number) => `${found} brud er fundet. De første ${shown} er vist.`,
    again: 'Efterprøv igen',
  },
  en: {
    title: 'Do the rules hold?',
    lead: 'The ledger held against what it promises. The check works everything out from the events, with nothing of what otherwise reckons in Pladsbog.',
    looked: (events: string) => `Looked at ${events} events, everything until now.`,
    holds: 'Every rule holds',
    broken: (rules: number) => (rules === 1 ? 'One rule does not hold' : `${rules} rules do not hold`),
    rule: 'Rule',
    promise: 'What is promised',
    checked: 'Looked at',
    found: 'Breaches',
    result: 'Result',
    ok: 'Holds',
    wrong: 'Broken',
    nothing: 'Nothing to look at',
    breaches: (id: string) => `Breaches of ${id}`,
    what: 'What is wrong',
    where: 'Where',
    day: 'Day',
    events: 'Events',
    event: (number: number) => `Event ${number}`,
    more: (shown: number, found: number) => `${found} breaches were found. The first ${shown} are shown.`,
    again: 'Check again',
  },
};

/** Journey 7: whether the ledger holds what it promises, and where it does not. */
@Pages()
export class InvariantsPages {
  constructor(private readonly doors: Doors) {}

  @Get(PATHS.invariants)
  @Allowed(auditAccess.getInvariants)
  async show(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const { holds, checkedEvents, invariants } = await this.doors.open(CheckInvariantsRoute, visit).latest();
    const broken = invariants.filter(({ breachesFound }) => breachesFound > 0);
    return screen({
      title: words.title,
      wide: true,
      body: (
        <>
          <AuditMenu />
          <p class="font-lead">{words.lead}</p>
          <Alert tone={holds ? 'success' : 'error'} heading={holds ? words.holds : words.broken(broken.length)}>
            <p>{words.looked(countText(checkedEvents))}</p>
          </Alert>
          <Promises results={invariants} />
          {broken.map((result) => (
            <Breaches of={result} />
          ))}
          <Form
            id="again"
            action={PATHS.invariants}
            state={freshForm()}
            labels={{}}
            submit={words.again}
            tone="secondary"
          />
        </>
      ),
    });
  }

  @Post(PATHS.invariants)
  @Allowed(auditAccess.checkInvariants)
  async check(@TheVisit() visit: SignedInVisit): Promise<SeeOther> {
    await this.doors.open(CheckInvariantsRoute, visit).run();
    return new SeeOther(PATHS.invariants);
  }
}

const Promises = ({ results }: { results: readonly InvariantResult[] }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const columns: readonly Column<InvariantResult>[] = [
    { title: words.rule, heads: true, cell: ({ id }) => id },
    { title: words.promise, cell: (result) => result[language] },
    { title: words.checked, numeric: true, cell: ({ checked }) => countText(checked) },
    { title: words.found, numeric: true, cell: ({ breachesFound }) => countText(breachesFound) },
    {
      title: words.result,
      cell: ({ id, checked, breachesFound }) =>
        breachesFound > 0 ? (
          <a href={`#breaches-${id}`}>
            <Status kind="wrong">{words.wrong}</Status>
          </a>
        ) : checked === 0 ? (
          <span class="soft">{words.nothing}</span>
        ) : (
          <Status kind="done">{words.ok}</Status>
        ),
    },
  ];
  return <Table caption={words.title} captionHidden columns={columns} rows={results} />;
};

const Breaches = ({ of: { id, breaches, breachesFound } }: { of: InvariantResult }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const columns: readonly Column<Breach>[] = [
    { title: words.what, heads: true, cell: (breach) => breach[language] },
    {
      title: words.where,
      cell: ({ thing }) => {
        const href = lookAt(thing.kind, thing.id);
        const text = `${KINDS[language][thing.kind]} ${thing.id}`;
        return href === undefined ? text : <a href={href}>{text}</a>;
      },
    },
    { title: words.day, cell: ({ day }) => <span class="nowrap">{dayOr(day, language)}</span> },
    {
      title: words.events,
      cell: ({ events }) =>
        events.map((event, at) => (
          <>
            <a class="nowrap" href={`${PATHS.events}/${event}`}>
              {words.event(at + 1)}
            </a>{' '}
          </>
        )),
    },
  ];
  return (
    <section id={`breaches-${id}`}>
      <h2>{words.breaches(id)}</h2>
      {breachesFound > breaches.length && <p>{words.more(breaches.length, breachesFound)}</p>}
      <Table files caption={words.breaches(id)} captionHidden columns={columns} rows={breaches} />
    </section>
  );
};
