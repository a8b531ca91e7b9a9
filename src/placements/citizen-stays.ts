import { Injectable } from '@nestjs/common';
import type { Day, Period } from '../kernel/calendar';
import { addDays } from '../kernel/calendar';
import { reject } from '../kernel/decider';
import { isRoundTheClock } from '../kernel/legal-basis';
import type { PlacementId } from '../kernel/vocabulary';
import { type CommandContext, currentContext, within } from '../platform/commands/command-context';
import { CommandRunner, Refused } from '../platform/commands/command-runner';
import { derivedId } from '../platform/commands/derived-id';
import type { Claim, StayWanted } from './citizen-stays.decider';
import { citizenStays, claimStay } from './citizen-stays.decider';
import type { PlacementState } from './place-book.decider';
import { placeBook } from './place-book.decider';

/** Tries when the citizen's claims change while their place books are being read. */
const CLAIM_TRIES_MAX = 4;

/** Claims a citizen's days and nights for one placement, or refuses (I5). */
@Injectable()
export class CitizenStays {
  constructor(private readonly runner: CommandRunner) {}

  /** Short stays, like respite, go beside another stay; day places and support always do. */
  isExclusive({ terms }: Pick<PlacementState, 'terms'>): boolean {
    return isRoundTheClock(terms.legalBasis) && terms.shortStay !== true;
  }

  /** @throws Refused ALREADY_PLACED when another stay has one of the days. */
  async claim(wanted: StayWanted): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const { state, revision } = await this.runner.stateOf(citizenStays, wanted.citizenRef);
      const stays = await this.staysOf(state.claims, wanted.placementId);
      try {
        // The books were read at this revision of the claims; a claim that came meanwhile is one they do not tell of.
        await within(claimContext(), () =>
          this.runner.run(citizenStays, wanted.citizenRef, (claims, current) =>
            current === revision
              ? claimStay(wanted, claims, stays)
              : reject('STALE_REVISION', { given: revision, current }),
          ),
        );
        return;
      } catch (failure) {
        const overtaken = failure instanceof Refused && failure.rejection.code === 'STALE_REVISION';
        if (!overtaken) throw failure;
        if (tries >= CLAIM_TRIES_MAX) throw new Refused(reject('CONCURRENT_CHANGE'));
      }
    }
  }

  /**
   * Claims the days of a stay that ends, as its departure has them.
   * @throws Refused ALREADY_PLACED when another stay has one of the days.
   */
  async claimUntil(placement: PlacementState, departure: Departure): Promise<void> {
    if (!this.isExclusive(placement)) return;
    const { placementId, offeringId, firstDay, terms } = placement;
    const last = lastNight(departure);
    await this.claim({ citizenRef: terms.citizenRef, placementId, offeringId, firstDay, last });
  }

  private async staysOf(claims: readonly Claim[], except: PlacementId): Promise<Map<PlacementId, Period>> {
    const stays = new Map<PlacementId, Period>();
    for (const claim of claims) {
      if (claim.placementId === except) continue;
      const { state } = await this.runner.stateOf(placeBook, claim.offeringId);
      const placement = state.placements.get(claim.placementId);
      const days = placement === undefined ? undefined : stayOf(placement, claim);
      if (days !== undefined) stays.set(claim.placementId, days);
    }
    return stays;
  }
}

/**
 * A claim is a step on the way to the command's own fact. It is safe to make twice, so it is not what a repeated command
 * is answered with.
 */
const claimContext = (): CommandContext => {
  const { commandId, correlationId, actor, onBehalfOf } = currentContext();
  return { commandId: derivedId(commandId, 'claim'), correlationId, causationId: commandId, actor, onBehalfOf };
};

/**
 * The days of a claimed stay: until the departure, whose day may not count (R35); open while there is none. A claim whose enrolment is not recorded yet
 * counts from the day it was made for, because its enrolment may be on its way.
 */
const stayOf = (
  { phase, firstDay, departureDay, departureDayCounts }: PlacementState,
  claim: Claim,
): Period | undefined => {
  if (phase === 'agreed') return { first: claim.firstDay };
  if (phase !== 'enrolled' && phase !== 'discharged') return undefined;
  if (departureDay === undefined) return { first: firstDay };
  return { first: firstDay, last: lastNight({ departureDay, departureDayCounts }) };
};

interface Departure {
  readonly departureDay: Day;
  readonly departureDayCounts?: false | undefined;
}

const lastNight = ({ departureDay, departureDayCounts }: Departure): Day =>
  departureDayCounts === false ? addDays(departureDay, -1) : departureDay;
