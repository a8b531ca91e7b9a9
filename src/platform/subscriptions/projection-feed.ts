import type { Position, Recorded } from '../../kernel/event';
import type { AnyProjection } from '../../kernel/projection';
import { diskTrouble } from '../files/disk-trouble';
import type { ReadModelFile } from './read-model-file';
import { RowsOverlay } from './rows-overlay';
import type { SubscriptionFailure } from './subscription-status';

/** Rows and versions gathered before they are written, while catching up. */
const UNWRITTEN_MAX = 100_000;
/** Events that may pass without effect before the checkpoint is written all the same: what a restart reads again. */
const EVENTS_UNSAVED_MAX = 20_000;
/** Rows held in memory for each table. */
export const ROWS_HELD_MAX = { catchingUp: 200_000, live: 10_000 } as const;

/** Takes the log into one read model. A fact that cannot be taken in stops it there, with everything before it kept. */
export class ProjectionFeed {
  /** Taken in, but perhaps not yet written. */
  taken: Position;
  failure: SubscriptionFailure | undefined;
  private overlay: RowsOverlay;
  private eventsUnsaved = 0;

  constructor(
    readonly projection: AnyProjection,
    private file: ReadModelFile,
    /** Nothing after this position is taken in. */
    private readonly upTo: Position = Number.MAX_SAFE_INTEGER,
  ) {
    this.overlay = overlayFor(projection, file);
    this.taken = file.position;
  }

  /** What queries see. */
  get position(): Position {
    return this.file.position;
  }

  get stopped(): boolean {
    return this.failure !== undefined;
  }

  /** @throws Error of SQLite when the file cannot be read or written now. */
  take(events: readonly Recorded[]): void {
    if (this.stopped) return;
    const { on } = this.projection;
    const everything = on['*'];
    for (const event of events) {
      const { position } = event;
      if (position <= this.taken || position > this.upTo) continue;
      const handle = Object.hasOwn(on, event.type) ? on[event.type] : everything;
      if (handle !== undefined) {
        try {
          this.overlay.apply(position, (rows) => handle(event, rows));
        } catch (failure) {
          if (diskTrouble(failure) !== undefined) throw failure;
          this.flush(true);
          this.stop(event, failure);
          return;
        }
      }
      this.taken = position;
      this.eventsUnsaved += 1;
    }
  }

  /** Writes when so much has come together that it is worth it, or as much as others can wait for. */
  flushWhenLarge(unwrittenMax = UNWRITTEN_MAX): void {
    if (this.overlay.unwritten >= unwrittenMax) this.flush(false, ROWS_HELD_MAX.catchingUp);
  }

  /**
   * Makes everything taken in visible to queries. Where nothing changed, the checkpoint moves in memory, and in the
   * file now and then.
   * @throws Error of SQLite when the file cannot be written; nothing is lost, because the log has it.
   */
  flush(checkpointToo = false, rowsHeldMax: number = ROWS_HELD_MAX.live): void {
    if (this.taken === this.file.checkpoint) return;
    const unwritten = this.overlay.unwritten > 0;
    if (unwritten || checkpointToo || this.eventsUnsaved >= EVENTS_UNSAVED_MAX) {
      this.file.save(this.overlay, this.taken);
      this.overlay.written(rowsHeldMax);
      this.eventsUnsaved = 0;
    } else this.file.position = this.taken;
  }

  goLive(): void {
    this.flush();
    this.file.createIndexes();
  }

  /** The disk is in the way, not an event. */
  get heldUp(): boolean {
    return this.failure?.eventId === '';
  }

  /** @param event the one that cannot be taken in; without an id when the disk is in the way. */
  stop(event: Pick<Recorded, 'position' | 'id'>, failure: unknown): void {
    const message = failure instanceof Error ? failure.message : String(failure);
    this.failure = { position: event.position, eventId: event.id, message };
  }

  /** Goes on with a new, empty file. */
  startAnew(file: ReadModelFile): void {
    this.file = file;
    this.goOn();
  }

  /** Goes on from what is written; what had been taken in besides is in the log. */
  goOn(): void {
    this.overlay = overlayFor(this.projection, this.file);
    this.taken = this.file.position;
    this.eventsUnsaved = 0;
    this.failure = undefined;
  }
}

const overlayFor = (projection: AnyProjection, file: ReadModelFile): RowsOverlay => {
  const overlay = new RowsOverlay(projection, file);
  if (file.empty) for (const table of overlay.tables) table.startEmpty();
  return overlay;
};
