import { Injectable } from '@nestjs/common';
import type { Sight } from '../../kernel/access';
import { narrowed } from '../../kernel/access';
import type { Day, Month } from '../../kernel/calendar';
import type { Position } from '../../kernel/event';
import type { Ore } from '../../kernel/money';
import type { ChargeId, PartyCode, PlacementId, StatementId } from '../../kernel/vocabulary';
import type { Cell } from '../../platform/subscriptions/read-store';
import { ReadStore } from '../../platform/subscriptions/read-store';
import { seenRows } from '../../platform/subscriptions/sight-condition';
import type { ChargeLine } from '../charges/charge.events';
import type { RaisedCharge, StatementEntry } from '../lines/charge-lines.calculation';
import { ChargeWithdrawals } from './charge-withdrawals.queries';
import type { StatementLine } from '../months/settlement.events';
import type { BilledLine } from '../lines/statement-line.calculation';
import type {
  ChargeRow,
  LostClaimRow,
  OpeningRow,
  SettlementMonthRow,
  StatementRow,
  Withdrawal,
} from './statements.projection';
import {
  chargesTable,
  lostClaimsTable,
  openingsTable,
  settlementMonthsTable,
  statementChargesTable,
  statementLinesTable,
  statements,
  statementsTable,
} from './statements.projection';

export interface StatementFilter {
  readonly seenBy: Sight<'any' | 'payer' | 'operator'>;
  readonly operator?: PartyCode | undefined;
  readonly payer?: PartyCode | undefined;
  readonly month?: Month | undefined;
  readonly knownAt?: Position | undefined;
}

export interface ChargeFilter {
  readonly seenBy: Sight<'any' | 'payer' | 'operator'>;
  readonly operator?: PartyCode | undefined;
  readonly payer?: PartyCode | undefined;
  readonly chargeId?: ChargeId | undefined;
  /** True: only those that no closed month has taken up. */
  readonly unbilled?: boolean | undefined;
  readonly knownAt?: Position | undefined;
}

/** A charge, with the statement that carries it; null while no closed month has taken it up. */
export interface ChargeStanding extends ChargeRow {
  readonly statementId: StatementId | null;
  readonly line: number | null;
}

export interface BalanceFilter {
  readonly party?: PartyCode | undefined;
  readonly month?: Month | undefined;
  readonly knownAt?: Position | undefined;
}

export interface BalanceRow {
  readonly party: PartyCode;
  readonly counterpart: PartyCode;
  readonly month: Month;
  /** What the party is billed by the counterpart, net of credits. */
  readonly purchasesOre: Ore;
  /** What the party bills the counterpart. */
  readonly salesOre: Ore;
}

/** A line with the statement it is in. */
export interface IssuedLine extends BilledLine {
  readonly operator: PartyCode;
  readonly month: Month;
  readonly closedPosition: Position;
}

/** Ids in one query; SQLite takes them as one JSON text. */
const IDS_PER_QUERY = 5_000;

/** Lines read at a time for a file: about half a megabyte. */
const LINES_PER_PAGE = 500;

/** Closed months and issued statements. A statement exists from the position at which its month was closed. */
@Injectable()
export class SettlementQueries {
  /** What was taken back of charges, over the same read model. */
  readonly withdrawals: ChargeWithdrawals;

  constructor(private readonly reads: ReadStore) {
    this.withdrawals = new ChargeWithdrawals(reads);
  }

  /** Up to here the answers hold everything. */
  get position(): Position {
    return this.model.position;
  }

  opening(operator: PartyCode, knownAt?: Position): OpeningRow | undefined {
    const known = knownAt === undefined ? {} : { knownAt };
    return this.model.row(openingsTable, { where: 'operator = :operator', parameters: { operator }, ...known });
  }

  /** Closed months, oldest first; of all operators when none is named. */
  months(operator?: PartyCode, knownAt = Number.MAX_SAFE_INTEGER): SettlementMonthRow[] {
    return this.model.rows(settlementMonthsTable, {
      where: '(:operator IS NULL OR operator = :operator) AND closedPosition <= :knownAt',
      parameters: { operator: operator ?? null, knownAt },
      orderBy: 'month, operator',
    });
  }

  month(operator: PartyCode, month: Month): SettlementMonthRow | undefined {
    const where = 'operator = :operator AND month = :month';
    return this.model.row(settlementMonthsTable, { where, parameters: { operator, month } });
  }

