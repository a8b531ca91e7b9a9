import { randomUUIDv7 as newId } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SqliteReadingLog } from '../../src/platform/readings/sqlite-reading-log';
import type { ReadingLog } from '../../src/platform/readings/reading-log';
import { READING_LOG } from '../../src/platform/tokens';
import { startApp, type RunningApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, SAMSØ, type SmallMarket } from '../support/small-market';

let running: RunningApp;
let market: SmallMarket;
let citizenRef: string;
beforeAll(async () => {
  running = await startApp('2020-02-10');
  market = await openSmallMarket(running);
  const details = { name: '=HYPERLINK("x")', cpr: '3112575001', note: 'Egen' };
  ({ citizenRef } = await market.aarhus.post('/citizens', details));
  const { placementId } = await market.aarhus.post(
    '/placements',
    reservation(market.offeringId, '2020-02-10', { citizenRef }),
  );
  await market.seller.post(`/placements/${placementId}/confirm`);
  await running.settled();
});
afterAll(() => running.close());

const readings = (query = '') => market.auditor.get(`/audit/readings?limit=500${query}`);
const newest = async () => (await readings()).items[0];

describe('A look at a citizen’s details', () => {
  it('is written down before it is answered: who, whom, what, when and why', async () => {
    const before = Date.now();
    await market.seller.get(`/citizens/${citizenRef}?purpose=STAY`);
    const entry = await newest();
    expect(entry).toMatchObject({
      typeURI: 'http://schemas.dmtf.org/cloud/audit/1.0/event',
      eventType: 'activity',
      action: 'read/details',
      outcome: 'success',
      initiator: { id: 'local:1082', party: REGION, roles: ['operator'] },
      target: { id: citizenRef, fields: ['cpr', 'name'] },
      reason: { purpose: 'STAY' },
      observer: { id: 'pladsbog' },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(Date.parse(entry.eventTime)).toBeGreaterThanOrEqual(before);
  });

  it('that is refused is written down too', async () => {
    await running.as(SAMSØ, 'buyer').refused('GET', `/citizens/${citizenRef}?purpose=CASEWORK`);
    expect(await newest()).toMatchObject({
      outcome: 'failure',
      initiator: { party: SAMSØ },
      target: { id: citizenRef, fields: [] },
      reason: { purpose: 'CASEWORK', code: 'CITIZEN_UNKNOWN' },
    });
    await market.seller.refused('GET', `/citizens/${citizenRef}?purpose=AUDIT`);
    expect(await newest()).toMatchObject({ outcome: 'failure', reason: { code: 'PURPOSE_NOT_YOURS' } });
    const find = (cpr: string) =>
      market.aarhus.ask('POST', '/citizens/find', { cpr }, { 'pladsbog-purpose': 'CASEWORK' });
    await find('3112575999');
    expect(await newest()).toMatchObject({ action: 'read/find', outcome: 'failure', target: { id: null } });
    await find('3112575001');
    expect(await newest()).toMatchObject({ action: 'read/find', outcome: 'success', target: { id: citizenRef } });
    expect(JSON.stringify(await readings())).not.toContain('311257');
  });

  it('is not, where nothing personal was opened', async () => {
    const { number } = await newest();
    await market.auditor.get(`/citizens/${citizenRef}`);
    await market.aarhus.refused('GET', `/citizens/${citizenRef}`);
    await market.aarhus.refused('GET', `/citizens/${newId()}?purpose=CASEWORK`);
    expect((await newest()).number).toBe(number);
  });

  it('is not answered when it cannot be written down', async () => {
    const log = running.app.get<ReadingLog>(READING_LOG);
    const broken = new DatabaseSync(join(running.dataFolder, 'readings.sqlite'));
    broken.exec(`create trigger full before insert on readings begin select raise(abort, 'nej'); end`);
    const answer = await market.aarhus.ask('GET', `/citizens/${citizenRef}?purpose=CASEWORK`);
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(JSON.stringify(answer.body)).not.toContain('HYPERLINK');
    broken.exec('drop trigger full');
    broken.close();
    expect(await log.firstBroken()).toBeUndefined();
  });
});

describe('The log of readings', () => {
  it('is searched by the auditor alone: by citizen, party, outcome and day, page by page', async () => {
    await market.aarhus.get(`/citizens/${citizenRef}?purpose=CASEWORK`);
    const { items } = await readings();
    expect(items.map(({ number }: { number: number }) => number)).toEqual(
      items.map((_: unknown, at: number) => items.length - at),
    );
    const one = await market.auditor.get('/audit/readings?limit=1');
    const two = await market.auditor.get(`/audit/readings?limit=1&cursor=${one.next}`);
    expect([one.items[0], two.items[0]]).toEqual(items.slice(0, 2));
    const party = (await readings(`&party=${SAMSØ}`)).items;
    expect(party).toHaveLength(1);
    const failures = (await readings('&outcome=failure')).items;
    expect(failures.every(({ outcome }: { outcome: string }) => outcome === 'failure')).toBe(true);
    expect((await readings(`&citizenRef=${newId()}`)).items).toEqual([]);
    const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Copenhagen' }).format(new Date());
    expect((await readings(`&from=${today}&to=${today}`)).items).toHaveLength(items.length);
    expect((await readings('&to=2020-01-01')).items).toEqual([]);
    expect((await readings('&from=2100-01-01')).items).toEqual([]);
    for (const caller of [market.aarhus, market.seller, running.as(REGION, 'secretariat')])
      expect(await caller.refused('GET', '/audit/readings')).toBe('403 FORBIDDEN_ROLE');
  });

  it('takes nothing back, and shows when something was taken out behind its back', async () => {
    const path = join(running.dataFolder, 'readings.sqlite');
    const log = running.app.get<ReadingLog>(READING_LOG);
    const behind = new DatabaseSync(path);
    expect(() => behind.exec('delete from readings')).toThrow(/append-only/);
    expect(() => behind.exec(`update readings set party = '999'`)).toThrow(/append-only/);
    expect(await log.firstBroken()).toBeUndefined();
    behind.exec(
      `drop trigger readings_no_update; update readings set entry = replace(entry, 'CASEWORK', 'AUDIT') where number = 2`,
    );
    const { number, hash } = await newest();
    expect(await market.auditor.get('/audit/readings/chain')).toEqual({
      whole: false,
      firstBroken: 2,
      newest: { number, hash },
    });
    behind.exec(`update readings set entry = replace(entry, 'AUDIT', 'CASEWORK') where number = 2`);
    expect(await market.auditor.get('/audit/readings/chain')).toEqual({ whole: true, newest: { number, hash } });
    expect(await market.aarhus.refused('GET', '/audit/readings/chain')).toBe('403 FORBIDDEN_ROLE');
    behind.close();
  });

  it('is of whole entries, each once and in order, however many look at once', async () => {
    const before = (await newest()).number;
    const looks = Array.from({ length: 25 }, () => market.aarhus.get(`/citizens/${citizenRef}?purpose=CASEWORK`));
    await Promise.all(looks);
    expect((await newest()).number).toBe(Number(before) + 25);
    expect(await running.app.get<ReadingLog>(READING_LOG).firstBroken()).toBeUndefined();
  });

  it('is kept over a restart, and is refused as a file of another kind', async () => {
    const { number } = await newest();
    await running.restarted();
    market = { ...market, auditor: running.as(AARHUS, 'auditor'), aarhus: running.as(AARHUS, 'buyer') };
    expect((await newest()).number).toBe(number);
    expect(() => SqliteReadingLog.open(join(running.dataFolder, 'vault.sqlite'))).toThrow(/no log of readings/);
    expect(readdirSync(running.dataFolder)).toContain('readings.sqlite');
  });
});

describe('The report for a citizen’s right of access', () => {
  it('holds what is kept, the placements and who has looked, for the registering municipality alone', async () => {
    const report = await market.aarhus.get(`/citizens/${citizenRef}/report`);
    expect(report).toMatchObject({
      citizenRef,
      registeredBy: AARHUS,
      details: { cpr: '3112575001', note: 'Egen' },
      placements: [{ offeringName: 'Bostøtte Høskoven', operator: REGION, phase: 'agreed' }],
    });
    expect(report.readings[0]).toMatchObject({ action: 'read/report', reason: { purpose: 'SUBJECT_ACCESS' } });
    expect(report.readings.map(({ initiator }: { initiator: { party: string } }) => initiator.party)).toContain(SAMSØ);
    for (const caller of [running.as('791', 'buyer'), running.as(SAMSØ, 'buyer')])
      expect(await caller.refused('GET', `/citizens/${citizenRef}/report`)).toBe('404 CITIZEN_UNKNOWN');
    expect(await running.as(REGION, 'operator').refused('GET', `/citizens/${citizenRef}/report`)).toBe(
      '403 FORBIDDEN_ROLE',
    );
  });

  it('comes as a table for a spreadsheet, which takes no text for a formula', async () => {
    const token = await running.app.inject({
      method: 'POST',
      url: '/api/v1/auth/tokens',
      payload: { party: AARHUS, roles: ['buyer'] },
    });
    const headers = { authorization: `Bearer ${token.json().accessToken}` };
    const answer = await running.app.inject({ url: `/api/v1/citizens/${citizenRef}/report?format=csv`, headers });
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toContain(`indsigt-${citizenRef}.csv`);
    const lines = answer.body.split('\r\n');
    expect(lines[0]).toBe('\ufeffAfsnit;Hvad;Værdi;Dato;Part;Formål;Udfald');
    expect(answer.body).toContain('Oplysning;CPR-nummer;3112575001');
    expect(answer.body).not.toMatch(/;"?=HYPERLINK/);
    expect(answer.body).toMatch(/Opslag;read\/details;.*;1082 local:1082;STAY;vist/);
  });
});
