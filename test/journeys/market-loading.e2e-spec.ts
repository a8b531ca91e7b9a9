import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/app';
import { InvariantChecks } from '../../src/audit/check-invariants';
import { settingsFrom } from '../../src/config';
import { asDay } from '../../src/kernel/calendar';
import { MarketLoader } from '../../src/market/market-loader';
import type { EventStore } from '../../src/platform/event-store/event-store';
import { EVENT_STORE } from '../../src/platform/tokens';

const PLACES = 230;
const DAY = asDay('2026-11-21');
const LATER = asDay('2026-12-24');

class BrokenOff extends Error {}

/** Opens the product on the folder, loads, and tells what the log holds and whether it keeps its promises. */
const loaded = async (
  folder: string,
  today = DAY,
  breakAfter = Infinity,
  breakAt: { readonly type: string; readonly after: number } = { type: 'StatementDrawn', after: Infinity },
) => {
  const app = await createApp(settingsFrom({ PLADSBOG_DATA: folder, PLADSBOG_LOG: 'error' }));
  try {
    const store = app.get<EventStore>(EVENT_STORE);
    const append = store.append.bind(store);
    let appended = 0;
    store.append = (stream, expected, facts) => {
      if (facts[0]?.type === breakAt.type) appended += 1;
      return appended > breakAt.after ? Promise.reject(new BrokenOff()) : append(stream, expected, facts);
    };
    let steps = 0;
    const report = (): void => {
      steps += 1;
      if (steps > breakAfter) throw new BrokenOff();
    };
    const answer = await app
      .get(MarketLoader)
      .load(1, today, report, PLACES)
      .catch((failure: unknown) => {
        if (failure instanceof BrokenOff) return undefined;
        throw failure;
      });
    const facts: string[] = [];
    for await (const page of store.readAll())
      for (const { type, stream, revision, data } of page) facts.push(JSON.stringify([stream, revision, type, data]));
    const { invariants } = await app.get(InvariantChecks).run();
    return { answer, facts: facts.sort(), breaches: invariants.flatMap(({ breaches }) => breaches) };
  } finally {
    await app.close();
  }
};

const withoutAttempts = (facts: readonly string[]): string[] =>
  facts.filter((fact) => !fact.includes('knownPosition')).map((fact) => fact.replace(/"attempt":"[^"]*"/, ''));

const AFFAIRS = [
  'TariffCalculated',
  'YearEndAccountsSubmitted',
  'ResultSplit',
  'RegulationBroughtIn',
  'PaymentRegistered',
  'LineDisputed',
  'DisputeResolved',
  'PayerChangeProposed',
  'ChargeRaised',
];

describe('Loading the market', () => {
  const folders: string[] = [];
  const folder = (): string => {
    const made = mkdtempSync(join(tmpdir(), 'pladsbog-market-'));
    folders.push(made);
    return made;
  };
  afterAll(() => folders.forEach((made) => rmSync(made, { recursive: true, force: true })));

  it('goes on where it was broken off, on a later day, and ends with the same market', async () => {
    const whole = await loaded(folder());
    expect(whole.answer).toBe(true);

    const interrupted = folder();
    expect((await loaded(interrupted, DAY, 40)).answer).toBeUndefined();
    expect((await loaded(interrupted, LATER, 180)).answer).toBeUndefined();
    const finished = await loaded(interrupted, LATER);
    expect(finished.answer).toBe(true);
    expect(withoutAttempts(finished.facts)).toEqual(withoutAttempts(whole.facts));
    expect(finished.breaches).toEqual([]);
    expect((await loaded(interrupted, LATER)).answer).toBe(false);
    expect(AFFAIRS.filter((type) => !whole.facts.some((fact) => fact.includes(`"${type}"`)))).toEqual([]);
  }, 60_000);

  it('takes its affairs up where they were broken off, and pays and disputes nothing twice', async () => {
    const whole = await loaded(folder());
    const interrupted = folder();
    expect((await loaded(interrupted, DAY, Infinity, { type: 'PaymentRegistered', after: 20 })).answer).toBeUndefined();
    expect((await loaded(interrupted, LATER, Infinity, { type: 'LineDisputed', after: 2 })).answer).toBeUndefined();
    const finished = await loaded(interrupted, LATER);
    expect(finished).toMatchObject({ answer: true, breaches: [] });
    expect(withoutAttempts(finished.facts)).toEqual(withoutAttempts(whole.facts));
  }, 60_000);

  it('draws a month anew when it was broken off in the middle of its statements', async () => {
    const interrupted = folder();
    expect((await loaded(interrupted, DAY, Infinity, { type: 'StatementDrawn', after: 7 })).answer).toBeUndefined();
    const finished = await loaded(interrupted, LATER);
    expect(finished).toMatchObject({ answer: true, breaches: [] });
  }, 60_000);
});
