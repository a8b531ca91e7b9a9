import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppParts } from './app.module';
import { AppModule, openLedger } from './app.module';
import { issuerFaults, logStyle, type Settings, WrongSettings } from './config';
import { LocalIssuer } from './platform/auth/local-issuer';
import type { Clock } from './platform/clock';
import { SystemClock } from './platform/clock';
import type { EventStore } from './platform/event-store/event-store';
import { FreshReads } from './platform/http/fresh-reads';
import { serveOpenApi } from './platform/http/openapi';
import { addEdge, createAdapter } from './platform/http/server';
import { ProductLog } from './platform/operations/log';
import { Meters } from './platform/operations/meters';
import type { ReadModelThread } from './platform/subscriptions/projection-thread';
import { openReadingLog, openVault } from './platform/vault/open-vault';
import type { Vault } from './platform/vault/vault';

/** What a test or the process puts in place of the usual thing. */
export interface Replacements {
  readonly store?: EventStore;
  readonly clock?: Clock;
  /** Read models are kept in a thread of their own; default: in the one that serves. */
  readonly readModelThread?: ReadModelThread;
  readonly log?: ProductLog;
  /** Another composition root, for tests of the edge alone. */
  readonly root?: (parts: AppParts) => DynamicModule;
}

/** What is known of citizens and who looked. A ledger beside which it cannot be opened is let go of again. */
const besideLedger = async (
  ledger: EventStore | undefined,
  settings: Settings,
): Promise<Required<Pick<AppParts, 'vault' | 'readings'>>> => {
  let vault: Vault | undefined;
  try {
    vault = await openVault(settings, notice);
    return { vault, readings: await openReadingLog(settings) };
  } catch (error) {
    await vault?.close();
    await ledger?.close();
    throw error;
  }
};

/** Said to whoever starts the product, not to the log: it comes once in a ledger's life. */
const notice = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/**
 * The whole application, ready to listen or to be asked with `inject`; close it to let go of the store.
 * @throws WrongSettings when nobody could issue tokens with these settings.
 * @throws StoreUnavailable when the ledger is in use, damaged or out of reach, or the vault beside it.
 * @throws WrongMasterKeys when the vault's master key cannot be had.
 */
export const createApp = async (
  settings: Settings,
  { store, clock, readModelThread, log = new ProductLog(logStyle(settings)), root }: Replacements = {},
): Promise<NestFastifyApplication> => {
  const faults = issuerFaults(settings);
  if (faults.length > 0) throw new WrongSettings(faults);
  const issuer = await LocalIssuer.open(settings.dataFolder);
  // Before Nest is asked: what is wrong with the ledger is a sentence for people, and no failed injection.
  const opened = store ?? (root === undefined ? openLedger(settings) : undefined);
  const parts: AppParts = {
    settings,
    issuer,
    clock: clock ?? new SystemClock(settings.today),
    ...(opened ? { store: opened } : {}),
    ...(readModelThread ? { readModelThread } : {}),
    ...(root === undefined ? await besideLedger(opened, settings) : {}),
  };
  const module = root === undefined ? AppModule.register(parts) : root(parts);
  const app = await NestFactory.create<NestFastifyApplication>(module, createAdapter(), {
    bodyParser: false,
    abortOnError: false,
    logger: log,
  });
  const reads = app.get(FreshReads);
  addEdge(app.getHttpAdapter().getInstance(), { applied: () => reads.applied(), meters: app.get(Meters), log });
  serveOpenApi(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
};
