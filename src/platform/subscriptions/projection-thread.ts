import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Position } from '../../kernel/event';
import type { AnyProjection } from '../../kernel/projection';
import type { SharedHead } from '../event-store/log-follower';
import type { SqliteEventStore } from '../event-store/sqlite.store';
import type { LogStyle } from '../operations/log';
import { LOOK_MS, mayGoLast, type Precedence, PrecedenceWatch, setPrecedence } from './precedence';
import type { ProjectionRunner } from './projection-runner';
import { WAIT_TIMEOUT_MS } from './projection-runner';
import type { ReadStore } from './read-store';
import type { ProjectionStatus, SubscriptionFailure } from './subscription-status';
import { Waiters } from './waiters';

/** The program of the thread, which calls `keepReadModels` with the projections the platform has. */
export interface ReadModelThread {
  readonly program: string;
  /** Flags of node for it; default: those of this process. */
  readonly execArgv?: readonly string[];
  /** How the thread writes its log. Default: trouble only, as text. */
  readonly log?: LogStyle;
}

/** What the thread is given when it begins. */
export interface ThreadBeginning {
  readonly folder: string;
  readonly ledger: string;
  readonly head: SharedArrayBuffer;
  readonly log?: LogStyle;
}

export type ToThread = { readonly awaited: Position } | 'copy log' | 'stop';

export type FromThread =
  | 'log copied'
  /** Its number as the kernel counts threads. */
  | { readonly thread: number }
  | { readonly damaged: string; readonly message: string }
  | {
      /** In the order of the read store's projections. */
      readonly models: readonly {
        readonly checkpoint: Position;
        readonly position: Position;
        readonly failure?: SubscriptionFailure | undefined;
      }[];
    };

/** Rows live until they are written, so a small nursery would copy them again and again. */
const YOUNG_MIB = 64;

/** Back-off before a thread that died is started again. */
const RESTART_DELAY_MS = { first: 100, max: 10_000 } as const;

interface Track {
  readonly projection: AnyProjection;
  position: Position;
  failure: SubscriptionFailure | undefined;
}

/**
 * Keeps the read models in a thread of its own, so that commands need not wait while rows are folded and written. The
 * thread reads the log and writes the files; this side tells it how far the log goes and hears how far it has come. Only
 * this side replaces files, and only while no thread has them open. A thread that dies is started again: the log has it
 * all, and the checkpoints say where to go on.
 */
export class ProjectionThread implements Pick<
  ProjectionRunner,
  'headAtStart' | 'start' | 'stop' | 'waitFor' | 'status'
