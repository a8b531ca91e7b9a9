import { parse } from 'csv-parse/sync';
import { isDay, type Day } from '../kernel/calendar';
import { LEGAL_BASIS_CODES, type LegalBasisCode } from '../kernel/legal-basis';
import { asOre, type Ore } from '../kernel/money';
import { partyCode, tariffLevel, type PartyCode, type TariffLevel } from '../kernel/vocabulary';

/** A row of a published tariff file that says everything a tariff needs. */
export interface TariffRow {
  /** Row in the file, the header being row 1. */
  readonly row: number;
  readonly operator: PartyCode;
  readonly offering: string;
  readonly legalBasis: LegalBasisCode;
  readonly service: string;
  readonly level: TariffLevel;
  readonly priceOre: Ore;
  readonly validFrom: Day;
  readonly source: string;
}

export const GAP_CODES = ['UNDATED', 'NO_LEGAL_BASIS', 'UNKNOWN_LEGAL_BASIS', 'NOT_PRICED_BY_DAY', 'NO_PRICE'] as const;
export type GapCode = (typeof GAP_CODES)[number];

/** What the file does not say. Named, so that nobody takes silence for a fact. */
export interface TariffFileGap {
  readonly row: number;
  readonly offering: string;
  readonly codes: readonly GapCode[];
}

export interface TariffFile {
  readonly rows: readonly TariffRow[];
  /** Rows that could not become a tariff, each with everything that is missing. */
  readonly gaps: readonly TariffFileGap[];
  /** Rows whose number of places is not published; their tariffs hold all the same. */
  readonly withoutPlaces: readonly number[];
}

const DAY_UNITS = ['dag', 'døgn'];

/**
 * Reads a tariff file in the shape secretariats keep it: semicolons, `2.560,00`, `dd-mm-yyyy`. Every row ends either
 * as a tariff or as a named gap (domain.md P13).
 */
export const readTariffFile = (text: string): TariffFile => {
  const records: Record<string, string>[] = parse(text, { delimiter: ';', columns: true, bom: true, trim: true });
  const rows: TariffRow[] = [];
  const gaps: TariffFileGap[] = [];
  const withoutPlaces: number[] = [];

  records.forEach((record, at) => {
    const row = at + 2;
    const read = (column: string): string => record[column] ?? '';
    const validFrom = danishDayFrom(read('gyldig_fra'));
    const legalBasis = LEGAL_BASIS_CODES.find((code) => code === read('paragraf'));
    const priceOre = danishPrice(read('takst'));

    const codes: GapCode[] = [];
    if (validFrom === undefined) codes.push('UNDATED');
    if (read('paragraf') === '') codes.push('NO_LEGAL_BASIS');
    else if (legalBasis === undefined) codes.push('UNKNOWN_LEGAL_BASIS');
    if (!DAY_UNITS.includes(read('enhed'))) codes.push('NOT_PRICED_BY_DAY');
    if (priceOre === undefined) codes.push('NO_PRICE');

    if (codes.length > 0 || validFrom === undefined || legalBasis === undefined || priceOre === undefined) {
      gaps.push({ row, offering: read('tilbud'), codes });
      return;
    }
    if (read('pladser') === '') withoutPlaces.push(row);
    rows.push({
      row,
      operator: partyCode(read('driftsherre')),
      offering: read('tilbud'),
      legalBasis,
      service: read('ydelse'),
      level: tariffLevel(read('niveau') || '1'),
      priceOre,
      validFrom,
      source: read('kilde'),
    });
  });
  return { rows, gaps, withoutPlaces };
};

const danishDayFrom = (text: string): Day | undefined => {
  const [day, month, year] = text.split('-');
  const iso = `${year}-${month}-${day}`;
  return isDay(iso) ? iso : undefined;
};

const danishPrice = (text: string): Ore | undefined => {
  if (!/^\d{1,3}(?:\.?\d{3})*,\d{2}$/.test(text)) return undefined;
  return asOre(Number(text.replace(/[.,]/g, '')));
};
