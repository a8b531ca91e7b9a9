import type { PassThrough } from 'node:stream';

/** Rows wait for whoever takes the bytes, so that a slow reader does not fill the memory. */
export const drained = (bytes: PassThrough): Promise<void> =>
  new Promise((resume) => {
    if (!bytes.writableNeedDrain || bytes.destroyed) {
      setImmediate(resume);
      return;
    }
    const goOn = (): void => {
      bytes.off('drain', goOn);
      bytes.off('close', goOn);
      resume();
    };
    bytes.on('drain', goOn);
    bytes.on('close', goOn);
  });
