import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import type { Bounds, Scalar, TextLimits } from './scalars';
import * as scalars from './scalars';

/**
 * One decorator per field of a body or a query: it validates and it documents, from one description, so that the two
 * cannot drift apart. The rule is registered with class-validator; `reading.ts` compiles a class's rules once.
 */

export interface FieldOptions {
  /** The field may be left out. It is then absent in the object, never null. */
  readonly optional?: boolean;
  /** `null` is a value of this field, for "take it away". */
  readonly nullable?: boolean;
  readonly example?: unknown;
  /** What looks like a CPR number is taken: the field is sealed before anything is kept, or its digits mean nothing. */
  readonly mayHoldCpr?: boolean;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any class can describe a body
export type BodyClass = abstract new (...args: any[]) => object;

/** What `reading.ts` must know of a field beyond its check. Travels as class-validator's `context`. */
export interface FieldRule {
  readonly optional: boolean;
  readonly nullable: boolean;
  readonly mayHoldCpr: boolean;
  readonly scalar?: Scalar;
  readonly nested?: () => BodyClass;
  readonly list?: ListLimits;
}

export interface ListLimits {
  readonly minItems: number;
  readonly maxItems: number;
  readonly unique: boolean;
}

/** Key of the rule in class-validator's context, so that other decorators' contexts are not taken for one. */
export const FIELD_RULE = Symbol('field rule');

/** Most entries of a list that states no limit of its own. */
export const LIST_ITEMS_MAX = 1_000;

const checkOf = (rule: FieldRule): ((value: unknown) => boolean) => {
  const { scalar, list } = rule;
  if (!scalar) return (value) => typeof value === 'object' && value !== null;
  if (!list) return scalar.check;
  return (value) =>
    Array.isArray(value) &&
    value.length >= list.minItems &&
    value.length <= list.maxItems &&
    value.every(scalar.check) &&
    (!list.unique || new Set(value).size === value.length);
};

const field = (rule: FieldRule, documented: object): PropertyDecorator => {
  const validate = checkOf(rule);
  const checks = ValidateBy(
    { name: rule.scalar?.code ?? 'NOT_AN_OBJECT', validator: { validate } },
    {
      context: { [FIELD_RULE]: rule },
    },
  );
  const documents = ApiProperty({
    ...documented,
    required: !rule.optional,
    ...(rule.nullable ? { nullable: true } : {}),
  });
  return (target, name) => {
    checks(target, name);
    documents(target, name);
  };
};

const ruleOf = (options: FieldOptions, rest: Partial<FieldRule>): FieldRule => ({
  optional: options.optional ?? false,
  nullable: options.nullable ?? false,
  mayHoldCpr: options.mayHoldCpr ?? false,
  ...rest,
});

/** A field of any scalar: for forms that no decorator below has. */
export const ScalarField = (scalar: Scalar, description: string, options: FieldOptions = {}): PropertyDecorator =>
  field(ruleOf(options, { scalar }), {
    ...scalar.schema,
    description,
    ...(options.example === undefined ? {} : { example: options.example }),
  });

/** A calendar day, `YYYY-MM-DD`. */
export const DayField = (description: string, options?: FieldOptions) =>
  ScalarField(scalars.daily, description, options);

/** A calendar month, `YYYY-MM`. */
export const MonthField = (description: string, options?: FieldOptions) =>
  ScalarField(scalars.monthly, description, options);

/** Money in whole øre; the field's name ends in `Ore`. Negative amounts are allowed unless `min` says otherwise. */
export const OreField = (description: string, options: FieldOptions & Bounds = {}) =>
  ScalarField(scalars.amount(options), description, options);

export const WholeNumberField = (description: string, options: FieldOptions & Bounds = {}) =>
  ScalarField(scalars.wholeNumber(options), description, options);

/** A quantity counted in hundredths (bounds too): 8,300 are 83 days. */
export const HundredthsField = (description: string, options: FieldOptions & Bounds = {}) =>
  ScalarField(scalars.hundredths(options), description, options);

/** A number with at most `decimals` decimals (1–6, default 2). Never for money. */
export const DecimalsField = (description: string, options: FieldOptions & Bounds & { decimals?: number } = {}) =>
  ScalarField(scalars.decimals(options.decimals ?? 2, options), description, options);

/** Free text without control characters, not empty. No personal data: say so in the description where it tempts. */
export const TextField = (description: string, options: FieldOptions & TextLimits = {}) =>
  ScalarField(scalars.text(options), description, options);

/** A code of a form; the expression covers the whole text. */
export const CodeField = (form: RegExp, description: string, options: FieldOptions & { maxLength?: number } = {}) =>
  ScalarField(scalars.code(form, options.maxLength, options.example), description, options);

/** A UUID in lower case. */
export const IdField = (description: string, options?: FieldOptions) => ScalarField(scalars.uuid, description, options);

/** Municipality code, region code or CVR number. */
export const PartyField = (description: string, options?: FieldOptions) =>
  ScalarField(scalars.party, description, options);

export const OneOfField = (values: readonly (string | number)[], description: string, options?: FieldOptions) =>
  ScalarField(scalars.oneOf(values), description, options);

export const FlagField = (description: string, options?: FieldOptions) =>
  ScalarField(scalars.flag, description, options);

export interface ListOptions extends FieldOptions {
  /** Default 0. */
  readonly minItems?: number;
  /** Default 1,000. */
  readonly maxItems?: number;
  /** No value twice. */
  readonly unique?: boolean;
}

const limitsOf = ({ minItems = 0, maxItems = LIST_ITEMS_MAX, unique = false }: ListOptions): ListLimits => ({
  minItems,
  maxItems,
  unique,
});

/** A list of scalars: `ListField(scalars.daily, '…')`, `ListField(scalars.oneOf(TARGET_GROUPS), '…', { maxItems: 20 })`. */
export const ListField = (scalar: Scalar, description: string, options: ListOptions = {}): PropertyDecorator => {
  const list = limitsOf(options);
  return field(ruleOf(options, { scalar, list }), {
    type: 'array',
    items: scalar.schema,
    description,
    minItems: list.minItems,
    maxItems: list.maxItems,
    ...(list.unique ? { uniqueItems: true } : {}),
    ...(options.example === undefined ? {} : { example: options.example }),
  });
};

/** An object with fields of its own, or with `list: true` a list of such objects. */
export const NestedField = (
  nested: () => BodyClass,
  description: string,
  options: ListOptions & { readonly list?: boolean } = {},
): PropertyDecorator => {
  // The document's maker knows a function that names a class later by the function's own name, `type`.
  const later = { type: () => nested() };
  if (!options.list) return field(ruleOf(options, { nested }), { ...later, description });
  const list = limitsOf(options);
  return field(ruleOf(options, { nested, list }), {
    ...later,
    isArray: true,
    description,
    minItems: list.minItems,
    maxItems: list.maxItems,
  });
};
