import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreSetting } from './config';
import { openStore } from './ledger';
import type { AnyProjection } from './kernel/projection';
import { markIn, markOf, setMark } from './platform/event-store/ledger-mark';
import {
  copyLedger,
  fingerprintOf,
  NumberedLog,
  positionsThere,
  type MoveProgress,
  type MoveTarget,
} from './platform/event-store/move-ledger';
import { PolicyRecords } from './platform/subscriptions/policy-records';
import { PLATFORM_PROJECTIONS, readFolderOf } from './platform/subscriptions/read-store';
import { certified, rebuild, type ReplayedLog } from './platform/subscriptions/rebuild';

export interface Move {
  readonly dataFolder: string;
  readonly from: StoreSetting;
  readonly to: StoreSetting;
  readonly projections: readonly AnyProjection[];
  readonly onProgress: (progress: MoveProgress) => void;
  readonly say: (line: string) => void;
}

/** The copy is not the original, in the words of what was compared. */
export class NotTheSame extends Error {}

/**
 * Copies a whole ledger to another store and proves that both give the same. The source is never changed. Then the data
 * folder is made the target's: policies go on where they were, and read models are filled anew.
 * @throws NotTheSame, OtherLedger, StoreUnavailable.
 */
export const moveLedger = async ({ dataFolder, from, to, projections, onProgress, say }: Move): Promise<number> => {
  // What the target's clock says: the instant at which the events being written were first recorded.
  let now = 0;
  const source = await openStore({ dataFolder, store: from });
  try {
    // One lock on the folder is enough where both are servers.
    const elsewhere = from !== 'embedded' && to !== 'embedded' ? mkdtempSync(join(dataFolder, 'move-')) : dataFolder;
    const store = await openStore({ dataFolder: elsewhere, store: to }, () => now);
    try {
      const target: MoveTarget = {
        head: () => store.head(),
        readAll: (options) => store.readAll(options),
        append: (stream, expected, facts) => {
          now = Date.parse(facts[0]?.recordedAt ?? '');
          return store.append(stream, expected, facts);
        },
      };
      const events = await copyLedger(source, target, onProgress);
      say(`${events} hændelser er kommet over.`);
      await assertSame(source, target, { dataFolder, projections, events, say });
      await takeOver(dataFolder, source, target);
      return events;
    } finally {
      await store.close();
      if (elsewhere !== dataFolder) rmSync(elsewhere, { recursive: true, force: true });
    }
  } finally {
    await source.close();
  }
};

interface Proof {
  readonly dataFolder: string;
  readonly projections: readonly AnyProjection[];
  readonly events: number;
  readonly say: (line: string) => void;
}

const assertSame = async (source: ReplayedLog, target: ReplayedLog, proof: Proof): Promise<void> => {
  const [here, there] = [await fingerprintOf(source), await fingerprintOf(target)];
  if (here !== there) throw new NotTheSame(`Loggene er ikke ens: ${here} her, ${there} der`);
  proof.say(`${here}  begge logge, alle hændelser i orden`);
  const [mine, copied] = [await digestsOf(source, proof), await digestsOf(target, proof)];
  for (const [name, digest] of mine) {
    const other = copied.get(name);
    if (other !== digest) throw new NotTheSame(`Læsemodellen ${name} er ikke ens: ${digest} her, ${other} der`);
    proof.say(`${digest}  ${name}`);
  }
};

/** Of every read model, built from nothing with the log's numbers for positions. */
const digestsOf = async (
  log: ReplayedLog,
  { dataFolder, projections, events }: Proof,
): Promise<Map<string, string>> => {
  const folder = mkdtempSync(join(dataFolder, 'proof-'));
  try {
    const built = await rebuild(new NumberedLog(log, events), folder, [...PLATFORM_PROJECTIONS, ...projections]);
    return new Map((await certified(built)).map(({ projection, digest }) => [projection, digest]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Policies go on where they were; the rows of read models name positions, so they are filled anew. */
const takeOver = async (dataFolder: string, source: ReplayedLog, target: ReplayedLog): Promise<void> => {
  const [here, there] = [await markOf(source), await markOf(target)];
  if (here === undefined || there === undefined) return;
  const path = join(dataFolder, 'policies.sqlite');
  // A folder that another ledger has filled is of no use to this one; what has not been answered there stays so.
  if ((markIn(dataFolder) ?? here) === here && existsSync(path)) {
    const records = new PolicyRecords(path);
    records.translate(await positionsThere(source, target), there);
    records.close();
  } else rmSync(path, { force: true });
  rmSync(readFolderOf(dataFolder), { recursive: true, force: true });
  setMark(dataFolder, there);
};
