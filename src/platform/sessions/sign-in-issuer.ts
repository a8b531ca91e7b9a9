import type { Configuration } from 'openid-client';
import type { Actor } from '../../kernel/vocabulary';
import type { Claims } from '../auth/claim-mapping';
import type { SignInSettings } from '../auth/issuer-settings';

/** An issuer at which people sign in with a browser. */
export interface SignInIssuer {
  /** What it is called in addresses and sessions of ours. */
  readonly id: string;
  readonly title: string;
  /** Where browsers are sent on to when they sign out. */
  readonly origins: readonly string[];
  readonly signIn: Pick<SignInSettings, 'scope' | 'userinfo' | 'acrValues'>;
  /** @throws IssuerUnavailable */
  configuration(): Promise<Configuration>;
  /** @throws NotAdmitted */
  actorFrom(claims: Claims): Actor;
}

/** Those that people may choose from, for the browser at an origin. */
export type SignInIssuers = (origin: string) => readonly SignInIssuer[];
