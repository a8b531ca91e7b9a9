import { setTimeout as sleep } from 'node:timers/promises';
import type { EventData, ResolvedEvent } from '@eventstore/db-client';
import { NO_STREAM } from '../../kernel/event';
import { StoreUnavailable, WrongExpectedRevision, type Revision } from './event-store';
import type { ServerCalls, Timing } from './eventstoredb.calls';
import { isWrongRevision, throwWhenFinal, unreachable } from './eventstoredb.errors';

/** One append, with the stream's name as the server has it. */
export interface ServerAppend {
  readonly stream: string;
  readonly expected: Revision;
  readonly events: readonly EventData[];
}

/** How the stream stands after an attempt. */
type Standing = { readonly written: ResolvedEvent } | { readonly actual: Revision };

/**
 * Appends and learns what became of it. The server's answer tells neither when the event was recorded nor, in all of its
 * versions, where; it may be lost after the write, and a refusal for a wrong revision has been seen after the write too.
 * So the stream itself is asked: events with our ids at the revisions after the expected one are ours. When they are
 * not there and nobody else's either, the append is sent again, which is safe because it carries the same ids and the
 * same expected revision.
 * @returns the last event as the server has it.
 * @throws WrongExpectedRevision, InvalidAppend; StoreUnavailable 'unreachable' when the outcome is not known in time.
 */
export const appendSurely = async (
  calls: ServerCalls,
  append: ServerAppend,
  { appendMs, retryMs }: Timing,
): Promise<ResolvedEvent> => {
  const until = performance.now() + appendMs;
  for (let delayMs = retryMs.first; ; delayMs *= 2) {
    let trouble = await failureOf(() => calls.append(append.stream, append.expected, append.events));
    try {
      const standing = await standingOf(calls, append, trouble === undefined);
      if ('written' in standing) return standing.written;
      const { actual } = standing;
      // Beyond the expected revision, our events can never come in; before it, only a server that has said so is sure.
      if (actual > append.expected || (actual < append.expected && isWrongRevision(trouble)))
        throw new WrongExpectedRevision(append.stream, append.expected, actual);
    } catch (error) {
      if (error instanceof WrongExpectedRevision) throw error;
      throwWhenFinal(error);
      trouble ??= error;
    }
    if (performance.now() + delayMs >= until) throw unknownOutcome(append, trouble);
    await sleep(delayMs);
  }
};

/** @returns what went wrong and may be tried again. @throws what asking again does not mend. */
const failureOf = async (attempt: () => Promise<void>): Promise<unknown> => {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    throwWhenFinal(error);
    return error;
  }
};

/** @param acknowledged the server has said that it is written, so only the last event is looked at. */
const standingOf = async (
  calls: ServerCalls,
  { stream, expected, events }: ServerAppend,
  acknowledged: boolean,
): Promise<Standing> => {
  const count = events.length;
  const found = acknowledged
    ? await calls.streamEvents(stream, 1, { from: expected + count })
    : await calls.streamEvents(stream, count, { from: expected + 1 });
  const sought = acknowledged ? events.slice(-1) : events;
  const last = found.at(-1);
  if (last !== undefined && sought.every(({ id }, at) => found[at]?.event?.id === id)) return { written: last };
  const [newest] = await calls.streamEvents(stream, 1, { backwards: true });
  return { actual: newest?.event === undefined ? NO_STREAM : Number(newest.event.revision) };
};

const unknownOutcome = ({ stream }: ServerAppend, trouble: unknown): StoreUnavailable => {
  const { message } = unreachable(trouble);
  return new StoreUnavailable('unreachable', `Whether ${stream} was written is not known: ${message}`, {
    cause: trouble,
  });
};
