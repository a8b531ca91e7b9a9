import type { Language } from '../kernel/messages';
import type { ProvenanceTag } from './agreement.events';

/** How sure we are of a rule: what is our own default is never shown as law. */
export const PROVENANCE_WORDS: Readonly<Record<ProvenanceTag, Readonly<Record<Language, string>>>> = {
  SEED: { da: 'læst i grunddokumenterne', en: 'read in the founding documents' },
  READ: { da: 'læst i kilden', en: 'read in the source' },
  TITLE: { da: 'kun kildens titel er læst', en: 'only the title of the source was read' },
  CALC: { da: 'regnet ud', en: 'computed' },
  KNOW: { da: 'almindelig viden, ikke efterlæst', en: 'known, not looked up' },
  DESIGN: { da: 'Pladsbogs standard, ikke en regel i loven', en: 'a default of Pladsbog, not law' },
};
