import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { LANGUAGES, type Language } from '../../kernel/messages';
import type { Actor } from '../../kernel/vocabulary';
import type { AuthenticatedRequest } from '../../platform/auth/auth.guard';
import { LANGUAGE_PARAMETER } from '../../platform/http/page';
import { preferredLanguage } from '../../platform/http/problem';

/** Who looks at which page, in which language. Pages that are open to everybody may not know who it is. */
export interface Visit {
  readonly actor: Actor | undefined;
  readonly language: Language;
  /** Address without its query. */
  readonly path: string;
  /** The state of the page: filters, sorting, place in a list. */
  readonly query: URLSearchParams;
}

/** A visit by somebody who is signed in. */
export interface SignedInVisit extends Visit {
  readonly actor: Actor;
}

/** The log position that the page must have read in, because the reader has just written it. */
export const POSITION_PARAMETER = 'position';
const LANGUAGE_COOKIE = 'pladsbog-language';

/** Chosen in the address, else chosen before, else the browser's, else Danish. */
const languageOf = (request: FastifyRequest, query: URLSearchParams): Language => {
  const cookie = new RegExp(`(?:^|;\\s*)${LANGUAGE_COOKIE}=(\\w\\w)(?:;|$)`).exec(request.headers.cookie ?? '')?.[1];
  const chosen = [query.get(LANGUAGE_PARAMETER), cookie].flatMap(
    (given) => LANGUAGES.find((each) => each === given) ?? [],
  );
  return chosen[0] ?? preferredLanguage(request.headers['accept-language']);
};

/** Remembers a language that was chosen in the address; undefined when none was. */
export const languageCookie = ({ query, language }: Visit): string | undefined =>
  query.has(LANGUAGE_PARAMETER)
    ? `${LANGUAGE_COOKIE}=${language}; Path=/; SameSite=Lax; HttpOnly; Max-Age=31536000`
    : undefined;

export const visitOf = (request: FastifyRequest): Visit => {
  const [path = '/', search = ''] = request.url.split('?', 2);
  // A space pasted along with a word or a number is not part of what is looked for.
  const query = new URLSearchParams([...new URLSearchParams(search)].map(([name, value]) => [name, value.trim()]));
  const { actor } = request as Partial<AuthenticatedRequest>;
  return { actor: actor ?? undefined, language: languageOf(request, query), path, query };
};

/** The visit, on a page that only somebody who is signed in reaches. */
export const TheVisit = createParamDecorator((_: unknown, context: ExecutionContext): SignedInVisit => {
  const visit = visitOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (visit.actor === undefined) throw new Error('A public page has no actor');
  return visit as SignedInVisit;
});

/** The visit, on a page that is open to everybody. */
export const AnybodysVisit = createParamDecorator((_: unknown, context: ExecutionContext): Visit =>
  visitOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

const VisitContext = createContext<Visit | undefined>(undefined);
export const VisitProvider = VisitContext.Provider;

/** The visit that a component is drawn for. */
export const useVisit = (): Visit => {
  const visit = useContext(VisitContext);
  if (visit === undefined) throw new Error('Components are drawn inside a page frame');
  return visit;
};

/** Texts of a component or page in each language; the compiler sees that none is missing. */
export type Words<T> = Readonly<Record<Language, T>>;

export const useWords = <T>(words: Words<T>): T => words[useVisit().language];

/** The address of a page with a query; what is undefined or empty is left out. */
export const addressOf = (path: string, query: Readonly<Record<string, string | number | undefined>> = {}): string => {
  const kept = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return kept.length === 0 ? path : `${path}?${new URLSearchParams(kept).toString()}`;
};

/** The address of the page shown, with some of its state changed; undefined takes a part of it away. */
export const sameWith = (
  { path, query }: Visit,
  changes: Readonly<Record<string, string | number | undefined>>,
): string => {
  const { [POSITION_PARAMETER]: _seen, [LANGUAGE_PARAMETER]: _chosen, ...state } = Object.fromEntries(query);
  return addressOf(path, { ...state, ...changes });
};
