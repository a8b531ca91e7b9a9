import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { randomUUIDv7 } from 'node:crypto';
import type { Month } from '../../kernel/calendar';
import { reject } from '../../kernel/decider';
import type { Actor } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { currentContext, within } from '../../platform/commands/command-context';
import { CommandRunner, Refused } from '../../platform/commands/command-runner';
import { derivedId } from '../../platform/commands/derived-id';
import { TextField } from '../../platform/http/fields';
import { MonthParam } from '../../platform/http/parameters';
import { settlementAccess } from '../settlement.access';
import { MonthDrawings, type MonthDrawing } from './month-facts';
import type { DrawnStatement } from './month.calculation';
import { CloseMonth, closeMonth, closingRefusal, drawingRefusal, partsOf, settlement } from './settlement.decider';
import { ClosedMonthView, closedMonthView } from './settlement.views';
import { drawStatement, statement } from '../disputes/statement.decider';

export class CloseMonthBody {
  @TextField('Why days older than the claim limit (R2) are billed all the same. No personal data.', {
    maxLength: 500,
    optional: true,
  })
  lateClaimReason?: string;
}

@ApiTags('settlement')
@Controller('api/v1/settlement/months')
export class CloseMonthRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(settlementAccess.closeMonth)
  @Post(':month/close')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'closeMonth',
    summary: 'Close a month and issue its statements',
    description: 'One statement per payer, issued today. Months are closed in order and never change afterwards.',
  })
  @ApiOkResponse({ type: ClosedMonthView })
  close(
    @MonthParam('month', 'The month to close.') month: Month,
    @Body() { lateClaimReason }: CloseMonthBody,
    @CurrentActor() actor: Actor,
  ): Promise<ClosedMonthView> {
    return this.bus.execute(
      new CloseMonth({
        operator: actor.party,
        month,
        issuedOn: this.clock.today(),
        attempt: randomUUIDv7(),
        ...(lateClaimReason === undefined ? {} : { lateClaimReason }),
      }),
    );
  }
}

/** Statements whose lines are recorded at the same time: enough to share the store's group commits. */
const STATEMENTS_AT_ONCE = 32;

@CommandHandler(CloseMonth)
export class CloseMonthHandler implements ICommandHandler<CloseMonth> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly drawings: MonthDrawings,
  ) {}

  async execute(command: CloseMonth): Promise<ClosedMonthView> {
    const { operator } = command.data;
    const { state } = await this.runner.stateOf(settlement, operator);
    // A month that cannot be closed is not drawn. A repeated request ends here too, and gets its first answer.
    if (closingRefusal(command, state) !== undefined) return this.commit(command);
    const drawing = await this.drawings.draw({ ...command.data, state });
    const refusal = drawingRefusal(command, state, drawing);
    if (refusal !== undefined) throw new Refused(refusal);
    await this.record(command, drawing.drawn.statements);
    return this.commit(command, drawing);
  }

  /** The lines first: they count for nothing until the month is closed with this attempt. */
  private async record(command: CloseMonth, statements: readonly DrawnStatement[]): Promise<void> {
    const { commandId, correlationId, actor, onBehalfOf } = currentContext();
    const { attempt } = command.data;
    // Not the command's own id: a repeated request must find its answer in the closing, and not half a drawing.
    const drawing = {
      commandId: derivedId(commandId, attempt),
      correlationId,
      causationId: commandId,
      actor,
      onBehalfOf,
    };
    await within(drawing, async () => {
      for (let at = 0; at < statements.length; at += STATEMENTS_AT_ONCE) {
        const batch = statements.slice(at, at + STATEMENTS_AT_ONCE);
        await Promise.all(
          batch.map(async (drawn) => {
            for (const part of partsOf(command.data, drawn)) {
              await this.runner.run(statement, drawn.statementId, () => drawStatement(part));
            }
          }),
        );
      }
    });
  }

  /** The one moment that counts: all statements are issued, or none. */
  private async commit(command: CloseMonth, drawing?: MonthDrawing): Promise<ClosedMonthView> {
    const { receipt, facts } = await this.runner.run(settlement, command.data.operator, (state) => {
      const refusal = closingRefusal(command, state);
      if (refusal !== undefined || drawing === undefined) return refusal ?? [];
      return closeMonth(command, state, drawing);
    });
    const [closed] = facts;
    if (closed === undefined) throw new Refused(reject('CONCURRENT_CHANGE'));
    return closedMonthView(closed.data, receipt);
  }
}
