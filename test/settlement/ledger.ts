import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agreementsProjections } from '../../src/agreements/agreements.module';
import { AgreementQueries } from '../../src/agreements/agreements.queries';
import type { AgreementEvent } from '../../src/agreements/agreement.events';
import { MIDTJYLLAND_RULES } from '../../src/agreements/midtjylland-rules';
import { asDay, asMonth } from '../../src/kernel/calendar';
import { asOre, type Ore } from '../../src/kernel/money';
import {
  agreementId,
  type ChargeId,
  citizenRef,
  offeringId,
  type PartyCode,
  placementId,
  serviceLineId,
  tariffId,
  tariffLevel,
} from '../../src/kernel/vocabulary';
import type { PlaceBookEvent } from '../../src/placements/place-book.events';
import { placeBookProjection } from '../../src/placements/place-book.projection';
import { PlaceBookQueries } from '../../src/placements/place-book.queries';
import { newContext, within } from '../../src/platform/commands/command-context';
import { CommandReceipts } from '../../src/platform/commands/command-receipts';
import { CommandRunner } from '../../src/platform/commands/command-runner';
import { ProjectionRunner } from '../../src/platform/subscriptions/projection-runner';
import { ReadStore } from '../../src/platform/subscriptions/read-store';
import { isCharge, type StatementEntry } from '../../src/settlement/lines/charge-lines.calculation';
import type { ChargeTerms } from '../../src/settlement/charges/charge.events';
import { RaiseCharge, WithdrawCharge } from '../../src/settlement/charges/charge.decider';
import { RaiseChargeHandler } from '../../src/settlement/charges/raise-charge';
import { WithdrawChargeHandler } from '../../src/settlement/charges/withdraw-charge';
import { ChargeExplanations } from '../../src/settlement/statements/explain-charge';
import { CloseMonthHandler } from '../../src/settlement/months/close-month';
import { LineExplanations } from '../../src/settlement/statements/explain-line';
import { LineEvidence } from '../../src/settlement/statements/line-evidence';
import { MonthDrawings } from '../../src/settlement/months/month-facts';
import { CloseMonth } from '../../src/settlement/months/settlement.decider';
import { SettlementQueries } from '../../src/settlement/issued/settlement.queries';
import type { ClosedMonthView } from '../../src/settlement/months/settlement.views';
import type { DisputeEvent } from '../../src/settlement/disputes/dispute.events';
import type { BilledLine } from '../../src/settlement/lines/statement-line.calculation';
import { disputes } from '../../src/settlement/disputes/disputes.projection';
import { DisputeQueries } from '../../src/settlement/disputes/dispute.queries';
import { statements } from '../../src/settlement/issued/statements.projection';
import { priceList } from '../../src/tariffs/price-list.projection';
import { TariffQueries } from '../../src/tariffs/tariffs.queries';
import type { TariffEvent } from '../../src/tariffs/tariff.events';
import { asOperator } from '../support/askers';
import { MemoryEventStore } from '../support/memory-store';
import { aarhus, base, day, region } from './history';

const HOESKOVEN = offeringId('hoeskoven');
let events = 0;

export interface CloseOptions {
  readonly issuedOn: string;
  readonly key?: string;
  readonly lateClaimReason?: string;
}

/** Settlement as it runs, on a log in memory: real read models, real command runner, the facts of others put in by hand. */
export class SmallLedger {
  readonly folder = mkdtempSync(join(tmpdir(), 'settlement-'));
  private readonly reads: ReadStore;
  readonly projections: ProjectionRunner;
  readonly settlement: SettlementQueries;
  readonly explanations: LineExplanations;
  readonly chargeExplanations: ChargeExplanations;
  readonly runner: CommandRunner;
  private readonly handler: CloseMonthHandler;
  private readonly disputes: DisputeQueries;

