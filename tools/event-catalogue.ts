/**
 * Writes docs/events.md from the code: what can happen, what it carries, who records it and who follows it.
 * `node tools/event-catalogue.ts` writes, with `--check` it fails when the file is stale.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

export interface EventField {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly meaning: string;
}

export interface EventEntry {
  readonly type: string;
  readonly context: string;
  readonly file: string;
  readonly line: number;
  readonly meaning: string;
  readonly fields: readonly EventField[];
  /** Stream category, where a decider's aggregate takes the event. */
  readonly category: string | undefined;
  /** Commands whose decision can record it. */
  readonly recordedBy: readonly string[];
  readonly projections: readonly string[];
  readonly policies: readonly string[];
  readonly storedVersions: readonly number[];
}

const CONTEXT_ORDER = [
  'parties',
  'agreements',
  'offerings',
  'tariffs',
  'placements',
  'contracts',
  'settlement',
  'calculations',
  'year-end',
  'tariff-files',
  'cosigning',
];
const CATALOGUE = 'docs/events.md';
const GOLDENS = 'test/architecture/goldens';

export const sourceFiles = (root: string, folder = 'src'): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();

/** The comment directly above a declaration as one line of text. */
export const commentOf = (node: ts.Node): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();

const parsed = (root: string, file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);

export const visit = (node: ts.Node, see: (node: ts.Node) => void): void => {
  see(node);
  ts.forEachChild(node, (child) => {
    visit(child, see);
  });
};

interface Declared {
  readonly type: string;
  readonly file: string;
  readonly line: number;
  readonly meaning: string;
  readonly fields: readonly EventField[];
}

/** Every `export type X = Fact<'X', {…}>`, with fields as the compiler sees them through intersections. */
const declaredEvents = (root: string, files: readonly string[]): Declared[] => {
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    noEmit: true,
    types: [],
    skipLibCheck: true,
  };
  const program = ts.createProgram(
    files.map((file) => join(root, file)),
    options,
  );
  const checker = program.getTypeChecker();
  const found: Declared[] = [];
  for (const file of files) {
    const source = program.getSourceFile(join(root, file));
    source?.forEachChild((node) => {
      const fact = ts.isTypeAliasDeclaration(node) ? factOf(node) : undefined;
      if (!fact || !ts.isTypeAliasDeclaration(node)) return;
      found.push({
        type: fact.type,
        file,
        line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
        meaning: commentOf(node),
        fields: checker.getTypeFromTypeNode(fact.data).getProperties().map(fieldOf),
      });
    });
  }
  return found;
};

const factOf = (node: ts.TypeAliasDeclaration): { type: string; data: ts.TypeNode } | undefined => {
  if (!ts.isTypeReferenceNode(node.type) || node.type.typeName.getText() !== 'Fact') return undefined;
  const [name, data] = node.type.typeArguments ?? [];
  if (!name || !data || !ts.isLiteralTypeNode(name) || !ts.isStringLiteral(name.literal)) return undefined;
  return { type: name.literal.text, data };
};

const fieldOf = (property: ts.Symbol): EventField => {
  const declaration = property.valueDeclaration;
  if (!declaration || !ts.isPropertySignature(declaration))
    throw new Error(`An event's field must be declared plainly: ${property.name}`);
  return {
    name: property.name,
    type: (declaration.type?.getText() ?? 'unknown').replace(/\s+/g, ' ').replace(/\breadonly /g, ''),
    optional: declaration.questionToken !== undefined,
    meaning: commentOf(declaration),
  };
};

/** Union name → the events in it, through unions of unions. */
const unionsOf = (sources: readonly ts.SourceFile[]): ReadonlyMap<string, readonly string[]> => {
  const members = new Map<string, readonly string[]>();
  for (const source of sources)
    source.forEachChild((node) => {
      if (!ts.isTypeAliasDeclaration(node) || factOf(node)) return;
      const parts = ts.isUnionTypeNode(node.type) ? [...node.type.types] : [node.type];
      if (parts.every(ts.isTypeReferenceNode))
        members.set(
          node.name.text,
          parts.map((part) => part.typeName.getText()),
        );
    });
  const expanded = (name: string, depth = 0): string[] => {
    const parts = members.get(name);
    return parts && depth < 10 ? parts.flatMap((part) => expanded(part, depth + 1)) : [name];
  };
  return new Map([...members.keys()].map((name) => [name, expanded(name)]));
};

