import { beginning, type Said } from '../kernel/messages';
import { danishKroner } from '../kernel/money';
import { CAP_REASON_WORDS } from '../tariffs/tariff.words';
import { CALCULATION_WARNING_WORDS } from './calculation.words';
import type { CalculationWarning, CostCategory, OccupancyReason } from './calculation.events';

/** The same in Danish and in English. */
export type Sentence = Said;

export const COST_TEXTS: Readonly<Record<CostCategory, Sentence>> = {
  DIRECT: { da: 'Direkte omkostninger', en: 'Direct costs' },
  OVERHEAD: {
    da: 'Andel af central ledelse og administration (overhead)',
    en: 'Share of central management (overhead)',
  },
  DEPRECIATION: { da: 'Afskrivninger', en: 'Depreciation' },
  INTEREST: { da: 'Forrentning', en: 'Interest' },
  SUPERVISION_FEE: { da: 'Takst for tilsyn', en: 'Supervision fee' },
  HEALTH_INCLUDED: { da: 'Sundhedsfaglig behandling i opholdet (R20)', en: 'Health treatment within the stay (R20)' },
  DEVELOPMENT: { da: 'Udvikling', en: 'Development' },
  FRAMEWORK_SECRETARIAT: { da: 'Rammeaftalens sekretariat', en: 'Secretariat of the framework agreement' },
  OTHER: { da: 'Andre elementer', en: 'Other elements' },
};

export const OCCUPANCY_REASON_TEXTS: Readonly<Record<OccupancyReason, Sentence>> = {
  STEERING_GROUP_APPROVED: { da: 'godkendt i den administrative styregruppe', en: 'approved by the steering group' },
  NEW_OFFERING: { da: 'nyt tilbud uden historik', en: 'new offering without history' },
  CHANGED_CAPACITY: { da: 'ændret antal pladser', en: 'changed number of places' },
  OTHER: { da: 'anden grund', en: 'another reason' },
};

const WARNING_TEXTS = beginning(CALCULATION_WARNING_WORDS);

/** The warning as a sentence, with the operator's reason where one was given. */
export const warningText = ({ code, rule, reason, originYear, dueOre }: CalculationWarning): Sentence => {
  const { da, en } = WARNING_TEXTS[code];
  const why =
    originYear === undefined || dueOre === undefined
      ? reasonText(reason)
      : { da: `${danishKroner(dueOre)} fra ${originYear}`, en: `${danishKroner(dueOre)} of ${originYear}` };
  return {
    da: `${da} (${rule})${why === undefined ? '' : `: ${why.da}`}.`,
    en: `${en} (${rule})${why === undefined ? '' : `: ${why.en}`}.`,
  };
};

const reasonText = (reason: string | undefined): Sentence | undefined => {
  if (reason === undefined) return undefined;
  const known = { ...CAP_REASON_WORDS, ...OCCUPANCY_REASON_TEXTS } as Readonly<Record<string, Sentence | undefined>>;
  return known[reason];
};
