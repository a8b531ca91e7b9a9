import { actionsOn } from '../kernel/access';

/** Accounts are the operator's. Others see results; a buyer sees its own estimated share, and nobody else's. */
export const yearEndAccess = {
  ...actionsOn('yearEnd', {
    submitYearEndAccounts: {
      may: { operator: ['operator'] },
      da: 'aflægge et års omkostningsregnskab for en ydelse',
      en: 'submit a year’s cost-based accounts of a service line',
    },
    previewYearEndAccounts: {
      may: { operator: ['operator'] },
      da: 'se, hvad et års regnskab ville give, før det aflægges',
      en: 'see what a year’s accounts would come to before they are submitted',
    },
    splitYearEndResult: {
      may: { operator: ['operator'] },
      da: 'fordele et års resultat på overførsel og takst',
      en: 'split a year’s result into carry-over and tariff',
    },
    previewYearEndSplit: {
      may: { operator: ['operator'] },
      da: 'se, hvor et års resultat ville gå hen, før det fordeles',
      en: 'see where a year’s result would go before it is split',
    },
    bringInRegulation: {
      may: { operator: ['operator'] },
      da: 'indlæse en rest fra et år før hovedbogen',
      en: 'bring in what is left of a year before the ledger',
    },
    previewRegulationBroughtIn: {
      may: { operator: ['operator'] },
      da: 'se, hvilken takst en rest ville indgå i, før den indlæses',
      en: 'see which tariff would settle what is left before it is brought in',
    },
    determineClosureDeficit: {
      may: { operator: ['operator'] },
      da: 'fastsætte underskuddet ved en lukning',
      en: 'determine the deficit of a closure',
    },
    previewClosureDeficit: {
      may: { operator: ['operator'] },
      da: 'se, hvem der ville betale hvor meget af et underskud ved en lukning',
      en: 'see who would pay how much of a closure’s deficit',
    },
    listClosureDeficits: {
      may: { operator: ['operator'], auditor: ['any'], secretariat: ['any'] },
      da: 'se underskud ved lukninger og deres fordeling',
      en: 'see deficits of closures and how they are shared',
    },
    listYearEndAccounts: {
      may: { operator: ['operator'], auditor: ['any'], secretariat: ['any'] },
      da: 'se årsregnskaber med alle mellemregninger',
      en: 'see year-end accounts with every step',
    },
    listRegulationAccounts: {
      may: { operator: ['operator'], auditor: ['any'], secretariat: ['any'] },
      da: 'se reguleringskonti',
      en: 'see regulation accounts',
    },
    getYearEndForecast: {
      may: { buyer: ['payer'], operator: ['operator'], auditor: ['any'], secretariat: ['any'] },
      da: 'se, hvad året ventes at ende med',
      en: 'see what the year is expected to end with',
    },
    seeForecastFigures: {
      within: 'getYearEndForecast',
      may: { operator: ['operator'], auditor: ['any'], secretariat: ['any'] },
      da: 'se hele ydelsens forventede resultat',
      en: 'see the whole expected result of a service line',
    },
    seeEstimatedShares: {
      within: 'getYearEndForecast',
      may: { buyer: ['payer'], operator: ['operator'], auditor: ['any'] },
      da: 'se betaleres anslåede andel',
      en: 'see payers’ estimated shares',
    },
  }),
} as const;
