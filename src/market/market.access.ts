import { actionsOn } from '../kernel/access';

export const marketAccess = {
  ...actionsOn('market', {
    getMarket: { may: 'public', da: 'se, hvilket marked der er indlæst', en: 'see which market is loaded' },
  }),
} as const;
