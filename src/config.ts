import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { isDay, type Day } from './kernel/calendar';
import type { IssuerSettings } from './platform/auth/issuer-settings';
import { readIssuersFile } from './platform/auth/issuers-file';
import { isLoopback } from './platform/http/loopback';
import { isSigningKey } from './platform/log-tree/signed-note';
import { DEFAULT_RATES, type RateSettings } from './platform/http/rate-limits';
import type { SessionLimits } from './platform/sessions/session-store';
import { LOG_LEVELS, type LogLevel, type LogStyle } from './platform/operations/log';

/**
 * Settings, read once at start. The only reader of process.env. docs/settings.md and .env.example are written from this
 * table (`npm run docs:settings`), and a test holds it to what is read below.
 *
 * | Variable | Default | Meaning |
 * | --- | --- | --- |
 * | `PLADSBOG_DATA` | `.pladsbog` | folder of the ledger, its read models and the local issuer's key |
 * | `PLADSBOG_STORE`, `PLADSBOG_STORE_FILE` | `embedded` | where the ledger is: `embedded` in the data folder, or `esdb://…`, `esdb+discover://…` |
 * | `PLADSBOG_LEDGER` | `pladsbog` | name of the ledger on an EventStoreDB server, which may hold several |
 * | `PLADSBOG_HOST` | `127.0.0.1` | address to listen on |
 * | `PLADSBOG_PORT` | `3000` | port to listen on; 0 takes a free one |
 * | `PLADSBOG_MARKET` | `midtjylland` | the market an empty ledger starts with: `midtjylland` or `none` |
 * | `PLADSBOG_SEED` | `1` | seed of what is made up in that market, 0 to 4294967295 |
 * | `PLADSBOG_TODAY` | the clock | pins the business day, `YYYY-MM-DD`; for demonstrations |
 * | `PLADSBOG_ISSUERS` | none | file of the identity providers people and systems come from (docs/identity.md) |
 * | `PLADSBOG_LOCAL_ISSUER` | `auto` | sign-in and tokens for whoever asks: `on`, `off`, or `auto`: see docs/identity.md |
 * | `PLADSBOG_PUBLIC_URL` | as asked | where browsers find the product: `https://pladsbog.example.dk`; needed with sign-in |
 * | `PLADSBOG_SESSION_IDLE_MINUTES` | `30` | minutes without a request until people sign in again, 1 to 1440 |
 * | `PLADSBOG_SESSION_HOURS` | `10` | hours until people sign in again however busy, 1 to 24 |
 * | `PLADSBOG_RATE_SUBJECT` | `200` | requests a second of one signed-in person or system; ten seconds' worth at once |
 * | `PLADSBOG_RATE_ADDRESS` | `100` | the same for one address, of what comes without a known token or session |
 * | `PLADSBOG_TRUSTED_PROXIES` | none | addresses or networks (commas between) whose `X-Forwarded-…` is believed |
 * | `PLADSBOG_ACCESSIBILITY_CONTACT` | none | where people tell that a page does not work for them: an e-mail address or `https://…` |
 * | `NODE_ENV` | none | `production` keeps the local issuer off |
 * | `PLADSBOG_LOG` | `warn` | least serious message to log: `error`, `warn`, `log` (each request too), `debug` |
 * | `PLADSBOG_LOG_FORMAT` | `auto` | `json`, `text`, or `auto`: text on a terminal, else JSON |
 * | `PLADSBOG_METRICS_TOKEN`, `PLADSBOG_METRICS_TOKEN_FILE` | none | bearer token for `/metrics`; without one only a product bound to loopback shows them |
 * | `OTEL_EXPORTER_OTLP_ENDPOINT` | none | address of a collector for traces (OTLP over HTTP); without it nothing is traced |
 * | `PLADSBOG_STOP_SECONDS` | `20` | seconds in which a stop must be over, 1 to 600 |
 * | `PLADSBOG_MASTER_KEY` | none | key that wraps the citizens' keys: 32 bytes in base64 or hex; more, for rotation, after it |
 * | `PLADSBOG_VAULT_URL`, `PLADSBOG_VAULT_URL_FILE` | none | PostgreSQL database for the vault and the readings, shared by replicas; default: files |
 * | `PLADSBOG_MASTER_KEY_FILE` | none | file that holds it instead; without either, loopback makes one in the data folder |
 * | `PLADSBOG_CHECKPOINT_KEY`, `PLADSBOG_CHECKPOINT_KEY_FILE` | made | key that signs checkpoints of the log: 32 bytes in base64 or hex; without one, the data folder's own (docs/proofs.md) |
 */
