import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { unzip } from '@cj-tech-master/excelts/archive';
import { danishDayOf } from '../../src/kernel/calendar';
import { AuditPacks } from '../../src/proofs/audit-pack';
import { SigningKey } from '../../src/platform/log-tree/signed-note';
import { type Caller, startApp, type RunningApp } from '../support/app';
import { openSmallMarket, REGION, reservation } from '../support/small-market';

let running: RunningApp;
let auditor: Caller;
let folder: string;
let key: string;
/** What an auditor took home before the months were closed. */
let taken: string;

beforeAll(async () => {
  running = await startApp('2020-02-10');
  const market = await openSmallMarket(running);
  ({ auditor } = market);
  ({ verifierKey: key } = await auditor.get('/audit/checkpoint/key'));
  const { placementId } = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-02-10'));
  await market.seller.post(`/placements/${placementId}/confirm`);
  await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-02-10' });
  await running.settled();
  ({ text: taken } = await auditor.get('/audit/checkpoint'));
  running.clock.turnTo('2020-04-01');
  for (const month of ['2020-02', '2020-03']) await market.seller.post(`/settlement/months/${month}/close`);
  await running.settled();
});
afterAll(() => running.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pladsbog-pack-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The pack, unpacked as an auditor would. */
const unpacked = async (query = ''): Promise<void> => {
  const payload = { party: REGION, roles: ['auditor'] };
  const token = await running.app.inject({ method: 'POST', url: '/api/v1/auth/tokens', payload });
  const authorization = `Bearer ${token.json<{ accessToken: string }>().accessToken}`;
  const answer = await running.app.inject({ url: `/api/v1/audit/pack${query}`, headers: { authorization } });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/zip']);
  await unpackedFrom(answer.rawPayload);
};
const unpackedFrom = async (bytes: Buffer): Promise<void> => {
  for await (const entry of unzip(bytes).entries()) writeFileSync(join(folder, entry.path), await entry.bytes());
};
const at = (name: string): string => join(folder, name);
const change = (name: string, how: (text: string) => string): void =>
  writeFileSync(at(name), how(readFileSync(at(name), 'utf8')));
const eventLines = (): string[] => readFileSync(at('haendelser.ndjson'), 'utf8').trimEnd().split('\n');

/** Runs the verifier of the pack in a process of its own. */
const verified = (...options: string[]): Promise<{ readonly code: number; readonly said: string }> =>
  new Promise((resolve) => {
    const given = [at('efterproev.mjs'), '--noegle', key, ...options];
    execFile(process.execPath, given, { env: {} }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    );
  });

describe('An audit pack', () => {
  it('is verified by the program in it', async () => {
    await unpacked();
    const { code, said } = await verified();
    expect([code, said.includes('FEJL')]).toEqual([0, false]);
    expect(said).toContain(`De ${eventLines().length} hændelser er dem, der blev underskrevet`);
    expect(said).toContain('2 opgørelser med 2 linjer er regnet efter.');
    expect(said).toContain('2020-02: køb 51.200,00 kr., salg 51.200,00 kr.');
    expect(said).toMatch(/Alt passer\.\n$/);
    expect(readFileSync(at('LAESMIG.txt'), 'utf8')).toContain(`nr. 1 til ${eventLines().length} af`);
  });

  it('shows that nothing before an earlier checkpoint was changed', async () => {
    writeFileSync(at('sidst.txt'), taken);
    await unpacked();
    const size = Number(taken.split('\n')[1]);
    expect(await verified('--kontrolpunkt', at('sidst.txt'))).toMatchObject({
      code: 0,
      said: expect.stringContaining(`De første ${size} hændelser er de samme som dengang.`),
    });
    change('sidst.txt', (text) => text.replace('time 20', 'time 19'));
    expect(await verified('--kontrolpunkt', at('sidst.txt'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('Underskriften på det medbragte kontrolpunkt passer ikke'),
    });
  });

  it('proves a part of the log, and what it follows from', async () => {
    const size = Number(taken.split('\n')[1]);
    // A journey records everything on one day, so a part is asked for by numbers.
    const packs = running.app.get(AuditPacks, { strict: false });
    for (const [first, last] of [
      [2, size + 3],
      [size + 1, size + 4],
      [7, 7],
    ] as const) {
      const { content, name } = await packs.pack({ first, last, since: size });
      await unpackedFrom(await buffer(content));
      expect([name, eventLines().length]).toEqual([`revisionspakke-${first}-${last}`, last - first + 1]);
      expect((await verified()).code).toBe(0);
      writeFileSync(at('sidst.txt'), taken);
      const { code, said } = await verified('--kontrolpunkt', at('sidst.txt'));
      expect([code, said.includes('siden er loggen kun vokset.')]).toEqual([0, first > size || last < size]);
    }
    change('bevis.json', (text) =>
      text.replace(/"path": \[\s*"./, (found) => found.slice(0, -1) + (found.endsWith('A') ? 'B' : 'A')),
    );
    expect((await verified('--kontrolpunkt', at('sidst.txt'))).said).toContain(
      'er ikke dem, der blev underskrevet dengang',
    );
  });

  it('is of a month, or of days', async () => {
    const today = danishDayOf(new Date().toISOString());
    await unpacked(`?month=${today.slice(0, 7)}`);
    const lines = eventLines();
    await unpacked(`?from=${today}&to=${today}`);
    expect(eventLines()).toEqual(lines);
    await unpacked();
    expect(eventLines()).toEqual(lines);
    expect(await auditor.refused('GET', '/audit/pack?to=2019-12-31')).toBe('422 NOTHING_RECORDED_THEN');
    expect(await auditor.refused('GET', '/audit/pack?month=2020-01&to=2019-12-31')).toBe('422 MONTH_OR_DAYS');
  });

  it.each([
    ['a byte of an event is changed', (text: string) => text.replace('Aarhus', 'Aarhux'), 'en anden rod'],
    ['an event is left out', (text: string) => text.replace(/^.*\n/, ''), 'Pakken skal have'],
    ['two events change places', (text: string) => text.replace(/^(.*\n)(.*\n)/, '$2$1'), 'en anden rod'],
    [
      'an amount is changed',
      (text: string) => text.replace('"amountOre":5120000', '"amountOre":5120001'),
      'linjerne giver 51.200,01 kr., og totalen er 51.200,00 kr.',
    ],
    [
      'a line is changed otherwise',
      (text: string) => text.replace('"firstDay":"2020-02-10","kind"', '"firstDay":"2020-02-11","kind"'),
      'linjerne er ikke dem, der blev lukket',
    ],
    [
      'the total of a month is changed',
      (text: string) => text.replace('"totalOre":5120000},"id"', '"totalOre":5119999},"id"'),
      'opgørelserne giver 51.200,00 kr., og måneden er lukket med 51.199,99 kr.',
    ],
    ['a stream has a gap', (text: string) => text.replace('"revision":1,', '"revision":7,'), 'fra revision 0 til 7'],
    [
      'a total is changed, and its sum with it',
      (text: string) => text.replaceAll('"totalOre":5120000', '"totalOre":5119999'),
      '2020-02: køb 51.200,00 kr., salg 51.199,99 kr., forskel 0,01 kr.',
    ],
  ])('is not, when %s', async (_, how, sentence) => {
    await unpacked();
    change('haendelser.ndjson', how);
    const { code, said } = await verified();
    expect(code).toBe(1);
    expect(said).toContain(sentence);
    expect(said).toContain('Pakken kan ikke bruges som bevis');
  });

  it('is not, when it is signed by another key, or was signed for something else', async () => {
    await unpacked();
    const { origin } = await auditor.get('/audit/checkpoint');
    const other = new SigningKey('cd'.repeat(32), 'test').verifyingKey(origin).toString();
    const given = [at('efterproev.mjs'), '--noegle', other];
    const said = await new Promise<string>((resolve) => {
      execFile(process.execPath, given, (error, stdout) => resolve(`${error?.code} ${stdout}`));
    });
    expect(said).toMatch(/^1 /);
    expect(said).toContain('Kontrolpunktet er ikke underskrevet med den nøgle, der er givet.');
    change('kontrolpunkt.txt', (text) => text.replace(/^time .*$/m, 'time 2019-01-01T00:00:00.000Z'));
    expect((await verified()).said).toContain('Underskriften på kontrolpunktet passer ikke');
  });
});
