import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Ore } from '../../kernel/money';
import type { PartyCode, SchemeId } from '../../kernel/vocabulary';
import { objectiveFinancingAccess } from '../../objective-financing/objective-financing.access';
import type { PublishedVerdict } from '../../objective-financing/published-shares.calculation';

import {
  PublishedSharesBody,
  SCHEME_ORE_MAX,
  SchemePublishedBody,
  SchemeRoutes,
} from '../../objective-financing/schemes.routes';
import { FIGURES_MAX } from '../../objective-financing/take-key-snapshot';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { ListField, OreField } from '../../platform/http/fields';
import type { TypedForm } from '../../platform/http/form-body';
import { ReadTimesQuery } from '../../platform/http/fresh-reads';
import { IdParam } from '../../platform/http/parameters';
import { invalidRequest } from '../../platform/http/problem';
import * as scalars from '../../platform/http/scalars';
import { Form, TextArea, TextInput } from '../components/form';
import { Alert, Facts } from '../components/notes';
import { Table } from '../components/table';
import { Doors } from '../frame/doors';
import { FinancingMenu } from './financing-section';
import { countText, danishAmount, danishKroner } from '../frame/formats';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { withParties } from './pasted-parties';
import { linesTyped, type PastedRow, pastedRows } from './published-rows';
import { type PageAnswer, screen, type Screen } from '../frame/screen';
import { withOre } from '../frame/typed-amounts';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';

const LINE_MAX = 200;

/** What the form holds: a table as lines, and the total that is said. */
class PastedTable {
  @ListField(scalars.text({ maxLength: LINE_MAX }), 'Lines of the table.', { minItems: 1, maxItems: FIGURES_MAX })
  rows!: string[];

  @OreField('The total that is said to be shared.', { min: 0, max: SCHEME_ORE_MAX, optional: true })
  totalOre?: Ore;
}

const WORDS = {
  da: {
    title: 'Efterprøv en tabel',
    schemes: 'Objektiv finansiering',
    lead: 'Beløb delt med nøgletal skal give det samme for alle rækker. Den række, der ikke passer, bliver nævnt.',
    nothing: 'Intet bliver gemt.',
    schemeTitle: (name: string) => `Efterprøv beløb: ${name}`,
    schemeLead: 'Beløbene holdes op imod ordningens egen nøgle.',
    rows: 'Tabellen',
    rowsHint: 'En linje for hver, som den står i regnearket: navn; nøgletal; beløb. Som Herning; 90.400; 1.234.567',
    schemeRowsHint: 'En linje for hver: kommunens navn eller kode; beløb. Som Herning; 1.234.567',
    total: 'Beløbet, der er delt',
    totalHint: 'Tomt: summen bliver ikke efterprøvet.',
    kroner: 'kr.',
    submit: 'Efterprøv',
    fits: 'Alle rækker passer til nøglen',
    totalWrong: (by: string) => `Rækkerne passer til nøglen, men summen afviger med ${by}`,
    misfits: (count: number) =>
      count === 1 ? 'En række passer ikke til nøglen' : `${count} rækker passer ikke til nøglen`,
    ambiguous: 'Lige så mange rækker passer til et andet tal, så det kan ikke siges, hvilken af dem der er forkert.',
    misfitsCaption: 'Rækker, der ikke passer',
    row: 'Række',
    name: 'Navn',
    figure: 'Nøgletal',
    published: 'Offentliggjort',
    expected: 'Nøglen giver',
    difference: 'Forskel',
    looked: 'Rækker',
    keySum: 'Nøglen i alt',
    sum: 'Beløb i alt',
    totalDifference: 'Summen afviger fra det delte beløb med',
    perUnit: 'Kroner pr. nøgletal, som de fleste rækker har',
  },
  en: {
    title: 'Check a table',
    schemes: 'Objective financing',
    lead: 'Amount over key figure must give the same for all rows. The row that does not fit is named.',
    nothing: 'Nothing is recorded.',
    schemeTitle: (name: string) => `Check amounts: ${name}`,
    schemeLead: 'The amounts are held against the key of the scheme itself.',
    rows: 'The table',
    rowsHint:
      'A line for each, as it stands in the spreadsheet: name; key figure; amount. Like Herning; 90.400; 1.234.567',
    schemeRowsHint: 'A line for each: the municipality’s name or code; amount. Like Herning; 1.234.567',
    total: 'The amount shared',
    totalHint: 'Empty: the sum is not checked.',
    kroner: 'kr.',
    submit: 'Check',
    fits: 'Every row fits the key',
    totalWrong: (by: string) => `The rows fit the key, but their sum is off by ${by}`,
    misfits: (count: number) => (count === 1 ? 'One row does not fit the key' : `${count} rows do not fit the key`),
    ambiguous: 'As many rows fit another number, so nobody can say which of them is wrong.',
    misfitsCaption: 'Rows that do not fit',
    row: 'Row',
    name: 'Name',
    figure: 'Key figure',
    published: 'Published',
    expected: 'The key gives',
    difference: 'Difference',
    looked: 'Rows',
    keySum: 'Sum of the key',
    sum: 'Sum of the amounts',
    totalDifference: 'The sum is off the amount shared by',
    perUnit: 'Kroner for one of the key, which most rows have',
  },
};

