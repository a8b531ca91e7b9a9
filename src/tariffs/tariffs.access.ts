import { actionsOn, EVERYBODYS } from '../kernel/access';

/** Prices are published; only the operator sets them (R1). */
export const tariffsAccess = {
  ...actionsOn('tariff', {
    listTariffs: { may: EVERYBODYS, da: 'se et tilbuds takster', en: 'see the prices of an offering' },
    getTariffCompliance: {
      may: EVERYBODYS,
      da: 'se takster over aftalens loft',
      en: 'see tariffs above the agreement’s cap',
    },
    previewTariff: { may: { operator: ['operator'] }, da: 'prøve en takst', en: 'try a tariff' },
    changeTariff: { may: { operator: ['operator'] }, da: 'fastsætte en takst', en: 'set a tariff' },
    previewTariffCorrection: {
      may: { operator: ['operator'] },
      da: 'prøve en rettelse af en takst',
      en: 'try a correction of a tariff',
    },
    correctTariff: { may: { operator: ['operator'] }, da: 'rette en takst', en: 'correct a tariff' },
  }),
} as const;
