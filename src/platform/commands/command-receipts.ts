import { Inject, Injectable } from '@nestjs/common';
import type { Position } from '../../kernel/event';
import type { EventStore } from '../event-store/event-store';
import { commandReceipts, commandReceiptsTable } from '../subscriptions/command-receipts.projection';
import { ProjectionRunner } from '../subscriptions/projection-runner';
import { ReadStore } from '../subscriptions/read-store';
import { EVENT_STORE } from '../tokens';

/** What a command with an idempotency key, or one of a policy, has recorded. */
export interface KeptReceipt {
  readonly stream: string;
  /** Revisions of the first and the last fact. */
  readonly first: number;
  readonly last: number;
  /** Position of the last fact. */
  readonly position: number;
  readonly hash?: string;
}

/** Receipts kept in memory until the read model has surely seen them. */
export const RECENT_RECEIPTS_MAX = 20_000;
/** How long a command waits for the receipts of an earlier run, or of other processes, to be read. */
const CATCH_UP_TIMEOUT_MS = 30_000;

/** Which keyed commands have been carried out, in whatever stream: the read model, and what it has not seen yet. */
@Injectable()
export class CommandReceipts {
  private readonly recent = new Map<string, KeptReceipt>();

  constructor(
    private readonly reads: ReadStore,
    private readonly projections: ProjectionRunner,
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'head' | 'revisionOf'>,
  ) {}

  /**
   * @throws Error when receipts that others have recorded before now cannot be had: rather no answer than a double one.
   * @throws StoreUnavailable when the log cannot be asked.
   */
  async find(commandId: string): Promise<KeptReceipt | undefined> {
    const kept = this.recent.get(commandId);
    if (kept !== undefined) return kept;
    const before = await this.writtenByOthers();
    if (before === undefined) throw new Error('Commands with a key need the projections to be started');
    const model = this.reads.model(commandReceipts);
    if (model.position < before) {
      const ready = await this.projections.waitFor(before, CATCH_UP_TIMEOUT_MS, [commandReceipts]);
      if (!ready) throw new Error('The receipts of earlier commands have not been read yet');
    }
    const row = model.row(commandReceiptsTable, { where: 'commandId = :commandId', parameters: { commandId } });
    if (row === undefined) return undefined;
    const { stream, first, last, position, hash } = row;
    return { stream, first, last, position, hash };
  }

  /** Up to where somebody else may have recorded receipts: an earlier run, or any process that shares the log. */
  private async writtenByOthers(): Promise<Position | undefined> {
    const shared = this.store.revisionOf === undefined;
    return shared ? this.store.head() : this.projections.headAtStart;
  }

  keep(commandId: string, receipt: KeptReceipt | undefined): void {
    if (receipt?.hash === undefined) return;
    this.recent.set(commandId, receipt);
    if (this.recent.size <= RECENT_RECEIPTS_MAX) return;
    const { position } = this.reads.model(commandReceipts);
    for (const [oldest, { position: recorded }] of this.recent) {
      if (recorded > position || this.recent.size <= RECENT_RECEIPTS_MAX) return;
      this.recent.delete(oldest);
    }
  }
}
