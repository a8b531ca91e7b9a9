import { randomUUIDv7 as newId } from 'node:crypto';
import type { MasterKeys } from '../../../src/platform/vault/master-keys';
import { MasterKeys as Masters } from '../../../src/platform/vault/master-keys';
import { newKey } from '../../../src/platform/vault/sealing';
import { Vault } from '../../../src/platform/vault/vault';
import type { VaultStore } from '../../../src/platform/vault/vault-store';

export interface VaultUnderTest {
  /** Opens a store on the same place each time; a new place for each test. */
  open(): Promise<VaultStore>;
}

const NOW = '2020-01-02T08:00:00.000Z';
const details = { name: 'Opdigtet Borger', cpr: '3112575001', note: 'æøå 🏠 '.repeat(50) };
const cpr = (text = details.cpr, scope = '751') => ({ name: 'cpr', scope, text });

export const masters = (...keys: readonly Buffer[]): MasterKeys =>
  Masters.from((keys.length > 0 ? keys : [newKey()]).map((key) => key.toString('base64')).join('\n'));

/** What the vault promises, whatever keeps its bytes. */
export const describeVault = (title: string, prepare: () => Promise<VaultUnderTest>): void => {
  describe(title, () => {
    let under: VaultUnderTest;
    let vault: Vault;
    let keys: MasterKeys;
    beforeEach(async () => {
      under = await prepare();
      keys = masters();
      vault = await Vault.open(await under.open(), keys);
    });
    afterEach(() => vault.close());

    const kept = async (subject = newId(), edition = newId(), text = details.cpr) => {
      const given = { ...details, cpr: text };
      const outcome = await vault.keep({ subject, edition, details: given, indexed: [cpr(text)], keptAt: NOW });
      return { subject, edition, outcome };
    };

    it('gives back what it was given, field by field', async () => {
      const { subject, edition } = await kept();
      expect(await vault.open(subject, edition, ['cpr', 'name', 'note'])).toEqual(details);
      expect(await vault.open(subject, edition, ['name', 'address'])).toEqual({ name: details.name });
      expect(await vault.open(subject, newId(), ['name'])).toEqual({});
      expect(await vault.open(newId(), edition, ['name'])).toEqual({});
    });

    it('has it after it was closed and opened with the same master key, and opens with no other', async () => {
      const { subject, edition } = await kept();
      await vault.close();
      await expect(Vault.open(await under.open(), masters())).rejects.toThrow(/master key/);
      vault = await Vault.open(await under.open(), keys);
      expect(await vault.open(subject, edition, ['name'])).toEqual({ name: details.name });
    });

    it('keeps editions beside each other until one counts', async () => {
      const { subject, edition: first } = await kept();
      const { edition: second } = await kept(subject);
      expect(await vault.open(subject, first, ['name'])).toEqual({ name: details.name });
      await vault.keepOnly(subject, second);
      expect(await vault.open(subject, first, ['name'])).toEqual({});
      expect(await vault.open(subject, second, ['name'])).toEqual({ name: details.name });
      expect((await vault.editions()).map(({ edition }) => edition)).toEqual([second]);
      expect(await vault.find(cpr())).toBe(subject);
    });

    it('forgets an edition that came to nothing, with its index and, when it was the only one, its key', async () => {
      const { subject, edition: first } = await kept();
      const { edition: second } = await kept(subject, newId(), '3112575002');
      await vault.discard(subject, second);
      expect(await vault.find(cpr('3112575002'))).toBeUndefined();
      expect(await vault.find(cpr())).toBe(subject);
      await vault.discard(subject, first);
      expect(await vault.holds(subject)).toBe(false);
      // It was not destroyed, so it may come again.
      expect((await kept(subject)).outcome).toEqual({ outcome: 'kept' });
    });

    it('finds by the whole text within the scope only, and lets no two subjects share it', async () => {
      const { subject } = await kept();
      expect(await vault.find(cpr())).toBe(subject);
      expect(await vault.find(cpr(details.cpr, '740'))).toBeUndefined();
      expect(await vault.find(cpr('3112575'))).toBeUndefined();
      const { outcome, subject: other } = await kept();
      expect(outcome).toEqual({ outcome: 'taken', by: subject });
      expect(await vault.holds(other)).toBe(false);
    });

    it('destroys for good: nothing opens, nothing is found, nothing is taken again', async () => {
      const { subject, edition } = await kept();
      const { subject: other } = await kept(undefined, undefined, '3112575002');
      expect(await vault.destroy(subject)).toBe(true);
      expect(await vault.destroy(subject)).toBe(false);
      expect(await vault.open(subject, edition, ['name', 'cpr', 'note'])).toEqual({});
      expect(await vault.find(cpr())).toBeUndefined();
      expect((await kept(subject)).outcome).toEqual({ outcome: 'destroyed' });
      expect(await vault.holds(other)).toBe(true);
      // The number is free for a new registration under another reference.
      expect((await kept()).outcome).toEqual({ outcome: 'kept' });
    });

    it('takes a destruction before it was kept as destroyed, too', async () => {
      const subject = newId();
      expect(await vault.destroy(subject)).toBe(false);
      expect((await kept(subject)).outcome).toEqual({ outcome: 'destroyed' });
    });

    it('does not open a field that was moved to another citizen, edition or name', async () => {
      const one = await kept();
      const two = await kept(undefined, undefined, '3112575002');
      const store = await under.open();
      const fields = await store.read(one.subject, one.edition, ['name', 'note']);
      const moved = fields.map(({ field, sealed }) => ({ field: field === 'name' ? 'note' : 'name', sealed }));
      await store.write({ ...one, fields: moved, indexed: [], keptAt: NOW });
      await store.write({ ...two, fields, indexed: [], keptAt: NOW });
      await store.close();
      await expect(vault.open(one.subject, one.edition, ['name'])).rejects.toThrow(/cannot be opened/);
      await expect(vault.open(two.subject, two.edition, ['name'])).rejects.toThrow(/cannot be opened/);
    });

    it('of many at once lets one have the number, and keeps nothing of the others', async () => {
      const outcomes = await Promise.all(Array.from({ length: 12 }, () => kept()));
      const winners = outcomes.filter(({ outcome }) => outcome.outcome === 'kept');
      expect(winners).toHaveLength(1);
      expect(outcomes.filter(({ outcome }) => outcome.outcome === 'taken')).toHaveLength(11);
      expect((await vault.editions()).map(({ subject }) => subject)).toEqual(winners.map(({ subject }) => subject));
    });

    it('wraps every key anew, in steps that may be broken off, and then needs the old master key no more', async () => {
      const subjects = await Promise.all(
        Array.from({ length: 20 }, (_, at) => kept(undefined, undefined, `31125750${String(at).padStart(2, '0')}`)),
      );
      const gone = subjects.pop()!;
      await vault.destroy(gone.subject);
      await vault.close();
      const [old, young] = [newKey(), newKey()];
      // The vault of this test was made with a key of its own: moved to `old` first, then to `young`.
      vault = await Vault.open(await under.open(), joined(old, keys));
      expect(await vault.rotate()).toBe(20);
      await vault.close();
      const both = masters(young, old);
      const store = await under.open();
      const some = (await store.keysNotBy(both.current, 7)).map(({ owner, ...wrapped }) => ({
        owner,
        ...both.wrap(owner, both.unwrap(owner, wrapped)),
      }));
      await store.rewrap(some);
      await store.close();
      // Half way, both are needed.
      vault = await Vault.open(await under.open(), both);
      expect([...(await vault.keysByMaster()).values()].reduce((sum, keys) => sum + keys, 0)).toBe(20);
      expect((await vault.keysByMaster()).size).toBe(2);
      for (const { subject, edition } of subjects)
        expect(await vault.open(subject, edition, ['name'])).toEqual({ name: details.name });
      expect(await vault.rotate()).toBe(13);
      expect(await vault.rotate()).toBe(0);
      await vault.close();
      vault = await Vault.open(await under.open(), masters(young));
      for (const { subject, edition } of subjects)
        expect(await vault.open(subject, edition, ['name'])).toEqual({ name: details.name });
      expect((await kept(gone.subject)).outcome).toEqual({ outcome: 'destroyed' });
    });
  });
};

/** A ring that wraps by a new key and opens what another ring wrapped. */
const joined = (newest: Buffer, older: MasterKeys): MasterKeys => {
  const first = masters(newest);
  return {
    current: first.current,
    fingerprints: [...first.fingerprints, ...older.fingerprints],
    wrap: (owner: string, key: Uint8Array) => first.wrap(owner, key),
    unwrap: (owner: string, kept: Parameters<MasterKeys['unwrap']>[1]) =>
      (kept.master === first.current ? first : older).unwrap(owner, kept),
  } as unknown as MasterKeys;
};
