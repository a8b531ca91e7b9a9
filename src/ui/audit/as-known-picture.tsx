import type { ComponentChildren, VNode } from 'preact';
import { addMonths, monthOf } from '../../kernel/calendar';
import { shortReference } from '../../kernel/short-reference';
import type { PartyCode } from '../../kernel/vocabulary';
import type { LineOccupancyView } from '../../occupancy/occupancy.views';
import type { OfferingView } from '../../offerings/offering-view';
import type { PlacementView } from '../../placements/placement.views';
import type { StatementSummary } from '../../settlement/statements/statement.routes';
import { Typed } from '../components/typed';
import { Status, type StatusKind } from '../components/notes';
import { type Column, Table } from '../components/table';
import { countText, danishKroner, dayOr, dayText, monthText, shareText } from '../frame/formats';
import { PATHS } from '../frame/navigation';
import { type Compared, compared, spokenDay, spokenMoment, type TwoTimes } from './two-times';
import { sameWith, useVisit } from '../frame/visit';
import { paragraph, PHASE_WORDS } from '../frame/words';

const WORDS = {
  da: {
    sentence: (on: string, known: string) => `Sådan så ${on} ud, som vi vidste det ${known}`,
    compared: (against: string) => `Ved siden af står det, som vi vidste det ${against}.`,
    same: 'Intet er blevet anderledes imellem de to tidspunkter.',
    differs: (count: number) => (count === 1 ? 'Et sted er der forskel.' : `${count} steder er der forskel.`),
    earlier: 'En måned tidligere',
    later: 'En måned senere',
    then: (known: string) => `Kendt ${known}`,
    difference: 'Forskel',
    changes: { same: 'Ens', new: 'Kom til', gone: 'Faldt bort', changed: 'Ændret' },
    unknown: 'stod ikke i bogen',
    occupancy: (month: string) => `Belægning i ${month}`,
    line: 'Ydelse og tal',
    figures: {
      available: 'Pladsdage',
      occupied: 'Belagte dage',
      reserved: 'Reserverede dage',
      paidNotOccupied: 'Betalte dage uden borger',
    },
    rate: 'Belægning',
    placements: (day: string) => `Indskrivninger ${day}`,
    placement: 'Indskrivning',
    noPlacements: 'Ingen indskrivninger holdt en plads den dag, på noget af tidspunkterne.',
    until: (day: string) => `til og med ${day}`,
    open: 'uden slutdag',
    paidBy: (name: string) => `betales af ${name}`,
    level: (level: string) => `niveau ${level}`,
    statements: (month: string, operator: string) => `Opgørelser fra ${operator} for ${month}`,
    statementsText:
      'En opgørelse gælder alle driftsherrens tilbud. En lukket måned ændres ikke; det, der læres senere, står som regulering i en senere måned.',
    payer: 'Betaler',
    lines: (count: number) => `${count} linjer`,
    notClosed: 'Måneden var ikke lukket på noget af tidspunkterne.',
    total: 'I alt',
  },
  en: {
    sentence: (on: string, known: string) => `This is how ${on} looked, as we knew it ${known}`,
    compared: (against: string) => `Beside it stands what we knew ${against}.`,
    same: 'Nothing has become different between the two moments.',
    differs: (count: number) => (count === 1 ? 'One thing differs.' : `${count} things differ.`),
    earlier: 'A month earlier',
    later: 'A month later',
    then: (known: string) => `Known ${known}`,
    difference: 'Difference',
    changes: { same: 'Same', new: 'Came', gone: 'Went', changed: 'Changed' },
    unknown: 'not in the ledger',
    occupancy: (month: string) => `Occupancy in ${month}`,
    line: 'Service and figure',
    figures: {
      available: 'Place-days',
      occupied: 'Occupied days',
      reserved: 'Reserved days',
      paidNotOccupied: 'Days paid without a citizen',
    },
    rate: 'Occupancy',
    placements: (day: string) => `Placements on ${day}`,
    placement: 'Placement',
    noPlacements: 'No placement held a place on that day, at either moment.',
    until: (day: string) => `until ${day}`,
    open: 'without an end',
    paidBy: (name: string) => `paid by ${name}`,
    level: (level: string) => `level ${level}`,
    statements: (month: string, operator: string) => `Statements from ${operator} for ${month}`,
    statementsText:
      'A statement is about all offerings of the operator. A closed month never changes; what is learned later is an adjustment in a later month.',
    payer: 'Payer',
    lines: (count: number) => `${count} lines`,
    notClosed: 'The month was closed at neither moment.',
    total: 'In all',
  },
};

