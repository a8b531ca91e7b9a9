import { addDays } from '../kernel/calendar';
import type { Recorded } from '../kernel/event';
import type { Projection, Tables } from '../kernel/projection';
import { beginningOn, withEntry } from '../kernel/timeline';
import type {
  CitizenDischarged,
  DischargeCorrected,
  PlaceBookEvent,
  PlacementEvent,
  PlacementTerms,
} from './place-book.events';
import type { PlacementPhase, PlacementRow } from './place-book.tables';
import { capacitiesTable, placementsTable } from './place-book.tables';

const placementBegun = (fact: Recorded<Extract<PlacementEvent, { type: 'PlaceReserved' }>>, rows: Tables): void => {
  const { placementId, offeringId, firstDay, plannedLastDay, expiresOn, terms } = fact.data;
  const { level, payer } = terms;
  rows(placementsTable).put({
    placementId,
    offeringId,
    offeringName: terms.offeringName,
    serviceLineId: terms.serviceLineId,
    legalBasis: terms.legalBasis,
    level,
    buyer: terms.buyer,
    operator: terms.operator,
    payer,
    payerCodes: ` ${payer} `,
    citizenRef: terms.citizenRef,
    phase: 'reserved',
    firstDay,
    plannedLastDay: plannedLastDay ?? null,
    expiresOn,
    noticeDate: null,
    noticeLastPayableDay: null,
    departureDay: null,
    lastDay: plannedLastDay ?? null,
    departureDayCounts: 1,
    departureReason: null,
    lastPayableDay: null,
    ruleRef: null,
    stopsOnResale: 0,
    terms,
    payers: [{ from: firstDay, ...payerAtFirst(terms, fact.id) }],
    serviceTerms: [{ from: firstDay, ...serviceAtFirst(terms, fact.id) }],
    absences: [],
    proposal: null,
    proposedBy: null,
    payerProposal: null,
    proposedPayer: null,
    evidence: { reserved: fact.id },
    reservedPosition: fact.position,
    revision: 0,
    lastEventId: fact.id,
    lastPosition: fact.position,
    recordedAt: fact.recordedAt,
  });
};

/** Who pays and what is delivered as the reservation has it, by its event. */
const payerAtFirst = ({ payer, payerEan }: PlacementTerms, eventId: string) => ({
  eventId,
  payer,
  ...(payerEan === undefined ? {} : { payerEan }),
});

const serviceAtFirst = (terms: PlacementTerms, eventId: string) => {
  const { level, hoursPerDay, supplements, daysPerWeek, factorBp, tariffId } = terms;
  return {
    eventId,
    level,
    ...(hoursPerDay === undefined ? {} : { hoursPerDay }),
    supplements,
    ...(daysPerWeek === undefined ? {} : { daysPerWeek }),
    factorBp,
    tariffId,
  };
};

/** Changes the placement's row; every event of a placement counts as one revision, whatever else it changes. */
const changed = (
  fact: Recorded<PlacementEvent>,
  rows: Tables,
  change: (row: PlacementRow) => Partial<PlacementRow> = () => ({}),
): void => {
  const row = rows(placementsTable).get(fact.data.placementId);
  if (row === undefined) throw new Error(`${fact.type} of a placement that was never reserved`);
  rows(placementsTable).put({
    ...row,
    ...change(row),
    revision: row.revision + 1,
    lastEventId: fact.id,
    lastPosition: fact.position,
    recordedAt: fact.recordedAt,
  });
};

const left =
  ({ id, data }: Recorded<CitizenDischarged | DischargeCorrected>, correction: boolean) =>
  (row: PlacementRow): Partial<PlacementRow> => ({
    phase: 'discharged',
    departureDay: data.departureDay,
    lastDay: data.departureDay,
    departureDayCounts: data.departureDayCounts === false ? 0 : 1,
    departureReason: data.reason,
    lastPayableDay: data.lastPayableDay,
    ruleRef: data.ruleRef,
    stopsOnResale: data.stopsOnResale === true ? 1 : 0,
    evidence: {
      ...row.evidence,
      discharged: id,
      ...(correction ? { corrections: [...(row.evidence.corrections ?? []), id] } : {}),
    },
  });

const ended =
  (fact: Recorded<PlacementEvent>, phase: PlacementPhase) =>
  (row: PlacementRow): Partial<PlacementRow> => ({ phase, evidence: { ...row.evidence, ended: fact.id } });

