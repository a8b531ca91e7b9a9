import { hash } from 'node:crypto';

/**
 * Canonical JSON (RFC 8785): the same value gives the same bytes everywhere, so that two parties sign one hash. Keys
 * are sorted by UTF-16 code units, numbers as ECMAScript writes them, no white space.
 * @throws TypeError for what JSON cannot hold: undefined in arrays, functions, bigint, NaN, infinities.
 */
export const canonicalJson = (value: unknown): string => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('Canonical JSON has no NaN and no infinity');
    return JSON.stringify(value);
  }
  // The text grows as it comes: lists of parts for each object take half as long again.
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += text === '' ? canonicalJson(item) : `,${canonicalJson(item)}`;
    return `[${text}]`;
  }
  if (typeof value !== 'object') throw new TypeError(`Canonical JSON has no ${typeof value}`);
  const fields = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(fields).sort()) {
    const field = fields[name];
    if (field !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(field)}`;
  }
  return `{${text}}`;
};

/** SHA-256 as 64 lower-case hexadecimal digits. */
export const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** What two parties sign: SHA-256 of the canonical JSON. */
export const contentHash = (value: unknown): string => sha256(canonicalJson(value));
