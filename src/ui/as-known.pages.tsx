import { Get, Inject } from '@nestjs/common';
import type { ComponentChildren, VNode } from 'preact';
import { addMonths, type Day, firstDayOf, lastDayOf, monthOf } from '../kernel/calendar';
import { offeringId as asOfferingId, type OfferingId, type PartyCode } from '../kernel/vocabulary';
import type { LineOccupancyView } from '../occupancy/occupancy.views';
import { OccupancyRoutes } from '../occupancy/occupancy.routes';
import type { OfferingView } from '../offerings/offering-view';
import { OfferingRoutes } from '../offerings/offering.routes';
import { PlacementListQuery, PlacementRoutes } from '../placements/placement.routes';
import type { PlacementView } from '../placements/placement.views';
import { placementsAccess } from '../placements/placements.access';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { Refused } from '../platform/commands/refusals';
import { PAGE_ROWS_MAX } from '../platform/http/paging';
import { invalidRequest } from '../platform/http/problem';
import { scalarFault } from '../platform/http/reading';
import { uuid } from '../platform/http/scalars';
import { StatementRoutes, StatementsQuery, type StatementSummary } from '../settlement/statement.routes';
import { AuditMenu } from './audit-section';
import { DayInput, Filters, Select, TextInput } from './components/form';
import { Status, type StatusKind } from './components/notes';
import { type Column, Table } from './components/table';
import { Doors } from './doors';
import { everyRow } from './every-row';
import { countText, danishKroner, dayOr, dayText, monthText, shareText } from './formats';
import { Names } from './names';
import { PATHS } from './navigation';
import { Pages } from './pages';
import { screen, type Screen } from './screen';
import {
  type Compared,
  compared,
  knownAtOf,
  type Moment,
  spokenDay,
  spokenMoment,
  type TwoTimes,
  twoTimesIn,
} from './two-times';
import { sameWith, type SignedInVisit, TheVisit, useVisit } from './visit';
import { paragraph, PHASE_WORDS } from './words';

