import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../platform/http/problem';
import { oneOf } from '../platform/http/scalars';
import { type Purpose, PURPOSES } from './citizen-access.calculation';

export const PURPOSE_HEADER = 'Pladsbog-Purpose';

const known = oneOf(PURPOSES);

const statedPurpose = (_: unknown, context: ExecutionContext): Purpose | undefined => {
  const given = context.switchToHttp().getRequest<FastifyRequest>().headers[PURPOSE_HEADER.toLowerCase()];
  if (given === undefined) return undefined;
  if (!known.check(given)) throw purposeRequired();
  return given as Purpose;
};

/** What the details are needed for, from the header; undefined when it is not there. */
export const StatedPurpose = createParamDecorator(statedPurpose, [
  (target, key) => {
    const descriptor = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
    if (key === undefined || !descriptor) return;
    ApiHeader({
      name: PURPOSE_HEADER,
      required: false,
      description: 'What the details are needed for; written down with the reading. The query `purpose` says the same.',
      schema: { type: 'string', enum: [...PURPOSES] },
    })(target as object, key, descriptor);
  },
]);

export const purposeRequired = (): Problem =>
  new Problem(400, 'PURPOSE_REQUIRED', {
    da: `Angiv, hvad oplysningerne skal bruges til, i ${PURPOSE_HEADER} eller purpose: ${PURPOSES.join(', ')}.`,
    en: `State what the details are needed for, in ${PURPOSE_HEADER} or purpose: ${PURPOSES.join(', ')}.`,
  });
