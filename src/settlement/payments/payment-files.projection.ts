import type { Projection } from '../../kernel/projection';
import { table } from '../../kernel/projection';
import type { PartyCode } from '../../kernel/vocabulary';
import type { FileEnd, JudgedRow, PaymentFileEvent, PaymentFileStopAsked } from './payment-file.events';

export interface PaymentFileRow {
  readonly fileId: string;
  readonly operator: PartyCode;
  readonly fileHash: string;
  readonly rows: number;
  /** Rows dealt with, and how many of them were taken, for what. */
  readonly done: number;
  readonly accepted: number;
  readonly acceptedOre: number;
  /** Rows that were not taken and are not known either. */
  readonly refused: number;
  readonly how: FileEnd | null;
  readonly begunAt: string;
  /** When it was last heard of. */
  readonly lastAt: string;
  /** Where in the log its last rows stand, of which some were taken; 0 while none was. */
  readonly position: number;
}

export const paymentFilesTable = table<PaymentFileRow>({
  name: 'payment_files',
  key: ['fileId'],
  indexes: [['operator']],
  columns: {
    fileId: 'text',
    operator: 'text',
    fileHash: 'text',
    rows: 'integer',
    done: 'integer',
    accepted: 'integer',
    acceptedOre: 'integer',
    refused: 'integer',
    how: 'text',
    begunAt: 'text',
    lastAt: 'text',
    position: 'integer',
  },
});

/** Rows that were dealt with together. */
export interface JudgedRowsRow {
  readonly fileId: string;
  /** Rows of the file before these. */
  readonly after: number;
  readonly judged: readonly JudgedRow[];
}

export const judgedRowsTable = table<JudgedRowsRow>({
  name: 'judged_payment_rows',
  key: ['fileId', 'after'],
  columns: { fileId: 'text', after: 'integer', judged: 'json' },
});

/** Who asks for a stop is not who takes the file: of that one nothing has been heard. */
type Heard = Exclude<PaymentFileEvent, PaymentFileStopAsked>;

/** Each payment file that was sent, how far it has come, and what became of each of its rows. */
export const paymentFilesProjection: Projection<Heard> = {
  name: 'payment-files',
  version: 1,
  tables: [paymentFilesTable, judgedRowsTable],
  on: {
    PaymentFileBegun: ({ data, recordedAt }, rows) => {
      const none = { done: 0, accepted: 0, acceptedOre: 0, refused: 0, how: null, position: 0 } as const;
      rows(paymentFilesTable).put({ ...data, ...none, begunAt: recordedAt, lastAt: recordedAt });
    },
    PaymentRowsJudged: ({ data: { fileId, rows: judged }, recordedAt, position }, rows) => {
      const file = rows(paymentFilesTable).get(fileId);
      if (file === undefined) throw new Error(`Rows of a payment file ${fileId} that nobody sent`);
      rows(judgedRowsTable).put({ fileId, after: file.done, judged });
      const accepted = judged.filter(({ outcome }) => outcome === 'ACCEPTED');
      const refused = judged.filter(({ outcome }) => outcome === 'UNMATCHED' || outcome === 'FAULTY');
      rows(paymentFilesTable).put({
        ...file,
        done: file.done + judged.length,
        accepted: file.accepted + accepted.length,
        acceptedOre: accepted.reduce((sum, { amountOre = 0 }) => sum + amountOre, file.acceptedOre),
        refused: file.refused + refused.length,
        lastAt: recordedAt,
        position: accepted.length === 0 ? file.position : position,
      });
    },
    PaymentFileEnded: ({ data: { fileId, how }, recordedAt }, rows) => {
      const file = rows(paymentFilesTable).get(fileId);
      if (file === undefined) return;
      // One that was cut off has ended when it was last heard of.
      rows(paymentFilesTable).put({ ...file, how, lastAt: how === 'CUT_OFF' ? file.lastAt : recordedAt });
    },
  },
};
