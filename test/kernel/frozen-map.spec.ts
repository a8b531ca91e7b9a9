import fc from 'fast-check';
import { FrozenMap } from '../../src/kernel/frozen-map';

describe('a frozen map', () => {
  const changes = fc.array(fc.tuple(fc.integer({ min: 0, max: 3_000 }).map(String), fc.integer()), { maxLength: 400 });

  it('holds what a Map would hold, after every change', () => {
    fc.assert(
      fc.property(changes, (entries) => {
        const map = new Map<string, number>();
        let frozen = FrozenMap.empty<number>();
        for (const [key, value] of entries) {
          map.set(key, value);
          frozen = frozen.with(key, value);
          expect([frozen.size, frozen.get(key)]).toEqual([map.size, value]);
        }
        for (const [key, value] of map) expect(frozen.get(key)).toBe(value);
        expect([...frozen.values()].sort()).toEqual([...map.values()].sort());
        expect(frozen.get('never put in')).toBeUndefined();
      }),
    );
  });

  it('stays as it was when another is made from it', () => {
    const before = FrozenMap.empty<number>().with('a', 1);
    const after = before.with('a', 2).with('b', 3);
    expect([before.get('a'), before.get('b'), before.size]).toEqual([1, undefined, 1]);
    expect([after.get('a'), after.get('b'), after.size]).toEqual([2, 3, 2]);
  });
});
