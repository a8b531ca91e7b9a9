import { Injectable } from '@nestjs/common';
import type { Sight } from '../../kernel/access';
import type { Position } from '../../kernel/event';
import type { PartyCode, PlacementId, StatementId } from '../../kernel/vocabulary';
import { ReadStore } from '../../platform/subscriptions/read-store';
import { seenRows } from '../../platform/subscriptions/sight-condition';
import type { DisputeCredit } from '../lines/dispute-credits.calculation';
import type { ApprovalRow, DisputeRow } from './disputes.projection';
import { approvalsTable, disputes, disputesTable } from './disputes.projection';
import type { DisputePhase } from './statement.decider';
import { linesToApprove } from './statement-standing';

export interface DisputeFilter {
  readonly seenBy: Sight<'any' | 'payer' | 'operator' | 'escalated'>;
  readonly phases?: readonly DisputePhase[] | undefined;
  readonly knownAt?: Position | undefined;
}

/** What was brought to the secretariat is seen by where it stands, not by a party. */
const SEEN_AS = { payer: 'payer = :reader', operator: 'operator = :reader', escalated: `phase = 'ESCALATED'` };

/** Disputes of statement lines and approvals of statements. */
@Injectable()
export class DisputeQueries {
  constructor(private readonly reads: ReadStore) {}

  get position(): Position {
    return this.model.position;
  }

  of(statementId: StatementId, knownAt?: Position): DisputeRow[] {
    return this.model.rows(disputesTable, {
      where: 'statementId = :statementId',
      parameters: { statementId },
      orderBy: 'line',
      ...known(knownAt),
    });
  }

  approval(statementId: StatementId, knownAt?: Position): ApprovalRow | undefined {
    const where = 'statementId = :statementId';
    return this.model.row(approvalsTable, { where, parameters: { statementId }, ...known(knownAt) });
  }

  /** Of these statements, those of which no line waits for the payer: approved as a whole, or each line approved or disputed. */
  dealtWith(
    statements: readonly { readonly statementId: StatementId; readonly lines: number }[],
    knownAt?: Position,
  ): ReadonlySet<StatementId> {
    const among = {
      where: 'statementId IN (SELECT value FROM json_each(:ids))',
      parameters: { ids: JSON.stringify(statements.map(({ statementId }) => statementId)) },
      ...known(knownAt),
    };
    const approvals = new Map(this.model.rows(approvalsTable, among).map((row) => [row.statementId, row]));
    const disputed = Map.groupBy(this.model.rows(disputesTable, among), ({ statementId }) => statementId);
    const open = ({ statementId, lines }: (typeof statements)[number]): number => {
      const approval = approvals.get(statementId);
      return approval?.whole === 1 ? 0 : linesToApprove(lines, disputed.get(statementId) ?? [], approval);
    };
    return new Set(statements.filter((each) => open(each) === 0).map(({ statementId }) => statementId));
  }

  /** Those that wait longest first. `after` is the last one of the page before. */
  list(
    { seenBy, phases, knownAt }: DisputeFilter,
    limit: number,
    after?: { readonly disputedOn: string; readonly statementId: string; readonly line: number },
  ): DisputeRow[] {
    const seen = seenRows(seenBy, SEEN_AS);
    return this.model.rows(disputesTable, {
      where: `${seen.where}
        AND (:phases IS NULL OR phase IN (SELECT value FROM json_each(:phases)))
        AND (:afterDay IS NULL OR (disputedOn, statementId, line) > (:afterDay, :afterId, :afterLine))`,
      parameters: {
        ...seen.parameters,
        phases: phases === undefined ? null : JSON.stringify(phases),
        afterDay: after?.disputedOn ?? null,
        afterId: after?.statementId ?? null,
        afterLine: after?.line ?? null,
      },
      orderBy: 'disputedOn, statementId, line',
      limit,
      ...known(knownAt),
    });
  }

  /** Every dispute of statements between the two, or of all of one of them. */
  between(operator: PartyCode | undefined, payer: PartyCode | undefined, knownAt?: Position): DisputeRow[] {
    return this.model.rows(disputesTable, {
      where: '(:operator IS NULL OR operator = :operator) AND (:payer IS NULL OR payer = :payer)',
      parameters: { operator: operator ?? null, payer: payer ?? null },
      ...known(knownAt),
    });
  }

  /** Disputes of an operator's lines of contracts that have ended with a credit, by contract. */
  credits(operator: PartyCode, knownAt: Position): Map<PlacementId, (DisputeCredit & { position: Position })[]> {
    const rows = this.model.rows(disputesTable, {
      where: `operator = :operator AND contractId IS NOT NULL AND phase = 'RESOLVED' AND creditOre > 0`,
      parameters: { operator },
      orderBy: 'resolvedPosition, line',
      knownAt,
    });
    const credits = new Map<PlacementId, (DisputeCredit & { position: Position })[]>();
    for (const row of rows) {
      if (row.contractId === null) continue;
      const known = credits.get(row.contractId) ?? [];
      credits.set(row.contractId, [...known, { ...creditOf(row), position: row.resolvedPosition ?? 0 }]);
    }
    return credits;
  }

  /** Disputes of an operator's charges that have ended with a credit. */
  chargeCredits(operator: PartyCode, knownAt?: Position): (DisputeCredit & { payer: PartyCode })[] {
    return this.model
      .rows(disputesTable, {
        where: `operator = :operator AND contractId IS NULL AND phase = 'RESOLVED' AND creditOre > 0`,
        parameters: { operator },
        orderBy: 'resolvedPosition, line',
        ...known(knownAt),
      })
      .map((row) => ({ ...creditOf(row), payer: row.payer }));
  }

  private get model(): ReturnType<ReadStore['model']> {
    return this.reads.model(disputes);
  }
}

const creditOf = ({ statementId, line, creditOre, raisedEventId, resolvedEventId }: DisputeRow): DisputeCredit => ({
  statementId,
  line,
  creditOre,
  raised: raisedEventId,
  resolved: resolvedEventId ?? '',
});

const known = (knownAt: Position | undefined): { knownAt?: Position } => (knownAt === undefined ? {} : { knownAt });
