import type { VNode } from 'preact';
import { type Day, daysIn, monthOf } from '../../kernel/calendar';
import type { OfferingId } from '../../kernel/vocabulary';
import { occupancyAccess } from '../../occupancy/occupancy.access';
import type { LineOccupancyView } from '../../occupancy/occupancy.views';
import { LineChart, type Series } from '../components/charts';
import { More } from '../components/notes';
import { Table } from '../components/table';
import { monthText, shareText } from '../frame/formats';
import { mayEver, PATHS } from '../frame/navigation';
import { sameWith, useVisit } from '../frame/visit';

/** Years of months shown before the one that runs, and months after it. */
export const YEARS_SHOWN = 1;
export const YEARS_LONG = 3;
export const MONTHS_AHEAD = 6;

const WORDS = {
  da: {
    occupancy: 'Pladser og belægning',
    title: 'Gennemsnitligt antal pladser, indskrevne og reserverede pr. måned',
    text: (first: string, last: string, now: string) =>
      `Fra ${first} til ${last}. Efter ${now} er det, som bogen ved i dag. Tallene står i tabellen nedenfor.`,
    ahead: (now: string) => `Efter ${now}: hvad bogen ved i dag om aftalte ophold og kapacitet.`,
    numbers: 'Tallene bag',
    month: 'Måned',
    available: 'Pladser',
    occupied: 'Indskrevne',
    reserved: 'Reserverede',
    free: 'Ledige',
    rate: 'Belægning',
    budgeted: 'Budgetteret',
    longer: 'Vis tre år',
    shorter: 'Vis et år',
    byDay: 'Dag for dag',
  },
  en: {
    occupancy: 'Places and occupancy',
    title: 'Places, enrolled and reserved on average, by month',
    text: (first: string, last: string, now: string) =>
      `From ${first} to ${last}. After ${now} it is what the ledger knows today. The figures stand in the table below.`,
    ahead: (now: string) => `After ${now}: what the ledger knows today of agreed stays and capacity.`,
    numbers: 'The figures behind',
    month: 'Month',
    available: 'Places',
    occupied: 'Enrolled',
    reserved: 'Reserved',
    free: 'Free',
    rate: 'Occupancy',
    budgeted: 'Budgeted',
    longer: 'Show three years',
    shorter: 'Show a year',
    byDay: 'Day by day',
  },
};

type Bucket = LineOccupancyView['buckets'][number];

/** How many places there were, and will be, and how many were taken; by month, with the figures behind the chart. */
export const LineOccupancyPart = ({
  offeringId,
  serviceLineId,
  buckets,
  today,
}: {
  offeringId: OfferingId;
  serviceLineId: string;
  buckets: readonly Bucket[];
  today: Day;
}): VNode => {
  const visit = useVisit();
  const { language, actor } = visit;
  const words = WORDS[language];
  const average = (days: number, { first, last }: Bucket): number => days / daysIn(first, last);
  const month = (day: Day): string => monthText(monthOf(day), language);
  const series = (name: string, of: (bucket: Bucket) => number): Series => ({
    name,
    points: buckets.map((bucket) => ({
      label: `${bucket.first.slice(5, 7)}/${bucket.first.slice(2, 4)}`,
      value: average(of(bucket), bucket),
    })),
  });
  const decimal = (days: number, bucket: Bucket): string => average(days, bucket).toFixed(1).replace('.', ',');
  const [first, last] = [buckets[0], buckets.at(-1)];
  const held = buckets.some(({ reserved }) => reserved > 0);
  const long = visit.query.get('years') === String(YEARS_LONG);
  return (
    <>
      <h3>{words.occupancy}</h3>
      {first && last && (
        <LineChart
          id={`occupancy-${serviceLineId}`}
          title={words.title}
          description={words.text(month(first.first), month(last.first), month(today))}
          whole
          format={(value) => String(Math.round(value * 10) / 10).replace('.', ',')}
          series={[
            series(words.occupied, ({ occupied }) => occupied),
            series(words.available, ({ available }) => available),
            ...(held ? [series(words.reserved, ({ reserved }) => reserved)] : []),
          ]}
        />
      )}
      <p class="soft small">{words.ahead(month(today))}</p>
      <p class="actions d-print-none">
        <a href={sameWith(visit, { years: long ? undefined : YEARS_LONG })}>{long ? words.shorter : words.longer}</a>
        {actor !== undefined && mayEver(occupancyAccess.getOccupancy, actor) && (
          <a href={`${PATHS.occupancy}/${offeringId}`}>{words.byDay}</a>
        )}
      </p>
      <More summary={words.numbers}>
        <Table
          files
          caption={words.title}
          captionHidden
          rows={buckets}
          columns={[
            { title: words.month, heads: true, cell: ({ first: day }) => month(day) },
            { title: words.available, numeric: true, cell: (bucket) => decimal(bucket.available, bucket) },
            { title: words.occupied, numeric: true, cell: (bucket) => decimal(bucket.occupied, bucket) },
            { title: words.reserved, numeric: true, cell: (bucket) => decimal(bucket.reserved, bucket) },
            {
              title: words.free,
              numeric: true,
              cell: (bucket) => decimal(Math.max(0, bucket.available - bucket.occupied - bucket.reserved), bucket),
            },
            { title: words.rate, numeric: true, cell: ({ rateBp }) => shareText(rateBp) },
            { title: words.budgeted, numeric: true, cell: ({ budgetedBp }) => shareText(budgetedBp) },
          ]}
        />
      </More>
    </>
  );
};
