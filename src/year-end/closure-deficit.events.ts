import type { ProvenanceTag } from '../agreements/agreement.events';
import type { Day } from '../kernel/calendar';
import type { Fact, LogNumber } from '../kernel/event';
import type { Ore } from '../kernel/money';
import type { AgreementId, OfferingId, PartyCode } from '../kernel/vocabulary';
import type { TakenBack } from './year-end.events';

/** A payer's part of a closure's deficit. */
export interface DeficitShare {
  readonly payer: PartyCode;
  /** Occupied days in the period. */
  readonly days: number;
  readonly amountOre: Ore;
}

/** What the deficit of a closed offering is, and who pays how much of it (R24, Q5); a later one takes its place. */
export type ClosureDeficitDetermined = Fact<
  'ClosureDeficitDetermined',
  {
    offeringId: OfferingId;
    operator: PartyCode;
    /** Counted from 1 for each offering. */
    determination: number;
    /** Entered by hand (Q5). 0 where a correction leaves nothing. */
    amountOre: Ore;
    /** Whose occupied days share it: the months up to and including the offering's last day. */
    first: Day;
    last: Day;
    rules: { agreementId: AgreementId; closureShareMonths: number; provenance: { tag: ProvenanceTag; rule: string } };
    /** By party code, the operator's own citizens among them; together the amount. */
    shares: readonly DeficitShare[];
    /** What stands of an earlier determination: only the difference is still owed. Absent: nothing. */
    sharesBefore?: readonly DeficitShare[];
    /** Of all determinations, what the operator has taken back of the charges for them. Absent: nothing. */
    takenBack?: readonly TakenBack[];
    reason: string;
    determinedOn: Day;
    /** Everything recorded up to this number of events was counted in. */
    knownPosition: LogNumber;
  }
>;
