import type { Projection } from '../kernel/projection';
import { table } from '../kernel/projection';
import type { PartyCode, TariffFileId } from '../kernel/vocabulary';
import { countedWith } from './tariff-file.decider';
import type {
  RowOutcome,
  TariffFileEvent,
  TariffFileImported,
  TariffFileReceived,
  TariffFileRow,
} from './tariff-file.events';

export const FILE_PHASES = ['reading', 'received', 'importing', 'imported'] as const;

export interface TariffFileEntry {
  readonly fileId: TariffFileId;
  readonly phase: (typeof FILE_PHASES)[number];
  readonly party: PartyCode | null;
  readonly received: TariffFileReceived['data'] | null;
  readonly round: number;
  readonly doubtful: 0 | 1;
  readonly importedParts: number;
  readonly counts: TariffFileImported['data']['counts'];
  readonly position: number;
  readonly recordedAt: string;
}

export const tariffFilesTable = table<TariffFileEntry>({
  name: 'tariff_files',
  key: ['fileId'],
  indexes: [['party']],
  columns: {
    fileId: 'text',
    phase: 'text',
    party: 'text',
    received: 'json',
    round: 'integer',
    doubtful: 'integer',
    importedParts: 'integer',
    counts: 'json',
    position: 'integer',
    recordedAt: 'text',
  },
});

export interface TariffFileRowEntry {
  readonly fileId: TariffFileId;
  readonly row: number;
  readonly read: TariffFileRow;
  /** Absent until the row has been dealt with. */
  readonly outcome: RowOutcome | null;
  readonly tariffId: string | null;
  readonly reasons: readonly string[];
}

export const tariffFileRowsTable = table<TariffFileRowEntry>({
  name: 'tariff_file_rows',
  key: ['fileId', 'row'],
  columns: { fileId: 'text', row: 'integer', read: 'json', outcome: 'text', tariffId: 'text', reasons: 'json' },
});

/** Files of tariffs, how far each has come, and what was read and became of each row. */
export const tariffFiles: Projection<TariffFileEvent> = {
  name: 'tariff-files',
  version: 1,
  tables: [tariffFilesTable, tariffFileRowsTable],
  on: {
    TariffRowsRead: ({ data: { fileId, rows: read }, position, recordedAt }, rows) => {
      for (const row of read)
        rows(tariffFileRowsTable).put({ fileId, row: row.row, read: row, outcome: null, tariffId: null, reasons: [] });
      if (rows(tariffFilesTable).get(fileId) !== undefined) return;
      rows(tariffFilesTable).put({
        fileId,
        phase: 'reading',
        party: null,
        received: null,
        round: 0,
        doubtful: 0,
        importedParts: 0,
        counts: {},
        position,
        recordedAt,
      });
    },
    TariffFileReceived: ({ data, position, recordedAt }, rows) => {
      const file = rows(tariffFilesTable).get(data.fileId);
      if (file === undefined) return;
      rows(tariffFilesTable).put({
        ...file,
        phase: 'received',
        party: data.party,
        received: data,
        position,
        recordedAt,
      });
    },
    TariffFileAccepted: ({ data: { fileId, round, doubtful } }, rows) => {
      const file = rows(tariffFilesTable).get(fileId);
      if (file === undefined) return;
      const accepted = { round, doubtful: doubtful ? 1 : 0, importedParts: 0, counts: {} } as const;
      rows(tariffFilesTable).put({ ...file, phase: 'importing', ...accepted });
    },
    TariffRowsImported: ({ data: { fileId, part, outcomes } }, rows) => {
      const file = rows(tariffFilesTable).get(fileId);
      if (file === undefined) return;
      rows(tariffFilesTable).put({ ...file, importedParts: part, counts: countedWith(file.counts, outcomes) });
      for (const { rows: numbers, outcome, tariffId, reasons } of outcomes)
        for (const number of numbers) {
          const entry = rows(tariffFileRowsTable).get(fileId, number);
          if (entry === undefined) continue;
          rows(tariffFileRowsTable).put({ ...entry, outcome, tariffId: tariffId ?? null, reasons });
        }
    },
    TariffFileImported: ({ data: { fileId, counts } }, rows) => {
      const file = rows(tariffFilesTable).get(fileId);
      if (file !== undefined) rows(tariffFilesTable).put({ ...file, phase: 'imported', counts });
    },
  },
};
