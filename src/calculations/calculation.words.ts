import type { Said } from '../kernel/messages';
import type { CalculationWarning } from './calculation.events';

/** What is unusual about a calculation, within a sentence. */
export const CALCULATION_WARNING_WORDS: Readonly<Record<CalculationWarning['code'], Said>> = {
  OCCUPANCY_DEVIATES: {
    da: 'belægningen er ikke den, som reglen giver',
    en: 'the occupancy is not the one that the rule gives',
  },
  OCCUPANCY_BELOW_BAND: {
    da: 'belægningen ligger under aftalens bånd',
    en: 'the occupancy is below the band of the agreement',
  },
  OCCUPANCY_ABOVE_RECOMMENDED: {
    da: 'belægningen ligger over den anbefalede grænse',
    en: 'the occupancy is above the recommended limit',
  },
  ABOVE_TARIFF_CAP: { da: 'taksten ligger over takstloftet', en: 'the tariff is above the cap' },
  REGULATION_DIFFERS: {
    da: 'der er ikke reguleret det, som reguleringskontoen viser',
    en: 'what is regulated is not what the regulation account shows',
  },
};
