import type { RefusalCatalogue } from '../kernel/messages';

export const objectiveFinancingRefusals: RefusalCatalogue = {
  UNKNOWN_SCHEME: {
    status: 404,
    da: 'Ordningen findes ikke, eller du er ikke part i den.',
    en: 'There is no such scheme, or you are not a party to it.',
  },
  OPERATOR_OUTSIDE_AGREEMENT: {
    status: 422,
    about: ['agreementId'],
    da: '{operator} er ikke omfattet af aftalen {agreementId} i {year}.',
    en: '{operator} is not covered by the agreement {agreementId} in {year}.',
  },
  BUDGET_OR_UNIT_PRICE: {
    status: 422,
    about: ['budgetOre'],
    da: 'Objektiv finansiering har et budget, og et abonnement en pris pr. enhed; netop det ene af dem.',
    en: 'Objective financing has a budget and a subscription a price per unit: exactly that one of the two.',
  },
  OFFERING_OF_ANOTHER: {
    status: 422,
    about: ['offeringIds'],
    da: 'Tilbuddet {offeringId} findes ikke hos {operator}.',
    en: '{operator} has no offering {offeringId}.',
  },
  DUE_MONTHS_UNFIT: {
    status: 422,
    about: ['dueFrom'],
    da: 'Der opkræves {charges} gange; måneden {month} passer ikke: angiv så mange forskellige måneder i rækkefølge.',
    en: 'There are {charges} charges; {month} does not fit: name so many different months in order.',
  },
  KEY_DATE_NOT_COME: {
    status: 422,
    da: 'Nøglen opgøres pr. {keyDate}; den dag er ikke kommet.',
    en: 'The key is counted on {keyDate}, and that day has not come.',
  },
  KEY_NAMES_TWICE: {
    status: 422,
    about: ['figures[party].party', 'figures'],
    da: '{party} står to gange i nøglen.',
    en: '{party} stands twice in the key.',
  },
  KEY_NAMES_UNKNOWN_PARTY: {
    status: 422,
    about: ['figures[party].party', 'figures'],
    da: 'Nøglen nævner {party}, som ikke er registreret.',
    en: 'The key names {party}, which is not registered.',
  },
  KEY_COUNTS_NOTHING: {
    status: 422,
    about: ['figures'],
    da: 'Alle tal i nøglen er nul, så der er intet at fordele efter.',
    en: 'All figures of the key are zero, so there is nothing to share by.',
  },
  KEY_NOT_TAKEN: {
    status: 409,
    da: 'Ordningen har ingen fordelingsnøgle endnu.',
    en: 'The scheme has no key yet.',
  },
  SHARES_ALREADY_COMPUTED: {
    status: 409,
    da: 'Andelene er beregnet og opkrævet efter nøglen pr. {keyDate}. Den, der kommer til eller falder fra derefter, hverken opkræves eller refunderes (R39).',
    en: 'The shares were computed and charged by the key of {keyDate}. Those who enter or leave after it are neither charged nor refunded (R39).',
  },
  SHARES_NOT_COMPUTED: {
    status: 409,
    da: 'Andelene er ikke beregnet, så der er intet at efterregulere.',
    en: 'The shares have not been computed, so there is nothing to regulate.',
  },
  SUBSCRIPTION_NOT_REGULATED: {
    status: 422,
    da: 'Et abonnement er en fast pris og efterreguleres ikke (R39).',
    en: 'A subscription is a fixed price and is not regulated (R39).',
  },
  YEAR_NOT_OVER: {
    status: 422,
    about: ['year', 'originYear'],
    da: 'Året {year} er ikke slut endnu.',
    en: 'The year {year} is not over yet.',
  },
  SCHEME_TOO_LARGE: {
    status: 422,
    da: 'Ordningen løber op i mere end {maxOre}; kontrollér tallene.',
    en: 'The scheme comes to more than {maxOre}; check the figures.',
  },
  PARTY_NOT_IN_KEY: {
    status: 422,
    about: ['rows[party].party'],
    da: '{party} står ikke i ordningens nøgle.',
    en: '{party} is not in the key of the scheme.',
  },
};
