import type { LegalBasisCode } from '../kernel/legal-basis';
import { legalBasis, paragraph, paragraphOfLaw } from '../kernel/legal-basis';
import type { AgreementId, ServiceLineId } from '../kernel/vocabulary';
import type { PayerChangeGround } from '../placements/place-book.events';
import type { ComponentKind, TariffUnit } from '../tariffs/tariff.events';

/**
 * What differs between the templates that contracts have been drawn up by. Both sides sign a hash of the words (R28), and
 * an addendum is worded as the contract that it belongs to (R29), so a template never changes: other words are a new one.
 */
export interface Template {
  /** The version of KL's template (R27); after a dash the number of our wording of it, from the second on. */
  readonly version: string;
  /** What a price is for, as in `2.560,00 kr. pr. døgn`. */
  readonly unit: (unit: TariffUnit, sold: LegalBasisCode) => string;
  /** What the place is held and paid for: `Månedligt …, bagud og for alle dage`. */
  readonly days: (sold: LegalBasisCode) => string;
  /** What the place is bought under, with the name of it: `§ 107 i lov om social service, midlertidigt botilbud`. */
  readonly legalBasis: (sold: LegalBasisCode) => string;
  /** The service line by the code that the operator gave it. */
  readonly serviceLine: (code: ServiceLineId) => string;
  /** The framework agreement, by the name that it has when the contract is drawn up. */
  readonly agreement: (id: AgreementId, name: string) => string;
  /** A part of the price: the word of its kind, and the operator's code for it. */
  readonly component: (word: string, kind: ComponentKind, code: string) => string;
  /** Why another pays. */
  readonly payerGround: (ground: PayerChangeGround) => string;
  /** After a sentence that follows rules of our rule book: their numbers, where the template names them. */
  readonly follows: (rules: string) => string;
  /** After a wording that is ours and must be compared with the printed template before it binds anybody. */
  readonly unchecked: string;
  /** The same said once, above the signatures, with the numbers of the sections it is about. */
  readonly reservation: ((sections: string) => string) | undefined;
}

const UNITS: Readonly<Record<TariffUnit, string>> = {
  DAY: 'døgn',
  HOUR: 'time',
  MONTH: 'måned',
  KM: 'km',
  PIECE: 'stk.',
};

const FIRST: Template = {
  version: '2.0',
  unit: (unit) => UNITS[unit],
  days: () => 'dage',
  legalBasis: (sold) => `${sold}, ${legalBasis(sold).danish}`,
  serviceLine: (code) => code,
  agreement: (id) => id,
  component: (word, _kind, code) => `${word} (${code})`,
  payerGround: (ground) => ground,
  follows: (rules) => ` (${rules})`,
  unchecked: ' [DESIGN] Ordlyden skal efterprøves mod KL’s standardkontrakt 2.0.',
  reservation: undefined,
};

/** At a day place nobody stays for a døgn. */
const DAY_PLACES_BY_DAY: Template = {
  ...FIRST,
  version: '2.0-2',
  unit: (unit, sold) => (unit === 'DAY' && legalBasis(sold).kind === 'day' ? 'dag' : UNITS[unit]),
};

/** Some laws are named in what is offered: special teaching after § 20 of folkeskoleloven. */
const NAMES_ITS_LAW = 'lovens §';

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const PAYER_GROUNDS: Readonly<Record<PayerChangeGround, string>> = {
  'RSL-9': 'Retssikkerhedslovens § 9: en anden kommune er handlekommune',
  'RSL-9-AGREEMENT': 'Aftale mellem kommunerne efter retssikkerhedslovens § 9, med borgerens samtykke',
  'RSL-9C': 'Retssikkerhedslovens § 9 c',
  OTHER_LAW: 'Anden lov',
};

/** What people read, where the templates before have codes of this system. */
const IN_WORDS: Template = {
  ...DAY_PLACES_BY_DAY,
  version: '2.0-3',
  days: (sold) => (legalBasis(sold).kind === 'day' ? 'dage' : 'døgn'),
  legalBasis: (sold) => {
    const { danish } = legalBasis(sold);
    const law = danish.includes(NAMES_ITS_LAW) ? undefined : paragraphOfLaw(sold);
    return law === undefined ? capitalised(danish) : `${law}, ${danish}`;
  },
  serviceLine: (code) => paragraphOfLaw(code) ?? paragraph(code),
  agreement: (_id, name) => name,
  component: (word, kind, code) => (code === kind ? word : `${word} (${code})`),
  payerGround: (ground) => PAYER_GROUNDS[ground],
};

/** A contract stands by itself: numbers and marks of our rule book say nothing to who has it on paper. */
const STANDS_ALONE: Template = {
  ...IN_WORDS,
  version: '2.0-4',
  follows: () => '',
  unchecked: '',
  reservation: (sections) =>
    `Vilkårene i afsnit ${sections} er Pladsbogs forslag. De er ikke efterprøvet mod KL’s standardkontrakt 2.0.`,
};

/** In the order in which they were taken into use; new contracts are drawn up by the last. */
export const TEMPLATES = [FIRST, DAY_PLACES_BY_DAY, IN_WORDS, STANDS_ALONE] as const;
export const CURRENT_TEMPLATE: Template = STANDS_ALONE;

/** The template that a contract was drawn up by. */
export const templateOf = (version: string): Template => {
  const found = TEMPLATES.find((template) => template.version === version);
  // A later release has drawn the contract up, and its words are not known here.
  if (found === undefined) throw new Error(`No contract template ${version}`);
  return found;
};
