import type { Key } from './table-shape';

/** Beginnings of keys whose greatest end is remembered; a table with more of them is looked up as before. */
const BEGINNINGS_MAX = 1_000;

/** In these characters a text compares the same here and in SQLite, whatever it is compared with. */
const ASCII = /^[\x20-\x7e]*$/;

/**
 * Most rows are new, and most new keys (positions, UUIDv7) are greater than every key before them. Such a key need not be
 * looked up to know that its row is not there. What is remembered may only be too great, never too small.
 */
export class GreatestKeys {
  private readonly ends = new Map<string, string | number | undefined>();

  /** @param read the greatest last column among the stored keys that begin with these columns. */
  constructor(private readonly read: (beginning: Key) => string | number | undefined) {}

  /** Whether the key is greater than every key with the same beginning, stored or added. False when it cannot be told. */
  isBeyond(key: Key): boolean {
    const end = key.at(-1);
    if (typeof end === 'string' && !ASCII.test(end)) return false;
    const greatest = this.endOf(key);
    return greatest === undefined || (end !== undefined && typeof end === typeof greatest && end > greatest);
  }

  /** Takes in a key that is about to be stored. */
  add(key: Key): void {
    const end = key.at(-1);
    const greatest = this.endOf(key);
    if (end !== undefined && (greatest === undefined || end > greatest)) this.ends.set(beginningOf(key), end);
  }

  private endOf(key: Key): string | number | undefined {
    const beginning = beginningOf(key);
    if (this.ends.has(beginning)) return this.ends.get(beginning);
    if (this.ends.size >= BEGINNINGS_MAX) this.ends.clear();
    const end = this.read(key.slice(0, -1));
    this.ends.set(beginning, end);
    return end;
  }
}

const beginningOf = (key: Key): string => (key.length === 1 ? '' : key.slice(0, -1).join('\u0000'));
