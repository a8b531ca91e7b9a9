import { type DynamicModule, Module } from '@nestjs/common';
import { PartiesModule } from '../parties/parties.module';
import { PartiesPages } from './parties/parties.pages';
import { PartyPages } from './parties/party.pages';
import { PlacementsModule } from '../placements/placements.module';
import { PARTY_NAMES, REFUSAL_CATALOGUES } from '../platform/http/problem';
import { ProblemFilter } from '../platform/http/problem.filter';
import type { PartyNames, RefusalCatalogue } from '../kernel/messages';
import { AbsencePages } from './placements/absence.pages';
import { ACCESSIBILITY_CONTACT, AccessibilityPages } from './frame/accessibility.pages';
import { AgreementStepsPages } from './agreements/agreement-steps.pages';
import { ConcludeAgreementPages } from './agreements/conclude-agreement.pages';
import { ChangeRulesPages } from './agreements/change-rules.pages';
import { AgreementsPages } from './agreements/agreements.pages';
import { RulesPages } from './agreements/rules.pages';
import { AsKnownPages } from './audit/as-known.pages';
import { HistoriesPages } from './audit/histories.pages';
import { InvariantsPages } from './audit/invariants.pages';
import { PublishedCheckPages } from './financing/published-check.pages';
import { AgreeSchemePages } from './financing/agree-scheme.pages';
import { ManageSchemePages } from './financing/manage-scheme.pages';
import { SchemesPages } from './financing/schemes.pages';
import { ReadingsPages } from './audit/readings.pages';
import { CheckpointPages } from './audit/checkpoint.pages';
import { EventProofPages } from './audit/event-proof.pages';
import { ReplayPages } from './audit/replay.pages';
import { ComparePages } from './find/compare.pages';
import { MatchPages } from './settlement/match.pages';
import { BalancesPages } from './settlement/balances.pages';
import { RemindersPages } from './settlement/reminders.pages';
import { CitizenPages } from './citizens/citizen.pages';
import { EraseCitizenPages } from './citizens/erase-citizen.pages';
import { FindCitizenPages } from './citizens/find-citizen.pages';
import { RegisterCitizenPages } from './citizens/register-citizen.pages';
import { WithdrawChargePages } from './settlement/withdraw-charge.pages';
import { ClaimsPages } from './settlement/claims.pages';
import { CosignaturesPages } from './settlement/cosignatures.pages';
import { DisputesPages } from './settlement/disputes.pages';
import { PaymentFilesPages } from './settlement/payment-files.pages';
import { PaymentsPages } from './settlement/payments.pages';
import { LinePages } from './settlement/line.pages';
import { MonthCheckpointPages } from './settlement/month-checkpoint.pages';
import { MonthsPages } from './settlement/months.pages';
import { PlacementTasks } from './placements/placement-tasks';
import { SettlementTasks } from './settlement/settlement-tasks';
import { TariffTasks } from './tariffs/tariff-tasks';
import { SettlementPages } from './settlement/settlement.pages';
import { StatementPages } from './settlement/statement.pages';
import { StatementsPages } from './settlement/statements.pages';
import { CalculationsPages } from './tariffs/calculations.pages';
import { MakeCalculationPages } from './tariffs/make-calculation.pages';
import { PricePackagePages } from './tariffs/price-package.pages';
import { SetCalculatedTariffPages } from './tariffs/set-calculated-tariff.pages';
import { ChangeTariffPages } from './tariffs/change-tariff.pages';
import { CorrectTariffPages } from './tariffs/correct-tariff.pages';
import { OverviewPages } from './start/overview.pages';
import { TariffFilesPages } from './tariffs/tariff-files.pages';
import { TariffsPages } from './tariffs/tariffs.pages';
import { Doors } from './frame/doors';
import { EndOfStayPages } from './placements/end-of-stay.pages';
import { EventsPages } from './audit/events.pages';
import { FindPages } from './find/find.pages';
import { SavedSearchPages } from './find/saved-searches';
import { ForecastPages } from './year-end/forecast.pages';
import { Forms } from './frame/forms';
import { Frame, SIGN_OUT_ORIGINS } from './frame/frame';
import { LivePages } from './start/live.pages';
import { MissingPages } from './frame/missing.pages';
import { Names } from './frame/names';
import { Operators } from './frame/operators';
import { NoticePages } from './placements/notice.pages';
import { OccupancyPages } from './offerings/occupancy.pages';
import { CapacityPages } from './offerings/capacity.pages';
import { OfferingPages } from './offerings/offering.pages';
import { OfferingStandingPages } from './offerings/offering-standing.pages';
import { OfferingSteps } from './offerings/offering-steps';
import { PublishOfferingPages } from './offerings/publish-offering.pages';
import { ServiceLinesPages } from './offerings/service-lines.pages';
import { PageProblems } from './frame/page-problems.filter';
import { PayerChangePages } from './placements/payer-change.pages';
import { PlacementSteps } from './placements/placement-steps';
import { PlacementPages } from './placements/placement.pages';
import { PlacementsPages } from './placements/placements.pages';
import { ReservePages } from './placements/reserve.pages';
import { ServiceChangePages } from './placements/service-change.pages';
import { StartPages } from './start/start.pages';
import { ClosureDeficitsPages } from './year-end/closure-deficits.pages';
import { RegulationPages } from './year-end/regulation.pages';
import { SubmitAccountsPages } from './year-end/submit-accounts.pages';
import { YearAccountsPages } from './year-end/year-accounts.pages';
import { YearEndTasks } from './year-end/year-end-tasks';

