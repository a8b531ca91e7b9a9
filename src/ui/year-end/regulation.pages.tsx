import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Ore } from '../../kernel/money';
import type { OfferingId, PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import type { TypedForm } from '../../platform/http/form-body';
import { BringInRegulationBody, BringInRegulationRoute } from '../../year-end/bring-in-regulation';
import { PreviewYearEndRoutes, type RegulationPreviewView } from '../../year-end/preview-year-end';
import { yearEndAccess } from '../../year-end/year-end.access';
import { YearEndQuery, YearEndRoutes } from '../../year-end/year-end.routes';
import type { RegulationAccountView } from '../../year-end/year-end.views';
import { askedIn } from '../frame/asked';
import { Form, Select, TextArea, TextInput } from '../components/form';
import { Figures, Status, type StatusKind } from '../components/notes';
import { Pager } from '../components/pager';
import { type Column, Table } from '../components/table';
import { Doors } from '../frame/doors';
import { danishAmount, danishKroner } from '../frame/formats';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { Confirm, typedText } from '../components/previewed';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { signedOreTyped, withOre } from '../frame/typed-amounts';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { paragraph } from '../frame/words';
import { lineParts, offeringNames, type OwnLine, ownLines, YearEndHead, YearFilter } from './year-end-section';
import { shownList, type WholeList } from '../frame/whole-list';

const WORDS = {
  da: {
    title: 'Reguleringskonti',
    lead: 'Hvert års resultat, og hvor det er blevet af. Når alt har fundet sin plads, står der intet tilbage. Beløb i kroner.',
    offering: 'Tilbud og ydelse',
    origin: 'År',
    opening: 'Fra før bogen',
    result: 'Resultat',
    carried: 'Overført',
    toTariffs: 'I takst',
    applied: 'Reguleret til nu',
    refunded: 'Til betalere',
    borne: 'Båret',
    remaining: 'Tilbage',
    standing: 'Status',
    phases: {
      YEAR_OPEN: 'Året er åbent',
      RESULT_COMPUTED: 'Resultatet er regnet',
      LOCKED: 'Fordelt',
      DONE: 'Udlignet',
    },
    nothing: 'Der er ingen reguleringskonti.',
    appliedBy: (year: number, level: string, amount: string) => `takst ${year}, niveau ${level}: ${amount}`,
    bringIn: 'Indlæs en rest fra før bogen',
    bringInLead:
      'For år, hvis dage bogen ikke har. En senere oplysning om samme år tager dens plads. Har året et regnskab her, kan der ikke indlæses en rest.',
    originYear: 'Året, resultatet er fra',
    amount: 'Det, der er tilbage at regulere',
    amountHint: 'Et overskud med plus, et underskud med minus, som -250.000.',
    reason: 'Hvor beløbet kommer fra',
    reasonHint: 'Som »Revideret regnskab 2023«. Skriv ingen personoplysninger.',
    kroner: 'kr.',
    show: 'Se, hvilken takst det indgår i',
    again: 'Se igen',
    preview: 'Det fører til',
    inTariff: 'Indgår i taksten for',
    unchanged: 'Beløbet står der allerede, så der sker intet.',
    confirm: 'Indlæs resten',
  },
  en: {
    title: 'Regulation accounts',
    lead: 'The result of each year, and what became of it. When all has found its place, nothing is left. Amounts in kroner.',
    offering: 'Offering and service',
    origin: 'Year',
    opening: 'From before the ledger',
    result: 'Result',
    carried: 'Carried over',
    toTariffs: 'In tariffs',
    applied: 'Regulated so far',
    refunded: 'To payers',
    borne: 'Borne',
    remaining: 'Left',
    standing: 'Status',
    phases: {
      YEAR_OPEN: 'The year is open',
      RESULT_COMPUTED: 'The result is computed',
      LOCKED: 'Split',
      DONE: 'Settled',
    },
    nothing: 'There are no regulation accounts.',
    appliedBy: (year: number, level: string, amount: string) => `tariff ${year}, level ${level}: ${amount}`,
    bringIn: 'Bring in what is left from before the ledger',
    bringInLead:
      'For years whose days the ledger does not hold. A later statement of the same year takes its place. A year with accounts here takes none.',
    originYear: 'The year whose result it is',
    amount: 'What is left to regulate',
    amountHint: 'A surplus with plus, a deficit with minus, such as -250.000.',
    reason: 'Where the amount comes from',
    reasonHint: 'Such as “Audited accounts 2023”. Write no personal data.',
    kroner: 'kr.',
    show: 'See which tariff settles it',
    again: 'See again',
    preview: 'What it leads to',
    inTariff: 'Settled by the tariff of',
    unchanged: 'The amount stands there already, so nothing happens.',
    confirm: 'Bring it in',
  },
};

const BRING_IN = `${PATHS.regulationAccounts}/bring-in`;

/** What a result became, until nothing is left; and what is left of years before the ledger. */
@Pages()
export class RegulationPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(PATHS.regulationAccounts)
  @Allowed(yearEndAccess.listRegulationAccounts)
  async list(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const query = askedIn(visit, YearEndQuery, ['offeringId', 'serviceLineId', 'year', 'sort', 'cursor']);
    const { items, next, whole } = await shownList(visit, query, (asked) =>
      this.doors.open(YearEndRoutes, visit).regulationAccounts(asked, visit.actor),
    );
    const offering = await offeringNames(this.doors, visit);
    return screen({
      title: words.title,
      wide: true,
      body: (
        <>
          <YearEndHead
            lead={words.lead}
            way={{ permission: yearEndAccess.bringInRegulation, href: BRING_IN, text: words.bringIn }}
          />
          <YearFilter />
          <RegulationTable rows={items} whole={whole} offering={offering} name={this.names.all()} />
          <Pager next={next} />
        </>
      ),
    });
  }

  @Get(BRING_IN)
  @Allowed(yearEndAccess.bringInRegulation)
  ask(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.form(visit, freshForm());
  }

  @Post(`${BRING_IN}/preview`)
  @Allowed(yearEndAccess.previewRegulationBroughtIn)
  preview(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.take(form, visit, async (offeringId, body) => {
      const preview = await this.doors.open(PreviewYearEndRoutes, visit).regulation(offeringId, body, visit.actor);
      return this.form(visit, freshForm(form), preview);
    });
  }

  @Post(BRING_IN)
  @Allowed(yearEndAccess.bringInRegulation)
  bringIn(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.take(form, visit, async (offeringId, body) => {
      const route = this.doors.open(BringInRegulationRoute, visit);
      const { position } = await route.bringIn(offeringId, body, visit.actor);
      return new SeeOther(PATHS.regulationAccounts, { offeringId, position });
    });
  }

  private take(
    form: TypedForm,
    visit: SignedInVisit,
    send: (offeringId: OfferingId, body: BringInRegulationBody) => Promise<PageAnswer>,
  ): Promise<PageAnswer> {
    const { line: _chosen, ...rest } = withOre(form, (field) => field === 'openingOre', signedOreTyped);
    const { offeringId, serviceLineId } = lineParts(typedText(form, 'line'));
    return this.forms.take(
      visit,
      BringInRegulationBody,
      { ...rest, serviceLineId },
      (body) => send(offeringId, body),
      (state) => {
        const faults = state.faults.map((fault) =>
          fault.field === 'serviceLineId' ? { ...fault, field: 'line' } : fault,
        );
        return this.form(visit, { ...state, typed: form, faults });
      },
    );
  }

  private async form(visit: SignedInVisit, state: FormState, preview?: RegulationPreviewView): Promise<Screen> {
    const words = WORDS[visit.language];
    const lines = await ownLines(this.doors, visit);
    return screen({
      title: words.bringIn,
      crumbs: [{ href: PATHS.regulationAccounts, text: words.title }],
      body: (
        <>
          <p class="font-lead">{words.bringInLead}</p>
          {preview !== undefined && <Preview preview={preview} typed={state.typed} />}
          <BringInForm lines={lines} state={state} previewed={preview !== undefined} />
        </>
      ),
    });
  }
}