  statement(statementId: StatementId, knownAt = Number.MAX_SAFE_INTEGER): StatementRow | undefined {
    const where = 'statementId = :statementId AND closedPosition <= :knownAt';
    return this.model.row(statementsTable, { where, parameters: { statementId, knownAt } });
  }

  /** The day each of these statements was issued; one that does not exist is left out. */
  issueDays(statementIds: readonly StatementId[]): ReadonlyMap<StatementId, Day> {
    const rows = this.model.select<Pick<StatementRow, 'statementId' | 'issuedOn'>>(
      (from) => `SELECT statementId, issuedOn FROM ${from(statementsTable)}
        WHERE statementId IN (SELECT value FROM json_each(:among))`,
      { among: JSON.stringify(statementIds) },
    );
    return new Map(rows.map(({ statementId, issuedOn }) => [statementId, issuedOn]));
  }

  /** Newest month first. `after` is the last statement of the page before. */
  statements(
    filter: StatementFilter,
    limit: number,
    after?: { readonly month: string; readonly statementId: string },
  ): StatementRow[] {
    const { where, parameters } = conditionOf(filter);
    return this.model.rows(statementsTable, {
      where: after ? `${where} AND (month < :afterMonth OR (month = :afterMonth AND statementId > :afterId))` : where,
      parameters: after ? { ...parameters, afterMonth: after.month, afterId: after.statementId } : parameters,
      orderBy: 'month DESC, statementId',
      limit,
    });
  }

  /** Lines of contracts; `charges` has the rest. */
  lines(statementId: StatementId, attempt: string): StatementLine[] {
    return this.model
      .rows(statementLinesTable, {
        where: 'statementId = :statementId AND attempt = :attempt',
        parameters: { statementId, attempt },
        orderBy: 'line',
      })
      .map(({ entry }) => entry);
  }

  /** Lines that are not of a contract: after all others in the statement. */
  charges(statementId: StatementId, attempt: string): ChargeLine[] {
    return this.model
      .rows(statementChargesTable, {
        where: 'statementId = :statementId AND attempt = :attempt',
        parameters: { statementId, attempt },
        orderBy: 'line',
      })
      .map(({ entry }) => entry);
  }

  /** Raised, due in the month or before, not taken back, and in no closed month: what closing the month takes up. */
  chargesDue(operator: PartyCode, month: Month, knownAt: Position): RaisedCharge[] {
    return this.model
      .select<{ terms: string; eventId: string }>(
        (from) => `SELECT c.terms, c.eventId FROM ${from(chargesTable)} c
          WHERE c.operator = :operator AND c.dueFrom <= :month AND c.raisedPosition <= :knownAt
            AND coalesce(c.withdrawnPosition, :knownAt + 1) > :knownAt AND NOT EXISTS (
            SELECT 1 FROM ${from(statementChargesTable)} l JOIN ${from(statementsTable)} s
              ON s.statementId = l.statementId AND s.attempt = l.attempt
            WHERE l.chargeId = c.chargeId AND s.closedPosition <= :knownAt)
          ORDER BY c.dueFrom, c.raisedPosition`,
        { operator, month, knownAt },
      )
      .map(({ terms, eventId }) => ({ terms: JSON.parse(terms) as RaisedCharge['terms'], eventId }));
  }

  /** Statement lines whose disputes' credits stand in a closed month: `statement|line`. */
  creditedCharges(operator: PartyCode, knownAt: Position): ReadonlySet<string> {
    const rows = this.model.select<{ statementId: string; line: number }>(
      (from) => `SELECT l.entry ->> '$.corrects.statementId' AS statementId, l.entry ->> '$.corrects.line' AS line
        FROM ${from(statementChargesTable)} l JOIN ${from(statementsTable)} s
          ON s.statementId = l.statementId AND s.attempt = l.attempt
        WHERE l.operator = :operator AND l.credit = 1 AND s.closedPosition <= :knownAt`,
      { operator, knownAt },
    );
    return new Set(rows.map(({ statementId, line }) => `${statementId}|${line}`));
  }

