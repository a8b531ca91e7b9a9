import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { reject } from '../kernel/decider';
import { LEGAL_BASIS_CODES, type LegalBasisCode } from '../kernel/legal-basis';
import type { OfferingId, PartyCode } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { Refused } from '../platform/commands/command-runner';
import { CodeField, FlagField, OneOfField, PartyField, TextField } from '../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { keyAfter, pageOf, PageQuery, type Page } from '../platform/http/paging';
import { IdParam } from '../platform/http/parameters';
import { withRevision } from '../platform/http/revisions';
import { offeringsAccess } from './offerings.access';
import { TARGET_GROUP_LENGTH_MAX } from './description-body';
import { OfferingView, offeringView } from './offering-view';
import { OfferingQueries } from './offerings.queries';

export class OfferingSearchQuery extends PageQuery {
  @TextField('Only offerings for this target group.', { optional: true, maxLength: TARGET_GROUP_LENGTH_MAX })
  targetGroup?: string;

  @OneOfField(LEGAL_BASIS_CODES, 'Only offerings that sell under this paragraph.', { optional: true })
  legalBasis?: LegalBasisCode;

  @PartyField('Only offerings of this operator.', { optional: true })
  operator?: PartyCode;

  @TextField('Part of the name, in any case.', { optional: true, maxLength: 120 })
  text?: string;

  @CodeField(/^\d{3}$/, 'Only offerings in this municipality.', { optional: true })
  addressMunicipality?: PartyCode;

  @FlagField('Only those made up for demonstration, or only the real ones.', { optional: true })
  constructed?: boolean;
}

export class OfferingPage {
  @ApiProperty({ type: [OfferingView], description: 'In order of name.' })
  items!: OfferingView[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}

@ApiTags('offerings')
@Controller('api/v1/offerings')
export class OfferingRoutes {
  constructor(
    private readonly offerings: OfferingQueries,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(offeringsAccess.searchOfferings)
  @Get()
  @ApiOperation({ operationId: 'searchOfferings', summary: 'Search offerings' })
  @ApiOkResponse({ type: OfferingPage })
  async search(@Query() query: OfferingSearchQuery): Promise<Page<OfferingView>> {
    const { limit, cursor, targetGroup, legalBasis, operator, text, addressMunicipality, constructed } = query;
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const after = keyAfter<[string, string]>(cursor, ['string', 'string']);
    const rows = this.offerings.search({
      ...(targetGroup === undefined ? {} : { targetGroup }),
      ...(legalBasis === undefined ? {} : { legalBasis }),
      ...(operator === undefined ? {} : { operator }),
      ...(text === undefined ? {} : { text }),
      ...(addressMunicipality === undefined ? {} : { addressMunicipality }),
      ...(constructed === undefined ? {} : { constructed }),
      ...(after === undefined ? {} : { after }),
      ...(knownAt === undefined ? {} : { knownAt }),
      limit: limit + 1,
    });
    const { items, ...rest } = pageOf(rows, limit, ({ searchName, offeringId }) => [searchName, offeringId]);
    const today = this.clock.today();
    return { items: items.map((row) => offeringView(row, today, effectiveOn)), ...rest };
  }

  @Allowed(offeringsAccess.getOffering)
  @Get(':offeringId')
  @ApiOperation({ operationId: 'getOffering', summary: 'One offering with its service lines' })
  @ApiOkResponse({ type: OfferingView })
  async find(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Query() query: ReadTimesQuery,
  ): Promise<OfferingView> {
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const row = this.offerings.find(offeringId, knownAt);
    if (row === undefined) throw new Refused(reject('UNKNOWN_OFFERING', { offeringId }));
    return withRevision(row.revision, offeringView(row, this.clock.today(), effectiveOn));
  }
}
