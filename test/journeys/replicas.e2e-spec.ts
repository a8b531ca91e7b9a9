import { setTimeout as pause } from 'node:timers/promises';
import { randomUUIDv7 as newId } from 'node:crypto';
import { everyPage, openMarket, productAt, settled, type Said } from '../support/product-process';
import { Replicas } from '../support/replicas';
import { AARHUS, REGION, reservation } from '../support/small-market';

const REPLICAS = 3;
const PLACES = 60;
const CALLERS = 9;
/** When the second replica is killed, and for how long it stays away, in milliseconds after the load began. */
const KILLED_AFTER_MS = 400;
const AWAY_MS = 500;

interface Answered {
  readonly status: number;
  readonly citizenRef: string;
  readonly placementId: string | undefined;
  readonly position: number | undefined;
}

describe('Three replicas on one EventStoreDB', () => {
  const replicas = new Replicas();
  let offeringId: string;
  let buyer: string;
  let seller: string;
  beforeAll(async () => {
    await replicas.start(REPLICAS);
    const first = productAt(replicas.urlOf(0));
    offeringId = await openMarket(first, PLACES);
    [buyer, seller] = [await first.token(AARHUS, 'buyer'), await first.token(REGION, 'operator')];
    for (let number = 0; number < REPLICAS; number += 1) await settled(replicas.urlOf(number));
  }, 300_000);
  afterAll(() => replicas.stop(), 60_000);

  /** Asks one replica after the other until one answers, always with the same key. */
  const surely = async (
    at: number,
    path: string,
    token: string,
    body?: object,
  ): Promise<{ status: number; said: Said }> => {
    const key = newId();
    for (let attempt = 0; ; attempt += 1) {
      const url = replicas.urlOf((at + attempt) % REPLICAS);
      try {
        const answer = await fetch(`${url}/api/v1${path}`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'idempotency-key': key,
            ...(body ? { 'content-type': 'application/json' } : {}),
          },
          ...(body ? { body: JSON.stringify(body) } : {}),
        });
        const said: Said = await answer.json();
        // Busy or away: another may answer.
        if (answer.status !== 503 && said.code !== 'CONCURRENT_CHANGE') return { status: answer.status, said };
      } catch {
        // This one has been killed.
      }
      await pause(20);
    }
  };

  it('sell each place once and lose no sale, though one is killed, and all come to the same rows', async () => {
    const answers: Answered[] = [];
    const confirmed = new Set<string>();
    let soldOut = false;
    const caller = async (at: number): Promise<void> => {
      while (!soldOut) {
        const citizenRef = newId();
        const wish = reservation(offeringId, '2020-03-01', { citizenRef });
        const { status, said } = await surely(at, '/placements', buyer, wish);
        answers.push({ status, citizenRef, placementId: said.placementId, position: said.position });
        if (status >= 300) {
          expect([status, said.code]).toEqual([409, 'NO_FREE_PLACE']);
          soldOut = true;
          return;
        }
        // Whoever confirms asks another replica, which may not have read of the reservation yet.
        const confirming = await surely(at + 1, `/placements/${said.placementId}/confirm`, seller);
        expect(confirming.status).toBeLessThan(300);
        confirmed.add(said.placementId);
      }
    };
    const killing = (async () => {
      await pause(KILLED_AFTER_MS);
      await replicas.kill(1);
      await pause(AWAY_MS);
      await replicas.startOne(1);
    })();
    await Promise.all(Array.from({ length: CALLERS }, (_, at) => caller(at)));
    await killing;

    const acknowledged = answers.filter(({ status }) => status < 300);
    expect(acknowledged).toHaveLength(PLACES);
    const digests: string[] = [];
    for (let number = 0; number < REPLICAS; number += 1) {
      const product = productAt(replicas.urlOf(number));
      await settled(replicas.urlOf(number));
      const auditor = await product.token(AARHUS, 'auditor');
      const placements = await everyPage(product, buyer, '/placements');
      expect(placements.map(({ placementId }) => placementId).sort()).toEqual(
        acknowledged.map(({ placementId }) => placementId).sort(),
      );
      expect(placements.filter(({ phase }) => phase !== 'agreed')).toEqual([]);
      expect(confirmed.size).toBe(PLACES);
      // What follows from a sale happened once, although every replica asked for it.
      const drafted = await everyPage(product, auditor, '/audit/events?type=StandardContractDrafted&order=oldest');
      expect(drafted.map(({ subjects }) => subjects.placementId).sort()).toEqual([...confirmed].sort());
      const { equal, models } = await product.post(auditor, '/audit/replay');
      expect(equal).toBe(true);
      digests.push(JSON.stringify(models.map(({ name, liveDigest }: Said) => [name, liveDigest])));
    }
    expect(new Set(digests).size).toBe(1);
  }, 240_000);

  it('let a reader see at one what was written at another', async () => {
    const { said } = await surely(0, `/offerings/${offeringId}/capacity`, seller, {
      serviceLineId: 'SEL-107',
      places: PLACES + REPLICAS * 5,
      from: '2020-02-15',
      reason: 'Udvidelse',
    });
    expect(said.position).toBeGreaterThan(0);
    for (let round = 0; round < REPLICAS * 5; round += 1) {
      const wish = reservation(offeringId, '2020-03-01');
      const reserved = await surely(round, '/placements', buyer, wish);
      expect(reserved.status).toBeLessThan(300);
      const { placementId, position } = reserved.said;
      const elsewhere = replicas.urlOf((round + 1) % REPLICAS);
      const read = await fetch(`${elsewhere}/api/v1/placements/${placementId}?minPosition=${position}`, {
        headers: { authorization: `Bearer ${buyer}` },
      });
      expect([read.status, read.headers.get('pladsbog-stale')]).toEqual([200, null]);
    }
  }, 60_000);

  it('take a repeated request for the same one wherever it comes', async () => {
    const key = newId();
    const wish = JSON.stringify(reservation(offeringId, '2020-04-01'));
    const ask = async (number: number): Promise<Said> => {
      const answer = await fetch(`${replicas.urlOf(number)}/api/v1/placements`, {
        method: 'POST',
        headers: { authorization: `Bearer ${buyer}`, 'idempotency-key': key, 'content-type': 'application/json' },
        body: wish,
      });
      return { status: answer.status, ...((await answer.json()) as object) };
    };
    const said = await Promise.all([ask(0), ask(1), ask(2)]);
    expect(new Set(said.map(({ status, code, placementId }) => JSON.stringify([status, code, placementId]))).size).toBe(
      1,
    );
  });
});
