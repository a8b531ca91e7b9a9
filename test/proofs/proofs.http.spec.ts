import { jest } from '@jest/globals';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { danishDayOf } from '../../src/kernel/calendar';
import { ledgerFile } from '../../src/ledger';
import { Checkpoints } from '../../src/platform/log-tree/checkpoints';
import { consistencyHolds, inclusionHolds, leafHash } from '../../src/platform/log-tree/merkle';
import { readCheckpoint, SigningKey, VerifyingKey } from '../../src/platform/log-tree/signed-note';
import { NightlyCheckpointJob } from '../../src/proofs/nightly-checkpoint.job';
import { type Caller, startApp, type RunningApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, type SmallMarket } from '../support/small-market';

let running: RunningApp;
let market: SmallMarket;
let auditor: Caller;
let settings: Record<string, string>;
beforeEach(async () => {
  settings = {};
  running = await startApp('2020-02-10', { settings });
  market = await openSmallMarket(running);
  ({ auditor } = market);
});
afterEach(() => running.close());

const hash = (text: string): Buffer => Buffer.from(text, 'base64');
/** Somebody with access to the machine writes into the ledger while the product is stopped. */
const tamper = (change: (ledger: DatabaseSync) => void) =>
  running.restarted((dataFolder) => {
    const ledger = new DatabaseSync(ledgerFile({ dataFolder }));
    ledger.exec('drop trigger if exists events_no_update; drop trigger if exists events_no_delete');
    change(ledger);
    ledger.close();
  });
const reserve = async (): Promise<void> => {
  await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-10'));
  await running.settled();
};

describe('What an auditor takes home', () => {
  it('is signed, and proves each event without the product', async () => {
    const { verifierKey, pem, keyId } = await auditor.get('/audit/checkpoint/key');
    const { items } = await auditor.get('/audit/events?order=oldest&limit=500');
    const taken = await auditor.get('/audit/checkpoint');
    expect(taken).toMatchObject({ treeSize: items.length, origin: `pladsbog/${items[0].eventId}`, keyId });
    expect(pem).toMatch(/^-----BEGIN PUBLIC KEY-----/);
    const note = readCheckpoint(taken.text)!;
    expect(VerifyingKey.from(verifierKey)!.signed(note, note.signatures[0]!)).toBe(true);
    for (const { eventId, stream, position } of [items[0], items[7], items.at(-1)]) {
      const { number, leaf, path, text } = await auditor.get(`/audit/proofs/inclusion?eventId=${eventId}`);
      expect([number, JSON.parse(leaf)]).toMatchObject([position, { id: eventId, stream }]);
      expect(inclusionHolds(leafHash(leaf), number - 1, note.size, path.map(hash), note.root)).toBe(true);
      expect(text).toBe(['c2sp.org/tlog-proof@v1', `index ${number - 1}`, ...path, '', taken.text].join('\n'));
    }
  });

  it('stays the same text while nothing happens, and is kept when something does', async () => {
    const first = await auditor.get('/audit/checkpoint');
    expect(await auditor.get('/audit/checkpoint')).toEqual(first);
    await reserve();
    const second = await auditor.get('/audit/checkpoint');
    expect(second.treeSize).toBeGreaterThan(first.treeSize);
    expect((await auditor.get('/audit/checkpoints')).items).toEqual([second, first]);
    const page = await auditor.get('/audit/checkpoints?limit=1');
    expect((await auditor.get(`/audit/checkpoints?limit=1&cursor=${page.next}`)).items).toEqual([first]);
    await running.restarted();
    expect(await auditor.get('/audit/checkpoint')).toEqual(second);
    expect(await auditor.get(`/audit/checkpoint?treeSize=${first.treeSize}`)).toEqual(first);
  });

  it('is signed once a night where nobody asks', async () => {
    const day = danishDayOf(new Date().toISOString());
    const checkpoints = running.app.get(Checkpoints, { strict: false });
    const jobAt = (now: string) => new NightlyCheckpointJob(checkpoints, { now: () => now, today: () => day });
    expect(await jobAt(`${day}T11:30:00Z`).run()).toBeUndefined();
    const signed = await jobAt(`${day}T01:30:00Z`).run();
    expect((await auditor.get('/audit/checkpoints')).items).toMatchObject([{ text: signed?.text }]);
    expect(await jobAt(`${day}T02:30:00Z`).run()).toBeUndefined();
  });

  it('shows next year that the log has only grown', async () => {
    const first = await auditor.get('/audit/checkpoint');
    await reserve();
    const { from, to, path } = await auditor.get(`/audit/proofs/consistency?from=${first.treeSize}`);
    expect(from).toEqual(first);
    const heads = [from, to].map(({ treeSize, rootHash }) => ({ size: treeSize, root: hash(rootHash) }));
    expect(consistencyHolds(heads[0]!, heads[1]!, path.map(hash))).toBe(true);
  });

  it('holds after a citizen is forgotten', async () => {
    const { citizenRef } = await market.aarhus.post('/citizens', { name: 'Opdigtet Borger' });
    await running.settled();
    const { text, treeSize } = await auditor.get('/audit/checkpoint');
    const { items } = await auditor.get('/audit/events?type=CitizenRegistered');
    const proof = () => auditor.get(`/audit/proofs/inclusion?eventId=${items[0].eventId}&treeSize=${treeSize}`);
    const before = await proof();
    await market.aarhus.post(`/citizens/${citizenRef}/erase`, { reason: 'RETENTION_EXPIRED' });
    await running.settled();
    expect(await proof()).toEqual(before);
    expect(await auditor.post('/audit/verify', { checkpoint: text })).toMatchObject({
      outcome: 'UNCHANGED',
      checkpoint: { holds: true },
    });
  });

  it('is signed by another key after a rotation, and older ones stay good', async () => {
    const first = await auditor.get('/audit/checkpoint');
    settings.PLADSBOG_CHECKPOINT_KEY = 'ab'.repeat(32);
    await running.restarted();
    const second = await auditor.get('/audit/checkpoint');
    expect(second).toMatchObject({ treeSize: first.treeSize, rootHash: first.rootHash });
    expect(second.keyId).not.toBe(first.keyId);
    const { keyId, earlier } = await auditor.get('/audit/checkpoint/key');
    expect([keyId, earlier.map((key: { keyId: string }) => key.keyId)]).toEqual([second.keyId, [first.keyId]]);
    expect(await auditor.post('/audit/verify', { checkpoint: first.text })).toMatchObject({
      checkpoint: { signature: 'VALID', holds: true },
      kept: 2,
      keptHolding: 2,
    });
  });
});

