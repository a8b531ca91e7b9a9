import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFile } from '../files/make-file';
import { PgReadingLog } from '../readings/pg-reading-log';
import type { ReadingLog } from '../readings/reading-log';
import { readingsFile, SqliteReadingLog } from '../readings/sqlite-reading-log';
import { MasterKeys, WrongMasterKeys } from './master-keys';
import { PgVault } from './pg-vault';
import { newKey } from './sealing';
import { SqliteVault } from './sqlite-vault';
import { Vault } from './vault';
import type { VaultStore } from './vault-store';

export interface VaultSettings {
  readonly dataFolder: string;
  /** The master keys themselves. */
  readonly masterKey?: string | undefined;
  /** A file that holds them. */
  readonly masterKeyFile?: string | undefined;
  /** A PostgreSQL database that replicas share; without it, files in the data folder. */
  readonly vaultUrl?: string | undefined;
}

export const vaultFile = ({ dataFolder }: Pick<VaultSettings, 'dataFolder'>): string =>
  join(dataFolder, 'vault.sqlite');

/** Where a master key is made when none is given; only for one machine, because it lies beside what it protects. */
export const localMasterKeyFile = ({ dataFolder }: Pick<VaultSettings, 'dataFolder'>): string =>
  join(dataFolder, 'master.key');

/** @throws WrongMasterKeys naming where they were looked for, never what was found. */
export const masterKeysOf = (settings: VaultSettings, notice: (sentence: string) => void): MasterKeys => {
  if (settings.masterKey !== undefined) return keysIn('PLADSBOG_MASTER_KEY', settings.masterKey);
  if (settings.masterKeyFile !== undefined) return keysIn(settings.masterKeyFile, textOf(settings.masterKeyFile));
  const local = localMasterKeyFile(settings);
  if (makeKeyFile(local))
    notice(`En hovednøgle til borgeroplysninger er lavet i ${local}. Uden den kan de ikke læses.`);
  return keysIn(local, textOf(local));
};

/** The store of keys and sealed fields that the settings name. */
export const openVaultStore = async (settings: VaultSettings): Promise<VaultStore> =>
  settings.vaultUrl === undefined ? SqliteVault.open(vaultFile(settings)) : PgVault.open(settings.vaultUrl);

/** Where looks at the vault are written down: where the vault is shared, so is this. */
export const openReadingLog = async ({ dataFolder, vaultUrl }: VaultSettings): Promise<ReadingLog> =>
  vaultUrl === undefined ? SqliteReadingLog.open(readingsFile(dataFolder)) : PgReadingLog.open(vaultUrl);

/**
 * @throws WrongMasterKeys
 * @throws StoreUnavailable when the vault is out of reach, or the keys do not open it.
 */
export const openVault = async (settings: VaultSettings, notice: (sentence: string) => void): Promise<Vault> => {
  const masters = masterKeysOf(settings, notice);
  return Vault.open(await openVaultStore(settings), masters);
};

const keysIn = (place: string, text: string): MasterKeys => {
  try {
    return MasterKeys.from(text);
  } catch (error) {
    throw error instanceof WrongMasterKeys ? new WrongMasterKeys(`${place}: ${error.message}`) : error;
  }
};

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new WrongMasterKeys(`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
};

/** @returns false when somebody made it before. */
const makeKeyFile = (file: string): boolean => {
  try {
    return makeFile(file, `${newKey().toString('base64')}\n`);
  } catch (error) {
    throw new WrongMasterKeys(`${file} cannot be made (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
};
