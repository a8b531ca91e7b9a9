import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
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
} as const;
export type FileFormat = (typeof FILE_TYPES)[keyof typeof FILE_TYPES];

/**
 * A file that somebody sent, on the disk for as long as the request lasts. Only what it is shows as its values, so that
 * the hash of the request (Idempotency-Key) is that of the file and not of where it lies.
 */
export class ReceivedFile {
  readonly #path: string;

  constructor(
    path: string,
    readonly format: FileFormat,
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

export const takesFiles = ({ routeOptions }: FastifyRequest): boolean => TAKES_FILES in routeOptions.config;

/** The route takes a file as its whole body, and nothing else. */
export const TakesFile = (): MethodDecorator =>
  applyDecorators(
    RouteConfig({ [TAKES_FILES]: true }),
    ApiConsumes(...Object.keys(FILE_TYPES)),
    ApiBody({ required: true, description: 'The file itself.', schema: { type: 'string', format: 'binary' } }),
  );

/** The file of the request: `@UploadedFile() file: ReceivedFile`, on a route that takes one. */
export const UploadedFile = createParamDecorator((_: unknown, context: ExecutionContext): ReceivedFile => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (body instanceof ReceivedFile) return body;
  throw unsupported();
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
        if (!takesFiles(request)) throw unsupported();
        if (Number(request.headers['content-length'] ?? 0) > FILE_BYTES_MAX) throw tooLarge();
        const given = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
        return received(payload, FILE_TYPES[given as keyof typeof FILE_TYPES]);
      },
    );
  fastify.addHook('onResponse', async ({ body }) => {
    if (body instanceof ReceivedFile) await discarded(body);
  });
};

/** Takes the file off the disk. */
export const discarded = ({ path }: ReceivedFile): Promise<void> =>
  rm(join(path, '..'), { recursive: true, force: true });

/**
 * Lays a file on the disk.
 * @throws Problem 413 when it is larger than a file may be; nothing of it is left then.
 */
export const received = async (payload: NodeJS.ReadableStream, format: FileFormat): Promise<ReceivedFile> => {
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

export const unsupported = (): Problem =>
  new Problem(415, 'UNSUPPORTED_MEDIA_TYPE', {
    da: `Indholdet skal være ${Object.keys(FILE_TYPES).join(' eller ')}.`,
    en: `The body must be ${Object.keys(FILE_TYPES).join(' or ')}.`,
  });

const tooLarge = (): Problem =>
  new Problem(413, 'BODY_TOO_LARGE', {
    da: `Filen er for stor: højst ${FILE_BYTES_MAX / 1_048_576} MB.`,
    en: `The file is too large: ${FILE_BYTES_MAX / 1_048_576} MB at most.`,
  });
