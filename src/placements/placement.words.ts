import type { Said } from '../kernel/messages';
import type {
  AbsenceKind,
  CorrectionCause,
  DeclineReason,
  DischargeReason,
  PayerChangeGround,
} from './place-book.events';

/** What the codes of a placement's facts are called within a sentence. */

export const DECLINE_WORDS: Readonly<Record<DeclineReason, Said>> = {
  TARGET_GROUP: { da: 'borgeren hører ikke til målgruppen', en: 'the citizen is outside the target group' },
  NO_STAFF: { da: 'der mangler personale', en: 'there is not enough staff' },
  SAFETY_OF_OTHERS: { da: 'af hensyn til andres sikkerhed', en: 'for the safety of others' },
  CLOSING: { da: 'tilbuddet lukker', en: 'the offering is closing' },
  OTHER: { da: 'anden grund', en: 'another reason' },
};

export const DISCHARGE_WORDS: Readonly<Record<DischargeReason, Said>> = {
  MOVED: { da: 'flyttet', en: 'moved' },
  COMPLETED: { da: 'forløbet er afsluttet', en: 'the stay is completed' },
  DEATH: { da: 'dødsfald', en: 'death' },
  BUYER_NOTICE: { da: 'opsagt af køber', en: 'notice from the buyer' },
  OPERATOR_NOTICE: { da: 'opsagt af driftsherren', en: 'notice from the operator' },
  CLOSURE: { da: 'tilbuddet lukker', en: 'the offering closes' },
  HOME_TAKEN: { da: 'hjemtaget', en: 'taken home' },
};

export const CORRECTION_WORDS: Readonly<Record<CorrectionCause, Said>> = {
  LATE_MESSAGE: { da: 'beskeden kom for sent', en: 'the message came late' },
  WRONG_DAY: { da: 'dagen var forkert', en: 'the day was wrong' },
  WRONG_REASON: { da: 'grunden var forkert', en: 'the reason was wrong' },
};

export const PAYER_CHANGE_GROUND_WORDS: Readonly<Record<PayerChangeGround, Said>> = {
  'RSL-9': {
    da: 'retssikkerhedsloven § 9: en anden kommune er handlekommune',
    en: 'the act on legal protection § 9: another municipality acts for the citizen',
  },
  'RSL-9-AGREEMENT': {
    da: 'aftale mellem kommunerne efter retssikkerhedsloven § 9, med borgerens samtykke',
    en: 'agreement of the municipalities under the act on legal protection § 9, with the citizen’s consent',
  },
  'RSL-9C': { da: 'retssikkerhedsloven § 9 c', en: 'the act on legal protection § 9 c' },
  OTHER_LAW: { da: 'anden lov', en: 'another act' },
};

export const ABSENCE_WORDS: Readonly<Record<AbsenceKind, Said>> = {
  HOSPITAL: { da: 'på hospital', en: 'in hospital' },
  HOLIDAY: { da: 'på ferie', en: 'on holiday' },
  LEAVE: { da: 'på orlov eller besøg', en: 'on leave or a visit' },
  OTHER: { da: 'andetsteds', en: 'elsewhere' },
};
