import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';

import type { RefusalCatalogue } from '../../src/kernel/messages';
import { LANGUAGES } from '../../src/kernel/messages';
import { readCatalogue, sourceFiles, visit } from '../../tools/event-catalogue';

/** The habits of this code that no compiler and no linter sees. */
const ROOT = process.cwd();
const files = sourceFiles(ROOT);
const text = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
const parsed = new Map(
  files.map((file) => [file, ts.createSourceFile(file, text.get(file) ?? '', ts.ScriptTarget.Latest, true)]),
);
const tests = readdirSync(join(ROOT, 'test'), { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.ts') && !file.includes('node_modules') && !file.startsWith('architecture/'));
const testTexts = tests.map((file) => readFileSync(join(ROOT, 'test', file), 'utf8'));

const PURE = /\.(events|decider|projection|policy|calculation|tables|messages|access)\.ts$|^src\/kernel\//;
const CONTEXT_FOLDERS = new Set([
  'parties',
  'agreements',
  'offerings',
  'tariffs',
  'placements',
  'citizens',
  'contracts',
  'settlement',
  'documents',
  'occupancy',
  'calculations',
  'year-end',
  'objective-financing',
  'tariff-files',
  'cosigning',
  'audit',
  'proofs',
]);
const inContext = (file: string): boolean =>
  CONTEXT_FOLDERS.has(file.split('/')[1] ?? '') || file.startsWith('src/market/');

const KINDS = [
  'events',
  'words',
  'decider',
  'calculation',
  'projection',
  'tables',
  'policy',
  'queries',
  'facts',
  'commands',
  'messages',
  'access',
  'routes',
  'views',
  'module',
  'job',
  'worker',
];
/** Kinds that only the machinery has. */
const PLATFORM_KINDS = [
  'access',
  'controller',
  'decorator',
  'filter',
  'guard',
  'interceptor',
  'pipe',
  'store',
  'writer',
  'reader',
  'schema',
  'errors',
  'check',
  'heads',
  'lock',
  'rows',
  'backup',
  'append',
  'calls',
  'encoding',
  'following',
  'intake',
  'module',
  'projection',
  'main',
  'pages',
];
const KEBAB = '[a-z0-9]+(?:-[a-z0-9]+)*';
const CONTEXT_NAME = new RegExp(`^${KEBAB}(?:\\.(?:${KINDS.join('|')}))?\\.ts$`);
const PLATFORM_NAME = new RegExp(`^${KEBAB}(?:\\.(?:${PLATFORM_KINDS.join('|')}))?\\.ts$`);

const BANNED = [
  'data',
  'info',
  'manager',
  'helper',
  'helpers',
  'util',
  'utils',
  'common',
  'base',
  'impl',
  'dto',
  'misc',
  'index',
];

describe('File names', () => {
  it('fit a known kind', () => {
    const odd = files.filter((file) => !(inContext(file) ? CONTEXT_NAME : PLATFORM_NAME).test(basename(file)));
    expect(odd).toEqual([]);
  });

  it('hold no word that says nothing', () => {
    const empty = files.filter((file) =>
      basename(file, '.ts')
        .split(/[-.]/)
        .some((word) => BANNED.includes(word)),
    );
    expect(empty).toEqual([]);
  });
});

describe('Files', () => {
  it('are short enough to read in one go', () => {
    const lines = files.map((file) => [file, (text.get(file) ?? '').split('\n').length] as const);
    expect(lines.filter(([, length]) => length > 400)).toEqual([]);
  });

  it('of the pages, their styles and their script are too', () => {
    const pages = readdirSync(join(ROOT, 'src/ui'), { recursive: true })
      .map((file) => `src/ui/${String(file)}`)
      .filter((file) => /\.(?:tsx|css|js)$/.test(file));
    const lengths = pages.map((file) => [file, readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1] as const);
    expect(lengths.filter(([, length]) => length > 400)).toEqual([]);
  });

  it('have no default exports', () => {
    expect(files.filter((file) => /^export default /m.test(text.get(file) ?? ''))).toEqual([]);
  });

  it('name no clock and no chance where they are pure', () => {
    const clock =
      /\bnew Date\b|\bDate\.now\b|\bTemporal\.Now\b|\bMath\.random\b|\brandomUUID\b|\bperformance\.now\b|\bv7\(/;
    expect(files.filter((file) => PURE.test(file) && clock.test(withoutComments(file)))).toEqual([]);
  });

  it('read the environment in one place', () => {
    expect(files.filter((file) => withoutComments(file).includes('process.env'))).toEqual(['src/config.ts']);
  });
});

const withoutComments = (file: string): string =>
  (text.get(file) ?? '').replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

describe('Events', () => {
  const catalogue = readCatalogue(ROOT);

  it('have a comment that says what has happened', () => {
    expect(catalogue.filter(({ meaning }) => meaning.length < 20).map(({ type }) => type)).toEqual([]);
  });

  it('are each recorded by a command of their context, in a stream', () => {
    expect(catalogue.filter(({ category }) => category === undefined).map(({ type }) => type)).toEqual([]);
  });

  it('are decided beside where they are declared', () => {
    const lonely = files
      .filter((file) => file.endsWith('.events.ts'))
      .filter((file) => !readdirSync(join(ROOT, dirname(file))).some((other) => other.endsWith('.decider.ts')));
    expect(lonely).toEqual([]);
  });

  it.each(files.filter((file) => file.endsWith('.events.ts')))('of %s are tried in a test', (file) => {
    const types = catalogue.filter((event) => event.file === file).map(({ type }) => type);
    const unnamed = types.filter((type) => !testTexts.some((test) => test.includes(`'${type}'`)));
    expect(unnamed).toEqual([]);
  });

  it('have one name each', () => {
    const types = catalogue.map(({ type }) => type);
    expect(types.filter((type, at) => types.indexOf(type) !== at)).toEqual([]);
  });
});

describe('Commands', () => {
  const commands = new Set<string>();
  const handled: string[] = [];
  for (const source of parsed.values())
    visit(source, (node) => {
      if (!ts.isClassDeclaration(node) || !node.name) return;
      const parent = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
      if (parent?.expression.getText() === 'Command') commands.add(node.name.text);
      for (const decorator of ts.getDecorators(node) ?? [])
        if (ts.isCallExpression(decorator.expression) && decorator.expression.expression.getText() === 'CommandHandler')
          handled.push(...decorator.expression.arguments.map((argument) => argument.getText()));
    });

  /** Run by its own context straight on the stream, never sent over the bus. */
  const runInPlace = (command: string): boolean => {
    const made = [...text].filter(([, source]) => source.includes(`new ${command}(`));
    return (
      made.length > 0 &&
      made.every(([file, source]) => !file.endsWith('.policy.ts') && !source.includes(`execute(new ${command}(`))
    );
  };

  it('have exactly one handler each', () => {
    const counts = [...commands].map(
      (command) => [command, handled.filter((name) => name === command).length] as const,
    );
    const fits = (command: string, count: number) => count === 1 || (count === 0 && runInPlace(command));
    expect(counts.filter(([command, count]) => !fits(command, count))).toEqual([]);
  });

  it('are what handlers handle', () => {
    expect(handled.filter((command) => !commands.has(command))).toEqual([]);
  });
});

describe('Refusals', () => {
  const used = new Map<string, string>();
  for (const [file, source] of parsed)
    visit(source, (node) => {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'reject') return;
      const [code] = node.arguments;
      if (code && ts.isStringLiteral(code)) used.set(code.text, file);
      else if (code && ts.isConditionalExpression(code))
        for (const branch of [code.whenTrue, code.whenFalse])
          if (ts.isStringLiteral(branch)) used.set(branch.text, file);
    });

  const catalogues: RefusalCatalogue[] = [];
  beforeAll(async () => {
    const sources = files.filter(
      (file) => file.endsWith('.messages.ts') || file === 'src/platform/commands/refusals.ts',
    );
    for (const file of sources) {
      const exported = Object.values((await import(join(ROOT, file))) as Record<string, unknown>);
      catalogues.push(
        ...(exported.filter((value) => typeof value === 'object' && value !== null) as RefusalCatalogue[]),
      );
    }
  });
  const known = () => new Map(catalogues.flatMap((catalogue) => Object.entries(catalogue)));

  it('are each said in every language, with a status', () => {
    const unsaid = [...used].filter(([code]) => {
      const message = known().get(code);
      return !message || !LANGUAGES.every((language) => message[language].length > 10) || message.status < 400;
    });
    expect(unsaid).toEqual([]);
  });

  it('are all used by somebody', () => {
    const everything = [...text].filter(([file]) => !file.endsWith('.messages.ts') && !file.endsWith('/refusals.ts'));
    const unused = [...known().keys()].filter(
      (code) => !used.has(code) && !everything.some(([, source]) => source.includes(`'${code}'`)),
    );
    expect(unused).toEqual([]);
  });

  it('end as sentences', () => {
    const open = [...known()].filter(([, { da, en }]) => !/[.?]$/.test(da) || !/[.?]$/.test(en)).map(([code]) => code);
    expect(open).toEqual([]);
  });
});

describe('Contexts', () => {
  it.each([...CONTEXT_FOLDERS])('%s begins its module with what it is for', (context) => {
    const module = `src/${context}/${context}.module.ts`;
    expect(existsSync(join(ROOT, module))).toBe(true);
    expect(text.get(module)).toMatch(/\/\*\*[\s\S]{200,}?\*\//);
  });
});
