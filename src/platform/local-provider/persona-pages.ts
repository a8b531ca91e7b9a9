import type { Language } from '../../kernel/messages';
import { ROLES } from '../../kernel/vocabulary';
import { ROLE_WORDS } from '../auth/access-words';
import { Html, html } from '../http/html';
import type { Page } from '../http/page';
import type { Cast } from './personas';
import { accountOf } from './personas';

/** The local provider's pages: who to be, and leaving again. */

const WORDS = {
  da: {
    choose: 'Hvem vil du være?',
    warning: 'Den lokale indlogning spørger ikke om adgangskode. Den er til prøver på denne maskine.',
    anybody: 'En anden part eller andre roller',
    party: 'Part',
    roles: 'Roller',
    go: 'Log ind',
    noRole: 'Vælg mindst én rolle.',
    signOut: 'Log ud',
    reallySignOut: 'Vil du også logge ud af den lokale indlogning?',
    yes: 'Ja, log ud',
    no: 'Nej, bliv logget ind her',
    signedOut: 'Du er logget ud',
    failed: 'Det lykkedes ikke at logge ind',
    again: 'Begynd forfra',
  },
  en: {
    choose: 'Who do you want to be?',
    warning: 'The local sign-in asks for no password. It is for trying things out on this machine.',
    anybody: 'Another party or other roles',
    party: 'Party',
    roles: 'Roles',
    go: 'Sign in',
    noRole: 'Choose at least one role.',
    signOut: 'Sign out',
    reallySignOut: 'Do you want to sign out of the local sign-in too?',
    yes: 'Yes, sign out',
    no: 'No, stay signed in here',
    signedOut: 'You are signed out',
    failed: 'Signing in failed',
    again: 'Start again',
  },
} as const;

export const personaPage = (
  language: Language,
  action: string,
  { personas, parties }: Cast,
  { fault = false, otherLanguage }: { readonly fault?: boolean; readonly otherLanguage: string },
): Page => {
  const words = WORDS[language];
  return {
    language,
    otherLanguage,
    title: words.choose,
    body: html`<p>${words.warning}</p>
      <form method="post" action="${action}">
        ${personas.map(
          (persona) =>
            html`<button name="account" value="${accountOf(persona)}">
              ${persona[language]}
              <small>${persona.party} · ${persona.roles.map((role) => ROLE_WORDS[role][language]).join(', ')}</small>
            </button>`,
        )}
      </form>
      <h2>${words.anybody}</h2>
      ${fault && html`<p role="alert">${words.noRole}</p>`}
      <form method="post" action="${action}">
        <label>
          ${words.party}
          <select name="party">
            ${parties.map(({ code, name }) => html`<option value="${code}">${name} (${code})</option>`)}
          </select>
        </label>
        <fieldset>
          <legend>${words.roles}</legend>
          ${ROLES.map(
            (role) =>
              html`<label><input type="checkbox" name="role" value="${role}" /> ${ROLE_WORDS[role][language]}</label>`,
          )}
        </fieldset>
        <button>${words.go}</button>
      </form>`,
  };
};

/** @param form the provider's own, with the proof that it was this page that asked. */
export const signOutPage = (language: Language, form: string): Page => {
  const words = WORDS[language];
  return {
    language,
    title: words.signOut,
    body: html`<p>${words.reallySignOut}</p>
      ${new Html(form)}
      <button form="op.logoutForm" name="logout" value="yes">${words.yes}</button>
      <button form="op.logoutForm">${words.no}</button>`,
  };
};

export const signedOutPage = (language: Language): Page => ({
  language,
  title: WORDS[language].signedOut,
  body: html``,
});

/** @param error the code of OAuth, `invalid_request`; never the text, which can hold what somebody sent. */
export const failedPage = (language: Language, error: string): Page => ({
  language,
  title: WORDS[language].failed,
  body: html`<p><code>${error}</code></p>
    <p><a href="/">${WORDS[language].again}</a></p>`,
});
