import { beginning } from '../../kernel/messages';
import type { Day } from '../../kernel/calendar';
import { daysIn } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import { asOre, sumOre } from '../../kernel/money';
import type { DisputeRow, ApprovalRow } from './disputes.projection';
import { turnOf, type DisputeView, type StatementStandingView } from './dispute.views';
import { DISPUTE_REASON_WORDS } from '../settlement.words';

const REASONS = beginning(DISPUTE_REASON_WORDS);

/** What a statement comes to once its disputes are looked at. */
export const statementStanding = (
  { totalOre, lines, dueOn }: { readonly totalOre: Ore; readonly lines: number; readonly dueOn: Day },
  disputes: readonly DisputeRow[],
  approval: ApprovalRow | undefined,
  today: Day,
): StatementStandingView => {
  const open = disputes.filter(({ phase }) => phase !== 'RESOLVED');
  const disputedOre = sumOre(open.map((dispute) => dispute.disputedOre));
  const creditedOre = sumOre(disputes.map(({ creditOre }) => creditOre));
  const later = new Map<Day, number>();
  for (const { upheldOre, upheldDueOn } of disputes)
    if (upheldOre !== null && upheldDueOn !== null && upheldOre > 0 && upheldDueOn > dueOn)
      later.set(upheldDueOn, (later.get(upheldDueOn) ?? 0) + upheldOre);
  const dueLater = [...later]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, amount]) => ({ dueOn: day, amountOre: asOre(amount) }));
  const dueOnTimeOre = asOre(totalOre - disputedOre - creditedOre - sumOre(dueLater.map(({ amountOre }) => amountOre)));
  const approvedLines = approval?.lines ?? [];
  const whole = approval?.whole === 1 || approvedLines.length + disputes.length - open.length >= lines;
  const standing =
    open.length > 0 ? 'DISPUTED' : whole ? 'APPROVED' : approvedLines.length > 0 ? 'PARTLY_APPROVED' : 'ISSUED';
  return {
    standing,
    approvedLines,
    ...(approval === undefined ? {} : { approvedOn: approval.approvedOn }),
    dueOnTimeOre,
    dueLater,
    disputedOre,
    creditedOre,
    disputes: disputes.map((dispute) => disputeView(dispute, today)),
  };
};

/** Lines that the payer has neither approved nor disputed. */
export const linesToApprove = (
  lines: number,
  disputes: readonly Pick<DisputeRow, 'line'>[],
  approval: Pick<ApprovalRow, 'lines'> | undefined,
): number => lines - new Set([...disputes.map(({ line }) => line), ...(approval?.lines ?? [])]).size;

/** A dispute as people read it; what has not come about is left out. */
export const disputeView = (row: DisputeRow, today: Day): DisputeView => {
  const {
    contractId: _contract,
    raisedEventId: _raised,
    resolvedEventId: _resolved,
    resolvedPosition: _position,
    recordedAt: _recorded,
    creditOre,
    ...told
  } = row;
  const known = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null)) as unknown as Omit<
    DisputeView,
    'reasonText' | 'waitsFor' | 'daysLate'
  >;
  const turn = turnOf(row);
  const { waitsUntil } = turn;
  return {
    ...known,
    ...(row.phase === 'RESOLVED' ? { creditOre } : {}),
    reasonText: REASONS[row.reason].da,
    ...turn,
    daysLate: waitsUntil === undefined || waitsUntil >= today ? 0 : daysIn(waitsUntil, today) - 1,
  };
};