/** Event → stream category, from `const x: Aggregate<State, Events> = { category: '…' }`. */
const categoriesOf = (
  sources: readonly ts.SourceFile[],
  unions: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, string> => {
  const categories = new Map<string, string>();
  for (const source of sources)
    visit(source, (node) => {
      if (!ts.isVariableDeclaration(node) || !node.initializer || !ts.isObjectLiteralExpression(node.initializer))
        return;
      const category = node.initializer.properties
        .filter(ts.isPropertyAssignment)
        .find(({ name }) => name.getText() === 'category')?.initializer;
      const events = node.type && ts.isTypeReferenceNode(node.type) ? node.type.typeArguments?.[1] : undefined;
      if (!category || !ts.isStringLiteral(category) || !events) return;
      const named = ts.isUnionTypeNode(events) ? events.types : [events];
      for (const part of named)
        for (const event of unions.get(part.getText()) ?? [part.getText()]) categories.set(event, category.text);
    });
  return categories;
};

/** Top-level functions: what they mention, so that helpers that write the event count for the decision that calls them. */
const decisionsOf = (
  sources: readonly ts.SourceFile[],
  types: ReadonlySet<string>,
): ReadonlyMap<string, Set<string>> => {
  const mentions = new Map<string, Set<string>>();
  const records = new Map<string, Set<string>>();
  const commands = new Set<string>();
  for (const source of sources)
    source.forEachChild((top) => {
      if (ts.isClassDeclaration(top) && top.name && /extends Command\b/.test(top.getText()))
        commands.add(top.name.text);
      const named = ts.isVariableStatement(top)
        ? top.declarationList.declarations.filter((one) => ts.isIdentifier(one.name))
        : ts.isFunctionDeclaration(top)
          ? [top]
          : [];
      for (const declaration of named) {
        const name = declaration.name?.getText() ?? '';
        const mentioned = new Set<string>();
        const recorded = new Set<string>();
        visit(declaration, (node) => {
          if (ts.isIdentifier(node)) mentioned.add(node.text);
          if (!ts.isStringLiteral(node) || !types.has(node.text)) return;
          const { parent } = node;
          const written = ts.isPropertyAssignment(parent) && parent.name.getText() === 'type';
          if (written || ts.isCallExpression(parent)) recorded.add(node.text);
        });
        mentions.set(name, mentioned);
        records.set(name, recorded);
      }
    });
  const reached = (name: string, seen: Set<string>): Set<string> => {
    if (seen.has(name)) return new Set();
    seen.add(name);
    const all = new Set(records.get(name));
    for (const next of mentions.get(name) ?? [])
      if (mentions.has(next)) for (const event of reached(next, seen)) all.add(event);
    return all;
  };
  const byEvent = new Map<string, Set<string>>();
  for (const command of commands) {
    const decision = command.charAt(0).toLowerCase() + command.slice(1);
    for (const event of reached(decision, new Set())) {
      const known = byEvent.get(event) ?? new Set();
      byEvent.set(event, known.add(command));
    }
  }
  return byEvent;
};

/** Files of one kind that have an entry named after the event which does something with it. */
const followersOf = (sources: readonly ts.SourceFile[]): ReadonlyMap<string, Set<string>> => {
  const followers = new Map<string, Set<string>>();
  for (const source of sources) {
    const follower = source.fileName.replace(/^.*\/(?=[^/]+\/[^/]+$)/, '').replace(/\.(projection|policy)\.ts$/, '');
    visit(source, (node) => {
      const isEntry =
        ts.isMethodDeclaration(node) || ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node);
      if (!isEntry) return;
      if (ts.isPropertyAssignment(node) && doesNothing(node.initializer)) return;
      const name = ts.isStringLiteral(node.name) ? node.name.text : node.name.getText();
      const known = followers.get(name) ?? new Set();
      followers.set(name, known.add(follower));
    });
  }
  return followers;
};

const doesNothing = (node: ts.Expression): boolean =>
  (ts.isArrowFunction(node) && ts.isBlock(node.body) && node.body.statements.length === 0) ||
  (ts.isIdentifier(node) && /^(nothing|ignored?|unchanged|noChange|doNothing|passOver)/i.test(node.text));

const storedVersionsOf = (root: string): ReadonlyMap<string, number[]> => {
  const versions = new Map<string, number[]>();
  const folder = join(root, GOLDENS);
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    const [, type = '', version = ''] = /^(\w+)\.v(\d+)\.json$/.exec(file) ?? [];
    if (type)
      versions.set(
        type,
        [...(versions.get(type) ?? []), Number(version)].sort((a, b) => a - b),
      );
  }
  return versions;
};

