import { actionsOn, EVERYBODYS } from '../kernel/access';

/** Counts without persons. Who pays for how many is between the operator and each payer. */
export const occupancyAccess = {
  ...actionsOn('occupancy', {
    getOccupancy: { may: EVERYBODYS, da: 'se belægningen', en: 'see occupancy' },
    seePayersShares: {
      within: 'getOccupancy',
      may: { buyer: ['payer'], operator: ['operator'], auditor: ['any'] },
      da: 'se, hvor mange dage hver betaler betaler for',
      en: 'see for how many days each payer pays',
    },
    getFreeNow: { may: EVERYBODYS, da: 'se, hvor mange pladser der er ledige', en: 'see how many places are free' },
  }),
} as const;
