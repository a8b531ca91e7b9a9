import { asOre, WHOLE, type Ore } from '../../kernel/money';
import type { StatementId } from '../../kernel/vocabulary';
import type { BilledLine, LineReference, PayersLine, UnnumberedLine } from './statement-line.calculation';

/** What a dispute of a line ended with (domain.md §3.8). */
export interface DisputeCredit {
  readonly statementId: StatementId;
  readonly line: number;
  readonly creditOre: Ore;
  /** The event that raised the dispute, and the one that ended it. */
  readonly raised: string;
  readonly resolved: string;
}

/** Credits carry an amount and no days, so whoever counts days must pass over them. */
export const isDisputeCredit = ({ days }: Pick<UnnumberedLine, 'days'>): boolean => days === 0;

const pointsTo = ({ corrects }: UnnumberedLine, { statementId, line }: LineReference): boolean =>
  corrects?.statementId === statementId && corrects.line === line;

/**
 * What a disputed line has still to be credited, and how that comes about. Never more than stands of the line: where its
 * days are taken back by adjustments as well, the credit gives way, so that nothing is credited twice. Negative: earlier
 * credit that has given way.
 */
export const creditStillOwed = (
  credit: DisputeCredit,
  disputed: Pick<BilledLine['entry'], 'amountOre'>,
  later: Iterable<UnnumberedLine>,
): Ore => {
  let stands: number = disputed.amountOre;
  let given = 0;
  for (const line of later) {
    if (!pointsTo(line, credit)) continue;
    if (isDisputeCredit(line)) given -= line.amountOre;
    else if (line.days < 0) stands += line.amountOre;
  }
  return asOre(Math.min(credit.creditOre, Math.max(0, stands)) - given);
};

/** Lines of the month for disputes of a contract's lines that have ended with a credit (R38). */
export const disputeCreditLines = (
  credits: readonly DisputeCredit[],
  billed: readonly BilledLine[],
  adjustments: readonly PayersLine[],
): PayersLine[] =>
  credits.flatMap((credit) => {
    const disputed = billed.find(
      ({ statementId, entry }) => statementId === credit.statementId && entry.line === credit.line,
    );
    if (disputed === undefined) return [];
    const later = [...billed.map(({ entry }) => entry), ...adjustments.map(({ line }) => line)];
    const owed = creditStillOwed(credit, disputed.entry, later);
    return owed === 0 ? [] : [{ payer: disputed.payer, line: creditLine(disputed, credit, owed) }];
  });

/** One piece at the credited amount, so that price times quantity is the line's amount wherever it is shown. */
const creditLine = ({ entry }: BilledLine, credit: DisputeCredit, owed: Ore): UnnumberedLine => {
  const { line: _line, corrects: _corrects, cause: _cause, ...same } = entry;
  const { statementId, line, raised, resolved } = credit;
  return {
    ...same,
    kind: 'ADJUSTMENT',
    unit: 'PIECE',
    priceOre: asOre(Math.abs(owed)),
    days: 0,
    quantity: owed > 0 ? -100 : 100,
    factorBp: WHOLE,
    amountOre: asOre(-owed),
    corrects: { statementId, line },
    cause: resolved,
    rules: ['§3.8', 'R38', 'R45'],
    events: [raised, resolved],
  };
};
