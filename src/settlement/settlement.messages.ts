import type { RefusalCatalogue } from '../kernel/messages';

export const settlementRefusals: RefusalCatalogue = {
  CHARGE_OF_NOTHING: {
    status: 422,
    da: 'Opkrævningen {chargeId} er på nul kroner; der er intet at opkræve.',
    en: 'The charge {chargeId} is for nothing.',
  },
  UNKNOWN_CHARGE: {
    status: 404,
    da: 'Der er ingen opkrævning med det id, som I kan se.',
    en: 'There is no charge with that id which you may see.',
  },
  CHARGE_WITHDRAWN: {
    status: 409,
    da: 'Opkrævningen er trukket tilbage, så der er intet mere at gøre ved den.',
    en: 'The charge has been taken back, so there is nothing more to do about it.',
  },
  CHARGE_IN_DISPUTE: {
    status: 409,
    da: 'Der er gjort indsigelse mod linje {line} i {statementId}. Svar på indsigelsen; ellers kunne beløbet blive givet tilbage to gange.',
    en: 'Line {line} of {statementId} is disputed. Answer the dispute; otherwise the amount could be given back twice.',
  },
  CHARGE_RAISED_OTHERWISE: {
    status: 409,
    da: 'Opkrævningen {chargeId} er allerede rejst med andet indhold. En forskel rejses som en ny opkrævning.',
    en: 'The charge {chargeId} has been raised with other contents. A difference is raised as a charge of its own.',
  },
  SETTLEMENT_ALREADY_OPEN: {
    status: 409,
    about: ['firstMonth'],
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
    about: ['statementId'],
    da: 'Opgørelsen {statementId} findes ikke, eller du er ikke part i den.',
    en: 'There is no statement {statementId}, or you are not a party to it.',
  },
  ONLY_THE_PAYER: {
    status: 403,
    da: 'Det kan kun betaleren af opgørelsen.',
    en: 'Only the payer of the statement can do that.',
  },
  ONLY_THE_OPERATOR: {
    status: 403,
    da: 'Det kan kun driftsherren, der har sendt opgørelsen.',
    en: 'Only the operator who issued the statement can do that.',
  },
  LINE_IS_DISPUTED: {
    status: 409,
    da: 'Der er allerede gjort indsigelse mod linje {line}.',
    en: 'Line {line} is already disputed.',
  },
  LINE_IS_APPROVED: {
    status: 409,
    da: 'Linje {line} er godkendt, så der kan ikke gøres indsigelse mod den.',
    en: 'Line {line} has been approved, so it cannot be disputed.',
  },
  NOTHING_TO_DISPUTE: {
    status: 422,
    da: 'Linje {line} kræver ingen betaling. Gør indsigelse mod den linje, den regulerer.',
    en: 'Line {line} claims no payment. Dispute the line it corrects.',
  },
  DISPUTED_TOO_MUCH: {
    status: 422,
    about: ['disputedOre'],
    da: 'Linje {line} er på {lineOre}; mere kan der ikke gøres indsigelse mod.',
    en: 'Line {line} comes to {lineOre}; no more can be disputed.',
  },
  NO_DISPUTE: {
    status: 404,
    da: 'Der er ikke gjort indsigelse mod linje {line}.',
    en: 'Line {line} is not disputed.',
  },
  DISPUTE_IS_OVER: {
    status: 409,
    da: 'Indsigelsen mod linje {line} er afsluttet.',
    en: 'The dispute of line {line} is over.',
  },
  DISPUTE_ELSEWHERE: {
    status: 409,
    da: 'Det kan ikke gøres, hvor indsigelsen mod linje {line} står nu ({phase}).',
    en: 'That cannot be done where the dispute of line {line} stands now ({phase}).',
  },
  CREDIT_WITHOUT_CREDIT: {
    status: 422,
    about: ['creditOre'],
    da: 'Et kreditbeløb hører til svaret CREDIT og skal være større end nul.',
    en: 'A credit belongs to the answer CREDIT and must be more than nothing.',
  },
  CREDIT_TOO_LARGE: {
    status: 422,
    about: ['creditOre'],
    da: 'Der er gjort indsigelse mod {disputedOre}; mere kan ikke krediteres.',
    en: '{disputedOre} is disputed; no more can be credited.',
  },
  CORRECTION_NOT_NAMED: {
    status: 422,
    about: ['correction'],
    da: 'Svaret CORRECTED, og kun det, skal nævne den hændelse, der rettede registreringen.',
    en: 'The answer CORRECTED, and no other, names the event that put the ledger right.',
  },
  ANSWER_STILL_TO_COME: {
    status: 409,
    da: 'Driftsherren har til og med {replyBy} til at svare. Derefter kan indsigelsen bringes for sekretariatet.',
    en: 'The operator has until {replyBy} to answer. After that the dispute can be taken to the secretariat.',
  },
  PAYER_STILL_TO_REACT: {
    status: 409,
    da: 'Betaleren har til og med {reactBy} til at godtage svaret eller gå til sekretariatet.',
    en: 'The payer has until {reactBy} to accept the answer or to go to the secretariat.',
  },
  NOT_YOUR_MONTH: {
    status: 403,
    da: 'Kun driftsherren selv og betalerne kan se en måned, før den lukkes.',
    en: 'Only the operator itself and its payers can see a month before it is closed.',
  },
  OPERATOR_NOT_NAMED: {
    status: 422,
    about: ['operator'],
    da: 'Angiv den driftsherre, hvis måned du vil se.',
    en: 'Name the operator whose month you want to see.',
  },
  PAYER_NOT_NAMED: {
    status: 422,
    about: ['statementId'],
    da: 'Angiv enten den opgørelse, der er betalt, eller hvem der har betalt.',
    en: 'Name either the statement that was paid or who paid.',
  },
  NOT_THE_PAYER: {
    status: 422,
    about: ['payer'],
    da: '{payer} er ikke betaleren af den opgørelse.',
    en: '{payer} is not the payer of that statement.',
  },
  NEVER_BILLED: {
    status: 422,
    about: ['payer'],
    da: '{payer} har aldrig fået en opgørelse af jer, så der er intet at betale.',
    en: '{payer} has never been sent a statement by you, so there is nothing to pay.',
  },
  NOTHING_PAID: {
    status: 422,
    about: ['amountOre'],
    da: 'En betaling på nul er ingen betaling.',
    en: 'A payment of nothing is no payment.',
  },
  PAID_IN_FUTURE: {
    status: 422,
    about: ['paidOn'],
    da: 'Betalingen kan ikke være sket den {paidOn}: den dag er ikke kommet.',
    en: 'It cannot have been paid on {paidOn}: that day has not come.',
  },
  PAYMENT_NOT_FOUND: {
    status: 404,
    da: 'Betalingen {paymentId} findes ikke, eller den er ikke jeres.',
    en: 'There is no payment {paymentId}, or it is not yours.',
  },
  FILE_UNREADABLE: {
    status: 422,
    about: ['content'],
    da: 'Filen kan ikke indlæses. {why}.',
    en: 'The file cannot be imported. {why}.',
  },
  PAYMENT_FILE_NOT_FOUND: {
    status: 404,
    da: 'Filen med betalinger {fileId} findes ikke, eller den er ikke jeres.',
    en: 'There is no payment file {fileId}, or it is not yours.',
  },
  PAYMENT_IMPORT_RUNNING: {
    status: 409,
    da: 'En fil med betalinger er ved at blive indlæst. Vent, til den er færdig, eller stands den.',
    en: 'A payment file is being taken. Wait until it is done, or stop it.',
  },
  TOO_MANY_ROWS: {
    status: 422,
    about: ['content'],
    da: 'Filen har {rows} rækker; højst {max} kan indlæses på én gang. Del filen.',
    en: 'The file has {rows} rows; at most {max} can be imported at once. Split the file.',
  },
  LINE_NOT_FOUND: {
    status: 404,
    da: 'Opgørelsen {statementId} har ingen linje {line}.',
    en: 'The statement {statementId} has no line {line}.',
  },
};
