import { actionsOn, EVERYBODYS } from '../kernel/access';

/** Counts without persons. For how many a payer pays is shown to the operator, the payer itself and the auditor only. */
export const occupancyAccess = {
  ...actionsOn('occupancy', {
    getOccupancy: { may: EVERYBODYS, da: 'se belægningen', en: 'see occupancy' },
    getFreeNow: { may: EVERYBODYS, da: 'se, hvor mange pladser der er ledige', en: 'see how many places are free' },
  }),
} as const;
