import { Get, Inject } from '@nestjs/common';
import type { VNode } from 'preact';
import { addToMonth, firstDayOf, type Month, monthOf } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import { sumOre } from '../../kernel/money';
import type { PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { PairBalance } from '../../settlement/accounts/pair-account.calculation';
import { BalanceRoutes, BalancesQuery } from '../../settlement/accounts/balances.routes';
import { settlementAccess } from '../../settlement/settlement.access';
import type { BalanceRow } from '../../settlement/issued/settlement.queries';
import { askedIn } from '../frame/asked';
import { BarChart } from '../components/charts';
import { type Choice, DayInput, Filters, Select } from '../components/form';
import { Figures } from '../components/notes';
import { type NumberedPage, numberedPage, NumberedPager } from '../components/pager';
import { type Column, sortedRows, Table } from '../components/table';
import { Doors } from '../frame/doors';
import { countText, danishAmount, danishKroner, dayText, monthText } from '../frame/formats';
import { Names } from '../frame/names';
import { SETTLEMENT } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { type PartyChoices, settlementParties } from './settlement-parties';
import { Sections, settlementCrumb } from './settlement-sections';
import { addressOf, type SignedInVisit, TheVisit, useVisit } from '../frame/visit';

/** Months drawn, the newest last; and rows on a page. */
const MONTHS_DRAWN = 12;
const ROWS = 25;

const WORDS = {
  da: {
    title: 'Mellemværender',
    lead: 'Ét køb er den enes køb og den andens salg, så hver saldo er den samme set fra begge sider.',
    party: 'Part',
    everybody: 'Alle',
    from: 'Fra',
    until: 'Til og med',
    allPurchases: 'Køb i alle lukkede måneder',
    allSales: 'Salg i alle lukkede måneder',
    purchases: 'Køb',
    sales: 'Salg',
    months: 'Køb og salg pr. måned',
    purchasesByMonth: 'Køb pr. måned',
    salesByMonth: 'Salg pr. måned',
    monthsText: (first: string, last: string) => `Fra ${first} til ${last}. Tallene står i tabellen nedenfor.`,
    month: 'Måned',
    accounts: 'Konto for hvert par',
    accountsOf: (from: string, to: string) => `Fra ${from} til ${to}. Beløb i kroner.`,
    operator: 'Driftsherre',
    payer: 'Betaler',
    opening: 'Primo',
    billed: 'Faktureret',
    credited: 'Krediteret',
    paid: 'Betalt',
    closing: 'Ultimo',
    disputed: 'Heraf indsigelse',
    overdue: 'Heraf forfaldent',
    coming: 'Næste opgørelse',
    nothing: 'Der er ingen mellemværender.',
    total: 'I alt',
  },
  en: {
    title: 'Balances',
    lead: 'One purchase is one party’s purchase and the other’s sale, so each balance is the same seen from both sides.',
    party: 'Party',
    everybody: 'Everybody',
    from: 'From',
    until: 'Until',
    allPurchases: 'Purchases of all closed months',
    allSales: 'Sales of all closed months',
    purchases: 'Purchases',
    sales: 'Sales',
    months: 'Purchases and sales by month',
    purchasesByMonth: 'Purchases by month',
    salesByMonth: 'Sales by month',
    monthsText: (first: string, last: string) => `From ${first} to ${last}. The figures stand in the table below.`,
    month: 'Month',
    accounts: 'The account of each pair',
    accountsOf: (from: string, to: string) => `From ${from} to ${to}. Amounts in kroner.`,
    operator: 'Operator',
    payer: 'Payer',
    opening: 'At the beginning',
    billed: 'Billed',
    credited: 'Credited',
    paid: 'Paid',
    closing: 'At the end',
    disputed: 'Disputed of it',
    overdue: 'Overdue of it',
    coming: 'Next statement',
    nothing: 'There are no balances.',
    total: 'In all',
  },
};

/** What parties owe each other: by month and by pair. */
@Pages()
export class BalancesPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(SETTLEMENT.balances)
  @Allowed(settlementAccess.settlementBalances)
  async balances(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { language, actor } = visit;
    const words = WORDS[language];
    const today = this.clock.today();
    const query = askedIn(visit, BalancesQuery, ['party', 'from', 'effectiveOn']);
    const to = query.effectiveOn ?? today;
    const from = query.from ?? firstDayOf(monthOf(to));
    const name = this.names.all();
    const { items, accounts, purchasesOre, salesOre } = await this.doors
      .open(BalanceRoutes, visit)
      .balances(Object.assign(query, { from, effectiveOn: to }), actor);
    const danish = new Intl.Collator('da');
    const pair = ({ operator, payer }: PairBalance): string => `${name(operator)} ${name(payer)}`;
    const byName = [...accounts].sort((a, b) => danish.compare(pair(a), pair(b)));
    const rows = sortedRows(visit, byName, {
      operator: ({ operator }) => name(operator),
      payer: ({ payer }) => name(payer),
      billed: ({ billedOre }) => billedOre,
      closing: ({ closingOre }) => closingOre,
      overdue: ({ overdueOre }) => overdueOre,
    });
    const page = numberedPage(visit, rows, ROWS);
    const parties = actor.roles.includes('auditor')
      ? await settlementParties(this.doors, this.names, visit)
      : undefined;
    const sides = sidesOf(visit);
    return screen({
      title: words.title,
      wide: true,
      crumbs: [settlementCrumb(language)],
      body: (
        <>
          <Sections />
          <p class="font-lead">{words.lead}</p>
          <Filters id="balances">
            <DayInput name="from" label={words.from} value={from} />
            <DayInput name="effectiveOn" label={words.until} value={to} />
            {parties !== undefined && (
              <Select name="party" label={words.party} none={words.everybody} optional choices={eitherOf(parties)} />
            )}
          </Filters>
          <Figures
            entries={[
              ...(sides.purchases ? [{ term: words.allPurchases, value: danishKroner(purchasesOre) }] : []),
              ...(sides.sales ? [{ term: words.allSales, value: danishKroner(salesOre) }] : []),
            ]}
          />
          <ByMonth rows={items} last={monthOf(today)} sides={sides} />
          <section>
            <h2>{words.accounts}</h2>
            <p>{words.accountsOf(dayText(from, language), dayText(to, language))}</p>
            <Accounts page={page} all={rows} month={monthOf(today)} name={name} />
            <NumberedPager page={page} />
          </section>
        </>
      ),
    });
  }
}

