import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsFrom } from '../../src/config';
import { PROJECTIONS } from '../../src/contexts';
import { openLedger, openStore } from '../../src/ledger';
import { moveLedger } from '../../src/move';
import { EventStoreDbStore } from '../../src/platform/event-store/eventstoredb.store';
import { AnotherLedger } from '../../src/platform/event-store/ledger-mark';
import { copyLedger, fingerprintOf, OtherLedger } from '../../src/platform/event-store/move-ledger';
import { SqliteEventStore } from '../../src/platform/event-store/sqlite.store';
import { NO_STREAM } from '../../src/kernel/event';
import { startApp, type RunningApp } from '../support/app';
import { LoopbackServer } from '../support/eventstoredb/server';
import { openSmallMarket, reservation, REGION } from '../support/small-market';
import { collected, facts, newStream } from '../platform/event-store/facts';

let server: LoopbackServer;
let folder: string;
beforeEach(async () => {
  server = await LoopbackServer.start();
  folder = mkdtempSync(join(tmpdir(), 'pladsbog-move-'));
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});
const there = () => ({ url: server.url, ledger: 'pladsbog' });
const move = async (dataFolder: string, from: 'embedded' | ReturnType<typeof there>, to: typeof from) => {
  const said: string[] = [];
  await moveLedger({
    dataFolder,
    from,
    to,
    projections: PROJECTIONS,
    onProgress: () => undefined,
    say: (line) => void said.push(line),
  });
  return said;
};

describe('Moving a ledger', () => {
  it('keeps what was sold, billed and known when, there and back again', async () => {
    const running: RunningApp = await startApp('2020-02-10');
    try {
      const market = await openSmallMarket(running);
      const stay = async (): Promise<string> => {
        const { placementId } = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-01'));
        await market.seller.post(`/placements/${placementId}/confirm`);
        return placementId as string;
      };
      const placementId = await stay();
      running.clock.turnTo('2020-03-02');
      await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-01' });
      running.clock.turnTo('2020-04-05');
      const closed = await market.seller.post('/settlement/months/2020-03/close');
      const instant = new Date().toISOString();
      await running.settled();
      const statement = `/settlement/statements/${REGION}-751-2020-03`;
      const [line] = (await market.aarhus.get(statement)).items;
      const why = await market.aarhus.get(`${statement}/lines/${line.line}/why`);
      expect(closed.position).toBeGreaterThan(0);
      const { text: checkpoint } = await market.auditor.get('/audit/checkpoint');

      const digests = await movedOn(running, 'embedded', there());
      const on = await startApp('2020-04-06', { openStore: () => openStore({ dataFolder: folder, store: there() }) });
      try {
        await on.settled();
        const buyer = on.as('751', 'buyer');
        const after = await buyer.get(`${statement}/lines/${line.line}/why`);
        expect({ ...after, events: [] }).toEqual({ ...why, events: [] });
        expect(after.events.map(({ id, recordedAt }: { id: string; recordedAt: string }) => [id, recordedAt])).toEqual(
          why.events.map(({ id, recordedAt }: { id: string; recordedAt: string }) => [id, recordedAt]),
        );
        // What an auditor took home before the move holds after it.
        expect(await on.as('751', 'auditor').post('/audit/verify', { checkpoint })).toMatchObject({
          outcome: 'UNCHANGED',
          checkpoint: { holds: true },
        });
        const known = await buyer.get(`/placements/${placementId}?knownAt=${instant}`);
        expect(known).toMatchObject({ placementId });
        // The next month is compared with what was known at the last close: nothing changed since.
        on.clock.turnTo('2020-05-05');
        await on.as(REGION, 'operator').post('/settlement/months/2020-04/close');
        const { adjustments = 0 } = await buyer.get(`/settlement/statements/${REGION}-751-2020-04`);
        expect(adjustments).toBe(0);
      } finally {
        await on.close();
      }
      const back = await move(folder, there(), 'embedded');
      expect(back.slice(1)).not.toEqual(digests.slice(1));
      const [here, elsewhere] = [
        await openStore({ dataFolder: folder, store: 'embedded' }),
        await EventStoreDbStore.open(there()),
      ];
      expect(await fingerprintOf(here)).toBe(await fingerprintOf(elsewhere));
      await here.close();
      await elsewhere.close();
    } finally {
      rmSync(running.dataFolder, { recursive: true, force: true });
    }
  }, 60_000);

  const movedOn = async (running: RunningApp, from: 'embedded', to: ReturnType<typeof there>) => {
    await running.app.close();
    return move(running.dataFolder, from, to);
  };

  it('goes on where it was broken off, and writes over nothing', async () => {
    const source = SqliteEventStore.open(join(folder, 'ledger.sqlite'));
    const streams = [newStream(), newStream()];
    for (let at = 0; at < 20; at += 1)
      await source.append(streams[at % 2] as string, at < 2 ? NO_STREAM : Math.floor(at / 2) * 3 - 1, facts(3));
    const target = await EventStoreDbStore.open(there());
    let left = 7;
    const cut = {
      head: () => target.head(),
      readAll: () => target.readAll(),
      append: (...given: Parameters<EventStoreDbStore['append']>) => {
        left -= 1;
        if (left < 0) throw new Error('killed');
        return target.append(...given);
      },
    };
    await expect(copyLedger(source, cut, () => undefined)).rejects.toThrow('killed');
    const reports: number[] = [];
    expect(await copyLedger(source, target, ({ done }) => void reports.push(done))).toBe(60);
    expect(reports.at(-1)).toBe(60);
    expect(await fingerprintOf(target)).toBe(await fingerprintOf(source));
    expect((await collected(target.readAll())).map(({ id }) => id)).toEqual(
      (await collected(source.readAll())).map(({ id }) => id),
    );
    const last = (await collected(source.readAll())).at(-1);
    expect((await collected(target.readAll())).at(-1)?.recordedAt).toBe(last?.recordedAt);
    await target.append(newStream(), NO_STREAM, facts(1));
    await expect(copyLedger(source, target, () => undefined)).rejects.toBeInstanceOf(OtherLedger);
    await source.close();
    await target.close();
  });

  it('is needed: a data folder of one store is refused by the other', async () => {
    const settings = settingsFrom({ PLADSBOG_DATA: folder });
    const store = await openLedger(settings);
    await store.append(newStream(), NO_STREAM, facts(1, 'SomethingHappened'));
    await store.close();
    await (await openLedger(settings)).close();
    await expect(openLedger({ ...settings, store: there() })).rejects.toBeInstanceOf(AnotherLedger);
    await move(folder, 'embedded', there());
    const after = await openLedger({ ...settings, store: there() });
    expect(await collected(after.readAll())).toHaveLength(1);
    await after.close();
    await expect(openLedger(settings)).rejects.toBeInstanceOf(AnotherLedger);
  });
});
