import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { randomUUIDv7 as newId } from 'node:crypto';
import { AARHUS, REGION, reservation } from '../support/small-market';

const ROUNDS = 5;
const CALLERS = 12;
/** A process is killed at most this long after it began to take reservations, in milliseconds. */
const LIFE_MS_MAX = 700;
const START_MS_MAX = 20_000;
const SETTLE_MS_MAX = 10_000;
const PLACES = 10_000;

const root = join(__dirname, '../..');
const dataFolder = mkdtempSync(join(tmpdir(), 'pladsbog-killed-'));
let child: ChildProcess | undefined;
/** What the product said went wrong, in all rounds: catching up after a crash is nothing to complain of. */
let complaints = '';

/** The product as it is started by its operator, on a free port. */
const startProduct = async (): Promise<string> => {
  const started = spawn(
    process.execPath,
    ['-r', join(root, 'test/support/typescript.cjs'), join(root, 'src/main.ts')],
    {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        PLADSBOG_DATA: dataFolder,
        PLADSBOG_MARKET: 'none',
        PLADSBOG_PORT: '0',
        PLADSBOG_TODAY: '2020-02-10',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  child = started;
  let printed = '';
  started.stdout.setEncoding('utf8');
  started.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const answering = new Promise<string>((resolve, reject) => {
    started.stdout.on('data', (text: string) => {
      printed += text;
      const url = /http:\/\/[^\s]+/.exec(printed)?.[0];
      if (url) resolve(url);
    });
    started.once('exit', (code) => reject(new Error(`The product ended with ${code}: ${complaints}`)));
  });
  return Promise.race([
    answering,
    pause(START_MS_MAX, undefined, { ref: false }).then(() => Promise.reject(new Error('The product does not answer'))),
  ]);
};

const kill = async (): Promise<void> => {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(child.pid, 'SIGKILL');
  await ended;
};

afterAll(async () => {
  await kill();
  rmSync(dataFolder, { recursive: true, force: true });
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked into freely
type Said = any;

interface Product {
  post(token: string, path: string, body?: object): Promise<Said>;
  get(token: string, path: string): Promise<Said>;
  token(party: string, ...roles: string[]): Promise<string>;
}

const productAt = (url: string): Product => {
  const asked = async (path: string, init: RequestInit): Promise<Said> => {
    const answer = await fetch(`${url}/api/v1${path}`, init);
    const said: Said = await answer.json();
    if (!answer.ok) throw new Error(`${path} → ${answer.status} ${JSON.stringify(said)}`);
    return said;
  };
  const post: Product['post'] = (token, path, body) =>
    asked(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  return {
    post,
    get: (token, path) => asked(path, { headers: { authorization: `Bearer ${token}` } }),
    token: async (party, ...roles) => (await post('', '/auth/tokens', { party, roles })).accessToken,
  };
};

/** Waits until read models and policies hold the whole log. */
const settled = async (url: string): Promise<void> => {
  const deadline = performance.now() + SETTLE_MS_MAX;
  for (;;) {
    const { store, projections, policies }: Said = await (await fetch(`${url}/health/ready`)).json();
    if ([...projections, ...policies].every(({ position }) => position >= store.position)) return;
    if (performance.now() > deadline) throw new Error(`Not settled: ${JSON.stringify([projections, policies])}`);
    await pause(20);
  }
};

interface Acknowledged {
  readonly citizenRef: string;
  readonly placementId: string;
  confirmed: boolean;
}

const openMarket = async (product: Product): Promise<string> => {
  const [secretariat, seller] = [await product.token(REGION, 'secretariat'), await product.token(REGION, 'operator')];
  const parties = [
    { party: REGION, name: 'Region Midtjylland', kind: 'region', cvr: '29190925' },
    { party: AARHUS, name: 'Aarhus', kind: 'municipality', cvr: '55133018' },
  ];
  for (const party of parties) await product.post(secretariat, '/parties', party);
  await product.post(secretariat, '/agreements', {
    agreementId: 'rammeaftale-2019-20',
    name: 'Rammeaftale 2019-20',
    region: REGION,
    first: '2019-01-01',
    last: '2020-12-31',
    parties: [REGION, AARHUS],
  });
  const { offeringId } = await product.post(seller, '/offerings', {
    name: 'Bostøtte Høskoven',
    targetGroups: ['Erhvervet hjerneskade'],
    ageFrom: 18,
    ageTo: 85,
  });
  const line = { serviceLineId: 'SEL-107', legalBasis: 'SEL-107', name: 'Botilbud', from: '2020-01-01' };
  await product.post(seller, `/offerings/${offeringId}/service-lines`, line);
  await product.post(seller, `/offerings/${offeringId}/capacity`, {
    serviceLineId: 'SEL-107',
    places: PLACES,
    from: '2020-01-01',
    reason: 'Åbning',
  });
  await product.post(seller, `/offerings/${offeringId}/tariffs`, {
    serviceLineId: 'SEL-107',
    level: '1',
    validFrom: '2020-01-01',
    components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: 256_000 }],
    reason: 'Takst 2020',
  });
  return offeringId;
};

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

const everyPage = async (product: Product, token: string, path: string): Promise<Said[]> => {
  const items: Said[] = [];
  let cursor = '';
  do {
    const page = await product.get(token, `${path}${path.includes('?') ? '&' : '?'}limit=500${cursor}`);
    items.push(...page.items);
    cursor = page.next === undefined ? '' : `&cursor=${page.next}`;
  } while (cursor !== '');
  return items;
};

describe('The product, killed in the middle of its work', () => {
  it(`has every acknowledged purchase once, with one contract, after each of ${ROUNDS} rounds`, async () => {
    const known: Acknowledged[] = [];
    let url = await startProduct();
    const offeringId = await openMarket(productAt(url));
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
    expect(complaints).toBe('');
    expect(known.length).toBeGreaterThan(ROUNDS * CALLERS);
    expect(known.some(({ confirmed }) => confirmed)).toBe(true);
  }, 60_000);
});
