import type { Readable } from 'node:stream';
import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  FORWARDS,
  NO_STREAM as NO_STREAM_YET,
  START,
  streamNameFilter,
  type AllStreamResolvedEvent,
  type EventData,
  type Filter,
  type Position as LogPosition,
  type ResolvedEvent,
} from '@eventstore/db-client';
import type { Position, Revision } from '../../kernel/event';
import { logPositionOf } from './eventstoredb.encoding';
import { bounded, isNoRecord, isNoStream } from './eventstoredb.errors';
import { Intake } from './eventstoredb.intake';

/** How long to wait for what, in milliseconds. */
export interface Timing {
  /** One answer of the server, or the next event of a read. */
  readonly callMs: number;
  /** An append with all that is done to learn its outcome, before the caller is told that it is unknown. */
  readonly appendMs: number;
  /** Between two round trips that tell whether a silent subscription is still alive. */
  readonly heartbeatMs: number;
  /** Before the first and at most before any further attempt to subscribe again. */
  readonly retryMs: { readonly first: number; readonly max: number };
}

export const TIMING: Timing = {
  callMs: 3_000,
  appendMs: 6_000,
  heartbeatMs: 5_000,
  retryMs: { first: 100, max: 5_000 },
};

/** The client checks the bound by itself; ours comes later and only when the client does not. */
const GRACE_MS = 250;
/** Events of others that a checkpoint may cover. */
const SEARCH_WINDOW = 100;
/** Events the client holds between the connection and us. */
const READ_AHEAD = 256;

/** Read from the server's log: where, and which way. */
export interface StreamRead {
  readonly from?: Revision;
  readonly backwards?: boolean;
  readonly limit?: number;
}

/** The client's streams are Node's, declared by an older version of Node's types. */
const readable = (source: object): Readable => source as Readable;

/**
 * The calls of the server that the adapter is built on, each bounded in time. This is all there is of the client: what
 * its faults are and how they are met is in docs/adr/0019.
 */
export class ServerCalls {
  private readonly client: EventStoreDBClient;

  /** @throws Error of the client when the connection string is none. */
  constructor(
    url: string,
    private readonly timing: Timing,
  ) {
    this.client = EventStoreDBClient.connectionString(url);
    // The client picks BatchAppend when the server has it. That call has no deadline, keeps the promises of all clients
    // of the process in one place, rejects them all when one connection fails, and then ends the process at the next
    // answer. Append has none of this. Asking the server what it supports has no bound either.
    Object.assign(this.client, { supports: () => Promise.resolve(false) });
  }

  /** @throws what the client throws, or NoAnswer. */
  async append(stream: string, expected: Revision, events: readonly EventData[]): Promise<void> {
    const { callMs } = this.timing;
    const appending = this.client.appendToStream(stream, [...events], {
      expectedRevision: expected < 0 ? NO_STREAM_YET : BigInt(expected),
      requiresLeader: true,
      deadline: callMs,
    });
    await bounded(appending, callMs + GRACE_MS);
  }

  /** Events of one stream in pages; none when it does not exist. */
  async *streamPages(stream: string, pageSize: number, read: StreamRead): AsyncGenerator<readonly ResolvedEvent[]> {
    const backwards = read.backwards === true;
    const source = this.client.readStream(
      stream,
      {
        direction: backwards ? BACKWARDS : FORWARDS,
        fromRevision: read.from === undefined ? (backwards ? END : START) : BigInt(read.from),
        requiresLeader: true,
        ...(read.limit === undefined || !Number.isFinite(read.limit) ? {} : { maxCount: read.limit }),
      },
      { highWaterMark: READ_AHEAD },
    );
    const intake = new Intake<ResolvedEvent>(readable(source), () => source.cancel());
    try {
      let page: ResolvedEvent[] = [];
      for (;;) {
        const taken = await intake.take(pageSize - page.length, { waitMs: this.timing.callMs });
        page.push(...taken);
        if (page.length > 0 && (taken.length === 0 || page.length >= pageSize)) {
          yield page;
          page = [];
        }
        if (taken.length === 0) return;
      }
    } catch (error) {
      if (!isNoStream(error)) throw error;
    } finally {
      await intake.stop();
    }
  }

  /** Some events of one stream. */
  async streamEvents(stream: string, limit: number, read: StreamRead): Promise<readonly ResolvedEvent[]> {
    const events: ResolvedEvent[] = [];
    for await (const page of this.streamPages(stream, limit, { ...read, limit })) events.push(...page);
    return events;
  }

  /** The whole log from its end backwards, system events and those of others included. */
  async *logBackwards(): AsyncGenerator<readonly AllStreamResolvedEvent[]> {
    const source = this.client.readAll(
      { direction: BACKWARDS, fromPosition: END, requiresLeader: true },
      { highWaterMark: READ_AHEAD },
    );
    const intake = new Intake<AllStreamResolvedEvent>(readable(source), () => source.cancel());
    try {
      for (;;) {
        const taken = await intake.take(READ_AHEAD, { waitMs: this.timing.callMs });
        if (taken.length === 0) return;
        yield taken;
      }
    } finally {
      await intake.stop();
    }
  }

  /** The event at one position of the log; undefined when none begins there. */
  async eventAt(position: Position): Promise<AllStreamResolvedEvent | undefined> {
    const source = this.client.readAll(
      { direction: FORWARDS, fromPosition: logPositionOf(position), maxCount: 1, requiresLeader: true },
      { highWaterMark: READ_AHEAD },
    );
    const intake = new Intake<AllStreamResolvedEvent>(readable(source), () => source.cancel());
    try {
      const [found] = await intake.take(1, { waitMs: this.timing.callMs });
      return found?.event?.position.commit === BigInt(position) ? found : undefined;
    } catch (error) {
      if (isNoRecord(error)) return undefined;
      throw error;
    } finally {
      await intake.stop();
    }
  }

  /**
   * Events of the streams with the prefix, after a position (exclusive), and then those that come.
   * @param onChecked told how far the server has looked without finding any.
   */
  subscription(prefix: string, after: Position, onChecked: (at: LogPosition) => void): Intake<AllStreamResolvedEvent> {
    const filter: Filter = streamNameFilter({
      prefixes: [prefix],
      maxSearchWindow: SEARCH_WINDOW,
      checkpointReached: (_, at) => onChecked(at),
    });
    const source = this.client.subscribeToAll(
      { fromPosition: after === 0 ? START : logPositionOf(after), filter },
      { highWaterMark: READ_AHEAD },
    );
    const intake = new Intake<AllStreamResolvedEvent>(readable(source), () => source.unsubscribe());
    const unconfirmed = setTimeout(
      () => intake.fail(new Error(`no confirmation of a subscription within ${this.timing.callMs} ms`)),
      this.timing.callMs,
    );
    source.once('confirmation', () => clearTimeout(unconfirmed));
    source.once('close', () => clearTimeout(unconfirmed));
    return intake;
  }

  async close(): Promise<void> {
    await this.client.dispose();
    // Disposing ends the calls and leaves the connection open.
    const channel = (this.client as unknown as { getChannel(): Promise<{ close(): void }> }).getChannel();
    await channel.then((open) => open.close()).catch(() => undefined);
  }
}
