import { type LegalBasisCode, legalBasis } from './legal-basis';
import type { Said } from './messages';

/** What a place is held and paid by: a stay by the døgn; a day place, where nobody stays for one, by the day. */
export const dayWord = (sold: LegalBasisCode): Said =>
  legalBasis(sold).kind === 'day' ? { da: 'dag', en: 'day' } : { da: 'døgn', en: 'day' };

export const daysWord = (sold: LegalBasisCode): Said =>
  legalBasis(sold).kind === 'day' ? { da: 'dage', en: 'days' } : { da: 'døgn', en: 'days' };

/** `31 døgn`, `1 dag` */
export const daysInWords = (days: number, sold: LegalBasisCode): Said => {
  const { da, en } = Math.abs(days) === 1 ? dayWord(sold) : daysWord(sold);
  return { da: `${days} ${da}`, en: `${days} ${en}` };
};
