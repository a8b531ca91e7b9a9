import { Get, Inject } from '@nestjs/common';
import type { VNode } from 'preact';
import {
  addMonths,
  addToMonth,
  firstDayOf,
  isMonth,
  lastDayOf,
  type Month,
  monthOf,
  monthsBetween,
} from '../kernel/calendar';
import { partyCode, PARTY_CODE_FORM, type OfferingId, type PartyCode } from '../kernel/vocabulary';
import { occupancyAccess } from '../occupancy/occupancy.access';
import { OccupancyRoutes } from '../occupancy/occupancy.routes';
import type { LineOccupancyView, OccupancyView } from '../occupancy/occupancy.views';
import { OfferingRoutes } from '../offerings/offering.routes';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { PAGE_ROWS_MAX } from '../platform/http/paging';
import { IdParam } from '../platform/http/parameters';
import { everyRow } from './every-row';
import { LineChart } from './components/charts';
import { Filters, Select, TextInput } from './components/form';
import { Grid, type GridCell } from './components/grid';
import { Figures, More } from './components/notes';
import { Table } from './components/table';
import { Doors } from './doors';
import { countText, dayText, monthText, shareText } from './formats';
import { Names } from './names';
import { PATHS } from './navigation';
import { Pages } from './pages';
import { screen, type Screen } from './screen';
import { addressOf, type SignedInVisit, TheVisit, useVisit } from './visit';
import { paragraph } from './words';

/** Months side by side, the one that runs included. */
const MONTHS_SHOWN = 12;
/** Shares of the places, in 1/10,000, from which a cell is drawn a shade darker. */
const SHADES = [5_000, 8_000, 9_000, 9_500, 10_001] as const;

const WORDS = {
  da: {
    title: 'Belægning',
    of: (operator: string) => `Belægning hos ${operator}`,
    operator: 'Driftsherre',
    until: 'Til og med måned',
    board: (first: string, last: string) => `Belægning i procent, ${first} til ${last}`,
    line: 'Tilbud og ydelse',
    nothing: 'Driftsherren har ingen pladser i de måneder.',
    places: 'Pladsdage',
    occupied: 'Heraf med borger',
    rate: 'Belægning i alt',
    paid: 'Betalt uden borger',
    rateSaid: (month: string, rate: string) => `${month}: ${rate}`,
    inMonth: (name: string, month: string) => `${name}, ${month}`,
    before: 'Måneden før',
    after: 'Måneden efter',
    days: 'Indskrevne af pladser, dag for dag',
    service: 'Ydelse',
    daySaid: (day: string, occupied: number, available: number, reserved: number) =>
      `${day}: ${occupied} af ${available} pladser, ${reserved} reserveret`,
    day: 'Dag',
    available: 'Pladser',
    there: 'Indskrevne',
    reserved: 'Reserverede',
    free: 'Ledige',
    over: 'Over antallet',
    numbers: (line: string) => `Tallene for ${line}`,
    chart: 'Pladser og indskrevne dag for dag',
    chartText: 'Tallene står i tabellen nedenfor.',
    placements: 'Se indskrivningerne her',
  },
  en: {
    title: 'Occupancy',
    of: (operator: string) => `Occupancy at ${operator}`,
    operator: 'Operator',
    until: 'Up to month',
    board: (first: string, last: string) => `Occupancy in per cent, ${first} to ${last}`,
    line: 'Offering and service',
    nothing: 'The operator has no places in those months.',
    places: 'Days of places',
    occupied: 'Of them with a citizen',
    rate: 'Occupancy in all',
    paid: 'Paid without a citizen',
    rateSaid: (month: string, rate: string) => `${month}: ${rate}`,
    inMonth: (name: string, month: string) => `${name}, ${month}`,
    before: 'The month before',
    after: 'The month after',
    days: 'Enrolled of places, day by day',
    service: 'Service',
    daySaid: (day: string, occupied: number, available: number, reserved: number) =>
      `${day}: ${occupied} of ${available} places, ${reserved} reserved`,
    day: 'Day',
    available: 'Places',
    there: 'Enrolled',
    reserved: 'Reserved',
    free: 'Free',
    over: 'Above the number',
    numbers: (line: string) => `The figures of ${line}`,
    chart: 'Places and enrolled citizens day by day',
    chartText: 'The figures stand in the table below.',
    placements: 'See the placements here',
  },
};