export interface Settings {
  readonly dataFolder: string;
  readonly store: StoreSetting;
  readonly host: string;
  readonly port: number;
  readonly market: Market;
  readonly marketSeed: number;
  readonly today?: Day;
  readonly issuers: readonly IssuerSettings[];
  readonly localIssuer: (typeof LOCAL_ISSUER_SETTINGS)[number];
  readonly production: boolean;
  /** Where browsers find the product; undefined: where the one that asks has found it. */
  readonly publicUrl?: string;
  /** Where people tell that a page does not work for them: an e-mail address, or one on the web. */
  readonly accessibilityContact?: string;
  readonly sessions: SessionLimits;
  readonly rates: RateSettings;
  readonly trustedProxies: readonly string[];
  readonly logLevel: LogLevel;
  readonly logFormat: (typeof LOG_FORMATS)[number];
  readonly metricsToken?: string;
  readonly stopSeconds: number;
  /** Never printed: a secret. */
  readonly masterKey?: string;
  readonly masterKeyFile?: string;
  /** Holds a password: never printed. */
  readonly vaultUrl?: string;
  readonly otlpEndpoint?: string;
  /** Never printed: a secret. */
  readonly checkpointKey?: string;
}

/** Where the ledger is kept. The connection string holds a password where the server is secured: never log it. */
export type StoreSetting = 'embedded' | { readonly url: string; readonly ledger: string };

const CONNECTION_STRING = /^esdb(?:\+discover)?:\/\/\S+$/;
const CONTACT = /^(?:[^\s@/]+@[^\s@/]+\.[^\s@/]+|https:\/\/\S+)$/;
const LEDGER_NAME = /^[a-z][a-z0-9]{0,39}$/;

export const MARKETS = ['midtjylland', 'none'] as const;
export type Market = (typeof MARKETS)[number];
export const LOCAL_ISSUER_SETTINGS = ['on', 'off', 'auto'] as const;
export const LOG_FORMATS = ['json', 'text', 'auto'] as const;

const PORT_MAX = 65_535;
const RATE_MAX = 10_000_000;
const SEED_MAX = 4_294_967_295;
const STOP_SECONDS_MAX = 600;
/** Characters; a shorter one could be guessed. */
const METRICS_TOKEN_LENGTH_MIN = 16;

