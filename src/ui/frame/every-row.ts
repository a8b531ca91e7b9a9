/** Pages of the API read for one list, 20,000 rows: all of Denmark has fewer service lines. A list gone astray ends there. */
const API_PAGES_MAX = 40;

/** Every row of a list that is paged by cursor. */
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
