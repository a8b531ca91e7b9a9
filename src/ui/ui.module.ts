import { type DynamicModule, Module } from '@nestjs/common';
import { PartiesModule } from '../parties/parties.module';
import { PlacementsModule } from '../placements/placements.module';
import { PARTY_NAMES, REFUSAL_CATALOGUES } from '../platform/http/problem';
import { ProblemFilter } from '../platform/http/problem.filter';
import type { PartyNames, RefusalCatalogue } from '../kernel/messages';
import { AbsencePages } from './absence.pages';
import { AccessibilityPages } from './accessibility.pages';
import { AgreementStepsPages } from './agreement-steps.pages';
import { ConcludeAgreementPages } from './conclude-agreement.pages';
import { ChangeRulesPages } from './change-rules.pages';
import { AgreementsPages } from './agreements.pages';
import { AsKnownPages } from './as-known.pages';
import { HistoriesPages } from './histories.pages';
import { InvariantsPages } from './invariants.pages';
import { PublishedCheckPages } from './published-check.pages';
import { AgreeSchemePages } from './agree-scheme.pages';
import { ManageSchemePages } from './manage-scheme.pages';
import { SchemesPages } from './schemes.pages';
import { ReplayPages } from './replay.pages';
import { ComparePages } from './compare.pages';
import { MatchPages } from './match.pages';
import { BalancesPages } from './balances.pages';
import { RemindersPages } from './reminders.pages';
import { CitizenPages } from './citizen.pages';
import { EraseCitizenPages } from './erase-citizen.pages';
import { FindCitizenPages } from './find-citizen.pages';
import { RegisterCitizenPages } from './register-citizen.pages';
import { ClaimsPages } from './claims.pages';
import { DisputesPages } from './disputes.pages';
import { PaymentFilesPages } from './payment-files.pages';
import { PaymentsPages } from './payments.pages';
import { LinePages } from './line.pages';
import { MonthsPages } from './months.pages';
import { PlacementTasks } from './placement-tasks';
import { SettlementTasks } from './settlement-tasks';
import { TariffTasks } from './tariff-tasks';
import { SettlementPages } from './settlement.pages';
import { StatementPages } from './statement.pages';
import { StatementsPages } from './statements.pages';
import { CalculationsPages } from './calculations.pages';
import { ChangeTariffPages } from './change-tariff.pages';
import { CorrectTariffPages } from './correct-tariff.pages';
import { OverviewPages } from './overview.pages';
import { TariffFilesPages } from './tariff-files.pages';
import { TariffsPages } from './tariffs.pages';
import { Doors } from './doors';
import { EndOfStayPages } from './end-of-stay.pages';
import { EventsPages } from './events.pages';
import { FindPages } from './find.pages';
import { SavedSearchPages } from './saved-searches';
import { ForecastPages } from './forecast.pages';
import { Forms } from './forms';
import { Frame, SIGN_OUT_ORIGINS } from './frame';
import { LivePages } from './live.pages';
import { MissingPages } from './missing.pages';
import { Names } from './names';
import { NoticePages } from './notice.pages';
import { OccupancyPages } from './occupancy.pages';
import { CapacityPages } from './capacity.pages';
import { OfferingPages } from './offering.pages';
import { OfferingStandingPages } from './offering-standing.pages';
import { OfferingSteps } from './offering-steps';
import { PublishOfferingPages } from './publish-offering.pages';
import { ServiceLinesPages } from './service-lines.pages';
import { PageProblems } from './page-problems.filter';
import { PayerChangePages } from './payer-change.pages';
import { PlacementSteps } from './placement-steps';
import { PlacementPages } from './placement.pages';
import { PlacementsPages } from './placements.pages';
import { ReservePages } from './reserve.pages';
import { ServiceChangePages } from './service-change.pages';
import { StartPages } from './start.pages';
import { ClosureDeficitsPages } from './closure-deficits.pages';
import { RegulationPages } from './regulation.pages';
import { SubmitAccountsPages } from './submit-accounts.pages';
import { YearAccountsPages } from './year-accounts.pages';

/**
 * The product in the browser: pages in Danish and English, drawn on the server, for buyers, operators, auditors and the
 * secretariat. A page decides nothing and knows nothing by itself: it asks the API's own routes (`Doors`), in the name of
 * its reader, and turns their answers and refusals into words. It stands above the contexts; nothing looks back at it.
 */
@Module({})
export class UiModule {
  /** @param signOutOrigins origins of the issuers to which signing out leads on. */
  static register({ signOutOrigins }: { readonly signOutOrigins: () => readonly string[] }): DynamicModule {
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
        ReplayPages,
        OverviewPages,
        ConcludeAgreementPages,
        AgreementStepsPages,
        ChangeRulesPages,
        AgreementsPages,
        TariffsPages,
        CalculationsPages,
        ChangeTariffPages,
        CorrectTariffPages,
        TariffFilesPages,
        SettlementPages,
        MonthsPages,
        StatementsPages,
        LinePages,
        StatementPages,
        DisputesPages,
        MatchPages,
        BalancesPages,
        RemindersPages,
        PaymentsPages,
        PaymentFilesPages,
        ClaimsPages,
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
        PageProblems,
        PlacementSteps,
        PlacementTasks,
        SettlementTasks,
        TariffTasks,
        { provide: SIGN_OUT_ORIGINS, useFactory: signOutOrigins },
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
