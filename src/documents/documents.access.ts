import { actionsOn } from '../kernel/access';

/** A document shows what its statement shows, to the same readers. */
const READERS = { buyer: ['payer'], operator: ['operator'], auditor: ['any'] } as const;

/** And its contract, to those whom that shows itself to. */
const CONTRACT_READERS = { buyer: ['buyer', 'payer'], operator: ['operator'], auditor: ['any'] } as const;

export const documentsAccess = {
  ...actionsOn('document', {
    contractAsPdf: { may: CONTRACT_READERS, da: 'hente en kontrakt som PDF', en: 'fetch a contract as PDF' },
    statementAsPdf: { may: READERS, da: 'hente en opgørelse som PDF', en: 'fetch a statement as PDF' },
    statementAsCsv: { may: READERS, da: 'hente en opgørelse som CSV', en: 'fetch a statement as CSV' },
    statementAsXlsx: { may: READERS, da: 'hente en opgørelse som regneark', en: 'fetch a statement as a spreadsheet' },
    monthAsCsv: { may: READERS, da: 'hente en måneds opgørelser som CSV', en: 'fetch a month’s statements as CSV' },
    monthAsXlsx: {
      may: READERS,
      da: 'hente en måneds opgørelser som regneark',
      en: 'fetch a month’s statements as a spreadsheet',
    },
  }),
  ...actionsOn('e-invoice', {
    checkEInvoice: { may: READERS, da: 'prøve en e-faktura mod reglerne', en: 'hold an e-invoice against the rules' },
    draftEInvoice: { may: READERS, da: 'se, hvordan en e-faktura ville se ud', en: 'see what an e-invoice would be' },
    issueEInvoice: { may: { operator: ['operator'] }, da: 'udstede en e-faktura', en: 'issue an e-invoice' },
    getEInvoice: { may: READERS, da: 'hente en udstedt e-faktura', en: 'fetch an issued e-invoice' },
    getEInvoiceReceipt: { may: READERS, da: 'se kvitteringen for en e-faktura', en: 'see an e-invoice’s receipt' },
    matchStatement: {
      may: READERS,
      da: 'holde plads, opgørelse og e-faktura op mod hinanden',
      en: 'hold placement, statement and e-invoice against each other',
    },
  }),
} as const;
