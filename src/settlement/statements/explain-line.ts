import { Injectable } from '@nestjs/common';
import { AgreementQueries } from '../../agreements/agreements.queries';
import type { Day } from '../../kernel/calendar';
import { danishDay } from '../../kernel/calendar';
import type { Position } from '../../kernel/event';
import { accountFunctionOf } from '../../kernel/account-functions';
import type { LegalBasisCode } from '../../kernel/legal-basis';
import type { Ore } from '../../kernel/money';
import type { PlacementGround } from '../../kernel/placement-ground';
import { sumOre } from '../../kernel/money';
import type { AgreementId } from '../../kernel/vocabulary';
import { PlaceBookQueries, type PlacementRow } from '../../placements/place-book.queries';
import { ReadStore } from '../../platform/subscriptions/read-store';
import { TariffQueries, type TariffVersionRow } from '../../tariffs/tariffs.queries';
import type { StoppedPayment } from '../lines/day-charges.calculation';
import { DisputeQueries } from '../disputes/dispute.queries';
import { isDisputeCredit } from '../lines/dispute-credits.calculation';
import { recomputed, recomputedCredit } from './explanation.calculation';
import { LineEvidence, type EvidenceView } from './line-evidence';
import { chargeable, holding } from '../months/month-facts';
import { ruleText, type RuleText } from './rule-texts';
import type { StatementLine } from '../months/settlement.events';
import { SettlementQueries, type StatementRow } from '../issued/settlement.queries';
import type { LineView } from '../lines/statement-line.views';
import { lineView } from '../lines/statement-line.views';
import { stoppedPayments } from '../lines/stopped-payments';

/** Why a line has its amount: everything it follows from, and the amount computed once more. */
export interface LineExplanation {
  readonly statementId: string;
  readonly line: LineView;
  readonly days: { readonly first: Day; readonly last: Day; readonly count: number };
  readonly tariff: {
    readonly tariffId: string;
    readonly level: string;
    readonly component: string;
    readonly unit: string;
    readonly priceOre: Ore;
    readonly validFrom?: Day;
    /** The ground it is the price for, where the place has one for each (R41). */
    readonly placementGround?: PlacementGround;
  };
  /** What the line is a part of, where the place is sold as a package at one price (R13). */
  readonly package?: ExplainedPackage;
  /** Hundredths of the unit. */
  readonly quantity: number;
  readonly factorBp: number;
  readonly formula: string;
  readonly amountOre: Ore;
  /** From the placement and the price list as known when the month was closed; absent when it cannot be computed. */
  readonly recomputedOre?: Ore;
  readonly agrees: boolean;
  readonly rules: readonly RuleText[];
  readonly events: readonly EvidenceView[];
  readonly agreement: {
    readonly agreementId: AgreementId;
    readonly name?: string;
    readonly dueDays: number;
    readonly claimLimitMonths: number;
  };
  /** The line this one corrects, where it stands in a statement of the same payer. */
  readonly corrected?: { readonly statementId: string; readonly line: LineView };
  readonly cause?: EvidenceView;
  /** Why the placement is paid for fewer days than its own rules say, where it is. */
  readonly stopped?: StopText;
}

/** A package's price a day on the paragraphs of its services; they sum to it. */
export interface ExplainedPackage {
  readonly calculationId?: string;
  readonly dayPriceOre: Ore;
  readonly parts: readonly {
    readonly component: string;
    readonly legalBasis: LegalBasisCode;
    readonly accountFunction?: string;
    readonly priceOre: Ore;
  }[];
}

const packageOf = (
  { legalBasis, firstDay }: StatementLine,
  version: TariffVersionRow,
): ExplainedPackage | undefined => {
  const parts = version.components.filter(({ kind }) => kind === 'SERVICE_PACKAGE');
  if (!parts.some((part) => part.legalBasis !== undefined)) return undefined;
  const { calculationId } = version;
  return {
    ...(calculationId === null ? {} : { calculationId }),
    dayPriceOre: sumOre(parts.map(({ priceOre }) => priceOre)),
    parts: parts.map(({ code, priceOre, legalBasis: basis = legalBasis }) => {
      const accountFunction = accountFunctionOf(basis, firstDay);
      return {
        component: code,
        legalBasis: basis,
        ...(accountFunction === undefined ? {} : { accountFunction }),
        priceOre,
      };
    }),
  };
};

export interface StopText {
  readonly because: StoppedPayment['because'];
  /** The last day that is paid. */
  readonly lastDay: Day;
  readonly eventId: string;
  readonly da: string;
  readonly en: string;
}

