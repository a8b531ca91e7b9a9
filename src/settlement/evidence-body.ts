import { CodeField } from '../platform/http/fields';
import type { EvidenceNote } from './dispute.events';

/**
 * A case or document number as one word. Free text is not taken, as it tends to name a person, and nothing that looks
 * like a CPR number is: ten digits with or without the dash.
 */
export const REFERENCE_FORM = /^(?!.*\d{6}-?\d{4}(?!\d))[A-Za-zÆØÅæøå0-9][A-Za-zÆØÅæøå0-9./_-]{0,59}$/;

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