/** What the ledger says of one offering and day, at one moment. */
export interface Picture {
  readonly lines: readonly LineOccupancyView[];
  readonly placements: readonly PlacementView[];
  readonly statements: readonly StatementSummary[];
}

interface BothParts {
  readonly offering: OfferingView;
  readonly times: TwoTimes;
  readonly then: Picture;
  readonly later: Picture;
  readonly name: (party: PartyCode) => string;
}

/** One day at two moments, side by side, and what differs. */
export const Both = (parts: BothParts): VNode => {
  const visit = useVisit();
  const { language } = visit;
  const words = WORDS[language];
  const { offering, times, then, later, name } = parts;
  const month = monthText(monthOf(times.on), language);
  const said = placementText(language, name);
  const figures = compared(figuresOf(then.lines), figuresOf(later.lines), keyOf, ({ value }) => value);
  const placements = compared(then.placements, later.placements, ({ placementId }) => placementId, said);
  const statements = compared(
    then.statements,
    later.statements,
    ({ statementId }) => statementId,
    ({ totalOre }) => String(totalOre),
  );
  const differences = [figures, placements, statements].flat().filter(({ change }) => change !== 'same').length;
  return (
    <>
      <h2 class="two-times">
        <Typed>{offering.name}</Typed>:{' '}
        {words.sentence(spokenDay(times.on, language), spokenMoment(times.known, language))}
      </h2>
      {!isOneMoment(times, language) && (
        <p>
          {words.compared(spokenMoment(times.against, language))}{' '}
          <strong>{differences === 0 ? words.same : words.differs(differences)}</strong>
        </p>
      )}
      <p class="actions d-print-none">
        <a class="button button-secondary" href={sameWith(visit, { on: addMonths(times.on, -1) })}>
          {words.earlier}
        </a>
        <a class="button button-secondary" href={sameWith(visit, { on: addMonths(times.on, 1) })}>
          {words.later}
        </a>
      </p>
      <section>
        <h2>{words.placements(spokenDay(times.on, language))}</h2>
        <Table
          files
          caption={words.placements(spokenDay(times.on, language))}
          captionHidden
          rows={placements}
          empty={words.noPlacements}
          columns={[
            {
              title: words.placement,
              heads: true,
              cell: ({ then: one, later: other }) => {
                const placement = other ?? one;
                return placement === undefined ? null : (
                  <>
                    <a href={`${PATHS.placements}/${placement.placementId}`}>{name(placement.buyer)}</a>
                    <span class="under">
                      {paragraph(placement.legalBasis)}, <code>{shortReference(placement.citizenRef)}</code>
                    </span>
                  </>
                );
              },
            },
            ...bothColumns<PlacementView>(times, words, language, said),
          ]}
        />
      </section>
      <section>
        <h2>{words.occupancy(month)}</h2>
        <Table
          files
          caption={words.occupancy(month)}
          captionHidden
          rows={figures}
          columns={[
            { title: words.line, heads: true, cell: ({ key }) => figureName(key, words) },
            ...bothColumns<Figure>(times, words, language, ({ value }) => value, true),
          ]}
        />
      </section>
      <section>
        <h2>{words.statements(month, name(offering.operator))}</h2>
        <p class="soft">{words.statementsText}</p>
        <Table
          files
          caption={words.statements(month, name(offering.operator))}
          captionHidden
          rows={statements}
          empty={words.notClosed}
          columns={[
            {
              title: words.payer,
              heads: true,
              cell: ({ then: one, later: other }) => {
                const statement = other ?? one;
                return statement === undefined ? null : (
                  <a href={`${PATHS.statements}/${statement.statementId}/history`}>{name(statement.payer)}</a>
                );
              },
            },
            ...bothColumns<StatementSummary>(
              times,
              words,
              language,
              ({ totalOre, lines }) => `${danishKroner(totalOre)} (${words.lines(lines)})`,
              true,
            ),
          ]}
        />
      </section>
    </>
  );
};

