import type { Asker, Permission, Ties } from '../kernel/access';
import { allows, standings } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import { Command } from '../kernel/command';
import type { Aggregate, Decision, Rejection } from '../kernel/decider';
import { reject } from '../kernel/decider';
import type { OfferingId, PartyCode, PlacementId, TariffId } from '../kernel/vocabulary';
import type { PayerChangeGround, PlacementTerms, ServiceTerms } from '../placements/place-book.events';
import type {
  AddendumDrafted,
  AddendumSigned,
  ContractAnnulled,
  ContractContent,
  ContractEnded,
  ContractEvent,
  ContractSide,
  SigningMethod,
  StandardContractDrafted,
  StandardContractSigned,
} from './contract.events';
import { contractsAccess } from './contracts.access';

/** What a contract is drawn up from: the placement as it was agreed. */
export class DraftContract extends Command<{
  contractId: PlacementId;
  draftedOn: Day;
  firstDay: Day;
  plannedLastDay?: Day | undefined;
  terms: PlacementTerms;
}> {}

export type ContractChange =
  | {
      readonly kind: 'SERVICE';
      readonly offeringId: OfferingId;
      readonly terms: ServiceTerms;
      readonly tariffId: TariffId;
    }
  | {
      readonly kind: 'PAYER';
      readonly payer: PartyCode;
      readonly payerEan?: string | undefined;
      readonly legalGround: PayerChangeGround;
    };

/** `cause` is the event in the place book; it is drawn up once for each. */
export class DraftAddendum extends Command<{
  contractId: PlacementId;
  cause: string;
  effectiveFrom: Day;
  change: ContractChange;
}> {}

interface Signing {
  contractId: PlacementId;
  by: Asker;
  /** Opaque subject of the person who signs. */
  subject: string;
  title: string;
  contentHash: string;
  method: SigningMethod;
  today: Day;
  /** Only for own citizens, where one party stands on both sides. */
  side?: ContractSide | undefined;
  /** The revision of the contract the signer has seen (If-Match). */
  ifRevision?: number | undefined;
}

export class SignContract extends Command<Signing> {}
export class SignAddendum extends Command<Signing & { addendum: number }> {}
export class EndContract extends Command<{ contractId: PlacementId; lastPayableDay: Day }> {}
export class AnnulContract extends Command<{ contractId: PlacementId; annulledOn: Day }> {}

interface Signable {
  readonly contentHash: string;
  readonly signed: readonly ContractSide[];
}

export interface DraftedContract extends Signable {
  readonly phase: 'drafted' | 'annulled';
  readonly buyer: PartyCode;
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  readonly templateVersion: string;
  readonly addenda: readonly (Signable & { readonly cause: string })[];
  readonly lastPayableDay?: Day;
}

export type ContractState = { readonly phase: 'unknown' } | DraftedContract;

export const contract: Aggregate<ContractState, ContractEvent> = {
  category: 'contract',
  initial: { phase: 'unknown' },
  evolve: (state, event) => {
    if (event.type === 'StandardContractDrafted') {
      const { content, contentHash } = event.data;
      const { buyer, operator, payer, templateVersion } = content;
      return { phase: 'drafted', buyer, operator, payer, templateVersion, contentHash, signed: [], addenda: [] };
    }
    if (state.phase === 'unknown') return state;
    switch (event.type) {
      case 'StandardContractSigned':
        return { ...state, signed: [...state.signed, event.data.side] };
      case 'AddendumDrafted': {
        const { contentHash, cause, content } = event.data;
        return { ...state, payer: content.payer, addenda: [...state.addenda, { contentHash, cause, signed: [] }] };
      }
      case 'AddendumSigned': {
        const { addendum, side } = event.data;
        const addenda = state.addenda.map((drafted, at) =>
          at === addendum - 1 ? { ...drafted, signed: [...drafted.signed, side] } : drafted,
        );
        return { ...state, addenda };
      }
      case 'ContractEnded':
        return { ...state, lastPayableDay: event.data.lastPayableDay };
      case 'ContractAnnulled':
        return { ...state, phase: 'annulled' };
    }
  },
};

/** Content and hash as drawn up by standard-terms. */
export interface Draft {
  readonly content: ContractContent;
  readonly contentHash: string;
}

export const draftContract = (
  { data }: DraftContract,
  state: ContractState,
  draw: () => Draft,
): Decision<StandardContractDrafted> => {
  if (state.phase !== 'unknown') return [];
  const { contractId, firstDay, draftedOn } = data;
  return [{ type: 'StandardContractDrafted', data: { contractId, ...draw(), firstDay, draftedOn } }];
};

