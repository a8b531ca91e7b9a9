import type { RefusalCatalogue } from '../kernel/messages';

/** Why a year cannot be closed. */
export const yearEndRefusals: RefusalCatalogue = {
  UNKNOWN_ACCOUNTS: {
    status: 404,
    da: 'Tilbuddet har intet gældende årsregnskab med dette id.',
    en: 'The offering has no standing accounts with this id.',
  },
  YEAR_NOT_OVER: {
    status: 422,
    about: ['year', 'originYear'],
    da: 'Året {year} er ikke slut endnu.',
    en: 'The year {year} is not over yet.',
  },
  REGULATION_BROUGHT_IN: {
    status: 409,
    about: ['year'],
    da: 'Resultatet for {year} er indlæst som en rest fra før hovedbogen, så der kan ikke aflægges regnskab for året.',
    en: 'The result of {year} was brought in from before the ledger, so no accounts can be submitted for it.',
  },
  ACCOUNTS_EXIST: {
    status: 409,
    about: ['originYear', 'reason'],
    da: 'Der er allerede aflagt regnskab for {year}. Skriv en grund, hvis det skal afløses af et nyt.',
    en: 'Accounts of {year} have been submitted already. Give a reason if new ones are to take their place.',
  },
  EARLIER_YEAR_NOT_SPLIT: {
    status: 409,
    about: ['year'],
    da: 'Fordel først resultatet for {year}, for det overførte indgår i det næste år (R22).',
    en: 'Split the result of {year} first, because what is carried over enters the next year (R22).',
  },
  BUDGET_MISSING: {
    status: 422,
    about: ['budgetOre'],
    da: 'Det omkostningsbaserede budget for {year} mangler: beregn årets takst, eller oplys budgettet (R22).',
    en: 'The cost-based budget of {year} is missing: calculate the year’s tariff, or state the budget (R22).',
  },
  BUDGET_INCOMPLETE: {
    status: 422,
    about: ['budgetOre'],
    da: 'Niveau {level} blev solgt i {year} uden takstberegning, så budgettet dækker ikke hele ydelsen: oplys det (R22).',
    en: 'Level {level} was sold in {year} without a calculation, so the budget is not the whole line’s: state it (R22).',
  },
  ACCOUNTS_OUT_OF_RANGE: {
    status: 422,
    about: ['amountOre', 'openingOre'],
    da: 'Et beløb er over {maxOre}.',
    en: 'An amount is above {maxOre}.',
  },
  DAYS_WITHOUT_PRICE: {
    status: 422,
    da: 'Belagte dage fra den {day} har ingen takst, så årets indtægt ikke kan regnes ud (R22).',
    en: 'Occupied days from {day} have no tariff, so the year’s revenue cannot be computed (R22).',
  },
  RESULT_ALREADY_SPLIT: {
    status: 409,
    da: 'Resultatet for {year} er fordelt. Det kan kun ændres ved at rette regnskabet.',
    en: 'The result of {year} has been split. It changes only by correcting the accounts.',
  },
  CARRY_BEYOND_RESULT: {
    status: 422,
    about: ['carriedOre'],
    da: 'Der kan kun overføres en del af resultatet på {resultOre}, og med samme fortegn.',
    en: 'Only a part of the result of {resultOre} can be carried over, with the same sign.',
  },
  CARRY_ABOVE_LIMIT: {
    status: 422,
    about: ['carriedOre'],
    da: 'Der kan højst overføres {limitOre}, som er aftalens grænse (R22).',
    en: 'At most {limitOre} can be carried over, which is the agreement’s limit (R22).',
  },
  CARRY_ALREADY_USED: {
    status: 409,
    about: ['carriedOre'],
    da: 'Regnskabet for {year} bygger på en overførsel på {carriedOre}, så det skal være den samme; resten går til taksten.',
    en: 'The accounts of {year} rest on {carriedOre} carried over, so it must be the same; the rest goes to the tariff.',
  },
  NO_DAYS_TO_SHARE_BY: {
    status: 422,
    da: 'Der var ingen belagte dage i {year} at fordele resultatet efter (R23).',
    en: 'There were no occupied days in {year} to share the result by (R23).',
  },
  OFFERING_NOT_CLOSED: {
    status: 409,
    da: 'Tilbuddet er ikke lukket endnu, så underskuddet kan ikke fastsættes (R24).',
    en: 'The offering has not closed yet, so the deficit cannot be determined (R24).',
  },
  NO_DAYS_BEFORE_CLOSURE: {
    status: 422,
    da: 'Der var ingen belagte dage i de sidste {months} måneder at fordele underskuddet efter (Q5).',
    en: 'There were no occupied days in the last {months} months to share the deficit by (Q5).',
  },
};
