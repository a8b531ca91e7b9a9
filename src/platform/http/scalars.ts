import { isDay, isMonth } from '../../kernel/calendar';
import { isOre } from '../../kernel/money';
import { PARTY_CODE_FORM } from '../../kernel/vocabulary';

/**
 * What one JSON value may be: how it is checked, what is said when it is something else, and how it is documented.
 * Fields, lists, path parameters and query parameters are all made of these, so that each check exists once.
 */
export interface Scalar {
  /** Code of the fault, part of the API. */
  readonly code: string;
  /** Ends the sentence "«field» skal være …". */
  readonly da: string;
  /** Ends the sentence "«field» must be …". */
  readonly en: string;
  readonly check: (value: unknown) => boolean;
  readonly schema: ScalarSchema;
  /**
   * Reads the value from the text of a path or a query string, where numbers and flags have no other form.
   * Text that is no such value is given back as it is and then fails the check.
   */
  readonly fromText?: (text: string) => unknown;
}

export interface ScalarSchema {
  readonly type: 'string' | 'integer' | 'number' | 'boolean';
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly (string | number)[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly multipleOf?: number;
  readonly example?: unknown;
}

/** Longest text of a field that states no limit of its own, in UTF-16 code units. */
export const TEXT_LENGTH_MAX = 2_000;
/** Longest text of a code. */
export const CODE_LENGTH_MAX = 200;

const WHOLE_NUMBER_FORM = /^-?(?:0|[1-9]\d{0,15})$/;
// Line breaks and tabs are text; other control characters, and marks that turn the direction, only ever hide something.

const CONTROL_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;
const UUID_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const wholeNumberFromText = (text: string): unknown => (WHOLE_NUMBER_FORM.test(text) ? Number(text) : text);

export const daily: Scalar = {
  code: 'NOT_A_DAY',
  da: 'en dag, der findes, skrevet åååå-mm-dd',
  en: 'a day that exists, written YYYY-MM-DD',
  check: isDay,
  schema: { type: 'string', format: 'date', example: '2026-03-31' },
};

export const monthly: Scalar = {
  code: 'NOT_A_MONTH',
  da: 'en måned, skrevet åååå-mm',
  en: 'a month, written YYYY-MM',
  check: isMonth,
  schema: { type: 'string', pattern: '^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$', example: '2026-03' },
};

export interface Bounds {
  /** Smallest value, inclusive. */
  readonly min?: number;
  /** Largest value, inclusive. */
  readonly max?: number;
}

const withinBounds = ({ min, max }: Bounds, da: string, en: string, unit = ''): { da: string; en: string } => {
  if (min !== undefined && max !== undefined)
    return { da: `${da} fra ${min} til ${max}${unit}`, en: `${en} from ${min} to ${max}${unit}` };
  if (min !== undefined) return { da: `${da} på mindst ${min}${unit}`, en: `${en} of at least ${min}${unit}` };
  if (max !== undefined) return { da: `${da} på højst ${max}${unit}`, en: `${en} of at most ${max}${unit}` };
  return { da, en };
};

const boundsSchema = ({ min, max }: Bounds): Pick<ScalarSchema, 'minimum' | 'maximum'> => ({
  minimum: min ?? Number.MIN_SAFE_INTEGER,
  maximum: max ?? Number.MAX_SAFE_INTEGER,
});

const wholeWithin =
  ({ min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER }: Bounds) =>
  (value: unknown): boolean =>
    isOre(value) && value >= min && value <= max;

/** Money: whole øre. */
export const amount = (bounds: Bounds = {}): Scalar => ({
  code: 'NOT_ORE',
  ...withinBounds(bounds, 'et helt antal øre', 'a whole number of øre'),
  check: wholeWithin(bounds),
  schema: { type: 'integer', format: 'int64', ...boundsSchema(bounds) },
  fromText: wholeNumberFromText,
});

export const wholeNumber = (bounds: Bounds = {}): Scalar => ({
  code: 'NOT_A_WHOLE_NUMBER',
  ...withinBounds(bounds, 'et helt tal', 'a whole number'),
  check: wholeWithin(bounds),
  schema: { type: 'integer', format: 'int64', ...boundsSchema(bounds) },
  fromText: wholeNumberFromText,
});

/** A quantity counted in hundredths, as the settlement counts it: 8,300 are 83 days. */
export const hundredths = (bounds: Bounds = {}): Scalar => ({
  code: 'NOT_HUNDREDTHS',
  ...withinBounds(bounds, 'et helt antal hundrededele', 'a whole number of hundredths'),
  check: wholeWithin(bounds),
  schema: { type: 'integer', format: 'int64', ...boundsSchema(bounds) },
  fromText: wholeNumberFromText,
});

const DECIMALS_MAX = 6;

/** A number with at most so many decimals. Never for money, which is whole øre. */
export const decimals = (places: number, bounds: Bounds = {}): Scalar => {
  if (!Number.isInteger(places) || places < 1 || places > DECIMALS_MAX)
    throw new RangeError(`Decimals are 1 to ${DECIMALS_MAX}`);
  const { min = -Number.MAX_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = bounds;
  return {
    code: 'NOT_A_NUMBER_WITH_DECIMALS',
    ...withinBounds(bounds, `et tal med højst ${places} decimaler`, `a number with at most ${places} decimals`),
    check: (value) =>
      typeof value === 'number' &&
      Number.isFinite(value) &&
      value >= min &&
      value <= max &&
      Number(value.toFixed(places)) === value,
    schema: { type: 'number', ...boundsSchema(bounds), multipleOf: Number(`1e-${places}`) },
  };
};

export interface TextLimits {
  /** Most UTF-16 code units. */
  readonly maxLength?: number;
  /** Fewest, white space at both ends not counted. Default 1: an empty text is left out instead. */
  readonly minLength?: number;
}

export const text = ({ maxLength = TEXT_LENGTH_MAX, minLength = 1 }: TextLimits = {}): Scalar => ({
  code: 'NOT_A_TEXT',
  da: `en tekst på ${minLength} til ${maxLength} tegn uden styretegn`,
  en: `a text of ${minLength} to ${maxLength} characters without control characters`,
  check: (value) =>
    typeof value === 'string' &&
    value.length <= maxLength &&
    value.length >= minLength &&
    (minLength === 0 || value.trim().length >= minLength) &&
    !CONTROL_CHARACTER.test(value) &&
    value.isWellFormed(),
  schema: { type: 'string', minLength, maxLength },
});

/** A form as people say it: by its digits, or by an example. The expression itself stands in the schema, for programs. */
const formInWords = (form: RegExp, example: unknown): { da: string; en: string } => {
  const [, digits] = /^\^\\d\{(\d+)\}\$$/.exec(form.source) ?? [];
  if (digits !== undefined) return { da: `${digits} cifre`, en: `${digits} digits` };
  const [, hexadecimal] = /^\^\[0-9a-f\]\{(\d+)\}\$$/.exec(form.source) ?? [];
  if (hexadecimal !== undefined)
    return { da: `${hexadecimal} tegn af 0-9 og a-f`, en: `${hexadecimal} characters of 0-9 and a-f` };
  if (typeof example === 'string') return { da: `en kode som ${example}`, en: `a code such as ${example}` };
  return { da: 'en kode uden mellemrum og særlige tegn', en: 'a code without spaces and special characters' };
};

/**
 * A code of a given form; the expression must cover the whole text (`^…$`) and takes no flags that keep state.
 * @param example one such code, for who has written another.
 */
export const code = (form: RegExp, maxLength = CODE_LENGTH_MAX, example?: unknown): Scalar => {
  if (form.global || form.sticky) throw new RangeError('A form that remembers where it was cannot check a code');
  return {
    code: 'NOT_A_CODE',
    ...formInWords(form, example),
    check: (value) => typeof value === 'string' && value.length <= maxLength && form.test(value),
    schema: { type: 'string', pattern: form.source, maxLength },
  };
};

export const uuid: Scalar = {
  code: 'NOT_AN_ID',
  da: 'et id (UUID med små bogstaver)',
  en: 'an id (lower-case UUID)',
  check: (value) => typeof value === 'string' && UUID_FORM.test(value),
  schema: { type: 'string', format: 'uuid', example: '0195d9a0-7c1e-7000-8000-000000000001' },
};

export const party: Scalar = {
  code: 'NOT_A_PARTY_CODE',
  da: 'en kommunekode, regionskode eller et CVR-nummer',
  en: 'a municipality code, a region code or a CVR number',
  check: (value) => typeof value === 'string' && PARTY_CODE_FORM.test(value),
  schema: { type: 'string', pattern: PARTY_CODE_FORM.source, example: '751' },
};

export const oneOf = (values: readonly (string | number)[]): Scalar => {
  const allowed: ReadonlySet<unknown> = new Set(values);
  const numbers = values.every((value) => typeof value === 'number');
  return {
    code: 'NOT_ONE_OF',
    da: `en af værdierne ${values.join(', ')}`,
    en: `one of ${values.join(', ')}`,
    check: (value) => allowed.has(value),
    schema: { type: numbers ? 'integer' : 'string', enum: values },
    ...(numbers ? { fromText: wholeNumberFromText } : {}),
  };
};

export const flag: Scalar = {
  code: 'NOT_A_FLAG',
  da: 'sand eller falsk (true eller false)',
  en: 'true or false',
  check: (value) => typeof value === 'boolean',
  schema: { type: 'boolean' },
  fromText: (given) => (given === 'true' ? true : given === 'false' ? false : given),
};
