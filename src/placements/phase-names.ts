import type { Language } from '../kernel/messages';
import type { PlacementPhase } from './place-book.tables';

/** Where a purchase stands, as people say it. */
export const PHASE_NAMES: Readonly<Record<PlacementPhase, Readonly<Record<Language, string>>>> = {
  reserved: { da: 'Reserveret', en: 'Reserved' },
  agreed: { da: 'Aftalt', en: 'Agreed' },
  enrolled: { da: 'Indskrevet', en: 'Enrolled' },
  discharged: { da: 'Udskrevet', en: 'Discharged' },
  declined: { da: 'Afslået', en: 'Declined' },
  withdrawn: { da: 'Trukket tilbage', en: 'Withdrawn' },
  lapsed: { da: 'Udløbet', en: 'Lapsed' },
};
