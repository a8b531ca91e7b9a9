import { Body, Get, Inject, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { COST_CATEGORIES, type CostCategory } from '../calculations/calculation.events';
import { COST_TEXTS } from '../calculations/calculations.queries';
import type { Language } from '../kernel/messages';
import type { AccountsId, OfferingId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import type { TypedForm } from '../platform/http/form-body';
import { IdParam } from '../platform/http/parameters';
import { type AccountsPreviewView, PreviewYearEndRoutes } from '../year-end/preview-year-end';
import { SubmitAccountsBody, SubmitAccountsRoute } from '../year-end/submit-accounts';
import { yearEndAccess } from '../year-end/year-end.access';
import { YearEndQuery, YearEndRoutes } from '../year-end/year-end.routes';
import type { AccountsView } from '../year-end/year-end.views';
import { Filters, Form, Select, TextArea, TextInput } from './components/form';
import { Alert } from './components/notes';
import { Table } from './components/table';
import { Doors } from './doors';
import { danishAmount } from './formats';
import { Forms, type FormState, freshForm } from './forms';
import { Names } from './names';
import { PATHS } from './navigation';
import { Pages } from './pages';
import { Confirm, typedText } from './previewed';
import { type PageAnswer, screen, type Screen, SeeOther } from './screen';
import { signedOreTyped, withOre } from './typed-amounts';
import { filledRows } from './typed-rows';
import { addressOf, type SignedInVisit, TheVisit, useVisit } from './visit';
import { type OwnLine, ownLines, yearIn, YearEndMenu } from './year-end-section';
import { ResultFacts, ResultFigures, StepList } from './year-result';

const WORDS = {
  da: {
    accounts: 'Årsregnskaber',
    title: 'Aflæg et regnskab',
    titleOf: (line: string, year: number) => `Regnskab ${year}: ${line}`,
    lead: 'Vælg ydelsen og året. Indtægten (A1) tæller bogen selv af de belagte dage; I skriver omkostningerne.',
    line: 'Tilbud og ydelse',
    year: 'År',
    on: 'Videre til tallene',
    other: 'Vælg en anden ydelse eller et andet år',
    replaces: (year: number) => `Der er allerede aflagt regnskab for ${year}.`,
    replacesText: 'Et nyt tager dets plads, og det gamle står stadig. Skriv, hvorfor det bliver afløst.',
    seeOld: 'Se regnskabet',
    costs: 'A2: omkostninger',
    costsHint: 'Alle årets omkostninger, direkte og indirekte (R10, R20). Lad det, der ikke er, stå tomt.',
    category: 'Art',
    amount: 'Beløb, kr.',
    note: 'Bemærkning',
    amountOf: (what: string) => `Beløb: ${what}`,
    noteOf: (what: string) => `Bemærkning: ${what}`,
    income: 'Andre indtægter',
    incomeHint: 'Indtægter, der ikke er takster, trækkes fra omkostningerne. Skriv dem uden minus.',
    incomeRow: (row: number) => `Indtægt ${row}`,
    budget: 'Omkostningsbaseret budget',
    budgetHint: 'Kun hvis årets takst ikke er beregnet i Pladsbog, eller budgettet var et andet.',
    corrections: 'A3: fra før bogen',
    correctionsHint: 'Overført fra år før Pladsbog; plus hæver resultatet. Det, bogen selv har overført, er med.',
    correctionRow: (row: number) => `Korrektion ${row}`,
    reason: 'Hvorfor det tidligere regnskab afløses',
    remark: 'Bemærkning til regnskabet',
    personal: 'Skriv ingen personoplysninger.',
    kroner: 'kr.',
    show: 'Se resultatet',
    again: 'Regn igen',
    preview: 'Sådan bliver resultatet',
    previewText: 'Intet er registreret endnu. Se hvert skridt igennem, før regnskabet aflægges.',
    confirm: 'Aflæg regnskabet',
    mend: 'Ret tallene',
  },
  en: {
    accounts: 'Year-end accounts',
    title: 'Submit accounts',
    titleOf: (line: string, year: number) => `Accounts ${year}: ${line}`,
    lead: 'Choose the service and the year. The ledger counts the revenue (A1) from the occupied days; you write the costs.',
    line: 'Offering and service',
    year: 'Year',
    on: 'On to the figures',
    other: 'Choose another service or year',
    replaces: (year: number) => `Accounts of ${year} have been submitted already.`,
    replacesText: 'New ones take their place, and the old ones still stand. Write why they are replaced.',
    seeOld: 'See the accounts',
    costs: 'A2: costs',
    costsHint: 'All costs of the year, direct and indirect (R10, R20). Leave empty what there is none of.',
    category: 'Kind',
    amount: 'Amount, kr.',
    note: 'Note',
    amountOf: (what: string) => `Amount: ${what}`,
    noteOf: (what: string) => `Note: ${what}`,
    income: 'Other income',
    incomeHint: 'Income that is no tariff is taken off the costs. Write it without a minus.',
    incomeRow: (row: number) => `Income ${row}`,
    budget: 'Cost-based budget',
    budgetHint: 'Only where the year’s tariff was not calculated in Pladsbog, or the budget was another.',
    corrections: 'A3: from before the ledger',
    correctionsHint:
      'Carried over from years before Pladsbog; plus raises the result. What the ledger carried is counted.',
    correctionRow: (row: number) => `Correction ${row}`,
    reason: 'Why the earlier accounts are replaced',
    remark: 'Note to the accounts',
    personal: 'Write no personal data.',
    kroner: 'kr.',
    show: 'See the result',
    again: 'Compute again',
    preview: 'What the result will be',
    previewText: 'Nothing has been recorded. Go through every step before the accounts are submitted.',
    confirm: 'Submit the accounts',
    mend: 'Mend the figures',
  },
};

const AMOUNT = /^(?:(?:costs|otherIncome|corrections)\.\d+\.amountOre|budgetOre)$/;
/** Empty rows offered for what there are few of. */
const INCOME_ROWS = 2;
const CORRECTION_ROWS = 2;
const SUBMIT = `${PATHS.yearEndAccounts}/submit`;

/** What a form of accounts is about. */
interface Subject {
  readonly line: OwnLine;
  readonly year: number;
  /** Those that would be replaced. */
  readonly standing: AccountsView | undefined;
}

/** The operator's accounts of a service line for a year: the figures, what they come to, and then the submission. */
@Pages()
export class SubmitAccountsPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(SUBMIT)
  @Allowed(yearEndAccess.submitYearEndAccounts)
  async ask(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const subject = await this.subject(visit.query.get('line'), visit.query.get('year'), visit);
    if (subject === undefined) return this.choice(visit);
    return this.form(subject, visit, freshForm(typedBefore(subject.standing)));
  }

  @Post(`${PATHS.yearEndAccounts}/:offeringId/preview`)
  @Allowed(yearEndAccess.previewYearEndAccounts)
  preview(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.take(offeringId, form, visit, async (body) => {
      const preview = await this.doors.open(PreviewYearEndRoutes, visit).accounts(offeringId, body, visit.actor);
      return this.again(offeringId, visit, freshForm(form), preview);
    });
  }

  @Post(`${PATHS.yearEndAccounts}/:offeringId`)
  @Allowed(yearEndAccess.submitYearEndAccounts)
  submit(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.take(offeringId, form, visit, async (body) => {
      const route = this.doors.open(SubmitAccountsRoute, visit);
      const { accountsId, position } = await route.submit(offeringId, body, visit.actor);
      return new SeeOther(`${PATHS.yearEndAccounts}/${offeringId}/${accountsId}`, { position });
    });
  }

  private take(
    offeringId: OfferingId,
    form: TypedForm,
    visit: SignedInVisit,
    send: (body: SubmitAccountsBody) => Promise<PageAnswer>,
  ): Promise<PageAnswer> {
    const costs = filledRows(form, 'costs', ['category']);
    const income = filledRows(costs.form, 'otherIncome');
    const corrections = filledRows(income.form, 'corrections');
    return this.forms.take(
      visit,
      SubmitAccountsBody,
      withOre(corrections.form, (field) => AMOUNT.test(field), signedOreTyped),
      send,
      (state) => {
        const faults = costs.asTyped(income.asTyped(corrections.asTyped(state.faults)));
        return this.again(offeringId, visit, { ...state, typed: form, faults });
      },
    );
  }

  private async again(
    offeringId: OfferingId,
    visit: SignedInVisit,
    state: FormState,
    preview?: AccountsPreviewView,
  ): Promise<Screen> {
    const line = `${offeringId} ${typedText(state.typed, 'serviceLineId')}`;
    const subject = await this.subject(line, typedText(state.typed, 'year'), visit);
    return subject === undefined ? this.choice(visit) : this.form(subject, visit, state, preview);
  }

  private async subject(
    line: string | null,
    typedYear: string | null,
    visit: SignedInVisit,
  ): Promise<Subject | undefined> {
    const year = yearIn(typedYear);
    const chosen = (await ownLines(this.doors, visit)).find(({ value }) => value === line);
    if (chosen === undefined || year === undefined) return undefined;
    const { offeringId, serviceLineId } = chosen;
    const asked = Object.assign(new YearEndQuery(), { offeringId, serviceLineId, year });
    const { items } = await this.doors.open(YearEndRoutes, visit).accounts(asked, visit.actor);
    return { line: chosen, year, standing: items.find(({ supersededBy }) => supersededBy === undefined) };
  }

  private async choice(visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const lines = await ownLines(this.doors, visit);
    const lastYear = Number(this.clock.today().slice(0, 4)) - 1;
    return screen({
      title: words.title,
      crumbs: [{ href: PATHS.yearEndAccounts, text: words.accounts }],
      body: (
        <>
          <YearEndMenu />
          <p class="font-lead">{words.lead}</p>
          <Filters id="choice" submit={words.on}>
            <Select name="line" label={words.line} choices={lines} />
            <TextInput name="year" label={words.year} inputMode="numeric" value={String(lastYear)} />
          </Filters>
        </>
      ),
    });
  }

  private form(subject: Subject, visit: SignedInVisit, state: FormState, preview?: AccountsPreviewView): Screen {
    const words = WORDS[visit.language];
    const { line, year } = subject;
    const action = `${PATHS.yearEndAccounts}/${line.offeringId}`;
    return screen({
      title: words.titleOf(line.name, year),
      crumbs: [
        { href: PATHS.yearEndAccounts, text: words.accounts },
        { href: SUBMIT, text: words.title },
      ],
      body: (
        <>
          {preview === undefined ? (
            <Lead subject={subject} />
          ) : (
            <section class="panel">
              <h2>{words.preview}</h2>
              <p>{words.previewText}</p>
              <ResultFigures of={preview} />
              <ResultFacts of={preview} name={this.names.all()} />
              <Confirm action={action} typed={state.typed} submit={words.confirm} />
            </section>
          )}
          {preview !== undefined && <StepList of={preview} />}
          {preview !== undefined && <h2>{words.mend}</h2>}
          <AccountsForm
            subject={subject}
            action={`${action}/preview`}
            state={state}
            previewed={preview !== undefined}
          />
        </>
      ),
    });
  }
}

const Lead = ({ subject: { line, year, standing } }: { subject: Subject }): VNode => {
  const words = WORDS[useVisit().language];
  const at = (id: AccountsId): string => `${PATHS.yearEndAccounts}/${line.offeringId}/${id}`;
  return (
    <>
      <p class="font-lead">{line.text}</p>
      <p>
        <a href={addressOf(SUBMIT)}>{words.other}</a>
      </p>
      {standing !== undefined && (
        <Alert tone="warning" heading={words.replaces(year)}>
          <p>
            {words.replacesText} <a href={at(standing.accountsId)}>{words.seeOld}</a>
          </p>
        </Alert>
      )}
    </>
  );
};

/** The figures of the accounts that would be replaced, to begin from. */
const typedBefore = (standing: AccountsView | undefined): TypedForm => {
  if (standing === undefined) return {};
  const rows = (list: string, of: readonly { readonly amountOre: number; readonly note?: string }[]) =>
    of.flatMap(({ amountOre, note = '' }, at) => [
      [`${list}.${at}.amountOre`, danishAmount(amountOre as never)],
      [`${list}.${at}.note`, note],
    ]);
  return Object.fromEntries([
    ...standing.costs.map(({ category }, at) => [`costs.${at}.category`, category]),
    ...rows('costs', standing.costs),
    ...rows('otherIncome', standing.otherIncome),
    ...rows('corrections', standing.stated),
  ]) as TypedForm;
};

interface EntryRow {
  readonly name: string;
  readonly text: string;
  readonly category?: CostCategory;
}

/** A row for each cost that was typed, and for each category that was not. */
const costRows = (typed: TypedForm, language: Language): readonly EntryRow[] => {
  const given = Object.entries(typed).flatMap(([field, value]) => {
    const [, row] = /^costs\.(\d+)\.category$/.exec(field) ?? [];
    const category = COST_CATEGORIES.find((each) => each === value);
    return row === undefined || category === undefined ? [] : [{ row: Number(row), category }];
  });
  const first = Math.max(-1, ...given.map(({ row }) => row)) + 1;
  const missing = COST_CATEGORIES.filter((each) => !given.some(({ category }) => category === each));
  return [...given, ...missing.map((category, at) => ({ row: first + at, category }))].map(({ row, category }) => ({
    name: `costs.${row}`,
    text: COST_TEXTS[category][language],
    category,
  }));
};

/** As many rows as were typed, and some more. */
const openRows = (typed: TypedForm, list: string, more: number, text: (row: number) => string): readonly EntryRow[] => {
  const used = Object.keys(typed).flatMap((field) => new RegExp(`^${list}\\.(\\d+)\\.`).exec(field)?.[1] ?? []);
  const count = Math.max(more, ...used.map((row) => Number(row) + 1));
  return Array.from({ length: count }, (_, at) => ({ name: `${list}.${at}`, text: text(at + 1) }));
};

const AccountsForm = ({
  subject: { line, year, standing },
  action,
  state,
  previewed,
}: {
  subject: Subject;
  action: string;
  state: FormState;
  previewed: boolean;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const costs = costRows(state.typed, language);
  const income = openRows(state.typed, 'otherIncome', INCOME_ROWS, words.incomeRow);
  const corrections = openRows(state.typed, 'corrections', CORRECTION_ROWS, words.correctionRow);
  const rows = [...costs, ...income, ...corrections];
  const labels = {
    costs: words.costs,
    budgetOre: words.budget,
    reason: words.reason,
    note: words.remark,
    year: words.year,
    serviceLineId: words.line,
    ...Object.fromEntries(
      rows.flatMap(({ name, text }) => [
        [`${name}.amountOre`, words.amountOf(text)],
        [`${name}.note`, words.noteOf(text)],
      ]),
    ),
  };
  return (
    <Form
      id="accounts"
      action={action}
      state={state}
      labels={labels}
      hidden={{
        serviceLineId: line.serviceLineId,
        year: String(year),
        ...Object.fromEntries(costs.map(({ name, category = 'OTHER' }) => [`${name}.category`, category])),
      }}
      submit={previewed ? words.again : words.show}
      tone={previewed ? 'secondary' : 'primary'}
    >
      <h2 id="accounts-costs">{words.costs}</h2>
      <p>{words.costsHint}</p>
      <Entries caption={words.costs} rows={costs} />
      <h2>{words.income}</h2>
      <p>{words.incomeHint}</p>
      <Entries caption={words.income} rows={income} />
      <h2>{words.corrections}</h2>
      <p>{words.correctionsHint}</p>
      <Entries caption={words.corrections} rows={corrections} />
      <TextInput
        name="budgetOre"
        label={words.budget}
        hint={words.budgetHint}
        suffix={words.kroner}
        inputMode="decimal"
        optional
      />
      {(standing !== undefined || typedText(state.typed, 'reason') !== '') && (
        <TextArea name="reason" label={words.reason} hint={words.personal} rows={2} />
      )}
      <TextArea name="note" label={words.remark} hint={words.personal} rows={2} optional />
    </Form>
  );
};

/** Rows of an amount and a note, as they stand in a sheet. */
const Entries = ({ caption, rows }: { caption: string; rows: readonly EntryRow[] }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <Table
      caption={caption}
      captionHidden
      rows={rows}
      columns={[
        { title: words.category, heads: true, cell: ({ text }) => text },
        {
          title: words.amount,
          cell: ({ name, text }) => (
            <TextInput
              name={`${name}.amountOre`}
              label={words.amountOf(text)}
              labelHidden
              inputMode="decimal"
              optional
            />
          ),
        },
        {
          title: words.note,
          cell: ({ name, text }) => <TextInput name={`${name}.note`} label={words.noteOf(text)} labelHidden optional />,
        },
      ]}
    />
  );
};
