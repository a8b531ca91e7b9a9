import { randomUUIDv7 as newId } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsFrom, WrongSettings } from '../../../src/config';
import { runKeys } from '../../../src/platform/vault/keys-command';
import { WrongMasterKeys } from '../../../src/platform/vault/master-keys';
import { localMasterKeyFile, openVault } from '../../../src/platform/vault/open-vault';
import { newKey } from '../../../src/platform/vault/sealing';

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'persons-keys-'));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const textKey = (): string => newKey().toString('base64');
const NOW = '2020-01-02T08:00:00.000Z';

const said = async (settings: Parameters<typeof runKeys>[0]['settings'], ...asked: string[]) => {
  const lines: string[] = [];
  const code = await runKeys({ settings, asked, print: (text) => lines.push(text) });
  return { code, text: lines.join('') };
};

describe('The master key of one machine', () => {
  it('is made once, for its owner alone, and said', async () => {
    const settings = { dataFolder: join(newFolder(), 'data') };
    const notices: string[] = [];
    for (let starts = 0; starts < 2; starts += 1)
      await (await openVault(settings, (sentence) => notices.push(sentence))).close();
    const file = localMasterKeyFile(settings);
    expect(notices).toEqual([expect.stringContaining(file)]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(readFileSync(file, 'utf8'), 'base64')).toHaveLength(32);
  });
});

describe('`npm run keys`', () => {
  it('shows which master keys are in use, wraps by the first of them, and says when the other is not needed', async () => {
    const dataFolder = newFolder();
    const masterKeyFile = join(dataFolder, 'given.key');
    const [old, young] = [textKey(), textKey()];
    writeFileSync(masterKeyFile, `${old}\n`);
    const settings = { dataFolder, masterKeyFile };
    const subject = newId();
    let vault = await openVault(settings, () => undefined);
    await vault.keep({ subject, edition: 'e', details: { name: 'Opdigtet' }, keptAt: NOW });
    await vault.close();
    expect(await said(settings)).toMatchObject({ code: 0, text: expect.stringMatching(/\(gældende\): 2 nøgler\n$/) });

    writeFileSync(masterKeyFile, `${young}\n${old}\n`);
    const rotated = await said(settings, 'rotate');
    expect(rotated.text).toContain('2 nøgler blev pakket om.');
    expect(rotated.text).toMatch(/er ikke længere i brug og kan destrueres/);
    expect(rotated.text).not.toContain(old.slice(0, 12));
    expect((await said(settings, 'rotate')).text).toContain('0 nøgler blev pakket om.');

    writeFileSync(masterKeyFile, young);
    vault = await openVault(settings, () => undefined);
    expect(await vault.open(subject, 'e', ['name'])).toEqual({ name: 'Opdigtet' });
    await vault.close();
    writeFileSync(masterKeyFile, old);
    await expect(openVault(settings, () => undefined)).rejects.toMatchObject({ reason: 'corrupt' });
  });

  it('says how it is used, and names a file that cannot be read', async () => {
    const dataFolder = newFolder();
    expect(await said({ dataFolder }, 'wipe')).toMatchObject({ code: 2, text: expect.stringContaining('Brug:') });
    const missing = { dataFolder, masterKeyFile: join(dataFolder, 'nowhere') };
    await expect(said(missing)).rejects.toThrow(WrongMasterKeys);
    await expect(said(missing)).rejects.toThrow(/nowhere cannot be read \(ENOENT\)/);
    const secret = 'hemmelig-men-for-kort';
    await expect(said({ dataFolder, masterKey: secret })).rejects.toThrow(/^PLADSBOG_MASTER_KEY: a key is 32 bytes/);
    await expect(said({ dataFolder, masterKey: secret })).rejects.not.toThrow(secret);
  });
});

describe('Settings of the vault', () => {
  const faultsOf = (environment: Record<string, string>): string => {
    try {
      settingsFrom(environment);
      return '';
    } catch (error) {
      return error instanceof WrongSettings ? error.message : String(error);
    }
  };

  it('name one source of the master key, and need one beyond loopback', () => {
    const both = { PLADSBOG_MASTER_KEY: textKey(), PLADSBOG_MASTER_KEY_FILE: '/x' };
    expect(faultsOf(both)).toContain('are both given');
    expect(faultsOf(both)).not.toContain(both.PLADSBOG_MASTER_KEY);
    expect(faultsOf({ PLADSBOG_HOST: '0.0.0.0' })).toContain('no master key');
    expect(faultsOf({ PLADSBOG_HOST: '0.0.0.0', PLADSBOG_MASTER_KEY: textKey() })).not.toContain('no master key');
    expect(faultsOf({})).toBe('');
  });

  it('take a PostgreSQL address only, and never repeat it', () => {
    const wrong = { PLADSBOG_VAULT_URL: 'mysql://bruger:kodeord@x/y' };
    expect(faultsOf(wrong)).toContain('PLADSBOG_VAULT_URL must be');
    expect(faultsOf(wrong)).not.toContain('kodeord');
    expect(settingsFrom({ PLADSBOG_VAULT_URL: 'postgres://x/y' }).vaultUrl).toBe('postgres://x/y');
  });
});
