import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sightOf } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import { reject } from '../kernel/decider';
import { inEffect } from '../kernel/timeline';
import type { Actor, PlacementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { Refused } from '../platform/commands/command-runner';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { IdParam } from '../platform/http/parameters';
import { withRevision } from '../platform/http/revisions';
import { PlacementListQuery, PlacementLists } from './placement-list';
import { placementsAccess } from './placements.access';
import { PlaceBookQueries, type PlacementRow } from './place-book.queries';
import { PlacementPage, PlacementView } from './placement.views';

@ApiTags('placements')
@Controller('api/v1/placements')
export class PlacementRoutes {
  constructor(
    private readonly placements: PlaceBookQueries,
    private readonly lists: PlacementLists,
    private readonly fresh: FreshReads,
  ) {}

  @Allowed(placementsAccess.listPlacements)
  @Get()
  @ApiOperation({
    operationId: 'listPlacements',
    summary: 'Your placements; with `effectiveOn` those that held a place that day, as they were then',
  })
  @ApiOkResponse({ type: PlacementPage })
  async list(@Query() query: PlacementListQuery, @CurrentActor() actor: Actor): Promise<PlacementPage> {
    const { items, ...page } = await this.lists.page(query, actor, placementsAccess.listPlacements);
    return { ...page, items: items.map((row) => placementView(row, query.effectiveOn)) };
  }

  @Allowed(placementsAccess.getPlacement)
  @Get(':placementId')
  @ApiOperation({ operationId: 'getPlacement', summary: 'One placement; its ETag is the revision for If-Match' })
  @ApiOkResponse({ type: PlacementView })
  async find(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,
    @Query() query: ReadTimesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<PlacementView> {
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const [row] = this.placements.list({
      seenBy: sightOf(placementsAccess.getPlacement, actor),
      placementId,
      knownAt,
      limit: 1,
    });
    if (row === undefined) throw new Refused(reject('PLACEMENT_UNKNOWN', { placementId }));
    return withRevision(row.revision, placementView(row, effectiveOn));
  }
}

/** The placement as it held on a day; without one, as it was agreed last. */
export const placementView = (row: PlacementRow, on?: Day): PlacementView => {
  const service = on === undefined ? row.serviceTerms.at(-1) : inEffect(row.serviceTerms, on);
  const payer = on === undefined ? row.payers.at(-1) : inEffect(row.payers, on);
  const {
    payerCodes: _codes,
    reservedPosition: _reserved,
    proposedPayer: _asked,
    proposedBy: _proposer,
    departureDayCounts,
    stopsOnResale,
    ...shown
  } = row;
  return {
    ...shown,
    level: service?.level ?? row.level,
    payer: payer?.payer ?? row.payer,
    departureDayCounts: departureDayCounts === 1,
    stopsOnResale: stopsOnResale === 1,
  };
};

export { PlacementListQuery };
