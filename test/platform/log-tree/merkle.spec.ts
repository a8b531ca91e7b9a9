import fc from 'fast-check';
import {
  consistencyHolds,
  consistencyPath,
  EMPTY_ROOT,
  GrowingRoot,
  inclusionHolds,
  inclusionPath,
  leafHash,
  nodeHash,
  rootOf,
  type Hash,
  type Subtrees,
} from '../../../src/platform/log-tree/merkle';

/** The definition of RFC 6962, 2.1, as it stands there. */
const rootByDefinition = (leaves: readonly Hash[]): Hash => {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0]!;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(rootByDefinition(leaves.slice(0, split)), rootByDefinition(leaves.slice(split)));
};

class Leaves implements Subtrees {
  constructor(private readonly leaves: readonly Hash[]) {}

  subtree(level: number, index: number): Hash {
    const wide = 2 ** level;
    return rootByDefinition(this.leaves.slice(index * wide, (index + 1) * wide));
  }
}

const leavesOf = (count: number): Hash[] => Array.from({ length: count }, (_, at) => leafHash(`leaf ${at}`));
const flipped = (hash: Hash, bit: number): Hash => {
  const copy = Buffer.from(hash);
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
};
const bit = fc.integer({ min: 0, max: 255 });
const size = fc.integer({ min: 1, max: 150 });

/** The eight leaves and roots that implementations of RFC 6962 are tried with. */
const VECTOR = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('The tree of RFC 6962', () => {
  it('has the published roots', () => {
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    // The published leaves are bytes that UTF-8 has as they are.
    const leaves = VECTOR.map((hex) => leafHash(Buffer.from(hex, 'hex').toString('utf8')));
    const tree = new Leaves(leaves);
    const growing = new GrowingRoot();
    ROOTS.forEach((root, at) => {
      growing.add(leaves[at]!);
      expect(rootOf(tree, at + 1).toString('hex')).toBe(root);
      expect(growing.root().toString('hex')).toBe(root);
    });
  });

  it('has the published proofs', () => {
    const tree = new Leaves(VECTOR.map((hex) => leafHash(Buffer.from(hex, 'hex').toString('utf8'))));
    const hex = (path: readonly Hash[]) => path.map((hash) => hash.toString('hex'));
    expect(hex(inclusionPath(tree, 5, 8))).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(hex(inclusionPath(tree, 1, 5))).toEqual([
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
    expect(hex(consistencyPath(tree, 1, 8))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(hex(consistencyPath(tree, 6, 8))).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  it('is what its definition says, at any size', () => {
    fc.assert(
      fc.property(size, (count) => {
        const leaves = leavesOf(count);
        const growing = new GrowingRoot();
        for (const leaf of leaves) growing.add(leaf);
        expect(growing.root()).toEqual(rootByDefinition(leaves));
        expect(rootOf(new Leaves(leaves), count)).toEqual(rootByDefinition(leaves));
      }),
    );
  });

  it('proves each leaf, and nothing else', () => {
    fc.assert(
      fc.property(size, fc.nat(), bit, fc.nat(), (count, any, flip, which) => {
        const index = any % count;
        const leaves = leavesOf(count);
        const root = rootByDefinition(leaves);
        const path = inclusionPath(new Leaves(leaves), index, count);
        const leaf = leaves[index]!;
        expect(inclusionHolds(leaf, index, count, path, root)).toBe(true);
        expect(inclusionHolds(flipped(leaf, flip), index, count, path, root)).toBe(false);
        expect(inclusionHolds(leaf, index, count, path, flipped(root, flip))).toBe(false);
        expect(inclusionHolds(leaf, (index + 1) % count, count, path, root)).toBe(count === 1);
        expect(inclusionHolds(leaf, index, count, [...path, leaf], root)).toBe(false);
        if (path.length === 0) return;
        const at = which % path.length;
        const wrong = path.map((hash, each) => (each === at ? flipped(hash, flip) : hash));
        expect(inclusionHolds(leaf, index, count, wrong, root)).toBe(false);
        expect(inclusionHolds(leaf, index, count, path.slice(1), root)).toBe(false);
      }),
    );
  });

  it('proves that it has only grown, and nothing else', () => {
    fc.assert(
      fc.property(size, fc.nat(), bit, fc.nat(), (to, any, flip, which) => {
        const from = (any % to) + 1;
        const leaves = leavesOf(to);
        const older = { size: from, root: rootByDefinition(leaves.slice(0, from)) };
        const newer = { size: to, root: rootByDefinition(leaves) };
        const path = consistencyPath(new Leaves(leaves), from, to);
        expect(consistencyHolds(older, newer, path)).toBe(true);
        expect(consistencyHolds({ ...older, root: flipped(older.root, flip) }, newer, path)).toBe(false);
        expect(consistencyHolds(older, { ...newer, root: flipped(newer.root, flip) }, path)).toBe(false);
        expect(consistencyHolds(older, newer, [...path, older.root])).toBe(false);
        if (path.length === 0) return;
        const at = which % path.length;
        const wrong = path.map((hash, each) => (each === at ? flipped(hash, flip) : hash));
        expect(consistencyHolds(older, newer, wrong)).toBe(false);
        expect(consistencyHolds(older, newer, path.slice(1))).toBe(false);
      }),
    );
  });
});
