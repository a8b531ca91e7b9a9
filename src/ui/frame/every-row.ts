/** Pages of the API read for one list; beyond that nobody looks. */
const API_PAGES_MAX = 6;

/** Every row of a list that is paged by cursor, as far as anybody would look. */
export const everyRow = async <T>(
  ask: (cursor: string | undefined) => Promise<{ readonly items: readonly T[]; readonly next?: string }>,
): Promise<readonly T[]> => {
  const rows: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < API_PAGES_MAX; page += 1) {
    const { items, next } = await ask(cursor);
    rows.push(...items);
    if (next === undefined) break;
    cursor = next;
  }
  return rows;
};
