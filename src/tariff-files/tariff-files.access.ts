import { actionsOn, EVERYBODYS } from '../kernel/access';

/** Who sends a file sees what became of it, and so does the secretariat, which collects them; prices are public. */
export const tariffFilesAccess = {
  ...actionsOn('tariff file', {
    receiveTariffFile: { may: { operator: ['own'] }, da: 'sende en takstfil', en: 'send a tariff file' },
    acceptTariffFile: {
      may: { operator: ['own'] },
      da: 'godkende en takstfil, så den bliver til takster',
      en: 'accept a tariff file, so that it becomes tariffs',
    },
    listTariffFiles: {
      may: { operator: ['own'], secretariat: ['any'], auditor: ['any'] },
      da: 'se modtagne takstfiler',
      en: 'see received tariff files',
    },
    getTariffFile: {
      may: { operator: ['own'], secretariat: ['any'], auditor: ['any'] },
      da: 'se, hvor langt en takstfil er',
      en: 'see how far a tariff file has come',
    },
    listTariffFileRows: {
      may: { operator: ['own'], secretariat: ['any'], auditor: ['any'] },
      da: 'se en takstfils rækker',
      en: 'see the rows of a tariff file',
    },
    tariffsAsCsv: { may: EVERYBODYS, da: 'hente Tilbudsviften som CSV', en: 'get the price list of a region as CSV' },
    tariffsAsXlsx: { may: EVERYBODYS, da: 'hente Tilbudsviften som regneark', en: 'get it as a spreadsheet' },
  }),
} as const;
