import { ErrorType } from '@eventstore/db-client';
import { InvalidAppend, StoreUnavailable, type UnavailableReason } from './event-store';

/** The server has not answered in time; what was asked may have been done all the same. */
export class NoAnswer extends Error {
  constructor(ms: number) {
    super(`no answer within ${ms} ms`);
  }
}

/** Waits for an answer no longer than that. What comes later is let go. */
export const bounded = async <T>(answer: Promise<T>, ms: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(ms)), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** The client's own name of an error; undefined for a raw gRPC error and everything else. */
const typeOf = (error: unknown): unknown => (error as { type?: unknown } | null)?.type;

export const isWrongRevision = (error: unknown): boolean => typeOf(error) === ErrorType.WRONG_EXPECTED_VERSION;
export const isNoStream = (error: unknown): boolean => typeOf(error) === ErrorType.STREAM_NOT_FOUND;

/** gRPC's status of a position at which no record begins. */
const INVALID_ARGUMENT = 3;
export const isNoRecord = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === INVALID_ARGUMENT;

/** What asking again does not mend. */
const FINAL: Readonly<Record<string, readonly [UnavailableReason, string]>> = {
  [ErrorType.ACCESS_DENIED]: ['unreachable', 'denies access: see the name and password in PLADSBOG_STORE'],
  [ErrorType.STREAM_DELETED]: ['corrupt', 'says that a stream of the ledger has been deleted'],
};

/** @throws InvalidAppend or StoreUnavailable when asking again would not help. */
export const throwWhenFinal = (error: unknown): void => {
  if (error instanceof StoreUnavailable || error instanceof InvalidAppend) throw error;
  const type = typeOf(error);
  if (type === ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED)
    throw new InvalidAppend('The append is larger than the server allows');
  const known = typeof type === 'string' ? FINAL[type] : undefined;
  if (known !== undefined) throw new StoreUnavailable(known[0], `The event store ${known[1]}`, { cause: error });
};

/**
 * The one answer for a server that is down, dies in mid-call, does not answer, or is not the leader: raw gRPC errors
 * (codes 14, 1, 4) and the client's own look all alike from above.
 */
export const unreachable = (error: unknown): StoreUnavailable => {
  if (error instanceof StoreUnavailable) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StoreUnavailable('unreachable', `The event store cannot be reached (${message})`, { cause: error });
};
