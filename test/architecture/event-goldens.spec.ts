import { hash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Aggregate } from '../../src/kernel/decider';
import type { Fact, Recorded } from '../../src/kernel/event';
import type { AnyProjection } from '../../src/kernel/projection';
import * as upcastingModule from '../../src/platform/event-store/upcasting';
import type { Upcasting } from '../../src/platform/event-store/upcasting';
import type { EventEntry } from '../../tools/event-catalogue';
import { readCatalogue, sourceFiles } from '../../tools/event-catalogue';
import { projected } from '../support/project';

/**
 * Every stored shape ever written, as it lies in the log. A golden is never changed: a ledger somewhere holds it. When
 * the shape of an event changes, its golden stays, the new shape gets the next number, and upcasting leads from one to
 * the other. An optional field is shown by one more golden of the same type, with a word in its name: `Name.v1.word.json`.
 * To add one: write the file, run this test, and copy the line it asks for into checksums.json.
 */
const ROOT = process.cwd();
const FOLDER = join(ROOT, 'test/architecture/goldens');

interface Golden {
  readonly file: string;
  readonly type: string;
  readonly version: number;
  readonly bytes: string;
  readonly fact: Recorded;
}

const goldens: readonly Golden[] = readdirSync(FOLDER)
  .filter((file) => file !== 'checksums.json')
  .map((file) => {
    const [, type = '', version = ''] = /^(\w+)\.v(\d+)(?:\.[a-z-]+)?\.json$/.exec(file) ?? [];
    const bytes = readFileSync(join(FOLDER, file), 'utf8');
    return { file, type, version: Number(version), bytes, fact: JSON.parse(bytes) as Recorded };
  })
  .sort((a, b) => a.fact.position - b.fact.position);

const checksums = JSON.parse(readFileSync(join(FOLDER, 'checksums.json'), 'utf8')) as Record<string, string>;
const catalogue = readCatalogue(ROOT);
const declared = new Map<string, EventEntry>(catalogue.map((event) => [event.type, event]));

/** The upcasting the product opens its store with: the one exported beside the mechanism. */
const upcast: Upcasting = (upcastingModule as { UPCASTING?: Upcasting }).UPCASTING ?? upcastingModule.NO_UPCASTING;

const asReadToday = (golden: Golden): Recorded => ({ ...golden.fact, ...upcast(golden.fact.type, golden.fact.data) });

const exportsOf = async (ending: string): Promise<unknown[]> => {
  const files = sourceFiles(ROOT).filter((file) => file.endsWith(ending));
  const modules = await Promise.all(files.map(async (file) => (await import(join(ROOT, file))) as object));
  return modules.flatMap((module) => Object.values(module) as unknown[]);
};

const isAggregate = (value: unknown): value is Aggregate<unknown, Fact> =>
  typeof value === 'object' && value !== null && 'category' in value && 'evolve' in value;

const isProjection = (value: unknown): value is AnyProjection =>
  typeof value === 'object' && value !== null && 'tables' in value && 'on' in value && 'version' in value;

describe('Stored shapes', () => {
  it('are there for every event type', () => {
    const kept = new Set(goldens.map(({ type }) => type));
    expect(catalogue.map(({ type }) => type).filter((type) => !kept.has(type))).toEqual([]);
  });

  it('are never changed, only added', () => {
    const found = Object.fromEntries(goldens.map(({ file, bytes }) => [file, hash('sha256', bytes, 'hex')]));
    expect(found).toEqual(checksums);
  });

  it.each(goldens)(
    '$file says its own type in its name and holds everything the store adds',
    ({ fact, type, version }) => {
      expect(fact.type).toBe(version === 1 ? type : `${type}.v${version}`);
      expect(Object.keys(fact).sort()).toEqual([
        'data',
        'id',
        'metadata',
        'position',
        'recordedAt',
        'revision',
        'stream',
        'type',
      ]);
    },
  );

  it.each(goldens)('$file reads as today’s event: every required field, no unknown one', (golden) => {
    const { type, data } = asReadToday(golden);
    const event = declared.get(type);
    const names = Object.keys(data);
    expect(event?.fields.filter(({ name, optional }) => !optional && !names.includes(name)) ?? [type]).toEqual([]);
    expect(names.filter((name) => !event?.fields.some((field) => field.name === name))).toEqual([]);
  });

  it.each(catalogue)('show every field of $type, the optional ones too', ({ type, fields }) => {
    const newest = goldens.filter((golden) => golden.type === type).at(-1);
    expect(newest).toBeDefined();
    expect(Object.keys(newest ? asReadToday(newest).data : {}).sort()).toEqual(fields.map(({ name }) => name).sort());
  });

  it('can each be folded by the aggregate of its stream', async () => {
    const aggregates = (await exportsOf('.decider.ts')).filter(isAggregate);
    for (const golden of goldens) {
      const fact = asReadToday(golden);
      const category = declared.get(fact.type)?.category;
      const own = aggregates.filter((aggregate) => aggregate.category === category);
      for (const { evolve, initial } of own) expect(() => evolve(initial, fact)).not.toThrow();
      expect(own).toHaveLength(1);
    }
  });

  it('can be folded one after the other', async () => {
    const aggregates = (await exportsOf('.decider.ts')).filter(isAggregate);
    const folded = new Set<string>();
    for (const { category, evolve, initial } of aggregates) {
      let state = initial;
      for (const golden of goldens) {
        const fact = asReadToday(golden);
        if (declared.get(fact.type)?.category !== category) continue;
        state = evolve(state, fact);
        folded.add(golden.type);
      }
      expect(state).toBeDefined();
    }
    expect(folded.size).toBe(new Set(goldens.map(({ type }) => type)).size);
  });

  it('can be followed by every read model', async () => {
    const projections = (await exportsOf('.projection.ts')).filter(isProjection);
    expect(projections.length).toBeGreaterThan(5);
    for (const projection of projections) expect(() => projected(projection, goldens.map(asReadToday))).not.toThrow();
  });
});
