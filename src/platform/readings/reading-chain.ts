import { canonicalJson, sha256 } from '../../kernel/canonical-json';
import type { Reading, ReadingEntry } from './reading-log';

/** The hash before the first entry. */
export const NO_ENTRY_HASH = '0'.repeat(64);

/** An entry as it is kept: its text, and the hash that chains it to the one before. */
export interface ChainedEntry {
  readonly number: number;
  readonly entry: string;
  readonly hash: string;
}

export const chained = (
  entry: ReadingEntry,
  before: Pick<ChainedEntry, 'number' | 'hash'> | undefined,
): ChainedEntry => {
  const text = canonicalJson(entry);
  const number = (before?.number ?? 0) + 1;
  return { number, entry: text, hash: hashOf(before?.hash ?? NO_ENTRY_HASH, number, text) };
};

const hashOf = (before: string, number: number, text: string): string => sha256(`${before}\n${number}\n${text}`);

export const readingOf = ({ number, entry, hash }: ChainedEntry): Reading => ({
  number,
  ...(JSON.parse(entry) as ReadingEntry),
  hash,
});

/** The number of the first entry that does not follow from the one before; undefined when the chain is whole. */
export const firstBrokenOf = (entries: Iterable<ChainedEntry>): number | undefined => {
  let hash = NO_ENTRY_HASH;
  let number = 0;
  for (const next of entries) {
    number += 1;
    if (next.number !== number || next.hash !== hashOf(hash, number, next.entry)) return number;
    ({ hash } = next);
  }
  return undefined;
};
