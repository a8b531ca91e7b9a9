import { createHash, randomBytes } from 'node:crypto';

/**
 * What a browser is in the middle of while it signs in. Everything follows from one secret in its cookie, so a crowd of
 * people who begin and never come back costs the product nothing, and any replica can take the browser back.
 */
export interface SigningIn {
  readonly issuer: string;
  /** The page of ours it wanted to see. */
  readonly returnTo: string;
  readonly state: string;
  readonly nonce: string;
  /** PKCE: whoever steals the code cannot use it without. */
  readonly codeVerifier: string;
}

/** Seconds a browser may take. */
export const SIGNING_IN_SECONDS = 600;

const SECRET_BYTES = 32;
const COOKIE_FORM = /^([\w-]{43})\.([\w-]{1,20})\.([\w-]{1,800})$/;

export const beginSigningIn = (issuer: string, returnTo: string): { cookie: string; signingIn: SigningIn } => {
  const cookie = [randomBytes(SECRET_BYTES).toString('base64url'), issuer, encoded(returnTo)].join('.');
  return { cookie, signingIn: signingInOf(cookie) as SigningIn };
};

/** Undefined when the cookie is none of ours. */
export const signingInOf = (cookie: string | undefined): SigningIn | undefined => {
  const [, secret, issuer, returnTo] = COOKIE_FORM.exec(cookie ?? '') ?? [];
  if (secret === undefined || issuer === undefined || returnTo === undefined) return undefined;
  const derived = (purpose: string): string => createHash('sha256').update(`${purpose} ${secret}`).digest('base64url');
  return {
    issuer,
    returnTo: ownPath(Buffer.from(returnTo, 'base64url').toString('utf8')),
    state: derived('state'),
    nonce: derived('nonce'),
    codeVerifier: derived('code verifier'),
  };
};

const encoded = (text: string): string => Buffer.from(ownPath(text), 'utf8').toString('base64url');

const PATH_LENGTH_MAX = 500;
const NOWHERE = 'https://nowhere.invalid';

/** A path on this product, or `/`: a sign-in never ends on somebody else's page. */
export const ownPath = (given: unknown): string => {
  if (typeof given !== 'string' || !given.startsWith('/') || given.length > PATH_LENGTH_MAX) return '/';
  const address = URL.parse(given, NOWHERE);
  return address?.origin === NOWHERE ? address.pathname + address.search : '/';
};
