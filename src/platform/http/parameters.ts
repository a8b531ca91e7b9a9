import type { PipeTransform } from '@nestjs/common';
import { Param, Query } from '@nestjs/common';
import { ApiParam, ApiQuery, type ApiParamOptions } from '@nestjs/swagger';
import { cprFault, oneFault } from './problem';
import { scalarFault } from './reading';
import type { Scalar } from './scalars';
import * as scalars from './scalars';

/** Reads one path or query parameter as a scalar; what is something else is refused, never converted. */
export class ScalarPipe implements PipeTransform {
  constructor(
    private readonly name: string,
    private readonly scalar: Scalar,
  ) {}

  transform(given: unknown): unknown {
    const cpr = cprFault(this.name, given);
    if (cpr !== undefined) throw oneFault(cpr);
    const value = typeof given === 'string' && this.scalar.fromText ? this.scalar.fromText(given) : given;
    if (!this.scalar.check(value)) throw oneFault(scalarFault(this.name, this.scalar));
    return value;
  }
}

const documented =
  (decorate: (target: object, key: string | symbol, descriptor: PropertyDescriptor) => void) =>
  (target: object, key: string | symbol | undefined): void => {
    const descriptor = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
    if (key !== undefined && descriptor) decorate(target, key, descriptor);
  };

/** A path parameter of any scalar: `@PathScalar('lineNumber', scalars.wholeNumber({ min: 1 }), 'The line.')`. */
export const PathScalar = (name: string, scalar: Scalar, description: string): ParameterDecorator => {
  const read = Param(name, new ScalarPipe(name, scalar));
  const documents = documented(ApiParam({ name, description, schema: scalar.schema } as ApiParamOptions));
  return (target, key, index) => {
    read(target, key, index);
    documents(target, key);
  };
};

/** One query parameter of a route that has no query class. */
export const QueryScalar = (name: string, scalar: Scalar, description: string): ParameterDecorator => {
  const read = Query(name, new ScalarPipe(name, scalar));
  const documents = documented(ApiQuery({ name, description, schema: scalar.schema } as ApiParamOptions));
  return (target, key, index) => {
    read(target, key, index);
    documents(target, key);
  };
};

/** A UUID in the path. */
export const IdParam = (name: string, description = 'Id.') => PathScalar(name, scalars.uuid, description);
export const MonthParam = (name: string, description = 'Month.') => PathScalar(name, scalars.monthly, description);
export const PartyParam = (name: string, description = 'Party.') => PathScalar(name, scalars.party, description);
export const CodeParam = (name: string, form: RegExp, description: string) =>
  PathScalar(name, scalars.code(form), description);
export const WholeNumberParam = (name: string, description: string, bounds: scalars.Bounds = { min: 0 }) =>
  PathScalar(name, scalars.wholeNumber(bounds), description);
