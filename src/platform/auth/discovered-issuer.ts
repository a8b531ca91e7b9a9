import type { JSONWebKeySet, JWTVerifyGetKey, RemoteJWKSet } from 'jose';
import { createLocalJWKSet, createRemoteJWKSet, errors } from 'jose';
import type * as OpenIdClient from 'openid-client';
import type { ClientAuth, Configuration } from 'openid-client';
import type { Actor, PartyCode } from '../../kernel/vocabulary';
import type { TokenType, TrustedIssuer } from './access-tokens';
import { IssuerUnavailable } from './access-tokens';
import type { Claims } from './claim-mapping';
import { actorFrom } from './claim-mapping';
import type { IssuerSettings, SignInSettings } from './issuer-settings';

/** Seconds an issuer has to answer. */
const TIMEOUT_SECONDS = 5;
/** Milliseconds after which the issuer's metadata is read anew. */
const METADATA_AGE_MAX_MS = 60 * 60_000;
/** Milliseconds after a failure before the issuer is asked again. */
const RETRY_AFTER_MS = 10_000;
/** Milliseconds its keys are used without asking; a token with an unknown key asks sooner. */
const KEYS_AGE_MAX_MS = 10 * 60_000;
/** Milliseconds between two such questions, so that made-up key names do not turn us against the issuer. */
const UNKNOWN_KEY_COOLDOWN_MS = 30_000;
/** Milliseconds the last keys are used when the issuer does not answer. */
const KEYS_KEPT_MAX_MS = 60 * 60_000;

/** An issuer known by its address alone: endpoints and keys are discovered when first needed, and again when old. */
export class DiscoveredIssuer implements TrustedIssuer {
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly tokenType: TokenType;
  private found: { readonly configuration: Configuration; readonly at: number } | undefined;
  private finding: Promise<Configuration> | undefined;
  private failedAt = -Infinity;
  private keys: { readonly uri: string; readonly remote: RemoteJWKSet } | undefined;
  private kept: { readonly keys: JSONWebKeySet; readonly at: number } | undefined;

  constructor(
    readonly settings: IssuerSettings,
    private readonly partyOfCvr: (cvr: string) => PartyCode | undefined,
  ) {
    ({ audience: this.audience, algorithms: this.algorithms, tokenType: this.tokenType } = settings);
  }

  actorFrom(claims: Claims): Actor {
    return actorFrom(claims, this.settings.issuer, this.settings.claims, this.partyOfCvr);
  }

  readonly key: JWTVerifyGetKey = async (header, token) => {
    const remote = await this.remoteKeys();
    try {
      const key = await remote(header, token);
      const keys = remote.fresh ? remote.jwks() : undefined;
      if (keys) this.kept = { keys, at: Date.now() };
      return key;
    } catch (cause) {
      if (isAboutTheToken(cause)) throw cause;
      if (this.kept && Date.now() - this.kept.at < KEYS_KEPT_MAX_MS)
        return createLocalJWKSet(this.kept.keys)(header, token);
      throw new IssuerUnavailable(this.settings.issuer, { cause });
    }
  };

  /**
   * The issuer's metadata, with our client at it where people sign in there.
   * @throws IssuerUnavailable when it has never been found and cannot be now.
   */
  async configuration(): Promise<Configuration> {
    const now = Date.now();
    if (this.found && now - this.found.at < METADATA_AGE_MAX_MS) return this.found.configuration;
    if (now - this.failedAt < RETRY_AFTER_MS) {
      if (this.found) return this.found.configuration;
      throw new IssuerUnavailable(this.settings.issuer);
    }
    // Whoever comes meanwhile waits for the same answer.
    this.finding ??= this.discover().finally(() => (this.finding = undefined));
    try {
      return await this.finding;
    } catch (cause) {
      this.failedAt = Date.now();
      if (this.found) return this.found.configuration;
      throw new IssuerUnavailable(this.settings.issuer, { cause });
    }
  }

  private async discover(): Promise<Configuration> {
    const client = await import('openid-client');
    const { issuer, audience, signIn } = this.settings;
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; http is for loopback alone (issuers-file.ts)
    const insecure = issuer.startsWith('http:') ? [client.allowInsecureRequests] : [];
    const configuration = await client.discovery(
      new URL(issuer),
      signIn?.clientId ?? audience,
      { id_token_signed_response_alg: signIn?.idTokenAlgorithm ?? 'RS256' },
      clientAuthentication(client, signIn),
      // The ID token's signature is checked too, though it comes over a connection to the issuer itself.
      { timeout: TIMEOUT_SECONDS, execute: [...insecure, client.enableNonRepudiationChecks] },
    );
    this.found = { configuration, at: Date.now() };
    return configuration;
  }

  private async remoteKeys(): Promise<RemoteJWKSet> {
    const uri = (await this.configuration()).serverMetadata().jwks_uri;
    if (uri === undefined) throw new IssuerUnavailable(this.settings.issuer);
    if (this.keys?.uri !== uri) {
      const remote = createRemoteJWKSet(new URL(uri), {
        cacheMaxAge: KEYS_AGE_MAX_MS,
        cooldownDuration: UNKNOWN_KEY_COOLDOWN_MS,
        timeoutDuration: TIMEOUT_SECONDS * 1_000,
      });
      this.keys = { uri, remote };
    }
    return this.keys.remote;
  }
}

const clientAuthentication = (client: typeof OpenIdClient, signIn: SignInSettings | undefined): ClientAuth => {
  if (!signIn) return client.None();
  const secret = signIn.clientSecret();
  return signIn.clientAuthentication === 'post' ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret);
};

/** The keys were there, and none of them is the token's; everything else says something of the issuer. */
const isAboutTheToken = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys ||
  error instanceof errors.JOSENotSupported;
