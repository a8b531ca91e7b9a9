import type { VNode } from 'preact';

/**
 * Small charts without script: drawn on the server, named for whoever hears them, and never without the table that says
 * the same. Lines and bars differ in form too, not in colour alone.
 */

export interface Point {
  readonly label: string;
  readonly value: number;
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
}

const WIDTH = 720;
const HEIGHT = 260;
const EDGE = { top: 16, right: 16, bottom: 44, left: 84 } as const;
const INNER = { width: WIDTH - EDGE.left - EDGE.right, height: HEIGHT - EDGE.top - EDGE.bottom } as const;
const GRID_LINES = 4;
/** Labels along the bottom at most; more would run into each other. */
const LABELS_MAX = 8;
const DASHES = ['', '8 4', '2 4', '12 4 2 4'] as const;

/** The least round number of the form 1, 2, 2.5 or 5 × 10ⁿ per grid line that holds the value. */
const niceTop = (value: number): number => {
  if (value <= 0) return GRID_LINES;
  const step = value / GRID_LINES;
  const power = 10 ** Math.floor(Math.log10(step));
  const nice = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= step) ?? 10;
  return nice * power * GRID_LINES;
};

const topOf = (series: readonly Series[]): number =>
  niceTop(Math.max(0, ...series.flatMap(({ points }) => points.map(({ value }) => value))));

const yOf = (value: number, top: number): number => EDGE.top + INNER.height * (1 - value / top);

const Chart = ({ parts, children }: { parts: ChartParts; children: (top: number) => VNode[] }): VNode => {
  const { id, title, description, series, format } = parts;
  const top = topOf(series);
  const labels = series[0]?.points.map(({ label }) => label) ?? [];
  const every = Math.ceil(labels.length / LABELS_MAX);
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
        {labels.map((label, at) =>
          at % every === 0 ? (
            <text class="axis" x={centreOf(at, labels.length)} y={HEIGHT - EDGE.bottom + 22} text-anchor="middle">
              {label}
            </text>
          ) : null,
        )}
        {children(top)}
      </svg>
      {series.length > 1 && (
        <figcaption>
          {series.map(({ name }, at) => (
            <span class="legend">
              <svg viewBox="0 0 32 12" width="32" height="12" aria-hidden="true">
                <line
                  class={`line series-${at}`}
                  x1="0"
                  x2="32"
                  y1="6"
                  y2="6"
                  stroke-dasharray={DASHES[at % DASHES.length]}
                />
              </svg>
              {name}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
};

const bandOf = (count: number): number => INNER.width / Math.max(count, 1);
const centreOf = (at: number, count: number): number => EDGE.left + bandOf(count) * (at + 0.5);

/** Values over time; each holds until the next one when `stepped`, as prices do. */
export const LineChart = ({ stepped = false, ...parts }: ChartParts & { stepped?: boolean }): VNode => (
  <Chart parts={parts}>
    {(top) =>
      parts.series.map(({ points }, number) => {
        const places = points.map(({ value }, at) => [centreOf(at, points.length), yOf(value, top)] as const);
        const path = places
          .map(([x, y], at) => (at === 0 ? `M${x} ${y}` : stepped ? `H${x} V${y}` : `L${x} ${y}`))
          .join(' ');
        return (
          <g>
            <path class={`line series-${number}`} d={path} stroke-dasharray={DASHES[number % DASHES.length]} />
            {points.length < 40 &&
              places.map(([x, y]) => <circle class={`dot series-${number}`} cx={x} cy={y} r="4" />)}
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
          <g class={`bar series-${number}`}>
            {points.map(({ value }, at) => {
              const y = yOf(value, top);
              const x = centreOf(at, points.length) - (width * parts.series.length) / 2 + width * number;
              return <rect x={x} y={y} width={width} height={EDGE.top + INNER.height - y} />;
            })}
          </g>
        );
      })
    }
  </Chart>
);
