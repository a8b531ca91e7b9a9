import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NO_STREAM, type Unrecorded } from '../../src/kernel/event';
import type { EventStore } from '../../src/platform/event-store/event-store';

/** The fact that benches store: with its envelope about 400 bytes of JSON. */
export const placementRequested = (number: number): Unrecorded => {
  const commandId = newId();
  return {
    id: newId(),
    type: 'PlacementRequested',
    data: {
      placementId: commandId,
      offeringId: newId(),
      buyer: '0751',
      operator: '0740',
      firstDay: '2027-01-01',
      terms: { agreementId: newId(), dayRate: 100_000 + number },
    },
    metadata: { commandId, correlationId: commandId, causationId: commandId, actor: 'user:7f3a', onBehalfOf: '0751' },
  };
};

let ids = 0;
const prefix = randomBytes(6).toString('hex');
/** UUIDv7-like: cheap to make and growing, as ids of a running system are. */
export const newId = (): string => {
  const count = (ids += 1).toString(16).padStart(8, '0');
  return `${prefix.slice(0, 8)}-${prefix.slice(8, 12)}-7${count.slice(0, 3)}-8${count.slice(3, 6)}-${count}${prefix.slice(0, 4)}`;
};

/** Streams with their revision; each belongs to one caller at a time, as placements do. */
export interface Streams {
  readonly names: string[];
  revisions: number[];
}

/** Fills a store with streams of `length` events whose appends are spread over the log, and gives the streams. */
export const fill = async (store: EventStore, events: number, length = 20): Promise<Streams> => {
  const count = Math.ceil(events / length);
  const streams: Streams = { names: Array.from({ length: count }, () => `placement-${newId()}`), revisions: [] };
  for (let filled = 0, revision: number = NO_STREAM; filled < events; revision += 4) {
    for (let first = 0; first < count; first += 256) {
      const appends = streams.names.slice(first, first + 256).map((name) =>
        store.append(
          name,
          revision,
          Array.from({ length: 4 }, (_, number) => placementRequested(number)),
        ),
      );
      await Promise.all(appends);
      filled += appends.length * 4;
    }
    streams.revisions = Array(count).fill(revision + 4) as number[];
  }
  return streams;
};

/** A folder on the same kind of disk for every variant; beside the project, as memory file systems sync for free. */
export const benchFolder = (): { path: string; remove: () => void } => {
  const path = mkdtempSync(join(__dirname, '.run-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};
