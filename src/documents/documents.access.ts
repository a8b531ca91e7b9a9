import { actionsOn } from '../kernel/access';

/** A document shows what its statement shows, to the same readers. */
const READERS = { buyer: ['payer'], operator: ['operator'], auditor: ['any'] } as const;

export const documentsAccess = {
  ...actionsOn('document', {
    statementAsCsv: { may: READERS, da: 'hente en opgørelse som CSV', en: 'fetch a statement as CSV' },
    statementAsXlsx: { may: READERS, da: 'hente en opgørelse som regneark', en: 'fetch a statement as a spreadsheet' },
    monthAsCsv: { may: READERS, da: 'hente en måneds opgørelser som CSV', en: 'fetch a month’s statements as CSV' },
    monthAsXlsx: {
      may: READERS,
      da: 'hente en måneds opgørelser som regneark',
      en: 'fetch a month’s statements as a spreadsheet',
    },
  }),
} as const;
