import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { allows } from '../kernel/access';
import { reject } from '../kernel/decider';
import type { Actor, PlacementId } from '../kernel/vocabulary';
import { PlacementFacts, tiesOf } from '../placements/placements.facts';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, type Receipt, Refused } from '../platform/commands/command-runner';
import { IdParam } from '../platform/http/parameters';
import { contractsAccess } from './contracts.access';
import { contract, DraftContract, draftContract } from './contract.decider';
import { ContractDesk } from './contract-desk';
import { standardContract } from './standard-terms';

export type ContractDraftedAnswer = Receipt & { readonly contractId: PlacementId; readonly contentHash: string };

@ApiTags('contracts')
@Controller('api/v1/placements')
export class DraftContractRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly placements: PlacementFacts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(contractsAccess.draftContract)
  @Post(':placementId/contract')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'draftContract',
    summary: 'Have the standard contract drawn up now; it is drawn up by itself moments after the purchase',
  })
  async draftContract(
    @IdParam('placementId', 'The placement; its contract has the same id.') placementId: PlacementId,
    @CurrentActor() actor: Actor,
  ): Promise<ContractDraftedAnswer> {
    const placement = await this.placements.of(placementId);
    const { terms, firstDay, plannedLastDay, phase } = placement;
    const ties = tiesOf(placement);
    if (!allows(contractsAccess.getContract, actor, ties))
      throw new Refused(reject('PLACEMENT_UNKNOWN', { placementId }));
    if (!allows(contractsAccess.draftContract, actor, ties)) throw new Refused(reject('NOT_YOURS'));
    if (phase !== 'agreed' && phase !== 'enrolled' && phase !== 'discharged')
      throw new Refused(reject('NOT_AGREED', { phase }));
    const draftedOn = this.clock.today();
    return this.bus.execute(new DraftContract({ contractId: placementId, draftedOn, firstDay, plannedLastDay, terms }));
  }
}

@CommandHandler(DraftContract)
export class DraftContractHandler implements ICommandHandler<DraftContract> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: ContractDesk,
  ) {}

  async execute(command: DraftContract): Promise<ContractDraftedAnswer> {
    const { contractId, terms, firstDay } = command.data;
    const [nameOf, rules, agreementName] = await Promise.all([
      this.desk.names([terms.buyer, terms.operator, terms.payer]),
      this.desk.rules(terms, firstDay),
      this.desk.agreementName(terms),
    ]);
    const { receipt, state } = await this.runner.run(contract, contractId, (drafted) =>
      draftContract(command, drafted, () => standardContract({ ...command.data, rules, agreementName }, nameOf)),
    );
    if (state.phase === 'unknown') throw new Error(`The contract ${contractId} was drawn up and is not there`);
    // Drawn up before, perhaps with a name that has changed since: the hash that counts is the recorded one.
    return { contractId, contentHash: state.contentHash, ...receipt };
  }
}
