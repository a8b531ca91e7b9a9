import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Decision } from '../../kernel/decider';
import { CommandRunner, type Receipt } from '../../platform/commands/command-runner';
import { withinOwnCommand } from '../../platform/commands/command-context';
import { payments, RegisterPayments, registerPayments } from './payment.decider';
import type { PaymentRegistered } from './payment.events';

export interface RegisteredPayments {
  readonly receipt: Receipt;
  /** One for each that was asked for, in their order. */
  readonly decisions: readonly Decision<PaymentRegistered>[];
}

/**
 * Payments that come together are recorded together, each a fact of its own. They are told apart by their own ids, not
 * by the request that brought them: what is left of it when it comes again is another command.
 */
@CommandHandler(RegisterPayments)
export class RegisterPaymentsHandler implements ICommandHandler<RegisterPayments> {
  constructor(private readonly runner: CommandRunner) {}

  async execute({ data: { operator, payer, asked } }: RegisterPayments): Promise<RegisteredPayments> {
    let decisions: RegisteredPayments['decisions'] = [];
    const { receipt } = await withinOwnCommand(() =>
      this.runner.run(payments, `${operator}-${payer}`, (state) => {
        const judged = registerPayments(asked, state);
        decisions = judged.decisions;
        return judged.recorded;
      }),
    );
    return { receipt, decisions };
  }
}