const stopText = ({ because, lastDay, eventId }: StoppedPayment): StopText => ({
  because,
  lastDay,
  eventId,
  ...(because === 'RESALE'
    ? {
        da: `Pladsen blev solgt igen, så der betales til og med ${danishDay(lastDay)}: ingen plads betales to gange (R30).`,
        en: `The place was sold again, so ${lastDay} is the last day paid: no place is paid twice (R30).`,
      }
    : {
        da: `Tilbuddet lukkede, så der betales til og med ${danishDay(lastDay)} (R24; vores valg).`,
        en: `The offering closed, so ${lastDay} is the last day paid (R24; our choice).`,
      }),
});

@Injectable()
export class LineExplanations {
  constructor(
    private readonly settlement: SettlementQueries,
    private readonly placeBook: PlaceBookQueries,
    private readonly tariffs: TariffQueries,
    private readonly agreements: AgreementQueries,
    private readonly evidence: LineEvidence,
    private readonly disputes: DisputeQueries,
    private readonly reads: ReadStore,
  ) {}

  async of(statement: StatementRow, line: StatementLine): Promise<LineExplanation | undefined> {
    const { statementId, operator, payer, month } = statement;
    const closed = this.settlement.month(operator, month);
    if (closed === undefined) return undefined;
    const knownAt = this.reads.positionOf(closed.knownPosition);
    const row = this.placeBook.placement(line.contractId, { knownAt });
    if (row === undefined) return undefined;
    const stopped = this.stoppedPayment(row, knownAt);
    const versions = this.tariffs.versions(line.offeringId, knownAt);
    const issued = this.settlement.linesOfContracts(operator, [line.contractId], closed.closedPosition);
    const at = issued.findIndex((each) => each.statementId === statementId && each.entry.line === line.line);
    const earlier = issued.slice(0, Math.max(0, at));
    const credit = isDisputeCredit(line)
      ? this.disputes
          .credits(operator, knownAt)
          .get(line.contractId)
          ?.find(({ resolved }) => resolved === line.cause)
      : undefined;
    const { amountOre, formula } = credit
      ? recomputedCredit(line, credit, earlier)
      : recomputed({
          payer,
          line,
          earlier,
          placement: chargeable(row, stopped),
          versions: versions.map(holding),
          holding: versions.filter(({ supersededBy }) => supersededBy === null).map(holding),
        });
    const { corrects } = line;
    const corrected =
      corrects && issued.find((each) => each.statementId === corrects.statementId && each.entry.line === corrects.line);
    const version = versions.find(({ tariffId }) => tariffId === line.tariffId);
    const validFrom = version?.validFrom;
    const partOf = version && packageOf(line, version);
    const events = await this.evidence.of(
      line.offeringId,
      line.events,
      isDisputeCredit(line) ? line.corrects?.statementId : undefined,
    );
    const cause = events.find(({ id }) => id === line.cause);
    const name = this.agreements.find(closed.agreementId, knownAt)?.name;
    const { agreementId, dueDays, claimLimitMonths } = closed;
    return {
      statementId,
      line: lineView(line),
      days: { first: line.firstDay, last: line.lastDay, count: line.days },
      tariff: {
        tariffId: line.tariffId,
        level: line.level,
        component: line.component,
        unit: line.unit,
        priceOre: line.priceOre,
        ...(validFrom === undefined ? {} : { validFrom }),
        ...(line.placementGround === undefined ? {} : { placementGround: line.placementGround }),
      },
      ...(partOf === undefined ? {} : { package: partOf }),
      quantity: line.quantity,
      factorBp: line.factorBp,
      formula,
      amountOre: line.amountOre,
      ...(amountOre === undefined ? {} : { recomputedOre: amountOre }),
      agrees: amountOre === line.amountOre,
      rules: line.rules.map(ruleText),
      events,
      agreement: { agreementId, ...(name === undefined ? {} : { name }), dueDays, claimLimitMonths },
      ...(corrected === undefined
        ? {}
        : { corrected: { statementId: corrected.statementId, line: lineView(corrected.entry) } }),
      ...(cause === undefined ? {} : { cause }),
      ...(stopped === undefined ? {} : { stopped: stopText(stopped) }),
    };
  }

  /** Whether the place was sold again or the offering closed follows from the other stays of the offering. */
  private stoppedPayment(row: PlacementRow, knownAt: Position): StoppedPayment | undefined {
    const { offeringId, placementId } = row;
    const placements = this.placeBook.ofOffering(offeringId, { knownAt });
    return stoppedPayments({ placements, capacities: this.placeBook.capacities({ offeringId, knownAt }) }).get(
      placementId,
    );
  }
}
