import fc from 'fast-check';
import { canonicalJson, contentHash, sha256 } from '../../src/kernel/canonical-json';

describe('Canonical JSON (RFC 8785)', () => {
  it('sorts keys by code units and leaves no white space', () =>
    expect(canonicalJson({ b: [1, 2.5, 1e21], a: { æ: 'ø', z: null }, 'A"': true })).toBe(
      '{"A\\"":true,"a":{"z":null,"æ":"ø"},"b":[1,2.5,1e+21]}',
    ));

  it('is the same whatever the order of the keys, and reads back as the same value', () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    ));

  it('refuses what JSON cannot hold', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1, [undefined]])
      expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('gives one hash for one content', () => {
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(contentHash({ a: 1, b: 2 })).toBe(contentHash({ b: 2, a: 1 }));
    expect(contentHash({ a: 1 })).not.toBe(contentHash({ a: 2 }));
  });
});