/** One row per placement and one per change of capacity, as every later reader needs them. */
export const placeBookProjection: Projection<PlaceBookEvent> = {
  name: 'place-book',
  version: 7,
  tables: [placementsTable, capacitiesTable],
  on: {
    CapacityChanged: ({ id, data, position, recordedAt }, rows) =>
      rows(capacitiesTable).put({
        eventId: id,
        offeringId: data.offeringId,
        serviceLineId: data.serviceLineId,
        kind: 'PLACES',
        places: data.places,
        first: data.from,
        last: null,
        reason: data.reason,
        position,
        recordedAt,
      }),
    OverCapacityOpened: ({ id, data, position, recordedAt }, rows) =>
      rows(capacitiesTable).put({
        eventId: id,
        offeringId: data.offeringId,
        serviceLineId: data.serviceLineId,
        kind: 'EXTRA',
        places: data.extraPlaces,
        first: data.first,
        last: data.last,
        reason: data.reason,
        position,
        recordedAt,
      }),
    CapacityClosed: ({ id, data, position, recordedAt }, rows) =>
      rows(capacitiesTable).put({
        eventId: id,
        offeringId: data.offeringId,
        serviceLineId: null,
        kind: 'CLOSED',
        places: 0,
        first: addDays(data.last, 1),
        last: null,
        reason: null,
        position,
        recordedAt,
      }),
    PlaceReserved: placementBegun,
    PlacePurchaseAgreed: (fact, rows) =>
      changed(fact, rows, ({ evidence }) => ({ phase: 'agreed', evidence: { ...evidence, agreed: fact.id } })),
    ReservationDeclined: (fact, rows) => changed(fact, rows, ended(fact, 'declined')),
    ReservationWithdrawn: (fact, rows) => changed(fact, rows, ended(fact, 'withdrawn')),
    ReservationLapsed: (fact, rows) => changed(fact, rows, ended(fact, 'lapsed')),
    CitizenEnrolled: (fact, rows) =>
      changed(fact, rows, ({ payers, serviceTerms, terms, evidence }) => ({
        phase: 'enrolled',
        firstDay: fact.data.firstDay,
        payers: beginningOn(payers, fact.data.firstDay, payerAtFirst(terms, evidence.reserved)),
        serviceTerms: beginningOn(serviceTerms, fact.data.firstDay, serviceAtFirst(terms, evidence.reserved)),
        evidence: { ...evidence, enrolled: fact.id },
      })),
    ServiceChangeProposed: (fact, rows) =>
      changed(fact, rows, () => {
        const { by, from, terms } = fact.data;
        return { proposal: { by, from, terms, eventId: fact.id }, proposedBy: by };
      }),
    ServiceChangeRefused: (fact, rows) => changed(fact, rows, () => ({ proposal: null, proposedBy: null })),
    ServiceLevelChanged: (fact, rows) =>
      changed(fact, rows, (row) => {
        const { from, terms, tariffId } = fact.data;
        const serviceTerms = withEntry(row.serviceTerms, { ...terms, from, tariffId, eventId: fact.id });
        return { proposal: null, proposedBy: null, serviceTerms, level: serviceTerms.at(-1)?.level ?? terms.level };
      }),
    AbsenceRegistered: (fact, rows) =>
      changed(fact, rows, ({ absences }) => {
        const { first, last, kind } = fact.data;
        return { absences: [...absences, { first, last, kind, eventId: fact.id }] };
      }),
    NoticeGiven: (fact, rows) =>
      changed(fact, rows, ({ evidence }) => ({
        noticeDate: fact.data.noticeDate,
        noticeLastPayableDay: fact.data.lastPayableDay,
        lastDay: fact.data.lastPayableDay,
        evidence: { ...evidence, notice: fact.id },
      })),
    CitizenDischarged: (fact, rows) => changed(fact, rows, left(fact, false)),
    DischargeCorrected: (fact, rows) => changed(fact, rows, left(fact, true)),
    PayerChangeProposed: (fact, rows) =>
      changed(fact, rows, () => {
        const { by, from, payer, payerEan, legalGround } = fact.data;
        const ean = payerEan === undefined ? {} : { payerEan };
        const payerProposal = { by, from, payer, legalGround, ...ean, eventId: fact.id };
        return { payerProposal, proposedPayer: payer };
      }),
    PayerChangeRefused: (fact, rows) => changed(fact, rows, () => ({ payerProposal: null, proposedPayer: null })),
    PayerChanged: (fact, rows) =>
      changed(fact, rows, (row) => {
        const { from, payer, payerEan } = fact.data;
        const entry = { from, payer, eventId: fact.id, ...(payerEan === undefined ? {} : { payerEan }) };
        const payers = withEntry(row.payers, entry);
        const known = row.payerCodes.includes(` ${payer} `);
        return {
          payerProposal: null,
          proposedPayer: null,
          payers,
          payer: payers.at(-1)?.payer ?? payer,
          payerCodes: known ? row.payerCodes : `${row.payerCodes}${payer} `,
        };
      }),
  },
};
