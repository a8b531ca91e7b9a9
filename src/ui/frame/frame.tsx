import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { ROLE_WORDS } from '../../platform/auth/access-words';
import { SESSIONS } from '../../platform/auth/auth.guard';
import { SIGN_IN_PATH, SIGN_OUT_PATH } from '../../platform/auth/web-paths';
import { LANGUAGE_PARAMETER } from '../../platform/http/page';
import type { Sessions } from '../../platform/sessions/sessions';
import { CLOCK, type Clock } from '../../platform/clock';
import { assetPath } from './assets';
import { Icon } from '../components/icon';
import { Status } from '../components/notes';
import { countText, instantText } from './formats';
import { POSITION_FORM } from './fresh-page.guard';
import { Names } from './names';
import { destinationsFor, PATHS } from './navigation';
import { framePolicy } from './page-policy';
import { withRuleLinks } from './rule-links';
import type { Screen } from './screen';
import { askedTable, DrawnTables, type DrawnTable, sendTable } from './table-files';
import {
  addressOf,
  languageCookie,
  POSITION_PARAMETER,
  sameWith,
  type Visit,
  visitOf,
  VisitProvider,
  type Words,
} from './visit';

/** Addresses of the issuers to which signing out leads on. */
export const SIGN_OUT_ORIGINS = Symbol('sign-out origins');

/** Bytes from which a page is sent compressed. */
const WORTH_ZIPPING = 1_400;
const zipped = promisify(gzip);

const WORDS = {
  da: {
    skip: 'Gå til sidens indhold',
    menu: 'Hovedmenu',
    start: 'Start',
    crumbs: 'Brødkrumme',
    signIn: 'Log ind',
    signOut: 'Log ud',
    rules: 'Regler og kilder',
    parties: 'Parter',
    accessibility: 'Tilgængelighedserklæring',
    api: 'API',
    other: 'English',
    printed: (at: string) => `Hentet ${at}`,
    written: (position: string) => `Skrevet i bogen, nr. ${position}`,
    about: 'Bogen over køb og salg af pladser på det specialiserede socialområde.',
  },
  en: {
    skip: 'Skip to the content',
    menu: 'Main menu',
    start: 'Start',
    crumbs: 'Breadcrumb',
    signIn: 'Sign in',
    signOut: 'Sign out',
    rules: 'Rules and sources',
    parties: 'Parties',
    accessibility: 'Accessibility statement',
    api: 'API',
    other: 'Dansk',
    printed: (at: string) => `Fetched ${at}`,
    written: (position: string) => `Written into the ledger, no. ${position}`,
    about: 'The ledger of purchases and sales of places on the specialised social area.',
  },
} satisfies Words<object>;

type Parts = Screen['parts'];

/** Draws the page around what a handler answered, and sends it. */
@Injectable()
export class Frame {
  constructor(
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SESSIONS) private readonly sessions: Sessions | null,
    @Inject(SIGN_OUT_ORIGINS) private readonly signOutOrigins: readonly string[],
  ) {}

  async send({ parts }: Screen, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const visit = this.known(visitOf(request), request);
    const party = visit.actor && this.names.of(visit.actor.party);
    const drawn: DrawnTable[] = [];
    const drawnPage = render(
      <DrawnTables.Provider value={drawn}>
        <Document visit={visit} party={party} parts={parts} at={this.clock.now()} />
      </DrawnTables.Provider>,
    );
    const asked = request.method === 'GET' ? askedTable(visit, drawn) : undefined;
    if (asked !== undefined) return sendTable(asked, visit, reply);
    const markup = `<!doctype html>${withRuleLinks(drawnPage, visit.language)}`;
    const cookie = languageCookie(visit);
    if (cookie !== undefined) reply.header('set-cookie', cookie);
    // A route of the API that was asked for the page may have said which revision it showed.
    reply.removeHeader('etag');
    const zip = markup.length > WORTH_ZIPPING && request.headers['accept-encoding']?.includes('gzip') === true;
    if (zip) reply.header('content-encoding', 'gzip');
    await reply
      .status(parts.status ?? 200)
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-language', visit.language)
      .header('content-security-policy', framePolicy(this.signOutOrigins))
      .header('vary', 'Accept-Language, Accept-Encoding, Cookie')
      .send(zip ? await zipped(markup) : markup);
  }

  /** Pages that are open to everybody show a known reader their menu all the same. */
  private known(visit: Visit, request: FastifyRequest): Visit {
    if (visit.actor !== undefined || request.method !== 'GET') return visit;
    return { ...visit, actor: this.sessions?.of(request)?.actor };
  }
}

