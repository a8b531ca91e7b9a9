import type { Day } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import { isMunicipality } from '../../parties/municipality-distances.queries';
import { FreePlaceQuery } from '../../placements/free-places.routes';
import { CPR_IN_CLEAR, type FieldFault, invalidRequest } from '../../platform/http/problem';
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

/** What people write behind a number of kilometres. */
const UNIT = /\s*km\.?\s*$/i;

const WRONG_PRICE = {
  da: 'skal være et beløb i kroner, som 2.560 eller 2560,50',
  en: 'must be an amount in kroner, such as 2.560 or 2560,50',
};

export interface PlaceSearch {
  readonly query: FreePlaceQuery;
  /** A distance was asked for, but not from where. */
  readonly nearMissing: boolean;
  /** What cannot be read of it, to be mended where it was typed. */
  readonly faults: readonly FieldFault[];
}

/**
 * The search that stands in the address.
 * @throws Problem 422 when a CPR number stands there: it is not shown again.
 */
export const searchIn = ({ query, actor }: SignedInVisit, today: Day): PlaceSearch => {
  const given = FILTERS.flatMap((name) => {
    const typed = query.get(name) ?? '';
    const value = name === 'withinKm' ? typed.replace(UNIT, '').trim() : typed;
    return value === '' ? [] : [[name, value]];
  });
  const faults: FieldFault[] = [];
  const read = readerOf(FreePlaceQuery, 'text').read(Object.fromEntries(given), faults, '') as FreePlaceQuery;
  const price = kronerIn(query.get(PRICE) ?? '', faults);
  if (faults.some(({ code }) => code === CPR_IN_CLEAR)) throw invalidRequest(faults);
  const nearMissing = read.near === undefined && !isMunicipality(actor.party) && read.withinKm !== undefined;
  if (nearMissing) delete read.withinKm;
  const whole = Object.assign(read, { from: read.from ?? today }, price === undefined ? {} : { maxDayPriceOre: price });
  return { query: whole, nearMissing, faults };
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
