import type { Position } from '../../kernel/event';
import { asOre, type Ore } from '../../kernel/money';
import type { ChargeId, OfferingId, PartyCode, StatementId } from '../../kernel/vocabulary';
import type { ReadStore } from '../../platform/subscriptions/read-store';
import type { ChargeLine } from '../charges/charge.events';
import type { WithdrawnCharge } from '../lines/charge-lines.calculation';
import {
  chargesTable,
  statementChargesTable,
  statements,
  statementsTable,
  type Withdrawal,
} from './statements.projection';

/** A charge that counts for nothing any more; an amount to pay is positive. */
export interface TakenBackCharge {
  readonly chargeId: ChargeId;
  readonly payer: PartyCode;
  readonly amountOre: Ore;
}

/** Charges that were taken back, and the lines of closed months they stand in. */
export class ChargeWithdrawals {
  constructor(private readonly reads: ReadStore) {}

  /** The line of a closed month that bills the charge, if any does. */
  lineOfCharge(chargeId: ChargeId): { readonly statementId: StatementId; readonly line: number } | undefined {
    const [found] = this.model.select<{ statementId: StatementId; line: number }>(
      (from) => `SELECT l.statementId, l.line FROM ${from(statementChargesTable)} l
          JOIN ${from(statementsTable)} s ON s.statementId = l.statementId AND s.attempt = l.attempt
        WHERE l.chargeId = :chargeId AND l.credit = 0`,
      { chargeId },
    );
    return found;
  }

  /** What a withdrawal leaves to credit: all lines of the charge but its own, taken back. Undefined where there are none. */
  restOfCharge(chargeId: ChargeId, withdrawal: string): Ore | undefined {
    const [rest] = this.model.select<{ standingOre: number | null }>(
      (from) => `SELECT sum(l.amountOre) AS standingOre FROM ${from(statementChargesTable)} l
          JOIN ${from(statementsTable)} s ON s.statementId = l.statementId AND s.attempt = l.attempt
        WHERE l.chargeId = :chargeId AND coalesce(l.entry ->> '$.cause', '') <> :withdrawal`,
      { chargeId, withdrawal },
    );
    return typeof rest?.standingOre === 'number' ? asOre(-rest.standingOre) : undefined;
  }

  /** Charges of one kind, for one offering, that were taken back: whether a month has billed and credited them or not. */
  takenBack(kind: ChargeLine['chargeKind'], offeringId: OfferingId, knownAt: Position): readonly TakenBackCharge[] {
    return this.model.select<TakenBackCharge>(
      (from) => `SELECT chargeId, payer, amountOre FROM ${from(chargesTable)}
        WHERE kind = :kind AND terms ->> '$.offeringId' = :offeringId AND withdrawnPosition <= :knownAt
        ORDER BY raisedPosition`,
      { kind, offeringId, knownAt },
    );
  }

  isWithdrawn(chargeId: ChargeId, knownAt = Number.MAX_SAFE_INTEGER): boolean {
    const where = 'chargeId = :chargeId AND withdrawnPosition <= :knownAt';
    return this.model.row(chargesTable, { where, parameters: { chargeId, knownAt } }) !== undefined;
  }

  /**
   * Charges that were taken back and yet stand in closed months with more or less than nothing: what they were billed at,
   * and what is left of it after the credits that followed.
   */
  withdrawnCharges(operator: PartyCode, knownAt: Position): WithdrawnCharge[] {
    return this.model
      .select<Omit<WithdrawnCharge, 'billed' | 'withdrawn'> & { readonly entry: string; readonly withdrawn: string }>(
        (from) => `SELECT max(iif(l.credit = 0, l.statementId, NULL)) AS statementId, c.payer, c.withdrawn,
            max(iif(l.credit = 0, l.entry, NULL)) AS entry, sum(l.amountOre) AS standingOre
          FROM ${from(chargesTable)} c
            JOIN ${from(statementChargesTable)} l ON l.chargeId = c.chargeId
            JOIN ${from(statementsTable)} s ON s.statementId = l.statementId AND s.attempt = l.attempt
          WHERE c.operator = :operator AND c.withdrawnPosition <= :knownAt AND s.closedPosition <= :knownAt
          GROUP BY c.chargeId HAVING sum(l.amountOre) <> 0 ORDER BY c.raisedPosition`,
        { operator, knownAt },
      )
      .map(({ entry, withdrawn, ...of }) => ({
        ...of,
        billed: JSON.parse(entry) as ChargeLine,
        withdrawn: JSON.parse(withdrawn) as Withdrawal,
      }));
  }

  private get model(): ReturnType<ReadStore['model']> {
    return this.reads.model(statements);
  }
}
