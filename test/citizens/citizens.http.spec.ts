import { randomUUIDv7 as newId } from 'node:crypto';
import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TidyVaultJob } from '../../src/citizens/tidy-vault.job';
import { Vault } from '../../src/platform/vault/vault';
import { startApp, type RunningApp } from '../support/app';
import {
  AARHUS,
  openSmallMarket,
  REGION,
  reservation,
  SAMSØ,
  SILKEBORG,
  type SmallMarket,
  VIBORG,
} from '../support/small-market';

let running: RunningApp;
let market: SmallMarket;
beforeAll(async () => {
  running = await startApp('2020-02-10');
  market = await openSmallMarket(running, 40);
});
afterAll(() => running.close());

/** Born on the last day of 2057: numbers that nobody has. */
let serial = 5_000;
const newCpr = (): string => `311257${++serial}`;
const details = (more: object = {}) => ({
  name: 'Opdigtet Borger',
  address: 'Ingen Vej 1',
  contact: '00000000',
  ...more,
});
const read = (citizenRef: string, purpose = 'CASEWORK') => `/citizens/${citizenRef}?purpose=${purpose}`;

/** Aarhus registers a citizen and buys a place for them, up to the phase. */
const citizenOf = async (more: object = {}, upTo: 'reserved' | 'agreed' | 'enrolled' = 'agreed') => {
  const { citizenRef } = await market.aarhus.post('/citizens', details({ cpr: newCpr(), note: 'Kun vores', ...more }));
  const asked = reservation(market.offeringId, '2020-02-10', { citizenRef });
  const { placementId } = await market.aarhus.post('/placements', asked);
  if (upTo !== 'reserved') await market.seller.post(`/placements/${placementId}/confirm`);
  if (upTo === 'enrolled') await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-02-10' });
  await running.settled();
  return { citizenRef, placementId };
};

describe('A citizen', () => {
  it('is registered by the buyer, and seen by each party to the placement as far as it needs', async () => {
    const { citizenRef, placementId } = await citizenOf();
    await market.aarhus.post(`/placements/${placementId}/payer`, {
      payer: SILKEBORG,
      from: '2020-02-10',
      legalGround: 'RSL-9',
    });
    expect(await market.aarhus.get(read(citizenRef))).toMatchObject({
      citizenRef,
      registeredBy: AARHUS,
      relations: ['REGISTRANT', 'BUYER', 'PAYER'],
      name: 'Opdigtet Borger',
      cpr: String(serial).padStart(10, '311257'),
      note: 'Kun vores',
      withheld: [],
    });
    const byOperator = await market.seller.get(read(citizenRef, 'STAY'));
    expect(byOperator).toMatchObject({ name: 'Opdigtet Borger', address: 'Ingen Vej 1', withheld: ['note'] });
    expect(byOperator).not.toHaveProperty('note');
    const byPayer = await market.silkeborg.get(read(citizenRef, 'SETTLEMENT'));
    expect(byPayer).toMatchObject({ name: 'Opdigtet Borger', withheld: ['address', 'contact', 'note'] });
    expect(await market.auditor.get(`/citizens/${citizenRef}`)).toMatchObject({
      relations: ['AUDITOR'],
      withheld: ['cpr', 'name', 'address', 'contact', 'note'],
    });
    expect(await market.auditor.get(read(citizenRef, 'AUDIT'))).toMatchObject({ name: 'Opdigtet Borger' });
  });

  it('is not there for anybody else, nor for the operator before the purchase is agreed', async () => {
    const { citizenRef } = await citizenOf({}, 'reserved');
    const unknown = '404 CITIZEN_UNKNOWN';
    expect(await market.seller.refused('GET', read(citizenRef, 'STAY'))).toBe(unknown);
    expect(await running.as(VIBORG, 'buyer', 'operator').refused('GET', read(citizenRef))).toBe(unknown);
    for (const ref of [citizenRef, newId()])
      expect(await running.as(SAMSØ, 'buyer').refused('GET', `/citizens/${ref}`)).toBe('400 PURPOSE_REQUIRED');
    expect(await running.as(REGION, 'secretariat').refused('GET', read(citizenRef))).toBe('403 FORBIDDEN_ROLE');
    expect(await market.aarhus.refused('GET', read(newId()))).toBe(unknown);
  });

  it('is read for a purpose that is stated and one’s own', async () => {
    const { citizenRef } = await citizenOf();
    expect(await market.aarhus.refused('GET', `/citizens/${citizenRef}`)).toBe('400 PURPOSE_REQUIRED');
    expect(await market.aarhus.refused('GET', read(citizenRef, 'NYSGERRIG'))).toBe('400 INVALID_REQUEST');
    expect(await market.aarhus.refused('GET', read(citizenRef, 'AUDIT'))).toBe('403 PURPOSE_NOT_YOURS');
    const byHeader = await market.aarhus.ask('GET', `/citizens/${citizenRef}`, undefined, {
      'pladsbog-purpose': 'CASEWORK',
    });
    expect(byHeader).toMatchObject({ status: 200, body: { name: 'Opdigtet Borger' } });
    const wrong = await market.aarhus.ask('GET', `/citizens/${citizenRef}`, undefined, { 'pladsbog-purpose': 'x' });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'PURPOSE_REQUIRED' } });
  });

  it('need not be registered for places to be bought, and can be afterwards, by the buyer only', async () => {
    const citizenRef = newId();
    await market.aarhus.post('/placements', reservation(market.offeringId, '2020-02-10', { citizenRef }));
    expect(await market.viborg.refused('POST', '/citizens', details({ citizenRef }))).toBe('403 NOT_YOUR_CITIZEN');
    expect(await market.aarhus.post('/citizens', details({ citizenRef }))).toMatchObject({ citizenRef, hints: [] });
    expect(await market.aarhus.refused('POST', '/citizens', details({ citizenRef }))).toBe('409 CITIZEN_EXISTS');
  });
});

