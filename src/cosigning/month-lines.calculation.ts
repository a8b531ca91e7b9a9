import type { Month } from '../kernel/calendar';
import type { Ore } from '../kernel/money';
import type { PartyCode, StatementId } from '../kernel/vocabulary';

export interface SettledBetween {
  readonly statementId: StatementId;
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  readonly month: Month;
  readonly lines: number;
  readonly totalOre: Ore;
  readonly linesHash: string;
}

/**
 * What a month's checkpoint says besides the log's root: the statement between the two sides, by its sum and by the digest
 * of its lines, so that who signs it signs that too. The names are part of what is signed and never change.
 */
export const monthLines = ({
  statementId,
  operator,
  payer,
  month,
  lines,
  totalOre,
  linesHash,
}: SettledBetween): readonly string[] => [
  `month ${month}`,
  `operator ${operator}`,
  `payer ${payer}`,
  `statement ${statementId}`,
  `total-ore ${totalOre}`,
  `lines ${lines} ${linesHash}`,
];
