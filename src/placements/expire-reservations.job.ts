import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CLOCK, type Clock } from '../platform/clock';
import type { CommandContext } from '../platform/commands/command-context';
import { within } from '../platform/commands/command-context';
import { derivedId } from '../platform/commands/derived-id';
import { PlaceBookQueries, type PlacementRow } from './place-book.queries';
import { LapseReservation } from './reservation.decider';

const HOUR_MS = 3_600_000;
/** Reservations asked about in one run; the next run takes the rest. */
const ASKED_AT_ONCE_MAX = 1_000;
/** Milliseconds after the start of the process, when the read models have had time to open. */
const FIRST_RUN_MS = 5_000;

/**
 * Gives places back that nobody confirmed in time. The read model only says which reservations to ask about; whether
 * one lapses is decided on its place book, so a late read model never lapses anything that was confirmed.
 */
@Injectable()
export class ExpireReservationsJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('expire-reservations');
  private timer: NodeJS.Timeout | undefined;
  private paused = false;

  constructor(
    private readonly bus: CommandBus,
    private readonly placements: PlaceBookQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.next(FIRST_RUN_MS);
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
  }

  /** While history is being loaded, reservations lie in the past for the moment it takes to confirm them. */
  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  /** @returns how many reservations were asked about. */
  async run(): Promise<number> {
    if (this.paused) return 0;
    const today = this.clock.today();
    const overdue = this.placements.overdue(today, ASKED_AT_ONCE_MAX);
    for (const row of overdue) {
      const { placementId, offeringId } = row;
      await within(contextOf(row), () => this.bus.execute(new LapseReservation({ placementId, offeringId, today })));
    }
    return overdue.length;
  }

  private next(delayMs: number): void {
    this.timer = setTimeout(() => {
      this.run()
        .catch((failure: unknown) => this.log.warn(`Some reservations could not lapse: ${String(failure)}`))
        .finally(() => this.next(HOUR_MS));
    }, delayMs);
    this.timer.unref();
  }
}

/** The same reservation gives the same command, however often the job runs. */
const contextOf = ({ placementId, expiresOn, operator }: PlacementRow): CommandContext => {
  const commandId = derivedId(placementId, 'expire-reservations', expiresOn);
  return {
    commandId,
    correlationId: commandId,
    causationId: commandId,
    actor: 'policy:expire-reservations',
    onBehalfOf: operator,
    derived: true,
  };
};
