import { isDay, type Day } from '../kernel/calendar';
import { looksLikeCpr } from '../kernel/cpr';
import { LEGAL_BASIS_CODES, type LegalBasisCode } from '../kernel/legal-basis';
import type { PlacementGround } from '../kernel/placement-ground';
import { asOre, type BasisPoints, type Ore, WHOLE } from '../kernel/money';
import {
  offeringId,
  PARTY_CODE_FORM,
  partyCode,
  SERVICE_LINE_ID_FORM,
  serviceLineId,
  tariffLevel,
} from '../kernel/vocabulary';
import type { ComponentKind, TariffUnit } from '../tariffs/tariff.events';
import type { ColumnField, Header } from './columns.calculation';
import type { RemarkCode } from './remarks.calculation';
import type { TariffFileRow } from './tariff-file.events';
import { unitAgainstPrice, unitAgainstText } from './unit-checks.calculation';

/** A cell as a file holds it: CSV knows texts only, a spreadsheet also numbers and days. */
export type Cell = string | number | Day | undefined;

const UNIT_WORDS: Readonly<Record<string, TariffUnit>> = {
  dag: 'DAY',
  døgn: 'DAY',
  day: 'DAY',
  'pr dag': 'DAY',
  'pr døgn': 'DAY',
  time: 'HOUR',
  timer: 'HOUR',
  hour: 'HOUR',
  'pr time': 'HOUR',
  måned: 'MONTH',
  md: 'MONTH',
  mdr: 'MONTH',
  month: 'MONTH',
  'pr måned': 'MONTH',
  'pr md': 'MONTH',
  km: 'KM',
  'pr km': 'KM',
  stk: 'PIECE',
  piece: 'PIECE',
  'pr stk': 'PIECE',
};
const KIND_WORDS: Readonly<Record<string, ComponentKind>> = {
  basis: 'BASE',
  basistakst: 'BASE',
  base: 'BASE',
  ydelsestime: 'SERVICE_HOUR',
  ydelsestakst: 'SERVICE_HOUR',
  'service hour': 'SERVICE_HOUR',
  pakke: 'SERVICE_PACKAGE',
  ydelsespakke: 'SERVICE_PACKAGE',
  'service package': 'SERVICE_PACKAGE',
  tillæg: 'SUPPLEMENT',
  tillægstakst: 'SUPPLEMENT',
  supplement: 'SUPPLEMENT',
};
const GROUND_WORDS: Readonly<Record<string, PlacementGround>> = {
  social: 'SOCIAL',
  socialt: 'SOCIAL',
  strafferetlig: 'CRIMINAL_LAW',
  strafferetligt: 'CRIMINAL_LAW',
  'criminal law': 'CRIMINAL_LAW',
};
/** What a price is when the file does not say: by the day or month it is the base, by the hour the service. */
const KIND_OF_UNIT: Readonly<Record<TariffUnit, ComponentKind>> = {
  DAY: 'BASE',
  MONTH: 'BASE',
  HOUR: 'SERVICE_HOUR',
  KM: 'SUPPLEMENT',
  PIECE: 'SUPPLEMENT',
};
const FITTING: Readonly<Record<ComponentKind, readonly TariffUnit[]>> = {
  BASE: ['DAY', 'MONTH'],
  SERVICE_PACKAGE: ['DAY', 'MONTH'],
  SERVICE_HOUR: ['HOUR'],
  SUPPLEMENT: ['DAY', 'HOUR', 'MONTH', 'KM', 'PIECE'],
};
const SPANS: readonly LegalBasisCode[] = ['SEL-83-87', 'SEL-107-108'];
const CODE_OF_KIND: Readonly<Record<ComponentKind, string>> = {
  BASE: 'BASE',
  SERVICE_HOUR: 'TIME',
  SERVICE_PACKAGE: 'PAKKE',
  SUPPLEMENT: 'TILLÆG',
};

const OFFERING_ID_FORM = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const COMPONENT_CODE_FORM = /^[A-ZÆØÅ0-9][A-ZÆØÅ0-9_-]{0,39}$/;
const NAME_FORM = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}\p{P}\p{S} ]*[\p{L}\p{M}\p{N}\p{P}\p{S}])?$/u;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;
const NAME_LENGTH_MAX = 120;
const TEXT_LENGTH_MAX = 300;
const LEVEL_LENGTH_MAX = 60;
const PLACES_MAX = 10_000;
const AGE_MAX = 120;
const PRICE_ORE_MAX = 10_000_000;

/**
 * Reads one row in the shape secretariats keep it: `2.560,00`, `dd-mm-yyyy`, `døgn`. Every row is given back, with a
 * name for everything in it that is wrong, doubtful or missing as far as the row itself shows (domain.md P13).
 */
