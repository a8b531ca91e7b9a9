import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ledgerFile } from './ledger';
import { settingsFrom, WrongSettings } from './config';
import { StoreUnavailable } from './platform/event-store/event-store';
import { BackupFailed, backUpLedger, copyDatabase } from './platform/event-store/sqlite.backup';
import { proofsFile } from './platform/log-tree/tree-file';
import { policyRecordsFile } from './platform/subscriptions/policy-records';

const USAGE = 'npm run backup -- --to <file>   (the folder must be there, the file must not)';

/** Faults that a sentence mends; a stack would only hide it. */
const KNOWN = [BackupFailed, StoreUnavailable, WrongSettings];

/**
 * `npm run backup -- --to <file>`: an online, verified copy of the embedded ledger, whether Pladsbog runs or not, and
 * beside it `<file>.policies` and `<file>.proofs`. The first holds how far the policies have come; it is copied first, so
 * that a restored product asks again rather than leaves out. The other holds what was signed of the ledger, which then is
 * at least as long.
 */
const start = (args: readonly string[]): void => {
  const { to } = parseArgs({ args: [...args], options: { to: { type: 'string' } }, strict: false }).values;
  if (typeof to !== 'string' || to === '') throw new BackupFailed(`Say where to: ${USAGE}`);
  const settings = settingsFrom();
  const policies = policyRecordsFile(settings.dataFolder);
  if (existsSync(to)) throw new BackupFailed(`There is something at ${to} already; a backup replaces nothing`);
  const proofs = proofsFile(settings.dataFolder);
  if (existsSync(policies)) copyDatabase(policies, `${to}.policies`);
  if (existsSync(proofs)) copyDatabase(proofs, `${to}.proofs`);
  const { events, bytes, digest } = backUpLedger(ledgerFile(settings), to);
  process.stdout.write(`${digest}  ${to}\n${events} events, ${bytes} bytes, copied, read back and equal\n`);
};

try {
  start(process.argv.slice(2));
} catch (failure) {
  const known = KNOWN.some((kind) => failure instanceof kind);
  const stack = failure instanceof Error ? failure.stack : undefined;
  process.stderr.write(`${known || stack === undefined ? (failure as Error).message : stack}\n`);
  process.exitCode = 1;
}
