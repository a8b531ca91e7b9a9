import type { Language } from '../../kernel/messages';
import type { Actor } from '../../kernel/vocabulary';
import { ROLE_WORDS } from '../auth/access-words';
import type { NotAdmittedReason } from '../auth/claim-mapping';
import { SIGN_IN_PATH, SIGN_OUT_PATH, startPath } from '../auth/web-paths';
import { html } from '../http/html';
import type { Page } from '../http/page';
import { LANGUAGE_PARAMETER } from '../http/page';
import type { SignInIssuer } from './sign-in-issuer';

/** What somebody sees who signs in or out. */

export type SignInTrouble = NotAdmittedReason | 'DENIED' | 'FAILED' | 'ISSUER_UNAVAILABLE';

const WORDS = {
  da: {
    welcome: 'Pladsbog',
    signIn: 'Log ind',
    signOut: 'Log ud',
    choose: 'Hvor vil du logge ind?',
    nobody:
      'Find en ledig plads, køb den, og se, hvad der skal betales og hvorfor. Købere, driftsherrer, revision og sekretariat ser det samme, hver sin del.',
    signedInAs: 'Du er logget ind',
    party: 'Part',
    roles: 'Roller',
    subject: 'Navn i bogen',
    signedOut: 'Du er logget ud',
    again: 'Log ind igen',
    trouble: 'Det lykkedes ikke at logge ind',
    api: 'API',
  },
  en: {
    welcome: 'Pladsbog',
    signIn: 'Sign in',
    signOut: 'Sign out',
    choose: 'Where do you want to sign in?',
    nobody:
      'Find a free place, buy it, and see what is to be paid and why. Buyers, operators, auditors and the secretariat see the same, each its part.',
    signedInAs: 'You are signed in',
    party: 'Party',
    roles: 'Roles',
    subject: 'Name in the ledger',
    signedOut: 'You are signed out',
    again: 'Sign in again',
    trouble: 'Signing in failed',
    api: 'API',
  },
} as const;

const TROUBLE: Readonly<Record<SignInTrouble, Readonly<Record<Language, string>>>> = {
  DENIED: { da: 'Indlogningen blev afbrudt.', en: 'The sign-in was broken off.' },
  FAILED: {
    da: 'Indlogningen tog for lang tid eller hørte til et andet vindue.',
    en: 'The sign-in took too long, or belonged to another window.',
  },
  ISSUER_UNAVAILABLE: {
    da: 'Indlogningstjenesten svarer ikke. Prøv igen om lidt.',
    en: 'The sign-in service does not answer. Try again in a moment.',
  },
  NO_SUBJECT: {
    da: 'Indlogningstjenesten oplyser ikke, hvem du er.',
    en: 'The sign-in service does not say who you are.',
  },
  NO_PARTY: {
    da: 'Indlogningstjenesten oplyser ikke, hvilken kommune, region eller virksomhed du kommer fra.',
    en: 'The sign-in service does not say which municipality, region or company you come from.',
  },
  PARTY_OF_ANOTHER_ISSUER: {
    da: 'Indlogningstjenesten må ikke tale for den part, den nævner.',
    en: 'The sign-in service may not speak for the party it names.',
  },
  NO_ROLE: {
    da: 'Du har ingen rolle i Pladsbog. Spørg den, der tildeler roller hos jer.',
    en: 'You have no role in Pladsbog. Ask whoever grants roles where you work.',
  },
};

interface Spoken {
  readonly language: Language;
  readonly otherLanguage: string;
}

export const welcomePage = (spoken: Spoken, actor: Actor | undefined): Page => {
  const words = WORDS[spoken.language];
  if (!actor)
    return {
      ...spoken,
      title: words.welcome,
      body: html`<p class="lead">${words.nobody}</p>
        <p>
          <a class="button primary" href="${SIGN_IN_PATH}?${LANGUAGE_PARAMETER}=${spoken.language}">${words.signIn}</a>
        </p>
        <p><a href="/api/docs">${words.api}</a></p>`,
    };
  return {
    ...spoken,
    title: words.signedInAs,
    body: html`<dl>
        <dt>${words.party}</dt>
        <dd>${actor.party}</dd>
        <dt>${words.roles}</dt>
        <dd>${actor.roles.map((role) => ROLE_WORDS[role][spoken.language]).join(', ')}</dd>
        <dt>${words.subject}</dt>
        <dd><code>${actor.subject}</code></dd>
      </dl>
      <form method="post" action="${SIGN_OUT_PATH}"><button>${words.signOut}</button></form>
      <p><a href="/api/docs">${words.api}</a></p>`,
  };
};

export const choicePage = (spoken: Spoken, issuers: readonly SignInIssuer[], returnTo: string): Page => ({
  ...spoken,
  title: WORDS[spoken.language].choose,
  body: html`${issuers.map(
    ({ id, title }) => html`<p><a class="button" href="${startPath(id, returnTo)}">${title}</a></p>`,
  )}`,
});

export const goodbyePage = (spoken: Spoken): Page => ({
  ...spoken,
  title: WORDS[spoken.language].signedOut,
  body: html`<p><a class="button primary" href="${SIGN_IN_PATH}">${WORDS[spoken.language].again}</a></p>`,
});

export const troublePage = (spoken: Spoken, trouble: SignInTrouble): Page => ({
  ...spoken,
  title: WORDS[spoken.language].trouble,
  body: html`<p role="alert">${TROUBLE[trouble][spoken.language]}</p>
    <p><a class="button primary" href="${SIGN_IN_PATH}">${WORDS[spoken.language].again}</a></p>`,
});
