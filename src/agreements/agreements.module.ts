import { Module } from '@nestjs/common';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { PartiesModule } from '../parties/parties.module';
import { AgreementRoutes } from './agreement.routes';
import { AgreementFacts } from './agreements.facts';
import { AgreementQueries } from './agreements.queries';
import { ChangeRulesHandler, ChangeRulesRoute } from './change-rules';
import { ConcludeAgreementHandler, ConcludeAgreementRoute } from './conclude-agreement';
import { ExtendAgreementHandler, ExtendAgreementRoute } from './extend-agreement';
import { frameworkAgreements } from './framework-agreements.projection';
import { JoinAgreementHandler, JoinAgreementRoute } from './join-agreement';
import { LeaveAgreementHandler, LeaveAgreementRoute } from './leave-agreement';
import { PreviewRulesRoute } from './preview-rules';
import { RulesRoutes } from './rules.routes';

/**
 * Agreements: which parties buy and sell from each other in a period, and by which rules (R4, domain.md §4.9).
 *
 * Stream:  `agreement-<id>`.
 * States:  unknown → concluded; parties join and leave, the period is extended, rules change from a day.
 * Rules:   are data, resolved by day; what the law fixes cannot be agreed away (R2, R34). Every rule says where it comes
 *          from and how sure we are of it.
 * Follows: parties.
 * Not here: how councils approve an agreement; it is registered when it is concluded.
 */
@Module({
  imports: [PartiesModule],
  controllers: [
    ConcludeAgreementRoute,
    JoinAgreementRoute,
    LeaveAgreementRoute,
    ExtendAgreementRoute,
    ChangeRulesRoute,
    PreviewRulesRoute,
    AgreementRoutes,
    RulesRoutes,
  ],
  providers: [
    ConcludeAgreementHandler,
    JoinAgreementHandler,
    LeaveAgreementHandler,
    ExtendAgreementHandler,
    ChangeRulesHandler,
    AgreementQueries,
    AgreementFacts,
  ],
  exports: [AgreementQueries, AgreementFacts],
})
export class AgreementsModule {}

export const agreementsProjections: AnyProjection[] = [frameworkAgreements];
export const agreementsPolicies: AnyPolicy[] = [];
