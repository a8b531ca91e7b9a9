import { Get } from '@nestjs/common';
import type { VNode } from 'preact';
import { LEGAL_BASIS_CODES } from '../../kernel/legal-basis';
import { shortReference } from '../../kernel/short-reference';
import type { PartyCode } from '../../kernel/vocabulary';
import type { PlacementParties } from '../../placements/place-book.queries';
import { PLACEMENT_ORDERS, PLACEMENT_WAITS, TURNS, type Turn } from '../../placements/placement-conditions';
import { PlacementPartiesRoute } from '../../placements/placement-parties.routes';
import { PlacementListQuery, PlacementRoutes } from '../../placements/placement.routes';
import type { PlacementView } from '../../placements/placement.views';
import { placementsAccess } from '../../placements/placements.access';
import { PLACEMENT_PHASES } from '../../placements/place-book.tables';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { ReadTimesQuery } from '../../platform/http/fresh-reads';
import { invalidRequest, type FieldFault } from '../../platform/http/problem';
import { readerOf } from '../../platform/http/reading';
import { DayInput, Filters, Select, TextInput } from '../components/form';
import { More, Status } from '../components/notes';
import { Pager } from '../components/pager';
import { type Column, Exports, Table } from '../components/table';
import { Typed } from '../components/typed';
import { Doors } from '../frame/doors';
import { countText, dayOr, dayText } from '../frame/formats';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { addressOf, type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { WAIT_WORDS } from '../start/wait-words';
import { levelText, paragraph, paragraphWithName, PHASE_WORDS } from '../frame/words';
import { shownList } from '../frame/whole-list';

const WORDS = {
  da: {
    title: 'Indskrivninger',
    titleAt: (offering: string) => `Indskrivninger i ${offering}`,
    phase: 'Status',
    waiting: 'Hvad venter',
    turn: 'Hvem venter det på',
    turns: { YOU: 'På os', OTHERS: 'På de andre' },
    all: 'Alle',
    anything: 'Uanset',
    offering: 'Tilbud',
    text: 'Tilbud eller nummer',
    line: 'Ydelse, som SEL-107',
    paragraph: 'Paragraf',
    buyer: 'Køber',
    payer: 'Betaler',
    operator: 'Driftsherre',
    startsFrom: 'Begynder tidligst',
    startsTo: 'Begynder senest',
    endsFrom: 'Slutter tidligst',
    endsTo: 'Slutter senest',
    awayOn: 'Fraværende den',
    more: 'Flere filtre',
    order: 'Rækkefølge',
    orders: {
      NEWEST: 'Nyeste reservation først',
      DUE: 'Frist, den tidligste først',
      FIRST_DAY: 'Første dag, den tidligste først',
      '-FIRST_DAY': 'Første dag, den seneste først',
      LAST_DAY: 'Sidste dag, den tidligste først',
      '-LAST_DAY': 'Sidste dag, den seneste først',
      OFFERING: 'Tilbud, A-Å',
      '-OFFERING': 'Tilbud, Å-A',
    },
    other: 'Køber og driftsherre',
    first: 'Første dag',
    last: 'Sidste dag',
    citizen: 'Borger',
    nothing: 'I har ingen indskrivninger, som passer.',
    fit: (count: string) => (count === '1' ? '1 indskrivning passer.' : `${count} indskrivninger passer.`),
    bought: (buyer: string, operator: string) => `${buyer} hos ${operator}`,
    own: (operator: string) => `${operator}, egen borger`,
    paidBy: (payer: string) => `betales af ${payer}`,
  },
  en: {
    title: 'Placements',
    titleAt: (offering: string) => `Placements in ${offering}`,
    phase: 'Status',
    waiting: 'What waits',
    turn: 'Whose turn it is',
    turns: { YOU: 'Ours', OTHERS: 'The others’' },
    all: 'All',
    anything: 'Anything',
    offering: 'Offering',
    text: 'Offering or number',
    line: 'Service line, such as SEL-107',
    paragraph: 'Paragraph',
    buyer: 'Buyer',
    payer: 'Payer',
    operator: 'Operator',
    startsFrom: 'Begins on or after',
    startsTo: 'Begins on or before',
    endsFrom: 'Ends on or after',
    endsTo: 'Ends on or before',
    awayOn: 'Away on',
    more: 'More filters',
    order: 'Order',
    orders: {
      NEWEST: 'Newest reservation first',
      DUE: 'Due day, earliest first',
      FIRST_DAY: 'First day, earliest first',
      '-FIRST_DAY': 'First day, latest first',
      LAST_DAY: 'Last day, earliest first',
      '-LAST_DAY': 'Last day, latest first',
      OFFERING: 'Offering, A-Å',
      '-OFFERING': 'Offering, Å-A',
    },
    other: 'Buyer and operator',
    first: 'First day',
    last: 'Last day',
    citizen: 'Citizen',
    nothing: 'You have no placements that fit.',
    fit: (count: string) => (count === '1' ? '1 placement fits.' : `${count} placements fit.`),
    bought: (buyer: string, operator: string) => `${buyer} at ${operator}`,
    own: (operator: string) => `${operator}, own citizen`,
    paidBy: (payer: string) => `paid by ${payer}`,
  },
};

/** Those that stand at first sight, and those that only some searches need. */
const FIRST_FILTERS = ['phase', 'waiting', 'text', 'legalBasis', 'operator', 'buyer'] as const;
const MORE_FILTERS = [
  'turn',
  'payer',
  'serviceLineId',
  'startsFrom',
  'startsTo',
  'endsFrom',
  'endsTo',
  'awayOn',
] as const;
const STATE = ['offeringId', 'citizenRef', 'sort', 'cursor'] as const;

/** The reader's placements, newest reservation first unless another order is asked for. */
@Pages()
export class PlacementsPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
  ) {}

  @Get(PATHS.placements)
  @Allowed(placementsAccess.listPlacements)
  async list(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const query = Object.assign(listIn(visit), { total: true });
    const shown = await shownList(visit, query, (asked) =>
      this.doors.open(PlacementRoutes, visit).list(asked, visit.actor),
    );
    const { items, next, total = items.length } = shown;
    const parties = await this.doors.open(PlacementPartiesRoute, visit).list(new ReadTimesQuery(), visit.actor);
    // One offering is asked for by its page; the list then says so, and leads back to all of it.
    const at = query.offeringId === undefined ? undefined : items[0]?.offeringName;
    return screen({
      title: at === undefined ? words.title : words.titleAt(at),
      ...(query.offeringId === undefined ? {} : { crumbs: [{ href: PATHS.placements, text: words.title }] }),
      wide: true,
      body: (
        <>
          <ListFilters parties={parties} names={this.names} />
          <div id="list" data-live>
            {total > 0 && <p>{words.fit(countText(total))}</p>}
            <PlacementTable rows={items} name={this.names.all()} />
          </div>
          <Pager next={next} />
          {items.length > 0 && <Files />}
        </>
      ),
    });
  }
}

