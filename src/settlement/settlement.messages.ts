import type { RefusalCatalogue } from '../kernel/messages';

export const settlementRefusals: RefusalCatalogue = {
  SETTLEMENT_ALREADY_OPEN: {
    status: 409,
    da: 'Der er lukket måneder fra og med {month}. Den første måned kan ikke flyttes mere.',
    en: 'Months are closed from {month} on. The first month cannot be moved any more.',
  },
  MONTH_BEFORE_OPENING: {
    status: 422,
    da: 'Måneden {month} ligger før den første måned, der afregnes her ({firstMonth}).',
    en: '{month} lies before the first month settled here ({firstMonth}).',
  },
  MONTH_ALREADY_CLOSED: {
    status: 409,
    da: 'Måneden {month} er lukket og ændres ikke. Det, der kommer frem nu, reguleres i næste åbne måned.',
    en: '{month} is closed and does not change. What is learned now is adjusted in the next open month.',
  },
  EARLIER_MONTH_OPEN: {
    status: 409,
    da: 'Luk først {earlier}: måneder lukkes i rækkefølge, så intet bliver glemt.',
    en: 'Close {earlier} first: months are closed in order, so that nothing is forgotten.',
  },
  MONTH_NOT_OVER: {
    status: 422,
    da: 'Måneden {month} er ikke forbi. Den kan lukkes fra dagen efter {last}.',
    en: '{month} is not over. It can be closed from the day after {last}.',
  },
  NO_AGREEMENT_IN_FORCE: {
    status: 422,
    da: 'Ingen rammeaftale gælder for {operator} den {day}, så betalingsfristen kendes ikke.',
    en: 'No framework agreement covers {operator} on {day}, so the due date is not known.',
  },
  DAYS_WITHOUT_TARIFF: {
    status: 422,
    da: 'Kontrakt {contractId} har fra {day} dage uden takst på niveau {level}. Offentliggør taksten, og luk så måneden.',
    en: 'Contract {contractId} has days from {day} without a tariff at level {level}. Publish it, then close the month.',
  },
  TOO_MANY_LOST_CLAIMS: {
    status: 422,
    da: '{claims} krav er for gamle (R2), og højst {max} kan afskrives på én gang. Kontakt sekretariatet.',
    en: '{claims} claims are too old (R2), and at most {max} can be written off at once. Contact the secretariat.',
  },
  STATEMENT_NOT_FOUND: {
    status: 404,
    da: 'Opgørelsen {statementId} findes ikke, eller du er ikke part i den.',
    en: 'There is no statement {statementId}, or you are not a party to it.',
  },
  LINE_NOT_FOUND: {
    status: 404,
    da: 'Opgørelsen {statementId} har ingen linje {line}.',
    en: 'The statement {statementId} has no line {line}.',
  },
};
