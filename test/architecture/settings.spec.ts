import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsFrom, WrongSettings } from '../../src/config';
import { ENV_EXAMPLE, envExample, SETTINGS_PAGE, settingRows, settingsPage } from '../../tools/settings-table';

const root = join(__dirname, '../..');
const rows = settingRows(root);
const written = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('The table of settings', () => {
  it('names every variable that is read at start, and no other', () => {
    const read = new Set<string>();
    const environment = new Proxy<Record<string, string>>(
      {},
      {
        get: (_target, name) => {
          if (typeof name === 'string') read.add(name);
          return undefined;
        },
      },
    );
    settingsFrom(environment);
    expect(rows.flatMap(({ names }) => names).sort()).toEqual([...read].sort());
  });

  it('gives the defaults that the product has', () => {
    const stated = Object.fromEntries(
      rows.flatMap(({ names: [name], default: fallback }) => {
        const value = /^`(.*)`$/.exec(fallback)?.[1];
        return value === undefined ? [] : [[name, value]];
      }),
    );
    expect(Object.keys(stated).length).toBeGreaterThan(6);
    expect(settingsFrom(stated)).toEqual(settingsFrom({}));
  });

  it('is what docs/settings.md and .env.example say', () => {
    expect(written(SETTINGS_PAGE)).toBe(settingsPage(rows));
    expect(written(ENV_EXAMPLE)).toBe(envExample(rows, written(ENV_EXAMPLE)));
  });

  it('stands in one place', () => {
    for (const page of ['README.md', 'docs/operations.md'])
      expect([page, /^\| `PLADSBOG_/m.test(written(page))]).toEqual([page, false]);
  });
});

describe('A secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pladsbog-secret-'));
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  const faults = (environment: Record<string, string>): string => {
    try {
      settingsFrom(environment);
    } catch (error) {
      if (error instanceof WrongSettings) return error.message;
      throw error;
    }
    return 'none';
  };

  it('is read from a file, without the line end an editor leaves', () => {
    const named = { PLADSBOG_METRICS_TOKEN_FILE: file('token', 'a-token-that-is-long\n') };
    expect(settingsFrom(named).metricsToken).toBe('a-token-that-is-long');
  });

  it.each([
    [
      'both given',
      { PLADSBOG_METRICS_TOKEN: 'a-token-that-is-long', PLADSBOG_METRICS_TOKEN_FILE: '/dev/null' },
      /both set/,
    ],
    ['no file', { PLADSBOG_METRICS_TOKEN_FILE: '/nowhere/token' }, /METRICS_TOKEN_FILE names \/nowhere\/token.*ENOENT/],
    ['an empty file', { PLADSBOG_METRICS_TOKEN_FILE: '/dev/null' }, /which is empty/],
    ['a token that could be guessed', { PLADSBOG_METRICS_TOKEN: 'short' }, /at least 16/],
    ['a token no header can carry', { PLADSBOG_METRICS_TOKEN: 'æøå-a-token-that-is-long' }, /ASCII/],
    ['no time to stop', { PLADSBOG_STOP_SECONDS: '0' }, /STOP_SECONDS is "0"; it must be a whole number from 1 to 600/],
    [
      'a collector of traces that is no address',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' },
      /OTLP_ENDPOINT must be an address/,
    ],
    [
      'a contact nobody can write to',
      { PLADSBOG_ACCESSIBILITY_CONTACT: 'omstillingen' },
      /must be an e-mail address or/,
    ],
    ['an unknown format', { PLADSBOG_LOG_FORMAT: 'xml' }, /LOG_FORMAT is "xml"; it must be one of json, text, auto/],
  ])('is refused with a sentence: %s', (_case, environment, sentence) => {
    expect(faults(environment as Record<string, string>)).toMatch(sentence);
  });

  it('stands in no fault', () => {
    const secret = 'tøp-secret';
    expect(faults({ PLADSBOG_METRICS_TOKEN: secret, PLADSBOG_PORT: 'x' })).not.toContain(secret);
  });
});
