// eslint-disable-next-line @typescript-eslint/no-explicit-any -- schemas and values are looked into freely
type Loose = any;

/** Where a JSON value is not what a schema of the API’s document says; a property nobody described counts too. */
export const misfits = (value: Loose, schema: Loose, document: Loose, at = ''): string[] => {
  if (schema.$ref) return misfits(value, document.components.schemas[schema.$ref.split('/').at(-1)], document, at);
  if (schema.allOf) return schema.allOf.flatMap((each: Loose) => misfits(value, each, document, at));
  if (schema.anyOf) {
    const tried: string[][] = schema.anyOf.map((each: Loose) => misfits(value, each, document, at));
    return tried.some((found) => found.length === 0) ? [] : (tried[0] ?? []);
  }
  const types: string[] = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => isOf(type, value)))
    return [`${at} is ${JSON.stringify(value)?.slice(0, 60)}, not ${types.join(' or ')}`];
  if (value === null) return [];
  if (schema.enum && !schema.enum.includes(value)) return [`${at} is ${value}, not one of ${schema.enum.join()}`];
  if (typeof value === 'string') return textMisfits(value, schema, at);
  if (Array.isArray(value))
    return value.flatMap((item, index) => misfits(item, schema.items ?? {}, document, `${at}[${index}]`));
  if (typeof value !== 'object') return [];
  const { properties = {}, required = [], additionalProperties } = schema;
  return [
    ...required.filter((name: string) => value[name] === undefined).map((name: string) => `${at}.${name} is missing`),
    ...Object.entries<Loose>(value).flatMap(([name, inner]) => {
      if (properties[name]) return misfits(inner, properties[name], document, `${at}.${name}`);
      if (typeof additionalProperties === 'object')
        return misfits(inner, additionalProperties, document, `${at}.${name}`);
      return schema.properties && additionalProperties !== true ? [`${at}.${name} is not described`] : [];
    }),
  ];
};

const textMisfits = (value: string, { pattern, format, maxLength }: Loose, at: string): string[] => [
  ...(pattern && !new RegExp(pattern, 'u').test(value) ? [`${at} is ${value}, not of the form ${pattern}`] : []),
  ...(format === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(value) ? [`${at} is ${value}, not a day`] : []),
  ...(format === 'uuid' && !/^[0-9a-f-]{36}$/.test(value) ? [`${at} is ${value}, not an id`] : []),
  ...(maxLength < value.length ? [`${at} is longer than ${maxLength}`] : []),
];

const isOf = (type: string, value: Loose): boolean => {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
};
