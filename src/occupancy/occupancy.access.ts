import { actionsOn, EVERYBODYS } from '../kernel/access';

/**
 * Counts without persons: places are what the market sells, so how many are taken is public (ADR 26). Who pays for how
 * many is between the operator and each payer, and whose citizens they are is the operator's.
 */
export const occupancyAccess = {
  ...actionsOn('occupancy', {
    getOccupancy: { may: EVERYBODYS, da: 'se belægningen', en: 'see occupancy' },
    seePayersShares: {
      within: 'getOccupancy',
      may: { buyer: ['payer'], operator: ['operator'], auditor: ['any'] },
      da: 'se, hvor mange dage hver betaler betaler for',
      en: 'see for how many days each payer pays',
    },
    seeWhoseCitizens: {
      within: 'getOccupancy',
      may: { operator: ['operator'], auditor: ['any'] },
      da: 'se, om borgerne er driftsherrens egne, fra regionen eller udefra',
      en: 'see whether citizens are the operator’s own, of the region or from outside',
    },
    getFreeNow: { may: EVERYBODYS, da: 'se, hvor mange pladser der er ledige', en: 'see how many places are free' },
  }),
} as const;
