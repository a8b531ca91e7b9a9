import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../kernel/messages';
import { preferredLanguage } from './problem';

/** The language of a document for people: Danish unless Accept-Language prefers English. The answer says which. */
export const ReaderLanguage = createParamDecorator((_: unknown, context: ExecutionContext): Language => {
  const http = context.switchToHttp();
  const language = preferredLanguage(http.getRequest<FastifyRequest>().headers['accept-language']);
  http.getResponse<FastifyReply>().header('content-language', language).header('vary', 'Accept-Language');
  return language;
});
