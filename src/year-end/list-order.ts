import type { OfferingId, PartyCode } from '../kernel/vocabulary';

/** The newest year first, or by the name of the offering or its operator, as the Danish alphabet has it. */
export const YEAR_END_ORDERS = ['NEWEST', 'OFFERING', '-OFFERING', 'OPERATOR', '-OPERATOR'] as const;
export type YearEndOrder = (typeof YEAR_END_ORDERS)[number];
export type NameOrder = Exclude<YearEndOrder, 'NEWEST'>;

/** Where a page ended; `position` tells accounts of one year and line apart, and is 0 for regulation accounts. */
export type YearEndKey = readonly [year: number, offeringId: string, serviceLineId: string, position: number];

export interface OfferingNamed {
  readonly name: string;
  readonly operator: PartyCode;
}

/** What the offerings and their operators are called now: no row of year end has the names. */
export interface Called {
  readonly offering: (offeringId: OfferingId) => OfferingNamed | undefined;
  readonly party: (party: PartyCode) => string;
}

const DANISH = new Intl.Collator('da');

/** Rows of one name stand together, the newest year first. */
const compareKeys = (
  [year, offering, line, position]: YearEndKey,
  [otherYear, otherOffering, otherLine, otherPosition]: YearEndKey,
): number =>
  (offering < otherOffering ? -1 : offering > otherOffering ? 1 : 0) ||
  otherYear - year ||
  (line < otherLine ? -1 : line > otherLine ? 1 : 0) ||
  position - otherPosition;

/** The first rows by name that come behind the key of the last row seen. */
export const pageByName = <Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => YearEndKey,
  { offering, party }: Called,
  {
    order,
    after,
    limit,
  }: { readonly order: NameOrder; readonly after: YearEndKey | undefined; readonly limit: number },
): readonly Row[] => {
  const falling = order.startsWith('-');
  const nameIn = ([, id]: YearEndKey): string => {
    const called = offering(id as OfferingId);
    return called === undefined ? '' : order.endsWith('OPERATOR') ? party(called.operator) : called.name;
  };
  const compare = (one: YearEndKey, other: YearEndKey): number =>
    (falling ? -1 : 1) * DANISH.compare(nameIn(one), nameIn(other)) || compareKeys(one, other);
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .filter(({ key }) => after === undefined || compare(key, after) > 0)
    .sort((one, other) => compare(one.key, other.key))
    .slice(0, limit)
    .map(({ row }) => row);
};
