import type { Day } from '../kernel/calendar';
import { danishDayOf } from '../kernel/calendar';

/** What time it is. Only routes and jobs ask; everything pure is told. */
export interface Clock {
  /** UTC, ISO 8601 with milliseconds. */
  now(): string;
  /** The day in Denmark. */
  today(): Day;
}

/** The machine's clock. A pinned day serves demonstrations and tests; the instant still moves. */
export class SystemClock implements Clock {
  constructor(private readonly pinnedToday?: Day) {}

  now(): string {
    return new Date().toISOString();
  }

  today(): Day {
    return this.pinnedToday ?? danishDayOf(this.now());
  }
}

export { CLOCK } from './tokens';
