import type { Day } from '../kernel/calendar';
import { addDays, END_OF_TIME } from '../kernel/calendar';
import type { PlacementId } from '../kernel/vocabulary';
import { valueOn, type DaySteps } from './day-steps';
import { offeringPlaces } from './free-places.calculation';
import type { CapacityRow, PlacementRow } from './place-book.tables';

/** Why a stay is paid for fewer days than its own rules say, and until when (last day included). */
export type PaymentStop =
  | { readonly because: 'RESALE'; readonly lastDay: Day; readonly soldAgainTo: PlacementId }
  | { readonly because: 'CLOSURE'; readonly lastDay: Day; readonly eventId: string };

/** What a placement's row must tell for its paid days to be counted. */
export type PaidStay = Pick<
  PlacementRow,
  | 'placementId'
  | 'serviceLineId'
  | 'phase'
  | 'firstDay'
  | 'plannedLastDay'
  | 'noticeLastPayableDay'
  | 'departureDay'
  | 'departureDayCounts'
  | 'lastPayableDay'
  | 'stopsOnResale'
  | 'reservedPosition'
>;

interface PaidSpan {
  readonly stay: PaidStay;
  readonly first: Day;
  last: Day;
}

/**
 * Which stays of one offering are paid for fewer days than their rules say. Nothing is paid after the offering's last
 * day [DESIGN]. And no place is paid twice (R30, KNOW): places have no names, so one has been sold again when a citizen
 * comes and more places are paid than there are; then the payment stops for the stay that has stood empty longest.
 */
export const paymentStops = (
  stays: readonly PaidStay[],
  capacities: readonly CapacityRow[],
): ReadonlyMap<PlacementId, PaymentStop> => {
  const stops = new Map<PlacementId, PaymentStop>();
  const closing = capacities.findLast(({ kind }) => kind === 'CLOSED');
  const closesAfter = closing === undefined ? undefined : addDays(closing.first, -1);
  const spans = stays.filter(hasCome).map((stay): PaidSpan => ({ stay, first: stay.firstDay, last: paidUntil(stay) }));
  if (closing !== undefined && closesAfter !== undefined) {
    for (const span of spans) {
      if (span.last <= closesAfter) continue;
      span.last = closesAfter;
      stops.set(span.stay.placementId, { because: 'CLOSURE', lastDay: closesAfter, eventId: closing.eventId });
    }
  }
  if (!stays.some(({ stopsOnResale }) => stopsOnResale === 1)) return stops;
  const { lines } = offeringPlaces(capacities, []);
  for (const [line, ofLine] of Map.groupBy(spans, ({ stay }) => stay.serviceLineId)) {
    const places = lines.get(line);
    if (places !== undefined) stopResold(ofLine, places.free, stops);
  }
  return stops;
};

const stopResold = (spans: readonly PaidSpan[], open: DaySteps, stops: Map<PlacementId, PaymentStop>): void => {
  const empty = spans.filter(({ stay }) => stay.stopsOnResale === 1 && stay.departureDay !== null).sort(byDeparture);
  if (empty.length === 0) return;
  for (const { stay: comer, first, last } of [...spans].sort(byArrival)) {
    if (last < first) continue;
    const resold = empty.find(
      ({ stay, last: until }) => stay !== comer && lastDayThere(stay) < first && first <= until,
    );
    if (resold === undefined) continue;
    const paid = spans.filter((span) => span.first <= first && first <= span.last).length;
    if (paid <= valueOn(open, first)) continue;
    resold.last = addDays(first, -1);
    stops.set(resold.stay.placementId, { because: 'RESALE', lastDay: resold.last, soldAgainTo: comer.placementId });
  }
};

const hasCome = ({ phase }: PaidStay): boolean => phase === 'enrolled' || phase === 'discharged';

const paidUntil = ({ lastPayableDay, noticeLastPayableDay, plannedLastDay }: PaidStay): Day =>
  lastPayableDay ?? noticeLastPayableDay ?? plannedLastDay ?? END_OF_TIME;

const lastDayThere = ({ departureDay, departureDayCounts }: PaidStay): Day =>
  departureDay === null ? END_OF_TIME : departureDayCounts === 0 ? addDays(departureDay, -1) : departureDay;

/** The order in which things came about, so that the same ledger always gives the same answer. */
const byDeparture = (a: PaidSpan, b: PaidSpan): number =>
  compared(lastDayThere(a.stay), lastDayThere(b.stay)) || a.stay.reservedPosition - b.stay.reservedPosition;
const byArrival = (a: PaidSpan, b: PaidSpan): number =>
  compared(a.first, b.first) || a.stay.reservedPosition - b.stay.reservedPosition;
const compared = (a: Day, b: Day): number => (a < b ? -1 : a > b ? 1 : 0);
