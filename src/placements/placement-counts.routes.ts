import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { sightOf } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import type { Actor } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { DayField, NestedField, OneOfField, WholeNumberField } from '../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { PLACEMENT_PHASES, type PlacementPhase, PlaceBookQueries } from './place-book.queries';
import { isBooked, PLACEMENT_WAITS, type PlacementWait } from './placement-conditions';
import { PlacementLists } from './placement-list';
import { placementsAccess } from './placements.access';

export class WaitingCountView {
  @OneOfField(PLACEMENT_WAITS, 'What waits to be done; `waiting` of the list.')
  waiting!: PlacementWait;

  @WholeNumberField('Placements in which it waits for you.')
  you!: number;

  @WholeNumberField('Placements of yours in which it waits for the others.')
  others!: number;
}

export class PlacementCountsView {
  @DayField('As of this day.')
  on!: Day;

  @ApiProperty({
    type: 'object',
    properties: Object.fromEntries(PLACEMENT_PHASES.map((phase) => [phase, { type: 'integer' }])),
    required: [...PLACEMENT_PHASES],
    description: 'Placements in each phase.',
  })
  byPhase!: Readonly<Record<PlacementPhase, number>>;

  @WholeNumberField('Enrolled citizens who are registered as away today.')
  away!: number;

  @NestedField(() => WaitingCountView, 'What waits, the soonest forgotten first.', { list: true })
  waiting!: readonly WaitingCountView[];
}

@ApiTags('placements')
@Controller('api/v1/placements')
export class PlacementCountsRoute {
  constructor(
    private readonly placements: PlaceBookQueries,
    private readonly lists: PlacementLists,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(placementsAccess.countPlacements)
  @Get('counts')
  @ApiOperation({
    operationId: 'countPlacements',
    summary: 'How many placements you see in each phase, and what waits for you and for the others today',
  })
  @ApiOkResponse({ type: PlacementCountsView })
  async count(@Query() query: ReadTimesQuery, @CurrentActor() actor: Actor): Promise<PlacementCountsView> {
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const on = effectiveOn ?? this.clock.today();
    const seenBy = sightOf(placementsAccess.countPlacements, actor);
    const { byPhase, away, waiting } = this.placements.counts({ seenBy, asker: actor, today: on, knownAt });
    const unsigned = this.lists.signatures.counts(actor, knownAt);
    return {
      on,
      byPhase,
      away,
      waiting: PLACEMENT_WAITS.map((wait) => {
        const { YOU: you, OTHERS: others } = isBooked(wait) ? waiting[wait] : unsigned[wait];
        return { waiting: wait, you, others };
      }),
    };
  }
}
