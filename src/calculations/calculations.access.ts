import { actionsOn, EVERYBODYS } from '../kernel/access';

/** How a price was arrived at is as public as the price; only the operator calculates it (R1). */
export const calculationsAccess = {
  ...actionsOn('calculation', {
    listTariffCalculations: {
      may: EVERYBODYS,
      da: 'se et tilbuds takstberegninger',
      en: 'see an offering’s calculations',
    },
    getTariffCalculation: {
      may: EVERYBODYS,
      da: 'se en takstberegning trin for trin',
      en: 'see a calculation step by step',
    },
    getCalculationGrounds: {
      may: { operator: ['operator'] },
      da: 'se, hvad hovedbogen har til en takstberegning',
      en: 'see what the ledger has for a tariff calculation',
    },
    previewTariffCalculation: {
      may: { operator: ['operator'] },
      da: 'prøve en takstberegning',
      en: 'try a tariff calculation',
    },
    calculateTariff: { may: { operator: ['operator'] }, da: 'beregne en takst', en: 'calculate a tariff' },
    calculatePackage: { may: { operator: ['operator'] }, da: 'beregne en pakkepris', en: 'calculate a package price' },
    previewPackageCalculation: {
      may: { operator: ['operator'] },
      da: 'prøve en pakkepris',
      en: 'try a package price',
    },
    previewCalculatedTariff: {
      may: { operator: ['operator'] },
      da: 'se, hvad en takst ud fra en beregning ville føre til',
      en: 'see what a tariff made of a calculation would lead to',
    },
    setCalculatedTariff: {
      may: { operator: ['operator'] },
      da: 'gøre en beregning til en takst',
      en: 'make a tariff of a calculation',
    },
  }),
} as const;
