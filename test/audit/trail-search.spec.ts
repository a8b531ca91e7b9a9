import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TrailQueries, type TrailFilter } from '../../src/audit/trail.queries';
import { trail } from '../../src/audit/trail.projection';
import { ProjectionRunner } from '../../src/platform/subscriptions/projection-runner';
import { ReadStore } from '../../src/platform/subscriptions/read-store';
import { MemoryEventStore } from '../support/memory-store';
import type { LedgerEvent } from '../../src/audit/ledger';
import { asDay } from '../../src/kernel/calendar';
import { serviceLineId as lineId } from '../../src/kernel/vocabulary';
import { recorded } from '../support/project';
import { HOESKOVEN, tariff } from './small-ledger';

const PARTIES = 12_500;

describe('Looking for words in a long log', () => {
  const store = new MemoryEventStore(() => '2020-07-02T08:00:00.000Z', 3);
  let dataFolder: string;
  let reads: ReadStore;
  let runner: ProjectionRunner;
  let queries: TrailQueries;

  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'pladsbog-trail-'));
    const facts = Array.from({ length: PARTIES }, (_, at) => {
      const name = at === 0 ? 'Fonden Ørevad' : `Leverandør ${at}`;
      return recorded({ type: 'PartyRegistered', data: { party: `p-${at}`, name, kind: 'supplier', cvr: '29190925' } });
    });
    for (let at = 0; at < PARTIES; at += 500) await store.append(`parties-${at}`, -1, facts.slice(at, at + 500));
    // A day place whose service line has a name of its own, and a stay that has one, too.
    const lines = [
      ['VÆRKSTED', 'SEL-103'],
      ['SKOVHUSET', 'SEL-107'],
    ] as const;
    const sold = lines.flatMap(([line, legalBasis]): LedgerEvent[] => {
      const serviceLineId = lineId(line);
      const from = asDay('2020-01-01');
      const data = { offeringId: HOESKOVEN, serviceLineId, legalBasis, name: line, from };
      return [
        { type: 'ServiceLineAdded', data: { ...data, coveredByFramework: true, shortStay: false } },
        tariff({ serviceLineId }),
      ];
    });
    await store.append(
      'lines',
      -1,
      sold.map((fact) => recorded(fact)),
    );
    reads = new ReadStore({ projections: [trail], dataFolder });
    runner = new ProjectionRunner(store, reads);
    await runner.start();
    expect(await runner.waitFor(await store.head(), 20_000)).toBe(true);
    queries = new TrailQueries(reads, store);
  });

  afterAll(async () => {
    await runner.stop();
    reads.close();
    await rm(dataFolder, { recursive: true, force: true });
  });

  const said = (text: string, filter: Partial<TrailFilter> = {}) =>
    queries.search({ text, order: 'newest', limit: 3, ...filter });

  it('looks through a part of it and says how far, so that the next page goes on there', async () => {
    const first = await said('ØREVAD');
    expect(first.entries).toEqual([]);
    expect(first.lookedTo).toBeGreaterThan(1);
    const second = await said('ØREVAD', { after: first.lookedTo });
    expect(second.entries.map(({ words }) => words.da)).toEqual([expect.stringContaining('Fonden Ørevad')]);
    expect(second.lookedTo).toBeUndefined();
  });

  it('prices what is sold by the paragraph of its service line, whatever that is called', async () => {
    const { entries } = await queries.search({ types: ['TariffChanged'], order: 'oldest', limit: 3 });
    expect(entries.map(({ words }) => /\/(\S+)/.exec(words.da)?.[1])).toEqual(['dag', 'døgn']);
  });

  it('stops as soon as the page is full', async () => {
    const { entries, lookedTo } = await said('leverandør', { order: 'oldest' });
    expect(entries.map(({ fact }) => (fact.data as { name: string }).name)).toEqual([
      'Leverandør 1',
      'Leverandør 2',
      'Leverandør 3',
    ]);
    expect(lookedTo).toBeUndefined();
  });

  it('says nothing of how far it looked when it came to the end', async () => {
    expect(await said('findes ikke', { from: 3 * (PARTIES - 50) })).toEqual({ entries: [] });
  });
});
