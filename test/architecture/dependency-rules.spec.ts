import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The dependency rules must bite: one planted violation for each, and a clean neighbour that none complains about. */
const ROOT = process.cwd();

const PLANTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'parties-looks-upstream-only': { 'src/parties/party-rules.ts': `export * from '../tariffs/tariff.events';` },
  'settlement-looks-upstream-only': { 'src/settlement/bill.ts': `export * from '../audit/trail.queries';` },
  'settlement-lines-rest-on-earlier-parts-only': {
    'src/settlement/lines/credit.ts': `export * from '../payments/payment.decider';`,
  },
  'settlement-payments-rest-on-earlier-parts-only': {
    'src/settlement/payments/taken.ts': `export * from '../accounts/balance';`,
    'src/settlement/accounts/balance.ts': `export * from '../payments/payment.decider';`,
  },
  'settlement-stands-in-its-parts': {
    'src/settlement/settlement.module.ts': `export * from './flat';`,
    'src/settlement/flat.ts': `export const flat = 1;`,
  },
  'occupancy-looks-upstream-only': { 'src/occupancy/count.ts': `export * from '../audit/trail.queries';` },
  'contexts-share-facts-and-queries-only': { 'src/tariffs/price.ts': `export * from '../offerings/offering.decider';` },
  'modules-see-modules': { 'src/tariffs/tariffs.module.ts': `export * from '../offerings/offering.decider';` },
  'contexts-do-not-know-what-stands-above': { 'src/tariffs/load.ts': `export * from '../market/market-plan';` },
  'pages-decide-nothing': { 'src/ui/start.pages.ts': `export * from '../offerings/offering.decider';` },
  'pages-are-drawn-by-pages': { 'src/tariffs/page.ts': `export { render } from 'preact';` },
  'pure-core': { 'src/offerings/offering.projection.ts': `export * from '../platform/clock';` },
  'pure-core-all-the-way-down': {
    'src/offerings/rules.calculation.ts': `export * from './lookup';`,
    'src/offerings/lookup.ts': `export { readFileSync } from 'node:fs';`,
  },
  'kernel-knows-only-itself': { 'src/kernel/money.ts': `export * from '../tariffs/tariff.events';` },
  'policies-ask-their-own-context': {
    'src/contracts/draft.policy.ts': `export * from '../offerings/offering.decider';`,
  },
  'platform-knows-no-domain': { 'src/platform/clock.ts': `export * from '../offerings/offering.events';` },
  'one-door-to-eventstoredb': { 'src/tariffs/store.ts': `export * from '@eventstore/db-client';` },
  'one-door-to-postgresql': { 'src/tariffs/shared.ts': `export { Pool } from 'pg';` },
  'one-door-to-sqlite': { 'src/tariffs/rows.ts': `export { DatabaseSync } from 'node:sqlite';` },
  'the-frame-knows-no-page': {
    'src/ui/frame/words.ts': `export * from '../find/find.pages';`,
    'src/ui/find/find.pages.ts': `export const find = 1;`,
  },
  'no-circular': {
    'src/tariffs/one.ts': `import './two'; export const one = 1;`,
    'src/tariffs/two.ts': `import './one'; export const two = 2;`,
  },
  'no-orphans': { 'src/tariffs/forgotten.ts': `export const forgotten = 1;` },
  'no-test-code-in-the-product': { 'src/tariffs/tried.ts': `export * from '../../test/support/given';` },
};

const CLEAN: Readonly<Record<string, string>> = {
  'src/main.ts': `import './contexts';`,
  'src/contexts.ts': `import './tariffs/change-tariff'; import './offerings/offering.decider'; import './audit/trail.queries'; import './market/market-plan'; import './platform/clock'; import './settlement/payments/payment.decider';`,
  'src/kernel/event.ts': `export const event = 1;`,
  'src/platform/clock.ts': `export const clock = 1;`,
  'src/offerings/offering.events.ts': `export * from '../kernel/event';`,
  'src/offerings/offering.decider.ts': `import './offering.events'; export const decide = 1;`,
  'src/offerings/offerings.facts.ts': `import './offering.decider'; export const facts = 1;`,
  // Events are known to all parts of a context.
  'src/settlement/payments/payment.events.ts': `export const payment = 1;`,
  'src/settlement/payments/payment.decider.ts': `import './payment.events'; import '../lines/line'; export const paid = 1;`,
  'src/settlement/lines/line.ts': `import '../payments/payment.events'; export const line = 1;`,
  'src/tariffs/tariff.events.ts': `import '../offerings/offering.events'; export const tariff = 1;`,
  'src/tariffs/change-tariff.ts': `import './tariff.events'; import '../offerings/offerings.facts'; import '../platform/clock';`,
  'src/audit/trail.queries.ts': `export const trail = 1;`,
  'src/market/market-plan.ts': `export const plan = 1;`,
  'test/support/given.ts': `export const given = 1;`,
  'node_modules/pg/package.json': `{ "name": "pg", "main": "index.js" }`,
  'node_modules/pg/index.js': ``,
  'node_modules/preact/package.json': `{ "name": "preact", "main": "index.js" }`,
  'node_modules/preact/index.js': ``,
  'node_modules/@eventstore/db-client/package.json': `{ "name": "@eventstore/db-client", "main": "index.js" }`,
  'node_modules/@eventstore/db-client/index.js': ``,
};

const violationsIn = (files: Readonly<Record<string, string>>): string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'pladsbog-rules-'));
  try {
    for (const [file, text] of Object.entries({ ...CLEAN, ...files })) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${text}\n`);
    }
    cpSync(join(ROOT, '.dependency-cruiser.cjs'), join(folder, '.dependency-cruiser.cjs'));
    cpSync(join(ROOT, 'tsconfig.json'), join(folder, 'tsconfig.json'));
    writeFileSync(
      join(folder, 'package.json'),
      '{ "dependencies": { "@eventstore/db-client": "*", "pg": "*", "preact": "*" } }',
    );
    symlinkSync(join(ROOT, 'node_modules/typescript'), join(folder, 'node_modules/typescript'));
    const cruise = join(ROOT, 'node_modules/.bin/depcruise');
    const asked = [cruise, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'];
    const answer = execFileSync(process.execPath, asked, { cwd: folder, encoding: 'utf8', maxBuffer: 10_000_000 });
    const { summary } = JSON.parse(answer) as { summary: { violations: { rule: { name: string }; from: string }[] } };
    return summary.violations.map(({ rule, from }) => `${rule.name} in ${from}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

describe('Dependency rules', () => {
  it('have nothing to say about code that keeps them', () => {
    expect(violationsIn({})).toEqual([]);
  });

  it('report each planted violation', () => {
    // All at once, for each start of the tool takes a second; a rule that did not bite would be missing.
    const all = Object.assign({}, ...Object.values(PLANTED)) as Record<string, string>;
    const reported = violationsIn(all);
    const silent = Object.entries(PLANTED).filter(
      ([rule, files]) => !Object.keys(files).some((file) => reported.includes(`${rule} in ${file}`)),
    );
    expect(silent.map(([rule]) => rule)).toEqual([]);
  });
});
