import { isRejection } from '../../../src/kernel/decider';
import {
  BeginPaymentFile,
  beginPaymentFile,
  EndPaymentFile,
  endPaymentFile,
  goesOn,
  paymentFiles,
  RecordPaymentRows,
  recordPaymentRows,
  StopPaymentFile,
  stopPaymentFile,
} from '../../../src/settlement/payments/payment-file.decider';
import type { JudgedRow, PaymentFileEvent } from '../../../src/settlement/payments/payment-file.events';
import { fold } from '../../../src/kernel/decider';
import { region } from '../history';

const [FIRST, SECOND] = ['file-1', 'file-2'];
const sent = (fileId: string, rows = 3) =>
  ({ operator: region, fileId, fileHash: 'c7e3', format: 'CSV', rows }) as const;
const row = (at: number): JudgedRow => ({ row: at, outcome: 'KNOWN', faults: [] });
const begun = (fileId = FIRST): PaymentFileEvent => ({ type: 'PaymentFileBegun', data: sent(fileId) });
const judged = (fileId = FIRST, rows = [row(2)]): PaymentFileEvent => ({
  type: 'PaymentRowsJudged',
  data: { operator: region, fileId, rows },
});
const stopAsked: PaymentFileEvent = { type: 'PaymentFileStopAsked', data: { operator: region, fileId: FIRST } };
const ended = (how: 'COMPLETED' | 'STOPPED' | 'CUT_OFF', left: number, fileId = FIRST): PaymentFileEvent => ({
  type: 'PaymentFileEnded',
  data: { operator: region, fileId, how, left },
});
const given = (...history: readonly PaymentFileEvent[]) => fold(paymentFiles, history);
const begin = (history: readonly PaymentFileEvent[], cutOff?: string) => {
  const decision = beginPaymentFile(new BeginPaymentFile(sent(SECOND)), given(...history), { cutOff });
  return isRejection(decision) ? decision.code : decision;
};
const record = (...history: readonly PaymentFileEvent[]) =>
  recordPaymentRows(new RecordPaymentRows({ operator: region, fileId: FIRST, rows: [row(3)] }), given(...history));
const end = (...history: readonly PaymentFileEvent[]) =>
  endPaymentFile(new EndPaymentFile({ operator: region, fileId: FIRST, how: 'COMPLETED' }), given(...history));
const stop = (...history: readonly PaymentFileEvent[]) =>
  stopPaymentFile(new StopPaymentFile({ operator: region }), given(...history));

describe('An operator’s payment files', () => {
  it('are taken one at a time', () => {
    expect(begin([])).toEqual([begun(SECOND)]);
    expect(begin([begun()])).toBe('PAYMENT_IMPORT_RUNNING');
    expect(begin([begun(), stopAsked])).toBe('PAYMENT_IMPORT_RUNNING');
    expect(begin([begun(), judged(), ended('STOPPED', 2)])).toEqual([begun(SECOND)]);
  });

  it('are not hindered by one that was cut off, which then has ended with what was left of it', () => {
    expect(begin([begun(), judged()], FIRST)).toEqual([ended('CUT_OFF', 2), begun(SECOND)]);
    // Two see it cut off, and one of them was first.
    expect(begin([begun(), ended('CUT_OFF', 3), begun('file-3')], FIRST)).toBe('PAYMENT_IMPORT_RUNNING');
  });

  it('record rows of the file in hand, and nothing of one that has ended or was sent again', () => {
    expect(record(begun())).toEqual([judged(FIRST, [row(3)])]);
    expect(record(begun(), stopAsked)).toEqual([judged(FIRST, [row(3)])]);
    expect(record(begun(), ended('CUT_OFF', 3), begun(SECOND))).toEqual([]);
    expect(record(begun(), ended('CUT_OFF', 3))).toEqual([]);
    expect(record()).toEqual([]);
  });

  it('end once, with the rows nobody has looked at', () => {
    expect(end(begun(), judged(FIRST, [row(2), row(3)]))).toEqual([ended('COMPLETED', 1)]);
    expect(end(begun(), ended('STOPPED', 3))).toEqual([]);
    expect(end(begun(), ended('CUT_OFF', 3), begun(SECOND))).toEqual([]);
  });

  it('are asked to stop once, while one is taken', () => {
    expect(stop()).toEqual([]);
    expect(stop(begun())).toEqual([stopAsked]);
    expect(stop(begun(), stopAsked)).toEqual([]);
    expect(stop(begun(), ended('COMPLETED', 0))).toEqual([]);
  });

  it('go on until they have ended, or somebody asks to stop', () => {
    expect(goesOn(given(begun(), judged()), FIRST)).toBe(true);
    expect(goesOn(given(begun(), stopAsked), FIRST)).toBe(false);
    expect(goesOn(given(begun(), ended('CUT_OFF', 3)), FIRST)).toBe(false);
    expect(goesOn(given(begun(), ended('CUT_OFF', 3), begun(SECOND)), FIRST)).toBe(false);
  });
});
