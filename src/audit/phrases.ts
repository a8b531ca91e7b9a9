import type { LegalBasisCode } from '../kernel/legal-basis';
import { PLACEMENT_GROUND_WORDS, type PlacementGround } from '../kernel/placement-ground';
import type { ContractSide, SigningMethod } from '../contracts/contract.events';
import type { Said } from '../kernel/messages';
import { danishKroner } from '../kernel/money';
import type { ServiceTerms } from '../placements/place-book.events';
import type { TariffComponent } from '../tariffs/tariff.events';
import { unitWords } from '../tariffs/tariff.words';

/** The same in Danish and in English. */
export type Sentence = Said;

/** A number with its noun: 1 plads, 2 pladser. */
export const counted = (number: number, one: string, more: string): string => `${number} ${number === 1 ? one : more}`;

/** A Danish name that owns something: Skives, but Aarhus’. */
export const genitive = (name: string): string => (/[sxz]$/i.test(name) ? `${name}’` : `${name}s`);

export const SIDES: Readonly<Record<ContractSide, Sentence>> = {
  BUYER: { da: 'for køberen', en: 'for the buyer' },
  SUPPLIER: { da: 'for leverandøren', en: 'for the supplier' },
};

export const METHODS: Readonly<Record<SigningMethod, Sentence>> = {
  LOCAL: { da: 'i Pladsbog', en: 'in Pladsbog' },
  MITID_ERHVERV: { da: 'med MitID Erhverv', en: 'with MitID Erhverv' },
  PAPER: { da: 'på papir', en: 'on paper' },
};

/** Prices that are always charged for what is sold; supplements come on top and are named by their codes. */
export const price = (
  components: readonly TariffComponent[],
  sold: LegalBasisCode | undefined,
  language: keyof Sentence,
): string => {
  const fixed = components.filter(({ kind }) => kind !== 'SUPPLEMENT');
  const shown = fixed.length > 0 ? fixed : components;
  return shown
    .map(
      ({ priceOre, unit, legalBasis = sold }) => `${danishKroner(priceOre)}/${unitWords(unit, legalBasis)[language]}`,
    )
    .join(' + ');
};

const LEVEL_NUMBER = /^\d+$/;

/** `niveau 2`; a level with a name of its own needs no word before it. */
export const levelText = (level: string, language: keyof Sentence): string =>
  LEVEL_NUMBER.test(level) ? `${language === 'da' ? 'niveau' : 'level'} ${level}` : level;

export const terms = (agreed: ServiceTerms, language: keyof Sentence): string => {
  const { level, hoursPerDay, supplements, daysPerWeek } = agreed;
  const da = language === 'da';
  const parts = [levelText(level, language)];
  if (hoursPerDay !== undefined) parts.push(`${hundredthsText(hoursPerDay)} ${da ? 'timer om dagen' : 'hours a day'}`);
  if (daysPerWeek !== undefined) parts.push(`${daysPerWeek} ${da ? 'dage om ugen' : 'days a week'}`);
  if (supplements.length > 0) parts.push(`${da ? 'tillæg' : 'supplements'} ${supplements.join(', ')}`);
  return parts.join(', ');
};

/** Hundredths as Danes write decimals: 250 is 2,5. */
const hundredthsText = (value: number): string => {
  const text = `${Math.floor(value / 100)},${String(value % 100).padStart(2, '0')}`;
  return text.replace(/,?0+$/, '');
};

export const percent = (basisPoints: number): string => `${hundredthsText(basisPoints)} %`;

/** For whom a price of a secure unit is (R41); nothing where it is for all. */
export const forGround = (ground: PlacementGround | undefined, language: keyof Sentence): string =>
  ground === undefined ? '' : `, ${PLACEMENT_GROUND_WORDS[ground][language]}`;
