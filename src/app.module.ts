import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { Settings } from './config';
import type { LocalIssuer } from './platform/auth/local-issuer';
import type { Clock } from './platform/clock';
import type { EventStore } from './platform/event-store/event-store';
import { HttpModule } from './platform/http/http.module';
import { PlatformModule } from './platform/platform.module';

/** What the application is put together from. */
export interface AppParts {
  readonly settings: Settings;
  readonly issuer: LocalIssuer;
  readonly store?: EventStore;
  readonly clock?: Clock;
}

@Module({})
export class AppModule {
  static register({ settings, issuer, store, clock }: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.register({
          projections: [],
          policies: [],
          dataFolder: settings.dataFolder,
          store: () => {
            if (!store) throw new Error('No store was given');
            return store;
          },
          ...(clock ? { clock } : {}),
        }),
        HttpModule.register({ catalogues: [], issuer }),
      ],
    };
  }
}
