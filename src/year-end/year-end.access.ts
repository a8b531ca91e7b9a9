import { actionsOn } from '../kernel/access';

/** Accounts are the operator's. Others see results; a buyer sees its own estimated share, and nobody else's. */
export const yearEndAccess = {
  ...actionsOn('yearEnd', {
    submitYearEndAccounts: {
      may: { operator: ['operator'] },
      da: 'aflægge et års omkostningsregnskab for en ydelse',
      en: 'submit a year’s cost-based accounts of a service line',
    },
    splitYearEndResult: {
      may: { operator: ['operator'] },
      da: 'fordele et års resultat på overførsel og takst',
      en: 'split a year’s result into carry-over and tariff',
    },
    bringInRegulation: {
      may: { operator: ['operator'] },
      da: 'indlæse en rest fra et år før hovedbogen',
      en: 'bring in what is left of a year before the ledger',
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
  }),
} as const;
