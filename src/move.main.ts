import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { settingsFrom, settingsWith, type StoreSetting } from './config';
import { PROJECTIONS } from './contexts';
import { progressBar } from './market/progress';
import { moveLedger } from './move';

/**
 * `npm run move -- --to esdb://… [--from embedded]`: copies the ledger to another store, while Pladsbog is stopped, and
 * proves that both give the same. Either side is `embedded` or a connection string; `--from` is where PLADSBOG_STORE says.
 */
const start = async (): Promise<void> => {
  const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } });
  const storeOf = (given: string | undefined): StoreSetting =>
    settingsWith(given === undefined ? {} : { PLADSBOG_STORE: given }).store;
  const [from, to] = [storeOf(values.from), storeOf(values.to)];
  if (values.to === undefined || JSON.stringify(from) === JSON.stringify(to)) {
    process.stderr.write('npm run move -- --to esdb://… [--from embedded]\n');
    process.exitCode = 2;
    return;
  }
  const bar = progressBar(process.stderr, () => performance.now());
  await moveLedger({
    dataFolder: settingsFrom().dataFolder,
    from,
    to,
    projections: PROJECTIONS,
    onProgress: ({ done, total }) => bar(done, total, `${done} af ${total} hændelser`),
    say: (line) => process.stdout.write(`${line}\n`),
  });
  process.stdout.write(
    'Bogen er flyttet, og begge steder giver det samme. Start nu med PLADSBOG_STORE på det nye sted.\n',
  );
};

start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
