import type { TypedForm } from '../../platform/http/form-body';
import type { FieldFault } from '../../platform/http/problem';

export interface FilledRows {
  /** The form with the rows that were filled in, numbered anew. */
  readonly form: TypedForm;
  /** What is wrong, at the rows as they stand on the page. */
  readonly asTyped: (faults: readonly FieldFault[]) => readonly FieldFault[];
}

/**
 * A list of rows of which some were left empty (`costs.3.amountOre`): those are left out, for the body of the API has only
 * rows that say something.
 * @param fixed fields of a row that the page fills in, which do not make it a row that was filled in.
 */
export const filledRows = (form: TypedForm, list: string, fixed: readonly string[] = []): FilledRows => {
  const rowOf = (field: string): readonly [number, string] | undefined => {
    const [name, row = '', ...rest] = field.split('.');
    return name === list && /^\d{1,3}$/.test(row) ? [Number(row), rest.join('.')] : undefined;
  };
  const filled = Object.entries(form).flatMap(([field, typed]) => {
    const at = rowOf(field);
    return at === undefined || fixed.includes(at[1]) || typed === '' ? [] : [at[0]];
  });
  const rows = [...new Set(filled)].sort((a, b) => a - b);
  // In the order of the rows: the reader of a body takes the entries of a list as they come.
  const entries = Object.entries(form).sort(([a], [b]) => (rowOf(a)?.[0] ?? -1) - (rowOf(b)?.[0] ?? -1));
  const kept = entries.flatMap(([field, typed]) => {
    const at = rowOf(field);
    if (at === undefined) return [[field, typed]];
    const row = rows.indexOf(at[0]);
    return row < 0 ? [] : [[`${list}.${row}.${at[1]}`, typed]];
  });
  return {
    form: Object.fromEntries(kept) as TypedForm,
    asTyped: (faults) =>
      faults.map((fault) => {
        const [row, rest] = rowOf(fault.field) ?? [];
        return row === undefined ? fault : { ...fault, field: `${list}.${rows[row] ?? row}.${rest}` };
      }),
  };
};

/** The same for several lists of a form; each with the fields that do not make a row one that was filled in. */
export const filledLists = (form: TypedForm, lists: Readonly<Record<string, readonly string[]>>): FilledRows =>
  Object.entries(lists).reduce<FilledRows>(
    (before, [list, fixed]) => {
      const filled = filledRows(before.form, list, fixed);
      return { form: filled.form, asTyped: (faults) => before.asTyped(filled.asTyped(faults)) };
    },
    { form, asTyped: (faults) => faults },
  );

/** Numbers of the rows that a list has in the form, filled in or not. */
export const rowsIn = (typed: TypedForm, list: string): readonly number[] => {
  const numbers = Object.keys(typed).flatMap((field) => {
    const [name, row = ''] = field.split('.');
    return name === list && /^\d{1,3}$/.test(row) ? [Number(row)] : [];
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
};
