import { randomUUIDv7 } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RegisterCitizen } from '../citizens/citizen-record.decider';
import { ChangeRules, ConcludeAgreement, ExtendAgreement } from '../agreements/agreement.decider';
import type { RuleConfiguration } from '../agreements/agreement.events';
import { defaultRulesOf } from '../agreements/midtjylland-rules';
import { addDays, addToMonth, asDay, type Day, type Month } from '../kernel/calendar';
import type { Decision } from '../kernel/decider';
import {
  type PartyCode,
  offeringId,
  type OfferingId,
  partyCode,
  type PlacementId,
  tariffId,
} from '../kernel/vocabulary';
import { AddServiceLine, PublishOffering } from '../offerings/offering.decider';
import { danishPublicParties } from '../parties/party-register';
import { RegisterEan, RegisterParty, RegisterPaymentAccount } from '../parties/party.decider';
import { ChangeCapacity } from '../placements/capacity.decider';
import { ExpireReservationsJob } from '../placements/expire-reservations.job';
import { placeBook } from '../placements/place-book.decider';
import type { PlacementTerms } from '../placements/place-book.events';
import { within } from '../platform/commands/command-context';
import { CommandRunner } from '../platform/commands/command-runner';
import { derivedId } from '../platform/commands/derived-id';
import type { EventStore } from '../platform/event-store/event-store';
import { ProjectionRunner } from '../platform/subscriptions/projection-runner';
import { EVENT_STORE } from '../platform/tokens';
import { POLICY_ACTOR_PREFIX } from '../platform/commands/folded-streams';
import { SettlementQueries } from '../settlement/issued/settlement.queries';
import { CloseMonth, OpenSettlement } from '../settlement/months/settlement.decider';
import { ChangeTariff } from '../tariffs/tariff.decider';
import { namedStays } from './market-citizens';
import { inParallel } from './in-parallel';
import {
  constructedAccount,
  constructedEan,
  EXTENSION_REASON,
  MIDTJYLLAND_AGREEMENTS,
  OWED_REASON,
  OWED_REDUCTIONS,
} from './market-agreements';
import { MarketAffairs } from './market-affairs';
import { MarketSchemes } from './market-schemes';
import { MarketTariffs } from './market-tariffs';
import { MarketYears } from './market-years';
import { planMarket, type MarketPlan, type OfferingPlan } from './market-plan';
import {
  BeginMarketLoading,
  beginMarketLoading,
  FinishMarketLoading,
  finishMarketLoading,
  market,
  type MarketState,
} from './market.decider';
import type { MarketEvent } from './market.events';
import type { Report } from './progress';
import { inRole, type Send } from './send';
import { StayWriter } from './stay-writer';
import { readTariffFile, type TariffFile } from './tariff-file';

export const MARKET_NAME = 'midtjylland';
export const MARKET_PLACES = 10_000;
const SECRETARIAT = partyCode('1082');
/** Aarhus, in whose name the README buys. */
const CITIZENS_OF = partyCode('751');
/** Named like a policy: its commands are known again by their ids, so that a broken-off loading can be repeated. */
const ACTOR = `${POLICY_ACTOR_PREFIX}market-${MARKET_NAME}`;
/** Every id of the market follows from this one, so that loading again finds what is there. */
const ORIGIN = '01930000-0000-7000-8000-000000000000';
const OFFERINGS_AT_ONCE = 48;
const OPERATORS_AT_ONCE = 4;
/** Milliseconds that the read models have to come to the last closing, on a slow machine. */
const READ_IN_MS = 60_000;
/** Day of the following month on which operators close. */
const CLOSING_DAY = '05';

export const publishedTariffFile = (): Promise<TariffFile> =>
  readTariffFile(readFileSync(join(__dirname, 'data', 'takstfil-region-midtjylland.csv'), 'utf8'));

/**
 * Loads the demonstration market through the same commands that users send. Ids of commands and things follow from the
 * seed, so a loading that was broken off goes on where it was and records nothing twice.
 */
