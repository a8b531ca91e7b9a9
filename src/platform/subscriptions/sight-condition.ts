import type { Relation, Sight } from '../../kernel/access';

/** A condition for rows, and its parameters. */
export interface SeenRows {
  readonly where: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * The rows somebody may see. `columns` says of every relation the access table can name how it is found in a row, with
 * the reader's party as `:reader`; whoever stands in no relation sees nothing.
 */
export const seenRows = <R extends Relation>(
  { everything, party, relations }: Sight<R>,
  columns: Readonly<Record<Exclude<R, 'any'>, string>>,
): SeenRows => {
  if (everything) return { where: '1 = 1', parameters: {} };
  if (relations.length === 0) return { where: '1 = 0', parameters: {} };
  const where = relations.map((relation) => columns[relation]).join(' OR ');
  // SQLite takes no parameter that the condition does not name.
  return { where: `(${where})`, parameters: where.includes(':reader') ? { reader: party } : {} };
};
