import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { sightOf } from '../kernel/access';
import { type Actor, type OfferingId, SERVICE_LINE_ID_FORM, type ServiceLineId } from '../kernel/vocabulary';
import { OfferingQueries } from '../offerings/offerings.queries';
import { namesOf, PartyQueries } from '../parties/parties.queries';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CodeField, IdField, OneOfField, TextField, WholeNumberField } from '../platform/http/fields';
import { FreshReads } from '../platform/http/fresh-reads';
import { keyAfter, type Page, pageOf, PageQuery } from '../platform/http/paging';
import { type Called, type NameOrder, YEAR_END_ORDERS, type YearEndKey, type YearEndOrder } from './list-order';
import { yearEndAccess } from './year-end.access';
import { accountsKey, regulationKey, YearEndQueries } from './year-end.queries';
import { AccountsView, accountsView, RegulationAccountView, regulationAccountView } from './year-end.views';

export class YearEndQuery extends PageQuery {
  @IdField('One offering. Default: all that you may see.', { optional: true })
  offeringId?: OfferingId;

  @CodeField(SERVICE_LINE_ID_FORM, 'One service line.', { optional: true })
  serviceLineId?: ServiceLineId;

  @WholeNumberField('One year: of the accounts, or whose result is settled.', { min: 1990, max: 2198, optional: true })
  year?: number;

  @OneOfField(YEAR_END_ORDERS, 'The order. Default: NEWEST year first. By name: as the Danish alphabet has it.', {
    optional: true,
  })
  sort?: YearEndOrder;
}

export class AccountsQuery extends YearEndQuery {
  @OneOfField(['SPLIT'], 'Only accounts whose result waits to be split; none that newer ones have replaced.', {
    optional: true,
  })
  waiting?: 'SPLIT';
}

export class AccountsPage {
  @ApiProperty({ type: [AccountsView], description: 'The newest year first, those that were superseded among them.' })
  items!: AccountsView[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}

export class RegulationAccountPage {
  @ApiProperty({ type: [RegulationAccountView], description: 'The newest origin year first.' })
  items!: RegulationAccountView[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}

const nameOrder = ({ sort }: YearEndQuery): NameOrder | undefined =>
  sort === undefined || sort === 'NEWEST' ? undefined : sort;

const KEY_SHAPE = ['number', 'string', 'string', 'number'] as const;

@ApiTags('year-end')
@Controller('api/v1/year-end')
export class YearEndRoutes {
  constructor(
    private readonly yearEnd: YearEndQueries,
    private readonly offerings: OfferingQueries,
    private readonly parties: PartyQueries,
    private readonly fresh: FreshReads,
  ) {}

  @Allowed(yearEndAccess.listYearEndAccounts)
  @Get('accounts')
  @ApiOperation({
    operationId: 'listYearEndAccounts',
    summary: 'Accounts of each year with A1, A2, A3, the result and every step of it (R22)',
  })
  @ApiOkResponse({ type: AccountsPage })
  async accounts(@Query() query: AccountsQuery, @CurrentActor() actor: Actor): Promise<Page<AccountsView>> {
    const { knownAt } = await this.fresh.resolve(query);
    const { offeringId, serviceLineId, year, waiting } = query;
    const seenBy = sightOf(yearEndAccess.listYearEndAccounts, actor);
    const filter = { seenBy, offeringId, serviceLineId, year, knownAt, toSplit: waiting === 'SPLIT' };
    const [limit, after] = [query.limit + 1, keyAfter<YearEndKey>(query.cursor, KEY_SHAPE)];
    const order = nameOrder(query);
    const rows =
      order === undefined
        ? this.yearEnd.accounts(filter, limit, after)
        : this.yearEnd.accountsByName(filter, this.called(), { order, after, limit });
    const page = pageOf(rows, query.limit, accountsKey);
    const nameOf = namesOf(this.parties);
    return { ...page, items: page.items.map((row) => accountsView(row, nameOf)) };
  }

  @Allowed(yearEndAccess.listRegulationAccounts)
  @Get('regulation-accounts')
  @ApiOperation({
    operationId: 'listRegulationAccounts',
    summary: 'What of each year’s result is carried, settled through tariffs, refunded, and remains (I7)',
  })
  @ApiOkResponse({ type: RegulationAccountPage })
  async regulationAccounts(
    @Query() query: YearEndQuery,
    @CurrentActor() actor: Actor,
  ): Promise<Page<RegulationAccountView>> {
    const { knownAt } = await this.fresh.resolve(query);
    const { offeringId, serviceLineId, year } = query;
    const seenBy = sightOf(yearEndAccess.listRegulationAccounts, actor);
    const filter = { seenBy, offeringId, serviceLineId, year, knownAt };
    const [limit, after] = [query.limit + 1, keyAfter<YearEndKey>(query.cursor, KEY_SHAPE)];
    const order = nameOrder(query);
    const rows =
      order === undefined
        ? this.yearEnd.regulationAccounts(filter, limit, after)
        : this.yearEnd.regulationAccountsByName(filter, this.called(), { order, after, limit });
    const page = pageOf(rows, query.limit, regulationKey);
    return { ...page, items: page.items.map(regulationAccountView) };
  }

  private called(): Called {
    const offerings = new Map(this.offerings.all().map((offering) => [offering.offeringId, offering]));
    return { offering: (offeringId) => offerings.get(offeringId), party: namesOf(this.parties) };
  }
}
