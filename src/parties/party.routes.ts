import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { reject } from '../kernel/decider';
import type { PartyCode } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { Refused } from '../platform/commands/command-runner';
import { CodeField, FlagField, NestedField, OneOfField, PartyField, TextField } from '../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { keyAfter, pageOf, PageQuery, type Page } from '../platform/http/paging';
import { PartyParam } from '../platform/http/parameters';
import { withRevision } from '../platform/http/revisions';
import { partiesAccess } from './parties.access';
import { PARTY_KINDS, type PartyKind } from './party.events';
import type { PartyRow } from './party-directory.projection';
import { PartyQueries } from './parties.queries';

export class PartyListQuery extends PageQuery {
  @OneOfField(PARTY_KINDS, 'Only parties of this kind.', { optional: true })
  kind?: PartyKind;

  @CodeField(/^\d{4}$/, 'Only parties of this region’s framework agreement.', { optional: true, example: '1082' })
  frameworkRegion?: PartyCode;

  @TextField('Part of the name, in any case.', { optional: true, maxLength: 120 })
  text?: string;
}

export class PaymentAccountView {
  @CodeField(/^\d{4}$/, 'Registration number of the bank.')
  registrationNumber!: string;

  @CodeField(/^\d{10}$/, 'Account number.')
  accountNumber!: string;

  @FlagField('Made up for demonstration.')
  constructed!: boolean;
}

export class PostalAddressView {
  @TextField('Street and number.')
  street!: string;

  @CodeField(/^\d{4}$/, 'Postal code.')
  postalZone!: string;

  @TextField('City.')
  city!: string;

  @FlagField('Made up for demonstration.')
  constructed!: boolean;
}

export class PartyView {
  @PartyField('The party’s code.')
  party!: PartyCode;

  @TextField('The name as people know it.')
  name!: string;

  @OneOfField(PARTY_KINDS, 'What kind of party it is.')
  kind!: PartyKind;

  @CodeField(/^\d{8}$/, 'CVR number.')
  cvr!: string;

  @CodeField(/^\d{4}$/, 'The region whose framework agreement it belongs to.', { optional: true })
  frameworkRegion?: PartyCode;

  @CodeField(/^\d{13}$/, 'Where electronic invoices go; absent while no number is known.', { optional: true })
  ean?: string;

  @FlagField('With `ean`: whether it was made up for demonstration.', { optional: true })
  eanConstructed?: boolean;

  @NestedField(() => PaymentAccountView, 'Where payments go; absent while none is registered.', { optional: true })
  account?: PaymentAccountView;

  @NestedField(() => PostalAddressView, 'Its address in documents; absent while none is registered.', {
    optional: true,
  })
  address?: PostalAddressView;
}

export class PartyPage {
  @ApiProperty({ type: [PartyView], description: 'In order of their codes.' })
  items!: PartyView[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}

@ApiTags('parties')
@Controller('api/v1/parties')
export class PartyRoutes {
  constructor(
    private readonly parties: PartyQueries,
    private readonly fresh: FreshReads,
  ) {}

  @Allowed(partiesAccess.listParties)
  @Get()
  @ApiOperation({ operationId: 'listParties', summary: 'List the parties of the market' })
  @ApiOkResponse({ type: PartyPage })
  async list(@Query() query: PartyListQuery): Promise<Page<PartyView>> {
    const { limit, cursor, kind, frameworkRegion, text } = query;
    const { knownAt } = await this.fresh.resolve(query);
    const after = keyAfter<[PartyCode]>(cursor, ['string'])?.[0];
    const rows = this.parties.search({
      limit: limit + 1,
      ...(kind === undefined ? {} : { kind }),
      ...(frameworkRegion === undefined ? {} : { frameworkRegion }),
      ...(text === undefined ? {} : { text }),
      ...(after === undefined ? {} : { after }),
      ...(knownAt === undefined ? {} : { knownAt }),
    });
    return pageOf(rows.map(partyView), limit, ({ party }) => [party]);
  }

  @Allowed(partiesAccess.getParty)
  @Get(':party')
  @ApiOperation({ operationId: 'getParty', summary: 'One party' })
  @ApiOkResponse({ type: PartyView })
  async find(@PartyParam('party') party: PartyCode, @Query() query: ReadTimesQuery): Promise<PartyView> {
    const { knownAt } = await this.fresh.resolve(query);
    const row = this.parties.find(party, knownAt);
    if (row === undefined) throw new Refused(reject('UNKNOWN_PARTY', { party }));
    return withRevision(row.revision, partyView(row));
  }
}

const partyView = ({
  party,
  name,
  kind,
  cvr,
  frameworkRegion,
  ean,
  eanConstructed,
  account,
  address,
}: PartyRow): PartyView => ({
  party,
  name,
  kind,
  cvr,
  ...(frameworkRegion === null ? {} : { frameworkRegion }),
  ...(ean === null ? {} : { ean, eanConstructed: eanConstructed === 1 }),
  ...(account === null ? {} : { account }),
  ...(address === null ? {} : { address }),
});
