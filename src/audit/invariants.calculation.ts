import { PROMISES } from '../agreements/rule-book/promises.words';
import type { Recorded } from '../kernel/event';
import { amountsReproducible, billedOnce, boughtIsSold, claimedInTime } from './billing-checks.calculation';
import type { Breach, Check, InvariantId } from './findings';
import { Findings } from './findings';
import type { Sentence } from './phrases';
import { LedgerPicture } from './ledger-picture.calculation';
import {
  contractsComplete,
  neverOverCapacity,
  nobodyLeftBehind,
  oneStayAtATime,
  pricesWithoutGapOrOverlap,
  standingStays,
} from './market-checks.calculation';
import { sharesAddUp } from './share-checks.calculation';
import { regulationsSettled } from './regulation-checks.calculation';

/** What an invariant promises, and whether it holds. */
export interface InvariantResult extends Sentence {
  readonly id: InvariantId;
  /** What was looked at: days for I1, lines for I3 and I9, placements and so on. */
  readonly checked: number;
  /** All breaches there are; `breaches` names the first of them. */
  readonly breachesFound: number;
  readonly breaches: readonly Breach[];
}

export interface Verdict {
  readonly checkedEvents: number;
  readonly position: number;
  readonly holds: boolean;
  readonly invariants: readonly InvariantResult[];
}

/** Things looked at between two breaths. */
const STEPS_PER_TURN = 500;

/** Goes through the whole ledger once, then through what it has gathered. Yields so that others get their turn. */
export class InvariantCheck {
  private readonly picture = new LedgerPicture();

  take(page: readonly Recorded[]): void {
    for (const fact of page) this.picture.take(fact);
  }

  *verdict(): Generator<undefined, Verdict> {
    const { picture } = this;
    const stays = standingStays(picture);
    yield;
    const invariants: InvariantResult[] = [];
    const checks: Readonly<Record<InvariantId, (findings: Findings) => Check>> = {
      I1: (findings) => billedOnce(picture, findings),
      I2: (findings) => boughtIsSold(picture, findings),
      I3: (findings) => amountsReproducible(picture, findings),
      I4: (findings) => pricesWithoutGapOrOverlap(picture, stays, findings),
      I5: (findings) => oneStayAtATime(picture, stays, findings),
      I6: function* (findings) {
        yield* neverOverCapacity(picture, stays, findings);
        yield* nobodyLeftBehind(picture, stays, findings);
      },
      I7: (findings) => regulationsSettled(picture, findings),
      I8: (findings) => sharesAddUp(picture, findings),
      I9: (findings) => claimedInTime(picture, findings),
      I10: (findings) => contractsComplete(picture, stays, findings),
    };
    for (const [id, check] of Object.entries(checks) as [InvariantId, (findings: Findings) => Check][]) {
      const findings = new Findings(id);
      let steps = 0;
      for (const _ of check(findings)) {
        steps += 1;
        if (steps % STEPS_PER_TURN === 0) yield;
      }
      const { checked, found, breaches } = findings;
      const { da, en } = PROMISES[id];
      invariants.push({ id, da, en, checked, breachesFound: found, breaches });
    }
    const holds = invariants.every(({ breachesFound }) => breachesFound === 0);
    return { checkedEvents: picture.events, position: picture.position, holds, invariants };
  }
}

/** The verdict in one go, for a ledger at hand. */
export const checkedLedger = (facts: readonly Recorded[]): Verdict => {
  const check = new InvariantCheck();
  check.take(facts);
  const steps = check.verdict();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
};
