import type { DynamicModule } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { AppParts } from './app.module';
import { AppModule } from './app.module';
import { openLedger } from './ledger';
import { issuerFaults, localIssuerRuns, logStyle, type Settings, WrongSettings } from './config';
import { localCast } from './market/cast';
import { PartyQueries } from './parties/parties.queries';
import { publicPartyOfCvr } from './parties/party-register';
import { DiscoveredIssuer } from './platform/auth/discovered-issuer';
import { LocalIssuer } from './platform/auth/local-issuer';
import { TrustedIssuers } from './platform/auth/trusted-issuers';
import type { Clock } from './platform/clock';
import { SystemClock } from './platform/clock';
import type { EventStore } from './platform/event-store/event-store';
import { acceptForms } from './platform/http/form-body';
import { acceptLanguageInAddress } from './platform/http/language-in-address';
import { FreshReads } from './platform/http/fresh-reads';
import { serveOpenApi } from './platform/http/openapi';
import { servePageStyle } from './platform/http/page';
import { RateLimits } from './platform/http/rate-limits';
import { addEdge, createAdapter } from './platform/http/server';
import { localSignIn } from './platform/local-provider/local-sign-in';
import type { Cast } from './platform/local-provider/personas';
import { LocalProviders } from './platform/local-provider/local-provider';
import { serveLocalProvider } from './platform/local-provider/serve-local-provider';
import { ProductLog } from './platform/operations/log';
import { Meters } from './platform/operations/meters';
import { serveSignIn } from './platform/sessions/serve-sign-in';
import { SessionStore } from './platform/sessions/session-store';
import { Sessions } from './platform/sessions/sessions';
import type { SignInIssuers } from './platform/sessions/sign-in-issuer';
import { ProjectionRunner } from './platform/subscriptions/projection-runner';
import { ReadStore } from './platform/subscriptions/read-store';
import { EVENT_STORE } from './platform/tokens';
import type { ReadModelThread } from './platform/subscriptions/projection-thread';
import { serveAssets } from './ui/frame/assets';
import { PATHS } from './ui/frame/navigation';
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
 * @throws WrongSettings when nobody could sign in with these settings.
 * @throws StoreUnavailable when the ledger is in use, damaged or out of reach, or the vault beside it.
 * @throws WrongMasterKeys when the vault's master key cannot be had.
 */
export const createApp = async (
  settings: Settings,
  { store, clock, readModelThread, log = new ProductLog(logStyle(settings)), root }: Replacements = {},
): Promise<NestFastifyApplication> => {
  const faults = issuerFaults(settings);
  if (faults.length > 0) throw new WrongSettings(faults);
  const issuers = await trustedIssuers(settings);
  const sessions = new Sessions(new SessionStore(settings.dataFolder, settings.sessions), settings.publicUrl);
  // Before Nest is asked: what is wrong with the ledger is a sentence for people, and no failed injection.
  const opened = store ?? (root === undefined ? await openLedger(settings) : undefined);
  const parts: AppParts = {
    settings,
    issuers,
    sessions,
    clock: clock ?? new SystemClock(settings.today),
    ...(opened ? { store: opened } : {}),
    ...(readModelThread ? { readModelThread } : {}),
    ...(root === undefined ? await besideLedger(opened, settings) : {}),
  };
  const module = root === undefined ? AppModule.register(parts) : root(parts);
  const app = await NestFactory.create<NestFastifyApplication>(module, createAdapter(settings.trustedProxies), {
    bodyParser: false,
    abortOnError: false,
    logger: log,
  });
  const reads = app.get(FreshReads);
  const fastify = app.getHttpAdapter().getInstance();
  addEdge(fastify, {
    applied: () => reads.applied(),
    meters: app.get(Meters),
    log,
    limits: app.get(RateLimits),
    publicUrl: settings.publicUrl,
  });
  acceptLanguageInAddress(fastify);
  const withPages = root === undefined;
  const cast = (): Cast => localCast(withPages ? app.get(PartyQueries, { strict: false }).all() : []);
  const signIn = await signInIssuers(fastify, issuers, cast);
  await serveSignIn(fastify, sessions, signIn, withPages ? PATHS.start : undefined);
  if (withPages) {
    acceptForms(fastify);
    await serveAssets(fastify);
  }
  fastify.addHook('onClose', () => sessions.close());
  servePageStyle(fastify);
  serveOpenApi(app);
  if (settings.otlpEndpoint !== undefined) await trace(app, settings.otlpEndpoint);
  await app.init();
  await fastify.ready();
  return app;
};

/** Nothing is asked of anybody yet: issuers are discovered when the first of their tokens comes. */
const trustedIssuers = async (settings: Settings): Promise<TrustedIssuers> =>
  new TrustedIssuers(
    settings.issuers.map((issuer) => new DiscoveredIssuer(issuer, publicPartyOfCvr())),
    localIssuerRuns(settings) ? await LocalIssuer.open(settings.dataFolder) : null,
  );

/** Those of the settings in their order; the local provider, where it runs, is served here too. */
const signInIssuers = async (
  fastify: FastifyInstance,
  issuers: TrustedIssuers,
  cast: () => Cast,
): Promise<SignInIssuers> => {
  const known = issuers.signIn();
  if (!issuers.local) return () => known;
  const providers = new LocalProviders(issuers.local);
  await serveLocalProvider(fastify, providers, cast);
  const local = localSignIn(fastify, issuers.local, providers);
  return (origin) => [...known, local(origin)];
};

/** Loaded only now: without a collector, nothing of tracing is in the process. */
const trace = async (app: NestFastifyApplication, endpoint: string): Promise<void> => {
  const { startTracing } = await import('./platform/operations/tracing');
  const fastify = app.getHttpAdapter().getInstance();
  const projections = app.get(ProjectionRunner);
  const tracing = startTracing({
    endpoint,
    fastify,
    bus: app.get(CommandBus),
    store: app.get<EventStore>(EVENT_STORE),
    projections: app.get(ReadStore).projections,
    progress: () => projections.status(),
  });
  fastify.addHook('onClose', () => tracing.close());
};
