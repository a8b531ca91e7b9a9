import { hasError, type RemarkCode } from './remarks.calculation';
import type { TariffFileRow } from './tariff-file.events';

/** As many as a tariff takes. */
const COMPONENTS_MAX = 12;

/** Rows that are the components of one tariff stand after each other and share all of this. */
export const tariffKey = ({
  operator,
  offering,
  offeringId,
  legalBasis,
  serviceLineId,
  service,
  level,
  validFrom,
}: TariffFileRow): string =>
  JSON.stringify([operator, offeringId ?? nameKey(offering), legalBasis, serviceLineId, service, level, validFrom]);

/** Names are the same whatever their case, spaces and dashes. */
export const nameKey = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/\p{Pd}/gu, '-')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * The rows of one tariff with what they show together. `before` tells whether the tariff has been in the file already.
 * A row that cannot be read keeps the whole tariff out: half a price is none.
 */
export const groupRemarks = (rows: readonly TariffFileRow[], before: boolean): readonly (readonly RemarkCode[])[] => {
  const all: RemarkCode[] = [];
  const kinds = rows.map(({ kind }) => kind);
  const codes = rows.map(({ component }) => component);
  if (before) all.push('DUPLICATE');
  if (!kinds.includes('BASE') && !kinds.includes('SERVICE_PACKAGE')) all.push('NO_BASE_PRICE');
  if (new Set(codes).size < codes.length) all.push('COMPONENT_TWICE');
  if (rows.length > COMPONENTS_MAX) all.push('TOO_MANY_COMPONENTS');
  if (new Set(rows.map(({ budgetedOccupancyBp }) => budgetedOccupancyBp)).size > 1) all.push('OCCUPANCY_DIFFERS');
  if (new Set(rows.map(({ placementGround }) => placementGround)).size > 1) all.push('GROUND_DIFFERS');
  const faulty = rows.some(({ remarks }) => hasError(remarks));
  return rows.map(({ remarks }): readonly RemarkCode[] => {
    const others = faulty && !hasError(remarks) ? (['PART_REFUSED'] as const) : [];
    return [...remarks, ...all, ...others];
  });
};

/**
 * Rows in the order of the file, put together by tariff: as a stream, so that only one tariff is held at a time. What is
 * remembered of the tariffs before is their keys.
 */
export async function* groupedRows(rows: AsyncIterable<TariffFileRow>): AsyncGenerator<readonly TariffFileRow[]> {
  const seen = new Set<string>();
  let open: TariffFileRow[] = [];
  let key: string | undefined;
  const closed = (): readonly TariffFileRow[] => {
    const before = key !== undefined && seen.has(key);
    if (key !== undefined) seen.add(key);
    const remarks = groupRemarks(open, before);
    return open.map((row, at) => ({ ...row, remarks: remarks[at] ?? [] }));
  };
  for await (const row of rows) {
    const own = tariffKey(row);
    // A second base price is a second tariff, and so a duplicate, rather than a fault of the first.
    if (open.length > 0 && (own !== key || (row.kind === 'BASE' && open.some(({ kind }) => kind === 'BASE')))) {
      yield closed();
      open = [];
    }
    key = own;
    open.push(row);
  }
  if (open.length > 0) yield closed();
}