export const draftAddendum = (
  { data }: DraftAddendum,
  state: ContractState,
  draw: (contract: DraftedContract, addendum: number) => Draft,
): Decision<AddendumDrafted> => {
  const { contractId, cause, effectiveFrom } = data;
  if (state.phase === 'unknown') return reject('CONTRACT_NOT_DRAFTED', { contractId });
  if (state.phase === 'annulled' || state.addenda.some((addendum) => addendum.cause === cause)) return [];
  const addendum = state.addenda.length + 1;
  return [{ type: 'AddendumDrafted', data: { contractId, addendum, effectiveFrom, ...draw(state, addendum), cause } }];
};

export const signContract = ({ data }: SignContract, state: ContractState): Decision<StandardContractSigned> => {
  if (state.phase === 'unknown') return unknown(data);
  const side = sideOf(data, state, contractsAccess.signContract);
  if (typeof side !== 'string') return side;
  const refusal = cannotSign(data, state, state, side);
  if (refusal !== undefined) return refusal;
  const { contractId, today, method, contentHash } = data;
  const { templateVersion } = state;
  return [
    {
      type: 'StandardContractSigned',
      data: { contractId, side, signer: signerOf(data), signedOn: today, method, contentHash, templateVersion },
    },
  ];
};

export const signAddendum = ({ data }: SignAddendum, state: ContractState): Decision<AddendumSigned> => {
  if (state.phase === 'unknown') return unknown(data);
  const { contractId, addendum, today, method, contentHash } = data;
  const side = sideOf(data, state, contractsAccess.signAddendum);
  if (typeof side !== 'string') return side;
  const drafted = state.addenda[addendum - 1];
  if (drafted === undefined) return reject('ADDENDUM_UNKNOWN', { addendum });
  const refusal = cannotSign(data, state, drafted, side);
  if (refusal !== undefined) return refusal;
  return [
    {
      type: 'AddendumSigned',
      data: { contractId, addendum, side, signer: signerOf(data), signedOn: today, method, contentHash },
    },
  ];
};

const unknown = ({ contractId }: Signing): Rejection => reject('CONTRACT_UNKNOWN', { contractId });

const signerOf = ({ subject, title, by }: Signing) => ({ subject, title, organisation: by.party });

const SIDES = { buyer: 'BUYER', operator: 'SUPPLIER' } as const satisfies Record<string, ContractSide>;

export const tiesOf = ({ buyer, operator, payer }: DraftedContract): Ties<'buyer' | 'payer' | 'operator'> => ({
  buyer,
  operator,
  payer,
});

/**
 * The side the asker signs for: the one its party stands on in one of its roles. A payer is no party to the contract,
 * and outsiders are told that there is none.
 */
const sideOf = (
  signing: Signing,
  contract: DraftedContract,
  permission: Permission<'buyer' | 'operator'>,
): ContractSide | Rejection => {
  const { by, side } = signing;
  if (!allows(contractsAccess.getContract, by, tiesOf(contract))) return unknown(signing);
  const sides = standings(permission, by, tiesOf(contract)).map((relation) => SIDES[relation]);
  const [own] = sides;
  if (own === undefined || (side !== undefined && !sides.includes(side))) return reject('NOT_YOURS');
  return sides.length > 1 ? (side ?? reject('SIDE_REQUIRED')) : own;
};

const cannotSign = (
  { contentHash }: Signing,
  { phase }: DraftedContract,
  document: Signable,
  side: ContractSide,
): Rejection | undefined => {
  if (phase === 'annulled') return reject('CONTRACT_ANNULLED');
  if (contentHash !== document.contentHash) return reject('HASH_MISMATCH');
  return document.signed.includes(side) ? reject('ALREADY_SIGNED') : undefined;
};

/** A corrected departure ends the contract once more, on the day that holds now. */
export const endContract = ({ data }: EndContract, state: ContractState): Decision<ContractEnded> => {
  if (state.phase === 'unknown' || state.lastPayableDay === data.lastPayableDay) return [];
  return [{ type: 'ContractEnded', data: { ...data } }];
};

export const annulContract = ({ data }: AnnulContract, state: ContractState): Decision<ContractAnnulled> =>
  state.phase === 'drafted' ? [{ type: 'ContractAnnulled', data: { ...data } }] : [];
