import { danishDay, spokenMonth } from '../kernel/calendar';
import { danishAmount, danishKroner, sumOre } from '../kernel/money';
import type { ChargeEvent } from '../settlement/charges/charge.events';
import type { SettlementEvent } from '../settlement/months/settlement.events';
import type { EventOf } from './ledger';
import type { Names, Words } from './names';
import { counted, type Sentence } from './phrases';

/** That a month is closed, without the totals: those are for the operator, and not for each of its payers. */
export const closingWords = (
  { operator, month, issuedOn }: Pick<EventOf<'MonthClosed'>['data'], 'operator' | 'month' | 'issuedOn'>,
  names: Pick<Names, 'party'>,
): Sentence => ({
  da: `${names.party(operator)} lukkede ${spokenMonth(month, 'da')} den ${danishDay(issuedOn)}`,
  en: `${names.party(operator)} closed ${spokenMonth(month, 'en')} on ${issuedOn}`,
});

/** Months, statements and charges in words. */
export const SETTLEMENT_WORDS: Pick<Words, (SettlementEvent | ChargeEvent)['type']> = {
  ChargeRaised: ({ operator, payer, words, reckoning, amountOre, dueFrom }, names) => ({
    da: `${names.party(operator)} rejste en opkrævning til ${names.party(payer)} fra og med ${spokenMonth(dueFrom, 'da')}: ${words.da}, ${danishKroner(amountOre)} (${reckoning.da})`,
    en: `${names.party(operator)} raised a charge to ${names.party(payer)} from ${spokenMonth(dueFrom, 'en')}: ${words.en}, ${danishKroner(amountOre)} (${reckoning.en})`,
  }),
  ChargeWithdrawn: ({ operator, payer, words, amountOre, reason }, names) => ({
    da: `${names.party(operator)} trak en opkrævning til ${names.party(payer)} tilbage: ${words.da}, ${danishKroner(amountOre)} (${reason})`,
    en: `${names.party(operator)} took back a charge to ${names.party(payer)}: ${words.en}, ${danishKroner(amountOre)} (${reason})`,
  }),
  SettlementOpened: ({ operator, firstMonth }, names) => ({
    da: `${names.party(operator)} afregner i Pladsbog fra og med ${spokenMonth(firstMonth, 'da')}`,
    en: `${names.party(operator)} settles in Pladsbog from ${spokenMonth(firstMonth, 'en')}`,
  }),
  StatementDrawn: ({ operator, payer, month, lines: ofContracts, charges = [], part, parts }, names) => {
    const lines = [...ofContracts, ...charges];
    const total = danishAmount(sumOre(lines.map(({ amountOre }) => amountOre)));
    return {
      da: `${counted(lines.length, 'linje', 'linjer')} blev trukket op til ${names.party(payer)} fra ${names.party(operator)} for ${spokenMonth(month, 'da')}, i alt ${total} kr. (del ${part} af ${parts})`,
      en: `${lines.length} lines were drawn for ${names.party(payer)} from ${names.party(operator)} for ${spokenMonth(month, 'en')}, ${total} kr. in all (part ${part} of ${parts})`,
    };
  },
  MonthClosed: (closing, names) => {
    const { statements, totalOre, lost } = closing;
    const { da, en } = closingWords(closing, names);
    return {
      da: `${da}: ${counted(statements.length, 'opgørelse', 'opgørelser')}, i alt ${danishKroner(totalOre)}${lost.length > 0 ? `; ${lost.length} krav er forældede (R2)` : ''}`,
      en: `${en}: ${statements.length} statements, ${danishKroner(totalOre)} in all${lost.length > 0 ? `; ${lost.length} claims came too late (R2)` : ''}`,
    };
  },
};
