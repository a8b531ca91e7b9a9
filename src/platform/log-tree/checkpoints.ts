import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationShutdown } from '@nestjs/common';
import type { Position } from '../../kernel/event';
import type { Clock } from '../clock';
import type { EventStore } from '../event-store/event-store';
import { markOf } from '../event-store/ledger-mark';
import { CLOCK, EVENT_STORE, PLATFORM_OPTIONS } from '../tokens';
import { checkpointKeyOf } from './checkpoint-key';
import { LogTree } from './log-tree';
import { rereadLog } from './reread-log';
import type { Rereading, RereadLog } from './reread-log';
import { readCheckpoint, VerifyingKey } from './signed-note';
import type { Checkpoint, SignedCheckpoint, SigningKey } from './signed-note';
import { TreeFile } from './tree-file';
import type { StoredCheckpoint, StoredKey } from './tree-file';

export interface CheckpointOptions {
  readonly dataFolder: string;
  /** The key that signs, when it is given and not kept in the data folder. */
  readonly checkpointKey?: string;
}

/** A checkpoint with its text. */
export interface KeptCheckpoint extends Checkpoint {
  readonly keyId: string;
  readonly takenAt: string;
  readonly text: string;
}

/** An event that a checkpoint ends with. */
export interface UpTo {
  readonly position: Position;
  readonly recordedAt: string;
}

export interface SignedText extends SignedCheckpoint {
  readonly text: string;
}

/** The log no longer is what was signed of it, so nothing more is signed. */
export class LogContradictsCheckpoint extends Error {
  constructor(readonly checkpoint: StoredCheckpoint) {
    super(`The log is not the one that was signed when it had ${checkpoint.size} events`);
    this.name = 'LogContradictsCheckpoint';
  }
}

/** There is nothing to sign: a log has its name from its first event. */
export class EmptyLog extends Error {}

/** Whose a checkpoint's signature is. */
export type SignatureVerdict = 'VALID' | 'FALSE' | 'UNKNOWN_KEY';

interface Opened {
  readonly file: TreeFile;
  readonly tree: LogTree;
  readonly key: SigningKey;
}

