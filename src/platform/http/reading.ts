import { getMetadataStorage, type ValidationArguments } from 'class-validator';
import type { BodyClass, FieldRule } from './fields';
import { FIELD_RULE } from './fields';
import type { FieldFault } from './problem';
import { cprFault } from './problem';
import type { Scalar } from './scalars';

/**
 * Reads a plain value as an instance of a class whose fields are decorated. class-validator holds the rules; its own
 * executor looks them up again for every object, which costs more than the rest of a request, so a class's rules are
 * compiled once and the reader knows every field by name.
 */

export interface Reader {
  /** The object, or the faults; a faulty object is never used. */
  read(value: unknown, faults: FieldFault[], path: string): object;
  /** Whether there is such a field, given or not; an entry of a list is named by its place (`lines.0.priceOre`). */
  has(path: string): boolean;
}

/** Faults reported for one request; whoever sends more gets the first ones. */
export const FAULTS_MAX = 50;

interface ReadField extends FieldRule {
  readonly name: string;
  readonly read: Reader | undefined;
}

interface Extra {
  readonly name: string;
  readonly check: (value: unknown, whole: object) => boolean;
  readonly code: string;
  readonly message: string;
}

/** `json` takes values as they are; `text` is a query string, where everything arrives as text. */
export type Source = 'json' | 'text';

const compiled: Record<Source, WeakMap<BodyClass, Reader>> = { json: new WeakMap(), text: new WeakMap() };

export const readerOf = (described: BodyClass, source: Source = 'json'): Reader => {
  const known = compiled[source].get(described);
  if (known) return known;
  const reader = new CompiledReader(described, source);
  compiled[source].set(described, reader);
  return reader;
};

class CompiledReader implements Reader {
  private readonly fields = new Map<string, ReadField>();
  private readonly required: readonly string[];
  private readonly extras: readonly Extra[];
  private readonly make: () => Record<string, unknown>;

  constructor(
    described: BodyClass,
    private readonly source: Source,
  ) {
    // Fields may be of the class itself (a tree), so the reader must be known before its fields are read.
    compiled[source].set(described, this);
    const rules = rulesOf(described);
    for (const [name, rule] of rules.fields)
      this.fields.set(name, { ...rule, name, read: rule.nested ? readerOf(rule.nested(), source) : undefined });
    this.required = [...this.fields.values()].filter(({ optional }) => !optional).map(({ name }) => name);
    this.extras = rules.extras;
    this.make = makerOf(described);
  }

  read(value: unknown, faults: FieldFault[], path: string): object {
    const made = this.make();
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      addFault(faults, path, 'NOT_AN_OBJECT', 'et objekt', 'an object');
      return made;
    }
    const before = faults.length;
    let found = 0;
    for (const name of Object.keys(value)) {
      const field = this.fields.get(name);
      if (!field) {
        faultOf(faults, unknownField(path, name));
      } else {
        const given: unknown = (value as Record<string, unknown>)[name];
        if (given === undefined) continue;
        if (!field.optional) found += 1;
        made[name] = this.readField(field, given, faults, path);
      }
      if (faults.length >= FAULTS_MAX) return made;
    }
    if (found !== this.required.length) this.reportMissing(value, faults, path);
    if (this.extras.length > 0 && faults.length === before) this.applyExtras(made, faults, path);
    return made;
  }

  has(path: string): boolean {
    const [name = '', ...within] = path.split('.');
    const field = this.fields.get(name);
    if (!field) return false;
    const rest = field.list ? within.slice(1) : within;
    return rest.length === 0 || field.read?.has(rest.join('.')) === true;
  }

  private readField(field: ReadField, given: unknown, faults: FieldFault[], path: string): unknown {
    if (given === null && field.nullable) return null;
    const { scalar, list } = field;
    if (!list) {
      if (!scalar) return (field.read as Reader).read(given, faults, `${path}${field.name}.`);
      const value = this.fromSource(scalar, given);
      checkScalar(faults, path + field.name, scalar, value, field.mayHoldCpr);
      return value;
    }
    // One value of a list in a query string looks like a scalar: ?status=a and ?status=a&status=b.
    const items: unknown = this.source === 'text' && typeof given === 'string' ? given.split(',') : given;
    if (!Array.isArray(items) || items.length < list.minItems || items.length > list.maxItems) {
      const { minItems, maxItems } = list;
      addFault(
        faults,
        path + field.name,
        'NOT_A_LIST',
        `en liste med ${minItems} til ${maxItems} elementer`,
        `a list of ${minItems} to ${maxItems} items`,
      );
      return given;
    }
    if (list.unique && new Set(items).size !== items.length)
      addFault(faults, path + field.name, 'NOT_UNIQUE', 'en liste uden gentagelser', 'a list without repetitions');
    const read: unknown[] = [];
    for (const [at, item] of items.entries()) {
      if (faults.length >= FAULTS_MAX) break;
      if (scalar) {
        const one = this.fromSource(scalar, item);
        checkScalar(faults, `${path}${field.name}.${at}`, scalar, one, field.mayHoldCpr);
        read.push(one);
      } else read.push((field.read as Reader).read(item, faults, `${path}${field.name}.${at}.`));
    }
    return read;
  }

  private fromSource(scalar: Scalar, given: unknown): unknown {
    return this.source === 'text' && typeof given === 'string' && scalar.fromText ? scalar.fromText(given) : given;
  }

  private reportMissing(value: object, faults: FieldFault[], path: string): void {
    for (const name of this.required)
      if (!Object.hasOwn(value, name) || (value as Record<string, unknown>)[name] === undefined)
        faultOf(faults, {
          field: path + name,
          code: 'REQUIRED',
          da: 'Feltet skal være der.',
          en: 'The field is required.',
        });
  }

  private applyExtras(made: Record<string, unknown>, faults: FieldFault[], path: string): void {
    for (const { name, check, code, message } of this.extras)
      if (!check(made[name], made)) faultOf(faults, { field: path + name, code, da: message, en: message });
  }
}

