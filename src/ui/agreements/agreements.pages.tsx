import { Get, Inject } from '@nestjs/common';
import type { VNode } from 'preact';
import { AgreementRoutes, type AgreementSummaryView, type AgreementView } from '../../agreements/agreement.routes';
import { agreementsAccess } from '../../agreements/agreements.access';
import { auditAccess } from '../../audit/audit.access';
import { allows } from '../../kernel/access';
import type { Day } from '../../kernel/calendar';
import { AGREEMENT_ID_FORM, type AgreementId, type PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { ReadTimesQuery } from '../../platform/http/fresh-reads';
import { CodeParam } from '../../platform/http/parameters';
import { askedIn } from '../frame/asked';
import { Facts, Status, type StatusKind } from '../components/notes';
import { Table } from '../components/table';
import { Doors } from '../frame/doors';
import { dayOr, dayText } from '../frame/formats';
import { Names } from '../frame/names';
import { mayEver, PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { RuleHistory } from './rule-changes';
import { RulesTable } from './rules-table';
import { screen, type Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';

const WORDS = {
  da: {
    title: 'Rammeaftaler',
    lead: 'Hvem der køber og sælger pladser hos hinanden, i hvilken periode og efter hvilke regler (R4).',
    conclude: 'Opret en rammeaftale',
    nothing: 'Der er ingen rammeaftaler endnu.',
    agreement: 'Rammeaftale',
    region: 'Region',
    first: 'Gælder fra',
    last: 'Gælder til og med',
    period: 'Periode',
    bound: 'Parter',
    standing: 'Status',
    standings: { before: 'Begynder senere', during: 'Gælder', after: 'Udløbet' },
    history: 'Historik',
    change: 'Ændr reglerne',
    extend: 'Forlæng',
    join: 'Optag en part',
    departure: 'Udtræden',
    leave: 'Lad parten træde ud',
    leaveLong: (party: string) => `Lad parten træde ud: ${party}`,
    rules: (day: string) => `Regler, som de gælder den ${day}`,
    ruleDays: 'Reglerne er ændret undervejs. Se dem, som de gælder fra',
    parties: 'Parter',
    party: 'Part',
    from: 'Med fra',
    until: 'Til og med',
    asLong: 'så længe aftalen løber',
  },
  en: {
    title: 'Framework agreements',
    lead: 'Who buys and sells places from each other, in which period and by which rules (R4).',
    conclude: 'Register a framework agreement',
    nothing: 'There are no framework agreements yet.',
    agreement: 'Framework agreement',
    region: 'Region',
    first: 'First day',
    last: 'Last day, included',
    period: 'Period',
    bound: 'Parties',
    standing: 'Status',
    standings: { before: 'Begins later', during: 'In force', after: 'Over' },
    history: 'History',
    change: 'Change the rules',
    extend: 'Extend',
    join: 'Let a party in',
    departure: 'Leaving',
    leave: 'Let the party go',
    leaveLong: (party: string) => `Let the party go: ${party}`,
    rules: (day: string) => `Rules as they hold on ${day}`,
    ruleDays: 'The rules change on the way. See them as they hold from',
    parties: 'Parties',
    party: 'Party',
    from: 'Bound from',
    until: 'Last day',
    asLong: 'as long as the agreement runs',
  },
};

/** Where the parties stand on the page of an agreement, below its rules. */
const PARTIES = 'parties';

type Standing = keyof (typeof WORDS)['da']['standings'];

const STANDING_LOOK: Readonly<Record<Standing, StatusKind>> = { before: 'waiting', during: 'running', after: 'past' };

const standingOn = ({ first, last }: AgreementSummaryView, day: Day): Standing => {
  if (day < first) return 'before';
  return day <= last ? 'during' : 'after';
};

/** Then nobody enters or leaves it any more, unless it is extended. */
const isOver = (agreement: AgreementSummaryView, today: Day): boolean => standingOn(agreement, today) === 'after';

/** Framework agreements, as everybody may read them: who is bound, when, and by which rules. */
@Pages()
export class AgreementsPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(PATHS.agreements)
  @Allowed(agreementsAccess.listAgreements)
  async list(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const { items } = await this.doors.open(AgreementRoutes, visit).list(new ReadTimesQuery());
    return screen({
      title: words.title,
      body: (
        <>
          <p class="font-lead">{words.lead}</p>
          {mayEver(agreementsAccess.concludeAgreement, visit.actor) && (
            <p class="actions d-print-none">
              <a class="button button-secondary" href={`${PATHS.agreements}/register`}>
                {words.conclude}
              </a>
            </p>
          )}
          <AgreementTable rows={[...items].reverse()} today={this.clock.today()} name={this.names.all()} />
        </>
      ),
    });
  }

  @Get(`${PATHS.agreements}/:agreementId`)
  @Allowed(agreementsAccess.getAgreement)
  async agreement(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') id: AgreementId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    const words = WORDS[visit.language];
    const { effectiveOn = this.clock.today() } = askedIn(visit, ReadTimesQuery, ['effectiveOn']);
    const route = this.doors.open(AgreementRoutes, visit);
    const [agreement, { items: changes }] = await Promise.all([
      route.find(id, { effectiveOn }),
      route.ruleChanges(id, {}),
    ]);
    const name = this.names.all();
    return screen({
      title: agreement.name,
      crumbs: [{ href: PATHS.agreements, text: words.title }],
      body: (
        <>
          <About agreement={agreement} today={this.clock.today()} name={name} />
          <Ways agreement={agreement} on={effectiveOn} today={this.clock.today()} />
          <Rules agreement={agreement} on={effectiveOn} name={name} />
          <RuleHistory changes={changes} name={name} />
          <Parties agreement={agreement} name={name} today={this.clock.today()} />
        </>
      ),
    });
  }
}

interface Shown {
  readonly agreement: AgreementView;
  readonly name: (party: PartyCode) => string;
}

const StandingOf = ({ agreement, today }: { agreement: AgreementSummaryView; today: Day }): VNode => {
  const standing = standingOn(agreement, today);
  return <Status kind={STANDING_LOOK[standing]}>{WORDS[useVisit().language].standings[standing]}</Status>;
};

const AgreementTable = ({
  rows,
  today,
  name,
}: {
  rows: readonly AgreementSummaryView[];
  today: Day;
  name: Shown['name'];
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <Table
      files
      caption={words.title}
      captionHidden
      rows={rows}
      empty={words.nothing}
      columns={[
        {
          title: words.agreement,
          heads: true,
          cell: ({ agreementId, name: called }) => <a href={`${PATHS.agreements}/${agreementId}`}>{called}</a>,
        },
        { title: words.region, cell: ({ region }) => name(region) },
        { title: words.first, cell: ({ first }) => dayText(first, language) },
        { title: words.last, cell: ({ last }) => dayText(last, language) },
        {
          title: words.bound,
          numeric: true,
          cell: ({ parties }) => new Set(parties.map(({ party }) => party)).size,
        },
        { title: words.standing, cell: (agreement) => <StandingOf agreement={agreement} today={today} /> },
      ]}
    />
  );
};

const About = ({ agreement, today, name }: Shown & { today: Day }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { region, first, last, parties } = agreement;
  return (
    <Facts
      entries={[
        { term: words.standing, value: <StandingOf agreement={agreement} today={today} /> },
        { term: words.period, value: `${dayText(first, language)} – ${dayText(last, language)}` },
        { term: words.region, value: name(region) },
        { term: words.bound, value: <a href={`#${PARTIES}`}>{new Set(parties.map(({ party }) => party)).size}</a> },
      ]}
    />
  );
};

/** What the reader may do with the agreement; a way to its history for who may see that. */
const Ways = ({ agreement, on, today }: { agreement: AgreementView; on: Day; today: Day }): VNode | null => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  if (actor === undefined) return null;
  const { agreementId, region } = agreement;
  const at = `${PATHS.agreements}/${agreementId}`;
  const ways = [
    [agreementsAccess.changeRules, `${at}/rules?from=${on}`, words.change],
    [agreementsAccess.joinAgreement, `${at}/parties`, words.join],
    [agreementsAccess.extendAgreement, `${at}/extend`, words.extend],
  ] as const;
  const open = ways.filter(
    ([permission]) =>
      allows(permission, actor, { region }) &&
      (permission !== agreementsAccess.joinAgreement || !isOver(agreement, today)),
  );
  return (
    <p class="actions d-print-none">
      {open.map(([, href, text]) => (
        <a class="button button-secondary" href={href}>
          {text}
        </a>
      ))}
      {mayEver(auditAccess.getAgreementHistory, actor) && <a href={`${at}/history`}>{words.history}</a>}
    </p>
  );
};

const Rules = ({ agreement, on, name }: Shown & { on: Day }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { agreementId, ruleDays } = agreement;
  const holding = ruleDays.findLast((day) => day <= on) ?? ruleDays[0];
  return (
    <section>
      <h2>{words.rules(dayText(on, language))}</h2>
      {ruleDays.length > 1 && (
        <p>
          {`${words.ruleDays} `}
          {ruleDays.map((day, at) => (
            <>
              {at > 0 && ' · '}
              {day === holding ? (
                <strong>{dayText(day, language)}</strong>
              ) : (
                <a href={`${PATHS.agreements}/${agreementId}?effectiveOn=${day}`}>{dayText(day, language)}</a>
              )}
            </>
          ))}
        </p>
      )}
      <RulesTable of={agreement} name={name} />
    </section>
  );
};

const Parties = ({ agreement, name, today }: Shown & { today: Day }): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const danish = new Intl.Collator('da');
  const { agreementId, region, parties } = agreement;
  const leaves =
    actor !== undefined && !isOver(agreement, today) && allows(agreementsAccess.leaveAgreement, actor, { region });
  return (
    <section>
      <h2 id={PARTIES}>{words.parties}</h2>
      <Table
        caption={words.parties}
        captionHidden
        rows={[...parties].sort((a, b) => danish.compare(name(a.party), name(b.party)) || (a.from < b.from ? -1 : 1))}
        columns={[
          { title: words.party, heads: true, cell: ({ party }) => name(party) },
          { title: words.from, cell: ({ from }) => dayText(from, language) },
          { title: words.until, cell: ({ last }) => dayOr(last, language, words.asLong) },
          ...(leaves
            ? [
                {
                  title: words.departure,
                  cell: ({ party, last }: AgreementView['parties'][number]) =>
                    last === undefined && (
                      <a
                        class="d-print-none"
                        href={`${PATHS.agreements}/${agreementId}/parties/${party}/leave`}
                        aria-label={words.leaveLong(name(party))}
                      >
                        {words.leave}
                      </a>
                    ),
                },
              ]
            : []),
        ]}
      />
    </section>
  );
};
