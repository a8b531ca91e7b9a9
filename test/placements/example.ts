import type { Asker } from '../../src/kernel/access';
import type { RuleConfiguration } from '../../src/agreements/agreement.events';
import { asDay, type Day } from '../../src/kernel/calendar';
import { asOre } from '../../src/kernel/money';
import {
  agreementId,
  citizenRef,
  offeringId,
  type PartyCode,
  partyCode,
  placementId,
  serviceLineId,
  tariffId,
  tariffLevel,
} from '../../src/kernel/vocabulary';
import type {
  CapacityChanged,
  CapacityClosed,
  CitizenDischarged,
  CitizenEnrolled,
  PlacePurchaseAgreed,
  PlaceReserved,
  PlacementTerms,
} from '../../src/placements/place-book.events';
import type { AgreementFact, OfferingFact } from '../../src/placements/purchase-terms';
import { asBuyer, asOperator } from '../support/askers';
import { ReservePlace, type ReservationFacts } from '../../src/placements/reservation.decider';

/** Aarhus buys at Bostøtte Høskoven from Region Midtjylland (domain.md §5.2). */
export const aarhus = partyCode('751');
export const randers = partyCode('730');
export const region = partyCode('1082');
export const høskoven = offeringId('019d0000-0000-7000-8000-00000000aaaa');
export const bostøtte = serviceLineId('SEL-107');
export const first = tariffLevel('1');
export const citizen = citizenRef('019d0000-0000-7000-8000-00000000cccc');
/** In these examples the region sells and municipalities buy. */
export const asker = (party: PartyCode): Asker => (party === region ? asOperator(party) : asBuyer(party));
export const day = (text: string): Day => asDay(text);
export const today = day('2020-03-10');

export const idOf = (count: number) => placementId(`019d0000-0000-7000-8000-${count.toString(16).padStart(12, '0')}`);
export const placement = idOf(1);

export const rules: RuleConfiguration = {
  dueDays: 30,
  minDueDays: 14,
  claimLimitMonths: 12,
  countDepartureDay: true,
  countDepartureDayExceptions: {},
  noticeMonths: 1,
  noticeMonthsExceptions: {},
  noticeMonthsOnDeath: 0,
  reservationDays: 14,
  reservationDaysMax: 60,
  occupancyMinBp: 9_500,
  occupancyMinShortStayBp: 9_000,
  occupancyRecommendedMaxBp: 9_800,
  tariffRoundingOre: asOre(100),
  partTimeFactors: [
    { daysPerWeek: 2, factorBp: 6_000 },
    { daysPerWeek: 3, factorBp: 8_500 },
  ],
  tariffNoticeMonths: 3,
  provenance: {},
};

export const agreement: AgreementFact = { agreementId: agreementId('midtjylland-2019-2020'), rules };
export const withRules = (other: Partial<RuleConfiguration>): AgreementFact => ({
  ...agreement,
  rules: { ...rules, ...other },
});

export const offering: OfferingFact = {
  name: 'Bostøtte Høskoven',
  operator: region,
  line: { legalBasis: 'SEL-107', from: day('2015-01-01'), shortStay: false },
};

export const tariff = {
  tariffId: tariffId('019d0000-0000-7000-8000-00000000dddd'),
  components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: asOre(256_000) }],
} as const;

export const facts: ReservationFacts = { offering, tariff, agreement, payer: { ean: '5798000000001' } };

export const terms: PlacementTerms = {
  level: first,
  supplements: [],
  factorBp: 10_000,
  offeringName: 'Bostøtte Høskoven',
  operator: region,
  buyer: aarhus,
  payer: aarhus,
  payerGround: 'ACTING_MUNICIPALITY',
  payerEan: '5798000000001',
  citizenRef: citizen,
  serviceLineId: bostøtte,
  legalBasis: 'SEL-107',
  placementGround: 'SOCIAL',
  agreementId: agreement.agreementId,
  tariffId: tariff.tariffId,
  components: tariff.components,
};

export const places = (count: number, from = '2015-01-01'): CapacityChanged => ({
  type: 'CapacityChanged',
  data: { offeringId: høskoven, serviceLineId: bostøtte, places: count, from: day(from), reason: 'Normering' },
});

export const closing = (last: string): CapacityClosed => ({
  type: 'CapacityClosed',
  data: { offeringId: høskoven, last: day(last) },
});

export const reserved = (changes: Partial<PlaceReserved['data']> = {}): PlaceReserved => ({
  type: 'PlaceReserved',
  data: {
    placementId: placement,
    offeringId: høskoven,
    firstDay: day('2020-03-10'),
    expiresOn: day('2020-03-24'),
    terms,
    ...changes,
  },
});

export const agreed = (changes: Partial<PlacePurchaseAgreed['data']> = {}): PlacePurchaseAgreed => ({
  type: 'PlacePurchaseAgreed',
  data: {
    placementId: placement,
    offeringId: høskoven,
    agreedOn: today,
    firstDay: day('2020-03-10'),
    terms,
    ...changes,
  },
});

export const enrolled = (firstDay = '2020-03-10', id = placement): CitizenEnrolled => ({
  type: 'CitizenEnrolled',
  data: { placementId: id, offeringId: høskoven, firstDay: day(firstDay) },
});

export const discharged = (departureDay = '2020-05-31', id = placement): CitizenDischarged => ({
  type: 'CitizenDischarged',
  data: {
    placementId: id,
    offeringId: høskoven,
    departureDay: day(departureDay),
    lastPayableDay: day(departureDay),
    reason: 'MOVED',
    ruleRef: 'R35',
  },
});

export const reserve = (changes: Partial<ReservePlace['data']> = {}): ReservePlace =>
  new ReservePlace({
    placementId: placement,
    offeringId: høskoven,
    serviceLineId: bostøtte,
    by: aarhus,
    today,
    citizenRef: citizen,
    firstDay: day('2020-03-10'),
    level: first,
    ...changes,
  });
