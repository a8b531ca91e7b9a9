import { PassThrough, type Readable } from 'node:stream';
import { zip } from '@cj-tech-master/excelts/archive';
import { drained } from './drained';

export interface ArchivedFile {
  readonly name: string;
  /** Text that is made as it is read is asked for no faster than the archive is taken. */
  readonly content: string | Buffer | AsyncIterable<string>;
}

/**
 * A ZIP archive of the files in their order, written while it is read, so that it may be as large as it likes.
 * @param at what the files say of when they were changed, ISO 8601.
 */
export const zipArchive = (files: readonly ArchivedFile[], at: string): Readable => {
  const bytes = new PassThrough();
  const archive = zip({ noSort: true, modTime: new Date(at) });
  for (const { name, content } of files)
    archive.add(name, typeof content === 'string' || Buffer.isBuffer(content) ? content : paced(content, bytes));
  void written(archive.stream(), bytes);
  return bytes;
};

/** The archive asks for all it can get; what is read waits for whoever takes the bytes, and ends with them. */
const paced = async function* (content: AsyncIterable<string>, bytes: PassThrough): AsyncGenerator<Buffer> {
  for await (const text of content) {
    if (bytes.destroyed) return;
    yield Buffer.from(text);
    await drained(bytes);
  }
};

/** A reader sees an archive that breaks off as an answer that does. */
const written = async (chunks: AsyncIterable<Uint8Array>, bytes: PassThrough): Promise<void> => {
  try {
    for await (const chunk of chunks) if (!bytes.destroyed) bytes.write(chunk);
    bytes.end();
  } catch (failure) {
    bytes.destroy(failure instanceof Error ? failure : new Error(String(failure)));
  }
};
