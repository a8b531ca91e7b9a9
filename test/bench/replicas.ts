import { randomUUIDv7 as newId } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { openMarket, productAt, settled, type Said } from '../support/product-process';
import { Replicas } from '../support/replicas';
import { AARHUS, REGION, reservation } from '../support/small-market';

/**
 * `npm run bench:replicas [-- --json]`: commands a second and the lag of the read models with 1, 2 and 3 replicas of the
 * product, each a process, on one loopback server, which is a process too. All share this machine's processors.
 */
const SECONDS = 5;
/** Callers for each replica; each has an offering of its own, so that they do not wait for one stream. */
const CALLERS = 8;
const LAG_EVERY_MS = 100;

interface Measured {
  readonly replicas: number;
  readonly commandsPerSecond: number;
  readonly lagMs: { readonly median: number; readonly p95: number };
}

const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;

const measured = async (count: number): Promise<Measured> => {
  const replicas = new Replicas();
  try {
    await replicas.start(count);
    const urls = Array.from({ length: count }, (_, number) => replicas.urlOf(number));
    const first = productAt(urls[0] ?? '');
    const offeringId = await openMarket(first);
    const [buyer, seller] = [await first.token(AARHUS, 'buyer'), await first.token(REGION, 'operator')];
    const offerings = [offeringId, ...(await furtherOfferings(first, seller, count * CALLERS - 1))];
    for (const url of urls) await settled(url);
    let commands = 0;
    let over = false;
    const lags: number[] = [];
    const caller = async (url: string, offering: string): Promise<void> => {
      while (!over) {
        const said = await productAt(url).post(
          buyer,
          '/placements',
          reservation(offering, '2020-03-01', { citizenRef: newId() }),
        );
        await productAt(url).post(seller, `/placements/${said.placementId}/confirm`);
        commands += 2;
      }
    };
    /** How long it takes until another replica (or the only one) shows what was just written. */
    const probe = async (): Promise<void> => {
      for (let at = 0; !over; at += 1) {
        const [here, there] = [urls[at % count] ?? '', urls[(at + 1) % count] ?? ''];
        const { placementId, position }: Said = await productAt(here).post(
          buyer,
          '/placements',
          reservation(offeringId, '2020-03-01'),
        );
        const begun = performance.now();
        await productAt(there).get(buyer, `/placements/${placementId}?minPosition=${position}`);
        lags.push(performance.now() - begun);
        await pause(LAG_EVERY_MS);
      }
    };
    const working = [
      ...urls.flatMap((url, at) => offerings.slice(at * CALLERS, (at + 1) * CALLERS).map((one) => caller(url, one))),
      probe(),
    ];
    await pause(SECONDS * 1_000);
    over = true;
    await Promise.all(working);
    const lagMs = { median: Math.round(quantile(lags, 0.5)), p95: Math.round(quantile(lags, 0.95)) };
    return { replicas: count, commandsPerSecond: Math.round(commands / SECONDS), lagMs };
  } finally {
    await replicas.stop();
  }
};

const furtherOfferings = async (
  product: ReturnType<typeof productAt>,
  seller: string,
  count: number,
): Promise<string[]> => {
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const { offeringId } = await product.post(seller, '/offerings', {
      name: `Tilbud ${number}`,
      targetGroups: ['Erhvervet hjerneskade'],
      ageFrom: 18,
      ageTo: 85,
    });
    const at = `/offerings/${offeringId}`;
    const line = { serviceLineId: 'SEL-107', legalBasis: 'SEL-107', name: 'Botilbud', from: '2020-01-01' };
    await product.post(seller, `${at}/service-lines`, line);
    await product.post(seller, `${at}/capacity`, {
      serviceLineId: 'SEL-107',
      places: 10_000,
      from: '2020-01-01',
      reason: 'Åbning',
    });
    await product.post(seller, `${at}/tariffs`, {
      serviceLineId: 'SEL-107',
      level: '1',
      validFrom: '2020-01-01',
      components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: 256_000 }],
      reason: 'Takst 2020',
    });
    ids.push(offeringId as string);
  }
  return ids;
};

const run = async (): Promise<void> => {
  const results: Measured[] = [];
  for (const count of [1, 2, 3]) results.push(await measured(count));
  const [one] = results;
  process.stdout.write('replicas  commands/s  ratio to one  lag median  lag p95\n');
  for (const { replicas, commandsPerSecond, lagMs } of results) {
    const ratio = (commandsPerSecond / (one?.commandsPerSecond ?? 1)).toFixed(2);
    process.stdout.write(
      `${String(replicas).padStart(8)}  ${String(commandsPerSecond).padStart(10)}  ${ratio.padStart(12)}  ${String(lagMs.median).padStart(7)} ms  ${String(lagMs.p95).padStart(4)} ms\n`,
    );
  }
  if (process.argv.includes('--json'))
    process.stdout.write(`${JSON.stringify({ bench: 'replicas', seconds: SECONDS, results })}\n`);
};

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
