import type { Day, Month } from '../kernel/calendar';
import type { Fact } from '../kernel/event';
import type { Ore } from '../kernel/money';
import type { AgreementId, PartyCode, StatementId } from '../kernel/vocabulary';

/** A GLN (0088) or a CVR number (0184), which is written with DK before it. */
export interface Endpoint {
  readonly scheme: '0088' | '0184';
  readonly id: string;
}

export interface PostalAddress {
  readonly street: string;
  readonly postalZone: string;
  readonly city: string;
}

/** A party as a document names it. */
export interface InvoiceParty {
  readonly party: PartyCode;
  readonly name: string;
  /** Eight digits. */
  readonly cvr: string;
  readonly endpoint?: Endpoint;
  readonly address?: PostalAddress;
  readonly country: string;
}

export interface PaymentAccount {
  /** Four digits. */
  readonly registrationNumber: string;
  /** Ten digits. */
  readonly accountNumber: string;
}

/**
 * A statement was issued as an electronic invoice. The fact holds no line and no citizen: the bytes are made again from
 * it and from the statement's own lines, and must come to this hash (R37).
 */
export type InvoiceIssued = Fact<
  'InvoiceIssued',
  {
    statementId: StatementId;
    number: string;
    profile: string;
    operator: PartyCode;
    payer: PartyCode;
    month: Month;
    issuedOn: Day;
    dueOn: Day;
    agreementId: AgreementId;
    /** The parties as the document names them. */
    seller: InvoiceParty;
    buyer: InvoiceParty;
    account?: PaymentAccount;
    constructed: boolean;
    lines: number;
    /** What the document comes to, never negative. */
    totalOre: Ore;
    linesHash: string;
    /** How long the document is, and its SHA-256. */
    bytes: number;
    sha256: string;
  }
>;

/** A negative statement was issued as an electronic credit note; like InvoiceIssued, with its signs turned (R38). */
export type CreditNoteIssued = Fact<
  'CreditNoteIssued',
  {
    statementId: StatementId;
    number: string;
    profile: string;
    operator: PartyCode;
    payer: PartyCode;
    month: Month;
    issuedOn: Day;
    dueOn: Day;
    agreementId: AgreementId;
    seller: InvoiceParty;
    buyer: InvoiceParty;
    account?: PaymentAccount;
    constructed: boolean;
    lines: number;
    totalOre: Ore;
    linesHash: string;
    bytes: number;
    sha256: string;
  }
>;

export type InvoiceEvent = InvoiceIssued | CreditNoteIssued;
