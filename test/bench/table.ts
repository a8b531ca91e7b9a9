/** Benches print a table for people and, with `--json`, one JSON object as their last line for machines. */

export interface Row {
  readonly name: string;
  /** Median over the rounds. */
  readonly perSecond: number;
  readonly p50Us?: number;
  readonly p99Us?: number;
}

export interface Goal {
  readonly name: string;
  readonly ratio: number | undefined;
  readonly must: number;
  readonly aim: number;
  /** True for goals that are a ceiling, e.g. of latency. */
  readonly atMost?: boolean;
}

/** The value of `--name 123`, or the default. */
export const numberArgument = (name: string, fallback: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** @param share between 0 and 1; 0.99 gives the p99. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
};

/** Collects what rounds measured, so that variants can take turns within a round. */
export class Measurements {
  private readonly rates = new Map<string, number[]>();
  private readonly latencies = new Map<string, { p50: number; p99: number }[]>();

  /** @param durationMs of `count` events. @param latenciesUs of single calls. */
  add(name: string, count: number, durationMs: number, latenciesUs?: readonly number[]): void {
    pushTo(this.rates, name, (count * 1_000) / durationMs);
    if (!latenciesUs || latenciesUs.length === 0) return;
    pushTo(this.latencies, name, { p50: quantile(latenciesUs, 0.5), p99: quantile(latenciesUs, 0.99) });
  }

  rows(): Row[] {
    return [...this.rates].map(([name, rates]) => {
      const latencies = this.latencies.get(name);
      const p50Us = latencies && median(latencies.map(({ p50 }) => p50));
      const p99Us = latencies && median(latencies.map(({ p99 }) => p99));
      return {
        name,
        perSecond: median(rates),
        ...(p50Us !== undefined && { p50Us }),
        ...(p99Us !== undefined && { p99Us }),
      };
    });
  }

  /** Median over the rounds of one variant's rate by another's in the same round; undefined when one was not run. */
  ratio(name: string, by: string): number | undefined {
    const [rates, others] = [this.rates.get(name), this.rates.get(by)];
    return rates && others && median(rates.map((rate, round) => rate / others[round]!));
  }

  /** Median over the rounds of p99 / p50. */
  spread(name: string): number | undefined {
    const latencies = this.latencies.get(name);
    return latencies && median(latencies.map(({ p50, p99 }) => p99 / p50));
  }
}

const pushTo = <T>(lists: Map<string, T[]>, name: string, value: T): void => {
  const list = lists.get(name);
  if (list) list.push(value);
  else lists.set(name, [value]);
};

/** Prints rows and goals; with `--json` everything once more as the last line. */
export const report = (title: string, rows: readonly Row[], goals: readonly Goal[], notes: readonly string[]): void => {
  printTable(
    title,
    ['variant', 'events/s', 'p50 µs', 'p99 µs'],
    rows.map(({ name, perSecond, p50Us, p99Us }) => [name, whole(perSecond), whole(p50Us), whole(p99Us)]),
  );
  const judged = goals.map((goal) => ({ ...goal, met: verdict(goal) }));
  printTable(
    'Goals',
    ['goal', 'ratio', 'must', 'aim', ''],
    judged.map(({ name, ratio, must, aim, atMost, met }) => [
      name,
      ratio === undefined ? 'not run' : ratio.toFixed(2),
      `${atMost ? '≤ ' : ''}${must}`,
      `${atMost ? '≤ ' : ''}${aim}`,
      met,
    ]),
  );
  for (const note of notes) console.log(`\n${note}`);
  if (process.argv.includes('--json')) printJson({ title, rows, goals: judged, notes });
};

const verdict = ({ ratio, must, aim, atMost = false }: Goal): string => {
  if (ratio === undefined) return '';
  const reaches = (limit: number) => (atMost ? ratio <= limit : ratio >= limit);
  return reaches(aim) ? 'met, and the aim' : reaches(must) ? 'met' : 'NOT MET';
};

const whole = (value: number | undefined): string =>
  value === undefined ? '' : Math.round(value).toLocaleString('en-US');

/** Prints lines of cells in columns: the first to the left, the others to the right. */
export const printTable = (
  title: string,
  heads: readonly string[],
  lines: readonly (readonly (string | number)[])[],
): void => {
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...lines.map((line) => String(line[column]).length)),
  );
  const format = (cells: readonly (string | number)[]) =>
    cells
      .map((cell, column) => (column === 0 ? String(cell).padEnd(widths[0]!) : String(cell).padStart(widths[column]!)))
      .join('  ');
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  console.log(['', title, '', format(heads), rule, ...lines.map(format)].join('\n'));
};

/** One line of JSON; a bench prints it last. */
export const printJson = (value: object): void => console.log(JSON.stringify(value));
