import type { Day, Month } from '../kernel/calendar';

import { addDays } from '../kernel/calendar';
import type { Position, Recorded } from '../kernel/event';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { PlacementEvent, PlacementTerms, ServiceTerms } from '../placements/place-book.events';
import type { ChargeLine } from '../settlement/charges/charge.events';
import type { StatementLine } from '../settlement/months/settlement.events';
import type { TariffComponent } from '../tariffs/tariff.events';
import { isLedgerEvent } from './event-words';
import type { LedgerEvent, RecordedEvent } from './ledger';

/**
 * The whole ledger as the invariants look at it, gathered from the facts alone: on purpose with none of the deciders',
 * read models' or settlement's code, so that a fault there is not repeated here.
 */
export class LedgerPicture {
  /** Facts of one placement in the order recorded. */
  readonly placements = new Map<string, Recorded<PlacementEvent>[]>();
  /** `offering|line|level` → versions in the order recorded. */
  readonly tariffs = new Map<string, TariffRecord[]>();
  readonly tariffsById = new Map<string, TariffRecord>();
  /** `offering|line` → what was said about its places. */
  readonly capacity = new Map<string, (RecordedEvent<'CapacityChanged'> | RecordedEvent<'OverCapacityOpened'>)[]>();
  /** What was said about the closing of each offering, in the order recorded. */
  readonly closures = new Map<string, RecordedEvent<'CapacityClosed'>[]>();
  /** `statement|line` → how its dispute ended. */
  readonly resolutions = new Map<string, RecordedEvent<'DisputeResolved'>>();
  readonly charges = new Map<string, RecordedEvent<'ChargeRaised'>>();
  /** By charge: how it was taken back. */
  readonly withdrawals = new Map<string, RecordedEvent<'ChargeWithdrawn'>>();
  /** Shares and regulations of schemes, in the order recorded. */
  readonly shared: (RecordedEvent<'SharesComputed'> | RecordedEvent<'ActualsReported'>)[] = [];
  /** Year-end results, their splits, and the calculations that settle them, in the order recorded. */
  readonly regulations: RecordedEvent<
    'YearEndAccountsSubmitted' | 'ResultSplit' | 'RegulationBroughtIn' | 'TariffCalculated'
  >[] = [];
  /** Who joined and left which agreement, and until when each runs, in the order recorded. */
  readonly memberships: RecordedEvent<
    'AgreementConcluded' | 'AgreementExtended' | 'PartyJoinedAgreement' | 'PartyLeftAgreement'
  >[] = [];
  readonly shortStayLines = new Set<string>();
  readonly invoiceNumbers = new Set<string>();
  readonly settledFrom = new Map<string, Month>();
  /** In the order closed, which is the order of months for each operator. */
  readonly closed: ClosedMonth[] = [];
  private readonly drawn = new Map<string, RecordedEvent<'StatementDrawn'>[]>();
  events = 0;
  position = 0;
  /** Of every event, by its number in the log from 1: facts name places in the log by number. */
  private readonly positions: Position[] = [0];

  take(fact: Recorded): void {
    this.events += 1;
    this.positions.push(fact.position);
    this.position = fact.position;
    if (isLedgerEvent(fact)) this.remember(fact);
  }

  private remember(fact: Recorded<LedgerEvent>): void {
    switch (fact.type) {
      case 'PlaceReserved':
        this.placements.set(fact.data.placementId, [fact]);
        return;
      case 'PlacePurchaseAgreed':
      case 'ReservationDeclined':
      case 'ReservationWithdrawn':
      case 'ReservationLapsed':
      case 'CitizenEnrolled':
      case 'ServiceChangeProposed':
      case 'ServiceChangeRefused':
      case 'PayerChangeProposed':
      case 'PayerChangeRefused':
      case 'ServiceLevelChanged':
      case 'AbsenceRegistered':
      case 'NoticeGiven':
      case 'CitizenDischarged':
      case 'DischargeCorrected':
      case 'PayerChanged':
        listed(this.placements, fact.data.placementId).push(fact);
        return;
      case 'TariffChanged':
      case 'TariffCorrected':
        this.rememberTariff(fact);
        return;
      case 'CapacityChanged':
      case 'OverCapacityOpened':
        listed(this.capacity, lineKey(fact.data.offeringId, fact.data.serviceLineId)).push(fact);
        return;
      case 'CapacityClosed':
        listed(this.closures, fact.data.offeringId).push(fact);
        return;
      case 'ServiceLineAdded':
        if (fact.data.shortStay) this.shortStayLines.add(lineKey(fact.data.offeringId, fact.data.serviceLineId));
        return;
      case 'EanRegistered':
        this.invoiceNumbers.add(fact.data.party);
        return;
      case 'SettlementOpened':
        this.settledFrom.set(fact.data.operator, fact.data.firstMonth);
        return;
      case 'SharesComputed':
      case 'ActualsReported':
        this.shared.push(fact);
        return;
      case 'ChargeRaised':
        this.charges.set(fact.data.chargeId, fact);
        return;
      case 'ChargeWithdrawn':
        this.withdrawals.set(fact.data.chargeId, fact);
        return;
      case 'DisputeResolved':
        this.resolutions.set(`${fact.data.statementId}|${fact.data.line}`, fact);
        return;
      case 'YearEndAccountsSubmitted':
      case 'ResultSplit':
      case 'RegulationBroughtIn':
      case 'TariffCalculated':
        this.regulations.push(fact);
        return;
      case 'AgreementConcluded':
      case 'AgreementExtended':
      case 'PartyJoinedAgreement':
      case 'PartyLeftAgreement':
        this.memberships.push(fact);
        return;
      case 'StatementDrawn':
        listed(this.drawn, `${fact.data.statementId}|${fact.data.attempt}`).push(fact);
        return;
      case 'MonthClosed':
        this.closed.push(this.closedWithLines(fact));
        return;
      default:
        // No invariant rests on the other facts.
        return;
    }
  }

