import type {
  ContractContent,
  ContractSection,
  ContractSide,
  Signer,
  SigningMethod,
} from '../contracts/contract.events';
import { CONTRACT_SIDES } from '../contracts/contract.events';
import { CONTRACT_STATUS_WORDS, SIDE_WORDS, SIGNING_METHOD_WORDS } from '../contracts/contract.words';
import { type Day, dayNumber } from '../kernel/calendar';
import type { Language } from '../kernel/messages';
import type { PartyCode, PlacementId } from '../kernel/vocabulary';
import type { DocumentParty, Fact } from './statement-document.calculation';
import { writtenCount, writtenDay, writtenInstant } from './written-values.calculation';

/** A contract as people read it on paper: what is signed word by word, and who has signed it. */
export interface ContractDocument {
  readonly language: Language;
  readonly title: string;
  readonly subtitle: string;
  /** Set where it must not be taken for a contract that binds somebody. */
  readonly mark?: string;
  readonly facts: readonly Fact[];
  /** The contract first, then its addenda. */
  readonly parts: readonly SignedPart[];
  readonly compare: readonly [heading: string, text: string];
  readonly page: (page: number, pages: number) => string;
}

/** Something with a content, a hash and two signatures of its own. */
export interface SignedPart {
  /** Undefined for the contract itself, which the title of the document names. */
  readonly heading?: string;
  /** In Danish, whatever language the rest is in: as it was signed. */
  readonly sections: readonly ContractSection[];
  readonly signatures: {
    readonly heading: string;
    readonly columns: readonly string[];
    readonly rows: readonly SignatureRow[];
  };
  readonly proof: { readonly heading: string; readonly facts: readonly Fact[] };
}

export interface SignatureRow {
  readonly side: string;
  readonly organisation: string;
  /** Undefined where nobody has signed. */
  readonly signed?: {
    readonly title: string;
    readonly day: string;
    readonly method: string;
    readonly recorded: string;
    readonly eventId: string;
  };
  /** In place of it: that a signature is missing, and for how long. */
  readonly missing?: { readonly signature: string; readonly since?: string };
}

interface Signature {
  readonly side: ContractSide;
  readonly signer: Signer;
  readonly signedOn: Day;
  readonly method: SigningMethod;
  readonly eventId: string;
  readonly recordedAt: string;
}

/** What is signed, by whom, and the event that it was drawn up by. */
interface Drafted {
  readonly content: ContractContent;
  readonly contentHash: string;
  readonly eventId: string;
  readonly signatures: readonly Signature[];
}

export interface ContractShown extends Drafted {
  readonly contractId: PlacementId;
  readonly buyer: PartyCode;
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  readonly templateVersion: string;
  readonly status: keyof typeof CONTRACT_STATUS_WORDS;
  readonly draftedOn: Day;
  readonly firstDay: Day;
  readonly enrolledDay: Day | null;
  readonly annulledOn: Day | null;
  readonly lastPayableDay: Day | null;
  readonly addenda: readonly (Drafted & { readonly addendum: number; readonly effectiveFrom: Day })[];
}

export interface ContractAsked {
  readonly contract: ContractShown;
  /** The day it is shown as of. */
  readonly on: Day;
  readonly party: (code: PartyCode) => DocumentParty;
  /** Something in it was made up for demonstration. */
  readonly constructed: boolean;
}

const WORDS = {
  da: {
    title: 'Standardkontrakt',
    constructed: 'KONSTRUERET TIL DEMONSTRATION. Binder ingen.',
    annulled: (day: string) => `ANNULLERET ${day}: købet blev trukket tilbage. Kontrakten fik aldrig virkning.`,
    contract: 'Kontraktens nummer',
    buyer: 'Køber',
    operator: 'Sælger (driftsherre)',
    payer: 'Betaler',
    template: 'Skabelon',
    drafted: 'Skrevet',
    status: 'Status',
    shown: 'Vist, som den stod',
    begun: 'I kraft fra',
    last: 'Sidste betalingsdag',
    addendum: (number: number, day: string) => `Tillæg ${number} med virkning fra ${day}`,
    signatures: 'Underskrifter',
    signaturesOf: (number: number) => `Underskrifter på tillæg ${number}`,
    columns: ['Part', 'For', 'Stilling', 'Underskrevet', 'Registreret som hændelse'],
    missing: 'Mangler underskrift',
    since: (days: number) =>
      `I kraft i ${days === 1 ? '1 dag' : `${writtenCount(days, 'da')} dage`} uden begge underskrifter`,
    proof: 'Bevis',
    proofOf: (number: number) => `Bevis for tillæg ${number}`,
    hash: 'Indholdets SHA-256',
    event: 'Hændelse med samme sum',
    compare: 'Sammenlign med logbogen',
    how: 'Begge parter underskriver det samme fingeraftryk: SHA-256 af indholdet som kanonisk JSON (RFC 8785). Det står også i hændelserne ovenfor. Er det på papiret det samme som i logbogen, er ordene de samme. Navne på dem, der har underskrevet, står uden for logbogen.',
    page: (page: number, pages: number) => `Side ${page} af ${pages}`,
  },
  en: {
    title: 'Standard contract',
    constructed: 'CONSTRUCTED FOR DEMONSTRATION. Binds nobody.',
    annulled: (day: string) => `ANNULLED ${day}: the purchase was withdrawn. The contract never took effect.`,
    contract: 'Number of the contract',
    buyer: 'Buyer',
    operator: 'Seller (operator)',
    payer: 'Payer',
    template: 'Template',
    drafted: 'Drawn up',
    status: 'Status',
    shown: 'Shown as it stood',
    begun: 'In force from',
    last: 'Last payable day',
    addendum: (number: number, day: string) => `Addendum ${number} with effect from ${day}`,
    signatures: 'Signatures',
    signaturesOf: (number: number) => `Signatures on addendum ${number}`,
    columns: ['Side', 'For', 'Title', 'Signed', 'Recorded as event'],
    missing: 'Not signed',
    since: (days: number) =>
      `In force for ${days === 1 ? '1 day' : `${writtenCount(days, 'en')} days`} without both signatures`,
    proof: 'Proof',
    proofOf: (number: number) => `Proof of addendum ${number}`,
    hash: 'SHA-256 of the content',
    event: 'Event with the same hash',
    compare: 'Compare with the ledger',
    how: 'Both sides sign the same fingerprint: the SHA-256 of the content as canonical JSON (RFC 8785). It stands in the events above, too. Where the one on paper is the one in the ledger, the words are the same. Names of those who have signed are kept outside the ledger. The contract itself is in Danish.',
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  },
} as const;

