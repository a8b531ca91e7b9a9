import { hash } from 'node:crypto';

/**
 * The Merkle tree of RFC 6962 (unchanged in RFC 9162): a leaf is hashed behind a byte 0, a node behind a byte 1, and a tree
 * of n leaves is split at the largest power of two below n. Leaves are counted from 0.
 */

/** SHA-256, 32 bytes. */
export type Hash = Buffer;

export const HASH_BYTES = 32;
const NODE_BYTES = 1 + 2 * HASH_BYTES;

/** Root of the tree without leaves. */
export const EMPTY_ROOT: Hash = hash('sha256', '', 'buffer');

/** Of the leaf's text in UTF-8. */
export const leafHash = (leaf: string): Hash => hash('sha256', `\u0000${leaf}`, 'buffer');

const pair = Buffer.alloc(NODE_BYTES, 1);

export const nodeHash = (left: Hash, right: Hash): Hash => {
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return hash('sha256', pair, 'buffer');
};

/** Hashes of finished subtrees: the one over the leaves from `index · 2^level`, `2^level` of them. */
export interface Subtrees {
  subtree(level: number, index: number): Hash;
}

/** Root of the tree over the first `size` leaves. */
export const rootOf = (tree: Subtrees, size: number): Hash => (size === 0 ? EMPTY_ROOT : rangeRoot(tree, 0, size));

/** Proves that leaf `index` is in the tree of `size` leaves: the hashes beside its way up, the lowest first. */
export const inclusionPath = (tree: Subtrees, index: number, size: number): readonly Hash[] => {
  const path: Hash[] = [];
  let [first, end] = [0, size];
  while (end - first > 1) {
    const middle = first + splitOf(end - first);
    if (index < middle) {
      path.push(rangeRoot(tree, middle, end));
      end = middle;
    } else {
      path.push(rangeRoot(tree, first, middle));
      first = middle;
    }
  }
  return path.reverse();
};

/** Proves that the tree of `from` leaves is the beginning of the tree of `to` leaves, with 0 < from ≤ to. */
export const consistencyPath = (tree: Subtrees, from: number, to: number): readonly Hash[] => {
  const path: Hash[] = [];
  let [first, end, whole] = [0, to, true];
  while (from !== end) {
    const middle = first + splitOf(end - first);
    if (from <= middle) {
      path.push(rangeRoot(tree, middle, end));
      end = middle;
    } else {
      path.push(rangeRoot(tree, first, middle));
      first = middle;
      whole = false;
    }
  }
  if (!whole) path.push(rangeRoot(tree, first, end));
  return path.reverse();
};

/** Whether the path leads from the leaf to the root (RFC 9162, 2.1.3.2). */
export const inclusionHolds = (leaf: Hash, index: number, size: number, path: readonly Hash[], root: Hash): boolean => {
  if (index < 0 || index >= size) return false;
  let [at, last, computed] = [index, size - 1, leaf];
  for (const beside of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      computed = nodeHash(beside, computed);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else computed = nodeHash(computed, beside);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && computed.equals(root);
};

/** Whether the path shows the one tree to be the beginning of the other (RFC 9162, 2.1.4.2). */
export const consistencyHolds = (
  { size: from, root: fromRoot }: TreeHead,
  { size: to, root: toRoot }: TreeHead,
  path: readonly Hash[],
): boolean => {
  if (from === to) return path.length === 0 && fromRoot.equals(toRoot);
  if (from < 1 || from > to) return false;
  const [first, ...rest] = Number.isInteger(Math.log2(from)) ? [fromRoot, ...path] : path;
  if (first === undefined) return false;
  let [at, last] = [from - 1, to - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let [older, newer] = [first, first];
  for (const beside of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      older = nodeHash(beside, older);
      newer = nodeHash(beside, newer);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else newer = nodeHash(newer, beside);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && older.equals(fromRoot) && newer.equals(toRoot);
};

/** A finished subtree: over 2^level leaves, the index-th of its kind. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** The largest finished subtrees that hold the leaves from `first` to before `end` between them, in order. */
export const subtreesBetween = (first: number, end: number): readonly Subtree[] => {
  const found: Subtree[] = [];
  for (let at = first; at < end;) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level += 1;
    found.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return found;
};

export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

/** The root of leaves as they come, in as much memory as the tree is high. */
export class GrowingRoot {
  size = 0;
  /** Of finished subtrees, the largest first. */
  private readonly finished: Hash[] = [];

  add(leaf: Hash): void {
    let joined = leaf;
    for (let count = this.size; count % 2 === 1; count = half(count))
      joined = nodeHash(this.finished.pop() as Hash, joined);
    this.finished.push(joined);
    this.size += 1;
  }

  root(): Hash {
    return (
      this.finished.reduceRight<Hash | undefined>(
        (right, left) => (right === undefined ? left : nodeHash(left, right)),
        undefined,
      ) ?? EMPTY_ROOT
    );
  }
}

const half = (count: number): number => Math.floor(count / 2);

/** The largest power of two below the size. */
const splitOf = (size: number): number => 2 ** Math.ceil(Math.log2(size) - 1);

/** Root over the leaves from `first` to before `end`, where every split leaves finished subtrees to the left. */
const rangeRoot = (tree: Subtrees, first: number, end: number): Hash => {
  const size = end - first;
  const level = Math.log2(size);
  if (Number.isInteger(level)) return tree.subtree(level, first / size);
  const middle = first + splitOf(size);
  return nodeHash(rangeRoot(tree, first, middle), rangeRoot(tree, middle, end));
};
