import type { Day } from '../kernel/calendar';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { Ore } from '../kernel/money';
import type { PartyCode, TariffLevel } from '../kernel/vocabulary';
import { hasError, type RemarkCode, REMARKS } from '../tariff-files/remarks.calculation';
import type { TariffFileRow } from '../tariff-files/tariff-file.events';
import { openTariffText } from '../tariff-files/tariff-file-reader';

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

/** What the file does not say. Named, so that nobody takes silence for a fact. */
export interface TariffFileGap {
  readonly row: number;
  readonly offering: string;
  readonly codes: readonly RemarkCode[];
}

export interface TariffFile {
  readonly rows: readonly TariffRow[];
  /** Rows that could not become a tariff, each with everything that is missing. */
  readonly gaps: readonly TariffFileGap[];
  /** Rows whose number of places is not published; their tariffs hold all the same. */
  readonly withoutPlaces: readonly number[];
}

/** The published file as the market takes it: by the reader that takes everybody’s (src/tariff-files). */
export const readTariffFile = async (text: string): Promise<TariffFile> => {
  const rows: TariffRow[] = [];
  const gaps: TariffFileGap[] = [];
  const withoutPlaces: number[] = [];
  const { tariffs } = await openTariffText(text);
  for await (const tariff of tariffs)
    for (const read of tariff) {
      const complete = completeRow(read);
      if (complete === undefined) {
        const codes = read.remarks.filter((code) => REMARKS[code].severity === 'ERROR');
        gaps.push({ row: read.row, offering: read.offering, codes });
        continue;
      }
      rows.push(complete);
      if (read.places === undefined) withoutPlaces.push(read.row);
    }
  return { rows, gaps, withoutPlaces };
};

const completeRow = (read: TariffFileRow): TariffRow | undefined => {
  const { row, operator, offering, legalBasis, service = '', level, priceOre, validFrom, source = '', remarks } = read;
  if (hasError(remarks) || operator === undefined || legalBasis === undefined) return undefined;
  if (priceOre === undefined || validFrom === undefined) return undefined;
  return { row, operator, offering, legalBasis, service, level, priceOre, validFrom, source };
};
