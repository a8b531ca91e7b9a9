import { masterKeysOf, openVaultStore, type VaultSettings } from './open-vault';
import { Vault } from './vault';

export interface KeysCommand {
  readonly settings: VaultSettings;
  /** Nothing to look, `rotate` to wrap every key by the newest master key. */
  readonly asked: readonly string[];
  readonly print: (text: string) => void;
}

const USAGE =
  'Brug: npm run keys            viser, hvilke hovednøgler der er i brug\n      npm run keys -- rotate  skifter til den første hovednøgle\n';

/** May run beside the product, when that was started with the same master keys. @returns the exit code. */
export const runKeys = async ({ settings, asked, print }: KeysCommand): Promise<number> => {
  const [verb = 'status'] = asked;
  if (asked.length > 1 || (verb !== 'status' && verb !== 'rotate')) {
    print(USAGE);
    return 2;
  }
  const masters = masterKeysOf(settings, (sentence) => print(`${sentence}\n`));
  const vault = await Vault.open(await openVaultStore(settings), masters);
  try {
    if (verb === 'rotate') {
      const done = await vault.rotate((sofar) => print(`${sofar} nøgler er pakket om …\n`));
      print(`${done} nøgler blev pakket om.\n`);
    }
    const inUse = await vault.keysByMaster();
    for (const [master, keys] of inUse)
      print(`Hovednøgle ${master}${master === masters.current ? ' (gældende)' : ''}: ${keys} nøgler\n`);
    const idle = masters.fingerprints.filter((master) => master !== masters.current && !inUse.has(master));
    for (const master of idle) print(`Hovednøgle ${master} er ikke længere i brug og kan destrueres.\n`);
    return 0;
  } finally {
    await vault.close();
  }
};
