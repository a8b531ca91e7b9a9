import type { PartyCode } from '../../kernel/vocabulary';
import { invalidRequest } from '../../platform/http/problem';
import type { Names } from '../frame/names';

/**
 * Rows of a pasted table with the party that each names, by its name or its code.
 * @throws Problem 400 that names the lines whose name is no party's.
 */
export const withParties = <Row extends { readonly name: string }>(
  names: Names,
  rows: readonly Row[],
  field: string,
): readonly (Row & { readonly party: PartyCode })[] => {
  const parties = new Map(
    names.list().flatMap(({ party, name }) => [
      [name.toLowerCase(), party],
      [party as string, party],
    ]),
  );
  const strangers = rows.flatMap(({ name }, at) =>
    parties.has(name.toLowerCase())
      ? []
      : [
          {
            field,
            code: 'UNKNOWN_PARTY',
            da: `Linje ${at + 1}: ${name} er ingen part.`,
            en: `Line ${at + 1}: ${name} is no party.`,
          },
        ],
  );
  if (strangers.length > 0) throw invalidRequest(strangers);
  return rows.flatMap((row) => {
    const party = parties.get(row.name.toLowerCase());
    return party === undefined ? [] : [{ ...row, party }];
  });
};
