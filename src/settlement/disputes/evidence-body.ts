import { CodeField } from '../../platform/http/fields';
import type { EvidenceNote } from './dispute.events';

/**
 * A case or document number as one word that begins with a letter. Free text is not taken, as it tends to name a person,
 * and no more than five digits stand together, so that no CPR number is.
 */
export const REFERENCE_FORM = /^[A-Za-z]\d{0,5}(?:[A-Za-z./_-]\d{0,5}){0,58}$/;

export class EvidenceBody {
  @CodeField(REFERENCE_FORM, 'Number of the case or document. Never a name, never a CPR number.', {
    example: 'SAG-2026-0117',
  })
  reference!: string;

  @CodeField(/^[0-9a-f]{64}$/, 'SHA-256 of the document, to show later that it is the same one.', { optional: true })
  sha256?: string;
}

export const evidenceFrom = ({ reference, sha256 }: EvidenceBody): EvidenceNote =>
  sha256 === undefined ? { reference } : { reference, sha256 };
