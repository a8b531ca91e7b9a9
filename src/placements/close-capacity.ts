import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { CloseCapacity, closeCapacity } from './capacity.decider';
import { placeBook } from './place-book.decider';

@CommandHandler(CloseCapacity)
export class CloseCapacityHandler implements ICommandHandler<CloseCapacity> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: CloseCapacity): Promise<Receipt> {
    const { offeringId } = command.data;
    return (await this.runner.run(placeBook, offeringId, (state) => closeCapacity(command, state))).receipt;
  }
}
