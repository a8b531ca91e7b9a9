import 'reflect-metadata';
import { settingsFrom } from './config';
import { PROJECTIONS } from './contexts';
import { openLedger } from './ledger';
import { runRebuild } from './platform/subscriptions/rebuild-command';

/** `npm run rebuild [-- name …]`: builds read models anew from the log, while Pladsbog is stopped. */
const start = async (): Promise<void> => {
  const settings = settingsFrom();
  process.exitCode = await runRebuild({
    openStore: () => openLedger(settings),
    dataFolder: settings.dataFolder,
    projections: PROJECTIONS,
    names: process.argv.slice(2),
    print: (text) => process.stdout.write(text),
  });
};

start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
