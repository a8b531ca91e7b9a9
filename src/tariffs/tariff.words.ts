import { dayWord } from '../kernel/day-words';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { Said } from '../kernel/messages';
import type { CapReason, TariffUnit, TariffWarningCode } from './tariff.events';

/** What a price is for, within a sentence. */
export const UNIT_WORDS: Readonly<Record<TariffUnit, Said>> = {
  DAY: { da: 'døgn', en: 'day' },
  HOUR: { da: 'time', en: 'hour' },
  MONTH: { da: 'måned', en: 'month' },
  KM: { da: 'km', en: 'km' },
  PIECE: { da: 'stk.', en: 'piece' },
};

/** The same where it is known what is sold: at a day place nobody stays for a døgn. */
export const unitWords = (unit: TariffUnit, sold: LegalBasisCode | undefined): Said =>
  unit === 'DAY' && sold !== undefined ? dayWord(sold) : UNIT_WORDS[unit];

/** Why a price goes above the cap (R19), within a sentence. */
export const CAP_REASON_WORDS: Readonly<Record<CapReason, Said>> = {
  LAW_CHANGE: { da: 'ændret lovgivning', en: 'a change of law' },
  REGULATION_YEAR_2: { da: 'efterregulering fra to år før', en: 'regulation of two years before' },
  CHANGED_TARGET_GROUP: { da: 'ændret målgruppe', en: 'a changed target group' },
  OTHER: { da: 'anden grund', en: 'another reason' },
};

/** What a tariff was recorded in spite of, within a sentence. */
export const TARIFF_WARNING_WORDS: Readonly<Record<TariffWarningCode, Said>> = {
  ABOVE_TARIFF_CAP: { da: 'over takstloftet', en: 'above the tariff cap' },
  OCCUPANCY_BELOW_BAND: { da: 'belægningen ligger under aftalens bånd', en: 'occupancy below the agreed band' },
  OCCUPANCY_ABOVE_RECOMMENDED: {
    da: 'belægningen ligger over det anbefalede',
    en: 'occupancy above what is recommended',
  },
  NOT_WHOLE_KRONER: { da: 'ikke i hele kroner', en: 'not in whole kroner' },
  SHORT_NOTICE: { da: 'varslet kort tid før', en: 'announced at short notice' },
};