/** Published tables held against their key (P13, I8): the row that does not fit is named. */
@Pages()
export class PublishedCheckPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(PATHS.publishedCheck)
  @Allowed(objectiveFinancingAccess.checkPublishedShares)
  ask(@TheVisit() visit: SignedInVisit): Screen {
    return tableScreen(visit, freshForm());
  }

  @Post(PATHS.publishedCheck)
  @Allowed(objectiveFinancingAccess.checkPublishedShares)
  check(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      PastedTable,
      asPasted(form),
      ({ rows: lines, totalOre }) => {
        const rows = readRows(lines, true);
        const body = Object.assign(new PublishedSharesBody(), {
          rows,
          ...(totalOre === undefined ? {} : { totalOre }),
        });
        const verdict = this.doors.open(SchemeRoutes, visit).check(body);
        return Promise.resolve(tableScreen(visit, freshForm(form), verdict));
      },
      (state) => tableScreen(visit, { ...state, typed: form }),
    );
  }

  @Get(`${PATHS.schemes}/:schemeId/check`)
  @Allowed(objectiveFinancingAccess.checkSchemeShares)
  async askScheme(
    @IdParam('schemeId', 'The scheme.') schemeId: SchemeId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    const scheme = await this.doors.open(SchemeRoutes, visit).get(schemeId, new ReadTimesQuery(), visit.actor);
    const name = this.names.all();
    const amounts = new Map(scheme.shares?.items.map(({ party, amountOre }) => [party, danishAmount(amountOre)]));
    const rows = scheme.key?.figures.map(({ party }) => `${name(party)}; ${amounts.get(party) ?? ''}`).join('\n') ?? '';
    return schemeScreen(visit, scheme, freshForm({ rows }));
  }

  @Post(`${PATHS.schemes}/:schemeId/check`)
  @Allowed(objectiveFinancingAccess.checkSchemeShares)
  async checkScheme(
    @IdParam('schemeId', 'The scheme.') schemeId: SchemeId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const routes = this.doors.open(SchemeRoutes, visit);
    const scheme = await routes.get(schemeId, new ReadTimesQuery(), visit.actor);
    return this.forms.take(
      visit,
      PastedTable,
      asPasted(form),
      async ({ rows: lines, totalOre }) => {
        const rows = withParties(this.names, readRows(lines, false), 'rows').map(({ party, amountOre }) => ({
          party,
          amountOre,
        }));
        const body = Object.assign(new SchemePublishedBody(), {
          rows,
          ...(totalOre === undefined ? {} : { totalOre }),
        });
        const verdict = await routes.checkScheme(schemeId, body, visit.actor);
        return schemeScreen(visit, scheme, freshForm(form), named(verdict, this.names.all()));
      },
      (state) => schemeScreen(visit, scheme, { ...state, typed: form }),
    );
  }
}

/** The form as its reader takes it: the table by lines, the total in øre. */
const asPasted = (form: TypedForm): TypedForm => {
  const { rows = '' } = form;
  const lines = linesTyped(typeof rows === 'string' ? rows : rows.join('\n'));
  const { rows: _typed, ...rest } = withOre(form, (field) => field === 'totalOre');
  return lines.length === 0 ? rest : { ...rest, rows: lines };
};