/** What the reader's roles show of the book: a buyer has no sales, and whoever only sells no purchases. */
interface Sides {
  readonly purchases: boolean;
  readonly sales: boolean;
}

const sidesOf = ({ actor: { roles } }: SignedInVisit): Sides => {
  const both = roles.includes('auditor');
  return { purchases: both || roles.includes('buyer'), sales: both || roles.includes('operator') };
};

const eitherOf = ({ operators, payers }: PartyChoices): readonly Choice[] => [
  ...payers,
  ...operators.filter(({ value }) => !payers.some((payer) => payer.value === value)),
];

/** Purchases and sales of the latest months, drawn and in a table. */
const ByMonth = ({ rows, last, sides }: { rows: readonly BalanceRow[]; last: Month; sides: Sides }): VNode | null => {
  const { language } = useVisit();
  const words = WORDS[language];
  const since = addToMonth(last, 1 - MONTHS_DRAWN);
  const months = [...Map.groupBy(rows, ({ month }) => month)]
    .filter(([month]) => month >= since)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, of]) => ({
      month,
      purchasesOre: sumOre(of.map(({ purchasesOre }) => purchasesOre)),
      salesOre: sumOre(of.map(({ salesOre }) => salesOre)),
    }));
  const [first] = months;
  if (first === undefined) return null;
  const points = (of: (each: (typeof months)[number]) => Ore) =>
    months.map((each) => ({
      label: `${each.month.slice(5)}/${each.month.slice(2, 4)}`,
      value: Math.max(0, of(each)) / 100,
    }));
  const title =
    sides.purchases && sides.sales ? words.months : sides.sales ? words.salesByMonth : words.purchasesByMonth;
  type Row = (typeof months)[number];
  const purchases: Column<Row> = {
    title: words.purchases,
    numeric: true,
    cell: ({ purchasesOre }) => danishKroner(purchasesOre),
  };
  const sales: Column<Row> = { title: words.sales, numeric: true, cell: ({ salesOre }) => danishKroner(salesOre) };
  return (
    <section>
      <h2>{title}</h2>
      <BarChart
        id="by-month"
        title={title}
        description={words.monthsText(monthText(first.month, language), monthText(last, language))}
        format={axisText}
        series={[
          { name: words.purchases, points: points(({ purchasesOre }) => purchasesOre) },
          { name: words.sales, points: points(({ salesOre }) => salesOre) },
        ].filter(({ points: drawn }) => drawn.some(({ value }) => value > 0))}
      />
      <Table
        files
        caption={title}
        captionHidden
        rows={[...months].reverse()}
        columns={[
          {
            title: words.month,
            heads: true,
            cell: ({ month }) => <a href={addressOf(SETTLEMENT.statements, { month })}>{monthText(month, language)}</a>,
          },
          ...(sides.purchases ? [purchases] : []),
          ...(sides.sales ? [sales] : []),
        ]}
      />
    </section>
  );
};