const Document = ({
  visit,
  party,
  parts,
  at,
}: {
  visit: Visit;
  party: string | undefined;
  parts: Parts;
  /** When it was drawn (ISO 8601): what is printed tells how old it is. */
  at: string;
}): VNode => (
  <VisitProvider value={visit}>
    <html lang={visit.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${parts.title} – Pladsbog`}</title>
        <link rel="stylesheet" href={assetPath('designStyle')} />
        <link rel="stylesheet" href={assetPath('style')} />
        <link rel="icon" href="data:," />
        <script src={assetPath('script')} defer />
      </head>
      <body class={parts.wide === true ? 'is-wide' : undefined}>
        <a class="skipnav" href="#main-content">
          {WORDS[visit.language].skip}
        </a>
        <Header visit={visit} party={party} />
        <p class="printed container" aria-hidden="true">
          <span>{party ?? 'Pladsbog'}</span>
          <span>{WORDS[visit.language].printed(instantText(at, visit.language))}</span>
        </p>
        <div class="container page-container">
          <Crumbs visit={visit} parts={parts} />
          <main id="main-content" tabIndex={-1}>
            <h1>{parts.title}</h1>
            <Written visit={visit} parts={parts} />
            {parts.body}
          </main>
        </div>
        <Footer visit={visit} />
      </body>
    </html>
  </VisitProvider>
);

/** Whoever comes from a form is told that it was taken; going on from the page, or narrowing it, takes the word away. */
const Written = ({ visit: { query, language }, parts }: { visit: Visit; parts: Parts }): VNode | null => {
  const position = query.get(POSITION_PARAMETER) ?? '';
  if (parts.status !== undefined || !POSITION_FORM.test(position)) return null;
  return (
    <p role="status" class="d-print-none">
      <Status kind="done">{WORDS[language].written(countText(Number(position)))}</Status>
    </p>
  );
};

const Header = ({ visit, party }: { visit: Visit; party: string | undefined }): VNode => {
  const { actor, language, path } = visit;
  const words = WORDS[language];
  const other = language === 'da' ? 'en' : 'da';
  return (
    <header class="header">
      <div class="portal-info">
        <div class="portal-info-inner container">
          <a class="wordmark" href={actor ? PATHS.start : '/'}>
            Pladsbog
          </a>
          <div class="whose">
            {actor && (
              <p class="user">
                <a href={`${PATHS.parties}/${actor.party}`}>
                  <strong>{party}</strong>
                </a>
                <span> {actor.roles.map((role) => ROLE_WORDS[role][language]).join(', ')}</span>
              </p>
            )}
            <a
              class="function-link"
              href={sameWith(visit, { [LANGUAGE_PARAMETER]: other })}
              lang={other}
              hreflang={other}
            >
              <Icon name="language" />
              {words.other}
            </a>
            {actor ? (
              <form method="post" action={SIGN_OUT_PATH} class="d-print-none">
                <button class="function-link log-off">
                  <Icon name="lock" />
                  {words.signOut}
                </button>
              </form>
            ) : (
              <a class="function-link" href={addressOf(SIGN_IN_PATH, { til: path })}>
                <Icon name="account" />
                {words.signIn}
              </a>
            )}
          </div>
        </div>
      </div>
      {actor && (
        <div class="navigation-menu">
          <div class="navigation-menu-inner container">
            <nav class="nav" aria-label={words.menu}>
              <ul class="mainmenu">
                {destinationsFor(actor).map(({ href, part = href, text }) => {
                  const within = path === href || path.startsWith(`${part}/`);
                  return (
                    <li class={within ? 'active current' : undefined}>
                      <a
                        href={href}
                        class="nav-link"
                        aria-current={path === href ? 'page' : within ? 'true' : undefined}
                      >
                        <span>{text[language]}</span>
                      </a>
                    </li>
                  );
                })}
              </ul>
            </nav>
          </div>
        </div>
      )}
    </header>
  );
};

const Crumbs = ({ visit, parts }: { visit: Visit; parts: Parts }): VNode | null => {
  const words = WORDS[visit.language];
  if (parts.crumbs === undefined) return null;
  return (
    <nav class="breadcrumbs" aria-label={words.crumbs}>
      <ol class="breadcrumbs__list">
        {[{ href: PATHS.start, text: words.start }, ...parts.crumbs].map(({ href, text }, at) => (
          <li class="breadcrumbs__list-item">
            {at > 0 && <Icon name="chevron-right" />}
            <a class="breadcrumbs__link" href={href}>
              {text}
            </a>
          </li>
        ))}
        <li class="breadcrumbs__list-item" aria-current="page">
          <Icon name="chevron-right" />
          <bdi>{parts.title}</bdi>
        </li>
      </ol>
    </nav>
  );
};

const Footer = ({ visit: { language, actor } }: { visit: Visit }): VNode => (
  <footer>
    <div class="footer">
      <div class="container">
        <p>{WORDS[language].about}</p>
        <ul class="align-text-left unstyled-list inline-list">
          {actor && (
            <li>
              <a href={PATHS.rules} class="function-link">
                {WORDS[language].rules}
              </a>
            </li>
          )}
          {actor && (
            <li>
              <a href={PATHS.parties} class="function-link">
                {WORDS[language].parties}
              </a>
            </li>
          )}
          <li>
            <a href={PATHS.accessibility} class="function-link">
              {WORDS[language].accessibility}
            </a>
          </li>
          <li class="d-print-none">
            <a href="/api/docs" class="function-link">
              {WORDS[language].api}
            </a>
          </li>
        </ul>
      </div>
    </div>
  </footer>
);
