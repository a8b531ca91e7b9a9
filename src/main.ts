import 'reflect-metadata';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { extname, join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from './app';
import { logStyle, type Settings, settingsFrom, WrongSettings } from './config';
import { MarketLoader } from './market/market-loader';
import { progressBar } from './market/progress';
import { CLOCK, type Clock } from './platform/clock';
import { AnotherLedger } from './platform/event-store/ledger-mark';
import { StoreUnavailable, type UnavailableReason } from './platform/event-store/event-store';
import { diskTrouble } from './platform/files/disk-trouble';
import { ProductLog } from './platform/operations/log';
import { stopper, Stopping } from './platform/operations/stopping';
import { WrongMasterKeys } from './platform/vault/master-keys';

const start = async (): Promise<void> => {
  const settings = settingsFrom();
  const style = logStyle(settings);
  const log = new ProductLog(style);
  await assertFree(settings);
  const app = await createApp(settings, {
    log,
    readModelThread: { program: join(__dirname, `read-models.main${extname(__filename)}`), log: style },
  });
  stopOnSignal(app, log, settings);
  const address = await listen(app, settings);
  log.announce(`Pladsbog svarer på ${address}  (API: ${address}/api/docs)`);
  if (settings.market === 'none') return;

  // The server answers meanwhile; what has been loaded is there to see.
  const begun = performance.now();
  const today = app.get<Clock>(CLOCK).today();
  const report = progressBar(process.stderr, () => performance.now());
  try {
    if (await app.get(MarketLoader).load(settings.marketSeed, today, report))
      log.announce(`Markedet er indlæst på ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
  } catch (error) {
    // What has been loaded is sound and stays; those who are already working are not cut off.
    log.error(`Markedet blev ikke indlæst til ende; start igen, så fortsættes der. ${sentence(error)}`);
  }
};

/** The container's and the terminal's ways to ask for an end. */
const STOP_SIGNALS = ['SIGTERM', 'SIGINT'] as const;

const stopOnSignal = (app: NestFastifyApplication, log: ProductLog, { stopSeconds }: Settings): void => {
  const stop = stopper({
    close: () => app.close(),
    server: app.getHttpServer(),
    stopping: app.get(Stopping),
    withinMs: stopSeconds * 1_000,
    exit: (code) => process.exit(code),
    say: (sentence) => log.error(sentence),
  });
  for (const signal of STOP_SIGNALS) process.on(signal, stop);
  // What nobody caught is a fault of ours; the state of the process is unknown, and the log is safe without it.
  process.on('uncaughtException', (fault) => {
    log.error('Pladsbog stopper på en fejl, som ingen fangede.', fault, 'Process');
    process.exit(1);
  });
};

/** Something on the machine is in the way, and the one who starts the product can mend it. */
class CannotStart extends Error {}

/**
 * Asked before a ledger is opened and keys are made: where another product answers already, the data folder is left as it is.
 * @throws CannotStart when the address is taken or not this machine's.
 */
const assertFree = async ({ host, port }: Settings): Promise<void> => {
  const probe = createServer((caller) => caller.destroy());
  try {
    await once(probe.listen({ host, port }), 'listening');
  } catch (error) {
    throw cannotListen(error, host, port);
  }
  probe.close();
  await once(probe, 'close');
};

/** @returns the address. @throws CannotStart when it was taken meanwhile. */
const listen = async (app: NestFastifyApplication, { host, port }: Settings): Promise<string> => {
  try {
    // Fastify's own: Nest would log a refusal with its stack before anybody could say it in a sentence.
    return await app.getHttpAdapter().getInstance().listen({ host, port });
  } catch (error) {
    await app.close();
    throw cannotListen(error, host, port);
  }
};

const cannotListen = (error: unknown, host: string, port: number): unknown => {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') return new CannotStart(`${host}:${port} er optaget: vælg en anden port med PLADSBOG_PORT`);
  if (code === 'EADDRNOTAVAIL' || code === 'EACCES' || code === 'ENOTFOUND')
    return new CannotStart(`Der kan ikke lyttes på ${host}:${port} (${code}): se PLADSBOG_HOST og PLADSBOG_PORT`);
  return error;
};

const LEDGER_TROUBLE: Readonly<Record<UnavailableReason, string>> = {
  locked: 'Hovedbogen er åbnet af en anden proces. Stop den, eller vælg en anden mappe med PLADSBOG_DATA.',
  full: 'Disken er fuld. Intet er gået tabt; gør plads, og start igen.',
  corrupt: 'Hovedbogens fil er beskadiget eller er ingen hovedbog. Hent den seneste sikkerhedskopi.',
  closed: 'Hovedbogen er lukket.',
  unreachable: 'Hovedbogen kan ikke nås. Se PLADSBOG_STORE, og om serveren kører.',
  io: 'Hovedbogens fil kan ikke læses eller skrives. Se rettigheder og disk.',
};

/** Wrong settings and a store that is in use are the operator's to mend; a stack would only hide the sentence. */
const sentence = (error: unknown): string => {
  if (error instanceof WrongSettings || error instanceof CannotStart) return error.message;
  if (error instanceof WrongMasterKeys) return `Hovednøglen til borgeroplysninger kan ikke bruges.\n(${error.message})`;
  if (error instanceof AnotherLedger)
    return `Datamappen hører til en anden hovedbog. Vælg en anden med PLADSBOG_DATA, eller flyt med npm run move.\n(${error.message})`;
  const trouble = error instanceof StoreUnavailable ? error.reason : diskTrouble(error);
  if (trouble !== undefined) return `${LEDGER_TROUBLE[trouble]}\n(${(error as Error).message})`;
  return error instanceof Error ? String(error.stack) : String(error);
};

start().catch((error: unknown) => {
  process.stderr.write(`${sentence(error)}\n`);
  process.exit(1);
});
