import { type DynamicModule, Module } from '@nestjs/common';
import type { Settings } from './config';
import { isLoopback } from './platform/http/loopback';
import { CONTEXTS, POLICIES, PROJECTIONS } from './contexts';
import { openLedger } from './ledger';
import type { TrustedIssuers } from './platform/auth/trusted-issuers';
import type { Clock } from './platform/clock';
import type { EventStore } from './platform/event-store/event-store';
import { HttpModule } from './platform/http/http.module';
import type { ScrapeAccess } from './platform/operations/metrics.controller';
import { PlatformModule } from './platform/platform.module';
import type { Sessions } from './platform/sessions/sessions';
import type { ReadModelThread } from './platform/subscriptions/projection-thread';
import type { ReadingLog } from './platform/readings/reading-log';
import type { Vault } from './platform/vault/vault';
import { partyCode } from './kernel/vocabulary';
import { PartiesModule } from './parties/parties.module';
import { PartyQueries } from './parties/parties.queries';
import { uiAccess } from './ui/ui.access';
import { UiModule } from './ui/ui.module';

/** What the application is put together from. */
export interface AppParts {
  readonly settings: Settings;
  readonly issuers: TrustedIssuers;
  readonly sessions: Sessions;
  readonly store?: EventStore;
  /** Absent only where the edge is tested alone. */
  readonly vault?: Vault;
  readonly readings?: ReadingLog;
  readonly clock?: Clock;
  readonly readModelThread?: ReadModelThread;
}

const scrapeAccess = ({ host, metricsToken }: Settings): ScrapeAccess => ({
  loopbackOnly: isLoopback(host),
  ...(metricsToken === undefined ? {} : { token: metricsToken }),
});

@Module({})
export class AppModule {
  static register({
    settings,
    issuers,
    sessions,
    store,
    vault,
    readings,
    clock,
    readModelThread,
  }: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.register({
          projections: PROJECTIONS,
          policies: POLICIES,
          dataFolder: settings.dataFolder,
          store: () => store ?? openLedger(settings),
          ...(vault ? { vault } : {}),
          ...(readings ? { readings } : {}),
          ...(clock ? { clock } : {}),
          ...(settings.checkpointKey === undefined ? {} : { checkpointKey: settings.checkpointKey }),
          ...(readModelThread ? { readModelThread } : {}),
        }),
        HttpModule.register({
          catalogues: CONTEXTS.map(({ refusals }) => refusals),
          partyNames: {
            imports: [PartiesModule],
            inject: [PartyQueries],
            useFactory: (parties: PartyQueries) => (code) => parties.find(partyCode(code))?.name,
          },
          access: [...CONTEXTS.map(({ access }) => access), uiAccess],
          issuers,
          sessions,
          rates: settings.rates,
          scrape: scrapeAccess(settings),
        }),
        ...CONTEXTS.map(({ module }) => module),
        UiModule.register({
          signOutOrigins: () => issuers.signIn().flatMap(({ origins }) => origins),
          accessibilityContact: settings.accessibilityContact,
        }),
      ],
    };
  }
}
