import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SIGN_IN_PATH } from '../../platform/auth/web-paths';
import { headerFields, type TypedForm } from '../../platform/http/form-body';
import { isFromOwnPage } from '../../platform/http/own-origin';
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
    toForm: 'Tilbage til formularen',
    signIn: 'Log ind',
    signInBeside: 'Log ind i et nyt vindue',
    typedKept:
      'Det, du skrev, er ikke sendt, men det er her endnu. Log ind i et nyt vindue, kom tilbage til denne side, og send det.',
    typedGone: 'Det, du skrev, er ikke sendt. Log ind, og prøv igen.',
    sendAgain: 'Send det, jeg skrev',
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
    toForm: 'Back to the form',
    signIn: 'Sign in',
    signInBeside: 'Sign in in a new window',
    typedKept:
      'What you wrote has not been sent, but it is still here. Sign in in a new window, come back to this page, and send it.',
    typedGone: 'What you wrote has not been sent. Sign in and try again.',
    sendAgain: 'Send what I wrote',
    code: 'Code',
  },
} satisfies Words<Record<string, string>>;

const titleOf = (status: number, words: (typeof WORDS)['da']): string => {
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
  back?: string,
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
        {back !== undefined && (
          <p>
            <a href={back}>{words.toForm}</a>
          </p>
        )}
        <p>
          <a class="button button-secondary" href={PATHS.start}>
            {words.back}
          </a>
        </p>
        <p class="small">
          {words.code}: <code>{code}</code>
        </p>
      </>
    ),
  });
};

/**
 * Who was signed out while a form was filled in loses nothing: the form waits in the page, and nowhere else, until its
 * sender has signed in beside it.
 */
const signedOutScreen = (typed: TypedForm | undefined, action: string, { language }: Visit): Screen => {
  const words = WORDS[language];
  return screen({
    title: words.signedOut,
    status: 401,
    body: (
      <>
        <p class="font-lead">{typed === undefined ? words.typedGone : words.typedKept}</p>
        <p>
          <a
            class="button button-primary"
            href={SIGN_IN_PATH}
            {...(typed === undefined ? {} : { target: '_blank', rel: 'noopener' })}
          >
            {typed === undefined ? words.signIn : words.signInBeside}
          </a>
        </p>
        {typed !== undefined && (
          <form method="post" action={action}>
            {Object.entries(typed).flatMap(([name, value]) =>
              [value].flat().map((each) => <input type="hidden" name={name} value={each} />),
            )}
            <button class="button button-secondary">{words.sendAgain}</button>
          </form>
        )}
      </>
    ),
  });
};

/**
 * What was typed into a form of ours; undefined where nothing of it can be sent again: it came from elsewhere, and nobody
 * shall be led to send what another page has written, or it was a file.
 */
const typedIn = (request: FastifyRequest): TypedForm | undefined => {
  const { method, body } = request;
  if (method !== 'POST' || !isFromOwnPage(request, undefined)) return undefined;
  return typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype
    ? { ...headerFields(request), ...(body as TypedForm) }
    : undefined;
};

/** Where a form that was refused as a whole stands. */
const backFrom = (request: FastifyRequest): string | undefined => {
  const { method, host, headers } = request;
  if (method !== 'POST' || headers.referer === undefined || !URL.canParse(headers.referer)) return undefined;
  const from = new URL(headers.referer);
  return from.host === host ? `${from.pathname}${from.search}` : undefined;
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
    const shown =
      explained.status === 401
        ? signedOutScreen(typedIn(request), request.url, visit)
        : problemScreen(explained, visit, backFrom(request));
    await this.frame.send(shown, request, reply);
  }
}
