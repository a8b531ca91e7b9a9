import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import { canonicalJson } from '../../../src/kernel/canonical-json';
import { EventStoreDbStore } from '../../../src/platform/event-store/eventstoredb.store';
import { copyLedger } from '../../../src/platform/event-store/move-ledger';
import { SqliteEventStore } from '../../../src/platform/event-store/sqlite.store';
import { createUpcasting } from '../../../src/platform/event-store/upcasting';
import { checkpointKeyOf, localCheckpointKeyFile } from '../../../src/platform/log-tree/checkpoint-key';
import { LogTree } from '../../../src/platform/log-tree/log-tree';
import { GrowingRoot, inclusionHolds, leafHash, type Hash } from '../../../src/platform/log-tree/merkle';
import { rereadLog } from '../../../src/platform/log-tree/reread-log';
import { readCheckpoint, SigningKey, VerifyingKey } from '../../../src/platform/log-tree/signed-note';
import { TreeFile } from '../../../src/platform/log-tree/tree-file';
import { MemoryEventStore } from '../../support/memory-store';
import { LoopbackServer } from '../../support/eventstoredb/server';
import { NO_STREAM } from '../../../src/kernel/event';
import { collected, fact, facts, newStream } from '../event-store/facts';

let folder: string;
let files: TreeFile[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pladsbog-tree-'));
  files = [];
});
afterEach(() => {
  for (const file of files) file.close();
  rmSync(folder, { recursive: true });
});
const treeOver = (store: MemoryEventStore | SqliteEventStore | EventStoreDbStore, name = 'tree'): LogTree => {
  const file = new TreeFile(join(folder, name));
  files.push(file);
  return new LogTree(store, file);
};
const rootAnew = (leaves: readonly Hash[]): Hash => {
  const tree = new GrowingRoot();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
};
/** The leaf as docs/proofs.md has it, written out. */
const leafAsWritten = ({ data, id, metadata, recordedAt, revision, stream, type }: Record<string, unknown>): Hash =>
  leafHash(canonicalJson({ type, stream, revision, recordedAt, metadata, id, data }));