export const readCatalogue = (root: string): EventEntry[] => {
  const files = sourceFiles(root);
  const eventFiles = files.filter((file) => file.endsWith('.events.ts'));
  const sourcesEnding = (ending: RegExp) => files.filter((file) => ending.test(file)).map((file) => parsed(root, file));
  const declared = declaredEvents(root, eventFiles);
  const types = new Set(declared.map(({ type }) => type));
  const deciders = sourcesEnding(/\.(decider|calculation)\.ts$/);
  const unions = unionsOf(sourcesEnding(/\.events\.ts$/));
  const categories = categoriesOf(deciders, unions);
  const decisions = decisionsOf(deciders, types);
  const projections = followersOf(sourcesEnding(/\.projection\.ts$/));
  const policies = followersOf(sourcesEnding(/\.policy\.ts$/));
  const versions = storedVersionsOf(root);
  const sorted = (names: Iterable<string> = []) => [...new Set(names)].sort();
  return declared
    .map((event) => ({
      ...event,
      context: event.file.split('/')[1] ?? '',
      category: categories.get(event.type),
      recordedBy: sorted(decisions.get(event.type)),
      projections: sorted([...(projections.get(event.type) ?? []), ...(projections.get('*') ?? [])]),
      policies: sorted([...(policies.get(event.type) ?? []), ...(policies.get('*') ?? [])]),
      storedVersions: versions.get(event.type) ?? [],
    }))
    .sort((a, b) => orderOf(a.context) - orderOf(b.context) || a.file.localeCompare(b.file) || a.line - b.line);
};

const orderOf = (context: string): number => {
  const at = CONTEXT_ORDER.indexOf(context);
  return at < 0 ? CONTEXT_ORDER.length : at;
};

export const written = (events: readonly EventEntry[]): string => {
  const contexts = [...new Set(events.map(({ context }) => context))];
  const contents = contexts.map((context) => {
    const links = events
      .filter((event) => event.context === context)
      .map(({ type }) => `[${type}](#${type.toLowerCase()})`);
    return `- **${context}**: ${links.join(', ')}`;
  });
  const chapters = contexts.map((context) => {
    const chapter = events.filter((event) => event.context === context).map(described);
    return `## ${context}\n\n${chapter.join('\n')}`;
  });
  const introduction = [
    '# Events',
    '',
    `What can happen in the market: ${events.length} events, written from the code by \`npm run docs:events\`. Do not edit.`,
    'Money is whole øre, days are Danish local days, and people are pseudonyms.',
  ].join('\n');
  return `${introduction}\n\n${contents.join('\n')}\n\n${chapters.join('\n')}`;
};

const described = (event: EventEntry): string => {
  const cell = (text: string) => text.replaceAll('|', String.raw`\|`);
  const rows = event.fields.map(
    ({ name, type, optional, meaning }) =>
      `| \`${name}\`${optional ? ' (optional)' : ''} | \`${cell(type)}\` | ${cell(meaning)} |`,
  );
  const list = (names: readonly string[]) => (names.length === 0 ? '–' : names.join(', '));
  const source = `[${event.file}](../${event.file}#L${event.line})`;
  return [
    `### ${event.type}`,
    '',
    event.meaning,
    '',
    '| field | type | meaning |',
    '| --- | --- | --- |',
    ...rows,
    '',
    `- Stream: ${event.category === undefined ? '–' : `\`${event.category}-…\``}`,
    `- Recorded by: ${list(event.recordedBy)}`,
    `- Projections: ${list(event.projections)}`,
    `- Policies: ${list(event.policies)}`,
    `- Stored versions: ${list(event.storedVersions.map((version) => `v${version}`))}`,
    `- Source: ${source}`,
    '',
  ].join('\n');
};

const main = (root: string, check: boolean): number => {
  const text = written(readCatalogue(root));
  const file = join(root, CATALOGUE);
  if (!check) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`${CATALOGUE} is written`);
    return 0;
  }
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return 0;
  console.error(`${CATALOGUE} is stale: run npm run docs:events`);
  return 1;
};

if (process.argv[1]?.endsWith('event-catalogue.ts')) {
  process.exitCode = main(process.cwd(), process.argv.includes('--check'));
}
