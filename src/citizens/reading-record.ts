import { Inject, Injectable } from '@nestjs/common';
import { reject } from '../kernel/decider';
import type { Actor, CitizenRef } from '../kernel/vocabulary';
import { CLOCK, type Clock } from '../platform/clock';
import { Refused } from '../platform/commands/command-runner';
import { orderedId } from '../platform/commands/ordered-id';
import { CADF_TYPE, type ReadingEntry, type ReadingLog, type ReadingOutcome } from '../platform/readings/reading-log';
import { READING_LOG } from '../platform/tokens';
import type { Purpose } from './citizen-access.calculation';
import type { CitizenField } from './citizen-record.events';

export const READING_ACTIONS = ['read/details', 'read/find', 'read/report'] as const;
export type ReadingAction = (typeof READING_ACTIONS)[number];

const OBSERVER = 'pladsbog';

/** Who looks at whom, in which way and why. */
export interface Look {
  readonly actor: Actor;
  readonly action: ReadingAction;
  readonly purpose: Purpose;
  /** Absent when nobody was found. */
  readonly citizenRef?: CitizenRef | undefined;
}

/** Writes down each look at a citizen's details before anything of them is answered. */
@Injectable()
export class ReadingRecord {
  constructor(
    @Inject(READING_LOG) private readonly log: ReadingLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws StoreUnavailable: then nothing may be shown. */
  shown(look: Look, fields: readonly CitizenField[]): Promise<void> {
    return this.log.write(this.entry(look, 'success', fields));
  }

  /** Who is turned away is written down too. @throws Refused with the code. */
  async refused(look: Look, code: string): Promise<never> {
    await this.log.write(this.entry(look, 'failure', [], code));
    throw new Refused(reject(code));
  }

  private entry(
    { actor: { subject, party, roles }, action, purpose, citizenRef }: Look,
    outcome: ReadingOutcome,
    fields: readonly CitizenField[],
    code?: string,
  ): ReadingEntry {
    return {
      id: orderedId(),
      typeURI: CADF_TYPE,
      eventType: 'activity',
      eventTime: this.clock.now(),
      action,
      outcome,
      initiator: { id: subject, party, roles },
      target: { id: citizenRef ?? null, fields },
      reason: { purpose, ...(code === undefined ? {} : { code }) },
      observer: { id: OBSERVER },
    };
  }
}
