import type { Language } from '../kernel/messages';
import type { RowOutcome } from '../tariff-files/tariff-file.events';
import type { TariffFileView } from '../tariff-files/tariff-file.views';
import type { CapReason, TariffWarningCode } from '../tariffs/tariff.events';
import type { TariffWarningView } from '../tariffs/tariff-view';
import type { StatusKind } from './components/notes';
import { danishKroner } from './formats';

/** Words for the codes of tariffs and tariff files, as people say them. */

type Said = Readonly<Record<Language, string>>;
type Standing = Said & { readonly kind: StatusKind };

const WARNING_WORDS: Readonly<Record<TariffWarningCode, Said>> = {
  ABOVE_TARIFF_CAP: { da: 'Over takstloftet', en: 'Above the tariff cap' },
  OCCUPANCY_BELOW_BAND: { da: 'Budgetteret belægning under aftalens grænse', en: 'Budgeted occupancy below the band' },
  OCCUPANCY_ABOVE_RECOMMENDED: {
    da: 'Budgetteret belægning over det anbefalede',
    en: 'Budgeted occupancy above what is recommended',
  },
  NOT_WHOLE_KRONER: { da: 'Ikke i hele kroner', en: 'Not in whole kroner' },
  SHORT_NOTICE: { da: 'Kortere varsel end aftalt', en: 'Shorter notice than agreed' },
};

/** A warning with its rule and, for the cap, what a day may at most cost. */
export const warningText = ({ code, rule, limitOre }: TariffWarningView, language: Language): string => {
  const limit = { da: 'højst', en: 'at most' }[language];
  const words = `${WARNING_WORDS[code][language]} (${rule})`;
  return limitOre === undefined ? words : `${words}: ${limit} ${danishKroner(limitOre)}`;
};

export const CAP_REASON_WORDS: Readonly<Record<CapReason, Said>> = {
  LAW_CHANGE: { da: 'Ændret lovgivning', en: 'A change of law' },
  REGULATION_YEAR_2: { da: 'Efterregulering fra to år før', en: 'Regulation of two years before' },
  CHANGED_TARGET_GROUP: { da: 'Ændret målgruppe', en: 'A changed target group' },
  OTHER: { da: 'Andet', en: 'Other' },
};

export const OUTCOME_WORDS: Readonly<Record<RowOutcome, Standing>> = {
  NEW: { da: 'Ny', en: 'New', kind: 'done' },
  CHANGED: { da: 'Ændret', en: 'Changed', kind: 'done' },
  CORRECTED: { da: 'Rettet', en: 'Corrected', kind: 'done' },
  UNCHANGED: { da: 'Uændret', en: 'Unchanged', kind: 'over' },
  LEFT_OUT: { da: 'Holdt ude', en: 'Left out', kind: 'waiting' },
  REFUSED: { da: 'Forkert', en: 'Wrong', kind: 'wrong' },
};

export const FILE_PHASE_WORDS: Readonly<Record<TariffFileView['phase'], Standing>> = {
  reading: { da: 'Læses', en: 'Being read', kind: 'running' },
  received: { da: 'Modtaget, ikke godkendt', en: 'Received, not accepted', kind: 'waiting' },
  importing: { da: 'Indlæses', en: 'Being imported', kind: 'running' },
  imported: { da: 'Indlæst', en: 'Imported', kind: 'done' },
};
