import { applyDecorators, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiOkResponse } from '@nestjs/swagger';
import { LANGUAGE_PARAMETER } from './page';
import type { Readable } from 'node:stream';

/** What a route answers that gives a file instead of JSON. */
export interface FileKind {
  readonly type: string;
  readonly ending: string;
}

export const CSV: FileKind = { type: 'text/csv; charset=utf-8', ending: 'csv' };
export const XLSX: FileKind = {
  type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ending: 'xlsx',
};
export const PDF: FileKind = { type: 'application/pdf', ending: 'pdf' };
export const XML: FileKind = { type: 'application/xml; charset=utf-8', ending: 'xml' };

/** The file under a name of its own. The name is made of codes, so it needs no quoting rules. */
export const fileAnswer = (content: Readable | Buffer, { type, ending }: FileKind, name: string): StreamableFile => {
  const disposition = `attachment; filename="${name}.${ending}"`;
  if (Buffer.isBuffer(content)) return new StreamableFile(content, { type, disposition, length: content.length });
  return new StreamableFile(content, { type, disposition });
};

/** Documents a route that answers with a file. */
export const ApiFile = ({ type }: FileKind, description: string): MethodDecorator =>
  applyDecorators(
    ApiOkResponse({
      description,
      content: { [type.split(';', 1)[0] ?? type]: { schema: { type: 'string', format: 'binary' } } },
    }),
  );

/** Documents that a route writes for people in the language they prefer. */
export const ApiReaderLanguage = (): MethodDecorator =>
  ApiHeader({
    name: 'Accept-Language',
    required: false,
    description: `Danish, unless English stands before it. A link says the same by \`?${LANGUAGE_PARAMETER}=en\`.`,
    schema: { type: 'string', maxLength: 500, example: 'da' },
  });
