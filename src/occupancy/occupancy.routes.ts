import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { allows } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import { daysIn } from '../kernel/calendar';
import { reject } from '../kernel/decider';
import type { Position } from '../kernel/event';
import type { Actor, OfferingId, PartyCode, ServiceLineId } from '../kernel/vocabulary';
import { SERVICE_LINE_ID_FORM } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { Refused } from '../platform/commands/command-runner';
import { AnswerMemory } from '../platform/http/answer-memory';
import { CodeField, DayField, IdField, OneOfField, PartyField } from '../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { occupancyAccess } from './occupancy.access';
import type { Grain, OccupancyFigures } from './occupancy.calculation';
import { GRAINS, rateBp, together } from './occupancy.calculation';
import { OccupancyQueries, type LineOccupancy, type OccupancyAsked } from './occupancy.queries';
import { FreeNowView, OccupancyView } from './occupancy.views';

/** A year with a leap day: what one answer may span. */
const PERIOD_DAYS_MAX = 366;
/** A month: what one answer may span day by day over all of an operator's lines. */
const OPERATOR_DAYS_MAX = 31;

export class OccupancyQuery extends ReadTimesQuery {
  @IdField('One offering. Without it: all of an operator’s, by month, or by day for at most 31 days.', {
    optional: true,
  })
  offeringId?: OfferingId;

  @CodeField(SERVICE_LINE_ID_FORM, 'One service line.', { optional: true })
  serviceLineId?: ServiceLineId;

  @PartyField('Whose offerings, when none is named. Default: your own.', { optional: true })
  operator?: PartyCode;

  @DayField('First day. Default: `effectiveOn`, else today.', { optional: true })
  from?: Day;

  @DayField('Last day, included. Default: the first. At most 366 days.', { optional: true })
  to?: Day;

  @OneOfField(GRAINS, 'Figures by day or by month. Default: month.', { optional: true })
  by?: Grain;
}

@ApiTags('occupancy')
@Controller('api/v1/occupancy')
export class OccupancyRoutes {
  constructor(
    private readonly occupancy: OccupancyQueries,
    private readonly fresh: FreshReads,
    private readonly memory: AnswerMemory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(occupancyAccess.getOccupancy)
  @Get()
  @ApiOperation({
    operationId: 'getOccupancy',
    summary: 'Places available, occupied, reserved and paid without being occupied; actual against budgeted rate',
  })
  @ApiOkResponse({ type: OccupancyView })
  async find(@Query() query: OccupancyQuery, @CurrentActor() actor: Actor): Promise<OccupancyView> {
    const { offeringId, serviceLineId, by = 'month' } = query;
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const first = query.from ?? effectiveOn ?? this.clock.today();
    const last = query.to ?? first;
    if (last < first) throw new Refused(reject('PERIOD_ENDS_BEFORE_START', { first, last }));
    if (daysIn(first, last) > PERIOD_DAYS_MAX) throw new Refused(reject('PERIOD_TOO_LONG', { days: PERIOD_DAYS_MAX }));
    if (offeringId === undefined && by === 'day' && daysIn(first, last) > OPERATOR_DAYS_MAX)
      throw new Refused(reject('OFFERING_NEEDED_BY_DAY', { days: OPERATOR_DAYS_MAX }));
    if (offeringId !== undefined && this.occupancy.operatorOf(offeringId, knownAt) === undefined)
      throw new Refused(reject('OFFERING_UNKNOWN', { offeringId }));
    const operator = offeringId === undefined ? (query.operator ?? actor.party) : undefined;
    const asked = { offeringId, serviceLineId, operator, first, last, by, knownAt };
    return this.memory.of(['occupancy', asked, actor.party, actor.roles], () => this.counted(asked, actor));
  }

  private counted(asked: OccupancyAsked, actor: Actor): OccupancyView {
    const { first, last, by, knownAt } = asked;
    const lines = this.occupancy.lines(asked).map((line) => asSeenBy(actor, line));
    const total = together(lines.map((line) => line.total));
    return { from: first, to: last, by, position: knownAt ?? this.occupancy.position, total, lines };
  }

  @Allowed(occupancyAccess.getFreeNow)
  @Get('free-now')
  @ApiOperation({ operationId: 'getFreeNow', summary: 'How many places are free today, by paragraph' })
  @ApiOkResponse({ type: FreeNowView })
  async freeNow(@Query() query: ReadTimesQuery): Promise<FreeNowView> {
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const on = effectiveOn ?? this.clock.today();
    return this.memory.of(['free now', on, knownAt], () => this.freeOn(on, knownAt));
  }

  private freeOn(on: Day, knownAt?: Position): FreeNowView {
    const lines = this.occupancy.lines({ first: on, last: on, by: 'day', knownAt });
    const byBasis = Map.groupBy(lines, ({ legalBasis }) => legalBasis);
    const summaries = [...byBasis].map(([legalBasis, ofBasis]) => ({ legalBasis, ...freeOf(ofBasis) }));
    return {
      on,
      position: knownAt ?? this.occupancy.position,
      total: freeOf(lines),
      byLegalBasis: summaries.sort((a, b) => (a.legalBasis < b.legalBasis ? -1 : 1)),
    };
  }
}

/** Free is counted line by line: a citizen too many in one offering takes no place in another. */
const freeOf = (lines: readonly LineOccupancy[]) => {
  const { available, occupied, reserved } = together(lines.map(({ total }) => total));
  const free = lines.map(({ total }) => Math.max(0, total.available - total.occupied - total.reserved));
  return {
    places: available,
    occupied,
    reserved,
    free: free.reduce((all, count) => all + count, 0),
    serviceLines: lines.length,
    serviceLinesWithFree: free.filter((count) => count > 0).length,
    rateBp: rateBp(occupied, available),
  };
};

/** Who pays for how many is between the operator and each payer, and whose citizens they are the operator's own affair. */
const asSeenBy = (actor: Actor, line: LineOccupancy): LineOccupancy => {
  const { operator } = line;
  const told = Object.keys(line.total.byPayer).filter((payer) =>
    allows(occupancyAccess.seePayersShares, actor, { operator, payer: payer as PartyCode }),
  );
  const hidden = allows(occupancyAccess.seeWhoseCitizens, actor, { operator })
    ? {}
    : { own: null, inRegion: null, outside: null };
  const seen = <F extends OccupancyFigures>(figures: F): F => {
    const shares = told.flatMap((payer) => {
      const days = figures.byPayer[payer];
      return days === undefined ? [] : [[payer, days] as const];
    });
    return { ...figures, ...hidden, byPayer: Object.fromEntries(shares) };
  };
  return { ...line, total: seen(line.total), buckets: line.buckets.map(seen) };
};
