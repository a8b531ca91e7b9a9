import { actionsOn } from '../kernel/access';

/** Lines name citizens, so whoever buys for a party sees no citizen it sells to, and the other way round. */
const READERS = { buyer: ['payer'], operator: ['operator'], auditor: ['any'] } as const;

export const settlementAccess = {
  ...actionsOn('statement', {
    listStatements: { may: READERS, da: 'se listen over opgørelser', en: 'list statements' },
    getStatement: { may: READERS, da: 'se en opgørelse med linjer', en: 'see a statement with its lines' },
    explainStatementLine: { may: READERS, da: 'spørge: hvorfor dette beløb?', en: 'ask: why this amount?' },
    approveStatement: { may: { buyer: ['payer'] }, da: 'godkende en opgørelse', en: 'approve a statement' },
    disputeLine: { may: { buyer: ['payer'] }, da: 'gøre indsigelse mod en linje', en: 'dispute a line' },
    answerDispute: { may: { operator: ['operator'] }, da: 'svare på en indsigelse', en: 'answer a dispute' },
    endDispute: {
      may: { operator: ['operator'] },
      da: 'afslutte en indsigelse, der ikke forfølges',
      en: 'end a dispute that is not pursued',
    },
    acceptAnswer: { may: { buyer: ['payer'] }, da: 'godtage et svar på en indsigelse', en: 'accept an answer' },
    withdrawDispute: { may: { buyer: ['payer'] }, da: 'trække en indsigelse tilbage', en: 'take a dispute back' },
    escalateDispute: {
      may: { buyer: ['payer'] },
      da: 'bringe en indsigelse for sekretariatet',
      en: 'take a dispute to the secretariat',
    },
    listCharges: {
      may: READERS,
      da: 'se opkrævninger, der ikke hører til en kontrakt',
      en: 'see charges that are of no contract',
    },
    getCharge: { may: READERS, da: 'se en opkrævning', en: 'see a charge' },
    withdrawCharge: {
      may: { operator: ['operator'] },
      da: 'trække en opkrævning tilbage',
      en: 'take a charge back',
    },
    listSettlementParties: {
      may: READERS,
      da: 'se, hvem der opkræver, og hvem der betaler',
      en: 'see who bills and who pays',
    },
    settlementBalances: { may: READERS, da: 'se køb og salg pr. modpart', en: 'see purchases and sales' },
  }),
  ...actionsOn('payment', {
    registerPayment: { may: { operator: ['operator'] }, da: 'registrere en betaling', en: 'register a payment' },
    reversePayment: { may: { operator: ['operator'] }, da: 'tilbageføre en betaling', en: 'reverse a payment' },
    listPayments: { may: READERS, da: 'se registrerede betalinger', en: 'see registered payments' },
    importPayments: { may: { operator: ['own'] }, da: 'indlæse en fil med betalinger', en: 'import a payment file' },
    beginPaymentImport: {
      may: { operator: ['own'] },
      da: 'sætte indlæsning af en fil med betalinger i gang',
      en: 'start the import of a payment file',
    },
    stopPaymentImport: {
      may: { operator: ['own'] },
      da: 'standse indlæsning af en fil med betalinger',
      en: 'stop the import of a payment file',
    },
    getPaymentImport: {
      may: { operator: ['own'] },
      da: 'se, hvad der blev af en fil med betalinger',
      en: 'see what became of a payment file',
    },
    listReminders: { may: READERS, da: 'se, hvad der er forfaldent', en: 'see what is overdue' },
  }),
  // A dispute names a line and an amount, and no citizen.
  ...actionsOn('dispute', {
    decideDispute: {
      may: { secretariat: ['any'] },
      da: 'afgøre en indsigelse, der er bragt for sekretariatet',
      en: 'decide a dispute that was brought to the secretariat',
    },
    listDisputes: {
      may: { ...READERS, secretariat: ['escalated'] },
      da: 'se indsigelser; sekretariatet kun dem, der er bragt for det',
      en: 'see disputes; the secretariat only those brought to it',
    },
  }),
  ...actionsOn('tariff', {
    previewCorrectionAdjustments: {
      may: { operator: ['operator'] },
      da: 'se, hvad en rettet takst regulerer i lukkede måneder',
      en: 'see what a corrected tariff adjusts in closed months',
    },
  }),
  ...actionsOn('settlement month', {
    listSettlementMonths: {
      may: { operator: ['own'], auditor: ['any'] },
      da: 'se, hvilke måneder der er lukket',
      en: 'see which months are closed',
    },
    openSettlement: { may: { operator: ['own'] }, da: 'begynde at afregne her', en: 'take over settlement' },
    previewMonth: {
      may: { operator: ['own'], buyer: ['payer'] },
      da: 'se en måned, før den lukkes',
      en: 'preview a month',
    },
    listUnbilledDays: {
      may: { operator: ['own'], auditor: ['any'] },
      da: 'se leverede dage, der ikke er afregnet, og hvor længe de kan kræves',
      en: 'see delivered days not billed and how long they can be claimed',
    },
    unbilledDaysAsCsv: {
      may: { operator: ['own'], auditor: ['any'] },
      da: 'hente leverede dage, der ikke er afregnet, som CSV',
      en: 'fetch delivered days not billed as CSV',
    },
    closeMonth: { may: { operator: ['own'] }, da: 'lukke en måned', en: 'close a month' },
  }),
} as const;
