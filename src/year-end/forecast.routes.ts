import { setImmediate as nextTurn } from 'node:timers/promises';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { allows, sightOf } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { Actor, OfferingId, PartyCode } from '../kernel/vocabulary';
import { OfferingQueries, type OfferingRow } from '../offerings/offerings.queries';
import { PlaceBookQueries } from '../placements/place-book.queries';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { AnswerMemory } from '../platform/http/answer-memory';
import { IdField, PartyField, WholeNumberField } from '../platform/http/fields';
import { FreshReads } from '../platform/http/fresh-reads';
import { keyAfter, pageOf, PageQuery } from '../platform/http/paging';
import { type ForecastedLine, Forecasts } from './forecasts';
import { ForecastPage, type ForecastSight, forecastView, type LineForecastView } from './forecast.views';
import { yearEndAccess } from './year-end.access';

export class ForecastQuery extends PageQuery {
  @WholeNumberField('The year. Default: that of the day.', { min: 1990, max: 2198, optional: true })
  year?: number;

  @IdField('One offering. Default: all that you may see something of.', { optional: true })
  offeringId?: OfferingId;

  @PartyField('Only offerings of this operator.', { optional: true })
  operator?: PartyCode;
}

/** A question with its days, years and positions found out. */
interface ForecastAsked {
  readonly year: number;
  readonly asOf: Day;
  readonly offeringId: OfferingId | undefined;
  readonly operator: PartyCode | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly knownAt: Position | undefined;
}

@ApiTags('year-end')
@Controller('api/v1/year-end/forecast')
export class ForecastRoutes {
  constructor(
    private readonly forecasts: Forecasts,
    private readonly offerings: OfferingQueries,
    private readonly placements: PlaceBookQueries,
    private readonly fresh: FreshReads,
    private readonly memory: AnswerMemory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(yearEndAccess.getYearEndForecast)
  @Get()
  @ApiOperation({
    operationId: 'getYearEndForecast',
    summary: 'What a year is expected to end with, and what of it will reach each buyer (P1)',
    description:
      'From the days so far and what is known to end or begin; nothing is guessed. A buyer sees its own estimated share, by ' +
      'origin year. A page counts offerings, so it may hold more or fewer service lines than asked for.',
  })
  @ApiOkResponse({ type: ForecastPage })
  async forecast(@Query() query: ForecastQuery, @CurrentActor() actor: Actor): Promise<ForecastPage> {
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const asOf = effectiveOn ?? this.clock.today();
    const { year = Number(asOf.slice(0, 4)), offeringId, operator, limit, cursor } = query;
    const asked = { year, asOf, offeringId, operator, limit, cursor, knownAt };
    return this.memory.of(['forecast', asked, actor.party, actor.roles], () => this.page(asked, actor));
  }

  private async page(
    { year, asOf, limit, cursor, knownAt, ...asked }: ForecastAsked,
    actor: Actor,
  ): Promise<ForecastPage> {
    const after = keyAfter<[string, string]>(cursor, ['string', 'string']);
    const rows = this.visible(asked, actor, knownAt).filter(
      ({ searchName, offeringId }) =>
        after === undefined || searchName > after[0] || (searchName === after[0] && offeringId > after[1]),
    );
    const page = pageOf(rows.slice(0, limit + 1), limit, ({ searchName, offeringId }) => [searchName, offeringId]);
    const items: LineForecastView[] = [];
    for (const offering of page.items) {
      items.push(...asSeenBy(actor, offering, this.forecasts.of(offering, year, asOf, knownAt)));
      await nextTurn();
    }
    const { next } = page;
    const position = knownAt ?? this.placements.position;
    return { year, asOf, position, items, ...(next === undefined ? {} : { next }) };
  }

  /** The offerings of which the asker may see something, in order of name. */
  private visible(
    { offeringId, operator }: Pick<ForecastAsked, 'offeringId' | 'operator'>,
    actor: Actor,
    knownAt: Position | undefined,
  ): readonly OfferingRow[] {
    const found = this.offerings
      .search({ ...(operator === undefined ? {} : { operator }), ...(knownAt === undefined ? {} : { knownAt }) })
      .filter((row) => offeringId === undefined || row.offeringId === offeringId);
    const sight = sightOf(yearEndAccess.getYearEndForecast, actor);
    if (sight.everything) return found;
    const paid = sight.relations.includes('payer')
      ? this.placements.list({ seenBy: { ...sight, relations: ['payer'] }, offeringId, knownAt })
      : [];
    const paidFor = new Set(paid.map((row) => row.offeringId));
    return found.filter((row) => paidFor.has(row.offeringId) || sightFor(actor, row.operator).figures);
  }
}

const sightFor = (actor: Actor, operator: PartyCode): ForecastSight => ({
  figures: allows(yearEndAccess.seeForecastFigures, actor, { operator }),
  seesShareOf: (payer) => allows(yearEndAccess.seeEstimatedShares, actor, { operator, payer }),
});

/** A line of which a payer has neither a day nor a share is none of its business. */
const asSeenBy = (
  actor: Actor,
  { offeringId, name: offeringName, operator }: OfferingRow,
  lines: readonly ForecastedLine[],
): LineForecastView[] => {
  const sight = sightFor(actor, operator);
  return lines
    .map(({ serviceLineId, legalBasis, forecast }) =>
      forecastView({ offeringId, offeringName, operator, serviceLineId, legalBasis }, forecast, sight),
    )
    .filter(
      ({ payers, regulations }) =>
        sight.figures || payers.length > 0 || regulations.some(({ shares }) => shares.length > 0),
    );
};
