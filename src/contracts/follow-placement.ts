import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PlacementId } from '../kernel/vocabulary';
import { PlacementFacts } from '../placements/placements.facts';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import {
  AnnulContract,
  annulContract,
  type ContractChange,
  contract,
  DraftAddendum,
  draftAddendum,
  EndContract,
  endContract,
} from './contract.decider';
import { ContractDesk } from './contract-desk';
import { addendumContract, type Priced } from './standard-terms';

type ChangeOfService = Extract<ContractChange, { readonly kind: 'SERVICE' }>;

/** What the policy asks when a placement changes or ends. Nobody asks it over HTTP. */

@CommandHandler(DraftAddendum)
export class DraftAddendumHandler implements ICommandHandler<DraftAddendum> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: ContractDesk,
    private readonly placements: PlacementFacts,
  ) {}

  async execute(command: DraftAddendum): Promise<Receipt> {
    const { contractId, change } = command.data;
    const { state } = await this.runner.stateOf(contract, contractId);
    const parties = state.phase === 'unknown' ? [] : [state.payer];
    const nameOf = await this.desk.names(change.kind === 'PAYER' ? [...parties, change.payer] : parties);
    const priced = change.kind === 'SERVICE' ? { priced: await this.priced(contractId, change) } : {};
    const outcome = await this.runner.run(contract, contractId, (drafted) =>
      draftAddendum(command, drafted, (signed, addendum) =>
        addendumContract({ ...command.data, addendum, ...priced }, signed, nameOf),
      ),
    );
    return outcome.receipt;
  }

  private async priced(contractId: PlacementId, { offeringId, tariffId }: ChangeOfService): Promise<Priced> {
    const [components, { terms }] = await Promise.all([
      this.desk.components(offeringId, tariffId),
      this.placements.of(contractId, offeringId),
    ]);
    return { components, legalBasis: terms.legalBasis };
  }
}

@CommandHandler(EndContract)
export class EndContractHandler implements ICommandHandler<EndContract> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: EndContract): Promise<Receipt> {
    const { contractId } = command.data;
    return (await this.runner.run(contract, contractId, (state) => endContract(command, state))).receipt;
  }
}

@CommandHandler(AnnulContract)
export class AnnulContractHandler implements ICommandHandler<AnnulContract> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: AnnulContract): Promise<Receipt> {
    const { contractId } = command.data;
    return (await this.runner.run(contract, contractId, (state) => annulContract(command, state))).receipt;
  }
}