  constructor(readonly store = new MemoryEventStore()) {
    const projections = [...agreementsProjections, placeBookProjection, priceList, statements, disputes];
    this.reads = new ReadStore({ projections, dataFolder: this.folder });
    this.projections = new ProjectionRunner(store, this.reads);
    this.runner = new CommandRunner(store, new CommandReceipts(this.reads, this.projections, store));
    this.settlement = new SettlementQueries(this.reads);
    const [placeBook, tariffs] = [new PlaceBookQueries(this.reads), new TariffQueries(this.reads)];
    const agreements = new AgreementQueries(this.reads);
    const queries = new DisputeQueries(this.reads);
    this.disputes = queries;
    const drawings = new MonthDrawings(
      placeBook,
      tariffs,
      agreements,
      this.settlement,
      queries,
      this.projections,
      store,
      this.reads,
    );
    this.handler = new CloseMonthHandler(this.runner, drawings);
    const evidence = new LineEvidence(store, { find: () => undefined });
    this.explanations = new LineExplanations(
      this.settlement,
      placeBook,
      tariffs,
      agreements,
      evidence,
      queries,
      this.reads,
    );
    this.chargeExplanations = new ChargeExplanations(this.settlement, agreements, queries, evidence, this.reads, store);
  }

  async start(): Promise<this> {
    await this.projections.start();
    return this;
  }

