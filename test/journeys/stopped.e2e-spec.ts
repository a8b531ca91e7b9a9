import { randomUUIDv7 as newId } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { everyPage, openMarket, productAt, ProductProcess, settled } from '../support/product-process';
import { AARHUS, reservation } from '../support/small-market';

const CALLERS = 16;
const STOP_SECONDS = 4;

const dataFolder = mkdtempSync(join(tmpdir(), 'pladsbog-stopped-'));
const started: ProductProcess[] = [];

const start = async (): Promise<ProductProcess> => {
  const product = await ProductProcess.start({
    PLADSBOG_DATA: dataFolder,
    PLADSBOG_TODAY: '2020-02-10',
    PLADSBOG_STOP_SECONDS: String(STOP_SECONDS),
  });
  started.push(product);
  return product;
};

afterAll(async () => {
  for (const product of started) await product.end('SIGKILL');
  rmSync(dataFolder, { recursive: true, force: true });
});

interface Calls {
  /** Citizens whose reservation was answered with yes. */
  readonly acknowledged: string[];
  /** Answers that were anything else, or that broke off in their middle. */
  readonly wrong: string[];
  /** Calls that found the door closed, and got no answer at all. */
  turnedAway: number;
}

/** One caller that reserves until nobody answers any more. */
const reserveUntilTheEnd = async (url: string, token: string, offeringId: string, calls: Calls): Promise<void> => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  for (;;) {
    const citizenRef = newId();
    const body = JSON.stringify(reservation(offeringId, '2020-03-01', { citizenRef }));
    let answer: Response;
    try {
      answer = await fetch(`${url}/api/v1/placements`, { method: 'POST', headers, body });
    } catch {
      calls.turnedAway += 1;
      return;
    }
    try {
      const said = await answer.text();
      if (answer.status === 201 && typeof (JSON.parse(said) as { placementId: string }).placementId === 'string')
        calls.acknowledged.push(citizenRef);
      else calls.wrong.push(`${answer.status} ${said}`);
    } catch (failure) {
      calls.wrong.push(`half an answer: ${String(failure)}`);
    }
  }
};

describe('The product, asked to stop in the middle of its work', () => {
  it('answers what it has accepted, keeps it, and ends with 0 in time', async () => {
    const calls: Calls = { acknowledged: [], wrong: [], turnedAway: 0 };
    const first = await start();
    const product = productAt(first.url);
    const offeringId = await openMarket(product);
    await settled(first.url);
    const buyer = await product.token(AARHUS, 'buyer');
    const callers = Array.from({ length: CALLERS }, () => reserveUntilTheEnd(first.url, buyer, offeringId, calls));
    await pause(700);
    const begun = performance.now();
    expect(await first.end('SIGTERM')).toBe(0);
    expect(performance.now() - begun).toBeLessThan(STOP_SECONDS * 4_000);
    await Promise.all(callers);
    expect(calls.wrong).toEqual([]);
    expect(calls.turnedAway).toBe(CALLERS);
    expect(calls.acknowledged.length).toBeGreaterThan(CALLERS);
    expect(first.complaints).toBe('');

    const second = await start();
    await settled(second.url);
    const placements = await everyPage(productAt(second.url), buyer, '/placements');
    const citizens = placements.map(({ citizenRef }: { citizenRef: string }) => citizenRef);
    expect(new Set(citizens).size).toBe(citizens.length);
    expect(calls.acknowledged.filter((citizenRef) => !citizens.includes(citizenRef))).toEqual([]);
    // What was written and not answered is at most what was on the wire when the door closed.
    expect(citizens.length - calls.acknowledged.length).toBeLessThanOrEqual(CALLERS);
    expect(await second.end('SIGINT')).toBe(0);
  }, 60_000);

  it('does not wait for ever for a client that never ends its request', async () => {
    const product = await start();
    const socket = await neverEnding(product.url);
    const begun = performance.now();
    expect(await product.end('SIGTERM')).toBe(0);
    const seconds = (performance.now() - begun) / 1_000;
    expect(seconds).toBeGreaterThan(STOP_SECONDS / 2);
    // The client would hold on for as long as the test; that a busy machine is slow to end says nothing.
    expect(seconds).toBeLessThan(STOP_SECONDS * 4);
    expect(product.complaints).toContain('blev ikke færdige i tide');
    socket.destroy();
  }, 30_000);

  it('ends at once on a second signal', async () => {
    const product = await start();
    const socket = await neverEnding(product.url);
    product.signal('SIGTERM');
    await pause(300);
    const begun = performance.now();
    expect(await product.end('SIGTERM')).toBe(130);
    expect(performance.now() - begun).toBeLessThan(1_000);
    socket.destroy();
  }, 30_000);
});

/** A connection on which a body is announced that never comes. */
const neverEnding = async (url: string): Promise<Socket> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  socket.write(
    'POST /api/v1/auth/tokens HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{',
  );
  await pause(300);
  return socket;
};