/** What has been signed of the log, and the tree it was signed of. Its file is opened when somebody first asks. */
@Injectable()
export class Checkpoints implements BeforeApplicationShutdown, OnApplicationShutdown {
  private opened: Opened | undefined;
  private readonly stopping = new AbortController();
  private name: string | undefined;
  private rereading: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PLATFORM_OPTIONS) private readonly options: CheckpointOptions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The tree as far as the log goes now. @throws StoreUnavailable, EmptyLog. */
  async tree(): Promise<LogTree> {
    const { tree } = this.open();
    if ((await tree.grow()) === 0) throw new EmptyLog();
    return tree;
  }

  /**
   * What is signed of the log at a size, by default of the whole of it as it is now. While nothing is recorded it stays the
   * same text.
   * @param size at most that of the tree.
   * @throws EmptyLog, LogContradictsCheckpoint, StoreUnavailable.
   */
  async at(size?: number): Promise<KeptCheckpoint> {
    const tree = await this.signable();
    const { file, key } = this.open();
    const wanted = size ?? tree.size;
    const stored = file.checkpointOfSize(wanted);
    const { keyId } = key.verifyingKey(await this.origin());
    const kept = stored?.keyId === keyId ? this.read(stored) : undefined;
    return kept ?? this.signed(tree, wanted, await this.origin());
  }

  /**
   * What is signed of the log as it was up to and with one event, and of more that is said then, a line each. It follows
   * from the log, so it is made again each time and not kept. Undefined where there is no such event.
   * @throws EmptyLog, LogContradictsCheckpoint, StoreUnavailable.
   */
  async upTo({ position, recordedAt }: UpTo, more: readonly string[]): Promise<SignedText | undefined> {
    const tree = await this.signable();
    const found = await tree.at(position);
    if (found === undefined) return undefined;
    const size = found.index + 1;
    const about = { origin: await this.origin(), size, root: tree.root(size), takenAt: recordedAt };
    const text = this.open().key.sign(about, more);
    const read = readCheckpoint(text);
    return read && { ...read, text };
  }

  /** What was signed of the most events. */
  newest(): KeptCheckpoint | undefined {
    return this.list(Number.MAX_SAFE_INTEGER, 1)[0];
  }

  /** Those that were signed, the newest first. @param before size that the first has not reached. */
  list(before: number, limit: number): readonly KeptCheckpoint[] {
    return this.open()
      .file.checkpointsBefore(before, limit)
      .flatMap((stored) => this.read(stored) ?? []);
  }

  /** All that were signed, the oldest first. */
  all(): readonly KeptCheckpoint[] {
    return this.open()
      .file.checkpoints()
      .flatMap((stored) => this.read(stored) ?? []);
  }

  /** The key that signs now. */
  async key(): Promise<VerifyingKey> {
    return this.open().key.verifyingKey(await this.origin());
  }

  /** Every key that has signed here. */
  keys(): readonly StoredKey[] {
    return this.open().file.keys();
  }

  /** Whether one of the keys that have signed here signed this. */
  async signatureOf(checkpoint: SignedCheckpoint): Promise<SignatureVerdict> {
    const known = [await this.key(), ...this.keys().flatMap((stored) => VerifyingKey.from(stored.verifierKey) ?? [])];
    const tried = checkpoint.signatures.flatMap((line) => {
      const key = known.find(({ name, keyId }) => name === line.name && keyId === line.keyId);
      return key === undefined ? [] : [key.signed(checkpoint, line)];
    });
    if (tried.length === 0) return 'UNKNOWN_KEY';
    return tried.every(Boolean) ? 'VALID' : 'FALSE';
  }

  /** The name of the log in every checkpoint, wherever it is kept. @throws EmptyLog, StoreUnavailable. */
  async origin(): Promise<string> {
    if (this.name === undefined) {
      const mark = await markOf(this.store);
      if (mark === undefined) throw new EmptyLog();
      this.name = `pladsbog/${mark.slice(0, mark.indexOf('@'))}`;
    }
    return this.name;
  }

  /** Reads the whole log again. One after the other, for each takes a processor for as long as it lasts. */
  reread({ sizes, signal, onRead }: Pick<Rereading, 'sizes' | 'signal' | 'onRead'>): Promise<RereadLog> {
    const { tree } = this.open();
    const either = AbortSignal.any([this.stopping.signal, signal]);
    const reading = this.rereading.then(async () => {
      const remembered = (index: number) => (index < tree.size ? tree.leaf(index) : undefined);
      return rereadLog(this.store, { sizes, remembered, signal: either, ...(onRead === undefined ? {} : { onRead }) });
    });
    this.rereading = reading.catch(() => undefined);
    return reading;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort(new Error('The product stops'));
    await this.rereading;
  }

  onApplicationShutdown(): void {
    this.opened?.file.close();
    this.opened = undefined;
  }

  /** The tree, as long as the log still is what was last signed of it. */
  private async signable(): Promise<LogTree> {
    const tree = await this.tree();
    const newest = this.open().file.newest();
    if (newest !== undefined && !this.holds(newest, tree)) throw new LogContradictsCheckpoint(newest);
    return tree;
  }

  private signed(tree: LogTree, size: number, origin: string): KeptCheckpoint {
    const { file, key } = this.open();
    const [takenAt, verifying] = [this.clock.now(), key.verifyingKey(origin)];
    const { keyId } = verifying;
    const root = tree.root(size);
    const text = key.sign({ origin, size, root, takenAt });
    file.addKey({ keyId, verifierKey: verifying.toString(), since: takenAt });
    file.addCheckpoint({ size, keyId, takenAt, text });
    return { origin, size, root, keyId, takenAt, text };
  }

  /** Undefined for what somebody has written into the file. */
  private read({ text, keyId, takenAt }: StoredCheckpoint): KeptCheckpoint | undefined {
    const read = readCheckpoint(text);
    return read && { ...read, text, keyId, takenAt };
  }

  private holds({ text, size }: StoredCheckpoint, tree: LogTree): boolean {
    return size <= tree.size && readCheckpoint(text)?.root.equals(tree.root(size)) === true;
  }

  private open(): Opened {
    if (this.opened !== undefined) return this.opened;
    const { dataFolder, checkpointKey } = this.options;
    const key = checkpointKeyOf(dataFolder, checkpointKey);
    const file = new TreeFile(dataFolder);
    return (this.opened = { file, key, tree: new LogTree(this.store, file, this.stopping.signal) });
  }
}
