import 'reflect-metadata';
import { extname, join } from 'node:path';
import { createApp } from './app';
import { settingsFrom, WrongSettings } from './config';
import { MarketLoader } from './market/market-loader';
import { progressBar } from './market/progress';
import { CLOCK, type Clock } from './platform/clock';
import { StoreUnavailable } from './platform/event-store/event-store';

const start = async (): Promise<void> => {
  const settings = settingsFrom();
  const app = await createApp(settings, {
    readModelThread: { program: join(__dirname, `read-models.thread${extname(__filename)}`) },
  });
  app.enableShutdownHooks();
  await app.listen(settings.port, settings.host);
  const address = await app.getUrl();
  process.stdout.write(`Pladsbog svarer på ${address}  (API: ${address}/api/docs)\n`);
  if (settings.market === 'none') return;

  // The server answers meanwhile; what has been loaded is there to see.
  const begun = performance.now();
  const today = app.get<Clock>(CLOCK).today();
  const report = progressBar(process.stderr, () => performance.now());
  if (await app.get(MarketLoader).load(settings.marketSeed, today, report))
    process.stdout.write(`Markedet er indlæst på ${((performance.now() - begun) / 1_000).toFixed(1)} s\n`);
};

start().catch((error: unknown) => {
  // Wrong settings and a store that is in use are the operator's to mend; a stack would only hide the sentence.
  const plain = error instanceof WrongSettings || error instanceof StoreUnavailable;
  process.stderr.write(`${plain ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
