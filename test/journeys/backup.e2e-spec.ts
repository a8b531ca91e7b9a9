import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
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

const run = promisify(execFile);
const root = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'pladsbog-backup-'));
const dataFolder = join(folder, 'data');
const started: ProductProcess[] = [];

const start = async (data: string): Promise<ProductProcess> => {
  const product = await ProductProcess.start({ PLADSBOG_DATA: data, PLADSBOG_TODAY: '2020-02-10' });
  started.push(product);
  return product;
};

/** `npm run backup -- --to …`, as its operator runs it. */
const backup = async (...args: readonly string[]): Promise<{ code: number; said: string }> => {
  const program = ['-r', join(root, 'test/support/typescript.cjs'), join(root, 'src/backup.main.ts'), ...args];
  try {
    const { stdout } = await run(process.execPath, program, {
      cwd: root,
      env: { PATH: process.env.PATH, PLADSBOG_DATA: dataFolder },
    });
    return { code: 0, said: stdout };
  } catch (failure) {
    const { code, stderr } = failure as { code: number; stderr: string };
    return { code, said: stderr };
  }
};

afterAll(async () => {
  for (const product of started) await product.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const reserveAndConfirm = async (product: Product, offeringId: string, until: () => boolean): Promise<string[]> => {
  const [buyer, seller] = [await product.token(AARHUS, 'buyer'), await product.token(REGION, 'operator')];
  const confirmed: string[] = [];
  const caller = async (): Promise<void> => {
    while (!until()) {
      const { placementId } = await product.post(buyer, '/placements', reservation(offeringId, '2020-03-01'));
      await product.post(seller, `/placements/${placementId}/confirm`);
      confirmed.push(placementId);
    }
  };
  await Promise.all(Array.from({ length: 6 }, caller));
  return confirmed;
};

describe('A backup of a ledger that is in use', () => {
  const copy = join(folder, 'copy.sqlite');
  let live: ProductProcess;
  let before: string[];
  let during: string[];
  let offeringId: string;
  /** What an auditor took home before it. */
  let checkpoint: string;

  it('is taken while commands pour in, and says what it holds', async () => {
    live = await start(dataFolder);
    const product = productAt(live.url);
    offeringId = await openMarket(product);
    await settled(live.url);
    let rounds = 0;
    before = await reserveAndConfirm(product, offeringId, () => (rounds += 1) > 60);
    ({ text: checkpoint } = await product.get(await product.token(AARHUS, 'auditor'), '/audit/checkpoint'));
    let over = false;
    const load = reserveAndConfirm(product, offeringId, () => over);
    await pause(100);
    const { code, said } = await backup('--to', copy);
    over = true;
    during = await load;
    expect([code, said]).toEqual([
      0,
      expect.stringMatching(/^[0-9a-f]{64} {2}.*copy\.sqlite\n\d+ events, \d+ bytes, /),
    ]);
    expect(existsSync(`${copy}.part`)).toBe(false);
    expect(during.length).toBeGreaterThan(5);
    expect(live.complaints).toBe('');
  }, 60_000);

  it('replaces nothing, and says what is wrong in a sentence', async () => {
    const bytes = readFileSync(copy);
    expect(await backup('--to', copy)).toEqual({ code: 1, said: expect.stringContaining('a backup replaces nothing') });
    expect(readFileSync(copy).equals(bytes)).toBe(true);
    expect(await backup()).toEqual({ code: 1, said: expect.stringContaining('--to <file>') });
    expect((await backup('--to', join(folder, 'no-such-folder/copy.sqlite'))).code).toBe(1);
  }, 60_000);

  it('gives a product that has all that was acknowledged before it, and a contract for each purchase', async () => {
    const restored = join(folder, 'restored');
    mkdirSync(restored);
    copyFileSync(copy, join(restored, 'ledger.sqlite'));
    copyFileSync(`${copy}.policies`, join(restored, 'policies.sqlite'));
    copyFileSync(`${copy}.proofs`, join(restored, 'proofs.sqlite'));
    const again = await start(restored);
    await settled(again.url);
    const product = productAt(again.url);
    const [buyer, auditor] = [await product.token(AARHUS, 'buyer'), await product.token(AARHUS, 'auditor')];
    const placements = await everyPage(product, buyer, '/placements');
    const agreed = placements
      .filter(({ phase }: Said) => phase === 'agreed')
      .map(({ placementId }: Said) => placementId);
    expect(before.filter((placementId) => !agreed.includes(placementId))).toEqual([]);
    const drafted = await everyPage(product, auditor, '/audit/events?type=StandardContractDrafted&order=oldest');
    expect(drafted.map(({ subjects }: Said) => subjects.placementId).sort()).toEqual([...agreed].sort());
    const { equal } = await product.post(auditor, '/audit/replay');
    expect(equal).toBe(true);
    const verified = await product.post(auditor, '/audit/verify', { checkpoint });
    expect(verified).toMatchObject({ outcome: 'UNCHANGED', checkpoint: { signature: 'VALID', holds: true }, kept: 1 });
    // It goes on where it was: the next purchase is like any other.
    let once = 0;
    expect(await reserveAndConfirm(product, offeringId, () => (once += 1) > 6)).toHaveLength(6);
    expect(await again.end('SIGTERM')).toBe(0);
    expect(again.complaints).toBe('');
  }, 60_000);

  it('is taken of a stopped ledger too', async () => {
    expect(await live.end('SIGTERM')).toBe(0);
    const stopped = join(folder, 'stopped.sqlite');
    const { code, said } = await backup('--to', stopped);
    expect([code, said]).toEqual([0, expect.stringContaining('stopped.sqlite')]);
  }, 60_000);

  it('of a file that is no ledger is refused, and leaves nothing behind', async () => {
    writeFileSync(join(dataFolder, 'ledger.sqlite'), 'no ledger at all'.repeat(1_000));
    const nothing = join(folder, 'nothing.sqlite');
    expect((await backup('--to', nothing)).code).toBe(1);
    expect([existsSync(nothing), existsSync(`${nothing}.part`)]).toEqual([false, false]);
  }, 60_000);
});