type PageWords = (typeof WORDS)['da'];

const CHANGE_LOOK: Readonly<Record<Compared<unknown>['change'], StatusKind>> = {
  same: 'over',
  new: 'running',
  gone: 'stopped',
  changed: 'waiting',
};

/** Whether the picture would be held against itself: nothing is compared then. */
const isOneMoment = ({ known, against }: TwoTimes, language: 'da' | 'en'): boolean =>
  spokenMoment(known, language) === spokenMoment(against, language);

/** A column for each moment, and one that says whether they differ; for one moment alone a column is enough. */
const bothColumns = <T,>(
  times: TwoTimes,
  words: PageWords,
  language: 'da' | 'en',
  said: (thing: T) => string,
  numeric = false,
): readonly Column<Compared<T>>[] => {
  const cell = (thing: T | undefined): ComponentChildren =>
    thing === undefined ? <span class="soft">{words.unknown}</span> : <Typed>{said(thing)}</Typed>;
  const { known, against } = times;
  const first: Column<Compared<T>> = {
    title: words.then(spokenMoment(known, language)),
    numeric,
    cell: ({ then }) => cell(then),
  };
  if (isOneMoment(times, language)) return [first];
  return [
    first,
    { title: words.then(spokenMoment(against, language)), numeric, cell: ({ later }) => cell(later) },
    {
      title: words.difference,
      cell: ({ change }) =>
        change === 'same' ? (
          <span class="soft">{words.changes.same}</span>
        ) : (
          <Status kind={CHANGE_LOOK[change]}>{words.changes[change]}</Status>
        ),
    },
  ];
};

const placementText =
  (language: 'da' | 'en', name: (party: PartyCode) => string) =>
  ({
    phase,
    firstDay,
    level,
    payer,
    buyer,
    departureDay,
    noticeLastPayableDay,
    plannedLastDay,
  }: PlacementView): string => {
    const words = WORDS[language];
    const last = departureDay ?? noticeLastPayableDay ?? plannedLastDay;
    return [
      `${PHASE_WORDS[phase][language]} ${dayText(firstDay, language)}`,
      last === null ? words.open : words.until(dayOr(last, language)),
      words.level(level),
      ...(payer === buyer ? [] : [words.paidBy(name(payer))]),
    ].join(', ');
  };

interface Figure {
  readonly serviceLineId: string;
  readonly figure: string;
  readonly value: string;
}

const FIGURES = ['available', 'occupied', 'reserved', 'paidNotOccupied'] as const;

const figuresOf = (lines: readonly LineOccupancyView[]): readonly Figure[] =>
  lines.flatMap(({ serviceLineId, total }) => [
    ...FIGURES.map((figure) => ({ serviceLineId, figure, value: countText(total[figure]) })),
    { serviceLineId, figure: 'rate', value: shareText(total.rateBp) },
  ]);

const SEPARATOR = ' · ';
const keyOf = ({ serviceLineId, figure }: Figure): string => `${serviceLineId}${SEPARATOR}${figure}`;

const figureName = (key: string, words: PageWords): string => {
  const [line = '', figure = ''] = key.split(SEPARATOR);
  return `${paragraph(line)}: ${figure === 'rate' ? words.rate : words.figures[figure as (typeof FIGURES)[number]]}`;
};
