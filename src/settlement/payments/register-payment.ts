import { Body, Controller, HttpCode, Inject, Injectable, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { randomUUIDv7 } from 'node:crypto';
import type { Day } from '../../kernel/calendar';
import { reject } from '../../kernel/decider';
import type { Ore } from '../../kernel/money';
import type { Actor, PartyCode, StatementId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { CommandRunner, Refused, type Receipt } from '../../platform/commands/command-runner';
import { derivedId } from '../../platform/commands/derived-id';
import { CodeField, DayField, OneOfField, OreField, PartyField } from '../../platform/http/fields';
import { IdParam } from '../../platform/http/parameters';
import { DisputeDesk } from '../disputes/dispute-desk';
import { payments, RegisterPayment, registerPayment, ReversePayment, reversePayment } from './payment.decider';
import { REVERSAL_REASONS, type ReversalReason } from './payment.events';
import { PaymentQueries } from './payment.queries';
import { issuedLater, PaymentAnswerView } from './payment.views';
import { settlementAccess } from '../settlement.access';
import { SettlementQueries } from '../issued/settlement.queries';
import { STATEMENT_ID_FORM } from '../issued/visible-statements.queries';

/** The number a bank or a finance system gives an entry. */
const ENTRY_FORM = /^[A-Za-z0-9][A-Za-z0-9./_-]{0,59}$/;

export class RegisterPaymentBody {
  @CodeField(STATEMENT_ID_FORM, 'The statement it is for. Absent: it stands to the payer’s credit.', { optional: true })
  statementId?: StatementId;

  @PartyField('Who paid. Needed when no statement is named.', { optional: true })
  payer?: PartyCode;

  @OreField('How much; negative when it was paid back.')
  amountOre!: Ore;

  @DayField('When, not in the future.')
  paidOn!: Day;

  @CodeField(ENTRY_FORM, 'The bank’s or finance system’s number of the entry; the same one is counted once.', {
    optional: true,
  })
  entryReference?: string;
}

export class ReversePaymentBody {
  @OneOfField(REVERSAL_REASONS, 'Why it is no payment.')
  reason!: ReversalReason;
}

/** The payment an entry becomes: the same entry of the same operator always becomes the same one. */
export const paymentIdOf = (operator: PartyCode, entry: string): string => derivedId(`payment ${operator}`, entry);

@ApiTags('settlement')
@Controller('api/v1/settlement/payments')
export class PaymentRoutes {
  constructor(
    private readonly bus: CommandBus,
    private readonly payments: PaymentQueries,
    private readonly settlement: SettlementQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(settlementAccess.registerPayment)
  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'registerPayment',
    summary: 'The operator registers a payment by its reference',
    description:
      'In part, in full or too much: what is more than the statement stands to the payer’s credit. One that is older than the statement is taken, and the answer says so.',
  })
  @ApiOkResponse({ type: PaymentAnswerView })
  async register(@Body() body: RegisterPaymentBody, @CurrentActor() { party }: Actor): Promise<PaymentAnswerView> {
    const { entryReference, statementId, paidOn } = body;
    const paymentId = entryReference === undefined ? randomUUIDv7() : paymentIdOf(party, entryReference);
    const today = this.clock.today();
    const receipt: Receipt = await this.bus.execute(new RegisterPayment({ ...body, paymentId, by: party, today }));
    const statement = statementId === undefined ? undefined : this.settlement.statement(statementId);
    return { paymentId, ...receipt, ...issuedLater(paidOn, statement?.issuedOn) };
  }

  @Allowed(settlementAccess.reversePayment)
  @Post(':paymentId/reverse')
  @HttpCode(200)
  @ApiOperation({ operationId: 'reversePayment', summary: 'A payment counts no more: returned, or entered wrongly' })
  @ApiOkResponse({ type: PaymentAnswerView })
  async reverse(
    @IdParam('paymentId', 'The payment.') paymentId: string,
    @Body() { reason }: ReversePaymentBody,
    @CurrentActor() { party }: Actor,
  ): Promise<PaymentAnswerView> {
    const known = this.payments.find(paymentId);
    if (known?.operator !== party) throw new Refused(reject('PAYMENT_NOT_FOUND', { paymentId }));
    const { payer } = known;
    const today = this.clock.today();
    const receipt: Receipt = await this.bus.execute(new ReversePayment({ paymentId, by: party, payer, today, reason }));
    return { paymentId, ...receipt };
  }
}

/** Finds whom a payment is from, and what it is for. */
@Injectable()
export class PaymentDesk {
  constructor(
    private readonly desk: DisputeDesk,
    private readonly settlement: SettlementQueries,
  ) {}

  async facts({ statementId, payer, by }: Pick<RegisterPayment['data'], 'statementId' | 'payer' | 'by'>) {
    const statement = statementId === undefined ? undefined : (await this.desk.issued(statementId)).issued;
    const from = statement?.payer ?? payer;
    const seenBy = { everything: false, party: by, relations: ['operator'] } as const;
    const billed =
      from !== undefined && this.settlement.statements({ seenBy, operator: by, payer: from }, 1).length > 0;
    return { statement, isPayer: billed };
  }
}

@CommandHandler(RegisterPayment)
export class RegisterPaymentHandler implements ICommandHandler<RegisterPayment> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: PaymentDesk,
  ) {}

  async execute(command: RegisterPayment): Promise<Receipt> {
    const { by, payer } = command.data;
    const facts = await this.desk.facts(command.data);
    const from = facts.statement?.payer ?? payer ?? by;
    const { receipt } = await this.runner.run(payments, `${by}-${from}`, (state) =>
      registerPayment(command, state, facts),
    );
    return receipt;
  }
}

@CommandHandler(ReversePayment)
export class ReversePaymentHandler implements ICommandHandler<ReversePayment> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: ReversePayment): Promise<Receipt> {
    const { by, payer } = command.data;
    return (await this.runner.run(payments, `${by}-${payer}`, (state) => reversePayment(command, state))).receipt;
  }
}
