import { Get } from '@nestjs/common';
import type { VNode } from 'preact';
import type { PartyCode } from '../kernel/vocabulary';
import { PlacementListQuery, PlacementRoutes } from '../placements/placement.routes';
import type { PlacementView } from '../placements/placement.views';
import { placementsAccess } from '../placements/placements.access';
import { PLACEMENT_PHASES } from '../placements/place-book.tables';
import { Allowed } from '../platform/auth/allowed.decorator';
import { invalidRequest, type FieldFault } from '../platform/http/problem';
import { readerOf } from '../platform/http/reading';
import { Filters, Select } from './components/form';
import { Status } from './components/notes';
import { type Column, Pager, Table } from './components/table';
import { Doors } from './doors';
import { dayOr, dayText } from './formats';
import { Names } from './names';
import { PATHS } from './navigation';
import { Pages } from './pages';
import { screen, type Screen } from './screen';
import { type SignedInVisit, TheVisit, useVisit } from './visit';
import { paragraph, PHASE_WORDS } from './words';

const WORDS = {
  da: {
    title: 'Indskrivninger',
    phase: 'Status',
    all: 'Alle',
    offering: 'Tilbud',
    other: 'Køber og driftsherre',
    first: 'Første dag',
    last: 'Sidste dag',
    citizen: 'Borger',
    nothing: 'I har ingen indskrivninger, som passer.',
    bought: (buyer: string, operator: string) => `${buyer} hos ${operator}`,
  },
  en: {
    title: 'Placements',
    phase: 'Status',
    all: 'All',
    offering: 'Offering',
    other: 'Buyer and operator',
    first: 'First day',
    last: 'Last day',
    citizen: 'Citizen',
    nothing: 'You have no placements that fit.',
    bought: (buyer: string, operator: string) => `${buyer} at ${operator}`,
  },
};

const FILTERS = ['phase', 'offeringId', 'citizenRef', 'cursor'] as const;

/** The reader's placements, newest reservation first. */
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
    const { items, next } = await this.doors.open(PlacementRoutes, visit).list(listIn(visit), visit.actor);
    return screen({
      title: words.title,
      wide: true,
      body: (
        <>
          <Filters id="placements" keep={['offeringId', 'citizenRef']}>
            <Select
              name="phase"
              label={words.phase}
              none={words.all}
              optional
              choices={PLACEMENT_PHASES.map((phase) => ({ value: phase, text: PHASE_WORDS[phase][visit.language] }))}
            />
          </Filters>
          <div id="list" data-live>
            <PlacementTable rows={items} name={this.names.all()} />
          </div>
          <Pager next={next} />
        </>
      ),
    });
  }
}

/** @throws Problem 400 when a filter in the address cannot be read. */
const listIn = ({ query }: SignedInVisit): PlacementListQuery => {
  const given = FILTERS.flatMap((name) => {
    const value = query.get(name) ?? '';
    return value === '' ? [] : [[name, value]];
  });
  const faults: FieldFault[] = [];
  const read = readerOf(PlacementListQuery, 'text').read(Object.fromEntries(given), faults, '') as PlacementListQuery;
  if (faults.length > 0) throw invalidRequest(faults);
  return read;
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
      cell: ({ placementId, offeringName, legalBasis, level }) => (
        <>
          <a href={`${PATHS.placements}/${placementId}`}>{offeringName}</a>
          <span class="under">
            {paragraph(legalBasis)} · {level}
          </span>
        </>
      ),
    },
    {
      title: words.phase,
      cell: ({ phase }) => <Status kind={PHASE_WORDS[phase].kind}>{PHASE_WORDS[phase][language]}</Status>,
    },
    { title: words.other, cell: ({ buyer, operator }) => words.bought(name(buyer), name(operator)) },
    { title: words.first, cell: ({ firstDay }) => dayText(firstDay, language) },
    {
      title: words.last,
      cell: ({ departureDay, plannedLastDay, noticeLastPayableDay }) =>
        dayOr(departureDay ?? noticeLastPayableDay ?? plannedLastDay, language),
    },
    { title: words.citizen, cell: ({ citizenRef }) => <code title={citizenRef}>{citizenRef.slice(-8)}</code> },
  ];
  return <Table caption={words.title} captionHidden columns={columns} rows={rows} empty={words.nothing} />;
};
