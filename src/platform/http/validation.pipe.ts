import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { BodyClass } from './fields';
import type { FieldFault } from './problem';
import { invalidRequest, Problem } from './problem';
import type { Reader } from './reading';
import { readerOf } from './reading';
import { keepRead } from './refused-field';

/**
 * Reads bodies and query strings as the class the handler asks for: nothing missing, nothing unknown, nothing of
 * another type. Single parameters have pipes of their own (`parameters.ts`).
 */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { type, metatype, data }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || data !== undefined || !isDescribed(metatype)) return value;
    const reader: Reader = readerOf(metatype, type === 'query' ? 'text' : 'json');
    const faults: FieldFault[] = [];
    // A command that needs no field needs no body either; one that does is told which fields are missing.
    const missing = type === 'body' && value === undefined;
    const read = reader.read(missing ? {} : value, faults, '');
    if (faults.length > 0) throw missing ? emptyBody(faults) : invalidRequest(faults);
    keepRead({ described: metatype, value: read });
    return read;
  }
}

const emptyBody = (errors: readonly FieldFault[]): Problem =>
  new Problem(400, 'EMPTY_BODY', { da: 'Indholdet mangler.', en: 'The body is missing.' }, { errors });

/** Types that Reflect gives for interfaces and plain values, which describe no fields. */
const UNDESCRIBED: ReadonlySet<unknown> = new Set([Object, String, Number, Boolean, Array, Buffer, undefined]);

const isDescribed = (metatype: unknown): metatype is BodyClass => !UNDESCRIBED.has(metatype);