  async end(): Promise<void> {
    await this.projections.stop();
    this.reads.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  close(month: string, { issuedOn, key, lateClaimReason }: CloseOptions): Promise<ClosedMonthView> {
    const asked = key === undefined ? {} : { idempotencyKey: key, commandHash: `close ${month}` };
    events += 1;
    const attempt = `attempt-${events}`;
    const reason = lateClaimReason === undefined ? {} : { lateClaimReason };
    return within(newContext({ subject: 'tester', party: region }, asked), () =>
      this.handler.execute(
        new CloseMonth({ operator: region, month: asMonth(month), issuedOn: day(issuedOn), attempt, ...reason }),
      ),
    );
  }

  async raise(terms: ChargeTerms): Promise<void> {
    await within(newContext({ subject: 'tester', party: region }), () =>
      new RaiseChargeHandler(this.runner).execute(new RaiseCharge(terms)),
    );
  }

  async withdraw(of: ChargeId): Promise<void> {
    const command = { by: asOperator(region), chargeId: of, today: asDay('2020-03-20'), reason: 'Forkert kommune' };
    await within(newContext({ subject: 'tester', party: region }), () =>
      new WithdrawChargeHandler(this.runner, this.settlement, this.disputes).execute(new WithdrawCharge(command)),
    );
  }

  /** Until everything recorded has been read in. */
  async settled(): Promise<void> {
    await this.projections.waitFor(await this.store.head());
  }

  leaves(party: PartyCode, last: string): Promise<string> {
    return this.record('agreement-ramme', {
      type: 'PartyLeftAgreement',
      data: { agreementId: agreementId('ramme'), party, last: day(last) },
    } satisfies AgreementEvent);
  }

  agreement(): Promise<string> {
    return this.record('agreement-ramme', {
      type: 'AgreementConcluded',
      data: {
        agreementId: agreementId('ramme'),
        name: 'Rammeaftale',
        region,
        first: day('2019-01-01'),
        last: day('2020-12-31'),
        parties: [region, aarhus],
        rules: MIDTJYLLAND_RULES,
      },
    } satisfies AgreementEvent);
  }

  tariff(id: string, priceOre: number, supersedes?: string): Promise<string> {
    const data = {
      tariffId: tariffId(id),
      offeringId: HOESKOVEN,
      operator: region,
      serviceLineId: serviceLineId('SEL-107'),
      level: tariffLevel('1'),
      components: [base(priceOre)],
      validFrom: day('2020-01-01'),
      reason: 'Takstfil',
      warnings: [],
    };
    const fact: TariffEvent =
      supersedes === undefined
        ? { type: 'TariffChanged', data }
        : { type: 'TariffCorrected', data: { ...data, supersedes: tariffId(supersedes) } };
    return this.record('tariff-hoeskoven', fact);
  }

  async enrolled(id: string, firstDay: string, payer: PartyCode = aarhus): Promise<void> {
    const terms = {
      level: tariffLevel('1'),
      supplements: [],
      factorBp: 10_000,
      offeringName: 'Bostøtte Høskoven',
      operator: region,
      buyer: payer,
      payer,
      payerGround: 'ACTING_MUNICIPALITY' as const,
      payerEan: '5790000000012',
      citizenRef: citizenRef(`citizen-${id}`),
      serviceLineId: serviceLineId('SEL-107'),
      legalBasis: 'SEL-107' as const,
      placementGround: 'SOCIAL' as const,
      agreementId: agreementId('ramme'),
      tariffId: tariffId('t1'),
      components: [{ ...base(256_000), priceOre: asOre(256_000) }],
    };
    const of = { placementId: placementId(id), offeringId: HOESKOVEN };
    const from = { ...of, firstDay: day(firstDay) };
    await this.placement({ type: 'PlaceReserved', data: { ...from, expiresOn: day(firstDay), terms } });
    await this.placement({ type: 'PlacePurchaseAgreed', data: { ...from, agreedOn: day(firstDay), terms } });
    await this.placement({ type: 'CitizenEnrolled', data: from });
  }

  /** Days paid after the last day are those of a notice, which end when the place is sold again. */
  discharged(id: string, lastDay: string, corrected = false, paidTo = lastDay): Promise<string> {
    const data = {
      placementId: placementId(id),
      offeringId: HOESKOVEN,
      departureDay: day(lastDay),
      lastPayableDay: day(paidTo),
      reason: 'MOVED' as const,
      ruleRef: paidTo === lastDay ? 'R35' : 'R30',
      ...(paidTo === lastDay ? {} : { stopsOnResale: true as const }),
    };
    return this.placement(
      corrected
        ? { type: 'DischargeCorrected', data: { ...data, cause: 'LATE_MESSAGE' } }
        : { type: 'CitizenDischarged', data },
    );
  }

  /** The payer disputed a line, and it ended with a credit. */
  async disputed(
    { statementId, payer, entry }: Pick<BilledLine, 'statementId' | 'payer'> & { readonly entry: StatementEntry },
    creditOre: Ore,
  ): Promise<void> {
    const { line, amountOre } = entry;
    const on = day('2020-04-02');
    const contract = isCharge(entry) ? {} : { contractId: entry.contractId };
    const of = { statementId, line, operator: region, payer, ...contract };
    await this.record(`statement-${statementId}`, {
      type: 'LineDisputed',
      data: {
        ...of,
        reason: 'OTHER',
        lineOre: amountOre,
        disputedOre: amountOre,
        disputedOn: on,
        replyBy: on,
        agreementId: agreementId('ramme'),
        answerDays: 14,
        decisionDays: 30,
        upheldDueDays: 14,
      },
    });
    const upheldOre = asOre(amountOre - creditOre);
    const data = { ...of, how: 'ACCEPTED' as const, creditOre, upheldOre, upheldDueOn: on, resolvedOn: on };
    await this.record(`statement-${statementId}`, { type: 'DisputeResolved', data });
  }

  placement(fact: PlaceBookEvent): Promise<string> {
    return this.record('placebook-hoeskoven', fact);
  }

  private async record(
    stream: string,
    fact: PlaceBookEvent | TariffEvent | AgreementEvent | DisputeEvent,
  ): Promise<string> {
    events += 1;
    const id = `019d0000-0000-7000-8000-${events.toString(16).padStart(12, '0')}`;
    const expected = this.store.log.filter((known) => known.stream === stream).length - 1;
    const metadata = { commandId: id, correlationId: id, causationId: id, actor: 'tester', onBehalfOf: region };
    await this.store.append(stream, expected, [{ ...fact, id, metadata }]);
    return id;
  }
}
