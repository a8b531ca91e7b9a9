import { spokenMonth } from '../kernel/calendar';
import { danishKroner } from '../kernel/money';
import type { Words } from './names';

/** What is raised outside of contracts, in words. */
export const CHARGE_WORDS: Pick<Words, 'ChargeRaised'> = {
  ChargeRaised: ({ operator, payer, words, reckoning, amountOre, dueFrom }, names) => ({
    da: `${names.party(operator)} rejste en opkrævning til ${names.party(payer)} fra og med ${spokenMonth(dueFrom, 'da')}: ${words.da}, ${danishKroner(amountOre)} (${reckoning.da})`,
    en: `${names.party(operator)} raised a charge to ${names.party(payer)} from ${spokenMonth(dueFrom, 'en')}: ${words.en}, ${danishKroner(amountOre)} (${reckoning.en})`,
  }),
};
