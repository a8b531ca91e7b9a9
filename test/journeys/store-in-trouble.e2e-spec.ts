import { randomUUIDv7 as newId } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDbStore } from '../../src/platform/event-store/eventstoredb.store';
import { type Answer, startApp, type RunningApp } from '../support/app';
import { LoopbackServer } from '../support/eventstoredb/server';
import { openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

const TRIES_MAX = 50;

/** The whole product on EventStoreDB, while its server comes and goes. */
describe('A buyer while the store is in trouble', () => {
  let server: LoopbackServer;
  let running: RunningApp;
  let market: SmallMarket;
  const timing = { callMs: 300, appendMs: 800, heartbeatMs: 200, retryMs: { first: 20, max: 200 } };

  beforeEach(async () => {
    server = await LoopbackServer.start();
    running = await startApp('2020-02-10', {
      openStore: () => EventStoreDbStore.open({ url: server.url, timing }),
    });
    running.app.useLogger(false);
    market = await openSmallMarket(running, 2);
  });
  afterEach(async () => {
    await running.close();
    await server.stop();
  });

  const reservationsThere = () =>
    server.log.streamOf(`pladsbog.placebook-${market.offeringId}`).filter(({ type }) => type === 'PlaceReserved')
      .length;

  /** As a client does that was told when to come again. */
  const askedUntilAnswered = async (asked: object, headers: Readonly<Record<string, string>>): Promise<Answer> => {
    for (let tries = 1; ; tries += 1) {
      const answer = await market.aarhus.ask('POST', '/placements', asked, headers);
      if (answer.status !== 503 || tries === TRIES_MAX) return answer;
      await pause(100);
    }
  };

  it('is told to try again, and does, with one reservation in the end', async () => {
    const asked = reservation(market.offeringId, '2020-03-01');
    const headers = { 'idempotency-key': newId() };
    // The server writes, dies before it answers, and stays away.
    server.faults.plan('append', { kind: 'cut', afterwards: true });
    server.up = async () => undefined;
    const first = await market.aarhus.ask('POST', '/placements', asked, headers);
    expect(first).toMatchObject({ status: 503, body: { code: 'STORE_UNAVAILABLE' } });
    expect(Number(first.headers['retry-after'])).toBeGreaterThan(0);
    expect((await running.app.inject({ url: '/health/ready' })).statusCode).toBe(503);
    expect(reservationsThere()).toBe(1);

    await LoopbackServer.prototype.up.call(server);
    const again = await askedUntilAnswered(asked, headers);
    expect(again.status).toBeLessThan(300);
    expect(reservationsThere()).toBe(1);
    const { placementId } = again.body;
    expect(await market.aarhus.get(`/placements/${placementId}`)).toMatchObject({ placementId });
    expect(await askedUntilAnswered(asked, headers)).toMatchObject({ body: { placementId } });
    expect(reservationsThere()).toBe(1);
  });

  it('sees what was written before and after the server was away, without a restart', async () => {
    const before = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-01'));
    await market.aarhus.get(`/placements/${before.placementId}`);
    await server.die();
    expect((await market.aarhus.ask('POST', '/placements', reservation(market.offeringId, '2020-03-01'))).status).toBe(
      503,
    );
    // What has been read in can still be looked at.
    expect((await market.aarhus.ask('GET', `/placements/${before.placementId}`)).status).toBe(200);
    await server.up();
    const after = await market.viborg.post('/placements', reservation(market.offeringId, '2020-03-01'));
    expect(await market.viborg.get(`/placements/${after.placementId}`)).toMatchObject({
      placementId: after.placementId,
    });
    expect(await market.aarhus.refused('POST', '/placements', reservation(market.offeringId, '2020-03-01'))).toBe(
      '409 NO_FREE_PLACE',
    );
    await running.settled();
    const { certificate } = (await market.auditor.post('/audit/replay')) as { certificate: unknown };
    expect(certificate).toBeDefined();
  });
});
