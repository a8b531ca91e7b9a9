import type { Position, Recorded } from '../../kernel/event';
import { Breather } from '../event-store/breather';
import { StoreUnavailable } from '../event-store/event-store';
import type { EventStore } from '../event-store/event-store';
import { LeafWriter } from './leaf';
import { GrowingRoot, leafHash } from './merkle';
import type { Hash, TreeHead } from './merkle';

const PAGE_SIZE = 100;

export interface Rereading {
  /** Sizes at which the root is wanted. */
  readonly sizes: ReadonlySet<number>;
  /** The leaf that is remembered at a place; undefined where none is. */
  readonly remembered: (index: number) => Hash | undefined;
  readonly signal: AbortSignal;
  /** Hears how many events are read, page by page. */
  readonly onRead?: (events: number) => void;
}

/** What a log says of itself when it is read from its first event. */
export interface RereadLog extends TreeHead {
  /** The roots that were asked for, as far as the log goes. */
  readonly roots: ReadonlyMap<number, Hash>;
  /** The first event that is not what is remembered of its place. */
  readonly differs?: { readonly index: number; readonly event: Recorded };
  /** What the store says of events behind the last one, which it has and cannot give. */
  readonly brokenOff?: string;
}

/** Reads the whole log again and makes its tree from nothing, in as much memory as the tree is high. */
export const rereadLog = async (
  store: Pick<EventStore, 'readAll'>,
  { sizes, remembered, signal, onRead }: Rereading,
): Promise<RereadLog> => {
  const tree = new GrowingRoot();
  const writer = new LeafWriter();
  const roots = new Map<number, Hash>();
  const breather = new Breather();
  let differs: RereadLog['differs'];
  let after: Position = 0;
  const readOn = async (pageSize: number): Promise<string | undefined> => {
    try {
      for await (const page of store.readAll({ after, pageSize, asStored: true })) {
        signal.throwIfAborted();
        for (const event of page) {
          const leaf = leafHash(writer.leafOf(event));
          if (differs === undefined && remembered(tree.size)?.equals(leaf) === false)
            differs = { index: tree.size, event };
          tree.add(leaf);
          after = event.position;
          if (sizes.has(tree.size)) roots.set(tree.size, tree.root());
        }
        onRead?.(tree.size);
        await breather.take();
      }
      return undefined;
    } catch (error) {
      if (error instanceof StoreUnavailable && error.reason === 'corrupt') return error.message;
      throw error;
    }
  };
  // A page that cannot be read hides which of its events it is.
  const brokenOff = (await readOn(PAGE_SIZE)) && (await readOn(1));
  return {
    size: tree.size,
    root: tree.root(),
    roots,
    ...(differs === undefined ? {} : { differs }),
    ...(brokenOff === undefined ? {} : { brokenOff }),
  };
};
