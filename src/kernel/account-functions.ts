import type { Day } from './calendar';
import type { LegalBasisCode } from './legal-basis';

/** Which function of the municipal chart of accounts a paragraph is booked on, from the first day of a year (R45). */
export interface AccountFunctions {
  readonly fromYear: number;
  readonly functions: Readonly<Partial<Record<LegalBasisCode, string>>>;
}

/**
 * The chart is issued for a year at a time, so a new mapping is a new entry and the old years keep theirs. That the
 * functions 5.38.42, .45, .50, .51 and .52 exist is [READ]; which paragraph belongs to which, and 5.38.58 and .59, is
 * [KNOW]. From which year the mapping holds was not found, so the first entry holds for all years the ledger can bill.
 */
export const ACCOUNT_FUNCTIONS: readonly AccountFunctions[] = [
  {
    fromYear: 2007,
    functions: {
      'SEL-109': '5.38.42',
      'SEL-110': '5.38.42',
      'SEL-101': '5.38.45',
      'SEL-101a': '5.38.45',
      'SEL-108': '5.38.50',
      'ABL-105-2': '5.38.51',
      'SEL-85': '5.38.51',
      'SEL-107': '5.38.52',
      'SEL-103': '5.38.58',
      'SEL-104': '5.38.59',
    },
  },
];

/** The function for a service day; undefined where none is known. `table` is in the order of the years. */
export const accountFunctionOf = (
  basis: LegalBasisCode,
  on: Day,
  table: readonly AccountFunctions[] = ACCOUNT_FUNCTIONS,
): string | undefined => {
  const year = Number(on.slice(0, 4));
  return table.findLast(({ fromYear }) => fromYear <= year)?.functions[basis];
};
