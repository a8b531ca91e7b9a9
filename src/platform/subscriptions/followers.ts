import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { EventStore } from '../event-store/event-store';
import { EVENT_STORE } from '../tokens';
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
    await this.store.close();
  }
}
