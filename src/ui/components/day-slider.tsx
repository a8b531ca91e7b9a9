import type { VNode } from 'preact';
import { type Day, dayNumber, dayOfNumber } from '../../kernel/calendar';

const SLIDE = '.slide';
const SHOWN = '.shown';

/**
 * A slider for a day that stands in a field above it. Without script it is a field of the form, sent along with the day
 * that was shown, so that it can be told which of the two was moved; with script both move in step.
 */
export const DaySlider = ({
  of,
  form,
  label,
  first,
  last,
  day,
  shown,
  spoken,
  before = '',
  emptyAtEnd,
}: {
  /** Name of the field with the day. */
  of: string;
  /** Id of the form, with which the ids of its fields begin. */
  form: string;
  label: string;
  first: Day;
  last: Day;
  day: Day;
  /** What stands in the field; empty where no day means the last one. */
  shown: string;
  /** The day in words. */
  spoken: string;
  /** What is said before the day in the sentence. */
  before?: string;
  /** What is said at the right end, where the field is left empty. */
  emptyAtEnd?: string;
}): VNode => (
  <>
    <input
      type="range"
      class="day-slider"
      id={`${form}-${of}-slider`}
      name={`${of}${SLIDE}`}
      min={dayNumber(first)}
      max={dayNumber(last)}
      value={dayNumber(day)}
      aria-label={label}
      aria-valuetext={spoken}
      data-slides={`${form}-${of}`}
      data-before={before}
      data-end={emptyAtEnd}
    />
    <input type="hidden" name={`${of}${SHOWN}`} value={shown} />
  </>
);

/**
 * The state that an address with sliders stands for, to be sent on to: what was typed, unless only the slider was moved.
 * Undefined when the address has no slider.
 * @param fields names of the days; with the last day of the slider where that end means an empty field.
 */
export const slid = (
  query: URLSearchParams,
  fields: Readonly<Record<string, Day | undefined>>,
): Readonly<Record<string, string | undefined>> | undefined => {
  if (!Object.keys(fields).some((name) => query.has(name + SLIDE) || query.has(name + SHOWN))) return undefined;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, end]) => {
      const [typed, shown] = [query.get(name) ?? '', query.get(name + SHOWN) ?? ''];
      const moved = dayAt(query.get(name + SLIDE));
      // The slider shows the last day for an empty field, so it has not moved while it stands there.
      const before = shown === '' ? end : shown;
      const chosen = typed === shown && moved !== undefined && moved !== before ? moved : typed;
      return [
        [name, chosen === end ? undefined : chosen],
        [name + SLIDE, undefined],
        [name + SHOWN, undefined],
      ];
    }),
  );
};

/** Days beyond four-digit years are nobody's. */
const DAY_NUMBER_MAX = 2_932_896;

const dayAt = (value: string | null): Day | undefined => {
  const number = Number(value ?? '');
  return value !== null && /^\d{1,7}$/.test(value) && number <= DAY_NUMBER_MAX ? dayOfNumber(number) : undefined;
};
