import type { TokenType } from './access-tokens';
import type { ClaimMapping } from './claim-mapping';

/** One identity provider whose people and systems may come in, as the file of issuers describes it. */
export interface IssuerSettings {
  /** Its name, exactly as it stands in its tokens; its metadata is found below this address. */
  readonly issuer: string;
  /** What people read who choose where to sign in. */
  readonly title: string;
  /** Whom its access tokens for us are for (`aud`). */
  readonly audience: string;
  readonly tokenType: TokenType;
  readonly algorithms: readonly string[];
  readonly claims: ClaimMapping;
  /** Absent when only systems come from this issuer. */
  readonly signIn?: SignInSettings;
}

/** Our client at an issuer where people sign in with a browser. */
export interface SignInSettings {
  readonly clientId: string;
  /** A function, so that the secret stands in no settings that somebody prints. */
  readonly clientSecret: () => string;
  readonly clientAuthentication: 'basic' | 'post';
  readonly scope: string;
  readonly idTokenAlgorithm: string;
  /** Ask the userinfo endpoint too, where the issuer keeps claims out of the ID token. */
  readonly userinfo: boolean;
  /** Authentication contexts to ask for (`acr_values`), such as a level of assurance. */
  readonly acrValues?: string;
}

/** Signatures that a public key checks. Shared secrets (HS…) and `none` are no choice. */
export const SIGNATURE_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;
