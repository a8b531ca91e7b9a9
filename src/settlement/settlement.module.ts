import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/agreements.module';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { PartiesModule } from '../parties/parties.module';
import { PlacementsModule } from '../placements/placements.module';
import { TariffsModule } from '../tariffs/tariffs.module';
import { BalanceRoutes } from './balances.routes';
import { ChargeRoutes } from './charges.routes';
import { ChargedDays } from './charged-days.queries';
import { ClaimClocks } from './claim-clock';
import { ClaimClockRoutes } from './claim-clock.routes';
import { CloseMonthHandler, CloseMonthRoute } from './close-month';
import { AnswerDisputeHandler, AnswerDisputeRoutes, EndDisputeHandler } from './answer-dispute';
import { ApproveStatementHandler, ApproveStatementRoute } from './approve-statement';
import { DecideDisputeHandler, DecideDisputeRoute } from './decide-dispute';
import { DisputeDesk } from './dispute-desk';
import { DisputeLineHandler, DisputeLineRoute } from './dispute-line';
import { DisputeQueries } from './dispute.queries';
import { disputes } from './disputes.projection';
import { DisputeRoutes } from './disputes.routes';
import { ImportPaymentsRoute } from './import-payments';
import { PairAccounts } from './pair-accounts';
import { PaymentImports } from './payment-imports';
import { PaymentQueries } from './payment.queries';
import { RegisteredPaymentRoutes } from './payments.routes';
import { SettlementPartiesRoute } from './settlement-parties.routes';
import { paymentsProjection } from './payments.projection';
import { RegisterPaymentsHandler } from './register-payments';
import { PaymentDesk, PaymentRoutes, RegisterPaymentHandler, ReversePaymentHandler } from './register-payment';
import { RaiseChargeHandler } from './raise-charge';
import { ReminderRoutes } from './reminders.routes';
import {
  AcceptAnswerHandler,
  EscalateDisputeHandler,
  PursueDisputeRoutes,
  WithdrawDisputeHandler,
} from './pursue-dispute';
import { ChargeExplanations } from './explain-charge';
import { LineExplanations } from './explain-line';
import { LineEvidence } from './line-evidence';
import { MonthDrawings } from './month-facts';
import { OpenSettlementHandler, OpenSettlementRoute } from './open-settlement';
import { PayableDays } from './payable-days.queries';
import { CorrectionAdjustments } from './correction-adjustments.queries';
import { PreviewCorrectionAdjustmentsRoute } from './preview-correction-adjustments';
import { PreviewMonthRoute } from './preview-month';
import { SettlementMonthRoutes } from './settlement-month.routes';
import { SettlementQueries } from './settlement.queries';
import { StatementExplanations } from './statement-explanations.queries';
import { StatementRoutes } from './statement.routes';
import { statements } from './statements.projection';
import { VisibleStatements } from './visible-statements.queries';
import { WithdrawChargeHandler, WithdrawChargeRoute } from './withdraw-charge';

/**
 * Settlement: what each payer owes each operator for a month, and why (R2, R29, R34-R38, R45).
 *
 * Streams: `settlement-<operator>` (opened, months closed in order) and `statement-<operator>-<payer>-<month>` (lines,
 *          drawn before the month is closed with them; then approval and disputes), `payments-<operator>-<payer>`,
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

export const settlementProjections: AnyProjection[] = [statements, disputes, paymentsProjection];
export const settlementPolicies: AnyPolicy[] = [];
