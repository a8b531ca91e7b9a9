import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SIGN_IN_PATH } from '../../platform/auth/web-paths';
import { type Explained, ProblemFilter } from '../../platform/http/problem.filter';
import { Frame } from './frame';
import { PATHS } from './navigation';
import { screen, type Screen } from './screen';
import { addressOf, type Visit, visitOf, type Words } from './visit';

const WORDS = {
  da: {
    forbidden: 'Det har du ikke adgang til',
    missing: 'Siden findes ikke',
    conflict: 'Det kan ikke lade sig gøre nu',
    wrong: 'Det kan ikke læses',
    busy: 'Pladsbog kan ikke svare lige nu',
    fault: 'Der er sket en fejl',
    signedOut: 'Du er ikke logget ind',
    missingHelp: 'Den kan være flyttet, adressen kan være skrevet forkert, eller den er ikke jeres at se.',
    back: 'Gå til Start',
    without: 'Vis siden uden det',
    signIn: 'Log ind',
    code: 'Kode',
  },
  en: {
    forbidden: 'You have no access to this',
    missing: 'There is no such page',
    conflict: 'This is not possible now',
    wrong: 'This cannot be read',
    busy: 'Pladsbog cannot answer now',
    fault: 'Something has gone wrong',
    signedOut: 'You are not signed in',
    missingHelp: 'It may have moved, the address may be misspelt, or it is not yours to see.',
    back: 'Go to Start',
    without: 'Show the page without it',
    signIn: 'Sign in',
    code: 'Code',
  },
} satisfies Words<Record<string, string>>;

const titleOf = (status: number, words: (typeof WORDS)['da']): string => {
  if (status === 401) return words.signedOut;
  if (status === 403) return words.forbidden;
  if (status === 404) return words.missing;
  if (status === 409 || status === 412) return words.conflict;
  if (status === 429 || status === 503) return words.busy;
  return status >= 500 ? words.fault : words.wrong;
};

/** The address of the page without what cannot be read in it; undefined where that stands elsewhere. */
const readableAddress = ({ path, query }: Visit, fields: readonly string[]): string | undefined => {
  if (!fields.some((field) => query.has(field))) return undefined;
  return addressOf(path, Object.fromEntries([...query].filter(([name]) => !fields.includes(name))));
};

export const problemScreen = (
  { status, code, sentence, more: { errors = [] } = {} }: Omit<Explained, 'headers' | 'more'> & Partial<Explained>,
  visit: Visit,
): Screen => {
  const words = WORDS[visit.language];
  const without = readableAddress(
    visit,
    errors.map(({ field }) => field),
  );
  return screen({
    title: titleOf(status, words),
    status,
    body: (
      <>
        <p class="font-lead">{sentence}</p>
        {errors.length > 0 && (
          <ul>
            {errors.map((error) => (
              <li>{error[visit.language]}</li>
            ))}
          </ul>
        )}
        {without !== undefined && (
          <p>
            <a href={without}>{words.without}</a>
          </p>
        )}
        {status === 404 && <p>{words.missingHelp}</p>}
        <p>
          {status === 401 ? (
            <a class="button button-primary" href={SIGN_IN_PATH}>
              {words.signIn}
            </a>
          ) : (
            <a class="button button-secondary" href={PATHS.start}>
              {words.back}
            </a>
          )}
        </p>
        <p class="small">
          {words.code}: <code>{code}</code>
        </p>
      </>
    ),
  });
};

/** What goes wrong on a page is said on a page; who is not signed in is sent to do so, and comes back. */
@Catch()
export class PageProblems implements ExceptionFilter {
  constructor(
    private readonly problems: ProblemFilter,
    private readonly frame: Frame,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    const visit = visitOf(request);
    const explained = this.problems.explain(error, request, visit.language);
    if (explained.status === 401 && request.method === 'GET') {
      await reply.redirect(addressOf(SIGN_IN_PATH, { til: request.url }), 302);
      return;
    }
    reply.headers(explained.headers);
    await this.frame.send(problemScreen(explained, visit), request, reply);
  }
}
