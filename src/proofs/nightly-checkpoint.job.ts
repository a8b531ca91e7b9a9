import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { danishDayOf } from '../kernel/calendar';
import { CLOCK } from '../platform/clock';
import type { Clock } from '../platform/clock';
import { Checkpoints, EmptyLog } from '../platform/log-tree/checkpoints';
import type { KeptCheckpoint } from '../platform/log-tree/checkpoints';

const HOUR_MS = 3_600_000;
/** Danish hours in which few wait for anything. */
const NIGHT = { from: 2, to: 5 } as const;

/**
 * Signs the log once a night, so that there is a checkpoint of each day to hold later ones against, also where no auditor
 * has asked.
 */
@Injectable()
export class NightlyCheckpointJob implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly log = new Logger('checkpoints');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly checkpoints: Checkpoints,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.next();
  }

  beforeApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** By now `Checkpoints` has broken off what runs. */
  async onApplicationShutdown(): Promise<void> {
    await this.running;
  }

  /** @returns what was signed; undefined when it is no time for it, or was signed today. */
  async run(): Promise<KeptCheckpoint | undefined> {
    const now = this.clock.now();
    const { hour } = Temporal.Instant.from(now).toZonedDateTimeISO('Europe/Copenhagen');
    if (hour < NIGHT.from || hour >= NIGHT.to) return undefined;
    const newest = this.checkpoints.newest();
    if (newest !== undefined && danishDayOf(newest.takenAt) === danishDayOf(now)) return undefined;
    try {
      return await this.checkpoints.at();
    } catch (error) {
      if (error instanceof EmptyLog) return undefined;
      throw error;
    }
  }

  private next(): void {
    this.timer = setTimeout(() => {
      this.running = this.run()
        .catch((failure: unknown) => {
          // A log that contradicts what was signed of it is heard of here first.
          if (!this.stopped) this.log.error('No checkpoint could be signed tonight', failure);
        })
        .finally(() => (this.stopped ? undefined : this.next()));
    }, HOUR_MS);
    this.timer.unref();
  }
}
