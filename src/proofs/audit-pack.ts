import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ReplayQueries } from '../audit/replay.queries';
import { reject } from '../kernel/decider';
import { Refused } from '../platform/commands/command-runner';
import { zipArchive, type ArchivedFile } from '../platform/http/zip-archive';
import { Checkpoints } from '../platform/log-tree/checkpoints';
import type { KeptCheckpoint } from '../platform/log-tree/checkpoints';
import type { LogTree } from '../platform/log-tree/log-tree';
import { subtreesBetween } from '../platform/log-tree/merkle';
import { refusing } from '../platform/log-tree/refusing';
import { LogProofs } from './log-proofs';
import { readMe } from './pack/read-me';
import { base64 } from './proof-views';

const VERIFIER = join(__dirname, 'pack', 'verify-pack.mjs');

/** Which events of the log: their numbers from 1, both included. Default: all there are. */
export interface PackRange {
  readonly first?: number;
  readonly last?: number;
  /** Size of an earlier checkpoint that this one is shown to follow from. */
  readonly since?: number;
}

export interface AuditPack {
  readonly name: string;
  readonly content: Readable;
}

/** One file with events, what is signed of them, and the program that verifies both without the product. */
@Injectable()
export class AuditPacks {
  constructor(
    private readonly proofs: LogProofs,
    private readonly checkpoints: Checkpoints,
    private readonly replays: ReplayQueries,
  ) {}

  /** @throws Refused as `LogProofs.checkpoint`; NOTHING_RECORDED_THEN. */
  async pack({ first = 1, last, since }: PackRange): Promise<AuditPack> {
    const checkpoint = await this.proofs.checkpoint();
    const tree = await refusing(() => this.checkpoints.tree());
    const end = Math.min(last ?? checkpoint.size, checkpoint.size);
    if (first > end) throw new Refused(reject('NOTHING_RECORDED_THEN'));
    const proof = {
      first,
      last: end,
      ...aroundIt(tree, first - 1, end, checkpoint),
      ...(since === undefined ? {} : { since: await this.sinceThen(since, checkpoint.size) }),
    };
    const replay = this.replays.last();
    const contents = { checkpoint, first, last: end, hasReplay: replay !== undefined };
    const files: ArchivedFile[] = [
      { name: 'LAESMIG.txt', content: readMe(contents) },
      { name: 'efterproev.mjs', content: await readFile(VERIFIER) },
      { name: 'kontrolpunkt.txt', content: checkpoint.text },
      { name: 'bevis.json', content: json(proof) },
      ...(replay === undefined ? [] : [{ name: 'genafspilning.json', content: json(replay) }]),
      { name: 'haendelser.ndjson', content: linesOf(tree, first, end) },
    ];
    const part = first === 1 && end === checkpoint.size ? `${end}` : `${first}-${end}`;
    return { name: `revisionspakke-${part}`, content: zipArchive(files, checkpoint.takenAt) };
  }

  private async sinceThen(since: number, size: number) {
    const { from, path } = await this.proofs.consistency(since, size);
    return { checkpoint: from.text, path: path.map(base64) };
  }
}

/** The leaves, a line each, page by page. */
const linesOf = async function* (tree: LogTree, first: number, last: number): AsyncGenerator<string> {
  for await (const leaves of tree.texts(first - 1, last)) yield leaves.map((leaf) => `${leaf}\n`).join('');
};

/** The subtrees before and after the events, from which with the events the root follows. */
const aroundIt = (tree: LogTree, first: number, end: number, { size }: KeptCheckpoint) => {
  const hashes = (from: number, to: number) =>
    subtreesBetween(from, to).map(({ level, index }) => ({ level, hash: base64(tree.subtree(level, index)) }));
  return { before: hashes(0, first), after: hashes(end, size) };
};

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
