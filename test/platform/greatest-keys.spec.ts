import fc from 'fast-check';
import { GreatestKeys } from '../../src/platform/subscriptions/greatest-keys';
import type { Key } from '../../src/platform/subscriptions/table-shape';

/** Keys as SQLite keeps them: texts in the order of their bytes. */
const stored = (keys: readonly Key[]) => {
  let asked = 0;
  const bytewise = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
  const greatest = (beginning: Key): string | number | undefined => {
    asked += 1;
    const ends = keys
      .filter((key) => key.slice(0, -1).join('\u0000') === beginning.join('\u0000'))
      .map((key) => key.at(-1)!);
    return ends.sort((a, b) => (typeof a === 'number' ? a - Number(b) : bytewise(a, String(b)))).at(-1);
  };
  return { greatest, asked: () => asked };
};

describe('A key beyond all others', () => {
  const end = fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
    // Where the order of UTF-8 and that of UTF-16 part.
    fc.constantFrom('\uffee', '😀', 'a\uffee', 'a😀', 'å', 'z'),
  );
  const key = fc.tuple(fc.constantFrom('offering', 'placement'), end);

  it('is never said of a key that is there, in whatever characters it is written', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 12 }), fc.array(key, { maxLength: 12 }), key, (before, added, asked) => {
        const keys = new GreatestKeys(stored(before).greatest);
        for (const each of added) keys.add(each);
        const isThere = [...before, ...added].some((each) => each[0] === asked[0] && each[1] === asked[1]);
        if (isThere) expect(keys.isBeyond(asked)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is said of positions and ids that come in their order, after one look', () => {
    const { greatest, asked } = stored([[3], [7]]);
    const keys = new GreatestKeys(greatest);
    for (let position = 8; position < 100; position += 1) {
      expect(keys.isBeyond([position])).toBe(true);
      keys.add([position]);
      expect(keys.isBeyond([position])).toBe(false);
    }
    expect(keys.isBeyond([5])).toBe(false);
    expect(asked()).toBe(1);
  });
});
