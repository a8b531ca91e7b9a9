import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  Optional,
} from '@nestjs/common';
import type { EventStore, Position } from '../event-store/event-store';
import type { ReadingLog } from '../readings/reading-log';
import { EVENT_STORE, READING_LOG } from '../tokens';
import { Vault } from '../vault/vault';
import { PolicyRunner } from './policy-runner';
import { ProjectionRunner } from './projection-runner';
import { ReadStore } from './read-store';

/** How long to wait for the read models before looking whether the process stops, in milliseconds. */
const CATCH_UP_LOOK_MS = 250;

/** Starts what follows the log when every handler is in place, and stops it before the log is closed. */
@Injectable()
export class Followers implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Followers.name);
  private stopping = false;
  private startingPolicies: Promise<void> | undefined;

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
    const head = await this.store.head();
    if (await this.projections.waitFor(head, 0)) await this.policies.start();
    else this.startingPolicies = this.startPoliciesAfter(head);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.startingPolicies;
    await this.policies.stop();
    await this.projections.stop();
    this.policies.close();
    this.reads.close();
    await this.vault?.close();
    await this.readings?.close();
    await this.store.close();
  }

  /**
   * Handlers look things up in the read models. On a ledger whose read models are being built (restored, upgraded), what
   * is there would seem not to be, and a policy's command could be refused for good.
   */
  private async startPoliciesAfter(head: Position): Promise<void> {
    while (!this.stopping) {
      try {
        if (!(await this.projections.waitFor(head, CATCH_UP_LOOK_MS))) continue;
        await this.policies.start();
        return;
      } catch (failure) {
        this.logger.error('The policies cannot be started; they are tried again', failure);
        await sleep(CATCH_UP_LOOK_MS);
      }
    }
  }
}