const WORDS = {
  da: {
    title: 'Som vi vidste det',
    lead: 'Bogen husker både, hvornår noget gælder (virkning), og hvornår det blev kendt. Vælg en dag, og se den, som den så ud på to tidspunkter.',
    offering: 'Tilbud',
    choose: 'Vælg et tilbud',
    on: 'Dag, det gælder (virkning)',
    known: 'Kendt den',
    knownTime: 'Kl.',
    against: 'Sammenlign med kendt den',
    againstTime: 'Kl. ',
    nowHint: 'Tom: nu.',
    timeHint: 'Tom: hele dagen med.',
    show: 'Vis',
    sentence: (on: string, known: string) => `Sådan så ${on} ud, som vi vidste det ${known}`,
    compared: (against: string) => `Ved siden af står det, som vi vidste det ${against}.`,
    same: 'Intet er blevet anderledes imellem de to tidspunkter.',
    differs: (count: number) => (count === 1 ? 'Et sted er der forskel.' : `${count} steder er der forskel.`),
    earlier: 'En måned tidligere',
    later: 'En måned senere',
    pick: 'Vælg et tilbud ovenfor for at se det på to tidspunkter.',
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
    title: 'As it was known',
    lead: 'The ledger remembers both when something holds (virkning) and when it became known. Choose a day and see it as it looked at two moments.',
    offering: 'Offering',
    choose: 'Choose an offering',
    on: 'Day it is about (virkning)',
    known: 'Known on',
    knownTime: 'At',
    against: 'Compare with known on',
    againstTime: 'At ',
    nowHint: 'Empty: now.',
    timeHint: 'Empty: the whole day.',
    show: 'Show',
    sentence: (on: string, known: string) => `This is how ${on} looked, as we knew it ${known}`,
    compared: (against: string) => `Beside it stands what we knew ${against}.`,
    same: 'Nothing has become different between the two moments.',
    differs: (count: number) => (count === 1 ? 'One thing differs.' : `${count} things differ.`),
    earlier: 'A month earlier',
    later: 'A month later',
    pick: 'Choose an offering above to see it at two moments.',
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
interface Picture {
  readonly lines: readonly LineOccupancyView[];
  readonly placements: readonly PlacementView[];
  readonly statements: readonly StatementSummary[];
}

/** The two times: a day as it held (virkning), at two moments of what was known. Everybody sees their own. */
@Pages()
export class AsKnownPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(PATHS.asKnown)
  @Allowed(placementsAccess.listPlacements)
  async show(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const times = twoTimesIn(visit.query, this.clock.today());
    const offerings = await everyRow((cursor) =>
      this.doors.open(OfferingRoutes, visit).search({ limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }),
    );
    const offeringId = offeringIn(visit);
    const offering =
      offeringId === undefined ? undefined : await this.doors.open(OfferingRoutes, visit).find(offeringId, {});
    return screen({
      title: words.title,
      wide: true,
      body: (
        <>
          <AuditMenu />
          <p class="font-lead">{words.lead}</p>
          <Times offerings={offerings} times={times} />
          {offering === undefined ? (
            <p class="nothing">{words.pick}</p>
          ) : (
            <Both
              offering={offering}
              times={times}
              then={await this.picture(offering, times.on, times.known, visit)}
              later={await this.picture(offering, times.on, times.against, visit)}
              name={this.names.all()}
            />
          )}
        </>
      ),
    });
  }

  private async picture(
    { offeringId, operator }: OfferingView,
    on: Day,
    moment: Moment,
    visit: SignedInVisit,
  ): Promise<Picture> {
    const month = monthOf(on);
    const known = knownAtOf(moment);
    const { actor } = visit;
    const [placements, statements, lines] = await Promise.all([
      this.doors
        .open(PlacementRoutes, visit)
        .list(
          Object.assign(new PlacementListQuery(), { offeringId, effectiveOn: on, limit: PAGE_ROWS_MAX, ...known }),
          actor,
        ),
      this.doors
        .open(StatementRoutes, visit)
        .list(Object.assign(new StatementsQuery(), { operator, month, limit: PAGE_ROWS_MAX, ...known }), actor),
      this.occupancy({ offeringId, from: firstDayOf(month), to: lastDayOf(month), ...known }, visit),
    ]);
    return { placements: placements.items, statements: statements.items, lines };
  }

  /** An offering that did not stand in the ledger yet had no occupancy. */
  private async occupancy(
    asked: Parameters<OccupancyRoutes['find']>[0],
    visit: SignedInVisit,
  ): Promise<readonly LineOccupancyView[]> {
    try {
      return (await this.doors.open(OccupancyRoutes, visit).find(asked, visit.actor)).lines;
    } catch (error) {
      if (error instanceof Refused && error.rejection.code === 'OFFERING_UNKNOWN') return [];
      throw error;
    }
  }
}

/** @throws Problem 400 when the address names something that is no id. */
const offeringIn = ({ query }: SignedInVisit): OfferingId | undefined => {
  const given = query.get('offeringId') ?? '';
  if (given === '') return undefined;
  if (!uuid.check(given)) throw invalidRequest([scalarFault('offeringId', uuid)]);
  return asOfferingId(given);
};

const Times = ({ offerings, times: { on } }: { offerings: readonly OfferingView[]; times: TwoTimes }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const danish = new Intl.Collator('da');
  return (
    <Filters id="times" submit={words.show}>
      <Select
        name="offeringId"
        label={words.offering}
        none={words.choose}
        optional
        choices={offerings
          .map(({ offeringId, name }) => ({ value: offeringId, text: name }))
          .sort((a, b) => danish.compare(a.text, b.text))}
      />
      <DayInput name="on" label={words.on} optional value={on} />
      <DayInput name="known" label={words.known} hint={words.nowHint} optional />
      <TextInput name="knownTime" type="time" label={words.knownTime} hint={words.timeHint} optional />
      <DayInput name="against" label={words.against} hint={words.nowHint} optional />
      <TextInput name="againstTime" type="time" label={words.againstTime} hint={words.timeHint} optional />
    </Filters>
  );
};

interface BothParts {
  readonly offering: OfferingView;
  readonly times: TwoTimes;
  readonly then: Picture;
  readonly later: Picture;
  readonly name: (party: PartyCode) => string;
}

const Both = (parts: BothParts): VNode => {
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
        {offering.name}: {words.sentence(spokenDay(times.on, language), spokenMoment(times.known, language))}
      </h2>
      <p>
        {words.compared(spokenMoment(times.against, language))}{' '}
        <strong>{differences === 0 ? words.same : words.differs(differences)}</strong>
      </p>
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
                      {paragraph(placement.legalBasis)} · <code>{placement.citizenRef.slice(-8)}</code>
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

/** A column for each moment, and one that says whether they differ. */
const bothColumns = <T,>(
  { known, against }: TwoTimes,
  words: PageWords,
  language: 'da' | 'en',
  said: (thing: T) => string,
  numeric = false,
): readonly Column<Compared<T>>[] => {
  const cell = (thing: T | undefined): ComponentChildren =>
    thing === undefined ? <span class="soft">{words.unknown}</span> : said(thing);
  return [
    { title: words.then(spokenMoment(known, language)), numeric, cell: ({ then }) => cell(then) },
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
  return `${line}: ${figure === 'rate' ? words.rate : words.figures[figure as (typeof FIGURES)[number]]}`;
};
