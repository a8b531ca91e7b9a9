import { jsonEvent, type EventData, type Position as LogPosition, type ResolvedEvent } from '@eventstore/db-client';
import type { FactMetadata, Position, Recorded, Unrecorded } from '../../kernel/event';
import { assertFacts, assertWeight, jsonOf } from './append-checks';
import { StoreUnavailable } from './event-store';
import { isoTime } from './sqlite.rows';
import type { Upcasting } from './upcasting';

/** What EventStoreDB takes in one append by default: data, metadata and two bytes for each character of the type. */
const SERVER_APPEND_BYTES_MAX = 1_048_576;

/**
 * A fact that comes from another ledger keeps the instant at which it was first recorded; the server's own time is then
 * only when it was moved.
 */
export type MovedFact = Unrecorded & { readonly recordedAt?: string };

/**
 * Metadata as it is stored. Correlation and causation carry the names that EventStoreDB's own tools look for, in place
 * of ours, so that nothing is written twice.
 */
interface StoredMetadata {
  readonly $correlationId?: string;
  readonly $causationId?: string;
  readonly recordedAt?: string;
}

const storedMetadata = ({ metadata, recordedAt }: MovedFact): StoredMetadata => {
  const { correlationId, causationId, ...others } = metadata;
  return {
    ...others,
    $correlationId: correlationId,
    $causationId: causationId,
    ...(recordedAt === undefined ? {} : { recordedAt }),
  };
};

/**
 * Checks and turns the facts of one append into events for the client.
 * @throws InvalidAppend when they are none, too many or too large, carry an id twice, or JSON cannot hold their values.
 */
export const eventsOf = (facts: readonly MovedFact[]): readonly EventData[] => {
  assertFacts(facts);
  let bytes = 0;
  let serverBytes = 0;
  const events = facts.map((fact) => {
    const { id, type, data } = fact;
    const metadata = storedMetadata(fact);
    const weight = Buffer.byteLength(jsonOf(data, `data of ${type}`)) + Buffer.byteLength(jsonOf(metadata, 'metadata'));
    bytes += Buffer.byteLength(jsonOf(data, `data of ${type}`));
    serverBytes += weight + 2 * type.length;
    return jsonEvent({ id, type, data: data as never, metadata: metadata as never });
  });
  assertWeight(bytes);
  assertWeight(serverBytes, SERVER_APPEND_BYTES_MAX);
  return events;
};

/** The number that the port gives for a place in the server's log. @throws StoreUnavailable when it cannot be one. */
export const positionOf = (at: LogPosition | undefined): Position => {
  if (at === undefined || at.commit !== at.prepare || at.commit > BigInt(Number.MAX_SAFE_INTEGER))
    throw new StoreUnavailable('io', `The server gives the position ${at?.commit ?? 'none'}, which is of no use`);
  return Number(at.commit);
};

/** A position as the server wants it. An event written over gRPC is its own transaction, so both parts are one. */
export const logPositionOf = (position: Position): LogPosition => ({
  commit: BigInt(position),
  prepare: BigInt(position),
});

/** Turns the server's events of one ledger into facts. */
export class EventReading {
  /** Streams of one ledger carry its name in front, so that a server can hold several, and events of others. */
  readonly prefix: string;

  constructor(
    ledger: string,
    private readonly upcasting: Upcasting,
  ) {
    this.prefix = `${ledger}.`;
  }

  streamOf(stream: string): string {
    return this.prefix + stream;
  }

  isOurs({ event }: ResolvedEvent): boolean {
    return event?.streamId.startsWith(this.prefix) === true;
  }

  /** @throws StoreUnavailable when the event is none that this product has written. */
  recorded({ event }: ResolvedEvent): Recorded {
    const metadata = event?.metadata as (StoredMetadata & Partial<FactMetadata>) | undefined;
    if (event?.isJson !== true || metadata === undefined || metadata instanceof Uint8Array)
      throw new StoreUnavailable('corrupt', `${event?.streamId} holds an event that Pladsbog has not written`);
    const { $correlationId = '', $causationId = '', recordedAt, ...others } = metadata;
    const { type, data } = this.upcasting(event.type, event.data as object);
    return {
      type,
      data,
      id: event.id,
      stream: event.streamId.slice(this.prefix.length),
      revision: Number(event.revision),
      position: positionOf(event.position),
      recordedAt: recordedAt ?? isoTime(event.created.getTime()),
      metadata: { ...others, correlationId: $correlationId, causationId: $causationId } as FactMetadata,
    };
  }
}
