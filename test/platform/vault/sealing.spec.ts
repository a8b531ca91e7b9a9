import { MasterKeys, WrongMasterKeys } from '../../../src/platform/vault/master-keys';
import { blindIndex, newKey, NotSealedForThis, seal, unseal } from '../../../src/platform/vault/sealing';

const plain = Buffer.from('Opdigtet Borger, Ingen Vej 1');
const place = ['field', 'a', 'b', 'name'];

describe('A sealed value', () => {
  it('opens with its key in its place, and shows nothing before', () => {
    const key = newKey();
    const sealed = seal(key, plain, place);
    expect(unseal(key, sealed, place)).toEqual(plain);
    expect(sealed.includes(plain.subarray(0, 8))).toBe(false);
  });

  it('opens nowhere else, with no other key, and not when any bit was changed', () => {
    const key = newKey();
    const sealed = seal(key, plain, place);
    for (const other of [['field', 'ab', '', 'name'], ['field', 'a', 'b', 'note'], ['field', 'a', 'b'], []])
      expect(() => unseal(key, sealed, other)).toThrow(NotSealedForThis);
    expect(() => unseal(newKey(), sealed, place)).toThrow(NotSealedForThis);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      expect(() => unseal(key, changed, place)).toThrow(NotSealedForThis);
    }
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => unseal(key, sealed.subarray(0, length), place)).toThrow(NotSealedForThis);
  });

  it('is never sealed twice alike', () => {
    const key = newKey();
    const nonces = new Set(
      Array.from({ length: 2_000 }, () => seal(key, plain, place).subarray(1, 13).toString('hex')),
    );
    expect(nonces.size).toBe(2_000);
  });
});

describe('A blind index value', () => {
  it('is the same for the same text, and another for another text, scope, name or key', () => {
    const key = newKey();
    const value = blindIndex(key, 'cpr', '751', '0101501234');
    expect(blindIndex(key, 'cpr', '751', '0101501234')).toEqual(value);
    for (const other of [
      blindIndex(key, 'cpr', '751', '0101501235'),
      blindIndex(key, 'cpr', '740', '0101501234'),
      blindIndex(key, 'crp', '751', '0101501234'),
      blindIndex(key, 'cpr', '7510', '101501234'),
      blindIndex(newKey(), 'cpr', '751', '0101501234'),
    ])
      expect(other.equals(value)).toBe(false);
  });
});

describe('Master keys', () => {
  const text = (key = newKey()) => key.toString('base64');

  it('wrap with the first and open with any, each key for its owner only', () => {
    const [old, young, key] = [newKey(), newKey(), newKey()];
    const before = MasterKeys.from(text(old)).wrap('a', key);
    const both = MasterKeys.from(`${text(young)}\n${old.toString('hex')}\n`);
    expect(both.unwrap('a', before)).toEqual(key);
    expect(both.wrap('a', key).master).toBe(both.current);
    expect(both.current).not.toBe(before.master);
    expect(() => both.unwrap('b', before)).toThrow(NotSealedForThis);
    expect(() => MasterKeys.from(text(young)).unwrap('a', before)).toThrow(NotSealedForThis);
  });

  it.each(['', '  \n', 'kort', `${text()}x`, text(newKey().subarray(1)), 'a'.repeat(63), `${text()} no`])(
    '%j are none, and are not shown',
    (wrong) => {
      const open = () => MasterKeys.from(wrong);
      expect(open).toThrow(WrongMasterKeys);
      if (wrong.trim() !== '')
        expect(open).toThrow(expect.objectContaining({ message: expect.not.stringContaining(wrong) }));
    },
  );
});