export const unknownField = (path: string, name: string): FieldFault => ({
  field: path + shortened(name),
  code: 'UNKNOWN_FIELD',
  da: 'Feltet findes ikke her.',
  en: 'There is no such field here.',
});

/** A field name is the sender's text: cut and stripped before it goes back out. */
const shortened = (name: string): string => name.slice(0, FIELD_NAME_LENGTH_MAX).replace(/[^\w.$-]/g, '?');
const FIELD_NAME_LENGTH_MAX = 60;

const faultOf = (faults: FieldFault[], fault: FieldFault): void => {
  if (faults.length < FAULTS_MAX) faults.push(fault);
};

const addFault = (faults: FieldFault[], path: string, code: string, da: string, en: string): void => {
  const field = path.endsWith('.') ? path.slice(0, -1) : path;
  faultOf(faults, {
    field,
    code,
    da: `${field || 'Indholdet'} skal være ${da}.`,
    en: `${field || 'The body'} must be ${en}.`,
  });
};

export const scalarFault = (field: string, { code, da, en }: Scalar): FieldFault => ({
  field,
  code,
  da: `${field} skal være ${da}.`,
  en: `${field} must be ${en}.`,
});

const checkScalar = (
  faults: FieldFault[],
  field: string,
  scalar: Scalar,
  value: unknown,
  mayHoldCpr: boolean,
): void => {
  const cpr = mayHoldCpr ? undefined : cprFault(field, value);
  if (cpr !== undefined) faultOf(faults, cpr);
  else if (!scalar.check(value)) faultOf(faults, scalarFault(field, scalar));
};

/**
 * Objects are made without the constructor: it would leave every absent optional field behind as `undefined`, which
 * facts must not hold. Values the class gives its fields (`limit = 50`) are kept.
 */
const makerOf = (described: BodyClass): (() => Record<string, unknown>) => {
  const defaults = Object.entries(new (described as new () => object)()).filter(([, value]) => value !== undefined);
  function Read(this: Record<string, unknown>): void {
    for (const [name, value] of defaults) this[name] = value;
  }
  Read.prototype = described.prototype as object;
  const Made = Read as unknown as new () => Record<string, unknown>;
  return () => new Made();
};

const rulesOf = (described: BodyClass): { fields: ReadonlyMap<string, FieldRule>; extras: readonly Extra[] } => {
  const storage = getMetadataStorage();
  const fields = new Map<string, FieldRule>();
  const extras: Extra[] = [];
  for (const metadata of storage.getTargetValidationMetadatas(described, '', false, false)) {
    const rule = (metadata.context as { [FIELD_RULE]?: FieldRule } | undefined)?.[FIELD_RULE];
    if (rule) {
      fields.set(metadata.propertyName, rule);
      continue;
    }
    // Another class-validator decorator beside a field of ours: a rule between fields, run when each field is right.
    for (const { instance } of storage.getTargetValidatorConstraints(metadata.constraintCls)) {
      const about = (value: unknown, object: object): ValidationArguments => ({
        value,
        constraints: metadata.constraints,
        targetName: described.name,
        object,
        property: metadata.propertyName,
      });
      extras.push({
        name: metadata.propertyName,
        check: (value, whole) => instance.validate(value, about(value, whole)) === true,
        code: metadata.name ?? 'INVALID',
        message: typeof metadata.message === 'string' ? metadata.message : `${metadata.propertyName} is not valid`,
      });
    }
  }
  if (fields.size === 0 && extras.length > 0)
    throw new TypeError(`${described.name} has rules, but no field of http/fields.ts`);
  return { fields, extras };
};
