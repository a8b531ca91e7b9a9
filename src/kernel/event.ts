/**
 * The vocabulary of facts. A fact is something that has happened in the market and is never changed; the store adds
 * where and when it was recorded. Facts are plain JSON values: no Date, no bigint, no undefined.
 */

/** A fact as a decider writes it: a stable type name (past tense) and the values it consists of. */
export interface Fact<T extends string = string, D extends object = object> {
  readonly type: T;
  readonly data: Readonly<D>;
}

/**
 * Place in the whole log: strictly increasing, not dense. 0 is before the first event. EventStoreDB's commit positions
 * are 64-bit, but count bytes of a log, so they fit a safe integer for 9 petabytes; its adapter asserts that.
 */
export type Position = number & { readonly __brand?: 'Position' };

/**
 * How many events the log held, counted from 1. A fact that speaks of a place in the log names it so, because a log that
 * moves to another store keeps its numbers and not its positions. On the embedded store both are the same.
 */
export type LogNumber = number & { readonly __brand?: 'LogNumber' };

/** Place in one stream, counted from 0. */
export type Revision = number;

/** The revision of a stream that holds nothing yet: expected when the first event is appended. */
export const NO_STREAM: Revision = -1;

/** Who asked for it and why; the same keys on every event. */
export interface FactMetadata {
  /** The command that caused the fact; the same for all facts of one decision. */
  readonly commandId: string;
  /** The conversation it belongs to: the first command of a chain. */
  readonly correlationId: string;
  /** The command or event directly before it. */
  readonly causationId: string;
  /** The person or system that acted, as an opaque subject. Never a name. */
  readonly actor: string;
  /** The party (municipality code, region code or CVR) on whose behalf it acted. */
  readonly onBehalfOf: string;
  /** SHA-256 of what was asked, so that an idempotency key cannot be reused for something else. */
  readonly commandHash?: string;
}

/** A fact on its way into the store. */
export type Unrecorded<F extends Fact = Fact> = F & { readonly id: string; readonly metadata: FactMetadata };

/** A fact as the store has it. */
export type Recorded<F extends Fact = Fact> = F & {
  /** UUIDv7. */
  readonly id: string;
  readonly stream: string;
  readonly revision: Revision;
  readonly position: Position;
  /** When the store wrote it: UTC, ISO 8601 with milliseconds. Never decreases along the log. */
  readonly recordedAt: string;
  readonly metadata: FactMetadata;
};
