import { randomUUIDv7 as newId } from 'node:crypto';
import { Client } from 'pg';
import { freePort, postgresPrograms, startPostgres, type LocalPostgres } from '../../support/postgres';
import { PgReadingLog } from '../../../src/platform/readings/pg-reading-log';
import { CADF_TYPE, type ReadingEntry } from '../../../src/platform/readings/reading-log';
import { PgVault } from '../../../src/platform/vault/pg-vault';
import { Vault } from '../../../src/platform/vault/vault';
import { describeVault, masters } from './vault-store.contract';

/**
 * Against a real server: the one that PLADSBOG_TEST_POSTGRES_URL names, or one started here from a server binary that is
 * found on the machine. Where there is neither, these tests are skipped and say so.
 */
const GIVEN = process.env.PLADSBOG_TEST_POSTGRES_URL;
const PROGRAMS = postgresPrograms();
const there = GIVEN !== undefined || PROGRAMS !== undefined;
if (!there)
  process.stderr.write(
    'PostgreSQL was not found, and PLADSBOG_TEST_POSTGRES_URL is not set: its tests were not run.\n',
  );

let server: LocalPostgres | undefined;
let admin: string;

/** A database of its own for each test. */
const newDatabase = async (): Promise<string> => {
  const name = `pladsbog_${newId().replaceAll('-', '')}`;
  const client = new Client({ connectionString: admin });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
};

beforeAll(async () => {
  if (!there) return;
  // Nothing here need survive a power cut.
  if (GIVEN === undefined) server = await startPostgres(PROGRAMS as string, ['fsync=off']);
  admin = GIVEN ?? (server as LocalPostgres).url;
}, 60_000);
afterAll(() => server?.stop());

if (there)
  describeVault('The vault in PostgreSQL', async () => {
    const url = await newDatabase();
    return { open: () => PgVault.open(url) };
  });

(there ? describe : describe.skip)('PostgreSQL that replicas share', () => {
  const NOW = '2020-01-02T08:00:00.000Z';

  it('lets two replicas start at once, and has one key for each citizen whoever comes first', async () => {
    const url = await newDatabase();
    const keys = masters();
    const [one, two] = await Promise.all([1, 2].map(async () => Vault.open(await PgVault.open(url), keys)));
    const subject = newId();
    const editions = Array.from({ length: 10 }, () => newId());
    await Promise.all(
      editions.map((edition, at) =>
        (at % 2 === 0 ? one! : two!).keep({ subject, edition, details: { name: edition }, keptAt: NOW }),
      ),
    );
    for (const edition of editions) expect(await two!.open(subject, edition, ['name'])).toEqual({ name: edition });
    // Destroyed by one, it is destroyed for the other, also for what is just being kept.
    const racing = editions.map((edition) => two!.keep({ subject, edition, details: { name: 'x' }, keptAt: NOW }));
    await one!.destroy(subject);
    await Promise.all(racing);
    for (const edition of editions) expect(await two!.open(subject, edition, ['name'])).toEqual({});
    expect(await two!.editions()).toEqual([]);
    await Promise.all([one!.close(), two!.close()]);
  });

  it('lets no two replicas give one number to two citizens', async () => {
    const url = await newDatabase();
    const keys = masters();
    const vaults = await Promise.all([1, 2, 3].map(async () => Vault.open(await PgVault.open(url), keys)));
    const indexed = [{ name: 'cpr', scope: '751', text: '3112575001' }];
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        vaults[at % 3]!.keep({ subject: newId(), edition: newId(), details: { name: 'x' }, indexed, keptAt: NOW }),
      ),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'kept')).toHaveLength(1);
    await Promise.all(vaults.map((vault) => vault.close()));
  });

  it('chains the readings of all replicas into one log that takes nothing back', async () => {
    const url = await newDatabase();
    const [one, two] = await Promise.all([PgReadingLog.open(url), PgReadingLog.open(url)]);
    const entry = (at: number): ReadingEntry => ({
      id: newId(),
      typeURI: CADF_TYPE,
      eventType: 'activity',
      eventTime: `2020-01-0${1 + (at % 5)}T08:00:00.000Z`,
      action: 'read/details',
      outcome: at % 2 === 0 ? 'success' : 'failure',
      initiator: { id: 'x', party: at % 3 === 0 ? '751' : '791', roles: ['buyer'] },
      target: { id: at % 4 === 0 ? null : `c${at % 4}`, fields: ['name'] },
      reason: { purpose: 'CASEWORK' },
      observer: { id: 'pladsbog' },
    });
    await Promise.all(Array.from({ length: 24 }, (_, at) => (at % 2 === 0 ? one : two).write(entry(at))));
    expect((await one.find({ limit: 100 })).map(({ number }) => number)).toEqual(
      Array.from({ length: 24 }, (_, at) => 24 - at),
    );
    expect(await two.firstBroken()).toBeUndefined();
    expect(await one.find({ party: '751', outcome: 'success', limit: 100 })).toHaveLength(4);
    expect(await one.find({ target: 'c1', limit: 100 })).toHaveLength(6);
    expect(
      await one.find({ from: '2020-01-02T00:00:00.000Z', until: '2020-01-04T00:00:00.000Z', limit: 100 }),
    ).toHaveLength(10);
    expect((await one.find({ before: 3, limit: 100 })).map(({ number }) => number)).toEqual([2, 1]);
    const behind = new Client({ connectionString: url });
    await behind.connect();
    for (const act of ['delete from', 'truncate'])
      await expect(behind.query(`${act} pladsbog_vault.readings`)).rejects.toThrow(/append-only/);
    await behind.query('alter table pladsbog_vault.readings disable trigger readings_stay');
    await behind.query('delete from pladsbog_vault.readings where number = 7');
    expect(await one.firstBroken()).toBe(7);
    await behind.end();
    await Promise.all([one.close(), two.close()]);
  });

  it('that cannot be reached is said to be out of reach, and not a fault', async () => {
    const port = await freePort();
    await expect(PgVault.open(`postgres://x@127.0.0.1:${port}/x`)).rejects.toMatchObject({ reason: 'unreachable' });
    const vault = await PgVault.open(await newDatabase());
    await vault.close();
  });
});