type Bucket = LineOccupancyView['buckets'][number];

const shadeOf = (rateBp: number | null): { readonly shade?: number } =>
  rateBp === null ? {} : { shade: SHADES.filter((from) => rateBp >= from).length };

const monthIn = (text: string | null, otherwise: Month): Month => (isMonth(text) ? text : otherwise);

/** How full an operator's places are, by month; and those of one offering, by day. */
@Pages()
export class OccupancyPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(PATHS.occupancy)
  @Allowed(occupancyAccess.getOccupancy)
  async board(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const last = monthIn(visit.query.get('until'), monthOf(this.clock.today()));
    const first = monthOf(addMonths(firstDayOf(last), 1 - MONTHS_SHOWN));
    const offerings = await everyRow((cursor) =>
      this.doors.open(OfferingRoutes, visit).search({ limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }),
    );
    const operators = [...new Set(offerings.map(({ operator }) => operator))];
    const operator = operatorIn(visit, operators);
    const seen = await this.doors
      .open(OccupancyRoutes, visit)
      .find({ operator, from: firstDayOf(first), to: lastDayOf(last), by: 'month' }, visit.actor);
    const danish = new Intl.Collator('da');
    const choices = operators
      .map((code) => ({ value: code, text: this.names.of(code) }))
      .sort((a, b) => danish.compare(a.text, b.text));
    return screen({
      title: words.of(this.names.of(operator)),
      wide: true,
      body: (
        <>
          <Filters id="board">
            <Select name="operator" label={words.operator} value={operator} choices={choices} />
            <TextInput name="until" type="month" label={words.until} value={last} optional />
          </Filters>
          <Board seen={seen} months={monthsBetween(first, last)} />
        </>
      ),
    });
  }

  @Get(`${PATHS.occupancy}/:offeringId`)
  @Allowed(occupancyAccess.getOccupancy)
  async month(@IdParam('offeringId') offeringId: OfferingId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const month = monthIn(visit.query.get('month'), monthOf(this.clock.today()));
    const offering = await this.doors.open(OfferingRoutes, visit).find(offeringId, {});
    const seen = await this.doors
      .open(OccupancyRoutes, visit)
      .find({ offeringId, from: firstDayOf(month), to: lastDayOf(month), by: 'day' }, visit.actor);
    const sells = visit.actor.party === offering.operator && visit.actor.roles.includes('operator');
    return screen({
      title: words.inMonth(offering.name, monthText(month, visit.language)),
      crumbs: [{ href: addressOf(PATHS.occupancy, { operator: offering.operator }), text: words.title }],
      wide: true,
      body: (
        <>
          <p class="actions">
            <a
              class="button button-secondary"
              rel="prev"
              href={addressOf(visit.path, { month: addToMonth(month, -1) })}
            >
              {words.before}
            </a>
            <a class="button button-secondary" rel="next" href={addressOf(visit.path, { month: addToMonth(month, 1) })}>
              {words.after}
            </a>
            {sells && <a href={addressOf(PATHS.placements, { offeringId })}>{words.placements}</a>}
          </p>
          <div id="days" data-live>
            <Days seen={seen} />
          </div>
        </>
      ),
    });
  }
}

/** Whose places: those asked for, else the reader's own, else the first operator's there is. */
const operatorIn = ({ query, actor }: SignedInVisit, operators: readonly PartyCode[]): PartyCode => {
  const asked = query.get('operator') ?? '';
  if (PARTY_CODE_FORM.test(asked)) return partyCode(asked);
  return operators.includes(actor.party) ? actor.party : (operators[0] ?? actor.party);
};

const Totals = ({ seen: { total } }: { seen: OccupancyView }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <Figures
      entries={[
        { term: words.rate, value: shareText(total.rateBp) },
        { term: words.places, value: countText(total.available) },
        { term: words.occupied, value: countText(total.occupied) },
        { term: words.paid, value: countText(total.paidNotOccupied) },
      ]}
    />
  );
};

