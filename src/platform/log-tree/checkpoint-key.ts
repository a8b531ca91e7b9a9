import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFile } from '../files/make-file';
import { SigningKey } from './signed-note';

const SEED_BYTES = 32;

/** Where the key is made when none is given; it lies beside what it signs, so it says less than one that is kept apart. */
export const localCheckpointKeyFile = (dataFolder: string): string => join(dataFolder, 'checkpoint.key');

/**
 * The key that signs checkpoints: the one that was given, or the one in the data folder, which is made the first time.
 * @throws WrongCheckpointKey
 */
export const checkpointKeyOf = (dataFolder: string, given: string | undefined): SigningKey => {
  if (given !== undefined) return new SigningKey(given, 'PLADSBOG_CHECKPOINT_KEY');
  const file = localCheckpointKeyFile(dataFolder);
  makeFile(file, `${randomBytes(SEED_BYTES).toString('base64')}\n`);
  return new SigningKey(readFileSync(file, 'utf8'), file);
};
