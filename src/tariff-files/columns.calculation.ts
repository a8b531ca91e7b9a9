import { looksLikeCpr } from '../kernel/cpr';

/** What a tariff file can say about a price (R32), in the order in which it is written. */
export const COLUMNS = [
  { field: 'year', da: 'år', en: 'year', also: ['aar', 'takstår', 'budgetår'] },
  { field: 'operator', da: 'driftsherre', en: 'operator', also: ['driftsherrekode', 'operator code', 'kommunekode'] },
  { field: 'offering', da: 'tilbud', en: 'offering', also: ['tilbudsnavn', 'navn', 'offering name', 'name'] },
  { field: 'offeringId', da: 'tilbuds_id', en: 'offering_id', also: [] },
  { field: 'address', da: 'beliggenhed', en: 'address', also: ['adresse', 'beliggenhedskommune', 'municipality'] },
  { field: 'legalBasis', da: 'paragraf', en: 'legal_basis', also: ['lovgrundlag', 'legal basis', 'legalbasis', '§'] },
  { field: 'serviceLine', da: 'ydelseskode', en: 'service_line', also: ['ydelse id', 'service line', 'servicelineid'] },
  { field: 'service', da: 'ydelse', en: 'service', also: ['ydelsesnavn', 'type'] },
  { field: 'targetGroup', da: 'målgruppe', en: 'target_group', also: ['maalgruppe', 'target group', 'målgrupper'] },
  { field: 'ageFrom', da: 'alder_fra', en: 'age_from', also: ['alder fra', 'age from'] },
  { field: 'ageTo', da: 'alder_til', en: 'age_to', also: ['alder til', 'age to'] },
  { field: 'places', da: 'pladser', en: 'places', also: ['antal pladser', 'normering', 'capacity'] },
  { field: 'soldToOthers', da: 'heraf_solgt', en: 'sold_to_others', also: ['heraf solgt til andre', 'sold to others'] },
  { field: 'level', da: 'niveau', en: 'level', also: ['takstniveau', 'tariff level'] },
  {
    field: 'ground',
    da: 'anbringelsesgrundlag',
    en: 'placement_ground',
    also: ['grundlag', 'placement ground'],
  },
  { field: 'component', da: 'takstdel', en: 'component', also: ['komponent'] },
  { field: 'kind', da: 'takstart', en: 'kind', also: ['art'] },
  { field: 'unit', da: 'enhed', en: 'unit', also: ['pr', 'per'] },
  { field: 'price', da: 'takst', en: 'price', also: ['pris', 'beløb', 'tariff'] },
  { field: 'previousPrice', da: 'forrige_takst', en: 'previous_price', also: ['forrige takst', 'previous price'] },
  {
    field: 'occupancy',
    da: 'belægning',
    en: 'budgeted_occupancy',
    also: ['belaegning', 'belægningsprocent', 'budgeted occupancy'],
  },
  {
    field: 'regulationShare',
    da: 'regulering',
    en: 'regulation_share',
    also: ['heraf regulering', 'regulation share'],
  },
  { field: 'validFrom', da: 'gyldig_fra', en: 'valid_from', also: ['gyldig fra', 'valid from', 'fra', 'from'] },
  { field: 'validTo', da: 'gyldig_til', en: 'valid_to', also: ['gyldig til', 'valid to', 'til', 'to'] },
  { field: 'source', da: 'kilde', en: 'source', also: [] },
  { field: 'comment', da: 'bemærkning', en: 'comment', also: ['bemaerkning', 'bemærkninger', 'note'] },
] as const;

export type ColumnField = (typeof COLUMNS)[number]['field'];

/** What the columns of the fields may be called in a file: `enhed (unit), takst (price)`. */
export const columnNames = (fields: readonly ColumnField[]): string =>
  COLUMNS.filter(({ field }) => fields.includes(field))
    .map(({ da, en }) => `${da} (${en})`)
    .join(', ');

/** Without these a row can say nothing; the others may be missing. */
export const NEEDED_COLUMNS: readonly ColumnField[] = [
  'operator',
  'offering',
  'legalBasis',
  'price',
  'unit',
  'validFrom',
];

/** Where each field stands in a row, and what of the header nobody knows. */
export interface Header {
  readonly at: Readonly<Partial<Record<ColumnField, number>>>;
  readonly unknown: readonly string[];
  /** Fields that two columns claim. */
  readonly twice: readonly ColumnField[];
  readonly missing: readonly ColumnField[];
}

/** Names are known in any case, with spaces or underscores. */
const plain = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s_.:-]+/g, ' ')
    .trim();

const BY_NAME: ReadonlyMap<string, ColumnField> = new Map(
  COLUMNS.flatMap(({ field, da, en, also }) => [da, en, field, ...also].map((name) => [plain(name), field] as const)),
);

export const headerOf = (names: readonly string[]): Header => {
  const at: Partial<Record<ColumnField, number>> = {};
  const unknown: string[] = [];
  const twice: ColumnField[] = [];
  names.forEach((name, column) => {
    const field = BY_NAME.get(plain(name));
    if (field === undefined) {
      // Told, and kept with the file: a number that stands where a heading should is neither.
      if (name.trim() !== '') unknown.push(looksLikeCpr(name) ? '…' : name.trim().slice(0, 60));
    } else if (at[field] === undefined) at[field] = column;
    else twice.push(field);
  });
  return { at, unknown, twice, missing: NEEDED_COLUMNS.filter((field) => at[field] === undefined) };
};
