import type { FastifyInstance } from 'fastify';
import { LANGUAGES } from '../../kernel/messages';
import { LANGUAGE_PARAMETER } from './page';

const API = '/api/';

/**
 * A link cannot set headers, so the links of our pages to files name the language in the address: `?sprog=en` becomes the
 * Accept-Language it stands for, and everything behind finds it where it looks. What is no language of ours stays, and is
 * refused as a query nobody knows.
 */
export const acceptLanguageInAddress = (fastify: FastifyInstance): void => {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const query = request.query as Record<string, unknown>;
    const asked = request.method === 'GET' && request.url.startsWith(API) ? query[LANGUAGE_PARAMETER] : undefined;
    const language = LANGUAGES.find((each) => each === asked);
    if (language !== undefined) {
      request.headers['accept-language'] = language;
      Reflect.deleteProperty(query, LANGUAGE_PARAMETER);
    }
    done();
  });
};
