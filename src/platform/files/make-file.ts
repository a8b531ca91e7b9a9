import { existsSync, linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const OWNER_ONLY = 0o600;

/**
 * Makes a file that its owner alone can read, with its whole content on disk or not at all: a key cut off by a full disk
 * would be none for ever. A file that is there stays.
 * @returns false when somebody made it before.
 */
export const makeFile = (path: string, content: string): boolean => {
  if (existsSync(path)) return false;
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.new`;
  try {
    writeFileSync(draft, content, { mode: OWNER_ONLY, flush: true });
    // Unlike a rename, a link never takes the place of a file that another process made meanwhile.
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
};
