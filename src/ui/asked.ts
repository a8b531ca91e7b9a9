import type { BodyClass } from '../platform/http/fields';
import { type FieldFault, invalidRequest } from '../platform/http/problem';
import { readerOf } from '../platform/http/reading';
import type { Visit } from './visit';

/**
 * The part of a page's address that the query of an API's route takes, read as the API reads it.
 * @throws Problem 400 when a filter in the address cannot be read.
 */
export const asked = <Q extends object>(
  { query }: Visit,
  described: BodyClass & (new () => Q),
  names: readonly string[],
): Q => {
  const given = names.flatMap((name) => {
    const value = query.get(name) ?? '';
    return value === '' ? [] : [[name, value]];
  });
  const faults: FieldFault[] = [];
  const read = readerOf(described, 'text').read(Object.fromEntries(given), faults, '') as Q;
  if (faults.length > 0) throw invalidRequest(faults);
  return read;
};
