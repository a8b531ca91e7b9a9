import type { Invoice } from './invoice.calculation';
import { brokenRules, DANISH_RULES, EN_16931_RULES, HOUSE_RULES, PEPPOL_RULES } from './invoice-rules.calculation';
import type { BrokenRule, InvoiceRule } from './invoice-rules.calculation';
import type { Sentence } from './line-reason.calculation';
import { oioubl } from './oioubl';
import { peppolBilling } from './peppol-billing';
import { ublDocument } from './ubl-document';

/**
 * A format an e-invoice may be issued in. An issued document is made again from what was recorded, so a profile that has
 * been used is never changed: what differs becomes a further profile. Goldens hold each to its bytes.
 */
export interface EInvoiceProfile {
  readonly code: ProfileCode;
  readonly name: string;
  readonly rules: readonly InvoiceRule[];
  /** What its documents were held against, and what they were not. */
  readonly validation: Sentence;
  readonly write: (invoice: Invoice) => Buffer;
}

export const PROFILE_CODES = ['peppol-bis-3', 'oioubl-2.1'] as const;
export type ProfileCode = (typeof PROFILE_CODES)[number];

const PROFILES: readonly EInvoiceProfile[] = [
  {
    code: 'peppol-bis-3',
    name: 'Peppol BIS Billing 3.0 (UBL 2.1)',
    rules: [...EN_16931_RULES, ...PEPPOL_RULES, ...DANISH_RULES, ...HOUSE_RULES],
    validation: {
      da: 'Holdt op mod de regler, der er nævnt, og mod UBL 2.1’s rækkefølge. Ikke kørt mod den officielle schematron.',
      en: 'Held against the rules named and against the order of UBL 2.1. Not run against the official schematron.',
    },
    write: (invoice) => ublDocument(invoice, peppolBilling),
  },
  {
    code: 'oioubl-2.1',
    name: 'OIOUBL 2.1',
    rules: [...EN_16931_RULES, ...DANISH_RULES, ...HOUSE_RULES],
    validation: {
      da: 'Kun holdt op mod de fælles regler og UBL 2.1’s rækkefølge. OIOUBL’s egne regler er ikke prøvet.',
      en: 'Held against the common rules and the order of UBL 2.1 only. OIOUBL’s own rules were not tried.',
    },
    write: (invoice) => ublDocument(invoice, oioubl),
  },
];

const byCode: ReadonlyMap<string, EInvoiceProfile> = new Map(PROFILES.map((profile) => [profile.code, profile]));

/** @throws RangeError for a code that no profile has; what comes from outside was checked at the door. */
export const profileOf = (code: string): EInvoiceProfile => {
  const profile = byCode.get(code);
  if (profile === undefined) throw new RangeError(`No such profile: ${code}`);
  return profile;
};

export const faultsOf = ({ rules }: EInvoiceProfile, invoice: Invoice): readonly BrokenRule[] =>
  brokenRules(invoice, rules);
