import type { DynamicModule, FactoryProvider, ModuleMetadata } from '@nestjs/common';
import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import type { AccessTable } from '../../kernel/access';
import type { PartyNames, RefusalCatalogue } from '../../kernel/messages';
import { ACCESS_TABLES, AccessCheck } from '../auth/access-check';
import { AccessTokens } from '../auth/access-tokens';
import { AuthGuard, SESSIONS } from '../auth/auth.guard';
import { LOCAL_ISSUER, TokensRoute } from '../auth/tokens.controller';
import type { TrustedIssuers } from '../auth/trusted-issuers';
import { FollowerWatch } from '../operations/follower-watch';
import { Metrics } from '../operations/metrics';
import { MetricsRoute, SCRAPE_ACCESS, type ScrapeAccess } from '../operations/metrics.controller';
import { Stopping } from '../operations/stopping';
import type { Sessions } from '../sessions/sessions';
import { platformAccess } from '../platform.access';
import { AnswerMemory } from './answer-memory';
import { FreshReads } from './fresh-reads';
import { HealthRoute } from './health.controller';
import { KnownQueryGuard } from './known-query.guard';
import { PARTY_NAMES, REFUSAL_CATALOGUES } from './problem';
import { ProblemFilter } from './problem.filter';
import { DEFAULT_RATES, RateLimits, type RateSettings } from './rate-limits';
import { ValidationPipe } from './validation.pipe';

export interface HttpOptions {
  /** The refusal catalogue of every context; the platform's own is always there. */
  readonly catalogues: readonly RefusalCatalogue[];
  /** The access table of every context. */
  readonly access: readonly AccessTable[];
  /** Who knows what parties are called. Default: nobody, and their codes are said. */
  readonly partyNames?: Pick<ModuleMetadata, 'imports'> & Omit<FactoryProvider<PartyNames>, 'provide'>;
  readonly issuers: TrustedIssuers;
  /** Who is signed in with a browser. Default: nobody. */
  readonly sessions?: Sessions;
  /** How much one caller may ask. */
  readonly rates?: RateSettings;
  /** Who may read the metrics. Default: nobody. */
  readonly scrape?: ScrapeAccess;
}

/** Who asks, what they send and what they are answered. Needs the platform module beside it. */
@Global()
@Module({})
export class HttpModule {
  static register({
    catalogues,
    access,
    partyNames = { useFactory: () => () => undefined },
    issuers,
    sessions,
    rates = DEFAULT_RATES,
    scrape = { loopbackOnly: false },
  }: HttpOptions): DynamicModule {
    const { imports = [], ...namedBy } = partyNames;
    return {
      module: HttpModule,
      imports: [DiscoveryModule, ...imports],
      controllers: [TokensRoute, HealthRoute, MetricsRoute],
      providers: [
        { provide: REFUSAL_CATALOGUES, useValue: catalogues },
        { provide: PARTY_NAMES, ...namedBy },
        { provide: ACCESS_TABLES, useValue: [platformAccess, ...access] },
        AccessCheck,
        { provide: LOCAL_ISSUER, useValue: issuers.local },
        { provide: RateLimits, useFactory: () => new RateLimits(rates) },
        { provide: SESSIONS, useValue: sessions ?? null },
        { provide: AccessTokens, useFactory: () => new AccessTokens(issuers) },
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_GUARD, useClass: KnownQueryGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: ValidationPipe },
        { provide: SCRAPE_ACCESS, useValue: scrape },
        FreshReads,
        { provide: AnswerMemory, useFactory: (fresh: FreshReads) => new AnswerMemory(fresh), inject: [FreshReads] },
        FollowerWatch,
        Metrics,
        Stopping,
      ],
      exports: [
        AnswerMemory,
        FreshReads,
        AccessTokens,
        Stopping,
        SESSIONS,
        REFUSAL_CATALOGUES,
        PARTY_NAMES,
        ACCESS_TABLES,
      ],
    };
  }
}
