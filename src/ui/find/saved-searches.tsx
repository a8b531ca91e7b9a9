import { Body, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { placementsAccess } from '../../placements/placements.access';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { currentExchange } from '../../platform/http/exchange';
import { TextField } from '../../platform/http/fields';
import type { TypedForm } from '../../platform/http/form-body';
import { type FieldFault, invalidRequest } from '../../platform/http/problem';
import { readerOf } from '../../platform/http/reading';
import { More } from '../components/notes';
import { SEARCH_STATE } from './find-search';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { SeeOther } from '../frame/screen';
import { addressOf, useVisit } from '../frame/visit';

/** A search that a reader has given a name, kept by the browser alone: the ledger knows nothing of it. */
export interface SavedSearch {
  readonly name: string;
  /** The query of the find page. */
  readonly query: string;
}

const COOKIE = 'pladsbog-searches';
const YEAR_SECONDS = 31_536_000;
/** What browsers keep for one cookie is 4 kB. */
const SEARCHES_MAX = 8;
const NAME_LENGTH_MAX = 40;
const QUERY_LENGTH_MAX = 250;
/** What the form may send before it is cut down to the search. */
const SEARCH_LENGTH_MAX = 2_000;

const WORDS = {
  da: {
    title: 'Gemte søgninger',
    save: 'Gem søgningen',
    name: 'Giv søgningen et navn',
    hint: 'Gemmes kun i denne browser, ikke i bogen. Skriv intet om borgeren. Adressen på siden kan også gemmes som bogmærke eller sendes.',
    remove: 'Fjern',
    removeNamed: (name: string) => `Fjern søgningen ${name}`,
    full: `Der kan gemmes ${SEARCHES_MAX} søgninger. Fjern en først.`,
  },
  en: {
    title: 'Saved searches',
    save: 'Save the search',
    name: 'Give the search a name',
    hint: 'Kept in this browser only, not in the ledger. Write nothing of the citizen. The page’s address can be bookmarked or sent, too.',
    remove: 'Remove',
    removeNamed: (name: string) => `Remove the search ${name}`,
    full: `${SEARCHES_MAX} searches can be saved. Remove one first.`,
  },
};

const isSaved = (value: unknown): value is SavedSearch => {
  const { name, query } = (value ?? {}) as Partial<Record<keyof SavedSearch, unknown>>;
  return (
    typeof name === 'string' &&
    name !== '' &&
    name.length <= NAME_LENGTH_MAX &&
    typeof query === 'string' &&
    query.length <= QUERY_LENGTH_MAX
  );
};

/** The searches that a browser has sent along; a cookie that is not ours holds none. */
export const searchesIn = (cookies: string): readonly SavedSearch[] => {
  const held = new RegExp(`(?:^|;\\s*)${COOKIE}=([A-Za-z0-9_-]+)(?:;|$)`).exec(cookies)?.[1] ?? '';
  try {
    const read: unknown = JSON.parse(Buffer.from(held, 'base64url').toString('utf8'));
    return Array.isArray(read) ? read.filter(isSaved).slice(0, SEARCHES_MAX) : [];
  } catch {
    return [];
  }
};

export const cookieOf = (searches: readonly SavedSearch[]): string => {
  const held = Buffer.from(JSON.stringify(searches.map(({ name, query }) => ({ name, query })))).toString('base64url');
  return `${COOKIE}=${held}; Path=${PATHS.places}; SameSite=Lax; HttpOnly; Max-Age=${YEAR_SECONDS}`;
};

/** Only what the find page reads, so that no saved search leads anywhere else. */
export const searchOnly = (query: string): string => {
  const given = new URLSearchParams(query);
  return new URLSearchParams(
    SEARCH_STATE.flatMap((name) => {
      const value = given.get(name) ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  ).toString();
};

/** Of the request that is being answered. */
export const savedSearches = (): readonly SavedSearch[] => searchesIn(currentExchange()?.request.headers.cookie ?? '');

export class SavedSearchBody {
  @TextField('What the search is called.', { maxLength: NAME_LENGTH_MAX })
  name!: string;

  @TextField('The query of the find page.', { optional: true, maxLength: SEARCH_LENGTH_MAX })
  query?: string;
}

/** @throws Problem 400 when a field is no such text, or holds a CPR number. */
const read = (form: TypedForm): SavedSearch => {
  const faults: FieldFault[] = [];
  const filled = Object.fromEntries(['name', 'query'].flatMap((field) => (form[field] ? [[field, form[field]]] : [])));
  const { name, query = '' } = readerOf(SavedSearchBody, 'text').read(filled, faults, '') as SavedSearchBody;
  if (faults.length > 0) throw invalidRequest(faults);
  return { name: name.trim(), query: searchOnly(query) };
};

@Pages()
export class SavedSearchPages {
  @Post(`${PATHS.places}/saved`)
  @Allowed(placementsAccess.searchFreePlaces)
  save(@Body() form: TypedForm): SeeOther {
    const search = read(form);
    const others = savedSearches().filter(({ name }) => name !== search.name);
    if (isSaved(search) && others.length < SEARCHES_MAX) keep([...others, search]);
    return back(search.query);
  }

  @Post(`${PATHS.places}/saved/remove`)
  @Allowed(placementsAccess.searchFreePlaces)
  remove(@Body() form: TypedForm): SeeOther {
    const gone = read(form);
    keep(savedSearches().filter(({ name }) => name !== gone.name));
    return back(gone.query);
  }
}

const keep = (searches: readonly SavedSearch[]): void => {
  currentExchange()?.reply.header('set-cookie', cookieOf(searches));
};

const back = (query: string): SeeOther => new SeeOther(PATHS.places, Object.fromEntries(new URLSearchParams(query)));

/** The saved searches as links, and the form that saves this one. */
export const SavedSearches = ({ saved }: { saved: readonly SavedSearch[] }): VNode => {
  const { language, query } = useVisit();
  const words = WORDS[language];
  const here = searchOnly(query.toString());
  return (
    <div class="saved-searches d-print-none">
      {saved.length > 0 && (
        <ul class="unstyled-list" aria-label={words.title}>
          {saved.map(({ name, query: search }) => (
            <li>
              <a href={addressOf(PATHS.places, Object.fromEntries(new URLSearchParams(search)))}>{name}</a>
              <form method="post" action={`${PATHS.places}/saved/remove`}>
                <input type="hidden" name="name" value={name} />
                <input type="hidden" name="query" value={here} />
                <button class="function-link" aria-label={words.removeNamed(name)}>
                  {words.remove}
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      {here !== '' && here.length <= QUERY_LENGTH_MAX && (
        <More summary={words.save}>
          {saved.length >= SEARCHES_MAX ? (
            <p>{words.full}</p>
          ) : (
            <form method="post" action={`${PATHS.places}/saved`}>
              <label class="form-label" for="saved-name">
                {words.name}
              </label>
              <span class="form-hint" id="saved-name-hint">
                {words.hint}
              </span>
              <div class="saved-name">
                <input
                  class="form-input"
                  id="saved-name"
                  name="name"
                  maxLength={NAME_LENGTH_MAX}
                  required
                  autocomplete="off"
                  aria-describedby="saved-name-hint"
                />
                <input type="hidden" name="query" value={here} />
                <button class="button button-secondary">{words.save}</button>
              </div>
            </form>
          )}
        </More>
      )}
    </div>
  );
};