export const readRow = (cells: readonly Cell[], { at }: Pick<Header, 'at'>, row: number): TariffFileRow => {
  const remarks: RemarkCode[] = [];
  const remark = (code: RemarkCode): undefined => {
    if (!remarks.includes(code)) remarks.push(code);
    return undefined;
  };
  const cell = (field: ColumnField): Cell => (at[field] === undefined ? undefined : cells[at[field]]);
  const text = (field: ColumnField, max = TEXT_LENGTH_MAX): string => {
    const value = textOf(cell(field));
    const fits = value.length <= max && !CONTROL.test(value) && value.isWellFormed();
    if (fits && !looksLikeCpr(value)) return value;
    remark(fits ? 'CPR_IN_TEXT' : 'TEXT_UNFIT');
    return '';
  };
  /** Reads what is there; the code says what is wrong with it when it cannot be read. */
  const read = <T>(field: ColumnField, from: (value: Cell) => T | undefined, code: RemarkCode): T | undefined => {
    if (textOf(cell(field)) === '') return undefined;
    const found = from(cell(field));
    // A code can have the form of a CPR number, too.
    const isCpr = typeof found === 'string' && looksLikeCpr(found);
    if (found !== undefined && !isCpr) return found;
    remark(isCpr ? 'CPR_IN_TEXT' : code);
    return undefined;
  };

  const operator = read('operator', operatorFrom, 'OPERATOR_UNREADABLE');
  if (textOf(cell('operator')) === '') remark('NO_OPERATOR');
  const offering = text('offering', NAME_LENGTH_MAX);
  if (textOf(cell('offering')) === '') remark('NO_OFFERING');
  else if (offering !== '' && !NAME_FORM.test(offering)) remark('TEXT_UNFIT');
  const validFrom = read('validFrom', dayFrom, 'DATE_UNREADABLE');
  if (textOf(cell('validFrom')) === '') remark('UNDATED');
  const legalBasis = read('legalBasis', legalBasisFrom, 'UNKNOWN_LEGAL_BASIS');
  if (textOf(cell('legalBasis')) === '') remark('NO_LEGAL_BASIS');
  else if (legalBasis !== undefined && SPANS.includes(legalBasis)) remark('SPAN_OF_PARAGRAPHS');
  const id = read('offeringId', codeFrom(OFFERING_ID_FORM), 'OFFERING_ID_UNKNOWN');
  const line = read('serviceLine', codeFrom(SERVICE_LINE_ID_FORM), 'SERVICE_LINE_UNFIT');
  const unit = read('unit', (value) => UNIT_WORDS[words(value)], 'UNKNOWN_UNIT');
  if (textOf(cell('unit')) === '') remark('NO_UNIT');
  const priceOre = read('price', priceFrom, 'PRICE_UNREADABLE');
  if (textOf(cell('price')) === '') remark('NO_PRICE');
  else if (priceOre !== undefined && (priceOre < 0 || priceOre > PRICE_ORE_MAX)) remark('PRICE_OUT_OF_RANGE');
  const kind = read('kind', (value) => KIND_WORDS[words(value)], 'KIND_UNKNOWN') ?? KIND_OF_UNIT[unit ?? 'DAY'];
  if (unit !== undefined && !FITTING[kind].includes(unit)) remark('UNIT_UNFIT');
  const component =
    read('component', (value) => codeFrom(COMPONENT_CODE_FORM)(textOf(value).toUpperCase()), 'TEXT_UNFIT') ??
    CODE_OF_KIND[kind];
  const budgetedOccupancyBp = read('occupancy', rateFrom, 'OCCUPANCY_UNREADABLE');
  const places = read('places', wholeFrom(PLACES_MAX), 'PLACES_UNREADABLE');
  if (textOf(cell('places')) === '') remark('NO_PLACES');
  const level = text('level', LEVEL_LENGTH_MAX);
  if (level === '') remark('NO_LEVEL');
  const placementGround = read('ground', (value) => GROUND_WORDS[words(value)], 'GROUND_UNKNOWN');
  const addressMunicipality = read('address', municipalityFrom, 'ADDRESS_UNREADABLE');
  const service = text('service', NAME_LENGTH_MAX);
  const source = text('source');
  const targetGroups = text('targetGroup')
    .split(/\s*[;|]\s*/)
    .filter((group) => group !== '' && group.length <= 80)
    .slice(0, 20);
  const year = read('year', wholeFrom(2_199), 'YEAR_AGAINST_DATE');
  if (year !== undefined && validFrom !== undefined && year < Number(validFrom.slice(0, 4)))
    remark('YEAR_AGAINST_DATE');
  if (unit !== undefined && priceOre !== undefined && unitAgainstPrice(unit, priceOre)) remark('UNIT_AGAINST_PRICE');
  if (unit !== undefined && unitAgainstText(unit, [offering, service, text('comment', 1_000)]))
    remark('UNIT_AGAINST_TEXT');

  return {
    row,
    offering,
    level: tariffLevel(level === '' ? '1' : level),
    component,
    kind,
    ...given('offeringId', id === undefined ? undefined : offeringId(id)),
    ...given('operator', operator),
    ...given('addressMunicipality', addressMunicipality),
    ...given('legalBasis', legalBasis),
    ...given('serviceLineId', line === undefined ? undefined : serviceLineId(line)),
    ...given('service', service === '' ? undefined : service),
    ...given('targetGroups', targetGroups.length === 0 ? undefined : targetGroups),
    ...given('ageFrom', read('ageFrom', wholeFrom(AGE_MAX), 'TEXT_UNFIT')),
    ...given('ageTo', read('ageTo', wholeFrom(AGE_MAX), 'TEXT_UNFIT')),
    ...given('places', places),
    ...given('placementGround', placementGround),
    ...given('unit', unit),
    ...given('priceOre', priceOre),
    ...given('previousOre', read('previousPrice', priceFrom, 'PREVIOUS_PRICE_DIFFERS')),
    ...given('budgetedOccupancyBp', budgetedOccupancyBp),
    ...given('validFrom', validFrom),
    ...given('source', source === '' ? undefined : source),
    remarks,
  };
};

