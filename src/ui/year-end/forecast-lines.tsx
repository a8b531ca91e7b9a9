import type { VNode } from 'preact';
import { sumOre } from '../../kernel/money';
import type { LineForecastView } from '../../year-end/forecast.views';
import { Alert } from '../components/notes';
import { type Column, Table } from '../components/table';
import { countText, danishKroner, shareText } from '../frame/formats';
import { PATHS } from '../frame/navigation';
import { addressOf, useVisit } from '../frame/visit';
import { paragraph } from '../frame/words';
import type { WholeList } from '../frame/whole-list';

const WORDS = {
  da: {
    title: 'Hvad året ventes at ende med',
    offering: 'Tilbud og ydelse',
    days: 'Belagte dage',
    occupancy: 'Ventet belægning',
    budgeted: 'Budgetteret',
    result: 'Ventet resultat',
    limit: 'Kan overføres',
    look: 'Værd at se på',
    fine: 'Intet',
    nothing: 'Der er ingen tilbud, hvor I sælger eller betaler det år.',
    ownDays: 'Jeres dage',
    ownShare: 'Jeres anslåede andel',
    none: 'Ingen',
    ofAll: 'Om alle de viste ydelser',
  },
  en: {
    title: 'What the year is expected to end with',
    offering: 'Offering and service',
    days: 'Occupied days',
    occupancy: 'Expected occupancy',
    budgeted: 'Budgeted',
    result: 'Expected result',
    limit: 'Can be carried over',
    look: 'Worth a look',
    fine: 'Nothing',
    nothing: 'There is no offering at which you sell or pay in that year.',
    ownDays: 'Your days',
    ownShare: 'Your estimated share',
    none: 'None',
    ofAll: 'Of all lines shown',
  },
};

/** What of a line is the reader's own to pay or get back. */
const shareIn = ({ regulations }: LineForecastView) =>
  sumOre(regulations.flatMap(({ shares }) => shares.map(({ amountOre }) => amountOre)));

/** Without a budget nothing can be expected, which is not the same as expecting nothing. */
const hasBudget = ({ reasons }: LineForecastView): boolean => reasons.every(({ code }) => code !== 'BUDGET_MISSING');

const sameReasons = (some: LineForecastView['reasons'], others: LineForecastView['reasons']): boolean =>
  some.length === others.length && some.every(({ code }, at) => code === others[at]?.code);

/** Lines with what they are expected to end with; whoever only pays sees its own share. */
export const ForecastLines = ({
  lines,
  whole,
  year,
}: {
  lines: readonly LineForecastView[];
  whole: WholeList<LineForecastView>;
  year: number;
}): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const heads: Column<LineForecastView> = {
    title: words.offering,
    heads: true,
    cell: ({ offeringId, offeringName, legalBasis }) => (
      <>
        <a href={addressOf(PATHS.forecast, { offeringId, year })}>{offeringName}</a>
        <span class="under">{paragraph(legalBasis)}</span>
      </>
    ),
  };
  // What is to be said of every line is said once, above them.
  const [first] = lines;
  const shared =
    first !== undefined && lines.length > 1 && lines.every(({ reasons }) => sameReasons(reasons, first.reasons))
      ? first.reasons
      : [];
  const look: Column<LineForecastView> = {
    title: words.look,
    worth: () => shared.length === 0,
    cell: ({ reasons }) =>
      reasons.length === 0 ? (
        <span class="soft">{words.fine}</span>
      ) : reasons.length === 1 ? (
        <span class="small">{reasons[0]?.[language]}</span>
      ) : (
        <ul class="reasons">
          {reasons.map((reason) => (
            <li>{reason[language]}</li>
          ))}
        </ul>
      ),
  };
  const own = actor?.party;
  const figures = lines.some((line) => line.figures !== undefined);
  const columns: readonly Column<LineForecastView>[] = figures
    ? [
        heads,
        { title: words.days, numeric: true, cell: ({ figures: f }) => (f ? countText(f.occupiedDays) : '–') },
        { title: words.occupancy, numeric: true, cell: ({ figures: f }) => shareText(f?.forecastBp) },
        { title: words.budgeted, numeric: true, cell: ({ figures: f }) => shareText(f?.budgetedBp) },
        {
          title: words.result,
          numeric: true,
          cell: ({ figures: f }) => (f?.result ? danishKroner(f.result.resultOre) : '–'),
        },
        {
          title: words.limit,
          numeric: true,
          cell: ({ figures: f }) => (f?.result ? `± ${danishKroner(f.result.carryLimitOre)}` : '–'),
        },
        look,
      ]
    : [
        heads,
        {
          title: words.ownDays,
          numeric: true,
          cell: ({ payers }) => countText(payers.find(({ payer }) => payer === own)?.days ?? 0),
        },
        {
          title: words.ownShare,
          numeric: true,
          cell: (line) =>
            line.regulations.length > 0 ? danishKroner(shareIn(line)) : hasBudget(line) ? words.none : '–',
        },
        look,
      ];
  return (
    <>
      {shared.length > 0 && (
        <Alert tone="info" heading={words.ofAll}>
          {shared.map((reason) => (
            <p>{reason[language]}</p>
          ))}
        </Alert>
      )}
      <Table
        files
        whole={whole}
        caption={words.title}
        captionHidden
        columns={columns}
        rows={lines}
        empty={words.nothing}
      />
    </>
  );
};
