import type { Day } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import { isMunicipality } from '../../parties/municipality-distances.queries';
import { FreePlaceQuery } from '../../placements/free-places.routes';
import { invalidRequest, type FieldFault } from '../../platform/http/problem';
import { readerOf } from '../../platform/http/reading';
import { oreTyped } from '../frame/typed-amounts';
import type { SignedInVisit } from '../frame/visit';

/** Name in the address beside those that the API's query has. */
export const PRICE = 'price';
const FILTERS = [
  'targetGroup',
  'legalBasis',
  'operator',
  'municipality',
  'near',
  'withinKm',
  'text',
  'from',
  'freeBy',
] as const;
/** What of the address is the search itself, without where in its result the reader is. */
export const SEARCH_STATE: readonly string[] = [...FILTERS, PRICE, 'view', 'area', 'sort'];

const WRONG_PRICE = {
  da: 'skal være et beløb i kroner, som 2.560 eller 2560,50',
  en: 'must be an amount in kroner, such as 2.560 or 2560,50',
};

export interface PlaceSearch {
  readonly query: FreePlaceQuery;
  /** A distance was asked for, but not from where. */
  readonly nearMissing: boolean;
}

/**
 * The search that stands in the address.
 * @throws Problem 400 when a filter cannot be read.
 */
export const searchIn = ({ query, actor }: SignedInVisit, today: Day): PlaceSearch => {
  const given = FILTERS.flatMap((name) => {
    const value = query.get(name) ?? '';
    return value === '' ? [] : [[name, value]];
  });
  const faults: FieldFault[] = [];
  const read = readerOf(FreePlaceQuery, 'text').read(Object.fromEntries(given), faults, '') as FreePlaceQuery;
  const price = kronerIn(query.get(PRICE) ?? '', faults);
  if (faults.length > 0) throw invalidRequest(faults);
  const nearMissing = read.near === undefined && !isMunicipality(actor.party) && read.withinKm !== undefined;
  if (nearMissing) delete read.withinKm;
  const whole = Object.assign(read, { from: read.from ?? today }, price === undefined ? {} : { maxDayPriceOre: price });
  return { query: whole, nearMissing };
};

/** The highest price of the search; undefined when none is named. */
const kronerIn = (typed: string, faults: FieldFault[]): Ore | undefined => {
  if (typed.trim() === '') return undefined;
  const amount = oreTyped(typed);
  if (amount === undefined)
    faults.push({
      field: PRICE,
      code: 'NOT_AN_AMOUNT',
      da: `price ${WRONG_PRICE.da}.`,
      en: `price ${WRONG_PRICE.en}.`,
    });
  return amount;
};