  /** The month due last first, then in the order of their ids. `after` is the last charge of the page before. */
  chargeStandings(
    { seenBy, operator, payer, chargeId, unbilled, knownAt = Number.MAX_SAFE_INTEGER }: ChargeFilter,
    limit: number,
    after?: { readonly dueFrom: string; readonly chargeId: string },
  ): ChargeStanding[] {
    const seen = seenRows(seenBy, SEEN_AS);
    return this.model
      .select<
        Omit<ChargeStanding, 'terms' | 'withdrawn'> & { readonly terms: string; readonly withdrawn: string | null }
      >(
        (from) => `SELECT * FROM (
            SELECT c.*, b.statementId, b.line FROM ${from(chargesTable)} c LEFT JOIN (
              SELECT l.chargeId, l.statementId, l.line FROM ${from(statementChargesTable)} l
                JOIN ${from(statementsTable)} s ON s.statementId = l.statementId AND s.attempt = l.attempt
              WHERE l.credit = 0 AND s.closedPosition <= :knownAt) b ON b.chargeId = c.chargeId
            WHERE c.raisedPosition <= :knownAt)
          WHERE ${seen.where} AND (:operator IS NULL OR operator = :operator) AND (:payer IS NULL OR payer = :payer)
            AND (:chargeId IS NULL OR chargeId = :chargeId)
            AND (:unbilled = 0 OR (statementId IS NULL AND coalesce(withdrawnPosition, :knownAt + 1) > :knownAt))
            AND (:afterMonth IS NULL OR dueFrom < :afterMonth OR (dueFrom = :afterMonth AND chargeId > :afterId))
          ORDER BY dueFrom DESC, chargeId LIMIT :limit`,
        {
          ...seen.parameters,
          knownAt,
          operator: operator ?? null,
          payer: payer ?? null,
          chargeId: chargeId ?? null,
          unbilled: unbilled === true ? 1 : 0,
          afterMonth: after?.dueFrom ?? null,
          afterId: after?.chargeId ?? null,
          limit,
        },
      )
      .map(({ terms, withdrawn, withdrawnPosition, ...row }) => ({
        ...row,
        terms: JSON.parse(terms) as ChargeRow['terms'],
        withdrawnPosition,
        withdrawn:
          withdrawn === null || (withdrawnPosition ?? 0) > knownAt ? null : (JSON.parse(withdrawn) as Withdrawal),
      }));
  }

  /** The lines of contracts page by page, for files whose size nobody knows beforehand. */
  *linePages({ statementId, attempt }: Pick<StatementRow, 'statementId' | 'attempt'>): Generator<StatementLine[]> {
    for (let after = 0; ;) {
      const page = this.model.rows(statementLinesTable, {
        where: 'statementId = :statementId AND attempt = :attempt AND line > :after',
        parameters: { statementId, attempt, after },
        orderBy: 'line',
        limit: LINES_PER_PAGE,
      });
      if (page.length > 0) yield page.map(({ entry }) => entry);
      const last = page.at(-1);
      if (last === undefined || page.length < LINES_PER_PAGE) return;
      after = last.line;
    }
  }

  line(statementId: StatementId, attempt: string, line: number): StatementEntry | undefined {
    const asked = {
      where: 'statementId = :statementId AND attempt = :attempt AND line = :line',
      parameters: { statementId, attempt, line },
    };
    return this.model.row(statementLinesTable, asked)?.entry ?? this.model.row(statementChargesTable, asked)?.entry;
  }

  /** Issued lines of the contracts, in the order they were issued. */
  linesOfContracts(operator: PartyCode, contracts: readonly PlacementId[], knownAt: Position): IssuedLine[] {
    return this.inBatches<LineCells>(
      contracts,
      (from) => `SELECT s.statementId, s.payer, s.operator, s.month, s.closedPosition, l.entry
        FROM ${from.lines} l JOIN ${from.statements} s ON s.statementId = l.statementId AND s.attempt = l.attempt
        WHERE l.operator = :operator AND l.contractId IN (SELECT value FROM json_each(:contracts))
          AND s.closedPosition <= :knownAt
        ORDER BY s.closedPosition, s.statementId, l.line`,
      { operator, knownAt },
    ).map(({ entry, ...of }) => ({ ...of, entry: JSON.parse(entry) as StatementLine }));
  }

  /** Claims written off for the contracts. */
  lostOfContracts(operator: PartyCode, contracts: readonly PlacementId[], knownAt: Position): LostClaimRow[] {
    return this.inBatches<LostClaimRow>(
      contracts,
      (from) => `SELECT * FROM ${from.lost} WHERE operator = :operator AND closedPosition <= :knownAt
        AND contractId IN (SELECT value FROM json_each(:contracts)) ORDER BY month, item`,
      { operator, knownAt },
    );
  }

