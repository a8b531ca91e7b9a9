import type { ContractStatus } from '../contracts/contract-status.calculation';
import { legalBasis, type LegalBasisCode, paragraph } from '../kernel/legal-basis';
import type { Language } from '../kernel/messages';
import type {
  AbsenceKind,
  CorrectionCause,
  DeclineReason,
  DischargeReason,
  PayerChangeGround,
  PayerGround,
} from '../placements/place-book.events';
import { PHASE_NAMES } from '../placements/phase-names';
import type { PlacementPhase } from '../placements/place-book.tables';
import type { StatusKind } from './components/notes';

/** Words for the codes of facts and rows, as people say them. */

type Said = Readonly<Record<Language, string>>;

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
  DRAFTED: { da: 'Mangler begge underskrifter', en: 'Neither side has signed', kind: 'waiting' },
  AWAITING_BUYER: { da: 'Mangler købers underskrift', en: 'The buyer has not signed', kind: 'waiting' },
  AWAITING_SUPPLIER: { da: 'Mangler sælgers underskrift', en: 'The seller has not signed', kind: 'waiting' },
  SIGNED: { da: 'Underskrevet af begge', en: 'Signed by both', kind: 'done' },
  IN_FORCE: { da: 'I kraft', en: 'In force', kind: 'running' },
  IN_FORCE_UNSIGNED: { da: 'I kraft uden underskrifter', en: 'In force, not signed', kind: 'wrong' },
  ENDED: { da: 'Ophørt', en: 'Ended', kind: 'over' },
  ANNULLED: { da: 'Annulleret', en: 'Annulled', kind: 'stopped' },
};

export const DECLINE_WORDS: Readonly<Record<DeclineReason, Said>> = {
  TARGET_GROUP: { da: 'Borgeren er uden for målgruppen', en: 'The citizen is outside the target group' },
  NO_STAFF: { da: 'Der er ikke personale nok', en: 'There is not enough staff' },
  SAFETY_OF_OTHERS: { da: 'Hensynet til andre borgere', en: 'The safety of other citizens' },
  CLOSING: { da: 'Tilbuddet lukker', en: 'The offering is closing' },
  OTHER: { da: 'Andet', en: 'Other' },
};

export const DISCHARGE_WORDS: Readonly<Record<DischargeReason, Said>> = {
  MOVED: { da: 'Borgeren er flyttet', en: 'The citizen has moved' },
  COMPLETED: { da: 'Forløbet er gennemført', en: 'The stay is completed' },
  DEATH: { da: 'Borgeren er død', en: 'The citizen has died' },
  BUYER_NOTICE: { da: 'Køber har opsagt', en: 'The buyer has given notice' },
  OPERATOR_NOTICE: { da: 'Driftsherren har opsagt', en: 'The operator has given notice' },
  CLOSURE: { da: 'Tilbuddet er lukket', en: 'The offering has closed' },
  HOME_TAKEN: { da: 'Hjemtaget af kommunen', en: 'Taken home by the municipality' },
};

export { paragraph };

/** SEL § 107 (midlertidigt botilbud). The name is that of the law and has no other language. */
export const paragraphWithName = (code: LegalBasisCode): string => `${paragraph(code)} (${legalBasis(code).danish})`;

export const PAYER_GROUND_WORDS: Readonly<Record<PayerGround, Said>> = {
  ACTING_MUNICIPALITY: { da: 'En anden kommune er handlekommune', en: 'Another municipality acts for the citizen' },
  AGREEMENT: { da: 'Aftale mellem kommunerne', en: 'Agreement between the municipalities' },
  OTHER_LAW: { da: 'En anden lov', en: 'Another law' },
};

export const PAYER_CHANGE_GROUND_WORDS: Readonly<Record<PayerChangeGround, Said>> = {
  'RSL-9': {
    da: 'Retssikkerhedsloven § 9: en anden kommune er handlekommune',
    en: 'The act on legal protection § 9: another municipality acts for the citizen',
  },
  'RSL-9-AGREEMENT': {
    da: 'Aftale mellem kommunerne, med borgerens samtykke',
    en: 'Agreement between the municipalities, with the citizen’s consent',
  },
  'RSL-9C': { da: 'Retssikkerhedsloven § 9 c', en: 'The act on legal protection § 9 c' },
  OTHER_LAW: { da: 'En anden lov', en: 'Another law' },
};

export const ABSENCE_WORDS: Readonly<Record<AbsenceKind, Said>> = {
  HOSPITAL: { da: 'På hospital', en: 'In hospital' },
  HOLIDAY: { da: 'På ferie', en: 'On holiday' },
  LEAVE: { da: 'På orlov eller besøg', en: 'On leave or a visit' },
  OTHER: { da: 'Andet', en: 'Elsewhere' },
};

export const CORRECTION_WORDS: Readonly<Record<CorrectionCause, Said>> = {
  LATE_MESSAGE: { da: 'Beskeden kom for sent', en: 'The message came late' },
  WRONG_DAY: { da: 'Dagen var forkert', en: 'The day was wrong' },
  WRONG_REASON: { da: 'Grunden var forkert', en: 'The reason was wrong' },
};