describe('The tree over a log', () => {
  it('is that of all events in their order, however often it was read on and opened again', async () => {
    const store = new MemoryEventStore();
    const stream = newStream();
    let tree = treeOver(store);
    expect(await tree.grow()).toBe(0);
    let revision = NO_STREAM;
    for (const more of [1, 254, 1, 300, 1, 467]) {
      await store.append(stream, revision, facts(more));
      revision += more;
      const leaves = (await collected(store.readAll())).map((event) => leafAsWritten({ ...event }));
      for (const opened of [tree, treeOver(store)]) {
        expect(await opened.grow()).toBe(leaves.length);
        expect(opened.root(leaves.length)).toEqual(rootAnew(leaves));
        for (const index of [0, leaves.length >> 1, leaves.length - 1]) {
          expect(opened.leaf(index)).toEqual(leaves[index]);
          const path = opened.inclusion(index, leaves.length);
          expect(inclusionHolds(leaves[index]!, index, leaves.length, path, rootAnew(leaves))).toBe(true);
        }
        tree = opened;
      }
    }
    expect(tree.root(256)).toEqual(rootAnew(Array.from({ length: 256 }, (_, at) => tree.leaf(at))));
  });

  it('reads only what came since, also after a start', async () => {
    const store = new MemoryEventStore();
    await store.append(newStream(), NO_STREAM, facts(600));
    await treeOver(store).grow();
    const given: number[] = [];
    const readAll = store.readAll.bind(store);
    store.readAll = async function* (options) {
      for await (const page of readAll(options)) {
        given.push(page.length);
        yield page;
      }
    };
    const opened = treeOver(store);
    expect(await opened.grow()).toBe(600);
    // The log's first event says which log it is.
    expect(given.reduce((sum, length) => sum + length, 0)).toBe(1);
    given.length = 0;
    expect(await opened.grow()).toBe(600);
    expect(given).toEqual([]);
  });

  it('has what was recorded before it was asked for, also while it is being read', async () => {
    const store = new MemoryEventStore();
    await store.append(newStream(), NO_STREAM, facts(300));
    const tree = treeOver(store);
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const readAll = store.readAll.bind(store);
    store.readAll = async function* (options) {
      const pages = await Array.fromAsync(readAll(options));
      if (options?.asStored === true) await held;
      yield* pages;
    };
    const first = tree.grow();
    await pause();
    await store.append(newStream(), NO_STREAM, facts(1));
    const second = tree.grow();
    letGo();
    expect([await first, await second]).toEqual([300, 301]);
    expect(tree.root(301)).toEqual(rootAnew(Array.from({ length: 301 }, (_, at) => tree.leaf(at))));
  });

  it('is made anew for another log', async () => {
    const [one, other] = [new MemoryEventStore(), new MemoryEventStore()];
    for (const store of [one, other]) await store.append(newStream(), NO_STREAM, facts(300));
    await treeOver(one).grow();
    const tree = treeOver(other);
    await tree.grow();
    expect(tree.root(300)).toEqual(
      rootAnew((await collected(other.readAll())).map((event) => leafAsWritten({ ...event }))),
    );
  });

  it('finds an event by its position, and tells one that was changed', async () => {
    const store = new MemoryEventStore();
    await store.append(newStream(), NO_STREAM, facts(700));
    const tree = treeOver(store);
    await tree.grow();
    for (const index of [0, 255, 256, 511, 512, 699]) {
      const found = await tree.at(store.log[index]!.position);
      expect(found?.index).toBe(index);
      expect(leafHash(found!.leaf)).toEqual(tree.leaf(index));
    }
    expect(await tree.at(store.log[3]!.position - 1)).toBeUndefined();
    store.log[300] = { ...store.log[300]!, data: { note: 'changed' } };
    expect(leafHash((await tree.at(store.log[300].position))!.leaf)).not.toEqual(tree.leaf(300));
  });

  it('is of what was stored, however it is understood later', async () => {
    const path = join(folder, 'ledger.sqlite');
    const before = SqliteEventStore.open(path);
    await before.append(newStream(), NO_STREAM, [fact('PriceSet', { kroner: 5 })]);
    const tree = treeOver(before, 'before');
    await tree.grow();
    const { leaf } = (await tree.at(1))!;
    await before.close();
    const upcasting = createUpcasting({ PriceSet: { to: 'PriceSet.v2', upcast: () => ({ ore: 500 }) } });
    const after = SqliteEventStore.open(path, { upcasting });
    try {
      const later = treeOver(after, 'after');
      await later.grow();
      expect(later.root(1)).toEqual(tree.root(1));
      expect((await later.at(1))?.leaf).toBe(leaf);
      for await (const texts of later.texts(0, 1)) expect(texts).toEqual([leaf]);
      const signal = new AbortController().signal;
      const read = await rereadLog(after, { sizes: new Set(), remembered: (index) => tree.leaf(index), signal });
      expect([read.root, read.differs]).toEqual([tree.root(1), undefined]);
    } finally {
      await after.close();
    }
  });

  it('lets time stand still where a clock was set back', async () => {
    const times = ['2020-01-01T00:00:02.000Z', '2020-01-01T00:00:01.000Z'];
    const store = new MemoryEventStore(() => times.shift() ?? '2020-01-01T00:00:03.000Z');
    for (let at = 0; at < 3; at += 1) await store.append(newStream(), NO_STREAM, [fact('Happened', { at })]);
    const tree = treeOver(store);
    await tree.grow();
    const at = async (index: number) => JSON.parse((await tree.at(store.log[index]!.position))!.leaf).recordedAt;
    expect([await at(0), await at(1), await at(2)]).toEqual([
      '2020-01-01T00:00:02.000Z',
      '2020-01-01T00:00:02.000Z',
      '2020-01-01T00:00:03.000Z',
    ]);
  });

  it('has the same root in every store that holds the log', async () => {
    const server = await LoopbackServer.start();
    const here = SqliteEventStore.open(join(folder, 'ledger.sqlite'));
    const there = await EventStoreDbStore.open({ url: server.url });
    try {
      const streams = [newStream(), newStream()];
      for (let at = 0; at < 60; at += 1)
        await here.append(streams[at % 2]!, at < 2 ? NO_STREAM : Math.floor(at / 2) * 5 - 1, facts(5));
      await copyLedger(here, there, () => undefined);
      const [one, other] = [treeOver(here, 'here'), treeOver(there, 'there')];
      expect([await one.grow(), await other.grow()]).toEqual([300, 300]);
      for (const size of [1, 255, 256, 257, 300]) expect(other.root(size)).toEqual(one.root(size));
      // After a move the same folder is used: its positions were the other store's.
      const moved = treeOver(there, 'here');
      await there.append(newStream(), NO_STREAM, facts(1));
      expect(await moved.grow()).toBe(301);
      expect(moved.root(300)).toEqual(one.root(300));
    } finally {
      await here.close();
      await there.close();
      await server.stop();
    }
  });
});

