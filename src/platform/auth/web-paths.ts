/** Addresses of the pages that sign people in and out. Issuers must know the last two. */
export const SIGN_IN_PATH = '/sign-in';
export const SIGN_OUT_PATH = '/sign-out';
export const CALLBACK_PATH = '/sign-in/callback';
export const SIGNED_OUT_PATH = '/signed-out';
export const START_PATH = '/sign-in/start';

/** Where signing in at one issuer begins; it ends at a path of ours. */
export const startPath = (issuer: string, returnTo: string): string =>
  `${START_PATH}?${new URLSearchParams({ issuer, til: returnTo }).toString()}`;
