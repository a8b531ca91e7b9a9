import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { FactMetadata, Recorded, Unrecorded } from '../../../src/kernel/event';

/** A UUIDv7 that needs no clock: tests compare ids, never times in them. */
export const newId = (): string => {
  const hex = randomBytes(16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
};

export const someMetadata = (): FactMetadata => ({
  commandId: newId(),
  correlationId: newId(),
  causationId: newId(),
  actor: 'user:7f3a',
  onBehalfOf: '0751',
});

export const fact = (type = 'PlaceReserved', data: object = { place: 1 }): Unrecorded => ({
  id: newId(),
  type,
  data,
  metadata: someMetadata(),
});

export const facts = (count: number, type?: string): Unrecorded[] =>
  Array.from({ length: count }, (_, number) => fact(type, { number }));

export const newStream = (): string => `placement-${newId()}`;

/** All events of all pages, in the order they came. */
export const collected = async (pages: AsyncIterable<readonly Recorded[]>): Promise<Recorded[]> => {
  const events: Recorded[] = [];
  for await (const page of pages) events.push(...page);
  return events;
};

/** Follows until that many events have come, then aborts; fails when they do not come in time. */
export const followed = async (
  subscribe: (signal: AbortSignal) => AsyncIterable<readonly Recorded[]>,
  count: number,
  timeoutMs = 10_000,
): Promise<Recorded[]> => {
  const abort = new AbortController();
  const events: Recorded[] = [];
  const timeout = setTimeout(() => abort.abort(), timeoutMs);
  for await (const batch of subscribe(abort.signal)) {
    events.push(...batch);
    if (events.length >= count) abort.abort();
  }
  clearTimeout(timeout);
  return events;
};

export const soon = (ms = 20): Promise<void> => delay(ms);