/** Kroner at an axis, where there is little room: 100 mio. kr. */
const axisText = (kroner: number): string =>
  kroner >= 1_000_000
    ? `${String(kroner / 1_000_000).replace('.', ',')} mio. kr.`
    : `${countText(Math.round(kroner))} kr.`;

const Accounts = ({
  page: { rows, whole },
  all,
  month,
  name,
}: {
  page: NumberedPage<PairBalance>;
  all: readonly PairBalance[];
  month: Month;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const total = (of: (each: PairBalance) => Ore): string => danishAmount(sumOre(all.map(of)));
  const buys = ({ payer }: PairBalance): boolean => payer === actor?.party && actor.roles.includes('buyer');
  // Who only pays needs no column for it.
  const onlyBuys = all.every(({ payer }) => payer === actor?.party);
  const payers: Column<PairBalance> = { title: words.payer, sort: 'payer', cell: ({ payer }) => name(payer) };
  return (
    <Table
      files
      whole={whole}
      caption={words.accounts}
      captionHidden
      rows={rows}
      empty={words.nothing}
      columns={[
        {
          title: words.operator,
          heads: true,
          sort: 'operator',
          inFile: ({ operator }) => name(operator),
          cell: (row) => (
            <>
              <a href={addressOf(SETTLEMENT.statements, { operator: row.operator, payer: row.payer })}>
                {name(row.operator)}
              </a>
              {buys(row) && (
                <span class="under">
                  <a
                    href={addressOf(`${SETTLEMENT.months}/${month}/preview`, { operator: row.operator })}
                    aria-label={`${words.coming}: ${name(row.operator)}`}
                  >
                    {words.coming}
                  </a>
                </span>
              )}
            </>
          ),
        },
        ...(onlyBuys ? [] : [payers]),
        { title: words.opening, numeric: true, cell: ({ openingOre }) => danishAmount(openingOre) },
        { title: words.billed, numeric: true, sort: 'billed', cell: ({ billedOre }) => danishAmount(billedOre) },
        { title: words.credited, numeric: true, cell: ({ creditedOre }) => danishAmount(creditedOre) },
        { title: words.paid, numeric: true, cell: ({ paidOre }) => danishAmount(paidOre) },
        { title: words.closing, numeric: true, sort: 'closing', cell: ({ closingOre }) => danishAmount(closingOre) },
        { title: words.disputed, numeric: true, cell: ({ disputedOre }) => danishAmount(disputedOre) },
        { title: words.overdue, numeric: true, sort: 'overdue', cell: ({ overdueOre }) => danishAmount(overdueOre) },
      ]}
      foot={[
        words.total,
        ...(onlyBuys ? [] : ['']),
        total(({ openingOre }) => openingOre),
        total(({ billedOre }) => billedOre),
        total(({ creditedOre }) => creditedOre),
        total(({ paidOre }) => paidOre),
        total(({ closingOre }) => closingOre),
        total(({ disputedOre }) => disputedOre),
        total(({ overdueOre }) => overdueOre),
      ]}
    />
  );
};
