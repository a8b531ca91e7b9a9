import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LANGUAGES, type Language } from '../../kernel/messages';
import type { Html } from './html';
import { html } from './html';
import { preferredLanguage } from './problem';

/** The frame of the few pages the machinery itself shows: signing in, signing out, and what went wrong. */

export interface Page {
  readonly title: string;
  readonly body: Html;
  readonly language: Language;
  /** Address of the same page in the other language. */
  readonly otherLanguage?: string;
}

const STYLE_PATH = '/assets/plain.css';

/** No script, no frame, no form to elsewhere: what does not exist cannot be turned against the reader. */
export const pagePolicy = (formTargets: readonly string[] = []): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    `form-action 'self' ${formTargets.join(' ')}`.trimEnd(),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

export const pageMarkup = ({ title, body, language, otherLanguage }: Page): string =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Pladsbog</title>
        <link rel="stylesheet" href="${STYLE_PATH}" />
      </head>
      <body>
        <header>
          <strong>Pladsbog</strong>
          ${otherLanguage !== undefined && otherLanguageLink(language, otherLanguage)}
        </header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`.markup;

const otherLanguageLink = (language: Language, address: string): Html =>
  language === 'da'
    ? html`<a href="${address}" lang="en" hreflang="en">English</a>`
    : html`<a href="${address}" lang="da" hreflang="da">Dansk</a>`;

export const sendPage = (
  reply: FastifyReply,
  page: Page,
  { status = 200, formTargets = [] }: { readonly status?: number; readonly formTargets?: readonly string[] } = {},
): FastifyReply =>
  reply
    .status(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-language', page.language)
    .header('content-security-policy', pagePolicy(formTargets))
    .send(pageMarkup(page));

const STYLE = `
:root { color-scheme: light; font-family: "IBM Plex Sans", system-ui, sans-serif; line-height: 1.5; color: #1a1a1a; }
body { margin: 0; }
header { display: flex; justify-content: space-between; padding: 1rem 2rem; border-bottom: 1px solid #bfbfbf; }
main { max-width: 44rem; margin: 0 auto; padding: 1rem 2rem 4rem; }
a { color: #0059b3; }
button, .button { display: block; width: 100%; box-sizing: border-box; margin: 0.5rem 0; padding: 0.75rem 1rem; font: inherit;
  text-align: left; text-decoration: none; color: #1a1a1a; background: #fff; border: 1px solid #747474; cursor: pointer; }
button:hover, .button:hover { background: #f0f4fa; }
button:focus-visible, a:focus-visible, select:focus-visible, input:focus-visible { outline: 3px solid #0059b3; outline-offset: 2px; }
small { display: block; color: #595959; }
fieldset { border: 1px solid #bfbfbf; margin: 1rem 0; padding: 1rem; }
label { display: block; margin: 0.25rem 0; }
select { font: inherit; padding: 0.5rem; max-width: 100%; }
`;

/** Serves the pages' one style sheet. */
export const servePageStyle = (fastify: FastifyInstance): void => {
  fastify.get(STYLE_PATH, (_request, reply) =>
    reply
      .header('content-type', 'text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(STYLE.trim()),
  );
};

/** Names the language in an address: `?sprog=en`. */
export const LANGUAGE_PARAMETER = 'sprog';

/** The language asked for in the address, else the browser's, else Danish; and where the same page is in the other. */
export const pageLanguage = (
  request: FastifyRequest,
  path: string,
): { readonly language: Language; readonly otherLanguage: string } => {
  const asked = (request.query as Readonly<Record<string, unknown>>)[LANGUAGE_PARAMETER];
  const language = LANGUAGES.find((each) => each === asked) ?? preferredLanguage(request.headers['accept-language']);
  return { language, otherLanguage: `${path}?${LANGUAGE_PARAMETER}=${language === 'da' ? 'en' : 'da'}` };
};