> {
  headAtStart: Position | undefined;
  private readonly logger = new Logger('ProjectionThread');
  private readonly waiters = new Waiters();
  private readonly tracks: readonly Track[];
  private readonly damaged = new Set<AnyProjection>();
  private head: SharedHead | undefined;
  private stopping: AbortController | undefined;
  private running: Promise<void> | undefined;
  private worker: Worker | undefined;
  private awaited: Position = 0;

  constructor(
    private readonly store: SqliteEventStore,
    private readonly reads: ReadStore,
    private readonly thread: ReadModelThread,
  ) {
    this.tracks = reads.projections.map((projection) => ({
      projection,
      position: reads.file(projection).position,
      failure: undefined,
    }));
  }

  async start(): Promise<void> {
    if (this.stopping !== undefined) return;
    const head = await this.store.head();
    for (const track of this.tracks) {
      // Ahead of the log: the log was put back to an earlier state, or is another one.
      if (track.position > head) this.startAnew(track.projection);
      track.failure = undefined;
    }
    this.headAtStart = head;
    this.head = this.store.shareHead();
    this.stopping = new AbortController();
    this.running = this.keepRunning(this.stopping.signal);
  }

  async stop(): Promise<void> {
    this.stopping?.abort();
    this.say('stop');
    await this.running;
    this.stopping = undefined;
  }

  waitFor(position: Position, timeoutMs = WAIT_TIMEOUT_MS, only?: readonly AnyProjection[]): Promise<boolean> {
    const named = only?.map(({ name }) => name);
    const awaited = this.tracks.filter(({ projection }) => named === undefined || named.includes(projection.name));
    if (position > this.awaited) {
      this.awaited = position;
      if (awaited.some((track) => track.position < position)) this.say({ awaited: position });
    }
    return this.waiters.wait(() => {
      const missing = awaited.filter((track) => track.position < position);
      if (named !== undefined && missing.some(({ failure }) => failure !== undefined)) return false;
      return missing.every(({ failure }) => failure !== undefined) ? true : undefined;
    }, timeoutMs);
  }

  status(): readonly ProjectionStatus[] {
    const newest = this.head?.position ?? 0;
    return this.tracks.map(({ projection: { name, version }, position, failure }) => {
      const caughtUp = position >= (this.headAtStart ?? Infinity);
      return {
        name,
        version,
        position,
        lag: Math.max(0, newest - position),
        state: failure !== undefined ? 'stopped' : caughtUp ? 'live' : 'catching-up',
        ...(failure === undefined ? {} : { failure }),
      };
    });
  }

  private async keepRunning(stopping: AbortSignal): Promise<void> {
    for (let delayMs: number = RESTART_DELAY_MS.first; !isOver(stopping);) {
      const begun = performance.now();
      const code = await this.runOnce();
      for (const projection of this.damaged) this.startAnew(projection);
      this.damaged.clear();
      if (isOver(stopping)) return;
      if (performance.now() - begun > RESTART_DELAY_MS.max) delayMs = RESTART_DELAY_MS.first;
      this.logger.error(`The thread of the read models ended with ${code}; it is started again in ${delayMs} ms`);
      await sleep(delayMs, undefined, { signal: stopping }).catch(() => undefined);
      delayMs = Math.min(delayMs * 2, RESTART_DELAY_MS.max);
    }
  }

  private runOnce(): Promise<number> {
    const { program, execArgv, log } = this.thread;
    const workerData: ThreadBeginning = {
      folder: this.reads.folder,
      ledger: this.store.path,
      head: this.store.shareHead().memory,
      ...(log === undefined ? {} : { log }),
    };
    return new Promise((resolve) => {
      const worker = new Worker(program, {
        workerData,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB },
        ...(execArgv === undefined ? {} : { execArgv: [...execArgv] }),
      });
      this.worker = worker;
      worker.on('message', (message: FromThread) => this.hear(message));
      worker.on('error', (failure) => this.logger.error('The thread of the read models failed', failure));
      this.store.copyElsewhere(() => this.say('copy log'));
      worker.on('exit', (code) => {
        this.worker = undefined;
        resolve(code);
      });
      if (this.awaited > 0) this.say({ awaited: this.awaited });
    });
  }

  private say(message: ToThread): void {
    this.worker?.postMessage(message);
  }

  /** Lets those that serve go first for as long as the read models get somewhere all the same. */
  private async keepPrecedence(worker: Worker, thread: number): Promise<void> {
    if (!(await mayGoLast())) return;
    const watch = new PrecedenceWatch();
    let now: Precedence = 'shared';
    while (this.worker === worker) {
      await sleep(LOOK_MS, undefined, { ref: false });
      const running = this.tracks.filter(({ failure }) => failure === undefined);
      const reached = Math.min(...running.map(({ position }) => position));
      const next = watch.look({ head: this.head?.position ?? 0, reached, awaited: this.awaited });
      if (next === now || this.worker !== worker) continue;
      try {
        await setPrecedence(thread, next);
        now = next;
      } catch (failure) {
        if (this.worker !== worker || this.stopping?.signal.aborted !== false) return;
        this.logger.warn(`The thread of the read models cannot be told "${next}"`, failure);
      }
    }
  }

  private hear(message: FromThread): void {
    if (message === 'log copied') {
      this.store.copied();
      return;
    }
    if ('thread' in message) {
      if (this.worker !== undefined) void this.keepPrecedence(this.worker, message.thread);
      return;
    }
    if ('damaged' in message) {
      const track = this.tracks.find(({ projection }) => projection.name === message.damaged);
      if (track === undefined) return;
      this.logger.error(`The read model ${message.damaged} is damaged and is built anew: ${message.message}`);
      this.damaged.add(track.projection);
      return;
    }
    message.models.forEach(({ checkpoint, position, failure }, at) => {
      const track = this.tracks[at];
      if (track === undefined) return;
      this.reads.file(track.projection).moved(checkpoint, position);
      track.position = position;
      track.failure = failure;
    });
    this.waiters.look();
  }

  private startAnew(projection: AnyProjection): void {
    const { position } = this.reads.startAnew(projection);
    for (const track of this.tracks) if (track.projection === projection) track.position = position;
  }
}

/** As a call, because the answer changes while a loop runs. */
const isOver = (signal: AbortSignal): boolean => signal.aborted;