const Preview = ({
  preview: { tariffYear, openingOre },
  typed,
}: {
  preview: RegulationPreviewView;
  typed: TypedForm;
}): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <section class="panel">
      <h2>{words.preview}</h2>
      {tariffYear === undefined ? (
        <p>{words.unchanged}</p>
      ) : (
        <>
          <Figures
            amounts
            entries={[
              { term: words.amount, value: danishKroner(openingOre) },
              { term: words.inTariff, value: tariffYear },
            ]}
          />
          <Confirm action={BRING_IN} typed={typed} submit={words.confirm} />
        </>
      )}
    </section>
  );
};

const BringInForm = ({
  lines,
  state,
  previewed,
}: {
  lines: readonly OwnLine[];
  state: FormState;
  previewed: boolean;
}): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <Form
      id="regulation"
      action={`${BRING_IN}/preview`}
      state={state}
      labels={{
        line: words.offering,
        originYear: words.originYear,
        openingOre: words.amount,
        reason: words.reason,
      }}
      submit={previewed ? words.again : words.show}
      tone={previewed ? 'secondary' : 'primary'}
    >
      <Select name="line" label={words.offering} choices={lines} value={typedText(state.typed, 'line')} />
      <TextInput name="originYear" label={words.originYear} inputMode="numeric" />
      <TextInput name="openingOre" label={words.amount} hint={words.amountHint} suffix={words.kroner} />
      <TextArea name="reason" label={words.reason} hint={words.reasonHint} rows={2} />
    </Form>
  );
};

