import { Injectable } from '@nestjs/common';
import type { Day } from '../../kernel/calendar';
import { addDays, isDay } from '../../kernel/calendar';
import type { Position } from '../../kernel/event';
import { ProjectionRunner } from '../subscriptions/projection-runner';
import { ReadStore } from '../subscriptions/read-store';
import { currentExchange } from './exchange';
import { DayField, ScalarField, WholeNumberField } from './fields';
import type { Scalar } from './scalars';

/** Milliseconds a read waits for what its reader has just written. */
export const FRESHNESS_WAIT_MS = 2_000;

const INSTANT_FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

const isInstant = (value: string): boolean => {
  if (!INSTANT_FORM.test(value) || !isDay(value.slice(0, 10))) return false;
  try {
    Temporal.Instant.from(value);
    return true;
  } catch {
    return false;
  }
};

const instantOrDay: Scalar = {
  code: 'NOT_AN_INSTANT',
  da: 'et tidspunkt med tidszone (2026-03-31T12:00:00Z) eller en dag',
  en: 'an instant with its offset (2026-03-31T12:00:00Z) or a day',
  check: (value) => typeof value === 'string' && (isDay(value) || isInstant(value)),
  schema: { type: 'string', maxLength: 40, example: '2026-03-31T12:00:00Z' },
};

/** The three times of a read. Extend it with the route's own fields. */
export class ReadTimesQuery {
  @WholeNumberField('Answer only when this log position has been read in, or after 2 seconds with a note.', {
    min: 1,
    optional: true,
  })
  minPosition?: number;

  @DayField('What held on this day, where the answer depends on one. Default: today.', { optional: true })
  effectiveOn?: Day;

  @ScalarField(instantOrDay, 'What had been recorded by then; a day means its end in Denmark. Default: now.', {
    optional: true,
  })
  knownAt?: string;
}

export interface ReadTimes {
  readonly effectiveOn?: Day;
  readonly knownAt?: Position;
  /** The read models had not come to `minPosition` in time. */
  readonly stale: boolean;
}

export const POSITION_HEADER = 'Pladsbog-Position';
export const STALE_HEADER = 'Pladsbog-Stale';

@Injectable()
export class FreshReads {
  constructor(
    private readonly projections: ProjectionRunner,
    private readonly readStore: ReadStore,
  ) {}

  /** The position up to which every running read model holds everything. */
  applied(): Position {
    let position: Position | undefined;
    for (const { state, position: reached } of this.projections.status())
      if (state !== 'stopped' && (position === undefined || reached < position)) position = reached;
    return position ?? 0;
  }

  /** As `applied`; undefined while a read model has stopped, for then the position says nothing of what that one holds. */
  settled(): Position | undefined {
    return this.projections.status().some(({ state }) => state === 'stopped') ? undefined : this.applied();
  }

  /** Waits (bounded) for the position asked for, and says in the answer's headers how fresh it is. */
  async resolve({ minPosition, effectiveOn, knownAt }: ReadTimesQuery): Promise<ReadTimes> {
    const behind =
      minPosition !== undefined &&
      this.applied() < minPosition &&
      !(await this.projections.waitFor(minPosition, FRESHNESS_WAIT_MS));
    // A read model that has stopped shows an old picture whatever is asked, and the reader must know.
    const stale = behind || this.settled() === undefined;
    const reply = currentExchange()?.reply;
    reply?.header(POSITION_HEADER, String(this.applied()));
    if (stale) reply?.header(STALE_HEADER, 'true');
    return {
      stale,
      ...(effectiveOn === undefined ? {} : { effectiveOn }),
      ...(knownAt === undefined ? {} : { knownAt: this.readStore.positionAt(endOf(knownAt)) }),
    };
  }
}

/** The last millisecond of a Danish day, or the instant itself, in UTC with milliseconds as the log writes it. */
const endOf = (knownAt: string): string => {
  const instant = isDay(knownAt)
    ? Temporal.PlainDate.from(addDays(knownAt, 1))
        .toZonedDateTime('Europe/Copenhagen')
        .toInstant()
        .subtract({ milliseconds: 1 })
    : Temporal.Instant.from(knownAt);
  return instant.toString({ fractionalSecondDigits: 3 });
};
