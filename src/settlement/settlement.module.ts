import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/agreements.module';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { PartiesModule } from '../parties/parties.module';
import { PlacementsModule } from '../placements/placements.module';
import { TariffsModule } from '../tariffs/tariffs.module';
import { BalanceRoutes } from './accounts/balances.routes';
import { ChargeRoutes } from './charges/charges.routes';
import { ChargedDays } from './months/charged-days.queries';
import { ClaimClocks } from './claim-clock/claim-clock';
import { ClaimClockRoutes } from './claim-clock/claim-clock.routes';
import { CloseMonthHandler, CloseMonthRoute } from './months/close-month';
import { AnswerDisputeHandler, AnswerDisputeRoutes, EndDisputeHandler } from './disputes/answer-dispute';
import { ApproveStatementHandler, ApproveStatementRoute } from './disputes/approve-statement';
import { DecideDisputeHandler, DecideDisputeRoute } from './disputes/decide-dispute';
import { DisputeDesk } from './disputes/dispute-desk';
import { DisputeLineHandler, DisputeLineRoute } from './disputes/dispute-line';
import { DisputeQueries } from './disputes/dispute.queries';
import { disputes } from './disputes/disputes.projection';
import { DisputeRoutes } from './disputes/disputes.routes';
import { ImportPaymentsRoute } from './payments/import-payments';
import { PairAccounts } from './accounts/pair-accounts';
import { PaymentFileQueries } from './payments/payment-file.queries';
import { paymentFilesProjection } from './payments/payment-files.projection';
import { PaymentImports } from './payments/payment-imports';
import { PaymentQueries } from './payments/payment.queries';
import { RegisteredPaymentRoutes } from './payments/payments.routes';
import { SettlementPartiesRoute } from './statements/settlement-parties.routes';
import { paymentsProjection } from './payments/payments.projection';
import { RegisterPaymentsHandler } from './payments/register-payments';
import { PaymentDesk, PaymentRoutes, RegisterPaymentHandler, ReversePaymentHandler } from './payments/register-payment';
import { RaiseChargeHandler } from './charges/raise-charge';
import { ReminderRoutes } from './accounts/reminders.routes';
import {
  AcceptAnswerHandler,
  EscalateDisputeHandler,
  PursueDisputeRoutes,
  WithdrawDisputeHandler,
} from './disputes/pursue-dispute';
import { ChargeExplanations } from './statements/explain-charge';
import { LineExplanations } from './statements/explain-line';
import { LineEvidence } from './statements/line-evidence';
import { MonthDrawings } from './months/month-facts';
import { OpenSettlementHandler, OpenSettlementRoute } from './months/open-settlement';
import { PayableDays } from './months/payable-days.queries';
import { CorrectionAdjustments } from './months/correction-adjustments.queries';
import { PreviewCorrectionAdjustmentsRoute } from './months/preview-correction-adjustments';
import { PreviewMonthRoute } from './months/preview-month';
import { SettlementMonthRoutes } from './months/settlement-month.routes';
import { SettlementQueries } from './issued/settlement.queries';
import { StatementExplanations } from './statements/statement-explanations.queries';
import { StatementRoutes } from './statements/statement.routes';
import { statements } from './issued/statements.projection';
import { VisibleStatements } from './issued/visible-statements.queries';
import { WithdrawChargeHandler, WithdrawChargeRoute } from './charges/withdraw-charge';

/**
 * Settlement: what each payer owes each operator for a month, and why (R2, R29, R34-R38, R45).
 *
 * Streams: `settlement-<operator>` (opened, months closed in order) and `statement-<operator>-<payer>-<month>` (lines,
 *          drawn before the month is closed with them; then approval and disputes), `payments-<operator>-<payer>`,
 *          `paymentfiles-<operator>` (files of payments as they were sent, and what became of each row),
 *          `charge-<id>` (an amount that is of no contract, raised by another context).
 * States:  a month is open → closed, and then never changes; what is learned later becomes adjustment lines.
 *          A line is disputed → answered → accepted, or escalated → decided; what is credited is such a line too.
 * Rules:   drawn lines count only when MonthClosed names their attempt, so a crash half-way leaves nothing behind.
 *          Charges that are due become lines when a month is closed, once; R2 is no limit for them (Q9).
 * Follows: agreements, tariffs and placements, each as known at one position.
 * Not here: documents.
 */
@Module({
  imports: [PartiesModule, AgreementsModule, TariffsModule, PlacementsModule],
  controllers: [
    OpenSettlementRoute,
    CloseMonthRoute,
    PreviewMonthRoute,
    PreviewCorrectionAdjustmentsRoute,
    SettlementMonthRoutes,
    BalanceRoutes,
    StatementRoutes,
    ApproveStatementRoute,
    DisputeLineRoute,
    AnswerDisputeRoutes,
    PursueDisputeRoutes,
    DecideDisputeRoute,
    DisputeRoutes,
    ChargeRoutes,
    WithdrawChargeRoute,
    PaymentRoutes,
    RegisteredPaymentRoutes,
    SettlementPartiesRoute,
    ImportPaymentsRoute,
    ReminderRoutes,
    ClaimClockRoutes,
  ],
  providers: [
    OpenSettlementHandler,
    CloseMonthHandler,
    MonthDrawings,
    CorrectionAdjustments,
    SettlementQueries,
    LineExplanations,
    ChargeExplanations,
    RaiseChargeHandler,
    WithdrawChargeHandler,
    LineEvidence,
    StatementExplanations,
    VisibleStatements,
    PayableDays,
    ChargedDays,
    DisputeDesk,
    DisputeQueries,
    ApproveStatementHandler,
    DisputeLineHandler,
    AnswerDisputeHandler,
    EndDisputeHandler,
    AcceptAnswerHandler,
    WithdrawDisputeHandler,
    EscalateDisputeHandler,
    DecideDisputeHandler,
    PaymentDesk,
    PaymentImports,
    PaymentFileQueries,
    PaymentQueries,
    PairAccounts,
    ClaimClocks,
    RegisterPaymentHandler,
    RegisterPaymentsHandler,
    ReversePaymentHandler,
  ],
  exports: [
    CorrectionAdjustments,
    SettlementQueries,
    DisputeQueries,
    StatementExplanations,
    VisibleStatements,
    PayableDays,
    ChargedDays,
  ],
})
export class SettlementModule {}

export const settlementProjections: AnyProjection[] = [
  statements,
  disputes,
  paymentsProjection,
  paymentFilesProjection,
];
export const settlementPolicies: AnyPolicy[] = [];
