import type { VNode } from 'preact';
import { COST_CATEGORIES, type CostCategory } from '../../calculations/calculation.events';
import { COST_TEXTS } from '../../calculations/calculations.queries';
import type { Language } from '../../kernel/messages';
import type { TypedForm } from '../../platform/http/form-body';
import type { AccountsView } from '../../year-end/year-end.views';
import { FaultText } from '../components/faults';
import { Form, TextArea, TextInput } from '../components/form';
import { Table } from '../components/table';
import { danishAmount } from '../frame/formats';
import { concerns, type FormState } from '../frame/forms';
import { useVisit } from '../frame/visit';
import type { OwnLine } from './year-end-section';

const WORDS = {
  da: {
    line: 'Tilbud og ydelse',
    year: 'År',
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
  },
  en: {
    line: 'Offering and service',
    year: 'Year',
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
  },
};

/** Empty rows offered for what there are few of. */
const INCOME_ROWS = 2;
const CORRECTION_ROWS = 2;
/** What a form of accounts is about. */
export interface Subject {
  readonly line: OwnLine;
  readonly year: number;
  /** Those that would be replaced. */
  readonly standing: AccountsView | undefined;
}

/** The figures of the accounts that would be replaced, to begin from. */
export const typedBefore = (standing: AccountsView | undefined): TypedForm => {
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
    ...(standing.budgetOrigin === 'STATED' ? [['budgetOre', danishAmount(standing.budgetOre)]] : []),
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

/** The figures of a year, in the rows of the tariff calculation. */
export const AccountsForm = ({
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
  const ofCosts = state.faults.find(({ field }) => field === 'costs');
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
      <section
        id="accounts-costs"
        tabIndex={-1}
        aria-label={words.costs}
        aria-describedby={ofCosts && 'accounts-costs-error'}
      >
        <h2>{words.costs}</h2>
        <p>{words.costsHint}</p>
        <FaultText id="accounts-costs" fault={ofCosts} label={words.costs} />
        <Entries caption={words.costs} rows={costs} />
      </section>
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
      {(standing !== undefined || concerns(state, 'reason')) && (
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
