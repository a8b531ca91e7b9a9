const SQLITE_FULL = 13;
/** BUSY, READONLY, IOERR, CANTOPEN (sqlite.org/rescode.html). */
const SQLITE_TROUBLE: readonly number[] = [5, 8, 10, 14];
const SYSTEM_TROUBLE: readonly string[] = ['EIO', 'EROFS', 'EMFILE', 'ENFILE'];

/** SQLite's primary result code, undefined when the error is not SQLite's. Native errors need not be of our realm. */
export const sqliteCode = (error: unknown): number | undefined => {
  const code = (error as { readonly errcode?: unknown } | null | undefined)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
};

/** What is wrong when the disk is in the way, so that the same may go well later; undefined for any other error. */
export const diskTrouble = (error: unknown): 'full' | 'io' | undefined => {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  const result = sqliteCode(error);
  if (result === SQLITE_FULL || code === 'ENOSPC' || code === 'EDQUOT') return 'full';
  const hindered = SQLITE_TROUBLE.includes(result ?? 0) || (typeof code === 'string' && SYSTEM_TROUBLE.includes(code));
  return hindered ? 'io' : undefined;
};
