import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inWords } from '../../src/audit/event-words';
import type { Names } from '../../src/audit/names';
import { trail } from '../../src/audit/trail.projection';
import { canonicalJson } from '../../src/kernel/canonical-json';
import type { Recorded } from '../../src/kernel/event';

/**
 * The audit trail keeps sentences, so other words need another version of it: else what is read in from now on is told in
 * other words than what was read in before, and a replay differs. When this test finds other words, raise `version` in
 * trail.projection.ts and rename words.v<version>.json before its lines are written anew. Lines are added freely.
 */
const GOLDENS = join(process.cwd(), 'test/architecture/goldens');
const KNOWN = join(process.cwd(), `test/audit/words.v${trail.version}.json`);

const NAMES: Names = {
  party: (code) => `[${code}]`,
  offering: (id) => `<${id}>`,
  placement: (id) => ({ offering: `<${id}>`, buyer: '751' }),
  agreement: (id) => `{${id}}`,
};

/** Tables of words for codes, of which a golden fact shows one code only. */
const TABLES = [
  '../../src/audit/phrases',
  '../../src/audit/dispute-words',
  '../../src/calculations/calculation.words',
  '../../src/citizens/citizen.words',
  '../../src/placements/placement.words',
  '../../src/settlement/settlement.words',
  '../../src/tariffs/tariff.words',
];

const digestOf = (words: object): string => hash('sha256', canonicalJson(words)).slice(0, 16);

/** A digest of each stored shape in words, and of each table. */
const digests = async (): Promise<Record<string, string>> => {
  const facts = readdirSync(GOLDENS)
    .filter((file) => file !== 'checksums.json')
    .sort()
    .map((file) => [file, JSON.parse(readFileSync(join(GOLDENS, file), 'utf8')) as Recorded] as const)
    .map(([file, fact]) => [file.replace(/\.json$/, ''), digestOf(inWords(fact, NAMES))] as const);
  const modules = await Promise.all(TABLES.map(async (file) => (await import(file)) as Record<string, unknown>));
  const tables = modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, table]) =>
      typeof table === 'object' && table !== null
        ? [[name, digestOf(JSON.parse(JSON.stringify(table)) as object)] as const]
        : [],
    ),
  );
  return Object.fromEntries([...facts, ...tables]);
};

it('are those of the version of the audit trail, or the version is to be raised', async () => {
  const known = JSON.parse(existsSync(KNOWN) ? readFileSync(KNOWN, 'utf8') : '{}') as Record<string, string>;
  expect(await digests()).toEqual(known);
});
