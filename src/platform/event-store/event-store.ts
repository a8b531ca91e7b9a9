import type { Fact, Position, Recorded, Revision, Unrecorded } from '../../kernel/event';

/**
 * The port to the log. It asks for nothing that EventStoreDB cannot do: append to one stream at an expected revision,
 * read one stream in either direction, read everything from a position, read single events by their positions, follow
 * everything from a position.
 * All reads give upcast facts (`upcasting.ts`): nobody above this line ever sees an old stored shape, but for proofs, which
 * are made of what is stored (`asStored`).
 */
export interface EventStore {
  /**
   * Appends all or nothing, and answers only when the events would survive a power cut.
   * Repeating an append (same stream, same expected revision, same event ids) gives the first answer again.
   * @throws WrongExpectedRevision when the stream stands elsewhere; nothing is written.
   * @throws StoreUnavailable when the outcome could not be had in time.
   */
  append(stream: string, expected: Revision, facts: readonly Unrecorded[]): Promise<Appended>;

  /** Reads one stream page by page; a stream that does not exist yields nothing. */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<readonly Recorded[]>;

  /** Reads the log after a position (exclusive), in order, page by page, up to the end as it was when asked. */
  readAll(options?: ReadAllOptions): AsyncIterable<readonly Recorded[]>;

  /**
   * The events at these positions, in the order of the log, each once. A position at which nothing was recorded is left
   * out.
   */
  readAt(positions: readonly Position[]): Promise<readonly Recorded[]>;

  /**
   * Follows the log after a position (exclusive): first what is there, then what comes, each event once and in order,
   * in batches of at most `batchSize`. Ends when the signal aborts; the consumer's pace is the only back pressure.
   */
  subscribeToAll(options: SubscribeOptions): AsyncIterable<readonly Recorded[]>;

  /**
   * The stream's last revision at this moment (-1 while it is empty), from a store that can tell without asking anybody;
   * others leave it out. It saves a read of what has not changed.
   */
  revisionOf?(stream: string): Revision;

  /** Position of the newest event, 0 when there is none. */
  head(): Promise<Position>;

  close(): Promise<void>;
}

export interface Appended {
  readonly stream: string;
  /** Revision of the last event appended. */
  readonly revision: Revision;
  /** Position of the last event appended. */
  readonly position: Position;
  readonly recordedAt: string;
}

export interface ReadStreamOptions {
  /** First revision to give, inclusive. Default: the first forwards, the last backwards. */
  readonly from?: Revision;
  readonly direction?: 'forwards' | 'backwards';
  /** At most this many events in all. Default: no limit. */
  readonly limit?: number;
  /** Events in a page, default 500. */
  readonly pageSize?: number;
}

export interface ReadAllOptions {
  readonly after?: Position;
  /** Last position to give, inclusive. */
  readonly upTo?: Position;
  readonly pageSize?: number;
  /** Only these types; a filter, not a promise about pages (they may come out smaller, never empty). */
  readonly types?: readonly string[];
  /** Types and values as they were stored, for what must be the same for ever. Default: as they are understood today. */
  readonly asStored?: boolean;
}

export interface SubscribeOptions {
  readonly after: Position;
  readonly batchSize?: number;
  readonly signal: AbortSignal;
  /**
   * What the follower cares about. A store may leave out events of other types, and then says how far it has looked; one
   * that does not gives them all.
   */
  readonly only?: { readonly types: readonly string[]; readonly passed: (position: Position) => void };
}

/** The stream is not where the writer thought it was: somebody else came first. */
export class WrongExpectedRevision extends Error {
  constructor(
    readonly stream: string,
    readonly expected: Revision,
    readonly actual: Revision,
  ) {
    super(`Stream ${stream} is at revision ${actual}, expected ${expected}`);
    this.name = 'WrongExpectedRevision';
  }
}

export type UnavailableReason = 'locked' | 'full' | 'corrupt' | 'closed' | 'unreachable' | 'io';

/** The store cannot take or give events now. What was acknowledged is safe; what was not is not written, or is found by its id. */
export class StoreUnavailable extends Error {
  constructor(
    readonly reason: UnavailableReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}

/** What was asked to be stored breaks a limit of the store (size, name, nothing to append); a fault of the caller. */
export class InvalidAppend extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidAppend';
  }
}

/** Limits that every store keeps, so that a ledger can move between them. EventStoreDB takes 1 MiB in one append. */
export const APPEND_BYTES_MAX = 1_000_000;
export const APPEND_EVENTS_MAX = 1_000;
export const STREAM_NAME_LENGTH_MAX = 200;

export type { Fact, Position, Recorded, Revision, Unrecorded };
