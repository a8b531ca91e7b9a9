import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { randomUUIDv7 as newId } from 'node:crypto';
import {
  everyPage,
  openMarket,
  type Product,
  productAt,
  ProductProcess,
  type Said,
  settled,
} from '../support/product-process';
import { AARHUS, REGION, reservation } from '../support/small-market';

const ROUNDS = 5;
const CALLERS = 12;
/** A process is killed at most this long after it began to take reservations, in milliseconds. */
const LIFE_MS_MAX = 700;

const dataFolder = mkdtempSync(join(tmpdir(), 'pladsbog-killed-'));
let running: ProductProcess | undefined;
/** What the product said went wrong, in all rounds: catching up after a crash is nothing to complain of. */
let complaints = '';

const startProduct = async (): Promise<string> => {
  running = await ProductProcess.start({ PLADSBOG_DATA: dataFolder, PLADSBOG_TODAY: '2020-02-10' });
  return running.url;
};

const kill = async (): Promise<void> => {
  await running?.end('SIGKILL');
  complaints += running?.complaints ?? '';
  running = undefined;
};

afterAll(async () => {
  await kill();
  rmSync(dataFolder, { recursive: true, force: true });
});

interface Acknowledged {
  readonly citizenRef: string;
  readonly placementId: string;
  confirmed: boolean;
}

/** Callers reserve and confirm as fast as they get answers, until the product is gone. */
const underLoad = async (product: Product, offeringId: string, known: Acknowledged[]): Promise<void> => {
  const [buyer, seller] = [await product.token(AARHUS, 'buyer'), await product.token(REGION, 'operator')];
  let gone = false;
  const caller = async (): Promise<void> => {
    while (!gone) {
      const citizenRef = newId();
      const wish = reservation(offeringId, '2020-03-01', { citizenRef });
      const { placementId } = await product.post(buyer, '/placements', wish);
      const acknowledged: Acknowledged = { citizenRef, placementId, confirmed: false };
      known.push(acknowledged);
      await product.post(seller, `/placements/${placementId}/confirm`);
      acknowledged.confirmed = true;
    }
  };
  // A refusal is a mistake of the test’s; a connection that breaks is the kill.
  const failures: Error[] = [];
  const callers = Array.from({ length: CALLERS }, () =>
    caller().catch((failure: unknown) => {
      if (failure instanceof Error && failure.message.includes('→')) failures.push(failure);
    }),
  );
  await pause(50 + Math.random() * LIFE_MS_MAX);
  await kill();
  gone = true;
  await Promise.all(callers);
  expect(failures).toEqual([]);
};

describe('The product, killed in the middle of its work', () => {
  it(`has every acknowledged purchase once, with one contract, after each of ${ROUNDS} rounds`, async () => {
    const known: Acknowledged[] = [];
    let url = await startProduct();
    const offeringId = await openMarket(productAt(url));
    await settled(url);
    for (let round = 1; round <= ROUNDS; round += 1) {
      await underLoad(productAt(url), offeringId, known);
      url = await startProduct();
      await settled(url);
      const product = productAt(url);
      const [buyer, auditor] = [await product.token(AARHUS, 'buyer'), await product.token(AARHUS, 'auditor')];
      const placements = await everyPage(product, buyer, '/placements');
      const phases = new Map(placements.map(({ placementId, phase }) => [placementId, phase]));
      const citizens = new Set(placements.map(({ citizenRef }) => citizenRef));
      expect([phases.size, citizens.size]).toEqual([placements.length, placements.length]);
      expect(known.filter(({ placementId }) => !phases.has(placementId))).toEqual([]);
      expect(known.filter(({ placementId, confirmed }) => confirmed && phases.get(placementId) !== 'agreed')).toEqual(
        [],
      );

      const agreed = placements.filter(({ phase }) => phase === 'agreed').map(({ placementId }) => placementId);
      const drafted = await everyPage(product, auditor, '/audit/events?type=StandardContractDrafted&order=oldest');
      expect(drafted.map(({ subjects }) => subjects.placementId).sort()).toEqual([...agreed].sort());

      const { equal, models } = await product.post(auditor, '/audit/replay');
      expect(models.filter((model: Said) => !model.equal)).toEqual([]);
      expect(equal).toBe(true);
    }
    complaints += running?.complaints ?? '';
    expect(complaints).toBe('');
    expect(known.length).toBeGreaterThan(ROUNDS * CALLERS);
    expect(known.some(({ confirmed }) => confirmed)).toBe(true);
  }, 180_000);
});
