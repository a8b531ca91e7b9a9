import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, type Receipt } from '../../platform/commands/command-runner';
import { charge, RaiseCharge, raiseCharge } from './charge.decider';

/** Asked by other contexts on behalf of an operator; nobody asks it over HTTP. */
@CommandHandler(RaiseCharge)
export class RaiseChargeHandler implements ICommandHandler<RaiseCharge> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: RaiseCharge): Promise<Receipt> {
    const { chargeId } = command.data;
    return (await this.runner.run(charge, chargeId, (state) => raiseCharge(command, state))).receipt;
  }
}
