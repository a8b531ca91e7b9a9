import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AgreementQueries } from '../agreements/agreements.queries';
import type { Day } from '../kernel/calendar';
import { LEGAL_BASIS_CODES, type LegalBasisCode } from '../kernel/legal-basis';
import type { Ore } from '../kernel/money';
import { reject } from '../kernel/decider';
import type { Actor, PartyCode, TariffLevel } from '../kernel/vocabulary';
import { isMunicipality } from '../parties/municipality-distances.queries';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { Refused } from '../platform/commands/command-runner';
import { AnswerMemory } from '../platform/http/answer-memory';
import { DayField, OneOfField, OreField, PartyField, TextField, WholeNumberField } from '../platform/http/fields';
import { FreshReads } from '../platform/http/fresh-reads';
import { keyAfter, type Page, pageOf, PageQuery } from '../platform/http/paging';
import { placementsAccess } from './placements.access';
import {
  FREE_PLACE_ORDERS,
  type FreePlaceKey,
  freePlaceKey,
  type FreePlaceOrder,
  FreePlaceQueries,
  isBehind,
} from './free-places.queries';
import { FreePlacePage, type FreePlaceView } from './free-places.views';
import { LEVEL_LENGTH_MAX } from './service-body';

const NAME_LENGTH_MAX = 120;
/** Longer than Denmark. */
const DISTANCE_KM_MAX = 500;

export class FreePlaceQuery extends PageQuery {
  @TextField('Only offerings for this target group.', { optional: true, maxLength: 120 })
  targetGroup?: string;

  @OneOfField(LEGAL_BASIS_CODES, 'Only places under this paragraph.', { optional: true })
  legalBasis?: LegalBasisCode;

  @TextField('Only offerings with this in their name.', { optional: true, maxLength: NAME_LENGTH_MAX })
  text?: string;

  @PartyField('Only places this party sells.', { optional: true })
  operator?: PartyCode;

  @PartyField('Only places in this municipality.', { optional: true })
  municipality?: PartyCode;

  @PartyField('The municipality that distances are counted from. Default: your own party, when it is one.', {
    optional: true,
  })
  near?: PartyCode;

  @WholeNumberField(
    'Only places in municipalities whose centre lies so many kilometres from that of `near`, as the crow flies.',
    { optional: true, min: 0, max: DISTANCE_KM_MAX },
  )
  withinKm?: number;

  @TextField('Only service lines with a price for this level on the first day.', {
    optional: true,
    maxLength: LEVEL_LENGTH_MAX,
  })
  level?: TariffLevel;

  @OreField('Only service lines with a level that costs no more a day.', { optional: true, min: 0 })
  maxDayPriceOre?: Ore;

  @DayField('The first day a place is wanted. Default: `effectiveOn`, else today.', { optional: true })
  from?: Day;

  @DayField('Only places that are free on this day or earlier.', { optional: true })
  freeBy?: Day;

  @WholeNumberField('Days of stay wanted; a place free for so long is enough.', { optional: true, min: 1, max: 36_600 })
  stayDays?: number;

  @OneOfField(FREE_PLACE_ORDERS, 'What comes first. Default: FREE_FROM, free soonest.', { optional: true })
  sort?: FreePlaceOrder;
}

@ApiTags('placements')
@Controller('api/v1/free-places')
export class FreePlacesRoutes {
  constructor(
    private readonly freePlaces: FreePlaceQueries,
    private readonly agreements: AgreementQueries,
    private readonly fresh: FreshReads,
    private readonly memory: AnswerMemory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(placementsAccess.searchFreePlaces)
  @Get()
  @ApiOperation({
    operationId: 'searchFreePlaces',
    summary: 'Places that are free, counted from purchases and capacity and never self-reported',
  })
  @ApiOkResponse({ type: FreePlacePage })
  async search(@Query() query: FreePlaceQuery, @CurrentActor() actor: Actor): Promise<Page<FreePlaceView>> {
    const { limit, cursor, targetGroup, legalBasis, text, operator, level, freeBy, stayDays, maxDayPriceOre } = query;
    const { municipality, withinKm, sort } = query;
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const from = query.from ?? effectiveOn ?? this.clock.today();
    const near = query.near ?? (isMunicipality(actor.party) ? actor.party : undefined);
    const needsNear = withinKm !== undefined || sort === 'DISTANCE' || query.near !== undefined;
    if (needsNear && (near === undefined || !isMunicipality(near)))
      throw new Refused(reject('NO_SUCH_MUNICIPALITY', { near: near ?? '' }));
    const after = keyAfter<FreePlaceKey>(cursor, ['string', 'string', 'string', 'string', 'string']);
    const wanted = { targetGroup, legalBasis, text, operator, municipality, level, maxDayPriceOre, freeBy, stayDays };
    const asked = { ...wanted, near, withinKm, sort, from, knownAt };
    // The whole market is counted, and the page that is shown is the least of it.
    const all = await this.memory.of(['free places', asked], () => this.freePlaces.search(asked));
    const found = all.filter((place) => after === undefined || isBehind(freePlaceKey(place, sort), after));
    const page = pageOf(found.slice(0, limit + 1), limit, (place) => freePlaceKey(place, sort));
    const bound = new Map<PartyCode, boolean>();
    const isBound = (seller: PartyCode): boolean => {
      const held = bound.get(seller) ?? this.agreements.covering(from, [actor.party, seller], knownAt).length > 0;
      bound.set(seller, held);
      return held;
    };
    return { ...page, items: page.items.map((place) => ({ ...place, underAgreement: isBound(place.operator) })) };
  }
}