describe('A CPR number', () => {
  const find = (caller = market.aarhus, cpr = '') =>
    caller.ask('POST', '/citizens/find', { cpr }, { 'pladsbog-purpose': 'CASEWORK' });

  it('finds the citizen for the one who registered it, and for nobody else', async () => {
    const cpr = newCpr();
    const { citizenRef } = await market.aarhus.post(
      '/citizens',
      details({ cpr: `${cpr.slice(0, 6)}-${cpr.slice(6)}` }),
    );
    expect(await find(market.aarhus, cpr)).toMatchObject({ status: 200, body: { citizenRef } });
    expect(await find(market.viborg, cpr)).toMatchObject({ status: 404, body: { code: 'CITIZEN_NOT_FOUND' } });
    expect(await market.aarhus.refused('POST', '/citizens/find', { cpr })).toBe('400 PURPOSE_REQUIRED');
    // Viborg cannot even tell that somebody else has registered it.
    expect((await market.viborg.post('/citizens', details({ cpr }))).citizenRef).not.toBe(citizenRef);
    const again = await market.aarhus.ask('POST', '/citizens', details({ cpr }));
    expect(again).toMatchObject({ status: 409, body: { code: 'CPR_ALREADY_REGISTERED', values: { citizenRef } } });
  });

  it('that is odd is taken with hints, and one that cannot be is refused without being repeated', async () => {
    expect(await market.aarhus.post('/citizens', details({ cpr: '0707614286' }))).toMatchObject({
      hints: ['MODULUS_11'],
    });
    const wrong = await market.aarhus.ask('POST', '/citizens', details({ cpr: '321350-1234' }));
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ field: 'cpr', code: 'NOT_A_CPR_NUMBER' }] } });
    expect(JSON.stringify(wrong.body)).not.toContain('321350');
  });
});

describe('A correction', () => {
  it('changes what it names, forgets what stood there, and moves the number that finds the citizen', async () => {
    const [before, after] = [newCpr(), newCpr()];
    const { citizenRef } = await market.aarhus.post('/citizens', details({ cpr: before, note: 'Væk' }));
    const stale = await market.aarhus.ask(
      'POST',
      `/citizens/${citizenRef}/correct`,
      { name: 'A' },
      { 'if-match': '"7"' },
    );
    expect(stale.status).toBe(412);
    await market.aarhus.post(`/citizens/${citizenRef}/correct`, { cpr: after, note: null, name: 'Andet Navn' });
    const seen = await market.aarhus.get(read(citizenRef));
    expect(seen).toMatchObject({ name: 'Andet Navn', cpr: after, address: 'Ingen Vej 1', revision: 1 });
    expect(seen).not.toHaveProperty('note');
    const purpose = { 'pladsbog-purpose': 'CASEWORK' };
    expect((await market.aarhus.ask('POST', '/citizens/find', { cpr: before }, purpose)).status).toBe(404);
    expect((await market.aarhus.ask('POST', '/citizens/find', { cpr: after }, purpose)).body).toEqual({ citizenRef });
    expect(await market.viborg.refused('POST', `/citizens/${citizenRef}/correct`, { name: 'B' })).toBe(
      '404 CITIZEN_UNKNOWN',
    );
    expect(await market.aarhus.refused('POST', `/citizens/${citizenRef}/correct`, { name: null })).toBe(
      '400 INVALID_REQUEST',
    );
  });

  it('at the same time as others leaves one whole edition', async () => {
    const { citizenRef } = await market.aarhus.post('/citizens', details());
    const names = Array.from({ length: 8 }, (_, at) => `Navn ${at}`);
    await Promise.all(
      names.map((name) => market.aarhus.post(`/citizens/${citizenRef}/correct`, { name, address: `Vej ${name}` })),
    );
    const { name, address } = await market.aarhus.get(read(citizenRef));
    expect(names).toContain(name);
    expect(address).toBe(`Vej ${name}`);
    const editions = await running.app.get(Vault).editions();
    expect(editions.filter(({ subject }) => subject === citizenRef)).toHaveLength(1);
  });
});

