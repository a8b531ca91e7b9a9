import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Revision } from '../../kernel/event';
import { currentExchange } from './exchange';
import { Problem } from './problem';

/** One strong entity tag holding a revision. Weak tags never match in If-Match (RFC 9110 §13.1.1). */
const REVISION_TAG = /^"(0|[1-9]\d{0,14})"$/;

const revisionAsked = (_: unknown, context: ExecutionContext): Revision | undefined => {
  const given = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (given === undefined || given === '*') return undefined;
  const revision = REVISION_TAG.exec(given)?.[1];
  if (revision === undefined)
    throw new Problem(400, 'INVALID_IF_MATCH', {
      da: 'If-Match skal være den revision, der blev læst, i anførselstegn, som "12".',
      en: 'If-Match must be the revision that was read, in quotation marks, as "12".',
    });
  return Number(revision);
};

/** The revision the sender has read (`If-Match: "12"`); undefined when it did not say, or said `*`. */
export const IfMatch = createParamDecorator(revisionAsked, [
  (target, key) => {
    const descriptor = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
    if (key === undefined || !descriptor) return;
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The revision that was read, as its ETag. The command is refused when somebody else came first.',
      schema: { type: 'string', pattern: REVISION_TAG.source, example: '"12"' },
    })(target as object, key, descriptor);
  },
]);

/** Says which revision of the thing the answer shows; to be sent back as If-Match. */
export const withRevision = <T>(revision: Revision, answer: T): T => {
  currentExchange()?.reply.header('etag', `"${revision}"`);
  return answer;
};
