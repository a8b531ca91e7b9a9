import type { RefusalCatalogue } from '../kernel/messages';

export const marketRefusals: RefusalCatalogue = {
  MARKET_NOT_BEGUN: {
    status: 409,
    da: 'Demonstrationsmarkedet er ikke begyndt at blive indlæst.',
    en: 'Loading of the demonstration market has not begun.',
  },
};
