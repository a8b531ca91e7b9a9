import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import {
  AnnulContract,
  annulContract,
  contract,
  DraftAddendum,
  draftAddendum,
  EndContract,
  endContract,
} from './contract.decider';
import { ContractDesk } from './contract-desk';
import { addendumContract } from './standard-terms';

/** What the policy asks when a placement changes or ends. Nobody asks it over HTTP. */

@CommandHandler(DraftAddendum)
export class DraftAddendumHandler implements ICommandHandler<DraftAddendum> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: ContractDesk,
  ) {}

  async execute(command: DraftAddendum): Promise<Receipt> {
    const { contractId, change } = command.data;
    const { state } = await this.runner.stateOf(contract, contractId);
    const parties = state.phase === 'unknown' ? [] : [state.payer];
    const nameOf = await this.desk.names(change.kind === 'PAYER' ? [...parties, change.payer] : parties);
    const components = change.kind === 'SERVICE' ? await this.desk.components(change.offeringId, change.tariffId) : [];
    const outcome = await this.runner.run(contract, contractId, (drafted) =>
      draftAddendum(command, drafted, (signed, addendum) =>
        addendumContract({ ...command.data, addendum, components }, signed, nameOf),
      ),
    );
    return outcome.receipt;
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
