import type { Day } from '../kernel/calendar';
import { addDays, END_OF_TIME } from '../kernel/calendar';
import type { LedgerPicture, Stay } from './ledger-picture.calculation';
import { lineKey, stayAsOf } from './ledger-picture.calculation';

/** The last day that is really paid, for the stays for which it is another than their own rules give. */
export type PaidTo = ReadonlyMap<string, Day>;

/**
 * Counts places paid as an auditor would, line by line: nothing is paid after an offering's last day (R24), and when a
 * citizen comes and more places are paid than are open, the stay that has stood empty longest is paid no more (R30).
 * `knownTo` says, for each operator, up to which position the ledger is looked at; none: not at all.
 */
export function* placesPaidOnce(
  picture: LedgerPicture,
  knownTo: (operator: string) => number | undefined,
): Generator<undefined, PaidTo> {
  const byLine = new Map<string, { readonly upTo: number; readonly stays: Stay[] }>();
  for (const history of picture.placements.values()) {
    const [reserved] = history;
    if (reserved?.type !== 'PlaceReserved') continue;
    const { offeringId, terms } = reserved.data;
    const upTo = knownTo(terms.operator);
    const stay = upTo === undefined ? undefined : stayAsOf(history, upTo);
    if (upTo === undefined || !stay?.enrolled) continue;
    const key = lineKey(offeringId, terms.serviceLineId);
    const line = byLine.get(key) ?? { upTo, stays: [] };
    byLine.set(key, line);
    line.stays.push(stay);
  }
  const paidTo = new Map<string, Day>();
  for (const [key, { upTo, stays }] of byLine) {
    yield;
    const [offering = ''] = key.split('|');
    const closing = (picture.closures.get(offering) ?? []).filter(({ position }) => position <= upTo).at(-1);
    const end = closing?.data.last ?? END_OF_TIME;
    const last = new Map(stays.map((stay) => [stay, min(stay.lastPayableDay ?? END_OF_TIME, end)]));
    const emptyOnes = stays.filter(({ paidUntilResale }) => paidUntilResale);
    const arrivals =
      emptyOnes.length === 0 ? [] : [...stays].sort((a, b) => order(a.firstDay, b.firstDay) || a.since - b.since);
    const places = placesOpen(picture, key, upTo);
    for (const comer of arrivals) {
      const day = comer.firstDay;
      const isPaid = (stay: Stay): boolean => stay.firstDay <= day && day <= (last.get(stay) ?? END_OF_TIME);
      if (places === undefined || !isPaid(comer)) continue;
      const [longest] = emptyOnes
        .filter((stay) => stay !== comer && isPaid(stay) && (stay.lastTakenDay ?? END_OF_TIME) < day)
        .sort((a, b) => order(a.lastTakenDay ?? '', b.lastTakenDay ?? '') || a.since - b.since);
      if (longest && stays.filter(isPaid).length > places(day)) last.set(longest, addDays(day, -1));
    }
    for (const [stay, day] of last) if (day !== (stay.lastPayableDay ?? END_OF_TIME)) paidTo.set(stay.placementId, day);
  }
  return paidTo;
}

/** How many places are open on a day, extra ones included; undefined where nobody has said anything about places. */
const placesOpen = (picture: LedgerPicture, key: string, upTo: number): ((day: Day) => number) | undefined => {
  const said = (picture.capacity.get(key) ?? []).filter(({ position }) => position <= upTo);
  if (said.length === 0) return undefined;
  return (day) => {
    let since: Day | undefined;
    let [ordinary, extra] = [0, 0];
    for (const { type, data } of said) {
      if (type === 'OverCapacityOpened') {
        if (data.first <= day && day <= data.last) extra += data.extraPlaces;
      } else if (data.from <= day && (since === undefined || data.from >= since)) {
        since = data.from;
        ordinary = data.places;
      }
    }
    return ordinary + extra;
  };
};

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const min = (a: Day, b: Day): Day => (a < b ? a : b);
