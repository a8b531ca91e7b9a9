import fc from 'fast-check';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- schemas are looked into freely
type Schema = any;

/** Texts that have hurt somebody’s server before. */
export const HOSTILE_TEXTS: readonly string[] = [
  "' OR 1=1 --",
  "'; DROP TABLE placements; --",
  '"',
  '`',
  '%',
  '_',
  '\u0000',
  '../../../../etc/passwd',
  '..\\..\\windows',
  '<script>alert(1)</script>',
  '${7*7}',
  '{{7*7}}',
  '\ud800',
  '\u202e',
  '\uffff',
  '\r\nSet-Cookie: x=1',
  'NaN',
  'undefined',
  'null',
  '__proto__',
  'constructor',
  'toString',
  '-1',
  '0',
  '1e999',
  '0x10',
  '2020-02-30',
  '9999-12-31',
  '0000-00-00',
  '-271821-04-20',
  '2020-13',
  ' ',
  '',
  'æøåÆØÅ',
  '🏠'.repeat(50),
  'a'.repeat(150),
];

const hostileText = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: 'binary', maxLength: 60 }));

const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(null, true, [], {}, [[]], [null], 0, -0, -1, 1.5, 2 ** 53, -(2 ** 53), 1e308, 5e-324),
  fc.constantFrom<unknown>('x'.repeat(20_000), Array(5_000).fill(0), { a: { b: { c: {} } } }),
  fc.jsonValue({ maxDepth: 4 }),
);

/** Values such as a schema of the API’s document allows, as far as form goes. */
export const valueOf = (schema: Schema, document: Schema): fc.Arbitrary<unknown> => {
  if (schema.$ref) return valueOf(document.components.schemas[schema.$ref.split('/').at(-1)], document);
  if (schema.allOf) return valueOf(schema.allOf[0], document);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const [type] = [schema.type].flat();
  if (type === 'object') return objectOf(schema, (property) => valueOf(property, document));
  if (type === 'array')
    return fc.array(valueOf(schema.items, document), {
      minLength: schema.minItems ?? 0,
      maxLength: Math.min(Number(schema.maxItems ?? 3), Number(schema.minItems ?? 0) + 2),
    });
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer')
    return fc.integer({ min: Math.max(schema.minimum, -99), max: Math.min(schema.maximum, 9_999) });
  if (type === 'number') return fc.integer({ min: 0, max: 100 });
  if (schema.format === 'date')
    return fc.constantFrom('2020-01-01', '2020-02-29', '2019-12-31', '2021-06-15', '1999-01-01');
  if (schema.format === 'uuid') return fc.uuid({ version: 7 });
  if (schema.pattern) return textOf(schema.pattern);
  return fc.string({ minLength: 1, maxLength: Math.min(schema.maxLength ?? 20, 20) });
};

/** Lookarounds cannot be made up, only checked. */
const textOf = (pattern: string): fc.Arbitrary<string> => {
  const plain = pattern.replace(/^\^\(\?!(?:[^()]|\([^()]*\))*\)/, '^');
  const form = new RegExp(pattern);
  return fc.stringMatching(new RegExp(plain)).filter((text) => form.test(text));
};

const objectOf = (
  schema: Schema,
  each: (property: Schema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<Record<string, unknown>> => {
  const properties = Object.entries<Schema>(schema.properties ?? {}).map(([name, property]) => [name, each(property)]);
  return fc.record(Object.fromEntries(properties) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: schema.required ?? [],
  });
};

/**
 * Bodies for a schema: right ones with one field spoilt, left out or added, or nothing like it at all. Some are right by
 * chance; then the answer is any but a fault.
 */
export const bodiesOf = (schema: Schema, document: Schema): fc.Arbitrary<unknown> => {
  const described = document.components.schemas[schema.$ref.split('/').at(-1)];
  const names = Object.keys(described.properties ?? {});
  const right = valueOf(schema, document) as fc.Arbitrary<Record<string, unknown>>;
  const name = names.length > 0 ? fc.constantFrom(...names) : fc.constant('x');
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc.tuple(right, name, hostileValue).map(([body, field, value]) => ({ ...body, [field]: value })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(right, name).map(([{ ...body }, field]) => (Reflect.deleteProperty(body, field), body)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(right, hostileText, hostileValue)
        .map(([body, field, value]) => ({ ...body, [field]: value })),
    },
    { weight: 1, arbitrary: hostileValue },
    { weight: 2, arbitrary: right },
  );
};

export const hostileTexts = hostileText;
