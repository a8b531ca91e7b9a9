import { canonicalJson } from '../../kernel/canonical-json';
import { TextField, WholeNumberField } from './fields';
import { ReadTimesQuery } from './fresh-reads';
import { Problem } from './problem';

/** Rows on a page when the reader does not say. */
export const PAGE_ROWS_DEFAULT = 50;
export const PAGE_ROWS_MAX = 500;

const CURSOR_VERSION = 1;
export const CURSOR_LENGTH_MAX = 1_000;
const CURSOR_FORM = /^[A-Za-z0-9_-]+$/;

export type SortKey = readonly (string | number)[];

/** Rows on a page; PAGE_ROWS_DEFAULT unless the reader says. */
export const LimitField = (): PropertyDecorator =>
  WholeNumberField('Rows on a page.', { min: 1, max: PAGE_ROWS_MAX, optional: true, example: PAGE_ROWS_DEFAULT });

export const CursorField = (): PropertyDecorator =>
  TextField('`next` of the page before.', { maxLength: CURSOR_LENGTH_MAX, optional: true, mayHoldCpr: true });

/** A page of a list, in all read times. Extend it with the route's filters. */
export class PageQuery extends ReadTimesQuery {
  @LimitField()
  limit: number = PAGE_ROWS_DEFAULT;

  @CursorField()
  cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}

/** The sort key of the last row shown, as text nobody needs to read. */
export const cursorOf = (key: SortKey): string =>
  Buffer.from(canonicalJson([CURSOR_VERSION, ...key])).toString('base64url');

/**
 * The sort key after which the page begins; undefined for the first page. `shape` is an example of the key's types.
 * @throws Problem INVALID_CURSOR when the text is no cursor of this list.
 */
export const keyAfter = <K extends SortKey>(
  cursor: string | undefined,
  shape: { readonly [I in keyof K]: 'string' | 'number' },
): K | undefined => {
  if (cursor === undefined) return undefined;
  const key = CURSOR_FORM.test(cursor) ? decoded(cursor) : undefined;
  const types = shape as unknown as readonly string[];
  if (key?.length !== types.length || !key.every((part, at) => typeof part === types[at])) throw invalidCursor();
  // One key has one cursor, so a page is never asked for under two names.
  if (cursorOf(key) !== cursor) throw invalidCursor();
  return key as unknown as K;
};

const decoded = (cursor: string): SortKey | undefined => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) && parts[0] === CURSOR_VERSION ? (parts.slice(1) as SortKey) : undefined;
  } catch {
    return undefined;
  }
};

const invalidCursor = (): Problem =>
  new Problem(400, 'INVALID_CURSOR', {
    da: 'Markøren (cursor) hører ikke til denne liste. Begynd forfra uden den.',
    en: 'The cursor does not belong to this list. Start again without it.',
  });

/**
 * Cuts a page out of rows read with `limit + 1`: the extra row only tells that there is more.
 */
export const pageOf = <T>(rows: readonly T[], limit: number, keyOf: (row: T) => SortKey): Page<T> => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last !== undefined ? { items, next: cursorOf(keyOf(last)) } : { items };
};
