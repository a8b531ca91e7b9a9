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

  it('is a tree of versions, each of which holds what it held, in whatever order they are asked', () => {
    const step = fc.record({ from: fc.nat(), key: fc.constantFrom('a', 'b', 'c', 'd'), value: fc.integer() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.array(fc.nat(), { maxLength: 60 }), (steps, asked) => {
        const versions = [{ map: new Map<string, number>(), frozen: FrozenMap.empty<number>() }];
        for (const { from, key, value } of steps) {
          const { map, frozen } = versions[from % versions.length]!;
          versions.push({ map: new Map(map).set(key, value), frozen: frozen.with(key, value) });
        }
        for (const at of asked) {
          const { map, frozen } = versions[at % versions.length]!;
          expect(frozen.size).toBe(map.size);
          for (const key of 'abcd') expect(frozen.get(key)).toBe(map.get(key));
          expect(frozen.values()).toEqual([...map.values()]);
        }
      }),
    );
  });

  it('keeps a key that was put in with nothing under it', () => {
    const before = FrozenMap.empty<number | undefined>().with('a', undefined);
    const after = before.with('a', 1);
    expect([before.get('a'), before.size, after.get('a'), after.size]).toEqual([undefined, 1, 1, 1]);
    expect(before.with('b', 2).size).toBe(2);
  });
});