const Board = ({ seen, months }: { seen: OccupancyView; months: readonly Month[] }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const [first, last] = [months[0], months.at(-1)];
  const cell = ({ offeringId }: LineOccupancyView, { first: day, rateBp }: Bucket): GridCell => {
    const month = monthOf(day);
    return {
      text: rateBp === null ? '–' : String(Math.round(rateBp / 100)),
      said: words.rateSaid(monthText(month, language), shareText(rateBp)),
      href: addressOf(`${PATHS.occupancy}/${offeringId}`, { month }),
      ...shadeOf(rateBp),
    };
  };
  if (seen.lines.length === 0 || first === undefined || last === undefined)
    return <p class="nothing">{words.nothing}</p>;
  return (
    <>
      <Totals seen={seen} />
      <Grid
        caption={words.board(monthText(first, language), monthText(last, language))}
        corner={words.line}
        heads={months.map((month) => ({ text: shortMonth(month), said: monthText(month, language) }))}
        rows={seen.lines.map((line) => ({
          head: (
            <a href={addressOf(`${PATHS.offerings}/${line.offeringId}`, { line: line.serviceLineId })}>
              {`${line.offeringName}, ${paragraph(line.legalBasis)}`}
            </a>
          ),
          cells: line.buckets.map((bucket) => cell(line, bucket)),
        }))}
      />
    </>
  );
};

const shortMonth = (month: Month): string => `${month.slice(5)}/${month.slice(2, 4)}`;

const Days = ({ seen }: { seen: OccupancyView }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const cell = ({ first, occupied, available, reserved, rateBp }: Bucket): GridCell => ({
    text: `${occupied}/${available}`,
    said: words.daySaid(dayText(first, language), occupied, available, reserved),
    ...shadeOf(rateBp),
  });
  const days = seen.lines[0]?.buckets.map(({ first }) => first) ?? [];
  return (
    <>
      <Totals seen={seen} />
      <Grid
        caption={words.days}
        corner={words.service}
        heads={days.map((day) => ({ text: String(Number(day.slice(8))), said: dayText(day, language) }))}
        rows={seen.lines.map((line) => ({ head: paragraph(line.legalBasis), cells: line.buckets.map(cell) }))}
      />
      {seen.lines.map((line) => (
        <DaysOfLine line={line} />
      ))}
    </>
  );
};

const DaysOfLine = ({ line: { serviceLineId, legalBasis, buckets } }: { line: LineOccupancyView }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const points = (of: (bucket: Bucket) => number) =>
    buckets.map((bucket) => ({ label: String(Number(bucket.first.slice(8))), value: of(bucket) }));
  return (
    <section>
      <h2>{paragraph(legalBasis)}</h2>
      <LineChart
        id={`days-${serviceLineId}`}
        stepped
        title={words.chart}
        description={words.chartText}
        format={(value) => String(Math.round(value * 10) / 10).replace('.', ',')}
        series={[
          { name: words.there, points: points(({ occupied }) => occupied) },
          { name: words.available, points: points(({ available }) => available) },
        ]}
      />
      <More summary={words.numbers(paragraph(legalBasis))}>
        <Table
          caption={words.days}
          captionHidden
          rows={buckets}
          columns={[
            { title: words.day, heads: true, cell: ({ first }: Bucket) => dayText(first, language) },
            { title: words.available, numeric: true, cell: ({ available }) => available },
            { title: words.there, numeric: true, cell: ({ occupied }) => occupied },
            { title: words.reserved, numeric: true, cell: ({ reserved }) => reserved },
            {
              title: words.free,
              numeric: true,
              cell: ({ available, occupied, reserved }) => Math.max(0, available - occupied - reserved),
            },
            { title: words.paid, numeric: true, cell: ({ paidNotOccupied }) => paidNotOccupied },
            { title: words.over, numeric: true, cell: ({ overOccupied }) => overOccupied },
          ]}
        />
      </More>
    </section>
  );
};
