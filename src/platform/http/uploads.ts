import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ExecutionContext } from '@nestjs/common';
import { applyDecorators, createParamDecorator } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem';

/** Bytes of an uploaded file at most: 20 MiB, twenty times what a request of JSON may hold. */
export const FILE_BYTES_MAX = 20_971_520;

/** Media types of files that a route can take, and what each is called here. */
export const FILE_TYPES = {
  'text/csv': 'CSV',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'XLSX',
  'application/xml': 'XML',
  'text/xml': 'XML',
} as const;
export type FileFormat = (typeof FILE_TYPES)[keyof typeof FILE_TYPES];
/** Rows and columns. */
export type TableFormat = 'CSV' | 'XLSX';

/**
 * A file that somebody sent, on the disk for as long as the request lasts. Only what it is shows as its values, so that
 * the hash of the request (Idempotency-Key) is that of the file and not of where it lies.
 */
export class ReceivedFile<F extends FileFormat = TableFormat> {
  readonly #path: string;

  constructor(
    path: string,
    readonly format: F,
    /** SHA-256 of the bytes, in hexadecimal. */
    readonly hash: string,
    readonly bytes: number,
    /** The bytes are text in UTF-8; otherwise, if text at all, in an older 8-bit encoding. */
    readonly utf8: boolean,
  ) {
    this.#path = path;
  }

  get path(): string {
    return this.#path;
  }
}

const TAKES_FILES = 'takesFiles';
const TABLES: readonly TableFormat[] = ['CSV', 'XLSX'];

/** The formats that the route takes a file in; none where it takes no file. */
export const formatsTaken = ({ routeOptions }: FastifyRequest): readonly FileFormat[] =>
  (routeOptions.config as { readonly [TAKES_FILES]?: readonly FileFormat[] })[TAKES_FILES] ?? [];

const typesOf = (formats: readonly FileFormat[]): readonly string[] =>
  Object.entries(FILE_TYPES).flatMap(([type, format]) => (formats.includes(format) ? [type] : []));

/** The route takes a file as its whole body, and nothing else. Default: a table, as CSV or as a spreadsheet. */
export const TakesFile = (formats: readonly FileFormat[] = TABLES): MethodDecorator =>
  applyDecorators(
    RouteConfig({ [TAKES_FILES]: formats }),
    ApiConsumes(...typesOf(formats)),
    ApiBody({ required: true, description: 'The file itself.', schema: { type: 'string', format: 'binary' } }),
  );

/** The file of the request: `@UploadedFile() file: ReceivedFile`, on a route that takes one. */
export const UploadedFile = createParamDecorator((_: unknown, context: ExecutionContext): ReceivedFile => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (body instanceof ReceivedFile) return body as ReceivedFile;
  if (body instanceof Problem) throw body;
  throw unsupported(TABLES);
});

/**
 * Takes files on the routes that say so, and nowhere else. A file goes to the disk as it comes in: whatever its size,
 * the memory of the process stays as it was.
 */
export const acceptFiles = (fastify: FastifyInstance): void => {
  const types = Object.keys(FILE_TYPES).map((type) => new RegExp(`^${type.replace(/[.+]/g, '\\$&')}\\s*(?:;|$)`, 'i'));
  for (const type of types)
    fastify.addContentTypeParser(
      type,
      { bodyLimit: FILE_BYTES_MAX },
      async (request: FastifyRequest, payload: NodeJS.ReadableStream) => {
        const formats = formatsTaken(request);
        const given = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
        const format = FILE_TYPES[given as keyof typeof FILE_TYPES];
        if (!formats.includes(format)) throw unsupported(formats);
        if (Number(request.headers['content-length'] ?? 0) > FILE_BYTES_MAX) throw tooLarge();
        return received(payload, format);
      },
    );
  fastify.addHook('onResponse', async ({ body }) => {
    if (body instanceof ReceivedFile) await discarded(body);
  });
};

/** The whole of a file that is text; in the encoding of older Danish systems where it is no UTF-8. */
export const fileText = async ({ path, utf8 }: Pick<ReceivedFile, 'path' | 'utf8'>): Promise<string> =>
  new TextDecoder(utf8 ? 'utf-8' : 'windows-1252').decode(await readFile(path));

/** Takes the file off the disk. */
export const discarded = ({ path }: Pick<ReceivedFile, 'path'>): Promise<void> =>
  rm(join(path, '..'), { recursive: true, force: true });

/**
 * Lays a file on the disk.
 * @throws Problem 413 when it is larger than a file may be; nothing of it is left then.
 */
export const received = async (
  payload: NodeJS.ReadableStream,
  format: FileFormat,
): Promise<ReceivedFile<FileFormat>> => {
  const folder = await mkdtemp(join(tmpdir(), 'pladsbog-file-'));
  const path = join(folder, 'received');
  const measured = new Measured();
  try {
    await pipeline(payload, measured, createWriteStream(path));
    if (measured.bytes > FILE_BYTES_MAX) throw tooLarge();
  } catch (failure) {
    await rm(folder, { recursive: true, force: true });
    throw failure;
  }
  return new ReceivedFile(path, format, measured.hash(), measured.bytes, measured.utf8);
};

/** Lets the bytes pass, and knows afterwards how many they were, which they were, and whether they are UTF-8. */
class Measured extends Transform {
  bytes = 0;
  utf8 = true;
  private readonly digest = createHash('sha256');
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.bytes += chunk.length;
    // What was said to be shorter is read to its end, so that the sender can be answered, and is kept no longer.
    if (this.bytes > FILE_BYTES_MAX) {
      done();
      return;
    }
    this.digest.update(chunk);
    this.decode(chunk, true);
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    this.decode(new Uint8Array(), false);
    done();
  }

  hash(): string {
    return this.digest.digest('hex');
  }

  private decode(chunk: Uint8Array, stream: boolean): void {
    if (!this.utf8) return;
    try {
      this.decoder.decode(chunk, { stream });
    } catch {
      this.utf8 = false;
    }
  }
}

/** @param formats what the route takes; where it takes no file, what files are here. */
export const unsupported = (formats: readonly FileFormat[]): Problem => {
  const types = typesOf(formats.length === 0 ? TABLES : formats);
  return new Problem(415, 'UNSUPPORTED_MEDIA_TYPE', {
    da: `Indholdet skal være ${types.join(' eller ')}.`,
    en: `The body must be ${types.join(' or ')}.`,
  });
};

const tooLarge = (): Problem =>
  new Problem(413, 'BODY_TOO_LARGE', {
    da: `Filen er for stor: højst ${FILE_BYTES_MAX / 1_048_576} MB.`,
    en: `The file is too large: ${FILE_BYTES_MAX / 1_048_576} MB at most.`,
  });
