import { actionsOn, EVERYBODYS } from '../kernel/access';

/** Who the parties are is public. A secretariat keeps the register of its own region. */
export const partiesAccess = {
  ...actionsOn('party', {
    listParties: { may: EVERYBODYS, da: 'se listen over parter', en: 'list the parties' },
    getParty: { may: EVERYBODYS, da: 'se en part', en: 'see a party' },
    registerParty: { may: { secretariat: ['region'] }, da: 'oprette en part', en: 'register a party' },
    registerEan: {
      may: { buyer: ['own'], operator: ['own'], secretariat: ['region'] },
      da: 'angive, hvor fakturaer sendes hen',
      en: 'say where invoices go',
    },
    registerPaymentAccount: {
      may: { operator: ['own'] },
      da: 'angive, hvor betalinger sendes hen',
      en: 'say where payments go',
    },
    registerPostalAddress: {
      may: { buyer: ['own'], operator: ['own'], secretariat: ['region'] },
      da: 'angive adressen på en part',
      en: 'say what a party’s address is',
    },
  }),
} as const;
