import type { Day, Month } from '../../kernel/calendar';
import type { LogNumber, Position } from '../../kernel/event';
import type { Ore } from '../../kernel/money';
import type { Projection } from '../../kernel/projection';
import { table } from '../../kernel/projection';
import type { AgreementId, ChargeId, PartyCode, PlacementId, StatementId, TariffId } from '../../kernel/vocabulary';
import type { ChargeEvent, ChargeKind, ChargeLine, ChargeTerms } from '../charges/charge.events';
import type { SettlementEvent, StatementLine } from '../months/settlement.events';

/** From which month on an operator's days are settled here. */
export interface OpeningRow {
  readonly operator: PartyCode;
  readonly firstMonth: Month;
  readonly eventId: string;
  readonly position: Position;
}

export const openingsTable = table<OpeningRow>({
  name: 'settlement_openings',
  key: ['operator'],
  // The first month may be moved while nothing is closed, and what was known before stays known.
  history: true,
  columns: { operator: 'text', firstMonth: 'text', eventId: 'text', position: 'integer' },
});

/** A closed month of an operator. */
export interface SettlementMonthRow {
  readonly operator: PartyCode;
  readonly month: Month;
  readonly issuedOn: Day;
  readonly knownPosition: LogNumber;
  readonly agreementId: AgreementId;
  readonly dueDays: number;
  readonly claimLimitMonths: number;
  readonly statements: number;
  readonly totalOre: Ore;
  readonly lostClaims: number;
  readonly lostOre: Ore;
  readonly lateClaimReason: string | null;
  readonly eventId: string;
  /** From here on the month's statements exist. */
  readonly closedPosition: Position;
  readonly recordedAt: string;
}

export const settlementMonthsTable = table<SettlementMonthRow>({
  name: 'settlement_months',
  key: ['operator', 'month'],
  columns: {
    operator: 'text',
    month: 'text',
    issuedOn: 'text',
    knownPosition: 'integer',
    agreementId: 'text',
    dueDays: 'integer',
    claimLimitMonths: 'integer',
    statements: 'integer',
    totalOre: 'integer',
    lostClaims: 'integer',
    lostOre: 'integer',
    lateClaimReason: 'text',
    eventId: 'text',
    closedPosition: 'integer',
    recordedAt: 'text',
  },
});

/** An issued statement. Only those exist that a closed month names. */
export interface StatementRow {
  readonly statementId: StatementId;
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  readonly payerEan: string | null;
  readonly month: Month;
  readonly status: 'ISSUED';
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly lines: number;
  readonly totalOre: Ore;
  readonly linesHash: string;
  /** The drawing whose lines are the statement's. */
  readonly attempt: string;
  readonly eventId: string;
  readonly closedPosition: Position;
  readonly recordedAt: string;
}

export const statementsTable = table<StatementRow>({
  name: 'statements',
  key: ['statementId'],
  indexes: [['operator'], ['payer']],
  columns: {
    statementId: 'text',
    operator: 'text',
    payer: 'text',
    payerEan: 'text',
    month: 'text',
    status: 'text',
    issuedOn: 'text',
    dueOn: 'text',
    lines: 'integer',
    totalOre: 'integer',
    linesHash: 'text',
    attempt: 'text',
    eventId: 'text',
    closedPosition: 'integer',
    recordedAt: 'text',
  },
});

/** A drawn line. It counts only where `statements` names its attempt; every reader joins the two. */
export interface StatementLineRow {
  readonly statementId: StatementId;
  readonly attempt: string;
  readonly line: number;
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  readonly month: Month;
  readonly contractId: PlacementId;
  readonly component: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly days: number;
  readonly amountOre: Ore;
  readonly entry: StatementLine;
}

export const statementLinesTable = table<StatementLineRow>({
  name: 'statement_lines',
  key: ['statementId', 'attempt', 'line'],
  indexes: [['operator', 'contractId']],
  columns: {
    statementId: 'text',
    attempt: 'text',
    line: 'integer',
    operator: 'text',
    payer: 'text',
    month: 'text',
    contractId: 'text',
    component: 'text',
    firstDay: 'text',
    lastDay: 'text',
    days: 'integer',
    amountOre: 'integer',
    entry: 'json',
  },
});

/** A drawn line that is of no contract. It counts only where `statements` names its attempt, as other lines do. */
export interface StatementChargeRow {
  readonly statementId: StatementId;
  readonly attempt: string;
  readonly line: number;
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  readonly month: Month;
  readonly chargeId: ChargeId;
  /** 1 for what a dispute of a charge has ended with, 0 for the charge itself. */
  readonly credit: 0 | 1;
  readonly amountOre: Ore;
  readonly entry: ChargeLine;
}

export const statementChargesTable = table<StatementChargeRow>({
  name: 'statement_charges',
  key: ['statementId', 'attempt', 'line'],
  indexes: [['chargeId'], ['operator', 'credit']],
  columns: {
    statementId: 'text',
    attempt: 'text',
    line: 'integer',
    operator: 'text',
    payer: 'text',
    month: 'text',
    chargeId: 'text',
    credit: 'integer',
    amountOre: 'integer',
    entry: 'json',
  },
});

/** A charge as it was raised. Whether it has been billed is told by the statements' charges. */
export interface ChargeRow {
  readonly chargeId: ChargeId;
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  readonly kind: ChargeKind;
  readonly dueFrom: Month;
  readonly amountOre: Ore;
  readonly terms: ChargeTerms;
  readonly eventId: string;
  readonly raisedPosition: Position;
  readonly recordedAt: string;
  /** Where and why it was taken back; null while it stands. */
  readonly withdrawnPosition: Position | null;
  readonly withdrawn: Withdrawal | null;
}

