import type { Unrecorded } from '../../kernel/event';
import { APPEND_BYTES_MAX, APPEND_EVENTS_MAX, InvalidAppend, STREAM_NAME_LENGTH_MAX } from './event-store';

/** What every store refuses before it writes, so that a ledger can move between them. */

const STREAM_NAME = /^[a-z][a-z]*-[\p{L}\p{N}_.:-]+$/u;
const TYPE_NAME = /^\p{L}[\p{L}\p{N}_.-]{0,99}$/u;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @throws InvalidAppend when the name is not `<category>-<id>` or too long. */
export const assertStreamName = (stream: string): void => {
  if (stream.length > STREAM_NAME_LENGTH_MAX) {
    throw new InvalidAppend(`The stream name is longer than ${STREAM_NAME_LENGTH_MAX} characters`);
  }
  if (!STREAM_NAME.test(stream)) throw new InvalidAppend(`The stream name ${stream} is not of the form category-id`);
};

/** @throws InvalidAppend when the facts are none or too many, or carry an id twice, or an id or type is none. */
export const assertFacts = (facts: readonly Unrecorded[]): void => {
  if (facts.length === 0) throw new InvalidAppend('There is nothing to append');
  if (facts.length > APPEND_EVENTS_MAX) {
    throw new InvalidAppend(`${facts.length} events in one append; ${APPEND_EVENTS_MAX} are allowed`);
  }
  if (facts.length > 1 && new Set(facts.map(({ id }) => id)).size < facts.length) {
    throw new InvalidAppend('Two events of the append have the same id');
  }
  for (const { id, type } of facts) {
    if (!UUID.test(id)) throw new InvalidAppend(`The event id ${id} is not a UUID in lower case`);
    if (!TYPE_NAME.test(type)) throw new InvalidAppend(`The event type ${type} is not a name`);
  }
};

/** @throws InvalidAppend when the append has more bytes than allowed. */
export const assertWeight = (bytes: number, max = APPEND_BYTES_MAX): void => {
  if (bytes > max) throw new InvalidAppend(`The append has ${bytes} bytes; ${max} are allowed`);
};

/** @throws InvalidAppend when JSON cannot hold the value, or it is no object. */
export const jsonOf = (value: unknown, what: string): string => {
  // What has no text at all (undefined, a function) gives undefined, whatever the declaration of stringify says.
  let text: unknown;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    throw new InvalidAppend(`JSON cannot hold the ${what}: ${(error as Error).message}`);
  }
  if (typeof text !== 'string' || !text.startsWith('{')) throw new InvalidAppend(`The ${what} is not an object`);
  return text;
};
