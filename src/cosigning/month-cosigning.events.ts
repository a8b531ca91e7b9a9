import type { Signer } from '../contracts/contract.events';
import type { Day, Month } from '../kernel/calendar';
import type { Fact } from '../kernel/event';
import type { PartyCode, StatementId } from '../kernel/vocabulary';

export const COSIGNING_SIDES = ['OPERATOR', 'PAYER'] as const;
export type CosigningSide = (typeof COSIGNING_SIDES)[number];

/** What a side signed outside the product, with a key that the product never had. */
export interface OwnSignature {
  /** The public key as it was registered then: name, id and key. */
  readonly verifierKey: string;
  /** When it was seen, as the side says: Unix time in seconds. */
  readonly time: number;
  /** The signature line below the checkpoint (C2SP tlog-cosignature). */
  readonly line: string;
}

/** One side of a statement has seen this state of the closed month, and says so. Binds to nothing but having seen it. */
export type MonthCosigned = Fact<
  'MonthCosigned',
  {
    statementId: StatementId;
    operator: PartyCode;
    payer: PartyCode;
    month: Month;
    side: CosigningSide;
    signer: Signer;
    signedOn: Day;
    /** What was seen: the lines of the month's checkpoint, each with its end. */
    checkpoint: string;
    /** SHA-256 of those lines. */
    checkpointHash: string;
    /** Absent where a person has signed within the product, without a key of the side's own. */
    own?: OwnSignature;
  }
>;

export type MonthCosigningEvent = MonthCosigned;
