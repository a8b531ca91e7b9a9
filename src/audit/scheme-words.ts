import { danishDay } from '../kernel/calendar';
import { danishKroner } from '../kernel/money';
import type { SchemeEvent } from '../objective-financing/scheme.events';
import type { Words } from './names';
import { counted } from './phrases';

/** Objective financing and subscriptions in words. */
export const SCHEME_WORDS: Pick<Words, SchemeEvent['type']> = {
  FinancingSchemeAgreed: ({ operator, name, year, financing, keyUnit, keyDate }, names) => ({
    da:
      financing.kind === 'OBJECTIVE'
        ? `${names.party(operator)} registrerede objektiv finansiering af ${name} i ${year}: ${danishKroner(financing.budgetOre)} efter ${keyUnit} pr. ${danishDay(keyDate)}`
        : `${names.party(operator)} registrerede abonnementet ${name} i ${year}: ${danishKroner(financing.unitPriceOre)} pr. enhed (${keyUnit}) pr. ${danishDay(keyDate)}`,
    en:
      financing.kind === 'OBJECTIVE'
        ? `${names.party(operator)} registered objective financing of ${name} in ${year}: ${danishKroner(financing.budgetOre)} by ${keyUnit} on ${keyDate}`
        : `${names.party(operator)} registered the subscription ${name} in ${year}: ${danishKroner(financing.unitPriceOre)} a unit (${keyUnit}) on ${keyDate}`,
  }),
  KeySnapshotTaken: ({ operator, keyDate, source, figures }, names) => ({
    da: `Fordelingsnøglen hos ${names.party(operator)} blev registreret pr. ${danishDay(keyDate)} for ${counted(figures.length, 'betaler', 'betalere')} (${source})`,
    en: `The key at ${names.party(operator)} was recorded as of ${keyDate} for ${figures.length} payers (${source})`,
  }),
  SharesComputed: ({ operator, name, year, totalOre, shares }, names) => ({
    da: `Andelene af ${name} i ${year} hos ${names.party(operator)} blev beregnet: ${danishKroner(totalOre)} på ${counted(shares.length, 'betaler', 'betalere')}`,
    en: `The shares of ${name} in ${year} at ${names.party(operator)} were computed: ${danishKroner(totalOre)} on ${shares.length} payers`,
  }),
  ActualsReported: ({ operator, name, year, actualOre, regulations }, names) => {
    const changes = regulations.filter(({ differenceOre }) => differenceOre !== 0).length;
    return {
      da: `${names.party(operator)} indberettede, at ${name} i ${year} kostede ${danishKroner(actualOre)}; ${counted(changes, 'betaler', 'betalere')} efterreguleres`,
      en: `${names.party(operator)} reported that ${name} in ${year} cost ${danishKroner(actualOre)}; ${changes} payers are regulated`,
    };
  },
};