const given = <K extends string, T>(name: K, value: T | undefined): Partial<Record<K, T>> =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<K, T>>;

/** A text that an export protected against being taken for a formula is read as it was. */
const textOf = (value: Cell): string => {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  return value.replace(/^'(?='*[=+\-@\t\r])/, '').trim();
};
const words = (value: Cell): string =>
  textOf(value)
    .toLowerCase()
    .replace(/[._/\s]+/g, ' ')
    .trim();

const codeFrom = (form: RegExp) => (value: Cell) => {
  const text = textOf(value);
  return form.test(text) ? text : undefined;
};

/** Spreadsheets drop leading zeros, but no party code has any. */
const operatorFrom = (value: Cell) => {
  const code = codeFrom(PARTY_CODE_FORM)(value);
  return code === undefined ? undefined : partyCode(code);
};

const municipalityFrom = (value: Cell) => {
  const code = codeFrom(/^\d{3}$/)(value);
  return code === undefined ? undefined : partyCode(code);
};

/** `SEL-107`, `§ 107`, `SEL § 107`: a bare number is serviceloven's. */
const legalBasisFrom = (value: Cell): LegalBasisCode | undefined => {
  const code = textOf(value)
    .toUpperCase()
    .replace(/\s*§+\s*/g, '-')
    .replace(/[\s,]+/g, '-')
    .replace(/-+/g, '-')
    .replace(/^-/, '');
  return LEGAL_BASIS_CODES.find((known) => known.toUpperCase() === code || known === `SEL-${code}`);
};

const DANISH_DAY = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/;

/** dd-mm-yyyy, with dots or slashes too, or yyyy-mm-dd; undefined for a day that is not there. */
export const dayFrom = (value: Cell): Day | undefined => {
  const text = textOf(value);
  const [, day = '', month = '', year = ''] = DANISH_DAY.exec(text) ?? [];
  const iso = year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(iso) ? iso : undefined;
};

const DANISH_PRICE = /^-?(?:\d{1,7}|\d{1,3}(?:\.\d{3})+)(?:,\d{1,2})?$/;

/**
 * `2.560,00`, `2560`, `9,39`, also with kr.; a spreadsheet's number with at most two decimals. A decimal point is not
 * read, for nobody can tell 1.234 from 1,234.
 */
export const priceFrom = (value: Cell): Ore | undefined => {
  if (typeof value === 'number') {
    const ore = Math.round(value * 100);
    return Number.isSafeInteger(ore) && Math.abs(value * 100 - ore) < 1e-6 ? asOre(ore) : undefined;
  }
  const text = textOf(value)
    .replace(/\s*kr\.?$/i, '')
    .replace(/\s/g, '');
  if (!DANISH_PRICE.test(text)) return undefined;
  const [kroner = '', ore = ''] = text.replace(/\./g, '').split(',');
  return asOre(Number(`${kroner}${ore.padEnd(2, '0')}`));
};

/** `97`, `97,5`, `97,50 %`, and a spreadsheet's 0.975. */
const rateFrom = (value: Cell): BasisPoints | undefined => {
  const percent = typeof value === 'number' && value > 0 && value <= 1 ? value * 100 : value;
  const rate = priceFrom(
    typeof percent === 'number' ? Number(percent.toFixed(2)) : textOf(percent).replace(/\s*%$/, ''),
  );
  return rate !== undefined && rate > 0 && rate <= WHOLE ? rate : undefined;
};

const wholeFrom =
  (max: number) =>
  (value: Cell): number | undefined => {
    const text = textOf(value);
    return /^\d{1,6}$/.test(text) && Number(text) <= max ? Number(text) : undefined;
  };
