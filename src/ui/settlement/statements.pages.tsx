import { Get } from '@nestjs/common';
import type { VNode } from 'preact';
import { isMonth } from '../../kernel/calendar';
import type { PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { settlementAccess } from '../../settlement/settlement.access';
import {
  STATEMENT_SIDES,
  StatementRoutes,
  type StatementSummary,
  StatementsQuery,
  STATEMENT_WAITS,
} from '../../settlement/statements/statement.routes';
import { askedIn } from '../frame/asked';
import { Filters, Select, TextInput } from '../components/form';
import { Pager } from '../components/pager';
import { type Column, Exports, Table } from '../components/table';
import { Doors } from '../frame/doors';
import { danishKroner, dayText } from '../frame/formats';
import { Names } from '../frame/names';
import { SETTLEMENT } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { PartyFilters } from './party-filters';
import { settlementParties } from './settlement-parties';
import { Sections, settlementCrumb } from './settlement-sections';
import { addressOf, type SignedInVisit, TheVisit, useVisit, type Visit } from '../frame/visit';
import { partyColumns } from './party-columns';
import { StatementLink } from './statement-names';
import { shownList, type WholeList } from '../frame/whole-list';

const WORDS = {
  da: {
    title: 'Opgørelser',
    side: 'Køb eller salg',
    both: 'Begge',
    sides: { purchases: 'Det, vi skal betale', sales: 'Det, vi har til gode' },
    waiting: 'Mangler',
    waits: { APPROVAL: 'Betalerens godkendelse' },
    anything: 'Alt',
    month: 'Måned',
    operator: 'Driftsherre',
    payer: 'Betaler',
    all: 'Alle',
    statement: 'Opgørelse',
    lines: 'Linjer',
    total: 'I alt',
    issued: 'Udstedt',
    due: 'Forfalder',
    nothing: 'Der er ingen opgørelser, som passer.',
    csv: 'CSV for hele måneden',
    xlsx: 'Regneark for hele måneden',
  },
  en: {
    title: 'Statements',
    side: 'Purchases or sales',
    both: 'Both',
    sides: { purchases: 'What we are to pay', sales: 'What we are owed' },
    waiting: 'Waits for',
    waits: { APPROVAL: 'The payer’s approval' },
    anything: 'Anything',
    month: 'Month',
    operator: 'Operator',
    payer: 'Payer',
    all: 'All',
    statement: 'Statement',
    lines: 'Lines',
    total: 'In all',
    issued: 'Issued',
    due: 'Due',
    nothing: 'No statements fit.',
    csv: 'CSV of the whole month',
    xlsx: 'spreadsheet of the whole month',
  },
};

const FILTERS = ['side', 'waiting', 'month', 'operator', 'payer', 'cursor'] as const;

/** Issued statements of both sides, newest month first. */
@Pages()
export class StatementsPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
  ) {}

  @Get(SETTLEMENT.statements)
  @Allowed(settlementAccess.listStatements)
  async list(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { language, actor } = visit;
    const words = WORDS[language];
    const query = askedIn(visit, StatementsQuery, FILTERS);
    const { items, next, whole } = await shownList(visit, query, (asked) =>
      this.doors.open(StatementRoutes, visit).list(asked, actor),
    );
    const parties = await settlementParties(this.doors, this.names, visit);
    return screen({
      title: words.title,
      wide: true,
      crumbs: [settlementCrumb(language)],
      body: (
        <>
          <Sections />
          <Filters id="statements">
            <Select
              name="side"
              label={words.side}
              none={words.both}
              optional
              choices={STATEMENT_SIDES.map((side) => ({ value: side, text: words.sides[side] }))}
            />
            <Select
              name="waiting"
              label={words.waiting}
              none={words.anything}
              optional
              choices={STATEMENT_WAITS.map((wait) => ({ value: wait, text: words.waits[wait] }))}
            />
            <TextInput type="month" name="month" label={words.month} optional />
            <PartyFilters parties={parties} />
          </Filters>
          <MonthFiles visit={visit} any={items.length > 0} />
          <div id="list" data-live>
            <StatementTable rows={items} whole={whole} name={this.names.all()} />
          </div>
          <Pager next={next} />
        </>
      ),
    });
  }
}

/** All lines of one month in one file, where a month is looked at. */
const MonthFiles = ({ visit: { query, actor }, any }: { visit: Visit; any: boolean }): VNode | null => {
  const { language } = useVisit();
  const month = query.get('month');
  if (!isMonth(month) || !any) return null;
  const side = query.get('side');
  const of = (format: string): string =>
    addressOf(`/api/v1/settlement/months/${month}/${format}`, {
      operator: query.get('operator') ?? (side === 'sales' ? actor?.party : undefined),
      payer: query.get('payer') ?? (side === 'purchases' ? actor?.party : undefined),
    });
  return (
    <Exports
      files={[
        { href: of('csv'), text: WORDS[language].csv },
        { href: of('xlsx'), text: WORDS[language].xlsx },
      ]}
    />
  );
};

const StatementTable = ({
  rows,
  whole,
  name,
}: {
  rows: readonly StatementSummary[];
  whole: WholeList<StatementSummary>;
  name: (party: PartyCode) => string;
}): VNode => {
  const visit = useVisit();
  const { language } = visit;
  const words = WORDS[language];
  const columns: readonly Column<StatementSummary>[] = [
    {
      title: words.month,
      heads: true,
      cell: ({ statementId }) => <StatementLink statementId={statementId} />,
    },
    ...partyColumns<StatementSummary>(name, visit),
    { title: words.lines, numeric: true, cell: ({ lines }) => lines },
    { title: words.issued, cell: ({ issuedOn }) => dayText(issuedOn, language) },
    { title: words.due, cell: ({ dueOn }) => dayText(dueOn, language) },
    { title: words.total, numeric: true, cell: ({ totalOre }) => danishKroner(totalOre) },
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
