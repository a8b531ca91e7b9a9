import type { DynamicModule } from '@nestjs/common';
import { Global, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import type { Clock } from './clock';
import { SystemClock } from './clock';
import { CommandReceipts } from './commands/command-receipts';
import { CommandRunner } from './commands/command-runner';
import type { EventStore } from './event-store/event-store';
import { SqliteEventStore } from './event-store/sqlite.store';
import { Checkpoints } from './log-tree/checkpoints';
import { CommandMeter, Meters } from './operations/meters';
import { Followers } from './subscriptions/followers';
import type { PolicyRunnerOptions } from './subscriptions/policy-runner';
import { PolicyRunner } from './subscriptions/policy-runner';
import { ProjectionRunner } from './subscriptions/projection-runner';
import type { ReadModelThread } from './subscriptions/projection-thread';
import { ProjectionThread } from './subscriptions/projection-thread';
import type { ReadingLog } from './readings/reading-log';
import { ReadStore } from './subscriptions/read-store';
import { CLOCK, EVENT_STORE, PLATFORM_OPTIONS, READING_LOG } from './tokens';
import { Vault } from './vault/vault';

export interface PlatformOptions extends PolicyRunnerOptions {
  readonly projections: readonly AnyProjection[];
  readonly policies: readonly AnyPolicy[];
  /** Where read models and policy checkpoints are kept. */
  readonly dataFolder: string;
  /** Opens the log; the platform closes it. */
  readonly store: () => EventStore | Promise<EventStore>;
  /** Where what may have to be forgotten is sealed; the platform closes it. */
  readonly vault?: Vault;
  /** Where each look at what the vault holds is written down; the platform closes it. */
  readonly readings?: ReadingLog;
  readonly clock?: Clock;
  /** The key that signs checkpoints of the log; default: one in the data folder. */
  readonly checkpointKey?: string;
  /** Keeps the read models in a thread of their own, where the log is the embedded one. Default: in this thread. */
  readonly readModelThread?: ReadModelThread;
}

/**
 * A module of its own, because hooks of global modules come first and in no order we choose: CqrsModule must have found
 * the command handlers before a policy, catching up after a crash, gives a command.
 */
@Module({ providers: [Followers] })
class FollowersModule {}

/** The machinery, everywhere: the log, the one way into it, and everything that follows it. Starts and stops with Nest. */
@Global()
@Module({})
export class PlatformModule {
  static register(options: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      imports: [CqrsModule.forRoot(), FollowersModule],
      providers: [
        { provide: PLATFORM_OPTIONS, useValue: options },
        { provide: EVENT_STORE, useFactory: () => options.store() },
        { provide: CLOCK, useValue: options.clock ?? new SystemClock() },
        { provide: Vault, useValue: options.vault ?? null },
        { provide: READING_LOG, useValue: options.readings ?? null },
        {
          provide: ReadStore,
          // After the log, whose lock says that no other process has these files open.
          useFactory: (_log: EventStore, given: PlatformOptions) => new ReadStore(given),
          inject: [EVENT_STORE, PLATFORM_OPTIONS],
        },
        {
          provide: ProjectionRunner,
          useFactory: (log: EventStore, reads: ReadStore, { readModelThread }: PlatformOptions) =>
            readModelThread !== undefined && log instanceof SqliteEventStore
              ? new ProjectionThread(log, reads, readModelThread)
              : new ProjectionRunner(log, reads),
          inject: [EVENT_STORE, ReadStore, PLATFORM_OPTIONS],
        },
        PolicyRunner,
        CommandReceipts,
        CommandRunner,
        Meters,
        CommandMeter,
        Checkpoints,
      ],
      exports: [
        CqrsModule,
        EVENT_STORE,
        CLOCK,
        ReadStore,
        ProjectionRunner,
        PolicyRunner,
        CommandRunner,
        Meters,
        Vault,
        READING_LOG,
        Checkpoints,
      ],
    };
  }
}

export { CLOCK, EVENT_STORE } from './tokens';
