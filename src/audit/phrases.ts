import type { PlacementGround } from '../kernel/placement-ground';
import type { ErasureReason } from '../citizens/citizen-record.events';
import type { ContractSide, SigningMethod } from '../contracts/contract.events';
import { danishKroner } from '../kernel/money';
import type {
  AbsenceKind,
  CorrectionCause,
  DeclineReason,
  DischargeReason,
  PayerChangeGround,
  ServiceTerms,
} from '../placements/place-book.events';
import type { TariffComponent, TariffUnit, TariffWarningCode } from '../tariffs/tariff.events';

/** The same in Danish and in English. */
export interface Sentence {
  readonly da: string;
  readonly en: string;
}

/** A number with its noun: 1 plads, 2 pladser. */
export const counted = (number: number, one: string, more: string): string => `${number} ${number === 1 ? one : more}`;

/** A Danish name that owns something: Skives, but Aarhus’. */
export const genitive = (name: string): string => (/[sxz]$/i.test(name) ? `${name}’` : `${name}s`);

export const DECLINED: Readonly<Record<DeclineReason, Sentence>> = {
  TARGET_GROUP: { da: 'borgeren hører ikke til målgruppen', en: 'the citizen is outside the target group' },
  NO_STAFF: { da: 'der mangler personale', en: 'there is not enough staff' },
  SAFETY_OF_OTHERS: { da: 'af hensyn til andres sikkerhed', en: 'for the safety of others' },
  CLOSING: { da: 'tilbuddet lukker', en: 'the offering is closing' },
  OTHER: { da: 'anden grund', en: 'another reason' },
};

export const ERASED: Readonly<Record<ErasureReason, Sentence>> = {
  RETENTION_EXPIRED: { da: 'opbevaringsfristen er udløbet', en: 'the retention period is over' },
  CITIZEN_REQUEST: { da: 'borgeren bad om det', en: 'the citizen asked for it' },
  REGISTERED_BY_MISTAKE: { da: 'registreret ved en fejl', en: 'registered by mistake' },
};

export const DISCHARGED: Readonly<Record<DischargeReason, Sentence>> = {
  MOVED: { da: 'flyttet', en: 'moved' },
  COMPLETED: { da: 'forløbet er afsluttet', en: 'the stay is completed' },
  DEATH: { da: 'dødsfald', en: 'death' },
  BUYER_NOTICE: { da: 'opsagt af køber', en: 'notice from the buyer' },
  OPERATOR_NOTICE: { da: 'opsagt af driftsherren', en: 'notice from the operator' },
  CLOSURE: { da: 'tilbuddet lukker', en: 'the offering closes' },
  HOME_TAKEN: { da: 'hjemtaget', en: 'taken home' },
};

export const CORRECTED: Readonly<Record<CorrectionCause, Sentence>> = {
  LATE_MESSAGE: { da: 'beskeden kom for sent', en: 'the message came late' },
  WRONG_DAY: { da: 'dagen var forkert', en: 'the day was wrong' },
  WRONG_REASON: { da: 'årsagen var forkert', en: 'the reason was wrong' },
};

/** What a tariff was recorded in spite of. */
export const WARNINGS: Readonly<Record<TariffWarningCode, Sentence>> = {
  ABOVE_TARIFF_CAP: { da: 'over takstloftet', en: 'above the tariff cap' },
  OCCUPANCY_BELOW_BAND: { da: 'belægningen ligger under aftalens bånd', en: 'occupancy below the agreed band' },
  OCCUPANCY_ABOVE_RECOMMENDED: {
    da: 'belægningen ligger over det anbefalede',
    en: 'occupancy above what is recommended',
  },
  NOT_WHOLE_KRONER: { da: 'ikke i hele kroner', en: 'not in whole kroner' },
  SHORT_NOTICE: { da: 'varslet kort tid før', en: 'announced at short notice' },
};