/** Settings the product cannot start with. The message names every fault, one a line. */
export class WrongSettings extends Error {
  constructor(readonly faults: readonly string[]) {
    super(['Pladsbog cannot start with these settings:', ...faults.map((fault) => `- ${fault}`)].join('\n'));
    this.name = 'WrongSettings';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks all settings.
 * @throws WrongSettings naming every fault at once.
 */
export const settingsFrom = (environment: Environment = process.env): Settings => {
  const faults: string[] = [];
  // An empty variable is how many tools write one that is not set.
  const given = (name: string): string | undefined => environment[name]?.trim() || undefined;

  const wholeNumber = (name: string, fallback: number, max: number, min = 0): number => {
    const value = given(name);
    if (value === undefined) return fallback;
    if (/^\d{1,10}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
    faults.push(`${name} is ${JSON.stringify(value)}; it must be a whole number from ${min} to ${max}`);
    return fallback;
  };

  /** A secret may stand in a file, where no list of processes and no `docker inspect` shows it. */
  const secret = (name: string): string | undefined => {
    const [value, file] = [given(name), given(`${name}_FILE`)];
    if (file === undefined) return value;
    if (value !== undefined) faults.push(`${name} and ${name}_FILE are both set; set one of them`);
    try {
      const content = readFileSync(file, 'utf8').trim();
      if (content === '') faults.push(`${name}_FILE names ${file}, which is empty`);
      return content || undefined;
    } catch (failure) {
      const { code = 'unreadable' } = failure as NodeJS.ErrnoException;
      faults.push(`${name}_FILE names ${file}, which cannot be read (${code})`);
      return undefined;
    }
  };

  const oneOf = <T extends string>(name: string, values: readonly T[], fallback: T): T => {
    const value = given(name);
    if (value === undefined) return fallback;
    const found = values.find((known) => known === value);
    if (found === undefined) faults.push(`${name} is ${JSON.stringify(value)}; it must be one of ${values.join(', ')}`);
    return found ?? fallback;
  };

  const store = (): StoreSetting => {
    const url = secret('PLADSBOG_STORE') ?? 'embedded';
    const ledger = given('PLADSBOG_LEDGER') ?? 'pladsbog';
    if (!LEDGER_NAME.test(ledger))
      faults.push(
        `PLADSBOG_LEDGER is ${JSON.stringify(ledger)}; it must be small letters and digits, a letter first, at most 40`,
      );
    if (url === 'embedded') return url;
    // Not quoted: it may hold a password.
    if (!CONNECTION_STRING.test(url))
      faults.push('PLADSBOG_STORE must be embedded, or begin with esdb:// or esdb+discover:// and name a server');
    return { url, ledger };
  };

  const today = given('PLADSBOG_TODAY');
  if (today !== undefined && !isDay(today))
    faults.push(`PLADSBOG_TODAY is ${JSON.stringify(today)}; it must be a day, YYYY-MM-DD`);

  const metricsToken = secret('PLADSBOG_METRICS_TOKEN');
  if (metricsToken !== undefined && !/^[\x21-\x7e]+$/.test(metricsToken))
    faults.push('PLADSBOG_METRICS_TOKEN may hold visible ASCII characters only');
  if (metricsToken !== undefined && metricsToken.length < METRICS_TOKEN_LENGTH_MIN)
    faults.push(`PLADSBOG_METRICS_TOKEN is too short; it must have at least ${METRICS_TOKEN_LENGTH_MIN} characters`);
  const masterKey = given('PLADSBOG_MASTER_KEY');
  const masterKeyFile = given('PLADSBOG_MASTER_KEY_FILE');
  const vaultUrl = secret('PLADSBOG_VAULT_URL');
  if (vaultUrl !== undefined && !/^postgres(?:ql)?:\/\/.+/.test(vaultUrl))
    faults.push('PLADSBOG_VAULT_URL must be the address of a PostgreSQL database, postgres://…');

  const checkpointKey = secret('PLADSBOG_CHECKPOINT_KEY');
  if (checkpointKey !== undefined && !isSigningKey(checkpointKey))
    faults.push('PLADSBOG_CHECKPOINT_KEY must be 32 bytes, in base64 (44 characters) or in 64 hexadecimal digits');

  const trustedProxies = (given('PLADSBOG_TRUSTED_PROXIES') ?? '').split(',').flatMap((each) => each.trim() || []);
  for (const proxy of trustedProxies)
    if (!isNetwork(proxy))
      faults.push(`PLADSBOG_TRUSTED_PROXIES: ${JSON.stringify(proxy)} is no address and no network`);
  const issuersFile = given('PLADSBOG_ISSUERS');
  const publicUrl = given('PLADSBOG_PUBLIC_URL')?.replace(/\/$/, '');
  if (publicUrl !== undefined && !isPublicUrl(publicUrl))
    faults.push(`PLADSBOG_PUBLIC_URL is ${JSON.stringify(publicUrl)}; it must be https://host, without a path`);

  const accessibilityContact = given('PLADSBOG_ACCESSIBILITY_CONTACT');
  if (accessibilityContact !== undefined && !CONTACT.test(accessibilityContact))
    faults.push(
      `PLADSBOG_ACCESSIBILITY_CONTACT is ${JSON.stringify(accessibilityContact)}; it must be an e-mail address or begin ` +
        'with https://',
    );

  const otlpEndpoint = given('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (otlpEndpoint !== undefined && !/^https?:$/.test(URL.parse(otlpEndpoint)?.protocol ?? ''))
    faults.push('OTEL_EXPORTER_OTLP_ENDPOINT must be an address that begins with http:// or https://');

  const settings: Settings = {
    dataFolder: given('PLADSBOG_DATA') ?? '.pladsbog',
    store: store(),
    host: given('PLADSBOG_HOST') ?? '127.0.0.1',
    port: wholeNumber('PLADSBOG_PORT', 3_000, PORT_MAX),
    // A ledger on a server is nobody's demonstration, and its replicas would all load it.
    market: oneOf(
      'PLADSBOG_MARKET',
      MARKETS,
      (given('PLADSBOG_STORE') ?? 'embedded') === 'embedded' ? 'midtjylland' : 'none',
    ),
    marketSeed: wholeNumber('PLADSBOG_SEED', 1, SEED_MAX),
    ...(isDay(today) ? { today } : {}),
    issuers: issuersFile === undefined ? [] : readIssuersFile(issuersFile, environment, faults),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(accessibilityContact === undefined ? {} : { accessibilityContact }),
    sessions: {
      idleMinutes: wholeNumber('PLADSBOG_SESSION_IDLE_MINUTES', 30, 1_440, 1),
      hours: wholeNumber('PLADSBOG_SESSION_HOURS', 10, 24, 1),
    },
    rates: {
      bySubject: wholeNumber('PLADSBOG_RATE_SUBJECT', DEFAULT_RATES.bySubject, RATE_MAX, 1),
      byAddress: wholeNumber('PLADSBOG_RATE_ADDRESS', DEFAULT_RATES.byAddress, RATE_MAX, 1),
    },
    trustedProxies,
    production: given('NODE_ENV') === 'production',
    localIssuer: oneOf('PLADSBOG_LOCAL_ISSUER', LOCAL_ISSUER_SETTINGS, 'auto'),
    ...(masterKey === undefined ? {} : { masterKey }),
    ...(masterKeyFile === undefined ? {} : { masterKeyFile }),
    ...(vaultUrl === undefined ? {} : { vaultUrl }),
    ...(checkpointKey === undefined ? {} : { checkpointKey }),
    logLevel: oneOf('PLADSBOG_LOG', LOG_LEVELS, 'warn'),
    logFormat: oneOf('PLADSBOG_LOG_FORMAT', LOG_FORMATS, 'auto'),
    ...(metricsToken === undefined ? {} : { metricsToken }),
    ...(otlpEndpoint === undefined ? {} : { otlpEndpoint }),
    stopSeconds: wholeNumber('PLADSBOG_STOP_SECONDS', 20, STOP_SECONDS_MAX, 1),
  };
  if (faults.length === 0) faults.push(...issuerFaults(settings));
  faults.push(...masterKeyFaults(settings));
  if (faults.length > 0) throw new WrongSettings(faults);
  return settings;
};

/** The settings with some of them given otherwise than in the environment. */
export const settingsWith = (changes: Environment): Settings => settingsFrom({ ...process.env, ...changes });

/** `10.0.0.7`, `10.0.0.0/8`, `::1`. */
const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
};

/** An origin over https; http is for this machine alone. */
const isPublicUrl = (text: string): boolean => {
  const address = URL.parse(text);
  if (address?.origin !== text) return false;
  return address.protocol === 'https:' || (address.protocol === 'http:' && isLoopback(address.hostname));
};

type IssuerSwitches = Pick<Settings, 'host' | 'localIssuer' | 'production' | 'issuers' | 'publicUrl'>;

/** `auto` is careful: behind a proxy on the same machine, the loopback address too is open to the world. */
export const localIssuerRuns = ({ host, localIssuer, production, issuers, publicUrl }: IssuerSwitches): boolean =>
  localIssuer === 'on' ||
  (localIssuer === 'auto' && isLoopback(host) && !production && issuers.length === 0 && publicUrl === undefined);

/** Whoever reaches the local issuer may act for any party, so it never leaves the machine or a developer's hands. */
export const issuerFaults = (settings: IssuerSwitches): readonly string[] => {
  const { host, localIssuer, production, issuers, publicUrl } = settings;
  if (localIssuer === 'on' && !isLoopback(host))
    return [
      `PLADSBOG_LOCAL_ISSUER is on, but PLADSBOG_HOST is ${host}: whoever can reach that address could act for any ` +
        'party. Bind to 127.0.0.1, or turn the local issuer off',
    ];
  if (localIssuer === 'on' && publicUrl !== undefined && !isLoopback(new URL(publicUrl).hostname))
    return [
      `PLADSBOG_LOCAL_ISSUER is on, but PLADSBOG_PUBLIC_URL is ${publicUrl}: anybody there could act for any party`,
    ];
  if (localIssuer === 'on' && production)
    return ['PLADSBOG_LOCAL_ISSUER is on, but NODE_ENV is production: whoever reaches it could act for any party'];
  // An issuer sends browsers back to an address it knows, and a Host header is whatever its sender likes.
  if (issuers.some(({ signIn }) => signIn) && settings.publicUrl === undefined)
    return ['PLADSBOG_PUBLIC_URL is missing; people sign in at an issuer of PLADSBOG_ISSUERS, and are sent back there'];
  if (localIssuerRuns(settings) || issuers.length > 0) return [];
  const because =
    localIssuer === 'off'
      ? ''
      : production
        ? ' because NODE_ENV is production'
        : publicUrl !== undefined
          ? ' because there is a PLADSBOG_PUBLIC_URL'
          : ` because PLADSBOG_HOST is ${host}`;
  return [
    `nobody could sign in: the local issuer is off${because}, and PLADSBOG_ISSUERS names no identity provider ` +
      '(OpenID Connect, see docs/identity.md)',
  ];
};

/** @param terminal whether people read along. */
export const logStyle = (
  { logLevel, logFormat }: Pick<Settings, 'logLevel' | 'logFormat'>,
  terminal = process.stdout.isTTY,
): LogStyle => ({ least: logLevel, format: logFormat === 'auto' ? (terminal ? 'text' : 'json') : logFormat });

/** A key that lies beside what it protects is for one machine alone. */
export const masterKeyFaults = ({
  host,
  masterKey,
  masterKeyFile,
}: Pick<Settings, 'host' | 'masterKey' | 'masterKeyFile'>): readonly string[] => {
  if (masterKey !== undefined && masterKeyFile !== undefined)
    return ['PLADSBOG_MASTER_KEY and PLADSBOG_MASTER_KEY_FILE are both given; one of them is enough'];
  if (masterKey === undefined && masterKeyFile === undefined && !isLoopback(host))
    return [
      `PLADSBOG_HOST is ${host}, and there is no master key for what is known of citizens: give one with ` +
        'PLADSBOG_MASTER_KEY or PLADSBOG_MASTER_KEY_FILE (`openssl rand -base64 32` makes one)',
    ];
  return [];
};
