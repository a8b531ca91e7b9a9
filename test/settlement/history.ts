import { asDay, type Day, type Month } from '../../src/kernel/calendar';
import type { LegalBasisCode } from '../../src/kernel/legal-basis';
import { asOre } from '../../src/kernel/money';
import type { PlacementId } from '../../src/kernel/vocabulary';
import {
  agreementId,
  citizenRef,
  offeringId,
  partyCode,
  placementId,
  serviceLineId,
  tariffId,
  tariffLevel,
} from '../../src/kernel/vocabulary';
import type { LostDays } from '../../src/settlement/lines/adjustments.calculation';
import type {
  ChargeablePlacement,
  PayerPeriod,
  TariffVersion,
  TermsPeriod,
} from '../../src/settlement/lines/day-charges.calculation';
import type { DrawnMonth, MonthFacts } from '../../src/settlement/months/month.calculation';
import { drawMonth } from '../../src/settlement/months/month.calculation';
import type { StatementLine } from '../../src/settlement/months/settlement.events';
import type { BilledLine } from '../../src/settlement/lines/statement-line.calculation';
import type { TariffComponent } from '../../src/tariffs/tariff.events';

export const region = partyCode('1082');
export const aarhus = partyCode('751');
export const silkeborg = partyCode('740');
export const rules = { agreementId: agreementId('rammeaftale'), dueDays: 30, claimLimitMonths: 12 };
export const day = asDay;

export const base = (priceOre: number): TariffComponent => ({
  code: 'BASE',
  kind: 'BASE',
  unit: 'DAY',
  priceOre: asOre(priceOre),
});

export const version = (
  id: string,
  validFrom: string,
  components: readonly TariffComponent[],
  level = '1',
): TariffVersion => ({
  tariffId: tariffId(id),
  offeringId: offeringId('hoeskoven'),
  serviceLineId: serviceLineId('SEL-107'),
  level: tariffLevel(level),
  components,
  validFrom: day(validFrom),
  eventId: `event-of-${id}`,
});

export const terms = (from: string, more: Partial<TermsPeriod> = {}): TermsPeriod => ({
  from: day(from),
  level: tariffLevel('1'),
  supplements: [],
  factorBp: 10_000,
  eventId: 'reserved',
  ...more,
});

export const paidBy = (payer: PayerPeriod['payer'], from: string, eventId = 'reserved'): PayerPeriod => ({
  from: day(from),
  payer,
  eventId,
});

export interface Stay {
  readonly id?: string;
  readonly firstDay?: string;
  readonly lastPayableDay?: string;
  readonly payers?: readonly PayerPeriod[];
  readonly terms?: readonly TermsPeriod[];
  readonly legalBasis?: LegalBasisCode;
}

export const placement = ({
  id = 'p1',
  firstDay = '2020-03-10',
  lastPayableDay,
  payers = [paidBy(aarhus, firstDay)],
  terms: agreed = [terms(firstDay)],
  legalBasis = 'SEL-107',
}: Stay = {}): ChargeablePlacement => ({
  contractId: placementId(id),
  citizenRef: citizenRef(`citizen-${id}`),
  buyer: aarhus,
  offeringId: offeringId('hoeskoven'),
  offeringName: 'Bostøtte Høskoven',
  serviceLineId: serviceLineId('SEL-107'),
  legalBasis,
  firstDay: day(firstDay),
  ...(lastPayableDay === undefined ? {} : { lastPayableDay: day(lastPayableDay) }),
  payers,
  terms: agreed,
  evidence: {
    reserved: 'reserved',
    agreed: 'agreed',
    enrolled: 'enrolled',
    newest: 'newest',
    ...(lastPayableDay === undefined ? {} : { ended: 'discharged' }),
  },
});

export interface Known {
  readonly placements: readonly ChargeablePlacement[];
  readonly tariffs: readonly TariffVersion[];
}

export interface IssuedLine extends BilledLine {
  readonly month: Month;
}

/** A ledger of one operator in miniature: closes months one after the other, each by what is known when it is closed. */
export class Closings {
  readonly billed: IssuedLine[] = [];
  readonly lost: (LostDays & { contractId: PlacementId; amountOre: number; days: number; month: Month })[] = [];

  constructor(private readonly settledFrom?: Day) {}

  close(month: string, issuedOn: string, { placements, tariffs }: Known, more: Partial<MonthFacts> = {}): DrawnMonth {
    const drawn = drawMonth({
      operator: region,
      month: month as Month,
      issuedOn: day(issuedOn),
      rules,
      placements,
      tariffs,
      billed: Map.groupBy(this.billed, ({ entry }) => entry.contractId),
      lost: Map.groupBy(this.lost, ({ contractId }) => contractId),
      ...(this.settledFrom === undefined ? {} : { settledFrom: this.settledFrom }),
      ...more,
    });
    for (const { statementId, payer, lines } of drawn.statements) {
      for (const entry of lines) this.billed.push({ statementId, payer, entry, month: month as Month });
    }
    this.lost.push(...drawn.lost.map((claim) => ({ ...claim, month: month as Month })));
    return drawn;
  }
}

export const linesOf = (drawn: DrawnMonth): StatementLine[] => drawn.statements.flatMap(({ lines }) => lines);