/** What of the address is a filter or the order of the list. */
const givenIn = ({ query }: Pick<SignedInVisit, 'query'>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = query.get(name) ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );

/** @throws Problem 400 when a filter in the address cannot be read. */
const listIn = (visit: SignedInVisit): PlacementListQuery => {
  const faults: FieldFault[] = [];
  const given = givenIn(visit, [...FIRST_FILTERS, ...MORE_FILTERS, ...STATE]);
  // What waits is read by when it is due, unless the reader says otherwise.
  const sorted = given.waiting === undefined ? given : { sort: 'DUE', ...given };
  const read = readerOf(PlacementListQuery, 'text').read(sorted, faults, '') as PlacementListQuery;
  if (faults.length > 0) throw invalidRequest(faults);
  return read;
};

/** One of those who stand in the reader's placements; where that is one alone, there is nothing to choose. */
const PartyFilter = ({
  name,
  label,
  parties,
  names,
}: {
  name: 'buyer' | 'operator' | 'payer';
  label: string;
  parties: PlacementParties['buyers'];
  names: Names;
}): VNode | null => {
  const { query, language } = useVisit();
  const counts = new Map(parties.map(({ party, placements }) => [party, placements]));
  // An address may name somebody who has none: the filter then says why nothing is shown.
  const asked = query.get(name) as PartyCode | '' | null;
  if (asked) counts.set(asked, counts.get(asked) ?? 0);
  else if (counts.size < 2) return null;
  const choices = names
    .choices([...counts.keys()])
    .map(({ value, text }) => ({ value, text: `${text} (${countText(counts.get(value) ?? 0)})` }));
  return <Select name={name} label={label} none={WORDS[language].all} optional choices={choices} />;
};

