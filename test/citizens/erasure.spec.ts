import { randomUUIDv7 as newId } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startApp, type RunningApp } from '../support/app';
import { AARHUS, openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

/** A whole life of a citizen, then the erasure; every file of the product is searched byte for byte. */
let running: RunningApp;
let market: SmallMarket;
let citizenRef: string;
let placementId: string;
const logged: string[] = [];

const DETAILS = {
  cpr: '3112575999',
  name: 'Xerxes Æblegrød-Opdigtet',
  address: 'Intetstedvej 999, 0000 Ingenby',
  contact: 'opdigtet.borger@example.invalid',
  note: 'Bemærkning som ingen må finde igen',
};
const NAME_AFTER = 'Ypsilon Ærtesuppe-Opdigtet';

/** How a text may lie in a file: as it is, in parts, in other encodings. */
const formsOf = (text: string): readonly Buffer[] => {
  const forms = [
    text,
    ...(text === DETAILS.cpr ? ['311257-5999', '311257 5999'] : []),
    text.toLowerCase(),
    text.toUpperCase(),
  ];
  return forms.flatMap((form) => {
    const utf8 = Buffer.from(form, 'utf8');
    // Base64 shifts with what stands before the text; the middle of each of three shifts does not.
    const shifted = [0, 1, 2].map((shift) => {
      const encoded = Buffer.concat([Buffer.alloc(shift), utf8]).toString('base64');
      return Buffer.from(encoded.slice(4, -4));
    });
    return [
      utf8,
      Buffer.from(form, 'utf16le'),
      Buffer.from(form, 'utf16le').swap16(),
      Buffer.from(form, 'latin1'),
      Buffer.from(utf8.toString('hex')),
      Buffer.from(utf8.toString('hex').toUpperCase()),
      Buffer.from(JSON.stringify(form).slice(1, -1)),
      Buffer.from(encodeURIComponent(form)),
      ...shifted,
    ];
  });
};
const SECRETS = [...Object.values(DETAILS), NAME_AFTER].flatMap((text) =>
  formsOf(text).map((form) => ({ text, form })),
);

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile());

/** Where a secret lies in clear: `ledger.sqlite: 3112575999`. */
const foundIn = (folder: string): string[] =>
  filesIn(folder).flatMap((path) => {
    const bytes = readFileSync(path);
    return SECRETS.filter(({ form }) => bytes.includes(form)).map(({ text }) => `${path}: ${text}`);
  });

/** Everything that sums, and the digests of a replay. */
const figures = async () => {
  await running.settled();
  const { models, equal } = await market.auditor.post('/audit/replay');
  const { items } = await market.seller.get('/settlement/statements');
  const statements = await Promise.all(
    items.map(({ statementId }: { statementId: string }) => market.seller.get(`/settlement/statements/${statementId}`)),
  );
  const digests = models
    .filter(
      ({ name }: { name: string }) => !['citizen-register', 'trail', 'recorded-times', 'log-numbers'].includes(name),
    )
    .map(({ name, liveDigest }: { name: string; liveDigest: string }) => [name, liveDigest]);
  return {
    equal,
    digests,
    statements: statements.map(({ totalOre, contentHash, items: lines }) => ({ totalOre, contentHash, lines })),
    occupancy: (await market.seller.get(`/occupancy?offeringId=${market.offeringId}&from=2020-02-01&to=2020-02-29`))
      .lines,
    placement: await market.aarhus.get(`/placements/${placementId}`),
    invariants: (await market.auditor.post('/audit/invariants')).holds,
  };
};

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => (logged.push(String(text)), true));
  running = await startApp('2020-02-10');
  market = await openSmallMarket(running, 4);
  const key = { 'idempotency-key': 'borger-1' };
  const { body } = await market.aarhus.ask('POST', '/citizens', DETAILS, key);
  ({ citizenRef } = body);
  ({ placementId } = await market.aarhus.post(
    '/placements',
    reservation(market.offeringId, '2020-02-10', { citizenRef }),
  ));
  await market.seller.post(`/placements/${placementId}/confirm`);
  await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-02-10' });
  await running.settled();
  await market.aarhus.get(`/citizens/${citizenRef}?purpose=CASEWORK`);
  await market.seller.get(`/citizens/${citizenRef}?purpose=STAY`);
  await market.aarhus.get(`/citizens/${citizenRef}/report`);
  await market.aarhus.ask('POST', '/citizens/find', { cpr: DETAILS.cpr }, { 'pladsbog-purpose': 'CASEWORK' });
  // Things that go wrong with details in them must not leave them behind either.
  await market.viborg.ask('POST', '/citizens', { ...DETAILS, citizenRef });
  await market.aarhus.ask('POST', '/citizens', { ...DETAILS, nosuchfield: DETAILS.cpr });
  await market.aarhus.ask('POST', '/citizens/find', { cpr: DETAILS.name }, { 'pladsbog-purpose': 'CASEWORK' });
  await market.aarhus.ask('GET', `/offerings?text=${encodeURIComponent(DETAILS.cpr)}`);
  await market.aarhus.post(`/citizens/${citizenRef}/correct`, { name: NAME_AFTER });
  await market.seller.post(`/placements/${placementId}/end`, {
    departureDay: '2020-02-10',
    lastPayableDay: '2020-02-10',
    reason: 'MOVED',
  });
  running.clock.turnTo('2020-03-05');
  await market.seller.post('/settlement/months/2020-02/close');
  // Another citizen, whose details stay.
  await market.aarhus.post('/citizens', { name: 'Bliver Stående', cpr: '3112575998' });
}, 60_000);
afterAll(async () => {
  jest.restoreAllMocks();
  await running.close();
});

