import type { Policy } from '../kernel/policy';
import { ImportTariffRows } from './tariff-file.decider';
import type { TariffFileAccepted, TariffRowsImported } from './tariff-file.events';

/**
 * An accepted file is imported part by part: each part asks for the next. After a crash the log says which part that is,
 * and the commands of a part that was broken off are known again by their ids. Asking beyond the last part is nothing.
 */
export const importTariffFile: Policy<TariffFileAccepted | TariffRowsImported> = {
  name: 'import-tariff-file',
  on: {
    TariffFileAccepted: ({ data: { fileId, party, round } }) => [
      new ImportTariffRows({ fileId, party, round, part: 1 }),
    ],
    TariffRowsImported: ({ data: { fileId, party, round, part } }) => [
      new ImportTariffRows({ fileId, party, round, part: part + 1 }),
    ],
  },
};
