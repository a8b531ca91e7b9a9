import { Inject, Injectable } from '@nestjs/common';
import { AgreementQueries } from '../../agreements/agreements.queries';
import type { Recorded } from '../../kernel/event';
import { asOre, type Ore } from '../../kernel/money';
import type { ChargeId } from '../../kernel/vocabulary';
import type { EventStore } from '../../platform/event-store/event-store';
import { ReadStore } from '../../platform/subscriptions/read-store';
import { EVENT_STORE } from '../../platform/tokens';
import type { ChargeEvent, ChargeLine } from '../charges/charge.events';
import { isCharge } from '../lines/charge-lines.calculation';
import { chargeLineView } from '../lines/charge-line.views';
import type { ChargeExplanationView, CorrectedChargeView } from './charge-explanation.views';
import { DisputeQueries } from '../disputes/dispute.queries';
import { LineEvidence } from './line-evidence';
import { ruleText } from './rule-texts';
import { SettlementQueries, type StatementRow } from '../issued/settlement.queries';

/** Why a charge stands on a statement, from the event that raised it and not from the line's own figures (I3). */
@Injectable()
export class ChargeExplanations {
  constructor(
    private readonly settlement: SettlementQueries,
    private readonly agreements: AgreementQueries,
    private readonly disputes: DisputeQueries,
    private readonly evidence: LineEvidence,
    private readonly reads: ReadStore,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async of(statement: StatementRow, line: ChargeLine): Promise<ChargeExplanationView | undefined> {
    const { statementId, operator, month } = statement;
    const closed = this.settlement.month(operator, month);
    if (closed === undefined) return undefined;
    const knownAt = this.reads.positionOf(closed.knownPosition);
    const { agreementId, dueDays, claimLimitMonths } = closed;
    const name = this.agreements.find(agreementId, knownAt)?.name;
    const recomputedOre = line.corrects ? this.credited(statement, line) : await this.raised(line.chargeId);
    const corrected = this.corrected(line);
    const streams = [`charge-${line.chargeId}`, ...(line.corrects ? [`statement-${line.corrects.statementId}`] : [])];
    return {
      statementId,
      charge: chargeLineView(line),
      formula: line.reckoning.da,
      amountOre: line.amountOre,
      ...(recomputedOre === undefined ? {} : { recomputedOre }),
      agrees: recomputedOre === line.amountOre,
      rules: line.rules.map(ruleText),
      events: await this.evidence.inStreams(streams, line.events),
      agreement: { agreementId, ...(name === undefined ? {} : { name }), dueDays, claimLimitMonths },
      ...(corrected === undefined ? {} : { corrected }),
    };
  }

  private async raised(chargeId: ChargeId): Promise<Ore | undefined> {
    for await (const page of this.store.readStream(`charge-${chargeId}`))
      for (const { data } of page as readonly Recorded<ChargeEvent>[]) return data.amountOre;
    return undefined;
  }

  /** A dispute's credit as the dispute ended; a withdrawal's, as what other lines leave of the charge. */
  private credited({ operator }: StatementRow, line: ChargeLine): Ore | undefined {
    const ended = this.disputes.chargeCredits(operator).find(({ resolved }) => resolved === line.cause);
    if (ended !== undefined) return asOre(-ended.creditOre);
    return this.settlement.withdrawals.restOfCharge(line.chargeId, line.cause ?? '');
  }

  private corrected({ corrects }: ChargeLine): CorrectedChargeView | undefined {
    if (corrects === undefined) return undefined;
    const attempt = this.settlement.statement(corrects.statementId)?.attempt;
    const entry =
      attempt === undefined ? undefined : this.settlement.line(corrects.statementId, attempt, corrects.line);
    if (entry === undefined || !isCharge(entry)) return undefined;
    return { statementId: corrects.statementId, charge: chargeLineView(entry) };
  }
}