  private rememberTariff(fact: TariffRecord): void {
    const { offeringId, serviceLineId, level, tariffId } = fact.data;
    listed(this.tariffs, levelKey(offeringId, serviceLineId, level)).push(fact);
    this.tariffsById.set(tariffId, fact);
  }

  /** What was drawn in another attempt than the one that closed the month counts for nothing. */
  private closedWithLines(fact: RecordedEvent<'MonthClosed'>): ClosedMonth {
    const statements = fact.data.statements.map((statement) => {
      const key = `${statement.statementId}|${statement.attempt}`;
      const parts = [...(this.drawn.get(key) ?? [])].sort((a, b) => a.data.part - b.data.part);
      this.drawn.delete(key);
      return {
        ...statement,
        drawnBy: parts.map(({ id }) => id),
        entries: parts.flatMap(({ data }) => data.lines),
        charges: parts.flatMap(({ data }) => data.charges ?? []),
      };
    });
    return { fact, knownAt: this.positions[fact.data.knownPosition] ?? this.position, statements };
  }
}

export type TariffRecord = RecordedEvent<'TariffChanged'> | RecordedEvent<'TariffCorrected'>;
type Closing = RecordedEvent<'MonthClosed'>;

export interface IssuedStatement {
  readonly statementId: string;
  readonly payer: string;
  readonly lines: number;
  readonly totalOre: number;
  readonly dueOn: Day;
  readonly linesHash: string;
  /** Lines of contracts. */
  readonly entries: readonly StatementLine[];
  /** Lines that are of no contract. */
  readonly charges: readonly ChargeLine[];
  /** Ids of the events that hold the lines. */
  readonly drawnBy: readonly string[];
}

export interface ClosedMonth {
  readonly fact: Closing;
  /** Everything recorded up to this position was counted in. */
  readonly knownAt: Position;
  readonly statements: readonly IssuedStatement[];
}

export const lineKey = (offering: string, line: string): string => `${offering}|${line}`;
export const levelKey = (offering: string, line: string, level: string): string => `${offering}|${line}|${level}`;

/** The list under the key, made when there is none. */
export const listed = <K, T>(map: Map<K, T[]>, key: K): T[] => {
  const known = map.get(key);
  if (known) return known;
  const made: T[] = [];
  map.set(key, made);
  return made;
};

/** Something that holds from a day on; the first entry also for all days before. */
export interface Since<T> {
  readonly from: Day;
  readonly value: T;
  readonly eventId: string;
}

/** One placement as it was known at a position. */
export interface Stay {
  readonly placementId: string;
  readonly offeringId: string;
  readonly serviceLineId: string;
  readonly operator: string;
  readonly citizenRef: string;
  readonly legalBasis: LegalBasisCode;
  readonly frozen: PlacementTerms;
  readonly sold: boolean;
  readonly enrolled: boolean;
  readonly discharged: boolean;
  readonly firstDay: Day;
  readonly lastPayableDay?: Day;
  /** The days after the departure are paid only until the place is sold again (R30). */
  readonly paidUntilResale: boolean;
  /** Position of the reservation: the order in which stays came about. */
  readonly since: number;
  /** Last day on which a place is taken, as far as it is known. */
  readonly lastTakenDay?: Day;
  readonly payers: readonly Since<{ readonly payer: string; readonly ean: string | undefined }>[];
  readonly services: readonly Since<ServiceTerms>[];
  /** Events the stay rests on: agreement, enrolment, whatever ended it. */
  readonly evidence: readonly string[];
}