/** @throws Problem 400 that names each line which cannot be read. */
const readRows = (lines: readonly string[], keyed: boolean): readonly PastedRow[] => {
  const { rows, faults } = pastedRows(lines, 'rows', { keyed });
  if (faults.length > 0) throw invalidRequest(faults);
  return rows;
};

/** Codes of parties by the names that people know. */
const named = (verdict: PublishedVerdict, name: (party: PartyCode) => string): PublishedVerdict => ({
  ...verdict,
  misfits: verdict.misfits.map((misfit) => ({ ...misfit, name: name(misfit.name as PartyCode) })),
});

const tableScreen = (visit: SignedInVisit, state: FormState, verdict?: PublishedVerdict): Screen => {
  const words = WORDS[visit.language];
  return screen({
    title: words.title,
    wide: true,
    body: (
      <>
        <FinancingMenu />
        <p class="font-lead">{words.lead}</p>
        {verdict && <Verdict verdict={verdict} />}
        <PastedForm action={PATHS.publishedCheck} state={state} hint={words.rowsHint} />
      </>
    ),
  });
};

const schemeScreen = (
  visit: SignedInVisit,
  { schemeId, name, year }: { readonly schemeId: SchemeId; readonly name: string; readonly year: number },
  state: FormState,
  verdict?: PublishedVerdict,
): Screen => {
  const words = WORDS[visit.language];
  return screen({
    title: words.schemeTitle(`${name} ${year}`),
    crumbs: [
      { href: PATHS.schemes, text: words.schemes },
      { href: `${PATHS.schemes}/${schemeId}`, text: name },
    ],
    body: (
      <>
        <p class="font-lead">{words.schemeLead}</p>
        {verdict && <Verdict verdict={verdict} />}
        <PastedForm action={`${PATHS.schemes}/${schemeId}/check`} state={state} hint={words.schemeRowsHint} />
      </>
    ),
  });
};

const PastedForm = ({ action, state, hint }: { action: string; state: FormState; hint: string }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <Form
      id="check"
      action={action}
      state={state}
      labels={{ rows: words.rows, totalOre: words.total }}
      submit={words.submit}
    >
      <p>{words.nothing}</p>
      <TextArea name="rows" label={words.rows} hint={hint} rows={14} />
      <TextInput
        name="totalOre"
        label={words.total}
        hint={words.totalHint}
        suffix={words.kroner}
        inputMode="decimal"
        optional
      />
    </Form>
  );
};

/** Thousandths of an øre in a krone. */
const MILLI_PER_KRONE = 100_000;

const Verdict = ({ verdict }: { verdict: PublishedVerdict }): VNode => {
  const words = WORDS[useVisit().language];
  const { agrees, misfits, rows, figureSum, amountSumOre, totalDifferenceOre, milliOrePerUnit, ambiguous } = verdict;
  const heading = agrees
    ? words.fits
    : misfits.length > 0
      ? words.misfits(misfits.length)
      : words.totalWrong(danishKroner(totalDifferenceOre ?? amountSumOre));
  return (
    <section id="verdict">
      <Alert tone={agrees ? 'success' : 'error'} heading={heading}>
        {ambiguous && <p>{words.ambiguous}</p>}
      </Alert>
      {misfits.length > 0 && (
        <Table
          files
          caption={words.misfitsCaption}
          rows={misfits}
          columns={[
            { title: words.row, numeric: true, cell: ({ row }) => row },
            { title: words.name, heads: true, cell: ({ name }) => name },
            { title: words.figure, numeric: true, cell: ({ figure }) => countText(figure) },
            { title: words.published, numeric: true, cell: ({ amountOre }) => danishKroner(amountOre) },
            { title: words.expected, numeric: true, cell: ({ expectedOre }) => danishKroner(expectedOre) },
            { title: words.difference, numeric: true, cell: ({ differenceOre }) => danishKroner(differenceOre) },
          ]}
        />
      )}
      <Facts
        entries={[
          { term: words.looked, value: rows },
          { term: words.keySum, value: countText(figureSum) },
          { term: words.sum, value: danishKroner(amountSumOre) },
          totalDifferenceOre !== undefined && { term: words.totalDifference, value: danishKroner(totalDifferenceOre) },
          {
            term: words.perUnit,
            value: (milliOrePerUnit / MILLI_PER_KRONE).toFixed(4).replace('.', ','),
          },
        ]}
      />
    </section>
  );
};
