/**
 * Writes docs/settings.md and the first part of .env.example from the table above `Settings` in src/config.ts.
 * `npm run docs:settings` writes, with `-- --check` it fails when one is stale, as test/architecture/settings.spec.ts does.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SettingRow {
  /** The variable, and where it has one, the variable that names a file with its value. */
  readonly names: readonly string[];
  /** As it is written in the table: a value in backticks, or words such as `none`. */
  readonly default: string;
  readonly meaning: string;
}

const SOURCE = 'src/config.ts';
export const SETTINGS_PAGE = 'docs/settings.md';
export const ENV_EXAMPLE = '.env.example';
/** What follows this line in .env.example is written by hand: it is for Compose, not for the product. */
const BY_HAND = '# --- for docker compose only ---';
const LINE_WIDTH = 118;

/** The rows of the table, in their order. */
export const settingRows = (root: string): SettingRow[] =>
  readFileSync(join(root, SOURCE), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, names, fallback, meaning] = /^ \* \| (`[A-Z`, _]+`) \| (.+?) \| (.+) \|$/.exec(line) ?? [];
      if (names === undefined || fallback === undefined || meaning === undefined) return [];
      return [{ names: names.replaceAll('`', '').split(', '), default: fallback, meaning }];
    });

export const settingsPage = (rows: readonly SettingRow[]): string => {
  const cells = [
    ['variable', 'default', 'meaning'],
    ['---', '---', '---'],
    ...rows.map(({ names, default: fallback, meaning }) => [
      names.map((name) => `\`${name}\``).join(', '),
      fallback,
      meaning,
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (cell === '---' ? '-'.repeat(widths[column] ?? 3) : cell.padEnd(widths[column] ?? 0))).join(' | ')} |`;
  return `# Settings

Read from the environment once, at start. A wrong one stops the start, and every fault is named at once. An empty
variable counts as not set. A variable ending in \`_FILE\` names a file that holds the value, for secrets; set one of the two.

${cells.map(line).join('\n')}

Written by \`npm run docs:settings\` from \`src/config.ts\`.
`;
};

const commented = (text: string): string =>
  text
    .split(' ')
    .reduce<string[]>((lines, word) => {
      const last = lines.at(-1);
      if (last === undefined || last.length + word.length >= LINE_WIDTH) return [...lines, `# ${word}`];
      return [...lines.slice(0, -1), `${last} ${word}`];
    }, [])
    .join('\n');

/** @param now what the file holds; its part for Compose stays. */
export const envExample = (rows: readonly SettingRow[], now: string): string => {
  const settings = rows.map(({ names, default: fallback, meaning }) => {
    const value = /^`(.*)`$/.exec(fallback)?.[1];
    const lines = names.map((name, at) => `# ${name}=${at === 0 ? (value ?? '') : ''}`);
    return `${commented(value === undefined ? `${meaning} (default: ${fallback})` : meaning)}\n${lines.join('\n')}\n`;
  });
  const at = now.indexOf(BY_HAND);
  const byHand = at < 0 ? `${BY_HAND}\n` : now.slice(at);
  return `# Copy to .env and take away the # before what you change. Written from src/config.ts (npm run docs:settings).\n\n${settings.join('\n')}\n${byHand}`;
};

const main = (check: boolean): number => {
  const rows = settingRows('.');
  const files = [
    { file: SETTINGS_PAGE, text: settingsPage(rows) },
    { file: ENV_EXAMPLE, text: envExample(rows, readFileSync(ENV_EXAMPLE, 'utf8')) },
  ];
  if (!check) {
    for (const { file, text } of files) writeFileSync(file, text);
    console.log(`${SETTINGS_PAGE} and ${ENV_EXAMPLE} are written: ${rows.length} settings`);
    return 0;
  }
  const stale = files.filter(({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text);
  for (const { file } of stale) console.error(`${file} is stale: run npm run docs:settings`);
  return stale.length === 0 ? 0 : 1;
};

if (process.argv[1]?.endsWith('settings-table.ts') === true) process.exitCode = main(process.argv.includes('--check'));
