import type { status, ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { LoopbackLog, StoredEvent } from './log';
import { caughtUpMessage, checkpointMessage, confirmationMessage, eventMessage, filterOf } from './messages';

/** Events looked at between two checkpoints, where the subscriber does not say. */
const SEARCH_WINDOW = 32;

/** One subscription to all: what is there, then what comes, with checkpoints. */
export class LoopbackSubscription {
  private over = false;
  private silent = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly log: LoopbackLog,
    private readonly call: ServerWritableStream<ReadReq, ReadResp>,
    private readonly options: ReadReq.Options,
    private readonly id: string,
    private readonly leaveOut: (event: StoredEvent) => boolean,
  ) {
    const stop = (): void => this.stop();
    call.on('cancelled', stop);
    call.on('close', stop);
    call.on('drain', () => this.wake());
  }

  async run(start: number): Promise<void> {
    const wanted = filterOf(this.options);
    const filter = this.options.getFilter();
    const window =
      atLeastOne(filter?.getMax(), SEARCH_WINDOW) * atLeastOne(filter?.getCheckpointintervalmultiplier(), 1);
    const forget = this.log.listen(() => this.wake());
    this.call.write(confirmationMessage(this.id));
    let caughtUp = false;
    let looked = 0;
    for (let at = start; !this.over;) {
      const event = this.silent ? undefined : this.log.events[at];
      if (event === undefined) {
        if (!caughtUp && !this.silent) this.call.write(caughtUpMessage());
        caughtUp = true;
        await this.more(() => !this.silent && at < this.log.events.length);
        continue;
      }
      at += 1;
      looked += 1;
      if (wanted(event) && !this.leaveOut(event) && !this.call.write(eventMessage(event))) await this.more(() => false);
      if (filter !== undefined && looked % window === 0) this.call.write(checkpointMessage(event.position));
    }
    forget();
  }

  drop(code: status): void {
    this.stop();
    this.call.emit('error', { code, details: 'dropped' });
  }

  silence(): void {
    this.silent = true;
  }

  private stop(): void {
    this.over = true;
    this.wake();
  }

  /** Until there is more to look at, or the reader takes more. */
  private more(there: () => boolean): Promise<void> {
    if (there() || this.over) return Promise.resolve();
    return new Promise((resolve) => {
      this.wake = () => {
        this.wake = () => undefined;
        resolve();
      };
    });
  }
}

/** The protocol says nothing with a zero. */
const atLeastOne = (given: number | undefined, fallback: number): number =>
  given === undefined || given === 0 ? fallback : given;
