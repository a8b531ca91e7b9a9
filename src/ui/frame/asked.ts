import type { BodyClass } from '../../platform/http/fields';
import { type FieldFault, invalidRequest } from '../../platform/http/problem';
import { readerOf } from '../../platform/http/reading';
import type { Visit } from './visit';

/**
 * The query of an API route, read from the address of a page: the state named, as far as it is there.
 * @throws Problem 400 when a part of it cannot be read.
 */
export const askedIn = <Q extends object>(
  { query }: Pick<Visit, 'query'>,
  described: BodyClass & (new () => Q),
  names: readonly (keyof Q & string)[],
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
