import { Inject, Injectable, Optional, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { EventStore } from '../event-store/event-store';
import type { ReadingLog } from '../readings/reading-log';
import { EVENT_STORE, READING_LOG } from '../tokens';
import { Vault } from '../vault/vault';
import { PolicyRunner } from './policy-runner';
import { ProjectionRunner } from './projection-runner';
import { ReadStore } from './read-store';

/** Starts what follows the log when every handler is in place, and stops it before the log is closed. */
@Injectable()
export class Followers implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly reads: ReadStore,
    private readonly projections: ProjectionRunner,
    private readonly policies: PolicyRunner,
    @Optional() @Inject(Vault) private readonly vault: Vault | null,
    @Optional() @Inject(READING_LOG) private readonly readings: ReadingLog | null,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.projections.start();
    await this.policies.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.policies.stop();
    await this.projections.stop();
    this.policies.close();
    this.reads.close();
    await this.vault?.close();
    await this.readings?.close();
    await this.store.close();
  }
}
