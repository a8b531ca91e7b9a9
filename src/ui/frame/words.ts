import type { ContractStatus } from '../../contracts/contract-status.calculation';
import { CONTRACT_STATUS_WORDS } from '../../contracts/contract.words';
import { legalBasis, type LegalBasisCode, paragraph } from '../../kernel/legal-basis';
import { beginning, type Said } from '../../kernel/messages';
import type { PlacementGround } from '../../kernel/placement-ground';
import type { PayerGround } from '../../placements/place-book.events';
import * as placement from '../../placements/placement.words';
import { PHASE_NAMES } from '../../placements/phase-names';
import type { PlacementPhase } from '../../placements/place-book.tables';
import type { StatusKind } from '../components/notes';

/** Words for the codes of facts and rows, as people say them. */

export const PHASE_WORDS: Readonly<Record<PlacementPhase, Said & { readonly kind: StatusKind }>> = {
  reserved: { ...PHASE_NAMES.reserved, kind: 'waiting' },
  agreed: { ...PHASE_NAMES.agreed, kind: 'done' },
  enrolled: { ...PHASE_NAMES.enrolled, kind: 'running' },
  discharged: { ...PHASE_NAMES.discharged, kind: 'over' },
  declined: { ...PHASE_NAMES.declined, kind: 'stopped' },
  withdrawn: { ...PHASE_NAMES.withdrawn, kind: 'stopped' },
  lapsed: { ...PHASE_NAMES.lapsed, kind: 'stopped' },
};

export const CONTRACT_WORDS: Readonly<Record<ContractStatus, Said & { readonly kind: StatusKind }>> = {
  DRAFTED: { ...CONTRACT_STATUS_WORDS.DRAFTED, kind: 'waiting' },
  AWAITING_BUYER: { ...CONTRACT_STATUS_WORDS.AWAITING_BUYER, kind: 'waiting' },
  AWAITING_SUPPLIER: { ...CONTRACT_STATUS_WORDS.AWAITING_SUPPLIER, kind: 'waiting' },
  SIGNED: { ...CONTRACT_STATUS_WORDS.SIGNED, kind: 'done' },
  IN_FORCE: { ...CONTRACT_STATUS_WORDS.IN_FORCE, kind: 'running' },
  IN_FORCE_UNSIGNED: { ...CONTRACT_STATUS_WORDS.IN_FORCE_UNSIGNED, kind: 'wrong' },
  ENDED: { ...CONTRACT_STATUS_WORDS.ENDED, kind: 'over' },
  ANNULLED: { ...CONTRACT_STATUS_WORDS.ANNULLED, kind: 'stopped' },
};

export const DECLINE_WORDS = beginning(placement.DECLINE_WORDS);

export const DISCHARGE_WORDS = beginning(placement.DISCHARGE_WORDS);

export { levelText } from '../../audit/phrases';
export { paragraph };

/** SEL § 107 (midlertidigt botilbud). The name is that of the law and has no other language. */
export const paragraphWithName = (code: LegalBasisCode): string => `${paragraph(code)} (${legalBasis(code).danish})`;

/** For whom the price of a place in a secure unit is (R41). */
export const PLACEMENT_GROUND_WORDS: Readonly<Record<PlacementGround, Said>> = {
  SOCIAL: { da: 'Socialt grundlag', en: 'Social ground' },
  CRIMINAL_LAW: { da: 'Strafferetligt grundlag', en: 'Criminal-law ground' },
};

export const PAYER_GROUND_WORDS: Readonly<Record<PayerGround, Said>> = {
  ACTING_MUNICIPALITY: { da: 'En anden kommune er handlekommune', en: 'Another municipality acts for the citizen' },
  AGREEMENT: { da: 'Aftale mellem kommunerne', en: 'Agreement between the municipalities' },
  OTHER_LAW: { da: 'En anden lov', en: 'Another law' },
};

export const PAYER_CHANGE_GROUND_WORDS = beginning(placement.PAYER_CHANGE_GROUND_WORDS);

export const ABSENCE_WORDS = beginning(placement.ABSENCE_WORDS);

export const CORRECTION_WORDS = beginning(placement.CORRECTION_WORDS);
