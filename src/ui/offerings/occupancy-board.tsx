import type { ComponentChildren, VNode } from 'preact';
import { type Month, monthOf } from '../../kernel/calendar';
import type { LineOccupancyView, OccupancyView } from '../../occupancy/occupancy.views';
import { LineChart } from '../components/charts';
import { Grid, type GridCell, type GridState } from '../components/grid';
import { Figures, More } from '../components/notes';
import { Table } from '../components/table';
import { countText, dayText, monthText, shareText } from '../frame/formats';
import { PATHS } from '../frame/navigation';
import { addressOf, useVisit, type Words } from '../frame/visit';
import { paragraph } from '../frame/words';

/** Shares of the places, in 1/10,000, from which a cell is drawn a shade darker. */
const SHADES = [5_000, 8_000, 9_000, 9_500, 10_001] as const;

const WORDS = {
  da: {
    months: (first: string, last: string) => `Belægning i procent, ${first} til ${last}`,
    line: 'Tilbud og ydelse',
    nothing: 'Driftsherren har ingen pladser i den tid.',
    places: 'Pladsdage',
    occupied: 'Heraf med borger',
    rate: 'Belægning i alt',
    paid: 'Betalt uden borger',
    shade: 'Farven viser belægningen',
    rateSaid: (month: string, rate: string) => `${month}: ${rate}`,
    states: (from: number, to: number) => `${from} til under ${to} %`,
    lowest: (to: number) => `Under ${to} %`,
    full: (from: number) => `${from} til 100 %`,
    above: 'Over 100 %',
    days: 'Indskrevne af pladser, dag for dag',
    freeDays: (month: string) => `Ledige pladser dag for dag, ${month}`,
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
  },
  en: {
    months: (first: string, last: string) => `Occupancy in per cent, ${first} to ${last}`,
    line: 'Offering and service',
    nothing: 'The operator has no places in that time.',
    places: 'Days of places',
    occupied: 'Of them with a citizen',
    rate: 'Occupancy in all',
    paid: 'Paid without a citizen',
    shade: 'The shade shows occupancy',
    rateSaid: (month: string, rate: string) => `${month}: ${rate}`,
    states: (from: number, to: number) => `${from} to below ${to} %`,
    lowest: (to: number) => `Below ${to} %`,
    full: (from: number) => `${from} to 100 %`,
    above: 'Above 100 %',
    days: 'Enrolled of places, day by day',
    freeDays: (month: string) => `Free places day by day, ${month}`,
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
  },
} satisfies Words<object>;

type Bucket = LineOccupancyView['buckets'][number];

const stateOf = (rateBp: number | null): { readonly state?: number } =>
  rateBp === null ? {} : { state: SHADES.filter((from) => rateBp >= from).length };

const statesIn = ({ states, lowest, full, above }: (typeof WORDS)['da']): readonly GridState[] => {
  const percent = SHADES.slice(0, -1).map((from) => from / 100);
  return [
    { text: lowest(percent[0] ?? 0) },
    ...percent.map((from, at) => {
      const to = percent[at + 1];
      return { text: to === undefined ? full(from) : states(from, to) };
    }),
    { text: above, mark: '▲' },
  ];
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

/** A year of all an operator's lines: each cell leads to the days of its month. */
export const MonthBoard = ({ seen, months }: { seen: OccupancyView; months: readonly Month[] }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const [first, last] = [months[0], months.at(-1)];
  const cell = ({ offeringId }: LineOccupancyView, { first: day, rateBp }: Bucket): GridCell => {
    const month = monthOf(day);
    return {
      text: rateBp === null ? '–' : String(Math.round(rateBp / 100)),
      said: words.rateSaid(monthText(month, language), shareText(rateBp)),
      href: `${PATHS.occupancy}/${offeringId}?month=${month}`,
      ...stateOf(rateBp),
    };
  };
  if (seen.lines.length === 0 || first === undefined || last === undefined)
    return <p class="nothing">{words.nothing}</p>;
  return (
    <>
      <Totals seen={seen} />
      <Grid
        caption={words.months(monthText(first, language), monthText(last, language))}
        corner={words.line}
        states={statesIn(words)}
        stateTitle={words.shade}
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

/** How many places are free on each day of a month, of all an operator's lines. */
export const DayBoard = ({ seen, month }: { seen: OccupancyView; month: Month }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  if (seen.lines.length === 0) return <p class="nothing">{words.nothing}</p>;
  return (
    <>
      <Totals seen={seen} />
      <DayGrid
        seen={seen}
        caption={words.freeDays(monthText(month, language))}
        corner={words.line}
        head={(line) => (
          <a href={`${PATHS.occupancy}/${line.offeringId}?month=${month}`}>
            {`${line.offeringName}, ${paragraph(line.legalBasis)}`}
          </a>
        )}
        figure={(bucket) => String(freeIn(bucket))}
      />
    </>
  );
};

/** A month of one offering: its lines day by day, and each of them as a curve with its figures. */
export const OfferingDays = ({ seen }: { seen: OccupancyView }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <>
      <Totals seen={seen} />
      <DayGrid
        seen={seen}
        caption={words.days}
        corner={words.service}
        head={({ legalBasis }) => paragraph(legalBasis)}
        figure={({ occupied, available }) => `${occupied}/${available}`}
      />
      {seen.lines.map((line) => (
        <DaysOfLine line={line} />
      ))}
    </>
  );
};

const freeIn = ({ available, occupied, reserved }: Bucket): number => Math.max(0, available - occupied - reserved);

const DayGrid = ({
  seen,
  caption,
  corner,
  head,
  figure,
}: {
  seen: OccupancyView;
  caption: string;
  corner: string;
  head: (line: LineOccupancyView) => ComponentChildren;
  figure: (bucket: Bucket) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const days = (seen.lines[0]?.buckets ?? []).map(({ first }) => ({
    text: dayInMonth(first),
    said: dayText(first, language),
  }));
  const cell = (bucket: Bucket, at: number): GridCell => {
    const { occupied, available, reserved, rateBp } = bucket;
    return {
      text: figure(bucket),
      said: words.daySaid(days[at]?.said ?? '', occupied, available, reserved),
      ...stateOf(rateBp),
    };
  };
  return (
    <Grid
      caption={caption}
      corner={corner}
      states={statesIn(words)}
      stateTitle={words.shade}
      heads={days}
      rows={seen.lines.map((line) => ({ head: head(line), cells: line.buckets.map(cell) }))}
    />
  );
};

const dayInMonth = (day: Bucket['first']): string => String(Number(day.slice(8)));

const DaysOfLine = ({ line: { serviceLineId, legalBasis, buckets } }: { line: LineOccupancyView }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const points = (of: (bucket: Bucket) => number) =>
    buckets.map((bucket) => ({ label: dayInMonth(bucket.first), value: of(bucket) }));
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
          files
          caption={words.numbers(paragraph(legalBasis))}
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
              cell: freeIn,
            },
            { title: words.paid, numeric: true, cell: ({ paidNotOccupied }) => paidNotOccupied },
            { title: words.over, numeric: true, cell: ({ overOccupied }) => overOccupied },
          ]}
        />
      </More>
    </section>
  );
};