/** How a charge was taken back. */
export interface Withdrawal {
  readonly on: Day;
  readonly reason: string;
  readonly eventId: string;
}

export const chargesTable = table<ChargeRow>({
  name: 'charges',
  key: ['chargeId'],
  indexes: [['operator', 'dueFrom'], ['payer']],
  columns: {
    chargeId: 'text',
    operator: 'text',
    payer: 'text',
    kind: 'text',
    dueFrom: 'text',
    amountOre: 'integer',
    terms: 'json',
    eventId: 'text',
    raisedPosition: 'integer',
    recordedAt: 'text',
    withdrawnPosition: 'integer',
    withdrawn: 'json',
  },
});

/** Days written off when a month was closed (R2). */
export interface LostClaimRow {
  readonly operator: PartyCode;
  readonly month: Month;
  /** Counted from 1 within the month. */
  readonly item: number;
  readonly contractId: PlacementId;
  readonly payer: PartyCode;
  readonly tariffId: TariffId;
  readonly component: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly days: number;
  readonly amountOre: Ore;
  readonly cause: string | null;
  readonly closedPosition: Position;
}

export const lostClaimsTable = table<LostClaimRow>({
  name: 'lost_claims',
  key: ['operator', 'month', 'item'],
  indexes: [['operator', 'contractId']],
  columns: {
    operator: 'text',
    month: 'text',
    item: 'integer',
    contractId: 'text',
    payer: 'text',
    tariffId: 'text',
    component: 'text',
    firstDay: 'text',
    lastDay: 'text',
    days: 'integer',
    amountOre: 'integer',
    cause: 'text',
    closedPosition: 'integer',
  },
});

/**
 * Closed months, their statements and lines, and the charges that were raised. Lines come in while a month is being drawn and are shown by nobody until
 * the month is closed with them. But for the openings nothing here ever changes, so what was known earlier is told by
 * `closedPosition` alone.
 */
export const statements: Projection<SettlementEvent | ChargeEvent> = {
  name: 'statements',
  version: 4,
  tables: [
    openingsTable,
    settlementMonthsTable,
    statementsTable,
    statementLinesTable,
    statementChargesTable,
    chargesTable,
    lostClaimsTable,
  ],
  on: {
    SettlementOpened: ({ id, data: { operator, firstMonth }, position }, rows) =>
      rows(openingsTable).put({ operator, firstMonth, eventId: id, position }),
    ChargeRaised: ({ id, data, position, recordedAt }, rows) => {
      const { chargeId, operator, payer, kind, dueFrom, amountOre } = data;
      const of = { chargeId, operator, payer, kind, dueFrom, amountOre };
      const standing = { withdrawnPosition: null, withdrawn: null };
      rows(chargesTable).put({ ...of, terms: data, eventId: id, raisedPosition: position, recordedAt, ...standing });
    },
    ChargeWithdrawn: ({ id, data: { chargeId, withdrawnOn, reason }, position }, rows) => {
      const row = rows(chargesTable).get(chargeId);
      if (row === undefined) throw new Error(`A withdrawal of the charge ${chargeId} that was never raised`);
      const withdrawn = { on: withdrawnOn, reason, eventId: id };
      rows(chargesTable).put({ ...row, withdrawnPosition: position, withdrawn });
    },
    StatementDrawn: ({ data: { statementId, attempt, operator, payer, month, lines, charges } }, rows) => {
      for (const entry of lines) {
        const { line, contractId, component, firstDay, lastDay, days, amountOre } = entry;
        const of = { statementId, attempt, line, operator, payer, month };
        rows(statementLinesTable).put({ ...of, contractId, component, firstDay, lastDay, days, amountOre, entry });
      }
      for (const entry of charges ?? []) {
        const { line, chargeId, amountOre, corrects } = entry;
        const of = { statementId, attempt, line, operator, payer, month };
        rows(statementChargesTable).put({ ...of, chargeId, credit: corrects === undefined ? 0 : 1, amountOre, entry });
      }
    },
    MonthClosed: ({ id, data, position, recordedAt }, rows) => {
      const { operator, month, issuedOn, knownPosition, agreementId, dueDays, claimLimitMonths } = data;
      const closed = { eventId: id, closedPosition: position, recordedAt };
      for (const { payerEan, ...drawn } of data.statements) {
        const row = { ...drawn, payerEan: payerEan ?? null, operator, month, status: 'ISSUED' as const, issuedOn };
        rows(statementsTable).put({ ...row, ...closed });
      }
      data.lost.forEach((claim, at) => {
        const { cause = null, ...lost } = claim;
        rows(lostClaimsTable).put({ operator, month, item: at + 1, ...lost, cause, closedPosition: position });
      });
      rows(settlementMonthsTable).put({
        operator,
        month,
        issuedOn,
        knownPosition,
        agreementId,
        dueDays,
        claimLimitMonths,
        statements: data.statements.length,
        totalOre: data.totalOre,
        lostClaims: data.lost.length,
        lostOre: data.lost.reduce((sum, { amountOre }) => sum + amountOre, 0) as Ore,
        lateClaimReason: data.lateClaimReason ?? null,
        ...closed,
      });
    },
  },
};
