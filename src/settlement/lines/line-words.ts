import { daysWord } from '../../kernel/day-words';
import { legalBasis } from '../../kernel/legal-basis';
import type { Language } from '../../kernel/messages';
import type { PlacementGround } from '../../kernel/placement-ground';
import type { PayerChangeGround } from '../../placements/place-book.events';
import type { ComponentKind, TariffUnit } from '../../tariffs/tariff.events';
import type { LineKind, StatementLine } from '../months/settlement.events';

/** A line's codes as people read them. */
export interface LineWords {
  readonly legalBasis: string;
  readonly component: string;
  readonly unit: string;
  readonly kind: string;
  /** The placement ground, where the price is for one (R41). */
  readonly ground?: string;
}

type Words<Code extends string> = Readonly<Record<Language, Readonly<Record<Code, string>>>>;

const COMPONENTS: Words<ComponentKind> = {
  da: {
    BASE: 'Basistakst',
    SERVICE_HOUR: 'Ydelsestimer',
    SERVICE_PACKAGE: 'Ydelsespakke',
    SUPPLEMENT: 'Tillægsydelse',
  },
  en: {
    BASE: 'Base tariff',
    SERVICE_HOUR: 'Service hours',
    SERVICE_PACKAGE: 'Service package',
    SUPPLEMENT: 'Supplement',
  },
};

const UNITS: Words<TariffUnit> = {
  da: { DAY: 'døgn', HOUR: 'timer', MONTH: 'måned', KM: 'km', PIECE: 'stk.' },
  en: { DAY: 'day', HOUR: 'hours', MONTH: 'month', KM: 'km', PIECE: 'pcs' },
};

const GROUNDS: Words<PlacementGround> = {
  da: { SOCIAL: 'Socialt', CRIMINAL_LAW: 'Strafferetligt' },
  en: { SOCIAL: 'Social', CRIMINAL_LAW: 'Criminal law' },
};

const KINDS: Words<LineKind> = {
  da: { REGULAR: 'Månedens afregning', ADJUSTMENT: 'Regulering af lukket måned' },
  en: { REGULAR: 'The month itself', ADJUSTMENT: 'Adjustment of a closed month' },
};

/** On what ground another pays, by the law as people name it. */
export const PAYER_GROUND_WORDS: Readonly<Record<PayerChangeGround, Readonly<Record<Language, string>>>> = {
  'RSL-9': { da: 'retssikkerhedsloven § 9', en: 'the act on legal protection § 9' },
  'RSL-9-AGREEMENT': {
    da: 'aftale efter retssikkerhedsloven § 9',
    en: 'agreement under the act on legal protection § 9',
  },
  'RSL-9C': { da: 'retssikkerhedsloven § 9 c', en: 'the act on legal protection § 9 c' },
  OTHER_LAW: { da: 'anden lov', en: 'another act' },
};

const LEVEL_NUMBER = /^\d+$/;

/** `niveau 2`; a level with a name of its own needs no word before it. */
export const levelText = (level: string, language: Language): string =>
  LEVEL_NUMBER.test(level) ? `${language === 'da' ? 'niveau' : 'level'} ${level}` : level;

/** What a part of a price is called. */
export const componentName = (kind: ComponentKind, language: Language): string => COMPONENTS[language][kind];

/** A component by its code: the word of its kind where the code says no more than that (`BASE`), else the operator's code. */
export const componentNameOf = (code: string, language: Language): string =>
  Object.hasOwn(COMPONENTS[language], code) ? COMPONENTS[language][code as ComponentKind] : code;

/** The paragraph's words are Danish in both languages: they are the law's. */
export const lineWords = (
  line: Pick<StatementLine, 'legalBasis' | 'componentKind' | 'unit' | 'kind' | 'placementGround'>,
  language: Language,
): LineWords => ({
  legalBasis: legalBasis(line.legalBasis).danish,
  component: componentName(line.componentKind, language),
  unit: line.unit === 'DAY' ? daysWord(line.legalBasis)[language] : UNITS[language][line.unit],
  kind: KINDS[language][line.kind],
  ...(line.placementGround === undefined ? {} : { ground: GROUNDS[language][line.placementGround] }),
});
