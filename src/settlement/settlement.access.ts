import { actionsOn } from '../kernel/access';

/** Lines name citizens, so whoever buys for a party sees no citizen it sells to, and the other way round. */
const READERS = { buyer: ['payer'], operator: ['operator'], auditor: ['any'] } as const;

export const settlementAccess = {
  ...actionsOn('statement', {
    listStatements: { may: READERS, da: 'se listen over opgørelser', en: 'list statements' },
    getStatement: { may: READERS, da: 'se en opgørelse med linjer', en: 'see a statement with its lines' },
    explainStatementLine: { may: READERS, da: 'spørge: hvorfor dette beløb?', en: 'ask: why this amount?' },
    settlementBalances: { may: READERS, da: 'se køb og salg pr. modpart', en: 'see purchases and sales' },
  }),
  ...actionsOn('settlement month', {
    listSettlementMonths: {
      may: { operator: ['own'], auditor: ['any'] },
      da: 'se, hvilke måneder der er lukket',
      en: 'see which months are closed',
    },
    openSettlement: { may: { operator: ['own'] }, da: 'begynde at afregne her', en: 'take over settlement' },
    previewMonth: { may: { operator: ['own'] }, da: 'se en måned, før den lukkes', en: 'preview a month' },
    closeMonth: { may: { operator: ['own'] }, da: 'lukke en måned', en: 'close a month' },
  }),
} as const;
