/**
 * Writes docs/access.md from the access table: who may do what, in words for a security officer.
 * `npm run docs:access` writes, with `-- --check` it fails when the file is stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DynamicModule, ForwardReference, Type } from '@nestjs/common';
import { AppModule, type AppParts } from '../src/app.module';
import { CONTEXTS } from '../src/contexts';
import type { Permission, Relation } from '../src/kernel/access';
import { RELATIONS } from '../src/kernel/access';
import { ROLES } from '../src/kernel/vocabulary';
import { RELATION_WORDS, ROLE_WORDS } from '../src/platform/auth/access-words';
import { routesOf, type GuardedRoute } from '../src/platform/auth/guarded-routes';

const DOCUMENT = 'docs/access.md';

type Imported = Type | DynamicModule | Promise<DynamicModule> | ForwardReference;

/** Every route of the product, read from its modules without starting it. */
export const everyRoute = (): readonly GuardedRoute[] => {
  const root = AppModule.register({ settings: { dataFolder: '' }, issuers: {} } as unknown as AppParts);
  return [...new Set(controllersIn(root, new Set()))].flatMap(routesOf);
};

const controllersIn = (imported: Imported, seen: Set<unknown>): readonly Type[] => {
  if (seen.has(imported)) return [];
  seen.add(imported);
  const given = imported as Partial<DynamicModule>;
  const module = (given.module ?? imported) as object;
  const declared = <T>(name: string) => (Reflect.getMetadata(name, module) ?? []) as readonly T[];
  const imports = [...declared<Imported>('imports'), ...((given.imports ?? []) as readonly Imported[])];
  return [
    ...declared<Type>('controllers'),
    ...(given.controllers ?? []),
    ...imports.flatMap((each) => controllersIn(each, seen)),
  ];
};

export const written = (routes: readonly GuardedRoute[]): string => {
  const resources = [...new Set(routes.map(({ permission }) => permission?.resource ?? ''))];
  const chapters = resources.map((resource) => {
    const rows = routes.filter(({ permission }) => permission?.resource === resource).flatMap(describedWithParts);
    return [`## ${resource}`, '', ...TABLE_HEAD, ...rows].join('\n');
  });
  return `${[INTRODUCTION, RELATIONS_TABLE, ...chapters].join('\n\n')}\n`;
};

const INTRODUCTION = `# Hvem må hvad · Who may do what

Written from the access table in the code (\`src/*/*.access.ts\`) by \`npm run docs:access\`. Do not edit.

**Dansk.** En rolle gælder for én part (kommune, region eller leverandør) og kun sammen med partens forhold til sagen: den,
der køber for Region Midtjylland, ser ikke de borgere, regionen sælger pladser til. Cellerne siger, hvilke ting en rolle må
gøre det med. En tom celle er et nej. Det, man ikke må se, svarer systemet på, som om det ikke findes (404). Det, man må se
men ikke gøre, afvises (403). Alle andre end \`public\` skal have et gyldigt adgangsbevis (401).

**English.** A role is held for one party (municipality, region or supplier) and counts only together with how that party
stands to the thing: whoever buys for Region Midtjylland does not see the citizens whom the region sells places to. A cell
says which things a role may do it to. An empty cell is a no. What one may not see is answered as if it did not exist (404).
What one may see but not do is refused (403). Everything but \`public\` needs a valid token (401).

The **auditor** (revision) reads everything in the ledger and changes nothing: that purchases equal sales can only be proved
over both parties, so the role is not bound to a party and must only be given to those appointed to audit the whole ledger.
The **secretariat** (sekretariat) never sees a citizen: no placement, contract, statement or amount on a person; what it
keeps, it keeps in the region whose code its token carries. Citizens are opaque references everywhere.`;

const RELATIONS_TABLE = [
  '| word | dansk | English |',
  '| --- | --- | --- |',
  ...RELATIONS.map((relation) => `| ${relation} | ${RELATION_WORDS[relation].da} | ${RELATION_WORDS[relation].en} |`),
].join('\n');

const TABLE_HEAD = [
  `| action | route | ${ROLES.map((role) => `${ROLE_WORDS[role].da} · ${role}`).join(' | ')} |`,
  `| --- | --- | ${ROLES.map(() => '---').join(' | ')} |`,
];

const PARTS: readonly Permission[] = CONTEXTS.flatMap(({ access }) => Object.values(access));

/** The row of a route, and below it those of the parts of its answer that not everybody sees. */
const describedWithParts = (route: GuardedRoute): readonly string[] => {
  const parts = PARTS.filter(({ within }) => within !== undefined && within === route.permission?.action);
  return [described(route), ...parts.map((permission) => described({ ...route, permission }))];
};

const described = ({ method, path, permission }: GuardedRoute): string => {
  if (permission === undefined) return `| | \`${method} ${path}\` | | | | |`;
  const { action, da, en } = permission;
  const cells = ROLES.map((role) => cellOf(permission, role).join(', '));
  return `| **${da}** · ${en} (\`${action}\`) | \`${method} ${path}\` | ${cells.join(' | ')} |`;
};

const cellOf = ({ may }: Permission, role: (typeof ROLES)[number]): readonly (Relation | 'public')[] =>
  may === 'public' ? ['public'] : (may[role] ?? []);

const main = (root: string, check: boolean): number => {
  const text = written(everyRoute());
  const file = join(root, DOCUMENT);
  if (!check) {
    writeFileSync(file, text);
    console.log(`${DOCUMENT} is written`);
    return 0;
  }
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return 0;
  console.error(`${DOCUMENT} is stale: run npm run docs:access`);
  return 1;
};

if (process.argv[1]?.endsWith('access-table.ts')) {
  process.exitCode = main(process.cwd(), process.argv.includes('--check'));
}
