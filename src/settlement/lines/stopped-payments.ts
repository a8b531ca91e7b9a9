import type { Day } from '../../kernel/calendar';
import { addDays } from '../../kernel/calendar';
import type { Position } from '../../kernel/event';
import type { OfferingId, PlacementId } from '../../kernel/vocabulary';
import { paymentStops, type CapacityRow, type PlacementRow } from '../../placements/place-book.queries';
import type { StoppedPayment } from './day-charges.calculation';

/** Placements and changes of capacity of any number of offerings, as known at one position. */
export interface BookRows {
  readonly placements: readonly PlacementRow[];
  readonly capacities: readonly CapacityRow[];
}

/** The stays that are paid for fewer days than their own rules say (R24, R30). */
export const stoppedPayments = ({ placements, capacities }: BookRows): ReadonlyMap<PlacementId, StoppedPayment> => {
  const stopped = new Map<PlacementId, StoppedPayment>();
  const byOffering = Map.groupBy(capacities, ({ offeringId }) => offeringId);
  for (const [offering, rows] of Map.groupBy(placements, ({ offeringId }) => offeringId)) {
    const stops = paymentStops(rows, byOffering.get(offering) ?? []);
    if (stops.size === 0) continue;
    const arrivals = new Map(rows.map(({ placementId, evidence }) => [placementId, evidence.enrolled]));
    for (const [placement, stop] of stops) {
      const eventId = stop.because === 'RESALE' ? (arrivals.get(stop.soldAgainTo) ?? '') : stop.eventId;
      stopped.set(placement, { because: stop.because, lastDay: stop.lastDay, eventId });
    }
  }
  return stopped;
};

/** Placements whose payment may stop on another day than was thought at `since`, because others came or places closed. */
export const maybeStoppedSince = ({ placements, capacities }: BookRows, since: Position): PlacementId[] => {
  const lines = new Set<string>();
  const closing = new Set<OfferingId>();
  for (const { offeringId, serviceLineId, lastPosition } of placements)
    if (lastPosition > since) lines.add(`${offeringId}|${serviceLineId}`);
  for (const { offeringId, serviceLineId, kind, position } of capacities) {
    if (position <= since) continue;
    if (kind === 'CLOSED') closing.add(offeringId);
    else lines.add(`${offeringId}|${serviceLineId ?? ''}`);
  }
  return placements
    .filter(
      ({ offeringId, serviceLineId, stopsOnResale }) =>
        closing.has(offeringId) || (stopsOnResale === 1 && lines.has(`${offeringId}|${serviceLineId}`)),
    )
    .map(({ placementId }) => placementId);
};

/** A citizen who has come, and has not been discharged from an offering that has closed since. */
export interface StillThere {
  readonly contractId: PlacementId;
  readonly offeringId: OfferingId;
  readonly offeringName: string;
  /** The offering's last day; nothing is billed after it. */
  readonly closedAfter: Day;
}

/** Citizens whom nobody has discharged although their offering closed before the day. */
export const stillThere = ({ placements, capacities }: BookRows, on: Day): StillThere[] => {
  const closedAfter = new Map<OfferingId, Day>();
  for (const { kind, offeringId, first } of capacities)
    if (kind === 'CLOSED') closedAfter.set(offeringId, addDays(first, -1));
  return placements.flatMap(
    ({ placementId: contractId, offeringId, offeringName, phase, plannedLastDay, noticeLastPayableDay }) => {
      const last = closedAfter.get(offeringId);
      if (phase !== 'enrolled' || last === undefined || last >= on) return [];
      // A stay whose agreed end came first holds no place after the closure.
      const end = noticeLastPayableDay ?? plannedLastDay;
      return end !== null && end <= last ? [] : [{ contractId, offeringId, offeringName, closedAfter: last }];
    },
  );
};