  lostOfMonth(operator: PartyCode, month: Month): LostClaimRow[] {
    const where = 'operator = :operator AND month = :month';
    return this.model.rows(lostClaimsTable, { where, parameters: { operator, month } });
  }

  /**
   * What each party buys from and sells to each counterpart, per month (I2): as a payer sees its purchases, as an
   * operator its sales. `party` narrows it to one.
   */
  balances(
    seenBy: Sight<'any' | 'payer' | 'operator'>,
    { party, month, knownAt = Number.MAX_SAFE_INTEGER }: BalanceFilter = {},
  ): BalanceRow[] {
    const purchases = seenRows(narrowed(seenBy, 'payer'), { payer: 'payer = :reader' });
    const sales = seenRows(narrowed(seenBy, 'operator'), { operator: 'operator = :reader' });
    return this.model.select<BalanceRow>(
      (from) => `SELECT party, counterpart, month, sum(purchasesOre) AS purchasesOre, sum(salesOre) AS salesOre FROM (
          SELECT payer AS party, operator AS counterpart, month, totalOre AS purchasesOre, 0 AS salesOre
          FROM ${from(statementsTable)} WHERE closedPosition <= :knownAt AND ${purchases.where}
          UNION ALL
          SELECT operator, payer, month, 0, totalOre FROM ${from(statementsTable)}
          WHERE closedPosition <= :knownAt AND ${sales.where})
        WHERE (:party IS NULL OR party = :party) AND (:month IS NULL OR month = :month)
        GROUP BY party, counterpart, month ORDER BY month, party, counterpart`,
      { ...purchases.parameters, ...sales.parameters, party: party ?? null, month: month ?? null, knownAt },
    );
  }

  /** Who bills whom, by a statement or a charge that has been raised. */
  pairs(
    seenBy: Sight<'any' | 'payer' | 'operator'>,
    knownAt = Number.MAX_SAFE_INTEGER,
  ): { readonly operator: PartyCode; readonly payer: PartyCode }[] {
    const seen = seenRows(seenBy, SEEN_AS);
    return this.model.select(
      (from) => `SELECT operator, payer FROM ${from(statementsTable)}
          WHERE closedPosition <= :knownAt AND ${seen.where}
        UNION SELECT operator, payer FROM ${from(chargesTable)} WHERE raisedPosition <= :knownAt AND ${seen.where}`,
      { ...seen.parameters, knownAt },
    );
  }

  private inBatches<T>(
    contracts: readonly PlacementId[],
    sql: (from: { lines: string; statements: string; lost: string }) => string,
    parameters: Readonly<Record<string, Cell>>,
  ): T[] {
    const found: T[] = [];
    for (let at = 0; at < contracts.length; at += IDS_PER_QUERY) {
      const batch = JSON.stringify(contracts.slice(at, at + IDS_PER_QUERY));
      const rows = this.model.select<T>(
        (from) =>
          sql({ lines: from(statementLinesTable), statements: from(statementsTable), lost: from(lostClaimsTable) }),
        { ...parameters, contracts: batch },
      );
      for (const row of rows) found.push(row);
    }
    return found;
  }

  private get model(): ReturnType<ReadStore['model']> {
    return this.reads.model(statements);
  }
}

interface LineCells extends Omit<IssuedLine, 'entry'> {
  readonly entry: string;
}

const SEEN_AS = { payer: 'payer = :reader', operator: 'operator = :reader' };

const conditionOf = ({ seenBy, operator, payer, month, knownAt }: StatementFilter) => {
  const seen = seenRows(seenBy, SEEN_AS);
  return {
    where: `${seen.where} AND (:operator IS NULL OR operator = :operator)
    AND (:payer IS NULL OR payer = :payer) AND (:month IS NULL OR month = :month) AND closedPosition <= :knownAt`,
    parameters: {
      ...seen.parameters,
      operator: operator ?? null,
      payer: payer ?? null,
      month: month ?? null,
      knownAt: knownAt ?? Number.MAX_SAFE_INTEGER,
    },
  };
};

export type { LostClaimRow, SettlementMonthRow, StatementRow } from './statements.projection';
export { componentNameOf, levelText } from '../lines/line-words';
export type { TakenBackCharge } from './charge-withdrawals.queries';
