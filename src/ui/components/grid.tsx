import type { ComponentChildren, VNode } from 'preact';

export interface GridCell {
  /** What stands in the cell: short, for there are many. */
  readonly text: string;
  /** The whole of it, for whoever points at the cell, or hears a link read out among others. */
  readonly said: string;
  readonly href?: string;
  /** One of the grid's legend, by its place in it: drawn as a shade and, where it has one, a mark. */
  readonly state?: number;
}

export interface GridRow {
  readonly head: ComponentChildren;
  readonly cells: readonly GridCell[];
}

/** What a shade means. Who sees no colours has the figure in the cell, and the mark beside it. */
export interface GridState {
  readonly text: string;
  readonly mark?: string;
}

/**
 * A board of figures: one table, in which the script moves from cell to cell by the arrow keys, Home, End and by pages.
 * Without script it is read and scrolled like any other table. A cell is one element, or two with its link, so that a board
 * of 500 rows and 31 days is still quick to scroll.
 */
export const Grid = ({
  caption,
  corner,
  heads,
  rows,
  states,
  stateTitle,
}: {
  caption: string;
  /** What the rows are. */
  corner: string;
  heads: readonly { readonly text: string; readonly said?: string }[];
  rows: readonly GridRow[];
  /** From the emptiest to the fullest. */
  states: readonly GridState[];
  /** What the states are states of. */
  stateTitle: string;
}): VNode => (
  <>
    <ul class="board-legend no-max-width" aria-label={stateTitle}>
      <li aria-hidden="true">{stateTitle}:</li>
      {states.map(({ text, mark }, at) => (
        <li>
          <span class={`swatch shade-${at}`} aria-hidden="true">
            {mark}
          </span>
          {text}
        </li>
      ))}
    </ul>
    <div class="table--responsive-scroll board-window" tabIndex={0} role="region" aria-label={caption}>
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
              {cells.map(({ text, said, href, state }) => {
                const mark = state === undefined ? undefined : states[state]?.mark;
                const shown = mark === undefined ? text : `${text} ${mark}`;
                return (
                  <td class={state === undefined ? 'numeric' : `numeric shade-${state}`} title={said}>
                    {href === undefined ? (
                      shown
                    ) : (
                      <a href={href} aria-label={`${text}, ${said}`}>
                        {shown}
                      </a>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </>
);
