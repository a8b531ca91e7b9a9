import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Day } from '../../kernel/calendar';
import { shortReference } from '../../kernel/short-reference';
import type { PartyCode } from '../../kernel/vocabulary';
import { type PlacementWait, rowOrder, type Turn } from '../../placements/placement-conditions';
import { PlacementCountsRoute, type PlacementCountsView } from '../../placements/placement-counts.routes';
import { PlacementListQuery, PlacementRoutes } from '../../placements/placement.routes';
import type { PlacementView } from '../../placements/placement.views';
import { placementsAccess } from '../../placements/placements.access';
import { Status } from '../components/notes';
import { type Column, Table } from '../components/table';
import { Doors } from '../frame/doors';
import { countText, dayText } from '../frame/formats';
import { mayEver, PATHS } from '../frame/navigation';
import { addressOf, type SignedInVisit, useVisit, type Words } from '../frame/visit';
import { WAIT_WORDS } from '../start/wait-words';
import { paragraph } from '../frame/words';

/** Tasks of one kind shown at once. */
const SHOWN_OF_A_KIND = 5;

const WORDS = {
  da: {
    where: 'Tilbud',
    who: 'Modpart',
    citizen: 'Borger',
    due: 'Frist',
    own: 'Egen borger',
    overdue: 'Overskredet',
    today: 'I dag',
    all: (count: string) => `Se alle ${count}`,
    list: 'Se på listen',
  },
  en: {
    where: 'Offering',
    who: 'Other party',
    citizen: 'Citizen',
    due: 'Due',
    own: 'Own citizen',
    overdue: 'Overdue',
    today: 'Today',
    all: (count: string) => `See all ${count}`,
    list: 'See it in the list',
  },
} satisfies Words<Record<string, string | ((count: string) => string)>>;

/** What waits of one kind: how much, and the most urgent of it. */
export interface WaitingKind {
  readonly waiting: PlacementWait;
  readonly turn: Turn;
  readonly count: number;
  readonly first: readonly PlacementView[];
}

/** The counts of somebody's placements, and what of them waits. */
@Injectable()
export class PlacementTasks {
  constructor(private readonly doors: Doors) {}

  async counts(visit: SignedInVisit): Promise<PlacementCountsView | undefined> {
    if (!mayEver(placementsAccess.countPlacements, visit.actor)) return undefined;
    return this.doors.open(PlacementCountsRoute, visit).count({}, visit.actor);
  }

  /** Only what there is something of is asked for, and only as much as is shown. */
  async waiting({ waiting }: PlacementCountsView, turn: Turn, visit: SignedInVisit): Promise<readonly WaitingKind[]> {
    const kinds = waiting
      .map(({ waiting: kind, you, others }) => ({ waiting: kind, turn, count: turn === 'YOU' ? you : others }))
      .filter(({ count }) => count > 0);
    return Promise.all(
      kinds.map(async (kind) => {
        const query = { waiting: kind.waiting, turn, sort: 'DUE' as const, limit: SHOWN_OF_A_KIND };
        const { items } = await this.doors
          .open(PlacementRoutes, visit)
          .list(Object.assign(new PlacementListQuery(), query), visit.actor);
        return { ...kind, first: items };
      }),
    );
  }
}

/** The most urgent of one kind, and the way to all of it. */
export const WaitingTable = ({
  of: { waiting, turn, count, first },
  name,
  today,
}: {
  of: WaitingKind;
  name: (party: PartyCode) => string;
  today: Day;
}): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const title = WAIT_WORDS[language][waiting][turn];
  const { of: dueOf } = rowOrder('DUE', waiting);
  const columns: readonly Column<PlacementView>[] = [
    {
      title: words.due,
      cell: (row) => {
        const due = dueOf(row) as Day;
        return (
          <>
            <span class="nowrap">{dayText(due, language)}</span>{' '}
            {due < today && <Status kind="wrong">{words.overdue}</Status>}
            {due === today && <Status kind="waiting">{words.today}</Status>}
          </>
        );
      },
    },
    {
      title: words.where,
      heads: true,
      cell: ({ placementId, offeringName, legalBasis }) => (
        <a
          href={`${PATHS.placements}/${placementId}${waiting === 'SIGNATURE' || waiting === 'ADDENDUM' ? '#contract' : ''}`}
        >
          {offeringName}, {paragraph(legalBasis)}
        </a>
      ),
    },
    {
      title: words.who,
      cell: ({ operator, buyer }) =>
        operator === buyer ? words.own : name(operator === actor?.party ? buyer : operator),
    },
    // Several of one offering would else look the same.
    { title: words.citizen, cell: ({ citizenRef }) => <code title={citizenRef}>{shortReference(citizenRef)}</code> },
  ];
  return (
    <div class="waiting of-citizens">
      <h3>
        {title} ({countText(count)})
      </h3>
      <Table caption={title} captionHidden columns={columns} rows={first} />
      <p>
        <a href={addressOf(PATHS.placements, { waiting, turn, sort: 'DUE' })}>
          {count > first.length ? words.all(countText(count)) : words.list}
          <span class="sr-only">: {title}</span>
        </a>
      </p>
    </div>
  );
};
