import type { Day } from '../kernel/calendar';
import type { Projection } from '../kernel/projection';
import { table } from '../kernel/projection';
import type { CitizenRef, PartyCode } from '../kernel/vocabulary';
import type { CitizenField, CitizenRecordEvent, ErasureReason } from './citizen-record.events';

export interface CitizenRow {
  readonly citizenRef: CitizenRef;
  readonly registeredBy: PartyCode;
  /** The edition in the vault that counts; null when the details are erased. */
  readonly edition: string | null;
  /** Which kinds of details there are. */
  readonly fields: readonly CitizenField[];
  readonly registeredAt: string;
  readonly registeredPosition: number;
  readonly erasedOn: Day | null;
  readonly erasureReason: ErasureReason | null;
}

export const citizensTable = table<CitizenRow>({
  name: 'citizens',
  key: ['citizenRef'],
  columns: {
    citizenRef: 'text',
    registeredBy: 'text',
    edition: 'text',
    fields: 'json',
    registeredAt: 'text',
    registeredPosition: 'integer',
    erasedOn: 'text',
    erasureReason: 'text',
  },
  indexes: [['registeredBy', 'registeredPosition']],
});

/** Of whom details are kept or were erased, without any of them: one row per registered citizen. */
export const citizenRegister: Projection<CitizenRecordEvent> = {
  name: 'citizen-register',
  version: 1,
  tables: [citizensTable],
  on: {
    CitizenRegistered: ({ data: { citizenRef, by, edition, fields }, recordedAt, position }, rows) => {
      rows(citizensTable).put({
        citizenRef,
        registeredBy: by,
        edition,
        fields,
        registeredAt: recordedAt,
        registeredPosition: position,
        erasedOn: null,
        erasureReason: null,
      });
    },
    CitizenDetailsCorrected: ({ data: { citizenRef, edition, fields } }, rows) => {
      const row = rows(citizensTable).get(citizenRef);
      if (row !== undefined) rows(citizensTable).put({ ...row, edition, fields });
    },
    CitizenErased: ({ data: { citizenRef, erasedOn, reason } }, rows) => {
      const row = rows(citizensTable).get(citizenRef);
      if (row === undefined) return;
      rows(citizensTable).put({ ...row, edition: null, fields: [], erasedOn, erasureReason: reason });
    },
  },
};
