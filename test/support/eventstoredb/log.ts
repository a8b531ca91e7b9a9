import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';

/** An event as the server keeps it: bytes it does not look into. */
export interface StoredEvent {
  readonly position: bigint;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Buffer;
  readonly metadata: Buffer;
  /** Ticks of 100 ns since 1970. */
  readonly created: bigint;
}

export type Proposed = Pick<StoredEvent, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;

/** `any` and the like are not used by this product. */
export type Expected = number | 'no-stream' | 'any';

export type Written = { readonly last: StoredEvent } | { readonly actual: number };

const NO_STREAM = -1;
/** Bytes of a record that are not the event's own, so that positions look like those of a log. */
const RECORD_BYTES = 180n;
const TICKS_PER_MS = 10_000n;
/** After so many events of its users the server writes one of its own, as a real one does all the time. */
const SYSTEM_EVENT_EVERY = 7;

/**
 * What an EventStoreDB node remembers: one log, and streams through it. Positions count bytes; events of the system lie
 * between those of users. With a file, each write is handed to the operating system before it is answered, so that it
 * outlives the process.
 */
export class LoopbackLog {
  readonly events: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly listeners = new Set<() => void>();
  private end = 0n;
  private sinceSystemEvent = 0;
  private readonly file: number | undefined;

  constructor(
    path?: string,
    readonly clock: () => number = Date.now,
  ) {
    if (path !== undefined && existsSync(path)) this.load(path);
    this.file = path === undefined ? undefined : openSync(path, 'a');
    if (this.events.length === 0) this.writeSystemEvent();
  }

  streamOf(stream: string): readonly StoredEvent[] {
    return this.streams.get(stream) ?? [];
  }

  /** As the server decides: ids that stand at the expected places already are the same append once more. */
  append(stream: string, expected: Expected, proposed: readonly Proposed[]): Written {
    const events = this.streams.get(stream) ?? [];
    const actual = events.length - 1;
    const from = expected === 'any' ? actual : expected === 'no-stream' ? NO_STREAM : expected;
    if (from !== actual) {
      const repeated = from < actual && proposed.every(({ id }, at) => events[from + 1 + at]?.id === id);
      const last = events[from + proposed.length];
      return repeated && last !== undefined ? { last } : { actual };
    }
    const created = BigInt(this.clock()) * TICKS_PER_MS;
    const written = proposed.map((event, at) => this.place({ ...event, stream, revision: actual + 1 + at, created }));
    this.sinceSystemEvent += written.length;
    this.save(written);
    if (this.sinceSystemEvent >= SYSTEM_EVENT_EVERY) this.writeSystemEvent();
    for (const listener of this.listeners) listener();
    return { last: written.at(-1) as StoredEvent };
  }

  /** Place in `events` of the first event after the position. */
  indexAfter(position: bigint): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.events[middle] as StoredEvent).position <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Whether a record begins there; a real server refuses to read from anywhere else. */
  isRecord(position: bigint): boolean {
    return this.events[this.indexAfter(position) - 1]?.position === position;
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
  }

  private writeSystemEvent(): void {
    this.sinceSystemEvent = 0;
    const stream = '$stats-127.0.0.1:2113';
    const event = {
      id: `00000000-0000-4000-8000-${String(this.events.length).padStart(12, '0')}`,
      type: '$statsCollected',
      contentType: 'application/json',
      data: Buffer.from('{"proc-cpu":1}'),
      metadata: Buffer.alloc(0),
    };
    const created = BigInt(this.clock()) * TICKS_PER_MS;
    this.save([this.place({ ...event, stream, revision: this.streamOf(stream).length, created })]);
  }

  private place(event: Omit<StoredEvent, 'position'>): StoredEvent {
    const placed = { ...event, position: this.end };
    this.end += RECORD_BYTES + BigInt(event.data.length + event.metadata.length + event.stream.length);
    this.events.push(placed);
    const stream = this.streams.get(event.stream);
    if (stream === undefined) this.streams.set(event.stream, [placed]);
    else stream.push(placed);
    return placed;
  }

  private save(events: readonly StoredEvent[]): void {
    if (this.file === undefined) return;
    const lines = events.map((event) =>
      JSON.stringify({
        ...event,
        position: undefined,
        created: String(event.created),
        data: event.data.toString('base64'),
        metadata: event.metadata.toString('base64'),
      }),
    );
    writeSync(this.file, `${lines.join('\n')}\n`);
  }

  private load(path: string): void {
    const lines = readFileSync(path, 'utf8').split('\n');
    // The last line may have been cut by a kill; it was never answered.
    lines.pop();
    for (const line of lines) {
      const { created, data, metadata, ...others } = JSON.parse(line) as Record<string, string>;
      this.place({
        ...(others as unknown as StoredEvent),
        created: BigInt(created as string),
        data: Buffer.from(data as string, 'base64'),
        metadata: Buffer.from(metadata as string, 'base64'),
      });
    }
  }
}
