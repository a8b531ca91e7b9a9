import type { Fact, FactMetadata, Recorded, Unrecorded } from '../../kernel/event';
import { assertFacts, assertWeight, jsonOf } from './append-checks';

/** A fact as the columns of a row, before the store gives it its place. */
export interface EncodedFact {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly envelope: string;
}

export interface EncodedAppend {
  readonly facts: readonly EncodedFact[];
  /** Bytes of all values as UTF-8. */
  readonly weight: number;
}

/**
 * Checks and writes down the facts of one append.
 * @throws InvalidAppend when they are none, too many or too large, carry an id twice, or JSON cannot hold their values.
 */
export const encodeFacts = (facts: readonly Unrecorded[]): EncodedAppend => {
  assertFacts(facts);
  const encoded = facts.map(encodeFact);
  let weight = 0;
  for (const { data, envelope } of encoded) weight += Buffer.byteLength(data) + Buffer.byteLength(envelope);
  assertWeight(weight);
  return { facts: encoded, weight };
};

const encodeFact = ({ id, type, data, metadata }: Unrecorded): EncodedFact => ({
  id,
  type,
  data: jsonOf(data, `data of ${type}`),
  envelope: envelopeOf(id, metadata),
});

/** Values in an envelope: the id, then the keys of the metadata in the order below. */
const ENVELOPE_WIDTH = 7;

/**
 * Metadata has the same keys on every event, so only their values are stored, and ids that repeat the command's are 0.
 * Metadata of any other shape is kept whole in the place of the command id.
 */
const envelopeOf = (id: string, metadata: FactMetadata): string => {
  const { commandId, correlationId, causationId, actor, onBehalfOf, commandHash } = metadata;
  const usual = [commandId, correlationId, causationId, actor, onBehalfOf].every((value) => typeof value === 'string');
  const keys = Object.keys(metadata).length;
  if (!usual || keys !== (typeof commandHash === 'string' ? 6 : 5)) {
    return `"${id}",${jsonOf(metadata, 'metadata')},0,0,0,0,0`;
  }
  const correlation = correlationId === commandId ? 0 : correlationId;
  const causation = causationId === commandId ? 0 : causationId;
  return JSON.stringify([id, commandId, correlation, causation, actor, onBehalfOf, commandHash ?? 0]).slice(1, -1);
};

/** All of an event but its values, as the inside of a JSON array: what `eventsFrom` reads back for each event. */
export const cellsOf = (stream: number, revision: number, type: number, recordedAt: number, envelope: string): string =>
  `${stream},${revision},${type},${recordedAt},${envelope}`;

/** The id in the cells of one event. */
export const idInCells = (cells: string): string => (JSON.parse(`[${cells}]`) as unknown[])[4] as string;

const metadataFrom = (values: readonly unknown[], at: number): FactMetadata => {
  const commandId = values[at] as string;
  if (typeof commandId === 'object') return commandId;
  const metadata = {
    commandId,
    correlationId: orCommand(values[at + 1], commandId),
    causationId: orCommand(values[at + 2], commandId),
    actor: values[at + 3] as string,
    onBehalfOf: values[at + 4] as string,
  };
  const commandHash = values[at + 5] as string | 0;
  return commandHash === 0 ? metadata : { ...metadata, commandHash };
};

const orCommand = (id: unknown, commandId: string): string => (id === 0 ? commandId : (id as string));

/**
 * A page of events as two texts, each the inside of a JSON array: the values of each event, and of all else
 * `ROW_WIDTH` cells for each event. One call into SQLite and one parse for a whole page cost about half of what they do
 * for each event, and V8 parses objects faster that follow objects of the same shape.
 */
export const PAGE_TEXTS = 'group_concat(e.data), group_concat(e.cells)';
const ROW_WIDTH = 4 + ENVELOPE_WIDTH;

/** Gives names to the keys in a row. */
export interface RowNames {
  streamName(key: number): string;
  typeOf(key: number): StoredType;
}

/** A type as it is stored, and how to make today's fact of it when it is not today's. */
export interface StoredType {
  readonly name: string;
  readonly upcast: ((stored: object) => Fact) | undefined;
}

/**
 * @param data and cells as `PAGE_TEXTS` gives them.
 * @param positionOf the position of the n-th event of the page, from 0.
 * @throws SyntaxError when a stored value is no JSON.
 */
export const eventsFrom = (
  [data, cells]: readonly [data: string, cells: string],
  names: RowNames,
  positionOf: (index: number) => number,
): Recorded[] => {
  const stored = JSON.parse(`[${data}]`) as object[];
  const values = JSON.parse(`[${cells}]`) as unknown[];
  return stored.map((shape, index) => {
    const at = index * ROW_WIDTH;
    const type = names.typeOf(values[at + 2] as number);
    const fact = type.upcast?.(shape);
    return {
      type: fact ? fact.type : type.name,
      data: fact ? fact.data : shape,
      id: values[at + 4] as string,
      stream: names.streamName(values[at] as number),
      revision: values[at + 1] as number,
      position: positionOf(index),
      recordedAt: isoTime(values[at + 3] as number),
      metadata: metadataFrom(values, at + 5),
    };
  });
};

let minute = NaN;
let minuteText = '';
let latest = NaN;
let latestText = '';

/**
 * ISO 8601 in UTC with milliseconds, as Date writes it. The last answer and its minute are kept: a log is read in the
 * order of time, and the events of one commit have one time.
 */
export const isoTime = (ms: number): string => {
  if (ms === latest) return latestText;
  const rest = ms % 60_000;
  if (ms - rest !== minute) {
    minute = ms - rest;
    minuteText = new Date(minute).toISOString().slice(0, 17);
  }
  const seconds = Math.floor(rest / 1_000);
  const millis = rest - seconds * 1_000;
  latest = ms;
  latestText = `${minuteText}${seconds < 10 ? '0' : ''}${seconds}.${millis < 10 ? '00' : millis < 100 ? '0' : ''}${millis}Z`;
  return latestText;
};
