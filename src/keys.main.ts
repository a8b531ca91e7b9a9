import { settingsFrom } from './config';
import { runKeys } from './platform/vault/keys-command';

/** `npm run keys [-- rotate]`: which master keys wrap the citizens' keys, and wrapping them by the newest. */
const start = async (): Promise<void> => {
  process.exitCode = await runKeys({
    settings: settingsFrom(),
    asked: process.argv.slice(2),
    print: (text) => process.stdout.write(text),
  });
};

start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
