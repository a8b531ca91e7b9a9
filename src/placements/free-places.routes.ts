import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { LEGAL_BASIS_CODES, type LegalBasisCode } from '../kernel/legal-basis';
import type { Ore } from '../kernel/money';
import type { PartyCode, TariffLevel } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { DayField, OneOfField, OreField, PartyField, TextField, WholeNumberField } from '../platform/http/fields';
import { FreshReads } from '../platform/http/fresh-reads';
import { keyAfter, type Page, pageOf, PageQuery } from '../platform/http/paging';
import { placementsAccess } from './placements.access';
import { FreePlaceQueries } from './free-places.queries';
import { FreePlacePage, type FreePlaceView } from './free-places.views';
import { LEVEL_LENGTH_MAX } from './service-body';

const NAME_LENGTH_MAX = 120;

export class FreePlaceQuery extends PageQuery {
  @TextField('Only offerings for this target group.', { optional: true, maxLength: 120 })
  targetGroup?: string;

  @OneOfField(LEGAL_BASIS_CODES, 'Only places under this paragraph.', { optional: true })
  legalBasis?: LegalBasisCode;

  @TextField('Only offerings with this in their name.', { optional: true, maxLength: NAME_LENGTH_MAX })
  text?: string;

  @PartyField('Only places this party sells.', { optional: true })
  operator?: PartyCode;

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
}

@ApiTags('placements')
@Controller('api/v1/free-places')
export class FreePlacesRoutes {
  constructor(
    private readonly freePlaces: FreePlaceQueries,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(placementsAccess.searchFreePlaces)
  @Get()
  @ApiOperation({
    operationId: 'searchFreePlaces',
    summary: 'Places that are free, counted from purchases and capacity and never self-reported',
  })
  @ApiOkResponse({ type: FreePlacePage })
  async search(@Query() query: FreePlaceQuery): Promise<Page<FreePlaceView>> {
    const { limit, cursor, targetGroup, legalBasis, text, operator, level, freeBy, stayDays, maxDayPriceOre } = query;
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const from = query.from ?? effectiveOn ?? this.clock.today();
    const after = keyAfter<SortKey>(cursor, ['string', 'string', 'string', 'string']);
    const found = this.freePlaces
      .search({ targetGroup, legalBasis, text, operator, level, from, freeBy, stayDays, maxDayPriceOre, knownAt })
      .filter((place) => after === undefined || isAfter(keyOf(place), after));
    return pageOf(found.slice(0, limit + 1), limit, keyOf);
  }
}

type SortKey = [freeFrom: string, name: string, offeringId: string, serviceLineId: string];

const keyOf = ({ freeFrom, offeringName, offeringId, serviceLineId }: FreePlaceView): SortKey => [
  freeFrom,
  offeringName,
  offeringId,
  serviceLineId,
];

const isAfter = (key: SortKey, after: SortKey): boolean => {
  const at = key.findIndex((part, index) => part !== after[index]);
  return at >= 0 && (key[at] ?? '') > (after[at] ?? '');
};
