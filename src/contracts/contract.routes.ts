import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { allows, sightOf } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import { reject } from '../kernel/decider';
import type { Actor, PlacementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { Refused } from '../platform/commands/command-runner';
import { FlagField } from '../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { keyAfter, type Page, pageOf, PageQuery } from '../platform/http/paging';
import { IdParam } from '../platform/http/parameters';
import { withRevision } from '../platform/http/revisions';
import { contractsAccess } from './contracts.access';
import { effectiveDay, statusOn } from './contract-status.calculation';
import { ContractPage, ContractSummary, ContractView } from './contract.views';
import { ContractQueries, type ContractRow } from './contracts.queries';

export class ContractListQuery extends PageQuery {
  @FlagField('Only contracts in force that are not signed by both sides, the oldest first (R25).', { optional: true })
  unsigned?: boolean;
}

@ApiTags('contracts')
@Controller('api/v1/contracts')
export class ContractRoutes {
  constructor(
    private readonly contracts: ContractQueries,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(contractsAccess.listContracts)
  @Get()
  @ApiOperation({ operationId: 'listContracts', summary: 'Your contracts by the day they take effect' })
  @ApiOkResponse({ type: ContractPage })
  async list(@Query() query: ContractListQuery, @CurrentActor() actor: Actor): Promise<Page<ContractSummary>> {
    const { limit, cursor, unsigned } = query;
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const on = effectiveOn ?? this.clock.today();
    const after = keyAfter<[Day, PlacementId]>(cursor, ['string', 'string']);
    const unsignedOn = unsigned === true ? on : undefined;
    const rows = this.contracts.list({
      seenBy: sightOf(contractsAccess.listContracts, actor),
      unsignedOn,
      after,
      limit: limit + 1,
      knownAt,
    });
    const page = pageOf(rows, limit, (row) => [effectiveDay(row), row.contractId]);
    return { ...page, items: page.items.map((row) => summaryOf(row, on)) };
  }

  @Allowed(contractsAccess.getContract)
  @Get(':contractId')
  @ApiOperation({ operationId: 'getContract', summary: 'One contract: content, hash, signatures and addenda' })
  @ApiOkResponse({ type: ContractView })
  async find(
    @IdParam('contractId', 'The contract; the id of its placement.') contractId: PlacementId,
    @Query() query: ReadTimesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<ContractView> {
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const row = this.contracts.find(contractId, knownAt);
    const content = this.contracts.content(contractId);
    if (row === undefined || content === undefined || !allows(contractsAccess.getContract, actor, row))
      throw new Refused(reject('CONTRACT_UNKNOWN', { contractId }));
    const addenda = row.addenda.map((entry) => ({
      ...entry,
      content: this.contracts.content(contractId, entry.addendum) ?? content,
    }));
    return withRevision(row.revision, { ...summaryOf(row, effectiveOn ?? this.clock.today()), content, addenda });
  }
}

const summaryOf = (row: ContractRow, on: Day): ContractSummary => {
  const { addenda, ...shown } = row;
  const unsignedAddenda = addenda.filter(({ signatures }) => signatures.length < 2).length;
  return { ...shown, ...statusOn(row, on), unsignedAddenda };
};
