import type { Day } from '../kernel/calendar';
import { Command } from '../kernel/command';
import type { Aggregate, Decision } from '../kernel/decider';
import { reject } from '../kernel/decider';
import type { PartyCode, TariffFileId } from '../kernel/vocabulary';
import type {
  ImportedRows,
  RowOutcome,
  TariffFileAccepted,
  TariffFileEvent,
  TariffFileImported,
  TariffFileReceived,
  TariffFileRow,
  TariffRowsImported,
  TariffRowsRead,
} from './tariff-file.events';

/** Part 1 is the first. */
export class RecordTariffRows extends Command<{ fileId: TariffFileId; part: number; rows: readonly TariffFileRow[] }> {}
export class ReceiveTariffFile extends Command<Omit<TariffFileReceived['data'], 'parts'>> {}
/** `doubtful` takes the rows along that a person should look at. */
export class AcceptTariffFile extends Command<{
  fileId: TariffFileId;
  by: PartyCode;
  doubtful: boolean;
  acceptedOn: Day;
}> {}
/** Follows from an acceptance, or from the part before. */
export class ImportTariffRows extends Command<{
  fileId: TariffFileId;
  party: PartyCode;
  round: number;
  part: number;
}> {}

// What is remembered
/** Rows stay in the stream; what is remembered is where each part stands and how far the import has come. */
export interface TariffFileState {
  readonly phase: 'none' | 'reading' | 'received' | 'importing' | 'imported';
  /** Revision of the event that holds each part, the first part's first. */
  readonly parts: readonly number[];
  readonly rows: number;
  /** Events taken so far, so that a part's revision is known. */
  readonly events: number;
  readonly received?: TariffFileReceived['data'];
  readonly round: number;
  readonly doubtful: boolean;
  readonly importedParts: number;
  readonly counts: TariffFileImported['data']['counts'];
}

export const tariffFile: Aggregate<TariffFileState, TariffFileEvent> = {
  category: 'tarifffile',
  initial: {
    phase: 'none',
    parts: [],
    rows: 0,
    events: 0,
    round: 0,
    doubtful: false,
    importedParts: 0,
    counts: {},
  },
  evolve: (state, event) => {
    const next = { ...state, events: state.events + 1 };
    switch (event.type) {
      case 'TariffRowsRead':
        return {
          ...next,
          phase: 'reading',
          parts: [...state.parts, state.events],
          rows: state.rows + event.data.rows.length,
        };
      case 'TariffFileReceived':
        return { ...next, phase: 'received', received: event.data };
      case 'TariffFileAccepted': {
        const { round, doubtful } = event.data;
        return { ...next, phase: 'importing', round, doubtful, importedParts: 0, counts: {} };
      }
      case 'TariffRowsImported':
        return {
          ...next,
          importedParts: event.data.part,
          counts: countedWith(state.counts, event.data.outcomes),
        };
      case 'TariffFileImported':
        return { ...next, phase: 'imported' };
    }
  },
};

export const countedWith = (
  counts: TariffFileImported['data']['counts'],
  outcomes: readonly ImportedRows[],
): TariffFileImported['data']['counts'] => {
  const sum: Partial<Record<RowOutcome, number>> = { ...counts };
  for (const { outcome, rows } of outcomes) sum[outcome] = (sum[outcome] ?? 0) + rows.length;
  return sum;
};

// What is allowed
/** An upload that was broken off is taken up where it was: the same bytes give the same parts. */
export const recordTariffRows = ({ data }: RecordTariffRows, state: TariffFileState): Decision<TariffRowsRead> => {
  const { fileId, part, rows } = data;
  if (part <= state.parts.length || (state.phase !== 'none' && state.phase !== 'reading')) return [];
  return [{ type: 'TariffRowsRead', data: { fileId, part, rows } }];
};

export const receiveTariffFile = (
  { data }: ReceiveTariffFile,
  state: TariffFileState,
): Decision<TariffFileReceived> => {
  if (state.phase !== 'none' && state.phase !== 'reading') return [];
  if (state.parts.length === 0) return reject('TARIFF_FILE_EMPTY');
  const { fileId, party, format, hash, bytes, rows, unknownColumns, receivedOn } = data;
  return [
    {
      type: 'TariffFileReceived',
      data: { fileId, party, format, hash, bytes, rows, parts: state.parts.length, unknownColumns, receivedOn },
    },
  ];
};

/** Accepting again what has been imported changes nothing; the doubtful rows can be accepted in a round of their own. */
export const acceptTariffFile = (
  { data }: AcceptTariffFile,
  { phase, received, round, doubtful: taken }: TariffFileState,
): Decision<TariffFileAccepted> => {
  const { fileId, by, doubtful, acceptedOn } = data;
  if (received === undefined) return reject('UNKNOWN_TARIFF_FILE');
  if (received.party !== by) return reject('NOT_YOURS');
  if (phase === 'importing') return taken === doubtful ? [] : reject('TARIFF_FILE_BEING_IMPORTED');
  if (phase === 'imported' && (taken || !doubtful)) return [];
  return [{ type: 'TariffFileAccepted', data: { fileId, party: by, round: round + 1, doubtful, acceptedOn } }];
};

/** What the import of a part found, and the end of it after the last part. */
export const importTariffRows = (
  { data }: ImportTariffRows,
  { phase, round, parts, importedParts, received, counts }: TariffFileState,
  outcomes: readonly ImportedRows[],
): Decision<TariffRowsImported | TariffFileImported> => {
  const { fileId, party, part } = data;
  if (received === undefined) return reject('UNKNOWN_TARIFF_FILE');
  if (phase !== 'importing' || data.round !== round || part !== importedParts + 1) return [];
  const imported = { type: 'TariffRowsImported', data: { fileId, party, round, part, outcomes } } as const;
  if (part < parts.length) return [imported];
  const { hash } = received;
  const all = countedWith(counts, outcomes);
  return [imported, { type: 'TariffFileImported', data: { fileId, party, round, hash, counts: all } }];
};
