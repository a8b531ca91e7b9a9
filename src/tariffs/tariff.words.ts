import type { Said } from '../kernel/messages';
import type { CapReason, TariffWarningCode } from './tariff.events';

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