describe('What is known of a citizen', () => {
  it('would be found by this search, in whatever encoding (control)', () => {
    const haystack = (encoding: BufferEncoding) => Buffer.from(`xx${DETAILS.name}yy`, encoding);
    for (const encoding of ['utf8', 'utf16le', 'latin1'] as const)
      expect(SECRETS.some(({ form }) => haystack(encoding).includes(form))).toBe(true);
    for (const shift of ['', 'x', 'xx', 'xxx'])
      for (const encoding of ['base64', 'hex'] as const) {
        const encoded = Buffer.from(Buffer.from(shift + DETAILS.name + shift).toString(encoding));
        expect(SECRETS.some(({ form }) => encoded.includes(form))).toBe(true);
      }
    const db = new DatabaseSync(join(running.dataFolder, 'kontrol.sqlite'));
    db.exec('pragma journal_mode = wal; create table t (x)');
    db.prepare('insert into t values (?)').run(DETAILS.name);
    expect(foundIn(running.dataFolder).length).toBeGreaterThan(0);
    db.exec('pragma secure_delete = on; delete from t; vacuum; pragma wal_checkpoint(truncate)');
    db.close();
  });

  it('lies nowhere in clear even before it is erased, though it can be read', async () => {
    expect(await market.aarhus.get(`/citizens/${citizenRef}?purpose=CASEWORK`)).toMatchObject({
      ...DETAILS,
      name: NAME_AFTER,
    });
    expect(foundIn(running.dataFolder)).toEqual([]);
  });

  it('is gone after the erasure, while every sum, statement and digest stands', async () => {
    const before = await figures();
    expect(before).toMatchObject({ equal: true, invariants: true });
    expect(before.statements[0]?.totalOre).toBe(256_000);
    const vault = new DatabaseSync(join(running.dataFolder, 'vault.sqlite'), { readOnly: true });
    const blobs = (sql: string): Buffer[] =>
      vault
        .prepare(sql)
        .all(citizenRef)
        .map((row) => Buffer.from(Object.values(row)[0] as Uint8Array));
    const sealed = [
      ...blobs('select wrapped from keys where owner = ?'),
      ...blobs('select sealed from sealed where subject = ?'),
      ...blobs('select value from blind_index where subject = ?'),
    ];
    vault.close();
    expect(sealed).toHaveLength(7);
    const held = () =>
      sealed.filter((blob) =>
        filesIn(running.dataFolder).some((path) => readFileSync(path).includes(blob.subarray(0, 24))),
      );
    expect(held()).toHaveLength(7);

    await market.aarhus.post(`/citizens/${citizenRef}/erase`, { reason: 'RETENTION_EXPIRED' });

    expect(held()).toEqual([]);
    expect(foundIn(running.dataFolder)).toEqual([]);
    expect(await figures()).toEqual(before);
    expect(await market.aarhus.get(`/citizens/${citizenRef}?purpose=CASEWORK`)).toEqual(
      expect.not.objectContaining({ name: expect.anything(), cpr: expect.anything() }),
    );
    const report = await market.aarhus.get(`/citizens/${citizenRef}/report`);
    expect(report).toMatchObject({ phase: 'erased', details: {}, placements: [{ placementId }] });
    const find = await market.aarhus.ask(
      'POST',
      '/citizens/find',
      { cpr: DETAILS.cpr },
      { 'pladsbog-purpose': 'CASEWORK' },
    );
    expect(find.status).toBe(404);
  });

  it('does not come back with a restart, and is in no copy made later, in no log line and in no export', async () => {
    await running.restarted();
    expect(foundIn(running.dataFolder)).toEqual([]);
    const auditor = running.as(AARHUS, 'auditor');
    for (const path of [
      '/audit/events?limit=500',
      '/audit/readings?limit=500',
      `/audit/readings?citizenRef=${citizenRef}`,
    ]) {
      const text = Buffer.from(JSON.stringify(await auditor.get(path)));
      expect(SECRETS.filter(({ form }) => text.includes(form))).toEqual([]);
    }
    const lines = Buffer.from(logged.join('\n'));
    expect(SECRETS.filter(({ form }) => lines.includes(form)).map(({ text }) => text)).toEqual([]);
    expect(await running.as(AARHUS, 'buyer').refused('POST', '/citizens', { name: 'A', citizenRef })).toBe(
      '409 CITIZEN_ERASED',
    );
    expect(await running.as(AARHUS, 'buyer').refused('GET', `/citizens/${newId()}?purpose=CASEWORK`)).toBe(
      '404 CITIZEN_UNKNOWN',
    );
  });
});
