import type { VNode } from 'preact';

/** The field that says of what one more row is asked for. */
export const ADD_FIELD = 'add';

/** A button that draws its form again with one more row, and goes on there; what was typed stays. */
export const AddRow = ({
  of,
  action,
  to,
  children,
}: {
  /** What the row is one more of. */
  of: string;
  action: string;
  /** The id of the first field of the row that will be there. */
  to: string;
  children: string;
}): VNode => (
  <p>
    <button class="button button-tertiary" name={ADD_FIELD} value={of} formAction={`${action}#${to}`}>
      {children}
    </button>
  </p>
);

/** What the Enter key presses in a form with such buttons: it stands before them and does what the form is for. */
export const EnterButton = ({ children }: { children: string }): VNode => (
  <button class="sr-only" tabIndex={-1} aria-hidden="true">
    {children}
  </button>
);
