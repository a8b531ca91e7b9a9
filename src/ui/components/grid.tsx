import type { ComponentChildren, VNode } from 'preact';

export interface GridCell {
  /** What stands in the cell: short, for there are many. */
  readonly text: string;
  /** The whole of it, for whoever hears or points at the cell. */
  readonly said: string;
  readonly href?: string;
  /** How full, from 0 to 5; drawn as a shade behind the figure that says it. */
  readonly shade?: number;
}

export interface GridRow {
  readonly head: ComponentChildren;
  readonly cells: readonly GridCell[];
}

/**
 * A board of figures: one table, in which the script moves from cell to cell by the arrow keys. Without script it is read
 * and scrolled like any other table.
 */
export const Grid = ({
  caption,
  corner,
  heads,
  rows,
}: {
  caption: string;
  /** What the rows are. */
  corner: string;
  heads: readonly { readonly text: string; readonly said?: string }[];
  rows: readonly GridRow[];
}): VNode => (
  <div class="table--responsive-scroll" tabIndex={0} role="region" aria-label={caption}>
    <table class="table table--extracompact board" data-grid>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{corner}</th>
          {heads.map(({ text, said }) => (
            <th scope="col" class="numeric" {...(said === undefined ? {} : { abbr: said })}>
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ head, cells }) => (
          <tr>
            <th scope="row">{head}</th>
            {cells.map(({ text, said, href, shade }) => (
              <td class={`numeric${shade === undefined ? '' : ` shade-${shade}`}`} title={said}>
                {href === undefined ? text : <a href={href}>{text}</a>}
                <span class="sr-only"> {said}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
