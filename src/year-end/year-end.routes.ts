import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { sightOf } from '../kernel/access';
import { type Actor, type OfferingId, SERVICE_LINE_ID_FORM, type ServiceLineId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CodeField, IdField, WholeNumberField } from '../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { yearEndAccess } from './year-end.access';
import { YearEndQueries } from './year-end.queries';
import { AccountsView, accountsView, RegulationAccountView, regulationAccountView } from './year-end.views';

export class YearEndQuery extends ReadTimesQuery {
  @IdField('One offering. Default: all that you may see.', { optional: true })
  offeringId?: OfferingId;

  @CodeField(SERVICE_LINE_ID_FORM, 'One service line.', { optional: true })
  serviceLineId?: ServiceLineId;

  @WholeNumberField('One year: of the accounts, or whose result is settled.', { min: 1990, max: 2198, optional: true })
  year?: number;
}

export class AccountsList {
  @ApiProperty({ type: [AccountsView], description: 'The newest year first, those that were superseded among them.' })
  items!: AccountsView[];
}

export class RegulationAccountList {
  @ApiProperty({ type: [RegulationAccountView], description: 'The newest origin year first.' })
  items!: RegulationAccountView[];
}

@ApiTags('year-end')
@Controller('api/v1/year-end')
export class YearEndRoutes {
  constructor(
    private readonly yearEnd: YearEndQueries,
    private readonly fresh: FreshReads,
  ) {}

  @Allowed(yearEndAccess.listYearEndAccounts)
  @Get('accounts')
  @ApiOperation({
    operationId: 'listYearEndAccounts',
    summary: 'Accounts of each year with A1, A2, A3, the result and every step of it (R22)',
  })
  @ApiOkResponse({ type: AccountsList })
  async accounts(@Query() query: YearEndQuery, @CurrentActor() actor: Actor): Promise<AccountsList> {
    const { knownAt } = await this.fresh.resolve(query);
    const { offeringId, serviceLineId, year } = query;
    const seenBy = sightOf(yearEndAccess.listYearEndAccounts, actor);
    const rows = this.yearEnd.accounts({ seenBy, offeringId, serviceLineId, year, knownAt });
    return { items: rows.map(accountsView) };
  }

  @Allowed(yearEndAccess.listRegulationAccounts)
  @Get('regulation-accounts')
  @ApiOperation({
    operationId: 'listRegulationAccounts',
    summary: 'What of each year’s result is carried, settled through tariffs, refunded, and remains (I7)',
  })
  @ApiOkResponse({ type: RegulationAccountList })
  async regulationAccounts(@Query() query: YearEndQuery, @CurrentActor() actor: Actor): Promise<RegulationAccountList> {
    const { knownAt } = await this.fresh.resolve(query);
    const { offeringId, serviceLineId, year } = query;
    const seenBy = sightOf(yearEndAccess.listRegulationAccounts, actor);
    const rows = this.yearEnd.regulationAccounts({ seenBy, offeringId, serviceLineId, year, knownAt });
    return { items: rows.map(regulationAccountView) };
  }
}
