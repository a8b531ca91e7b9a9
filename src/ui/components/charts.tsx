import type { VNode } from 'preact';
import { Typed } from './typed';

/**
 * Small charts without script: drawn on the server, named for whoever hears them, and never without the table that says
 * the same. Lines and bars differ in form too, not in colour alone.
 */

export interface Point {
  readonly label: string;
  /** Null where there is none: the line has a gap there. */
  readonly value: number | null;
  /** Where it stands along the bottom, in any unit that grows evenly, such as days; side by side where none is given. */
  readonly at?: number;
}

export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
}

interface ChartParts {
  readonly id: string;
  readonly title: string;
  /** What is to be seen, in a sentence. */
  readonly description: string;
  readonly series: readonly Series[];
  /** Writes a value at the axis. */
  readonly format: (value: number) => string;
  /** Counted in ones: nothing between them stands at the axis. */
  readonly whole?: boolean;
}

const WIDTH = 720;
const HEIGHT = 260;
const EDGE = { top: 16, right: 16, bottom: 44, left: 84 } as const;
const INNER = { width: WIDTH - EDGE.left - EDGE.right, height: HEIGHT - EDGE.top - EDGE.bottom } as const;
const GRID_LINES = 4;
/** What a label along the bottom needs; nearer ones would run into each other. */
const LABEL_WIDTH = 84;
const DASHES = ['', '8 4', '2 4', '12 4 2 4'] as const;
const COLOURS = 4;

/** A colour and a dash for each series: sixteen that differ, of four each. */
const markOf = (number: number): { readonly colour: string; readonly dash: string } => ({
  colour: `series-${number % COLOURS}`,
  dash: DASHES[(number + Math.floor(number / COLOURS)) % DASHES.length] ?? '',
});

const FACTORS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const;

/** The least round number of these factors × 10ⁿ per grid line that holds the value. */
const niceTop = (value: number, whole: boolean): number => {
  // What is counted in ones has no half of one at its axis.
  if (value <= (whole ? GRID_LINES : 0)) return GRID_LINES;
  const step = value / GRID_LINES;
  const power = 10 ** Math.floor(Math.log10(step));
  const nice = FACTORS.find((factor) => factor * power >= step && !(whole && (factor * power) % 1 !== 0)) ?? 10;
  return nice * power * GRID_LINES;
};

const topOf = (series: readonly Series[], whole: boolean): number =>
  niceTop(Math.max(0, ...series.flatMap(({ points }) => points.map(({ value }) => value ?? 0))), whole);

const yOf = (value: number, top: number): number => EDGE.top + INNER.height * (1 - value / top);

const Chart = ({ parts, children }: { parts: ChartParts; children: (top: number) => VNode[] }): VNode => {
  const { id, title, description, series, format, whole = false } = parts;
  const top = topOf(series, whole);
  const points = series[0]?.points ?? [];
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby={`${id}-title ${id}-desc`}>
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-desc`}>{description}</desc>
        {Array.from({ length: GRID_LINES + 1 }, (_, at) => {
          const value = (top / GRID_LINES) * at;
          const y = yOf(value, top);
          return (
            <g class="grid">
              <line x1={EDGE.left} x2={WIDTH - EDGE.right} y1={y} y2={y} />
              <text x={EDGE.left - 8} y={y + 5} text-anchor="end">
                {format(value)}
              </text>
            </g>
          );
        })}
        {roomyLabels(points, placesAlong(points)).map(({ text, x }) => (
          <text class="axis" x={x} y={HEIGHT - EDGE.bottom + 22} text-anchor="middle">
            {text}
          </text>
        ))}
        {children(top)}
      </svg>
      {series.length > 1 && (
        <figcaption>
          {series.map(({ name }, at) => (
            <span class="legend">
              <svg viewBox="0 0 32 12" width="32" height="12" aria-hidden="true">
                <line
                  class={`line ${markOf(at).colour}`}
                  x1="0"
                  x2="32"
                  y1="6"
                  y2="6"
                  stroke-dasharray={markOf(at).dash}
                />
              </svg>
              <Typed>{name}</Typed>
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
};

const bandOf = (count: number): number => INNER.width / Math.max(count, 1);
const centreOf = (at: number, count: number): number => EDGE.left + bandOf(count) * (at + 0.5);

/** Where each point stands: as far from the others as it is in time, or side by side. */
const placesAlong = (points: readonly Point[]): readonly number[] => {
  const times = points.flatMap(({ at }) => at ?? []);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  if (times.length < points.length || first === last) return points.map((_, at) => centreOf(at, points.length));
  const [left, width] = [EDGE.left + LABEL_WIDTH / 2, INNER.width - LABEL_WIDTH];
  return times.map((time) => left + (width * (time - first)) / (last - first));
};

/** The labels that have room beside each other, from the left. */
const roomyLabels = (points: readonly Point[], places: readonly number[]): readonly { text: string; x: number }[] => {
  const shown: { text: string; x: number }[] = [];
  for (const [at, { label }] of points.entries()) {
    const x = places[at] ?? 0;
    if (x - (shown.at(-1)?.x ?? -Infinity) >= LABEL_WIDTH) shown.push({ text: label, x });
  }
  return shown;
};

/** What hangs together between the gaps. */
const stretchesOf = <T,>(places: readonly (T | undefined)[]): readonly (readonly T[])[] => {
  const stretches: T[][] = [[]];
  for (const place of places)
    if (place === undefined) stretches.push([]);
    else stretches.at(-1)?.push(place);
  return stretches;
};

/** Values over time; each holds until the next one when `stepped`, as prices do. */
export const LineChart = ({ stepped = false, ...parts }: ChartParts & { stepped?: boolean }): VNode => (
  <Chart parts={parts}>
    {(top) =>
      parts.series.map(({ points }, number) => {
        const { colour, dash } = markOf(number);
        const along = placesAlong(points);
        const stretches = stretchesOf(
          points.map(({ value }, at) => (value === null ? undefined : ([along[at] ?? 0, yOf(value, top)] as const))),
        );
        const path = stretches
          .flatMap((places) =>
            places.map(([x, y], at) => (at === 0 ? `M${x} ${y}` : stepped ? `H${x} V${y}` : `L${x} ${y}`)),
          )
          .join(' ');
        return (
          <g>
            <path class={`line ${colour}`} d={path} stroke-dasharray={dash} />
            {points.length < 40 &&
              stretches.flat().map(([x, y]) => <circle class={`dot ${colour}`} cx={x} cy={y} r="4" />)}
          </g>
        );
      })
    }
  </Chart>
);

/** Values side by side. */
export const BarChart = (parts: ChartParts): VNode => (
  <Chart parts={parts}>
    {(top) =>
      parts.series.map(({ points }, number) => {
        const width = (bandOf(points.length) * 0.7) / parts.series.length;
        return (
          <g class={`bar ${markOf(number).colour}`}>
            {points.map(({ value }, at) => {
              const y = yOf(value ?? 0, top);
              const x = centreOf(at, points.length) - (width * parts.series.length) / 2 + width * number;
              return <rect x={x} y={y} width={width} height={EDGE.top + INNER.height - y} />;
            })}
          </g>
        );
      })
    }
  </Chart>
);
