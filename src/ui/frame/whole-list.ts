import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Page, PAGE_ROWS_MAX, type PageQuery } from '../../platform/http/paging';
import type { Visit } from './visit';

/** Rows of one file at most: what a spreadsheet still opens, and what the server writes in some seconds. */
export const FILE_ROWS_MAX = 100_000;
/** Rows of one page when the reader asks for all, to print them. */
export const SHOWN_ROWS_MAX = PAGE_ROWS_MAX;

/** Names in the address of a page: its place in a list, and that as many rows are shown as a page can hold. */
export const CURSOR_PARAMETER = 'cursor';
export const PAGE_PARAMETER = 'page';
export const ALL_PARAMETER = 'alle';

export const asksForAll = ({ query }: Pick<Visit, 'query'>): boolean => query.has(ALL_PARAMETER);

/** All rows that the filters of a page give, of which it shows some. */
export interface WholeList<Row> {
  /** How many they are, where that is known without reading them. */
  readonly count?: number;
  /** Reads them from the first, a part at a time, so that a long list is never in memory at once. */
  readonly parts: () => AsyncIterable<readonly Row[]>;
}

/** Rows that are all at hand. */
export const listAtHand = <Row>(rows: readonly Row[]): WholeList<Row> => ({
  count: rows.length,
  parts: async function* () {
    for (let at = 0; at < rows.length; at += PAGE_ROWS_MAX) yield rows.slice(at, at + PAGE_ROWS_MAX);
  },
});

/** What a page shows of a list that is paged by cursor, and the way to all of it, by the same filters and in its order. */
export const shownList = async <Query extends Partial<PageQuery>, Answer extends Page<unknown>>(
  visit: Visit,
  query: Query,
  ask: (query: Query) => Promise<Answer>,
): Promise<Answer & { readonly whole: WholeList<Answer['items'][number]> }> => {
  const shown = await ask(asksForAll(visit) ? { ...query, limit: SHOWN_ROWS_MAX } : query);
  const { items, next } = shown;
  const total = 'total' in shown && typeof shown.total === 'number' ? shown.total : undefined;
  const count = total ?? (query.cursor === undefined && next === undefined ? items.length : undefined);
  const parts = async function* (): AsyncGenerator<Answer['items']> {
    const { cursor: _begun, ...first } = query;
    let asked = { ...first, limit: PAGE_ROWS_MAX } as unknown as Query;
    for (;;) {
      const part = await ask(asked);
      yield part.items;
      if (part.next === undefined) return;
      asked = { ...asked, cursor: part.next };
    }
  };
  return { ...shown, whole: { ...(count === undefined ? {} : { count }), parts } };
};

/**
 * A page of a list whose answers may be short, or empty, and still have a next one: it is asked for on and on until the page
 * is full, at most `partsMax` times.
 */
export const fullPage = async <Query extends PageQuery, Row>(
  query: Query,
  partsMax: number,
  ask: (query: Query) => Promise<Page<Row>>,
): Promise<Page<Row>> => {
  const items: Row[] = [];
  let { cursor } = query;
  for (let part = 0; part < partsMax; part += 1) {
    const limit = query.limit - items.length;
    const answer = await ask({ ...query, limit, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...answer.items);
    cursor = answer.next;
    if (cursor === undefined || items.length >= query.limit) break;
    await nextTurn();
  }
  return { items, ...(cursor === undefined ? {} : { next: cursor }) };
};
