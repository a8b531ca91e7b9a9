import type { LegalBasisCode } from '../../kernel/legal-basis';
import { beginning, type Language, type Said } from '../../kernel/messages';
import type { RowOutcome } from '../../tariff-files/tariff-file.events';
import type { TariffFileView } from '../../tariff-files/tariff-file.views';
import type { ComponentKind, TariffUnit } from '../../tariffs/tariff.events';
import * as tariff from '../../tariffs/tariff.words';
import type { StatusKind } from '../components/notes';

/** Words for the codes of tariffs and tariff files, as people say them. */

type Standing = Said & { readonly kind: StatusKind };

export const COMPONENT_WORDS: Readonly<Record<ComponentKind, Said>> = {
  BASE: { da: 'Basistakst', en: 'Base tariff' },
  SERVICE_HOUR: { da: 'Ydelse', en: 'Service' },
  SERVICE_PACKAGE: { da: 'Ydelsespakke', en: 'Package' },
  SUPPLEMENT: { da: 'Tillæg', en: 'Supplement' },
};

/** Basistakst pr. døgn: what a part of a price is, and for what unit. */
export const partWords = (
  kind: ComponentKind,
  unit: TariffUnit,
  sold: LegalBasisCode | undefined,
  language: Language,
): string =>
  `${COMPONENT_WORDS[kind][language]} ${language === 'da' ? 'pr.' : 'per'} ${tariff.unitWords(unit, sold)[language]}`;

export const CAP_REASON_WORDS = beginning(tariff.CAP_REASON_WORDS);

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