const PHASE_LOOK: Readonly<Record<RegulationAccountView['phase'], StatusKind>> = {
  YEAR_OPEN: 'running',
  RESULT_COMPUTED: 'waiting',
  LOCKED: 'running',
  DONE: 'done',
};

/** Most of these amounts are 0, and those that are not should stand out. */
const amountOrNone = (amount: Ore): string => (amount === 0 ? '–' : danishAmount(amount));

const RegulationTable = ({
  rows,
  whole,
  offering,
  name,
}: {
  rows: readonly RegulationAccountView[];
  whole: WholeList<RegulationAccountView>;
  offering: (id: OfferingId) => string;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  // A way that no result has gone needs no column.
  const amounts = (title: string, of: (row: RegulationAccountView) => Ore): Column<RegulationAccountView> => ({
    title,
    numeric: true,
    worth: (row) => of(row) !== 0,
    cell: (row) => amountOrNone(of(row)),
  });
  const columns: readonly Column<RegulationAccountView>[] = [
    {
      title: words.offering,
      heads: true,
      sort: 'OFFERING',
      cell: ({ offeringId, operator, serviceLineId, accountsId }) => (
        <>
          {accountsId === undefined ? (
            <a href={`${PATHS.offerings}/${offeringId}`}>{offering(offeringId)}</a>
          ) : (
            <a href={`${PATHS.yearEndAccounts}/${offeringId}/${accountsId}`}>{offering(offeringId)}</a>
          )}
          <span class="under">
            {paragraph(serviceLineId)}
            {operator !== actor?.party && `, ${name(operator)}`}
          </span>
        </>
      ),
    },
    { title: words.origin, cell: ({ originYear }) => originYear },
    amounts(words.opening, ({ openingOre }) => openingOre),
    amounts(words.result, ({ resultOre }) => resultOre),
    amounts(words.carried, ({ carriedOre }) => carriedOre),
    amounts(words.toTariffs, ({ toTariffOre }) => toTariffOre),
    {
      title: words.applied,
      numeric: true,
      cell: ({ appliedOre, applied }) => (
        <>
          {amountOrNone(appliedOre)}
          {applied.map(({ year, level, amountOre }) => (
            <span class="under">{words.appliedBy(year, level, danishAmount(amountOre))}</span>
          ))}
        </>
      ),
    },
    amounts(words.refunded, ({ refundedOre }) => refundedOre),
    amounts(words.borne, ({ borneByOperatorOre }) => borneByOperatorOre),
    {
      title: words.remaining,
      numeric: true,
      cell: ({ remainingOre }) => <strong>{danishAmount(remainingOre)}</strong>,
    },
    { title: words.standing, cell: ({ phase }) => <Status kind={PHASE_LOOK[phase]}>{words.phases[phase]}</Status> },
  ];
  return (
    <Table
      files
      whole={whole}
      caption={words.title}
      captionHidden
      columns={columns}
      rows={rows}
      empty={words.nothing}
    />
  );
};
