import type { PartyCode } from '../../kernel/vocabulary';
import { invalidRequest } from '../../platform/http/problem';
import type { Names } from '../frame/names';

/** What spreadsheets call a party: København, Københavns Kommune, Aarhus, Århus Kommune. All in small letters. */
const callNames = (name: string): readonly string[] =>
  [name, name.replace(/^Aa/, 'Å')]
    .map((each) => each.toLowerCase())
    .flatMap((each) => [each, `${each} kommune`, `${each}s kommune`]);

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
    names
      .list()
      .flatMap(({ party, name }) => [
        ...callNames(name).map((called) => [called, party] as const),
        [party as string, party] as const,
      ]),
  );
  const strangers = rows.flatMap(({ name }, at) =>
    parties.has(name.toLowerCase())
      ? []
      : [
          {
            field,
            code: 'UNKNOWN_PARTY',
            da: `Linje ${at + 1}: Der er ingen kommune eller region, der hedder »${name}«.`,
            en: `Line ${at + 1}: No municipality or region is called “${name}”.`,
          },
        ],
  );
  if (strangers.length > 0) throw invalidRequest(strangers);
  return rows.flatMap((row) => {
    const party = parties.get(row.name.toLowerCase());
    return party === undefined ? [] : [{ ...row, party }];
  });
};
