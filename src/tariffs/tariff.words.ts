import type { Said } from '../kernel/messages';
import type { CapReason } from './tariff.events';

/** Why a price goes above the cap (R19), within a sentence. */
export const CAP_REASON_WORDS: Readonly<Record<CapReason, Said>> = {
  LAW_CHANGE: { da: 'ændret lovgivning', en: 'a change of law' },
  REGULATION_YEAR_2: { da: 'efterregulering fra to år før', en: 'regulation of two years before' },
  CHANGED_TARGET_GROUP: { da: 'ændret målgruppe', en: 'a changed target group' },
  OTHER: { da: 'anden grund', en: 'another reason' },
};
