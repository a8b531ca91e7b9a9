import type { RefusalCatalogue } from '../kernel/messages';

/** Why a tariff file cannot be taken. What is wrong with a row of one is in remarks.calculation.ts. */
export const tariffFilesRefusals: RefusalCatalogue = {
  UNKNOWN_TARIFF_FILE: { status: 404, da: 'Takstfilen findes ikke.', en: 'There is no such tariff file.' },
  TARIFF_FILE_EMPTY: { status: 422, da: 'Filen har ingen rækker.', en: 'The file has no rows.' },
  TARIFF_FILE_UNREADABLE: {
    status: 422,
    da: 'Filen kan ikke læses ved række {row}.',
    en: 'The file cannot be read at row {row}.',
  },
  TARIFF_FILE_TOO_LONG: {
    status: 422,
    da: 'Filen er for lang: højst {max} rækker.',
    en: 'The file is too long: {max} rows at most.',
  },
  TARIFF_FILE_COLUMN_MISSING: {
    status: 422,
    da: 'Filen mangler kolonner, der skal være der: {columns}.',
    en: 'The file lacks columns that must be there: {columns}.',
  },
  TARIFF_FILE_COLUMN_TWICE: {
    status: 422,
    da: 'Filen har mere end én kolonne for det samme: {columns}.',
    en: 'The file has more than one column for the same: {columns}.',
  },
  TARIFF_FILE_BEING_IMPORTED: {
    status: 409,
    da: 'Filen er ved at blive indlæst. Vent, til den er færdig.',
    en: 'The file is being imported. Wait until it is done.',
  },
};
