import { UNHURRIED } from './app';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AARHUS, REGION } from './small-market';

const START_MS_MAX = 90_000;
const SETTLE_MS_MAX = 30_000;
const PLACES = 10_000;

const root = join(__dirname, '../..');

/** An empty market on a free port, and a master key, so that none is made and told of. */
const QUIET = {
  PLADSBOG_MARKET: 'none',
  PLADSBOG_PORT: '0',
  PLADSBOG_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
};

/** What the product says of itself when it comes up and goes down. */
const ANNOUNCEMENT = /Pladsbog svarer på|Markedet er indlæst/;

/** The product as it is started by its operator: a process of its own, on a free port. */
export class ProductProcess {
  url = '';
  private printed = '';
  private errors = '';

  private constructor(readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.printed += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
  }

  /** @param environment settings beside an empty market and port 0. */
  static async start(environment: Readonly<Record<string, string>>): Promise<ProductProcess> {
    const child = spawn(
      process.execPath,
      ['-r', join(root, 'test/support/typescript.cjs'), join(root, 'src/main.ts')],
      {
        cwd: root,
        env: { PATH: process.env.PATH, ...QUIET, ...UNHURRIED, ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const product = new ProductProcess(child);
    const deadline = performance.now() + START_MS_MAX;
    while (product.url === '') {
      if (child.exitCode !== null) throw new Error(`The product ended with ${child.exitCode}: ${product.complaints}`);
      if (performance.now() > deadline) throw new Error('The product does not answer');
      await pause(10);
      product.url = /http:\/\/[^\s"]+/.exec(product.printed)?.[0] ?? '';
    }
    return product;
  }

  /** Everything it wrote, except that it is up. */
  get complaints(): string {
    const lines = this.printed.split('\n').filter((line) => line !== '' && !ANNOUNCEMENT.test(line));
    return [...lines, this.errors].filter((text) => text !== '').join('\n');
  }

  signal(signal: NodeJS.Signals): void {
    if (this.child.pid !== undefined) process.kill(this.child.pid, signal);
  }

  /** The exit code, or the signal that ended it. */
  async ended(): Promise<number | string> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.exitCode ?? this.child.signalCode ?? 'unknown';
  }

  async end(signal: NodeJS.Signals): Promise<number | string> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.signal(signal);
    return this.ended();
  }
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked into freely
export type Said = any;

export interface Product {
  post(token: string, path: string, body?: object): Promise<Said>;
  get(token: string, path: string): Promise<Said>;
  token(party: string, ...roles: string[]): Promise<string>;
}

/** Over HTTP, as a client elsewhere. A refusal is thrown with `→` in its message; a broken connection as fetch throws it. */
export const productAt = (url: string): Product => {
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
export const settled = async (url: string): Promise<void> => {
  const deadline = performance.now() + SETTLE_MS_MAX;
  for (;;) {
    const { store, projections, policies }: Said = await (await fetch(`${url}/health/ready`)).json();
    if ([...projections, ...policies].every(({ position }) => position >= store.position)) return;
    if (performance.now() > deadline) throw new Error(`Not settled: ${JSON.stringify([projections, policies])}`);
    await pause(20);
  }
};

export const everyPage = async (product: Product, token: string, path: string): Promise<Said[]> => {
  const items: Said[] = [];
  let cursor = '';
  do {
    const page = await product.get(token, `${path}${path.includes('?') ? '&' : '?'}limit=500${cursor}`);
    items.push(...page.items);
    cursor = page.next === undefined ? '' : `&cursor=${page.next}`;
  } while (cursor !== '');
  return items;
};

/** Two parties, one agreement, and one offering, by default with places that never run out. @returns its id. */
export const openMarket = async (product: Product, places = PLACES): Promise<string> => {
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
    places,
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
