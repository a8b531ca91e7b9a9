import { type Day, isDay, spokenMonth, monthOf } from '../../kernel/calendar';
import type { Language } from '../../kernel/messages';

/** The day that something is about (virkning), and the two moments at which the ledger is asked what it knew of it. */
export interface TwoTimes {
  readonly on: Day;
  readonly known: Moment;
  readonly against: Moment;
}

/** A day, or a time of that day in Denmark; without a day it is now. */
export interface Moment {
  readonly day?: Day;
  readonly time?: string;
}

const TIME_FORM = /^([01]\d|2[0-3]):[0-5]\d$/;

const momentIn = (query: URLSearchParams, day: string, time: string): Moment => {
  const [givenDay, givenTime] = [query.get(day), query.get(time) ?? ''];
  if (!isDay(givenDay)) return {};
  return TIME_FORM.test(givenTime) ? { day: givenDay, time: givenTime } : { day: givenDay };
};

export const twoTimesIn = (query: URLSearchParams, today: Day): TwoTimes => {
  const on = query.get('on');
  return {
    on: isDay(on) ? on : today,
    known: momentIn(query, 'known', 'knownTime'),
    against: momentIn(query, 'against', 'againstTime'),
  };
};

/** As the API takes it: undefined for now, a day for its end, else the instant. */
export const knownAtOf = ({ day, time }: Moment): { readonly knownAt?: string } => {
  if (day === undefined) return {};
  if (time === undefined) return { knownAt: day };
  const local = Temporal.PlainDateTime.from(`${day}T${time}`);
  return { knownAt: local.toZonedDateTime('Europe/Copenhagen').toInstant().toString() };
};

/** 4. april 2026, as it is said in a sentence. */
export const spokenDay = (day: Day, language: Language): string => {
  const number = Number(day.slice(8));
  return `${number}${language === 'da' ? '.' : ''} ${spokenMonth(monthOf(day), language)}`;
};

/** den 4. april 2026 kl. 14.05 · on 4 April 2026 at 14:05 · nu · now */
export const spokenMoment = ({ day, time }: Moment, language: Language): string => {
  const da = language === 'da';
  if (day === undefined) return da ? 'nu' : 'now';
  const said = spokenDay(day, language);
  if (time === undefined) return da ? `den ${said}` : `on ${said}`;
  return da ? `den ${said} kl. ${time.replace(':', '.')}` : `on ${said} at ${time}`;
};

/** How it was and how it is, by what both are about; those that differ first, each side in its own order. */
export interface Compared<T> {
  readonly key: string;
  readonly then?: T;
  readonly later?: T;
  readonly change: 'same' | 'new' | 'gone' | 'changed';
}

const ORDER: Readonly<Record<Compared<unknown>['change'], number>> = { changed: 0, new: 1, gone: 2, same: 3 };

/** @param said what of a thing is compared, as text. */
export const compared = <T>(
  then: readonly T[],
  later: readonly T[],
  keyOf: (thing: T) => string,
  said: (thing: T) => string,
): readonly Compared<T>[] => {
  const before = new Map(then.map((thing) => [keyOf(thing), thing]));
  const after = new Map(later.map((thing) => [keyOf(thing), thing]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((key): Compared<T> => {
      const [one, other] = [before.get(key), after.get(key)];
      if (one === undefined) return { key, ...(other === undefined ? {} : { later: other }), change: 'new' };
      if (other === undefined) return { key, then: one, change: 'gone' };
      return { key, then: one, later: other, change: said(one) === said(other) ? 'same' : 'changed' };
    })
    .sort((a, b) => ORDER[a.change] - ORDER[b.change]);
};