describe('Verifying the log', () => {
  it('says that nothing was changed, in a sentence to be kept', async () => {
    const { text, treeSize, rootHash } = await auditor.get('/audit/checkpoint');
    const found = await auditor.post('/audit/verify', { checkpoint: text });
    expect(found).toMatchObject({
      outcome: 'UNCHANGED',
      events: treeSize,
      rootHash,
      checkpoint: { treeSize, signature: 'VALID', holds: true },
      kept: 1,
      keptHolding: 1,
    });
    expect(found.certificate.da).toBe(
      `Den 10.02.2020 blev alle ${treeSize} hændelser i loggen læst igen fra den første, og deres træ blev regnet forfra. Det indleverede kontrolpunkt fra ${new Date().toISOString().slice(0, 10).split('-').reverse().join('.')} for de første ${treeSize} hændelser passer. Af de kontrolpunkter, der er gemt her, passer 1 af 1. Intet i loggen er ændret.`,
    );
    expect(await auditor.post('/audit/verify', {})).toMatchObject({ outcome: 'UNCHANGED', kept: 1 });
  });

  it('names the event that was changed', async () => {
    const { text } = await auditor.get('/audit/checkpoint');
    const { items } = await auditor.get('/audit/events?order=oldest&limit=500');
    const changed = items[9];
    await tamper((ledger) => ledger.exec(`update events set data = json_set(data, '$.name', 'x') where position = 10`));
    const found = await auditor.post('/audit/verify', { checkpoint: text });
    expect(found).toMatchObject({
      outcome: 'CHANGED',
      firstDifference: { number: 10, eventId: changed.eventId, stream: changed.stream, revision: changed.revision },
      checkpoint: { holds: false },
    });
    expect(found.certificate.da).toContain(`hændelse nr. 10 (${changed.stream}, revision ${changed.revision})`);
    expect(await auditor.refused('GET', `/audit/proofs/inclusion?eventId=${changed.eventId}`)).toBe(
      '409 EVENT_CHANGED',
    );
  });

  it('finds a change also where the tree beside the log was made anew', async () => {
    const first = await auditor.get('/audit/checkpoint');
    await reserve();
    const second = await auditor.get('/audit/checkpoint');
    await tamper((ledger) => {
      ledger.exec(`update events set data = json_set(data, '$.x', 1) where position = ${Number(first.treeSize) + 1}`);
      rmSync(join(running.dataFolder, 'proofs.sqlite'));
    });
    const { outcome, firstDifference } = await auditor.post('/audit/verify', { checkpoint: second.text });
    expect([outcome, firstDifference]).toEqual(['CHANGED', { number: 1, upTo: second.treeSize }]);
    // The first one still holds, and says so.
    expect(await auditor.post('/audit/verify', { checkpoint: first.text })).toMatchObject({
      outcome: 'UNCHANGED',
      checkpoint: { signature: 'VALID', holds: true },
    });
  });

  it('signs nothing of a log that is not the one it signed', async () => {
    const first = await auditor.get('/audit/checkpoint');
    await tamper((ledger) => {
      ledger.exec(`update events set data = json_set(data, '$.x', 1) where position = 3`);
      const proofs = new DatabaseSync(join(running.dataFolder, 'proofs.sqlite'));
      proofs.exec('delete from tiles');
      proofs.close();
    });
    expect(await auditor.refused('GET', '/audit/checkpoint')).toBe('409 LOG_CONTRADICTS_CHECKPOINT');
    const { outcome, firstDifference } = await auditor.post('/audit/verify', {});
    expect([outcome, firstDifference]).toEqual(['CHANGED', { number: 1, upTo: first.treeSize }]);
  });

  it('misses what was cut off the end', async () => {
    const { treeSize, text } = await auditor.get('/audit/checkpoint');
    await tamper((ledger) =>
      ledger.exec(`delete from events where position = ${treeSize};
        update heads_saved set position = 0; delete from heads;`),
    );
    const found = await auditor.post('/audit/verify', { checkpoint: text });
    expect(found).toMatchObject({ outcome: 'SHORTENED', firstDifference: { number: treeSize } });
  });

  it('says where an event is missing', async () => {
    const { text } = await auditor.get('/audit/checkpoint');
    // A start would refuse such a ledger.
    const ledger = new DatabaseSync(ledgerFile(running));
    ledger.exec('drop trigger events_no_delete; delete from events where position = 12');
    ledger.close();
    const found = await auditor.post('/audit/verify', { checkpoint: text });
    expect(found).toMatchObject({ outcome: 'UNREADABLE', firstDifference: { number: 12 } });
  });

  it('holds a checkpoint by a key it does not know against the log all the same', async () => {
    const { origin, treeSize, rootHash, takenAt } = await auditor.get('/audit/checkpoint');
    const strange = new SigningKey('ef'.repeat(32), 'test');
    const checkpoint = strange.sign({ origin, size: treeSize, root: hash(rootHash), takenAt });
    const found = await auditor.post('/audit/verify', { checkpoint });
    expect(found).toMatchObject({ outcome: 'UNCHANGED', checkpoint: { signature: 'UNKNOWN_KEY', holds: true } });
    expect(found.certificate.da).toContain('en nøgle, der ikke er kendt her');
  });

  it('is verified without anybody waiting for it, watched, and stopped', async () => {
    const { text } = await auditor.get('/audit/checkpoint');
    expect(await auditor.get('/audit/verify')).toEqual({ running: false });
    const checkpoints = running.app.get(Checkpoints, { strict: false });
    const reread = checkpoints.reread.bind(checkpoints);
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const reading = jest.spyOn(checkpoints, 'reread').mockImplementation(async (asked) => {
      asked.onRead?.(3);
      await held;
      return reread(asked);
    });
    expect(await auditor.post('/audit/verify/begin', { checkpoint: text })).toMatchObject({ running: true });
    const stand = async (wanted: (of: Awaited<ReturnType<Caller['get']>>) => boolean) => {
      for (;;) {
        const found = await auditor.get('/audit/verify');
        if (wanted(found)) return found;
      }
    };
    const begun = await stand(({ reached }) => reached === 3);
    expect(begun.upTo).toBeGreaterThan(3);
    expect(await auditor.refused('POST', '/audit/verify', {})).toBe('409 VERIFICATION_RUNNING');
    expect(await auditor.refused('POST', '/audit/verify/begin', { checkpoint: 'hej' })).toBe('422 NOT_A_CHECKPOINT');
    await auditor.post('/audit/verify/stop', {});
    letGo();
    const stopped = await stand((found) => !found.running);
    expect(stopped).toEqual({ running: false, endedAt: stopped.endedAt, stopped: true });
    await auditor.post('/audit/verify/begin', { checkpoint: text });
    const { last } = await stand((found) => !found.running);
    expect(last).toMatchObject({ outcome: 'UNCHANGED', checkpoint: { holds: true } });
    reading.mockRestore();
  });

  it('refuses what is no checkpoint of this log', async () => {
    const { text, origin } = await auditor.get('/audit/checkpoint');
    const refused = (checkpoint: string) => auditor.refused('POST', '/audit/verify', { checkpoint });
    expect(await refused('hej')).toBe('422 NOT_A_CHECKPOINT');
    expect(await refused(text.replaceAll(origin, 'pladsbog/other'))).toBe('422 CHECKPOINT_OF_ANOTHER_LOG');
    expect(await refused(text.replace(/time .*Z/, 'time 2020-01-01T00:00:00Z'))).toBe('422 FALSE_SIGNATURE');
    expect(await auditor.refused('GET', '/audit/checkpoint?treeSize=100000')).toBe('422 LOG_NOT_SO_LONG');
    expect(await auditor.refused('GET', '/audit/proofs/consistency?from=3&to=2')).toBe('422 ENDS_BEFORE_IT_BEGINS');
    const { items } = await auditor.get('/audit/events?limit=1');
    const { eventId } = items[0];
    expect(await auditor.refused('GET', `/audit/proofs/inclusion?eventId=${eventId}&treeSize=2`)).toBe(
      '422 EVENT_AFTER_TREE',
    );
    expect(await running.as(AARHUS, 'buyer').refused('GET', '/audit/checkpoint')).toBe('403 FORBIDDEN_ROLE');
    expect(await running.as(REGION, 'operator').refused('POST', '/audit/verify', {})).toBe('403 FORBIDDEN_ROLE');
  });
});