const ListFilters = ({ parties, names }: { parties: PlacementParties; names: Names }): VNode => {
  const visit = useVisit();
  const { language } = visit;
  const words = WORDS[language];
  const turn = visit.query.get('turn') as Turn | null;
  const asked = turn !== null && TURNS.includes(turn) ? turn : 'ANY';
  // Who only buys is seldom not the buyer, but the payer.
  const onlyBuys = visit.actor?.roles.every((role) => role === 'buyer') ?? false;
  const buyer = <PartyFilter name="buyer" label={words.buyer} parties={parties.buyers} names={names} />;
  const seldom = [...MORE_FILTERS, 'sort', ...(onlyBuys ? ['buyer'] : [])];
  return (
    <Filters id="placements" keep={['offeringId', 'citizenRef']}>
      <Select
        name="phase"
        label={words.phase}
        none={words.all}
        optional
        choices={PLACEMENT_PHASES.map((phase) => ({ value: phase, text: PHASE_WORDS[phase][language] }))}
      />
      <Select
        name="waiting"
        label={words.waiting}
        none={words.anything}
        optional
        choices={PLACEMENT_WAITS.map((waiting) => ({ value: waiting, text: WAIT_WORDS[language][waiting][asked] }))}
      />
      <TextInput name="text" label={words.text} optional type="search" />
      <Select
        name="legalBasis"
        label={words.paragraph}
        none={words.all}
        optional
        choices={LEGAL_BASIS_CODES.map((code) => ({ value: code, text: paragraphWithName(code) }))}
      />
      <PartyFilter name="operator" label={words.operator} parties={parties.operators} names={names} />
      {!onlyBuys && buyer}
      <More summary={words.more} open={seldom.some((name) => (visit.query.get(name) ?? '') !== '')}>
        <div class="filter-fields">
          {onlyBuys && buyer}
          <Select
            name="turn"
            label={words.turn}
            none={words.anything}
            optional
            choices={TURNS.map((value) => ({ value, text: words.turns[value] }))}
          />
          <PartyFilter name="payer" label={words.payer} parties={parties.payers} names={names} />
          <TextInput name="serviceLineId" label={words.line} optional />
          <DayInput name="startsFrom" label={words.startsFrom} optional />
          <DayInput name="startsTo" label={words.startsTo} optional />
          <DayInput name="endsFrom" label={words.endsFrom} optional />
          <DayInput name="endsTo" label={words.endsTo} optional />
          <Select
            name="sort"
            label={words.order}
            optional
            value={visit.query.get('waiting') ? 'DUE' : undefined}
            choices={PLACEMENT_ORDERS.map((order) => ({ value: order, text: words.orders[order] }))}
          />
          <DayInput name="awayOn" label={words.awayOn} optional />
        </div>
      </More>
    </Filters>
  );
};

/** The whole list by the same filters, as files of the API. */
const Files = (): VNode => {
  const visit = useVisit();
  const query = givenIn(visit, [...FIRST_FILTERS, ...MORE_FILTERS, 'offeringId', 'citizenRef', 'sort']);
  const file = (kind: 'csv' | 'xlsx'): string => addressOf(`/api/v1${PATHS.placements}/${kind}`, query);
  return (
    <Exports
      files={[
        { href: file('csv'), text: 'CSV' },
        { href: file('xlsx'), text: 'XLSX' },
      ]}
    />
  );
};

const PlacementTable = ({
  rows,
  name,
}: {
  rows: readonly PlacementView[];
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const columns: readonly Column<PlacementView>[] = [
    {
      title: words.offering,
      heads: true,
      sort: 'OFFERING',
      cell: ({ placementId, offeringName, legalBasis, level }) => (
        <>
          <a href={`${PATHS.placements}/${placementId}`}>{offeringName}</a>
          <span class="under">
            {paragraph(legalBasis)}, <Typed>{levelText(level, language)}</Typed>
          </span>
        </>
      ),
    },
    {
      title: words.phase,
      cell: ({ phase }) => <Status kind={PHASE_WORDS[phase].kind}>{PHASE_WORDS[phase][language]}</Status>,
    },
    {
      title: words.other,
      cell: ({ buyer, operator, payer }) => (
        <>
          {buyer === operator ? words.own(name(operator)) : words.bought(name(buyer), name(operator))}
          {payer !== buyer && <span class="under">{words.paidBy(name(payer))}</span>}
        </>
      ),
    },
    { title: words.first, sort: 'FIRST_DAY', cell: ({ firstDay }) => dayText(firstDay, language) },
    { title: words.last, sort: 'LAST_DAY', cell: ({ lastDay }) => dayOr(lastDay, language) },
    { title: words.citizen, cell: ({ citizenRef }) => <code title={citizenRef}>{shortReference(citizenRef)}</code> },
  ];
  return <Table caption={words.title} captionHidden columns={columns} rows={rows} empty={words.nothing} />;
};
