import { Injectable } from '@nestjs/common';
import { commandReceipts, commandReceiptsTable } from '../subscriptions/command-receipts.projection';
import { ProjectionRunner } from '../subscriptions/projection-runner';
import { ReadStore } from '../subscriptions/read-store';

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
/** How long a command waits for the receipts of an earlier run of the process to be read. */
const CATCH_UP_TIMEOUT_MS = 30_000;

/** Which keyed commands have been carried out, in whatever stream: the read model, and what it has not seen yet. */
@Injectable()
export class CommandReceipts {
  private readonly recent = new Map<string, KeptReceipt>();

  constructor(
    private readonly reads: ReadStore,
    private readonly projections: ProjectionRunner,
  ) {}

  /** @throws Error when the receipts recorded before this process began cannot be had: rather no answer than a double one. */
  async find(commandId: string): Promise<KeptReceipt | undefined> {
    const kept = this.recent.get(commandId);
    if (kept !== undefined) return kept;
    const before = this.projections.headAtStart;
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