describe('A request with an Idempotency-Key', () => {
  it('is answered again, and refused when the details are others, with no trace of them in the log', async () => {
    const key = { 'idempotency-key': 'registrering-1' };
    const body = details({ cpr: newCpr() });
    const first = await market.aarhus.ask('POST', '/citizens', body, key);
    const second = await market.aarhus.ask('POST', '/citizens', body, key);
    expect(second.body).toEqual(first.body);
    const other = await market.aarhus.ask('POST', '/citizens', { ...body, name: 'En anden' }, key);
    expect(other).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    const { citizenRef } = first.body;
    expect(await market.aarhus.get(read(citizenRef))).toMatchObject({ name: 'Opdigtet Borger' });

    const corrects = { 'idempotency-key': 'rettelse-1' };
    const path = `/citizens/${citizenRef}/correct`;
    const corrected = await market.aarhus.ask('POST', path, { name: 'Rettet' }, corrects);
    expect((await market.aarhus.ask('POST', path, { name: 'Rettet' }, corrects)).body).toEqual(corrected.body);
    expect((await market.aarhus.ask('POST', path, { name: 'Forkert' }, corrects)).status).toBe(422);
    await market.aarhus.post(path, { name: 'Senere' });
    // Asked once more after a later correction, it must not bring the old details back.
    expect((await market.aarhus.ask('POST', path, { name: 'Rettet' }, corrects)).status).toBe(200);
    expect(await market.aarhus.get(read(citizenRef))).toMatchObject({ name: 'Senere' });
  });
});

describe('An erasure', () => {
  it('waits until nothing is reserved, lived in or paid, and is then for good', async () => {
    const cpr = newCpr();
    const { citizenRef, placementId } = await citizenOf({ cpr }, 'enrolled');
    const erase = { reason: 'CITIZEN_REQUEST' };
    expect(await market.aarhus.refused('POST', `/citizens/${citizenRef}/erase`, erase)).toBe(
      '409 PLACEMENT_STILL_OPEN',
    );
    await market.seller.post(`/placements/${placementId}/end`, {
      departureDay: '2020-02-10',
      reason: 'MOVED',
      lastPayableDay: '2020-02-10',
    });
    expect(await market.aarhus.refused('POST', `/citizens/${citizenRef}/erase`, erase)).toBe(
      '409 PLACEMENT_STILL_OPEN',
    );
    running.clock.turnTo('2020-02-11');
    for (const other of [market.viborg, running.as(REGION, 'buyer')])
      expect(await other.refused('POST', `/citizens/${citizenRef}/erase`, erase)).toBe('404 CITIZEN_UNKNOWN');
    const first = await market.aarhus.post(`/citizens/${citizenRef}/erase`, erase);
    expect(await running.app.get(Vault).holds(citizenRef)).toBe(false);
    expect(await market.aarhus.post(`/citizens/${citizenRef}/erase`, erase)).toEqual(first);

    const seen = await market.aarhus.get(read(citizenRef));
    expect(seen).toMatchObject({
      phase: 'erased',
      erasedOn: '2020-02-11',
      erasureReason: 'CITIZEN_REQUEST',
      withheld: [],
    });
    expect(seen).not.toHaveProperty('name');
    expect(await market.aarhus.refused('POST', `/citizens/${citizenRef}/correct`, { name: 'A' })).toBe(
      '409 CITIZEN_ERASED',
    );
    expect(await market.aarhus.refused('POST', '/citizens', details({ citizenRef }))).toBe('409 CITIZEN_ERASED');
    // The person may come again, under another reference.
    expect((await market.aarhus.post('/citizens', details({ cpr }))).citizenRef).not.toBe(citizenRef);
    running.clock.turnTo('2020-02-10');
  });

  it('is carried out again on a vault that came back from an older copy', async () => {
    const { citizenRef } = await market.aarhus.post('/citizens', details({ cpr: newCpr() }));
    const vaultFiles = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('vault.sqlite'));
    await running.restarted((folder) => copyFileSync(join(folder, 'vault.sqlite'), join(folder, 'backup')));
    await market.aarhus.post(`/citizens/${citizenRef}/erase`, { reason: 'REGISTERED_BY_MISTAKE' });
    await running.restarted((folder) => {
      for (const name of vaultFiles(folder)) rmSync(join(folder, name));
      copyFileSync(join(folder, 'backup'), join(folder, 'vault.sqlite'));
    });
    const vault = running.app.get(Vault);
    expect(await vault.holds(citizenRef)).toBe(true);
    // Even before that, the log alone decides.
    expect(await market.aarhus.get(read(citizenRef))).not.toHaveProperty('name');
    expect(await running.app.get(TidyVaultJob).run()).toBe(1);
    expect(await vault.holds(citizenRef)).toBe(false);
  });

  it('tidies away an edition that a crash cut off from its fact, once it is old', async () => {
    const vault = running.app.get(Vault);
    const [old, young] = [newId(), newId()];
    await vault.keep({ subject: old, edition: newId(), details: { name: 'x' }, keptAt: '2020-01-01T00:00:00.000Z' });
    await vault.keep({ subject: young, edition: newId(), details: { name: 'x' }, keptAt: new Date().toISOString() });
    await running.app.get(TidyVaultJob).run();
    expect([await vault.holds(old), await vault.holds(young)]).toEqual([false, true]);
  });
});
