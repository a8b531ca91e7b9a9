import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type AsyncContext, CommandBus, type ICommand } from '@nestjs/cqrs';
import { Refused } from '../commands/refusals';
import { InvalidAppend, StoreUnavailable } from '../event-store/event-store';
import { diskTrouble } from '../files/disk-trouble';
import { Tally } from './tally';

/** Milliseconds. An append waits for a disk or a cluster, a request also for what it reads and decides. */
const APPEND_BOUNDS_MS = [0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 1_000, 5_000] as const;
const REQUEST_BOUNDS_MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000] as const;
const COMMAND_BOUNDS_MS = [0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 1_000, 5_000] as const;

/** What became of a command, beside the code of its refusal. */
export const ACCEPTED = 'accepted';
export const UNAVAILABLE = 'unavailable';
export const FAULT = 'fault';

/** What is counted while the product works. Plain numbers; `Metrics` makes text of them when it is asked. */
export class Meters {
  readonly append = new Tally(APPEND_BOUNDS_MS);
  /** Appends that found the stream elsewhere, because another writer came first. */
  appendConflicts = 0;
  /** Appends whose outcome could not be had, by the store's reason. */
  readonly appendFailures = new Map<string, number>();
  /** By command name, then by outcome. */
  readonly commands = new Map<string, Map<string, Tally>>();
  /** By method and route pattern, then by status. */
  readonly requests = new Map<string, Map<number, Tally>>();

  appendFailed(failure: unknown): void {
    const reason = failure instanceof StoreUnavailable ? failure.reason : 'fault';
    this.appendFailures.set(reason, (this.appendFailures.get(reason) ?? 0) + 1);
  }

  commandEnded(name: string, outcome: string, ms: number): void {
    tallyOf(this.commands, name, outcome, COMMAND_BOUNDS_MS).add(ms);
  }

  /** @param route `GET /api/v1/offerings/:id`. */
  requestEnded(route: string, status: number, ms: number): void {
    tallyOf(this.requests, route, status, REQUEST_BOUNDS_MS).add(ms);
  }
}

const tallyOf = <K>(tallies: Map<string, Map<K, Tally>>, name: string, key: K, bounds: readonly number[]): Tally => {
  let named = tallies.get(name);
  if (named === undefined) tallies.set(name, (named = new Map<K, Tally>()));
  let tally = named.get(key);
  if (tally === undefined) named.set(key, (tally = new Tally(bounds)));
  return tally;
};

/** Refusals are told apart by their code; a catalogue holds them all, so there are not many. */
const outcomeOf = (failure: unknown): string => {
  if (failure instanceof Refused) return failure.rejection.code;
  if (failure instanceof InvalidAppend) return 'TOO_MUCH_AT_ONCE';
  if (failure instanceof StoreUnavailable || diskTrouble(failure) !== undefined) return UNAVAILABLE;
  // A problem of the edge that a handler throws; told by its shape, because commands know nothing of HTTP.
  const { code, status } = failure as { code?: unknown; status?: unknown };
  return typeof code === 'string' && typeof status === 'number' && status < 500 ? code : FAULT;
};

/** Counts every command at the one place all of them pass, whoever asks: a request, a policy, a job. */
@Injectable()
export class CommandMeter implements OnApplicationBootstrap {
  constructor(
    private readonly bus: CommandBus,
    private readonly meters: Meters,
  ) {}

  onApplicationBootstrap(): void {
    const { bus, meters } = this;
    const execute = bus.execute.bind(bus);
    bus.execute = <T extends ICommand, R>(command: T, context?: AsyncContext): Promise<R> => {
      const { name } = command.constructor;
      const begun = performance.now();
      const answer = execute<T, R>(command, context);
      // Beside the answer, not in its way: the caller gets the very promise of the handler.
      answer.then(
        () => meters.commandEnded(name, ACCEPTED, performance.now() - begun),
        (failure: unknown) => meters.commandEnded(name, outcomeOf(failure), performance.now() - begun),
      );
      return answer;
    };
  }
}