describe('A checkpoint', () => {
  const key = new SigningKey(Buffer.alloc(32, 5).toString('base64'), 'here');
  const takenAt = '2026-11-29T11:20:05.123Z';
  const text = key.sign({ origin: 'pladsbog/one', size: 8, root: Buffer.alloc(32, 9), takenAt });

  it('is a signed note, as other programs read it', () => {
    expect(text).toMatchInlineSnapshot(`
     "pladsbog/one
     8
     CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=
     time 2026-11-29T11:20:05.123Z

     — pladsbog/one UMFE7FYxy9w+geGkjniTMqapMXpppShMRPAKqWhjyZJjMjSJY/Yadz6h24EK/lL/LtvR/mzZdTuT2nd4TFkCt8quNAw=
     "
    `);
    expect(key.verifyingKey('pladsbog/one').toString()).toMatchInlineSnapshot(
      `"pladsbog/one+50c144ec+AW56HN0psLeP0Tr0xVmP7/TvKpcWbjym8uT7/M2AUFvx"`,
    );
  });

  it('is verified as the note that others publish as their example', () => {
    const key = VerifyingKey.from('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')!;
    const signature = Buffer.from(
      'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
      'base64',
    );
    const body =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const note = { origin: '', size: 0, root: Buffer.alloc(32), body, signatures: [] };
    const line = { name: key.name, keyId: signature.toString('hex', 0, 4), signature: signature.subarray(4) };
    expect([line.keyId, key.signed(note, line)]).toEqual([key.keyId, true]);
    expect(key.signed({ ...note, body: body.replace('your', 'my') }, line)).toBe(false);
  });

  it('is read as it was written, whatever a mail program did to its line ends', () => {
    for (const sent of [text, text.replaceAll('\n', '\r\n'), `\n ${text.trimEnd()}  \n\n`]) {
      const read = readCheckpoint(sent)!;
      expect(read).toMatchObject({ origin: 'pladsbog/one', size: 8, root: Buffer.alloc(32, 9), takenAt });
      expect(key.verifyingKey('pladsbog/one').signed(read, read.signatures[0]!)).toBe(true);
    }
  });

  it('is no longer signed when any of it is changed', () => {
    const verifying = VerifyingKey.from(key.verifyingKey('pladsbog/one').toString())!;
    const signed = (changed: string): boolean | undefined => {
      const read = readCheckpoint(changed);
      return read && verifying.signed(read, read.signatures[0]!);
    };
    expect(signed(text)).toBe(true);
    for (const [from, to] of [
      ['\n8\n', '\n9\n'],
      ['CQkJ', 'CQkK'],
      ['05.123Z', '05.124Z'],
      ['pladsbog/one\n8', 'pladsbog/two\n8'],
    ] as const)
      expect([to, signed(text.replace(from, to))]).toEqual([to, false]);
  });

  it.each([
    ['nothing', ''],
    ['something else', 'Kære revisor\n\nHer er kontrolpunktet.'],
    ['one without its signature', text.split('\n\n')[0]!],
    ['one of no events', text.replace('\n8\n', '\n0\n')],
    ['one with a root that is too short', text.replace(/^.*=$/m, 'AAAA')],
  ])('is not found in %s', (_, given) => {
    expect(readCheckpoint(given)).toBeUndefined();
  });

  it('is signed by a key that is made once, for its owner alone', () => {
    const made = checkpointKeyOf(folder, undefined);
    expect(statSync(localCheckpointKeyFile(folder)).mode & 0o777).toBe(0o600);
    expect(checkpointKeyOf(folder, undefined).verifyingKey('a').keyId).toBe(made.verifyingKey('a').keyId);
    const given = checkpointKeyOf(folder, Buffer.alloc(32, 5).toString('hex'));
    expect(given.verifyingKey('pladsbog/one').keyId).toBe(key.verifyingKey('pladsbog/one').keyId);
    expect(() => checkpointKeyOf(folder, 'hemmelig')).toThrow(/^PLADSBOG_CHECKPOINT_KEY: a key is 32 bytes/);
  });
});