export const PAYER_GROUNDS: Readonly<Record<PayerChangeGround, Sentence>> = {
  'RSL-9': { da: 'retssikkerhedsloven § 9', en: 'the act on legal protection § 9' },
  'RSL-9-AGREEMENT': {
    da: 'aftale efter retssikkerhedsloven § 9',
    en: 'agreement under the act on legal protection § 9',
  },
  'RSL-9C': { da: 'retssikkerhedsloven § 9 c', en: 'the act on legal protection § 9 c' },
  OTHER_LAW: { da: 'anden lov', en: 'another act' },
};

export const ABSENT: Readonly<Record<AbsenceKind, Sentence>> = {
  HOSPITAL: { da: 'på hospital', en: 'in hospital' },
  HOLIDAY: { da: 'på ferie', en: 'on holiday' },
  LEAVE: { da: 'på orlov', en: 'on leave' },
  OTHER: { da: 'fraværende', en: 'absent' },
};

export const SIDES: Readonly<Record<ContractSide, Sentence>> = {
  BUYER: { da: 'for køberen', en: 'for the buyer' },
  SUPPLIER: { da: 'for leverandøren', en: 'for the supplier' },
};

export const METHODS: Readonly<Record<SigningMethod, Sentence>> = {
  LOCAL: { da: 'i Pladsbog', en: 'in Pladsbog' },
  MITID_ERHVERV: { da: 'med MitID Erhverv', en: 'with MitID Erhverv' },
  PAPER: { da: 'på papir', en: 'on paper' },
};

const UNITS: Readonly<Record<TariffUnit, Sentence>> = {
  DAY: { da: 'døgn', en: 'day' },
  HOUR: { da: 'time', en: 'hour' },
  MONTH: { da: 'måned', en: 'month' },
  KM: { da: 'km', en: 'km' },
  PIECE: { da: 'stk.', en: 'piece' },
};

/** Prices that are always charged; supplements come on top and are named by their codes. */
export const price = (components: readonly TariffComponent[], language: keyof Sentence): string => {
  const fixed = components.filter(({ kind }) => kind !== 'SUPPLEMENT');
  const shown = fixed.length > 0 ? fixed : components;
  return shown.map(({ priceOre, unit }) => `${danishKroner(priceOre)}/${UNITS[unit][language]}`).join(' + ');
};

const LEVEL_NUMBER = /^\d+$/;

/** `niveau 2`; a level with a name of its own needs no word before it. */
export const levelText = (level: string, language: keyof Sentence): string =>
  LEVEL_NUMBER.test(level) ? `${language === 'da' ? 'niveau' : 'level'} ${level}` : level;

export const terms = (agreed: ServiceTerms, language: keyof Sentence): string => {
  const { level, hoursPerDay, supplements, daysPerWeek } = agreed;
  const da = language === 'da';
  const parts = [levelText(level, language)];
  if (hoursPerDay !== undefined) parts.push(`${hundredthsText(hoursPerDay)} ${da ? 'timer om dagen' : 'hours a day'}`);
  if (daysPerWeek !== undefined) parts.push(`${daysPerWeek} ${da ? 'dage om ugen' : 'days a week'}`);
  if (supplements.length > 0) parts.push(`${da ? 'tillæg' : 'supplements'} ${supplements.join(', ')}`);
  return parts.join(', ');
};

/** Hundredths as Danes write decimals: 250 is 2,5. */
const hundredthsText = (value: number): string => {
  const text = `${Math.floor(value / 100)},${String(value % 100).padStart(2, '0')}`;
  return text.replace(/,?0+$/, '');
};

export const percent = (basisPoints: number): string => `${hundredthsText(basisPoints)} %`;

/** For whom a price of a secure unit is (R41). */
export const GROUNDS: Readonly<Record<PlacementGround, Sentence>> = {
  SOCIAL: { da: ', socialt grundlag', en: ', social ground' },
  CRIMINAL_LAW: { da: ', strafferetligt grundlag', en: ', criminal-law ground' },
};
