/** A column of a printed table; numbers stand to the right. */
export interface Column {
  readonly head: string;
  readonly right?: boolean;
}

/** Rows as people read them on a terminal, with a rule under the heads and above a total. */
export const textTable = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  total?: readonly string[],
): string => {
  const all = [columns.map(({ head }) => head), ...rows, ...(total ? [total] : [])];
  const widths = columns.map((_, at) => Math.max(...all.map((row) => (row[at] ?? '').length)));
  const line = (row: readonly string[]): string =>
    columns
      .map(({ right }, at) =>
        right === true ? (row[at] ?? '').padStart(widths[at] ?? 0) : (row[at] ?? '').padEnd(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const rule = widths
    .map((width) => '─'.repeat(width))
    .join('  ')
    .trimEnd();
  return [line(all[0] ?? []), rule, ...rows.map(line), ...(total ? [rule, line(total)] : [])]
    .map((text) => `  ${text}`)
    .join('\n');
};
