import type { Day } from '../kernel/calendar';
import type { Position, Recorded } from '../kernel/event';
import type { Projection, Tables } from '../kernel/projection';
import { table } from '../kernel/projection';
import type { PartyCode, PlacementId } from '../kernel/vocabulary';
import type { CitizenEnrolled } from '../placements/place-book.events';
import type { ContractContent, ContractEvent, ContractSide, Signer, SigningMethod } from './contract.events';

export const CONTRACT_STATES = ['DRAFTED', 'AWAITING_BUYER', 'AWAITING_SUPPLIER', 'SIGNED'] as const;
export type ContractSigningState = (typeof CONTRACT_STATES)[number];

export interface Signature {
  readonly side: ContractSide;
  readonly signer: Signer;
  readonly signedOn: Day;
  readonly method: SigningMethod;
  readonly eventId: string;
  /** When the ledger took it, which may be later than the day it is dated. */
  readonly recordedAt: string;
}

export interface AddendumEntry {
  readonly addendum: number;
  readonly effectiveFrom: Day;
  readonly contentHash: string;
  readonly cause: string;
  /** The event that drew it up. */
  readonly eventId: string;
  readonly signatures: readonly Signature[];
}

export interface ContractRow {
  readonly contractId: PlacementId;
  readonly buyer: PartyCode;
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  readonly templateVersion: string;
  readonly contentHash: string;
  /** The event that drew it up. */
  readonly eventId: string;
  readonly state: ContractSigningState;
  /** Agreed first day, and the day the citizen came. */
  readonly firstDay: Day;
  readonly enrolledDay: Day | null;
  readonly draftedOn: Day;
  /** The day the second side signed. */
  readonly signedOn: Day | null;
  readonly annulledOn: Day | null;
  readonly lastPayableDay: Day | null;
  readonly signatures: readonly Signature[];
  readonly addenda: readonly AddendumEntry[];
  readonly revision: number;
  readonly recordedAt: string;
}

export const contractsTable = table<ContractRow>({
  name: 'contracts',
  key: ['contractId'],
  history: true,
  columns: {
    contractId: 'text',
    buyer: 'text',
    operator: 'text',
    payer: 'text',
    templateVersion: 'text',
    contentHash: 'text',
    eventId: 'text',
    state: 'text',
    firstDay: 'text',
    enrolledDay: 'text',
    draftedOn: 'text',
    signedOn: 'text',
    annulledOn: 'text',
    lastPayableDay: 'text',
    signatures: 'json',
    addenda: 'json',
    revision: 'integer',
    recordedAt: 'text',
  },
  indexes: [['state', 'firstDay']],
});

/** The contents that are signed. They never change, so they are kept apart from the row whose history is kept. */
export interface DocumentRow {
  readonly contractId: PlacementId;
  /** 0 is the contract itself. */
  readonly addendum: number;
  readonly content: ContractContent;
  readonly position: Position;
}

export const documentsTable = table<DocumentRow>({
  name: 'contract_documents',
  key: ['contractId', 'addendum'],
  columns: { contractId: 'text', addendum: 'integer', content: 'json', position: 'integer' },
});

/** Citizens who came before their contract was drawn up; the policy may be a moment late. */
export interface EnrolmentRow {
  readonly contractId: PlacementId;
  readonly firstDay: Day;
}

export const enrolmentsTable = table<EnrolmentRow>({
  name: 'contract_enrolments',
  key: ['contractId'],
  columns: { contractId: 'text', firstDay: 'text' },
});

/** Where the signatures stand, from the sides that have signed. */
export const signingState = (signatures: readonly Pick<Signature, 'side'>[]): ContractSigningState => {
  const buyer = signatures.some(({ side }) => side === 'BUYER');
  const supplier = signatures.some(({ side }) => side === 'SUPPLIER');
  if (buyer && supplier) return 'SIGNED';
  if (buyer) return 'AWAITING_SUPPLIER';
  return supplier ? 'AWAITING_BUYER' : 'DRAFTED';
};

const changed = (
  { data: { contractId }, revision, recordedAt }: Recorded<ContractEvent>,
  rows: Tables,
  change: (row: ContractRow) => Partial<ContractRow>,
): void => {
  const row = rows(contractsTable).get(contractId);
  if (row !== undefined) rows(contractsTable).put({ ...row, ...change(row), revision, recordedAt });
};

/** One row per contract: how far it is signed, and since when it has been in force. */
export const contractRegister: Projection<ContractEvent | CitizenEnrolled> = {
  name: 'contract-register',
  version: 2,
  tables: [contractsTable, documentsTable, enrolmentsTable],
  on: {
    CitizenEnrolled: ({ data: { placementId, firstDay } }, rows) => {
      rows(enrolmentsTable).put({ contractId: placementId, firstDay });
      const row = rows(contractsTable).get(placementId);
      if (row !== undefined) rows(contractsTable).put({ ...row, enrolledDay: firstDay });
    },
    StandardContractDrafted: ({ id: eventId, data, position, revision, recordedAt }, rows) => {
      const { contractId, content, contentHash, firstDay, draftedOn } = data;
      const { buyer, operator, payer, templateVersion } = content;
      rows(documentsTable).put({ contractId, addendum: 0, content, position });
      rows(contractsTable).put({
        contractId,
        buyer,
        operator,
        payer,
        templateVersion,
        contentHash,
        eventId,
        state: 'DRAFTED',
        firstDay,
        enrolledDay: rows(enrolmentsTable).get(contractId)?.firstDay ?? null,
        draftedOn,
        signedOn: null,
        annulledOn: null,
        lastPayableDay: null,
        signatures: [],
        addenda: [],
        revision,
        recordedAt,
      });
    },
    StandardContractSigned: (fact, rows) =>
      changed(fact, rows, (row) => {
        const { side, signer, signedOn, method } = fact.data;
        const signatures = [
          ...row.signatures,
          { side, signer, signedOn, method, eventId: fact.id, recordedAt: fact.recordedAt },
        ];
        const state = signingState(signatures);
        return { signatures, state, signedOn: state === 'SIGNED' ? signedOn : null };
      }),
    AddendumDrafted: (fact, rows) => {
      const { contractId, addendum, effectiveFrom, content, contentHash, cause } = fact.data;
      rows(documentsTable).put({ contractId, addendum, content, position: fact.position });
      changed(fact, rows, ({ addenda }) => ({
        payer: content.payer,
        addenda: [...addenda, { addendum, effectiveFrom, contentHash, cause, eventId: fact.id, signatures: [] }],
      }));
    },
    AddendumSigned: (fact, rows) =>
      changed(fact, rows, ({ addenda }) => {
        const { addendum, side, signer, signedOn, method } = fact.data;
        const signature = { side, signer, signedOn, method, eventId: fact.id, recordedAt: fact.recordedAt };
        return {
          addenda: addenda.map((entry) =>
            entry.addendum === addendum ? { ...entry, signatures: [...entry.signatures, signature] } : entry,
          ),
        };
      }),
    ContractEnded: (fact, rows) => changed(fact, rows, () => ({ lastPayableDay: fact.data.lastPayableDay })),
    ContractAnnulled: (fact, rows) => changed(fact, rows, () => ({ annulledOn: fact.data.annulledOn })),
  },
};
