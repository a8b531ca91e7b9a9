import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { takesHeaderField } from './form-body';
import { Problem } from './problem';
import {
  discarded,
  FILE_BYTES_MAX,
  FILE_TYPES,
  type FileFormat,
  formatsTaken,
  received,
  type ReceivedFile,
  unsupported,
} from './uploads';

/** Bytes of what stands around the file in a form at most: hidden fields and headers of parts. */
const AROUND_BYTES_MAX = 65_536;
const FIELDS_MAX = 20;
const FIELD_BYTES_MAX = 1_000;

/** Browsers name the type of a spreadsheet as the machine's settings have it, so its name counts too. */
const NAME_FORMATS: readonly (readonly [RegExp, FileFormat])[] = [
  [/\.csv$/i, 'CSV'],
  [/\.xlsx$/i, 'XLSX'],
  [/\.xml$/i, 'XML'],
];

/**
 * Takes a file in a form (`multipart/form-data`), as a browser without script sends it, on the routes that take a file.
 * Exactly one file; hidden fields stand for headers, as in every form of ours.
 */
export const acceptFileForms = (fastify: FastifyInstance): void => {
  fastify.addContentTypeParser(
    /^multipart\/form-data\s*;/i,
    { bodyLimit: FILE_BYTES_MAX + AROUND_BYTES_MAX },
    async (request: FastifyRequest, payload: NodeJS.ReadableStream) => {
      const formats = formatsTaken(request);
      if (formats.length === 0) throw unsupported(formats);
      try {
        return await fileOf(request, payload, formats);
      } catch (refused) {
        // Said by the route itself, so that a page says it on a page (`UploadedFile`).
        if (refused instanceof Problem) return refused;
        throw refused;
      }
    },
  );
};

const fileOf = async (
  request: FastifyRequest,
  payload: NodeJS.ReadableStream,
  formats: readonly FileFormat[],
): Promise<ReceivedFile<FileFormat>> => {
  const form = formOf(request);
  const files: Promise<ReceivedFile<FileFormat>>[] = [];
  let odd: Problem | undefined;
  form.on('file', (_field, stream, fileName: string | undefined, _encoding, type) => {
    // A part that breaks off says so here alone, perhaps before anybody reads it; then nothing more will come.
    stream.on('error', (failure: Error) => {
      stream.destroy(failure);
      form.destroy(failure);
    });
    const format = formatOf(type, fileName ?? '');
    if (format !== undefined && formats.includes(format) && odd === undefined) {
      const file = received(stream, format);
      // Looked at when the form has ended; a fault meanwhile must not end the process.
      file.catch(() => undefined);
      files.push(file);
      return;
    }
    odd ??= fileName ? otherFile(formats) : notOneFile();
    passedBy(stream);
  });
  form.on('field', (name, value) => void takesHeaderField(request, name, value));
  form.on('filesLimit', () => (odd ??= notOneFile()));
  try {
    await pipeline(payload, form);
  } catch (failure) {
    await Promise.all(files.map(async (file) => discarded(await file)).map((gone) => gone.catch(() => undefined)));
    throw isOfTheLine(failure) ? failure : malformed();
  }
  const [file] = files;
  if (file === undefined) throw odd ?? notOneFile();
  const whole = await file;
  if (odd === undefined) return whole;
  await discarded(whole);
  throw odd;
};

const formOf = (request: FastifyRequest) => {
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': request.headers['content-type'] ?? '' },
      limits: {
        files: 1,
        fields: FIELDS_MAX,
        fieldSize: FIELD_BYTES_MAX,
        fileSize: FILE_BYTES_MAX + 1,
        parts: FIELDS_MAX + 2,
        headerPairs: 20,
      },
    });
  } catch {
    throw malformed();
  }
};

const TYPE_FORMATS: ReadonlyMap<string, FileFormat> = new Map(Object.entries(FILE_TYPES));

const formatOf = (type: string, name: string): FileFormat | undefined =>
  TYPE_FORMATS.get(type.toLowerCase()) ?? NAME_FORMATS.find(([form]) => form.test(name))?.[1];

const passedBy = (stream: BusboyFileStream): void => {
  stream.resume();
  void once(stream, 'end').catch(() => undefined);
};

/** The connection broke, or more came than was allowed; the edge has words for those. */
const isOfTheLine = (failure: unknown): boolean =>
  failure instanceof Problem || typeof (failure as { statusCode?: unknown }).statusCode === 'number';

const malformed = (): Problem =>
  new Problem(400, 'MALFORMED_FORM', { da: 'Formularen kan ikke læses.', en: 'The form cannot be read.' });

/** Whoever has chosen a file knows it by its kind. */
const otherFile = (formats: readonly FileFormat[]): Problem =>
  new Problem(415, 'UNSUPPORTED_MEDIA_TYPE', {
    da: `Filen skal være ${formats.join(' eller ')}. Den, der blev valgt, er noget andet.`,
    en: `The file must be ${formats.join(' or ')}. The one that was chosen is something else.`,
  });

const notOneFile = (): Problem => new Problem(400, 'NOT_ONE_FILE', { da: 'Vælg én fil.', en: 'Choose one file.' });