export const contractDocument = (
  { contract, on, party, constructed }: ContractAsked,
  language: Language,
): ContractDocument => {
  const words = WORDS[language];
  const { contractId, buyer, operator, annulledOn, addenda, contentHash } = contract;
  const annulled = annulledOn === null ? undefined : words.annulled(writtenDay(annulledOn, language));
  const marks = [annulled, constructed ? words.constructed : undefined].filter((mark) => mark !== undefined);
  const begun = contract.enrolledDay ?? contract.firstDay;
  const part = (signed: Signed, heading?: string): SignedPart =>
    partOf(signed, { contract, on, party }, language, heading);
  return {
    language,
    title: words.title,
    subtitle: `${party(buyer).name} – ${party(operator).name}`,
    ...(marks.length === 0 ? {} : { mark: marks.join(' ') }),
    facts: factsOf({ contract, on, party }, language),
    parts: [
      part({ ...contract, begins: begun }),
      ...addenda.map((addendum) => {
        const from = addendum.effectiveFrom;
        // An addendum is missing signatures from when it holds, and no earlier than the contract does.
        const signed = { ...addendum, number: addendum.addendum, begins: from > begun ? from : begun };
        return part(signed, words.addendum(addendum.addendum, writtenDay(from, language)));
      }),
    ],
    compare: [words.compare, words.how],
    page: (page: number, pages: number) =>
      `${contractId} · SHA-256 ${contentHash.slice(0, 16)}… · ${words.page(page, pages)}`,
  };
};

type Shown = Omit<ContractAsked, 'constructed'>;

interface Signed extends Drafted {
  /** Of an addendum. */
  readonly number?: number;
  /** From which day on a missing signature grows older (R25). */
  readonly begins: Day;
}

const named = ({ name, code, cvr }: DocumentParty): string => `${name} (${code})${cvr === '' ? '' : `, CVR ${cvr}`}`;

const factsOf = ({ contract, on, party }: Shown, language: Language): Fact[] => {
  const words = WORDS[language];
  const { contractId, buyer, operator, payer, templateVersion, draftedOn, status, enrolledDay, lastPayableDay } =
    contract;
  return [
    { name: words.contract, value: contractId },
    { name: words.buyer, value: named(party(buyer)) },
    { name: words.operator, value: named(party(operator)) },
    { name: words.payer, value: named(party(payer)) },
    { name: words.template, value: templateVersion },
    { name: words.drafted, value: writtenDay(draftedOn, language) },
    ...(enrolledDay === null ? [] : [{ name: words.begun, value: writtenDay(enrolledDay, language) }]),
    ...(lastPayableDay === null ? [] : [{ name: words.last, value: writtenDay(lastPayableDay, language) }]),
    { name: words.status, value: CONTRACT_STATUS_WORDS[status][language] },
    { name: words.shown, value: writtenDay(on, language) },
  ];
};

const partOf = (signed: Signed, { contract, on, party }: Shown, language: Language, heading?: string): SignedPart => {
  const words = WORDS[language];
  const { number, content, contentHash, eventId, begins } = signed;
  const signatures = signed.signatures.filter(({ signedOn }) => signedOn <= on);
  const running = contract.annulledOn === null && on > begins;
  const missing = {
    signature: words.missing,
    ...(running ? { since: words.since(dayNumber(on) - dayNumber(begins)) } : {}),
  };
  const rowOf = (side: ContractSide): SignatureRow => {
    const signature = signatures.find((each) => each.side === side);
    const head = {
      side: SIDE_WORDS[side][language],
      organisation: party(side === 'BUYER' ? content.buyer : content.operator).name,
    };
    if (signature === undefined) return { ...head, missing };
    const { signer, signedOn, method, recordedAt } = signature;
    return {
      ...head,
      signed: {
        title: signer.title,
        day: writtenDay(signedOn, language),
        method: SIGNING_METHOD_WORDS[method][language],
        recorded: writtenInstant(recordedAt, language),
        eventId: signature.eventId,
      },
    };
  };
  return {
    ...(heading === undefined ? {} : { heading }),
    sections: content.sections,
    signatures: {
      heading: number === undefined ? words.signatures : words.signaturesOf(number),
      columns: words.columns,
      rows: CONTRACT_SIDES.map(rowOf),
    },
    proof: {
      heading: number === undefined ? words.proof : words.proofOf(number),
      facts: [
        { name: words.hash, value: contentHash },
        { name: words.event, value: eventId },
      ],
    },
  };
};
