import { randomUUIDv7 as newId } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SqliteEventStore } from '../../../src/platform/event-store/sqlite.store';
import { newKey } from '../../../src/platform/vault/sealing';
import { SqliteVault } from '../../../src/platform/vault/sqlite-vault';
import { Vault } from '../../../src/platform/vault/vault';
import { describeVault, masters } from './vault-store.contract';

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'persons-vault-'));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describeVault('The vault in a SQLite file', async () => {
  const file = join(newFolder(), 'vault.sqlite');
  return { open: async () => SqliteVault.open(file) };
});

const NOW = '2020-01-02T08:00:00.000Z';

/** Every byte of every file of a folder. */
const bytesIn = (folder: string): Buffer =>
  Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

describe('Of what was destroyed in a SQLite file', () => {
  it('no byte is left in it or beside it: no wrapped key, no sealed field, no index value', async () => {
    const folder = newFolder();
    const file = join(folder, 'vault.sqlite');
    const vault = await Vault.open(SqliteVault.open(file), masters());
    const subjects = Array.from({ length: 300 }, () => newId());
    for (const [at, subject] of subjects.entries())
      await vault.keep({
        subject,
        edition: newId(),
        details: { name: `Opdigtet Borger ${at}`, note: 'n'.repeat((at * 37) % 3_000) },
        indexed: [{ name: 'cpr', scope: '751', text: String(at) }],
        keptAt: NOW,
      });
    const reader = new DatabaseSync(file, { readOnly: true });
    const blobs = (sql: string, ...values: string[]): Buffer[] =>
      reader
        .prepare(sql)
        .all(...values)
        .map((row) => Buffer.from(Object.values(row)[0] as Uint8Array));
    const gone = subjects.filter((_, at) => at % 3 !== 0);
    const secrets = gone.flatMap((subject) => [
      ...blobs('select wrapped from keys where owner = ?', subject),
      ...blobs('select sealed from sealed where subject = ?', subject),
      ...blobs('select value from blind_index where subject = ?', subject),
    ]);
    reader.close();
    expect(secrets).toHaveLength(gone.length * 4);
    // Control: before, each of them is found.
    const before = bytesIn(folder);
    expect(secrets.filter((secret) => !before.includes(secret.subarray(0, 24)))).toEqual([]);

    for (const subject of gone) await vault.destroy(subject);
    const after = bytesIn(folder);
    expect(secrets.filter((secret) => after.includes(secret.subarray(0, 24)))).toEqual([]);
    await vault.close();
    expect(secrets.filter((secret) => bytesIn(folder).includes(secret.subarray(0, 24)))).toEqual([]);
  });

  it('nor is an old wrapped key left after a rotation, nor an old edition after a correction', async () => {
    const folder = newFolder();
    const file = join(folder, 'vault.sqlite');
    const [old, young] = [newKey(), newKey()];
    const subject = newId();
    const editions = [newId(), newId()] as const;
    let vault = await Vault.open(SqliteVault.open(file), masters(old));
    await vault.keep({ subject, edition: editions[0], details: { name: 'Før' }, keptAt: NOW });
    const read = (sql: string): Buffer => {
      const reader = new DatabaseSync(file, { readOnly: true });
      const [row] = reader.prepare(sql).all();
      reader.close();
      return Buffer.from(Object.values(row ?? {})[0] as Uint8Array);
    };
    const sealed = read('select sealed from sealed');
    await vault.keep({ subject, edition: editions[1], details: { name: 'Efter' }, keptAt: NOW });
    expect(bytesIn(folder).includes(sealed)).toBe(true);
    await vault.keepOnly(subject, editions[1]);
    expect(bytesIn(folder).includes(sealed)).toBe(false);
    await vault.close();

    const wrapped = read(`select wrapped from keys where owner <> 'blind-index'`);
    expect(bytesIn(folder).includes(wrapped)).toBe(true);
    vault = await Vault.open(SqliteVault.open(file), masters(young, old));
    await vault.rotate();
    expect(bytesIn(folder).includes(wrapped)).toBe(false);
    await vault.close();
  });
});

describe('The file of a vault', () => {
  it('is for its owner alone, with what lies beside it', async () => {
    const folder = newFolder();
    const store = SqliteVault.open(join(folder, 'vault.sqlite'));
    await store.keyOf('x', masters().wrap('x', newKey()));
    for (const name of readdirSync(folder))
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
    await store.close();
  });

  it('is refused when it is a ledger, another database or no database at all', async () => {
    const folder = newFolder();
    await SqliteEventStore.open(join(folder, 'ledger.sqlite')).close();
    new DatabaseSync(join(folder, 'other.sqlite')).exec('create table t (x)');
    writeFileSync(join(folder, 'text.sqlite'), 'ikke en database '.repeat(100));
    for (const name of ['ledger.sqlite', 'other.sqlite', 'text.sqlite'])
      expect(() => SqliteVault.open(join(folder, name))).toThrow(expect.objectContaining({ reason: 'corrupt' }));
  });
});
