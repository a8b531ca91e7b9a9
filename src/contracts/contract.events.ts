import type { Day } from '../kernel/calendar';
import type { Fact } from '../kernel/event';
import type { PartyCode, PlacementId } from '../kernel/vocabulary';

export const CONTRACT_SIDES = ['BUYER', 'SUPPLIER'] as const;
export type ContractSide = (typeof CONTRACT_SIDES)[number];

export const SIGNING_METHODS = ['LOCAL', 'MITID_ERHVERV', 'PAPER'] as const;
export type SigningMethod = (typeof SIGNING_METHODS)[number];

/** One section of a contract as people read it (R26). */
export interface ContractSection {
  readonly heading: string;
  readonly terms: readonly { readonly label: string; readonly text: string }[];
}

/** The content both parties sign. Its canonical JSON (RFC 8785) gives the hash. */
export interface ContractContent {
  readonly contractId: PlacementId;
  /** `2.0`: KL’s template; `2.0-2`: the second wording of it here. */
  readonly templateVersion: string;
  readonly buyer: PartyCode;
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  readonly sections: readonly ContractSection[];
}

/** Who signed: an opaque subject, their title and organisation. Never a name; that stands outside the log. */
export interface Signer {
  readonly subject: string;
  readonly title: string;
  readonly organisation: PartyCode;
}

/** The standard contract for one concrete purchase, drawn up from the placement's frozen terms (R25, R26). */
export type StandardContractDrafted = Fact<
  'StandardContractDrafted',
  { contractId: PlacementId; content: ContractContent; contentHash: string; firstDay: Day; draftedOn: Day }
>;

/** One side has signed the hash of the content. With both, the contract is signed (R28). */
export type StandardContractSigned = Fact<
  'StandardContractSigned',
  {
    contractId: PlacementId;
    side: ContractSide;
    signer: Signer;
    signedOn: Day;
    method: SigningMethod;
    contentHash: string;
    templateVersion: string;
  }
>;

/** A change to level, hours, supplement, paragraph or payer, to be signed by both sides (R29). */
export type AddendumDrafted = Fact<
  'AddendumDrafted',
  {
    contractId: PlacementId;
    /** Counted from 1 within the contract. */
    addendum: number;
    effectiveFrom: Day;
    content: ContractContent;
    contentHash: string;
    /** The event in the place book that the addendum follows from. */
    cause: string;
  }
>;

/** One side has signed an addendum. */
export type AddendumSigned = Fact<
  'AddendumSigned',
  {
    contractId: PlacementId;
    addendum: number;
    side: ContractSide;
    signer: Signer;
    signedOn: Day;
    method: SigningMethod;
    contentHash: string;
  }
>;

/** The purchase has ended; nothing more is owed under the contract after its last payable day. */
export type ContractEnded = Fact<'ContractEnded', { contractId: PlacementId; lastPayableDay: Day }>;

/** The purchase was withdrawn before the citizen came; the contract never takes effect. */
export type ContractAnnulled = Fact<'ContractAnnulled', { contractId: PlacementId; annulledOn: Day }>;

export type ContractEvent =
  | StandardContractDrafted
  | StandardContractSigned
  | AddendumDrafted
  | AddendumSigned
  | ContractEnded
  | ContractAnnulled;
