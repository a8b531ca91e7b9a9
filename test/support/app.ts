import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/app';
import { settingsFrom } from '../../src/config';
import { asDay, type Day } from '../../src/kernel/calendar';
import type { Role } from '../../src/kernel/vocabulary';
import type { Clock } from '../../src/platform/clock';
import type { EventStore } from '../../src/platform/event-store/event-store';
import type { ProductLog } from '../../src/platform/operations/log';

/** A clock that a test moves. Only the business day stands still; the log is stamped by the machine's clock. */
export class SettableClock implements Clock {
  constructor(public day: Day = asDay('2020-01-02')) {}

  turnTo(day: string): void {
    this.day = asDay(day);
  }

  now(): string {
    return new Date().toISOString();
  }

  today(): Day {
    return this.day;
  }
}

export interface Answer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- journeys look into answers as a client would
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
}

type Body = Answer['body'];
type Headers = Readonly<Record<string, string>>;

/** How long a test waits for what follows the log, in milliseconds. */
const FOLLOWERS_WAIT_MS = 15_000;
const POLL_MS = 5;
/** Reads that look at the log itself, or wait for its end on their own, and so take no position. */
const AUTHORITATIVE =
  /\/(?:preview|notice-preview|audit\/events\/|audit\/(?:invariants|readings|checkpoints?|proofs|pack|verify)|citizens\/[^/]+\/report|market)/;

/** The product was asked for something and said no, where the test expected a yes. */
export class UnexpectedRefusal extends Error {
  constructor(what: string, { status, body }: Answer) {
    super(`${what} → ${status} ${JSON.stringify(body)}`);
    this.name = 'UnexpectedRefusal';
  }
}

/** One person of one party. Reads wait for what anybody of the same test has written before. */
export interface Caller {
  get(path: string): Promise<Body>;
  /** Without a body nothing at all is sent. */
  post(path: string, body?: object, headers?: Headers): Promise<Body>;
  /** Any request with its whole answer, also a refusal; reads take no position along. */
  ask(method: 'GET' | 'POST', path: string, body?: object, headers?: Headers): Promise<Answer>;
  /** A command or, without a body, a read that is expected to be refused: `409 NO_FREE_PLACE`. */
  refused(method: 'GET' | 'POST', path: string, body?: object): Promise<string>;
}

export interface RunningApp {
  readonly app: NestFastifyApplication;
  readonly clock: SettableClock;
  readonly dataFolder: string;
  /** The log position of the newest command answered. */
  readonly position: number;
  as(party: string, ...roles: readonly Role[]): Caller;
  /** Waits until read models and policies have taken in the whole log. */
  settled(): Promise<void>;
  /** Stops the product, lets something be done to its folder, and starts it again on it. */
  restarted(meanwhile?: (dataFolder: string) => void | Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Tests ask faster than anybody is allowed to. */
export const UNHURRIED = { PLADSBOG_RATE_SUBJECT: '1000000', PLADSBOG_RATE_ADDRESS: '1000000' };

const SETTINGS = {
  ...UNHURRIED,
  PLADSBOG_MARKET: 'none',
  PLADSBOG_PORT: '0',
  PLADSBOG_LOG: 'error',
  PLADSBOG_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
};

/** What a test wants otherwise than usual. */
export interface Differences {
  readonly settings?: Readonly<Record<string, string>>;
  readonly log?: ProductLog;
  /** Another log than the embedded one, opened anew at each start. */
  readonly openStore?: () => Promise<EventStore>;
}

/** The whole product with its real store on a folder of its own, deleted when it is closed. */
export const startApp = async (today = '2020-01-02', differences: Differences = {}): Promise<RunningApp> => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'pladsbog-journey-'));
  const running = new Running(dataFolder, new SettableClock(asDay(today)), differences);
  await running.start();
  return running;
};

class Running implements RunningApp {
  app!: NestFastifyApplication;
  position = 0;
  private readonly tokens = new Map<string, string>();

  constructor(
    readonly dataFolder: string,
    readonly clock: SettableClock,
    private readonly differences: Differences,
  ) {}

  async start(): Promise<void> {
    const { settings, log, openStore } = this.differences;
    const store = await openStore?.();
    this.app = await createApp(settingsFrom({ ...SETTINGS, ...settings, PLADSBOG_DATA: this.dataFolder }), {
      clock: this.clock,
      ...(log ? { log } : {}),
      ...(store ? { store } : {}),
    });
    await this.app.listen(0, '127.0.0.1');
  }

  as(party: string, ...roles: readonly Role[]): Caller {
    const ask: Caller['ask'] = async (method, path, body, headers = {}) => {
      const authorization = `Bearer ${await this.tokenOf(party, roles)}`;
      const answer = await this.app.inject({
        method,
        url: `/api/v1${path}`,
        headers: { authorization, ...headers },
        ...(body === undefined ? {} : { payload: body }),
      });
      const said: Answer['body'] = answer.json();
      if (method === 'POST' && answer.statusCode < 400 && typeof said.position === 'number')
        this.position = Math.max(this.position, said.position);
      return { status: answer.statusCode, body: said, headers: answer.headers };
    };
    const fresh = (path: string): string =>
      this.position === 0 || AUTHORITATIVE.test(path)
        ? path
        : `${path}${path.includes('?') ? '&' : '?'}minPosition=${this.position}`;
    const yes = (what: string, answer: Answer): Body => {
      if (answer.status >= 400) throw new UnexpectedRefusal(`${party} ${what}`, answer);
      return answer.body;
    };
    return {
      ask,
      get: async (path) => yes(`GET ${path}`, await ask('GET', fresh(path))),
      post: async (path, body, headers) => yes(`POST ${path}`, await ask('POST', path, body, headers)),
      refused: async (method, path, body) => {
        const { status, body: said } = await ask(method, method === 'GET' ? fresh(path) : path, body);
        return `${status} ${said.code ?? 'was not refused'}`;
      },
    };
  }

  async settled(): Promise<void> {
    const deadline = performance.now() + FOLLOWERS_WAIT_MS;
    for (;;) {
      const { store, projections, policies } = (await this.app.inject({ url: '/health/ready' })).json<Readiness>();
      const followers = [...projections, ...policies];
      if (followers.every(({ position, lag }) => lag === 0 && position >= store.position)) return;
      if (performance.now() > deadline || followers.some(({ state }) => state === 'stopped'))
        throw new Error(`Not settled: ${JSON.stringify(followers)}`);
      await pause(POLL_MS);
    }
  }

  async restarted(meanwhile: (dataFolder: string) => void | Promise<void> = () => undefined): Promise<void> {
    await this.app.close();
    await meanwhile(this.dataFolder);
    await this.start();
    await this.settled();
  }

  async close(): Promise<void> {
    await this.app.close();
    await rm(this.dataFolder, { recursive: true, force: true });
  }

  private async tokenOf(party: string, roles: readonly Role[]): Promise<string> {
    const key = `${party} ${roles.join(' ')}`;
    const known = this.tokens.get(key);
    if (known !== undefined) return known;
    const answer = await this.app.inject({ method: 'POST', url: '/api/v1/auth/tokens', payload: { party, roles } });
    const { accessToken } = answer.json<{ accessToken: string }>();
    this.tokens.set(key, accessToken);
    return accessToken;
  }
}

interface Readiness {
  readonly store: { readonly position: number };
  readonly projections: readonly Follower[];
  readonly policies: readonly Follower[];
}

interface Follower {
  readonly name: string;
  readonly state: string;
  readonly position: number;
  readonly lag: number;
}
