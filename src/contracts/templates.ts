import type { LegalBasisCode } from '../kernel/legal-basis';
import { legalBasis } from '../kernel/legal-basis';
import type { TariffUnit } from '../tariffs/tariff.events';

/**
 * What differs between the templates that contracts have been drawn up by. Both sides sign a hash of the words (R28), and
 * an addendum is worded as the contract that it belongs to (R29), so a template never changes: other words are a new one.
 */
export interface Template {
  /** The version of KL's template (R27); after a dash the number of our wording of it, from the second on. */
  readonly version: string;
  /** What a price is for, as in `2.560,00 kr. pr. døgn`. */
  readonly unit: (unit: TariffUnit, sold: LegalBasisCode) => string;
}

const UNITS: Readonly<Record<TariffUnit, string>> = {
  DAY: 'døgn',
  HOUR: 'time',
  MONTH: 'måned',
  KM: 'km',
  PIECE: 'stk.',
};

const FIRST: Template = { version: '2.0', unit: (unit) => UNITS[unit] };

/** At a day place nobody stays for a døgn. */
const DAY_PLACES_BY_DAY: Template = {
  version: '2.0-2',
  unit: (unit, sold) => (unit === 'DAY' && legalBasis(sold).kind === 'day' ? 'dag' : UNITS[unit]),
};

/** In the order in which they were taken into use; new contracts are drawn up by the last. */
export const TEMPLATES = [FIRST, DAY_PLACES_BY_DAY] as const;
export const CURRENT_TEMPLATE: Template = DAY_PLACES_BY_DAY;

/** The template that a contract was drawn up by. */
export const templateOf = (version: string): Template => {
  const found = TEMPLATES.find((template) => template.version === version);
  // A later release has drawn the contract up, and its words are not known here.
  if (found === undefined) throw new Error(`No contract template ${version}`);
  return found;
};
