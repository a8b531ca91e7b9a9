import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startApp, type RunningApp } from '../support/app';
import { AARHUS, openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

const BUYERS_AT_ONCE = 200;
const REPEATS = 50;

let running: RunningApp;
let market: SmallMarket;
let token: string;
/** As many sockets as there are requests, so that all are under way at once. */
const agent = new Agent({ keepAlive: true, maxSockets: BUYERS_AT_ONCE });

interface Reply {
  readonly status: number;
  readonly type: string | undefined;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- looked into freely
  readonly body: any;
}

const postOverSocket = (path: string, body: object, headers: Record<string, string> = {}): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const { port } = running.app.getHttpServer().address() as AddressInfo;
    const sent = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: `/api/v1${path}`,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => (text += chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'], body: JSON.parse(text) }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });

beforeEach(async () => {
  running = await startApp('2020-02-10');
  market = await openSmallMarket(running, 1);
  const issued = await running.app.inject({
    method: 'POST',
    url: '/api/v1/auth/tokens',
    payload: { party: AARHUS, roles: ['buyer'] },
  });
  token = issued.json<{ accessToken: string }>().accessToken;
});
afterEach(() => running.close());
afterAll(() => agent.destroy());

const reservationsThere = async (): Promise<number> =>
  (await market.auditor.get('/audit/events?type=PlaceReserved&limit=500')).items.length;

describe('The last free place', () => {
  it(`is sold to one of ${BUYERS_AT_ONCE} who ask at once, and the others are told so`, async () => {
    const wishes = Array.from({ length: BUYERS_AT_ONCE }, () => reservation(market.offeringId, '2020-03-01'));
    const replies = await Promise.all(wishes.map((wish) => postOverSocket('/placements', wish)));
    const [got] = replies.filter(({ status }) => status === 201);
    const refused = replies.filter(({ status }) => status !== 201);
    expect(refused).toHaveLength(BUYERS_AT_ONCE - 1);
    for (const { status, type, body } of refused) {
      expect([status, type, body.code]).toEqual([409, 'application/problem+json; charset=utf-8', 'NO_FREE_PLACE']);
      expect(body.detail).toBe('Der er ingen ledig plads på SEL § 107 den 01.03.2020.');
    }
    await running.settled();
    const { items } = await market.aarhus.get('/placements');
    expect(items.map(({ placementId }: { placementId: string }) => placementId)).toEqual([got?.body.placementId]);
    expect(await reservationsThere()).toBe(1);
    expect((await market.auditor.post('/audit/invariants')).holds).toBe(true);
  });

  it(`is reserved once by ${REPEATS} repeats of one request, with one answer for all`, async () => {
    const wish = reservation(market.offeringId, '2020-03-01');
    const key = { 'idempotency-key': 'from-a-client-that-lost-its-connection' };
    const replies = await Promise.all(Array.from({ length: REPEATS }, () => postOverSocket('/placements', wish, key)));
    expect(new Set(replies.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(replies[0]?.status).toBe(201);
    expect(await postOverSocket('/placements', wish, key)).toEqual(replies[0]);

    const other = reservation(market.offeringId, '2020-03-02');
    const misused = await postOverSocket('/placements', other, key);
    expect([misused.status, misused.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    await running.settled();
    expect(await reservationsThere()).toBe(1);

    // Also after a restart, from the log alone.
    await running.restarted();
    expect(await postOverSocket('/placements', wish, key)).toEqual(replies[0]);
    expect((await postOverSocket('/placements', other, key)).status).toBe(422);
  });
});