@Injectable()
export class MarketLoader {
  constructor(
    private readonly bus: CommandBus,
    private readonly runner: CommandRunner,
    private readonly expiry: ExpireReservationsJob,
    private readonly settlement: SettlementQueries,
    private readonly projections: ProjectionRunner,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** @returns false when the market was already complete. */
  async load(seed: number, today: Day, report: Report, places = MARKET_PLACES): Promise<boolean> {
    const found = (await this.runner.stateOf(market, MARKET_NAME)).state;
    if (found.phase === 'loaded') return false;
    // At once: on a later day, reservations of a loading that was broken off would lapse before they are confirmed.
    this.expiry.pause();
    const begun = found.phase === 'loading' ? found.begun : { seed, day: today, places };
    const plan = planMarket((await publishedTariffFile()).rows, begun.seed, begun.day, begun.places);
    const stays = plan.offerings.reduce((sum, offering) => sum + offering.stays.length, 0);
    const total = stays + plan.offerings.length;
    let done = 0;
    const step = (what: string): void => report(++done, total + 1, what);

    await this.record('begin', (state) =>
      beginMarketLoading(
        new BeginMarketLoading({ market: MARKET_NAME, ...begun, closedMonths: plan.closedMonths }),
        state,
      ),
    );
    const send = this.sender(begun.seed);
    await this.parties(send);
    await this.agreements(send, plan);
    const schemes = new MarketSchemes(send, this.settlement, begun.seed, plan);
    await schemes.objectiveFinancing();

    const writer = new StayWriter(send, begun.seed, (id, placement) => this.termsOf(id, placement));
    const withIds = plan.offerings.map((offering) => ({ offering, id: this.offeringIdOf(begun.seed, offering) }));
    await inParallel(withIds, OFFERINGS_AT_ONCE, async ({ offering, id }) => {
      await this.offering(send, offering, id, begun.seed);
      step('tilbud, pladser og takster');
      for (const stay of offering.stays) {
        await writer.write(offering, id, stay);
        step('reservationer, kontrakter og indskrivninger');
      }
    });
    this.expiry.resume();
    const tariffs = new MarketTariffs(send, this.runner, begun.seed, plan);
    const affairs = new MarketAffairs(send, this.settlement, begun.seed, plan);
    await schemes.charged();
    const statements = await this.settle(send, plan, writer, withIds);
    await new MarketYears(send, this.runner, tariffs, begun.seed, plan).kept(withIds);
    await tariffs.package(withIds, writer);
    await affairs.askedPayer(withIds, writer);
    await this.readIn();
    await affairs.payments();
    await affairs.disputes();
    await this.citizens(send, plan, writer, begun.seed);
    await this.record('finish', (state) =>
      finishMarketLoading(
        new FinishMarketLoading({
          market: MARKET_NAME,
          offerings: plan.offerings.length,
          places: plan.places,
          placements: stays,
          statements,
        }),
        state,
      ),
    );
    step('markedet er indlæst');
    return true;
  }

  /** Gives a handful of citizens a name, so that there is something to see, to correct and to erase. */
  private async citizens(send: Send, plan: MarketPlan, writer: StayWriter, seed: number): Promise<void> {
    for (const { offering, stay, details } of namedStays(plan.offerings, CITIZENS_OF)) {
      const citizenRef = writer.citizenOf(offering, stay);
      const edition = derivedId(ORIGIN, seed, 'details', citizenRef);
      const register = new RegisterCitizen({ citizenRef, by: CITIZENS_OF, edition, details });
      await send(CITIZENS_OF, `citizen/${citizenRef}`, register);
    }
  }

  /**
   * What comes next reads what has been recorded: a month what was delivered, payments and disputes the statements. On a
   * busy machine that is read in seconds later than anybody who sends a command would wait.
   */
  private async readIn(): Promise<void> {
    if (!(await this.projections.waitFor(await this.store.head(), READ_IN_MS)))
      throw new Error('What was recorded of the market was not read in');
  }

  private offeringIdOf(seed: number, { key }: OfferingPlan): OfferingId {
    return offeringId(derivedId(ORIGIN, seed, 'offering', key));
  }

  private async termsOf(id: OfferingId, placement: PlacementId): Promise<PlacementTerms> {
    const reserved = (await this.runner.stateOf(placeBook, id)).state.placements.get(placement);
    if (reserved === undefined) throw new Error(`The place book of ${id} does not hold ${placement}`);
    return reserved.terms;
  }

  private sender(seed: number): Send {
    return (party, key, command) => {
      const commandId = derivedId(ORIGIN, seed, 'command', key);
      const context = {
        commandId,
        correlationId: commandId,
        causationId: commandId,
        actor: ACTOR,
        onBehalfOf: party,
        derived: true,
      };
      return within(context, () => this.bus.execute(command));
    };
  }

  private async record(key: string, decide: (state: MarketState) => Decision<MarketEvent>): Promise<void> {
    const commandId = derivedId(ORIGIN, MARKET_NAME, key);
    const context = {
      commandId,
      correlationId: commandId,
      causationId: commandId,
      actor: ACTOR,
      onBehalfOf: SECRETARIAT,
      derived: true,
    };
    await within(context, () => this.runner.run(market, MARKET_NAME, decide));
  }

  private async parties(send: Send): Promise<void> {
    await inParallel(danishPublicParties(), OFFERINGS_AT_ONCE, async (particulars) => {
      const { party, frameworkRegion } = particulars;
      const by = inRole('secretariat', frameworkRegion ?? party);
      await send(SECRETARIAT, `party/${party}`, new RegisterParty({ ...particulars, by }));
      if (frameworkRegion !== SECRETARIAT) return;
      const ean = constructedEan(party);
      await send(SECRETARIAT, `ean/${party}`, new RegisterEan({ party, by, ean, constructed: true }));
      await send(
        party,
        `account/${party}`,
        new RegisterPaymentAccount({
          party,
          by: inRole('operator', party),
          ...constructedAccount(party),
          constructed: true,
        }),
      );
    });
  }

  private async agreements(send: Send, { day }: MarketPlan): Promise<void> {
    const by = inRole('secretariat', SECRETARIAT);
    const parties = danishPublicParties()
      .filter(({ frameworkRegion }) => frameworkRegion === SECRETARIAT)
      .map(({ party }) => party);
    for (const { agreementId, name, region, first, last } of MIDTJYLLAND_AGREEMENTS) {
      const rules = rulesFrom(region, first);
      await send(
        SECRETARIAT,
        `agreement/${agreementId}`,
        new ConcludeAgreement({ by, agreementId, name, region, first, last, parties, rules }),
      );
    }
    const newest = MIDTJYLLAND_AGREEMENTS.at(-1) as (typeof MIDTJYLLAND_AGREEMENTS)[number];
    const last = asDay(`${Number(day.slice(0, 4)) + 1}-12-31`);
    const rules = rulesFrom(newest.region, newest.first);
    if (rules.tariffCap === undefined) throw new Error('Nothing is owed where there is no cap');
    await send(
      SECRETARIAT,
      'owed-reductions',
      new ChangeRules({
        by,
        agreementId: newest.agreementId,
        from: newest.first,
        rules: { ...rules, tariffCap: { ...rules.tariffCap, owedReductions: OWED_REDUCTIONS } },
        reason: OWED_REASON,
      }),
    );
    if (last <= newest.last) return;
    await send(
      SECRETARIAT,
      'extension',
      new ExtendAgreement({ by, agreementId: newest.agreementId, last, reason: EXTENSION_REASON }),
    );
  }

  private async offering(send: Send, plan: OfferingPlan, id: OfferingId, seed: number): Promise<void> {
    const { key, operator, name, addressMunicipality, targetGroups, ageFrom, ageTo, constructed, source } = plan;
    const own: Send = (party, step, command) => send(party, `${key}/${step}`, command);
    await own(
      operator,
      'publish',
      new PublishOffering({
        offeringId: id,
        operator,
        name,
        addressMunicipality: addressMunicipality ?? null,
        targetGroups,
        ageFrom,
        ageTo,
        constructed,
        source,
      }),
    );
    for (const line of plan.lines) {
      const { serviceLineId, legalBasis, from, shortStay, places, capacityReason } = line;
      await own(
        operator,
        `line/${serviceLineId}`,
        new AddServiceLine({
          offeringId: id,
          by: inRole('operator', operator),
          serviceLineId,
          legalBasis,
          name: line.name,
          from,
          coveredByFramework: true,
          shortStay,
        }),
      );
      await own(
        operator,
        `capacity/${serviceLineId}`,
        new ChangeCapacity({
          offeringId: id,
          serviceLineId,
          by: inRole('operator', operator),
          places,
          from,
          reason: capacityReason,
        }),
      );
      for (const { level, priceOre, validFrom, reason, source: tariffSource } of line.tariffs) {
        const step = `tariff/${serviceLineId}/${level}/${validFrom}`;
        await own(
          operator,
          step,
          new ChangeTariff({
            tariffId: tariffId(derivedId(ORIGIN, seed, 'tariff', key, step)),
            offeringId: id,
            by: inRole('operator', operator),
            serviceLineId,
            level,
            components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre }],
            validFrom,
            // As if decided in time: half a year before it takes effect.
            today: addDays(validFrom, -183),
            reason,
            ...(tariffSource === undefined ? {} : { source: tariffSource }),
          }),
        );
      }
    }
  }

  /** Three months are closed by every operator; between them, late messages arrive, as they do. */
  private async settle(
    send: Send,
    plan: MarketPlan,
    writer: StayWriter,
    offerings: readonly { readonly offering: OfferingPlan; readonly id: OfferingId }[],
  ): Promise<number> {
    const operators = [...new Set(plan.offerings.map(({ operator }) => operator))];
    const [firstMonth] = plan.closedMonths as readonly [Month, ...Month[]];
    let statements = 0;
    for (const month of plan.closedMonths) {
      const issuedOn = asDay(`${addToMonth(month, 1)}-${CLOSING_DAY}`);
      await this.readIn();
      await inParallel(operators, OPERATORS_AT_ONCE, async (operator) => {
        if (month === firstMonth)
          await send(operator, `opening/${operator}`, new OpenSettlement({ operator, firstMonth }));
        // A name of its own each time: a drawing that was broken off and the one after it must not mix (ADR 8).
        const attempt = randomUUIDv7();
        const closed = await send(
          operator,
          `close/${operator}/${month}`,
          new CloseMonth({ operator, month, issuedOn, attempt }),
        );
        statements += (closed as { statements: readonly unknown[] }).statements.length;
      });
      if (month !== plan.closedMonths.at(-1)) await writer.lateMessages(offerings, month, addDays(issuedOn, 7));
    }
    return statements;
  }
}

/** The rules that an agreement of the region has by default, each with where it is known from. */
const rulesFrom = (region: PartyCode, first: Day): RuleConfiguration => {
  const rules = defaultRulesOf(region, first);
  if (rules === undefined) throw new Error(`No default rules for the region ${region}`);
  return rules;
};
