import { Command } from '../../kernel/command';
import type { Aggregate, Decision } from '../../kernel/decider';
import { reject } from '../../kernel/decider';
import type { PartyCode } from '../../kernel/vocabulary';
import type {
  FileEnd,
  PaymentFileBegun,
  PaymentFileEnded,
  PaymentFileEvent,
  PaymentFileStopAsked,
  PaymentRowsJudged,
} from './payment-file.events';

// What may be asked
export class BeginPaymentFile extends Command<PaymentFileBegun['data']> {}
export class RecordPaymentRows extends Command<PaymentRowsJudged['data']> {}
export class StopPaymentFile extends Command<{ operator: PartyCode }> {}
export class EndPaymentFile extends Command<{ operator: PartyCode; fileId: string; how: FileEnd }> {}

// What is remembered
/** The file sent last; all before it have ended. */
export interface PaymentFilesState {
  readonly file?: {
    readonly fileId: string;
    /** Rows nobody has looked at yet. */
    readonly left: number;
    readonly stopAsked: boolean;
    readonly ended: boolean;
  };
}

/** An operator's payment files: one at a time, whichever process takes it. */
export const paymentFiles: Aggregate<PaymentFilesState, PaymentFileEvent> = {
  category: 'paymentfiles',
  initial: {},
  evolve: (state, { type, data }) => {
    if (type === 'PaymentFileBegun')
      return { file: { fileId: data.fileId, left: data.rows, stopAsked: false, ended: false } };
    const { file } = state;
    if (file?.fileId !== data.fileId) return state;
    switch (type) {
      case 'PaymentRowsJudged':
        return { file: { ...file, left: file.left - data.rows.length } };
      case 'PaymentFileStopAsked':
        return { file: { ...file, stopAsked: true } };
      case 'PaymentFileEnded':
        return { file: { ...file, ended: true } };
    }
  },
};

// What is true besides
export interface BeginningFacts {
  /** The file of which nobody has heard for so long that who took it must have broken off. */
  readonly cutOff?: string | undefined;
}

// What is allowed
/** One at a time. A file that was cut off hinders no other, nor the same file sent again. */
export const beginPaymentFile = (
  { data }: BeginPaymentFile,
  { file }: PaymentFilesState,
  { cutOff }: BeginningFacts,
): Decision<PaymentFileBegun | PaymentFileEnded> => {
  const begun: PaymentFileBegun = { type: 'PaymentFileBegun', data };
  if (file === undefined || file.ended) return [begun];
  if (file.fileId !== cutOff) return reject('PAYMENT_IMPORT_RUNNING');
  return [ended(data.operator, file, 'CUT_OFF'), begun];
};

/** Of a file that has ended, and was perhaps sent again since, nothing more is recorded. */
export const recordPaymentRows = (
  { data }: RecordPaymentRows,
  { file }: PaymentFilesState,
): Decision<PaymentRowsJudged> =>
  file?.fileId !== data.fileId || file.ended ? [] : [{ type: 'PaymentRowsJudged', data }];

/** Without a file that is being taken, nothing happens. */
export const stopPaymentFile = (
  { data: { operator } }: StopPaymentFile,
  { file }: PaymentFilesState,
): Decision<PaymentFileStopAsked> =>
  file === undefined || file.ended || file.stopAsked
    ? []
    : [{ type: 'PaymentFileStopAsked', data: { operator, fileId: file.fileId } }];

export const endPaymentFile = (
  { data: { operator, fileId, how } }: EndPaymentFile,
  { file }: PaymentFilesState,
): Decision<PaymentFileEnded> => (file?.fileId !== fileId || file.ended ? [] : [ended(operator, file, how)]);

const ended = (
  operator: PartyCode,
  { fileId, left }: NonNullable<PaymentFilesState['file']>,
  how: FileEnd,
): PaymentFileEnded => ({ type: 'PaymentFileEnded', data: { operator, fileId, how, left } });

/** Whether whoever takes the file shall go on: it is still the one, and nobody has asked to stop it. */
export const goesOn = ({ file }: PaymentFilesState, fileId: string): boolean =>
  file?.fileId === fileId && !file.ended && !file.stopAsked;