interface UiParts {
  /** Origins of the issuers to which signing out leads on. */
  readonly signOutOrigins: () => readonly string[];
  /** Where the accessibility statement sends people: an e-mail address, or one on the web. */
  readonly accessibilityContact: string | undefined;
}

/**
 * The product in the browser: pages in Danish and English, drawn on the server, for buyers, operators, auditors and the
 * secretariat. A page decides nothing and knows nothing by itself: it asks the API's own routes (`Doors`), in the name of
 * its reader, and turns their answers and refusals into words. It stands above the contexts; nothing looks back at it.
 */
@Module({})
export class UiModule {
  static register({ signOutOrigins, accessibilityContact }: UiParts): DynamicModule {
    return {
      module: UiModule,
      imports: [PartiesModule, PlacementsModule],
      controllers: [
        StartPages,
        FindPages,
        SavedSearchPages,
        ComparePages,
        PublishOfferingPages,
        OfferingPages,
        OfferingStandingPages,
        ServiceLinesPages,
        CapacityPages,
        ReservePages,
        PlacementsPages,
        NoticePages,
        ServiceChangePages,
        PayerChangePages,
        AbsencePages,
        EndOfStayPages,
        FindCitizenPages,
        RegisterCitizenPages,
        EraseCitizenPages,
        CitizenPages,
        PlacementPages,
        OccupancyPages,
        EventsPages,
        AsKnownPages,
        HistoriesPages,
        InvariantsPages,
        ReadingsPages,
        ReplayPages,
        CheckpointPages,
        EventProofPages,
        OverviewPages,
        ConcludeAgreementPages,
        AgreementStepsPages,
        PartiesPages,
        PartyPages,
        ChangeRulesPages,
        AgreementsPages,
        RulesPages,
        TariffsPages,
        MakeCalculationPages,
        PricePackagePages,
        CalculationsPages,
        SetCalculatedTariffPages,
        ChangeTariffPages,
        CorrectTariffPages,
        TariffFilesPages,
        SettlementPages,
        MonthsPages,
        StatementsPages,
        LinePages,
        StatementPages,
        CosignaturesPages,
        MonthCheckpointPages,
        DisputesPages,
        MatchPages,
        BalancesPages,
        RemindersPages,
        PaymentsPages,
        PaymentFilesPages,
        ClaimsPages,
        WithdrawChargePages,
        ForecastPages,
        SubmitAccountsPages,
        YearAccountsPages,
        RegulationPages,
        ClosureDeficitsPages,
        AgreeSchemePages,
        ManageSchemePages,
        SchemesPages,
        PublishedCheckPages,
        LivePages,
        AccessibilityPages,
        // Last: it takes every address that nobody else has.
        MissingPages,
      ],
      providers: [
        Doors,
        Forms,
        Frame,
        Names,
        OfferingSteps,
        Operators,
        PageProblems,
        PlacementSteps,
        PlacementTasks,
        SettlementTasks,
        TariffTasks,
        YearEndTasks,
        { provide: SIGN_OUT_ORIGINS, useFactory: signOutOrigins },
        { provide: ACCESSIBILITY_CONTACT, useValue: accessibilityContact ?? null },
        {
          provide: ProblemFilter,
          useFactory: (catalogues: readonly RefusalCatalogue[], names: PartyNames) =>
            new ProblemFilter(catalogues, names),
          inject: [REFUSAL_CATALOGUES, PARTY_NAMES],
        },
      ],
    };
  }
}