/** Undefined when the placement had not been reserved yet. */
export const stayAsOf = (history: readonly Recorded<PlacementEvent>[], upTo: number): Stay | undefined => {
  const [reserved] = history;
  if (reserved?.type !== 'PlaceReserved' || reserved.position > upTo) return undefined;
  const { placementId, offeringId, terms } = reserved.data;
  const payers = [{ from: reserved.data.firstDay, value: payerOf(terms), eventId: reserved.id }];
  const services: Since<ServiceTerms>[] = [{ from: reserved.data.firstDay, value: terms, eventId: reserved.id }];
  const evidence = [reserved.id];
  let { firstDay } = reserved.data;
  let [sold, enrolled, discharged, paidUntilResale] = [false, false, false, false];
  // An agreed end holds until notice or departure says otherwise; after it the place is sold to others.
  let lastPayableDay = reserved.data.plannedLastDay;
  let lastTakenDay = reserved.data.plannedLastDay;
  for (const fact of history) {
    if (fact.position > upTo) break;
    switch (fact.type) {
      case 'PlacePurchaseAgreed':
        sold = true;
        evidence.push(fact.id);
        break;
      case 'ReservationDeclined':
      case 'ReservationWithdrawn':
      case 'ReservationLapsed':
        sold = false;
        break;
      case 'CitizenEnrolled':
        enrolled = true;
        ({ firstDay } = fact.data);
        evidence.push(fact.id);
        break;
      case 'ServiceLevelChanged':
        services.push({ from: fact.data.from, value: fact.data.terms, eventId: fact.id });
        break;
      case 'PayerChanged':
        payers.push({ from: fact.data.from, value: payerOf(fact.data), eventId: fact.id });
        break;
      case 'NoticeGiven':
        ({ lastPayableDay } = fact.data);
        lastTakenDay = fact.data.lastPayableDay;
        evidence.push(fact.id);
        break;
      case 'CitizenDischarged':
      case 'DischargeCorrected':
        discharged = true;
        paidUntilResale = fact.data.stopsOnResale === true;
        ({ lastPayableDay } = fact.data);
        lastTakenDay = lastOccupiedDay(fact.data);
        evidence.push(fact.id);
        break;
      default:
        break;
    }
  }
  return {
    placementId,
    offeringId,
    serviceLineId: terms.serviceLineId,
    operator: terms.operator,
    citizenRef: terms.citizenRef,
    legalBasis: terms.legalBasis,
    frozen: terms,
    sold,
    enrolled,
    discharged,
    paidUntilResale,
    since: reserved.position,
    firstDay,
    ...(lastPayableDay === undefined ? {} : { lastPayableDay }),
    ...(lastTakenDay === undefined ? {} : { lastTakenDay }),
    payers,
    services,
    evidence,
  };
};

/** The day of departure is occupied unless the rules say that it does not count (R35). */
const lastOccupiedDay = ({ departureDay, departureDayCounts }: Departure): Day =>
  departureDayCounts === false ? addDays(departureDay, -1) : departureDay;

type Departure = RecordedEvent<'CitizenDischarged'>['data'] | RecordedEvent<'DischargeCorrected'>['data'];

const payerOf = ({ payer, payerEan }: { readonly payer: string; readonly payerEan?: string }) => ({
  payer,
  ean: payerEan,
});

/**
 * Which entry holds on the day: the one with the latest `from`, of the same day the one said last. Before the first
 * entry's day the first holds.
 */
export const heldOn = <T>(entries: readonly Since<T>[], day: Day): Since<T> | undefined => {
  let [holding] = entries;
  let since: Day | undefined;
  for (const entry of entries.slice(1))
    if (entry.from <= day && (since === undefined || entry.from >= since)) {
      holding = entry;
      since = entry.from;
    }
  return holding;
};

/** The versions of a level that hold by what was known at the position: no correction has taken their place. */
export const holdingVersions = (picture: LedgerPicture, key: string, upTo: number): TariffRecord[] => {
  const known = (picture.tariffs.get(key) ?? []).filter(({ position }) => position <= upTo);
  const replaced = new Set(known.flatMap((fact) => (fact.type === 'TariffCorrected' ? [fact.data.supersedes] : [])));
  return known.filter(({ data }) => !replaced.has(data.tariffId));
};

export const versionOn = (versions: readonly TariffRecord[], day: Day): TariffRecord | undefined => {
  let holding: TariffRecord | undefined;
  for (const version of versions)
    if (version.data.validFrom <= day && (!holding || version.data.validFrom >= holding.data.validFrom))
      holding = version;
  return holding;
};

/** Hundredths of the unit that each day is charged; 0 when the component is not charged by the calendar (R15, R16). */
export const chargedEachDay = ({ kind, unit, code }: TariffComponent, terms: ServiceTerms): number => {
  if (kind === 'SUPPLEMENT' && !terms.supplements.includes(code)) return 0;
  if (unit === 'DAY' || unit === 'MONTH') return 100;
  return unit === 'HOUR' && kind !== 'SUPPLEMENT' ? (terms.hoursPerDay ?? 0) : 0;
};

/** The part of the price that is charged, in 1/10,000: hours and supplements are agreed in full (R16). */
export const chargedPart = ({ kind, unit }: TariffComponent, terms: ServiceTerms): number =>
  unit !== 'HOUR' && kind !== 'SUPPLEMENT' ? terms.factorBp : 10_000;
