import { Injectable } from '@nestjs/common';
import { reject } from '../kernel/decider';
import type { Position } from '../kernel/event';
import { TrailQueries } from '../audit/trail.queries';
import { Refused } from '../platform/commands/command-runner';
import { Checkpoints } from '../platform/log-tree/checkpoints';
import type { KeptCheckpoint } from '../platform/log-tree/checkpoints';
import type { LogTree } from '../platform/log-tree/log-tree';
import { leafHash } from '../platform/log-tree/merkle';
import type { Hash } from '../platform/log-tree/merkle';
import { refusing } from '../platform/log-tree/refusing';

/** That an event is in the log which a checkpoint signs. */
export interface InclusionProof {
  readonly eventId: string;
  /** Place in the log, from 1. */
  readonly number: number;
  /** What is hashed of the event. */
  readonly leaf: string;
  readonly leafHash: Hash;
  readonly path: readonly Hash[];
  readonly checkpoint: KeptCheckpoint;
}

/** That the log of one checkpoint is the beginning of another's. */
export interface ConsistencyProof {
  readonly from: KeptCheckpoint;
  readonly to: KeptCheckpoint;
  readonly path: readonly Hash[];
}

/** Proofs of the log, or why there are none. */
@Injectable()
export class LogProofs {
  constructor(
    private readonly checkpoints: Checkpoints,
    private readonly trail: TrailQueries,
  ) {}

  /**
   * What is signed of the log, by default of all of it.
   * @throws Refused EMPTY_LOG, LOG_CONTRADICTS_CHECKPOINT, LOG_NOT_SO_LONG.
   */
  async checkpoint(size?: number): Promise<KeptCheckpoint> {
    return refusing(async () => {
      const tree = await this.checkpoints.tree();
      assertWithin(size, tree);
      return this.checkpoints.at(size);
    });
  }

  /** @throws Refused as `checkpoint`; UNKNOWN_EVENT, EVENT_CHANGED, EVENT_AFTER_TREE. */
  async inclusion(eventId: string, treeSize?: number): Promise<InclusionProof> {
    return refusing(async () => {
      const found = await this.trail.fact(eventId);
      if (found === undefined) throw new Refused(reject('UNKNOWN_EVENT', { eventId }));
      const tree = await this.checkpoints.tree();
      assertWithin(treeSize, tree);
      const of = await tree.at(found.fact.position);
      if (of === undefined) throw new Refused(reject('UNKNOWN_EVENT', { eventId }));
      const { index, leaf } = of;
      const hashed = leafHash(leaf);
      if (!hashed.equals(tree.leaf(index))) throw new Refused(reject('EVENT_CHANGED', { number: index + 1 }));
      if (treeSize !== undefined && index >= treeSize)
        throw new Refused(reject('EVENT_AFTER_TREE', { number: index + 1, treeSize }));
      const checkpoint = await this.checkpoints.at(treeSize);
      const path = tree.inclusion(index, checkpoint.size);
      return { eventId, number: index + 1, leaf, leafHash: hashed, path, checkpoint };
    });
  }

  /** @throws Refused as `checkpoint`; ENDS_BEFORE_IT_BEGINS. */
  async consistency(from: number, to?: number): Promise<ConsistencyProof> {
    return refusing(async () => {
      const tree = await this.checkpoints.tree();
      assertWithin(to, tree);
      assertWithin(from, tree);
      const end = to ?? tree.size;
      if (from > end) throw new Refused(reject('ENDS_BEFORE_IT_BEGINS', { from, to: end }));
      const [older, newer] = [await this.checkpoints.at(from), await this.checkpoints.at(end)];
      return { from: older, to: newer, path: tree.consistency(from, end) };
    });
  }

  /** The number of the event at a position, 0 before the first. @throws Refused EMPTY_LOG. */
  async numberAt(position: Position): Promise<number> {
    if (position === 0) return 0;
    const tree = await refusing(() => this.checkpoints.tree());
    return ((await tree.at(position))?.index ?? -1) + 1;
  }

  list(before: number, limit: number): readonly KeptCheckpoint[] {
    return this.checkpoints.list(before, limit);
  }
}

const assertWithin = (size: number | undefined, tree: LogTree): void => {
  if (size !== undefined && size > tree.size) throw new Refused(reject('LOG_NOT_SO_LONG', { events: tree.size }));
};
