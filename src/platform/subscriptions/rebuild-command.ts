import type { AnyProjection } from '../../kernel/projection';
import type { EventStore } from '../event-store/event-store';
import { StoreUnavailable } from '../event-store/event-store';
import { PLATFORM_PROJECTIONS } from './read-store';
import { certified, rebuild } from './rebuild';

export interface RebuildCommand {
  /** Opens the log with its lock, so that no application serves the read models meanwhile. */
  readonly openStore: () => EventStore | Promise<EventStore>;
  readonly dataFolder: string;
  /** The application's; the platform's own are added. */
  readonly projections: readonly AnyProjection[];
  /** Names of read models; none means all. */
  readonly names: readonly string[];
  readonly print: (text: string) => unknown;
}

const BAR_WIDTH = 40;
/** Milliseconds between two pictures of the bar. */
const BAR_INTERVAL_MS = 100;

/**
 * Builds the named read models anew, or all, with a bar to look at and each one's digest at the end.
 * @returns the exit code: 0 done, 1 it did not work, 2 asked wrongly.
 */
export const runRebuild = async (command: RebuildCommand): Promise<number> => {
  const { dataFolder, names, print } = command;
  const all = [...PLATFORM_PROJECTIONS, ...command.projections];
  const unknown = names.filter((name) => !all.some((projection) => projection.name === name));
  if (unknown.length > 0) {
    print(`There is no read model ${unknown.join(', ')}. There are:\n${all.map(({ name }) => `  ${name}\n`).join('')}`);
    return 2;
  }
  const chosen = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
  let store: EventStore | undefined;
  try {
    store = await command.openStore();
    const rebuilt = await rebuild(store, dataFolder, chosen, { onProgress: progressBar(print) });
    print('\n');
    for (const { projection, version, position, rows, digest } of await certified(rebuilt)) {
      print(`${digest}  ${projection} v${version}, ${rows} rows at position ${position}\n`);
    }
    return 0;
  } catch (failure) {
    const locked = failure instanceof StoreUnavailable && failure.reason === 'locked';
    const message = failure instanceof Error ? failure.message : String(failure);
    print(
      locked ? `The ledger is in use: stop Pladsbog first. (${message})\n` : `\nNothing was replaced: ${message}\n`,
    );
    return 1;
  } finally {
    await store?.close();
  }
};

const progressBar = (print: (text: string) => unknown): ((progress: { position: number; upTo: number }) => void) => {
  let shown = 0;
  return ({ position, upTo }) => {
    const now = performance.now();
    if (position < upTo && now - shown < BAR_INTERVAL_MS) return;
    shown = now;
    const part = upTo === 0 ? 1 : position / upTo;
    const done = Math.round(part * BAR_WIDTH);
    const percent = String(Math.floor(part * 100)).padStart(3);
    print(`\r[${'█'.repeat(done)}${'·'.repeat(BAR_WIDTH - done)}] ${percent} %`);
  };
};
