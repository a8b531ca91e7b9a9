import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LANGUAGES, type Language } from '../../kernel/messages';
import { DESIGN_SYSTEM_PATH } from './design-system';
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

const ABOUT: Readonly<Record<Language, string>> = {
  da: 'Bogen over køb og salg af pladser på det specialiserede socialområde.',
  en: 'The ledger of purchases and sales of places on the specialised social area.',
};

/** No script, no frame, no form to elsewhere: what does not exist cannot be turned against the reader. */
export const pagePolicy = (formTargets: readonly string[] = []): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
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
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${STYLE_PATH}" />
      </head>
      <body>
        <header>
          <div>
            <a class="wordmark" href="/">Pladsbog</a>
            ${otherLanguage !== undefined && otherLanguageLink(language, otherLanguage)}
          </div>
        </header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
        <footer><div>${ABOUT[language]}</div></footer>
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

const face = (weight: number, name: string): string =>
  `@font-face { font-family: "IBM Plex Sans"; font-weight: ${weight}; font-display: swap;
  src: url("${DESIGN_SYSTEM_PATH}/fonts/IBMPlexSans/split/woff2/IBMPlexSans-${name}-Latin1.woff2") format("woff2"); }`;

/** The look of the pages behind the sign-in (`src/ui`), as far as these few need it. */
const STYLE = `
${face(400, 'Regular')}
${face(600, 'SemiBold')}
:root { color-scheme: light; font-family: "IBM Plex Sans", system-ui, sans-serif; line-height: 1.5; color: #1a1a1a; }
body { margin: 0; }
header, footer { border: 0 solid #dcdcdc; }
header { border-bottom-width: 1px; }
header > div, footer > div { display: flex; justify-content: space-between; align-items: baseline; max-width: 44rem;
  margin: 0 auto; padding: 0.75rem 2rem; }
footer { border-top-width: 1px; color: #5c5c5c; }
.wordmark { font-size: 1.35rem; font-weight: 600; letter-spacing: -0.02em; color: inherit; text-decoration: none; }
.wordmark::before { content: ""; display: inline-block; width: 0.5rem; height: 0.5rem; margin-right: 0.5rem;
  border: 0.25rem solid #1d5fa8; border-right-color: #dcdcdc; }
main { max-width: 44rem; min-height: 60vh; margin: 0 auto; padding: 1rem 2rem 4rem; }
h1 { font-size: 2.5rem; line-height: 1.2; }
.lead { font-size: 1.25rem; }
a { color: #00509d; }
dt { font-weight: 600; }
dd { margin: 0 0 0.75rem; }
button, .button { display: block; width: 100%; box-sizing: border-box; margin: 0.5rem 0; padding: 0.75rem 1rem; font: inherit;
  text-align: left; text-decoration: none; color: #1a1a1a; background: #fff; border: 1px solid #747474; border-radius: 4px;
  cursor: pointer; }
button:hover, .button:hover { background: #f0f4fa; border-color: #00509d; }
.primary { display: inline-block; width: auto; padding: 0.6rem 1.5rem; font-weight: 600; color: #fff; background: #00509d;
  border-color: #00509d; }
.primary:hover { background: #003d78; }
button:focus-visible, a:focus-visible, select:focus-visible, input:focus-visible { outline: 4px solid #454545; outline-offset: 2px; }
small { display: block; color: #5c5c5c; }
fieldset { border: 1px solid #bfbfbf; border-radius: 4px; margin: 1rem 0; padding: 1rem; }
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
