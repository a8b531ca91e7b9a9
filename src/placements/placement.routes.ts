import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sightOf } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import { reject } from '../kernel/decider';
import { inEffect } from '../kernel/timeline';
import type { Actor, CitizenRef, OfferingId, PlacementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { Refused } from '../platform/commands/command-runner';
import { IdField, OneOfField } from '../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { keyAfter, type Page, pageOf, PageQuery } from '../platform/http/paging';
import { IdParam } from '../platform/http/parameters';
import { withRevision } from '../platform/http/revisions';
import { placementsAccess } from './placements.access';
import type { PlacementPhase, PlacementRow } from './place-book.queries';
import { PLACEMENT_PHASES, PlaceBookQueries } from './place-book.queries';
import { PlacementPage, PlacementView } from './placement.views';

export class PlacementListQuery extends PageQuery {
  @OneOfField(PLACEMENT_PHASES, 'Only placements in this phase.', { optional: true })
  phase?: PlacementPhase;

  @OneOfField(['PROPOSED'], 'Only placements whose change of payer waits for the new payer’s answer (R9).', {
    optional: true,
  })
  payerChange?: 'PROPOSED';

  @IdField('Only placements at this offering.', { optional: true })
  offeringId?: OfferingId;

  @IdField('Only placements of this citizen.', { optional: true })
  citizenRef?: CitizenRef;
}

@ApiTags('placements')
@Controller('api/v1/placements')
export class PlacementRoutes {
  constructor(
    private readonly placements: PlaceBookQueries,
    private readonly fresh: FreshReads,
  ) {}

  @Allowed(placementsAccess.listPlacements)
  @Get()
  @ApiOperation({
    operationId: 'listPlacements',
    summary: 'Your placements, newest first; with `effectiveOn` those that held a place that day, as they were then',
  })
  @ApiOkResponse({ type: PlacementPage })
  async list(@Query() query: PlacementListQuery, @CurrentActor() actor: Actor): Promise<Page<PlacementView>> {
    const { limit, cursor, phase, payerChange, offeringId, citizenRef } = query;
    const payerAsked = payerChange === 'PROPOSED';
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const before = keyAfter<[number]>(cursor, ['number'])?.[0];
    const seenBy = sightOf(placementsAccess.listPlacements, actor);
    const filter = {
      seenBy,
      phase,
      payerAsked,
      offeringId,
      citizenRef,
      effectiveOn,
      knownAt,
      before,
      limit: limit + 1,
    };
    const page = pageOf(this.placements.list(filter), limit, ({ reservedPosition }) => [reservedPosition]);
    return { ...page, items: page.items.map((row) => placementView(row, effectiveOn)) };
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
