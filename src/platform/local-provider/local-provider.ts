import { randomBytes } from 'node:crypto';
import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { preferredLanguage } from '../http/problem';
import type { LocalIssuer } from '../auth/local-issuer';
import { LOCAL_ALGORITHM, LOCAL_AUDIENCE, LOCAL_ISSUER_PATH, LOCAL_TOKEN_SECONDS } from '../auth/local-issuer';
import { pageMarkup, pagePolicy } from '../http/page';
import { WEB_CLIENT, webClient } from './local-clients';
import { failedPage, signOutPage, signedOutPage } from './persona-pages';
import { personaOf } from './personas';
import { providerMemory } from './provider-memory';

/** Seconds somebody may take to choose a persona. */
const INTERACTION_SECONDS = 600;
const CODE_SECONDS = 60;
const SESSION_SECONDS = LOCAL_TOKEN_SECONDS;
/** Names this machine goes by; each is an issuer of its own, because an issuer is known by its address. */
const ORIGINS_MAX = 4;

export const personaPath = (uid: string): string => `${LOCAL_ISSUER_PATH}/persona/${uid}`;

/** A real OpenID provider on the product's own loopback address. Loaded when somebody first asks it for anything. */
export class LocalProviders {
  readonly webSecret = randomBytes(24).toString('base64url');
  private readonly providers = new Map<string, Promise<Provider>>();

  constructor(private readonly issuer: LocalIssuer) {}

  /** The provider at one of this machine's origins; undefined when more are asked for than a machine has names. */
  at(origin: string): Promise<Provider> | undefined {
    const known = this.providers.get(origin);
    if (known || this.providers.size >= ORIGINS_MAX) return known;
    const made = this.make(origin);
    this.providers.set(origin, made);
    return made;
  }

  private async make(origin: string): Promise<Provider> {
    const { Provider: Provided } = await import('oidc-provider');
    const client = webClient(origin, this.webSecret);
    return new Provided(origin + LOCAL_ISSUER_PATH, {
      ...CONFIGURATION,
      adapter: providerMemory(),
      clients: [client],
      jwks: { keys: [this.issuer.jwk] },
      cookies: { keys: [randomBytes(24).toString('base64url')] },
    });
  }
}

/** Shows a page from within the provider, where there is no Fastify. */
const show = (ctx: KoaContextWithOIDC, page: ReturnType<typeof failedPage>): void => {
  ctx.type = 'text/html; charset=utf-8';
  ctx.set('content-language', page.language);
  ctx.set('content-security-policy', pagePolicy());
  ctx.body = pageMarkup(page);
};

const languageOf = (ctx: KoaContextWithOIDC) => preferredLanguage(ctx.get('accept-language') || undefined);

const claimsOf = (account: string): Record<string, unknown> => ({ ...personaOf(account) });

const CONFIGURATION: Configuration = {
  claims: { openid: ['sub'], profile: ['party', 'roles', 'name'] },
  scopes: ['openid', 'profile'],
  // A broker that keeps claims out of the ID token is tried in the tests of signing in.
  conformIdTokenClaims: false,
  responseTypes: ['code'],
  pkce: { required: () => true },
  enabledJWA: { idTokenSigningAlgValues: [LOCAL_ALGORITHM] },
  clientDefaults: { id_token_signed_response_alg: LOCAL_ALGORITHM },
  findAccount: (_ctx, accountId) =>
    personaOf(accountId) && { accountId, claims: () => ({ sub: accountId, name: accountId, ...claimsOf(accountId) }) },
  extraTokenClaims: (_ctx, token) =>
    claimsOf(('accountId' in token ? token.accountId : undefined) ?? token.clientId ?? ''),
  interactions: { url: (_ctx, { uid }) => personaPath(uid) },
  // The one client with a browser is the product itself, so there is nothing to consent to.
  loadExistingGrant: async (ctx) => {
    const { client, session, provider } = ctx.oidc;
    if (client?.clientId !== WEB_CLIENT || session?.accountId === undefined) return undefined;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid profile');
    await grant.save();
    return grant;
  },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => show(ctx, signOutPage(languageOf(ctx), form)),
      postLogoutSuccessSource: (ctx) => show(ctx, signedOutPage(languageOf(ctx))),
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: (_ctx, client) => (client.clientId === WEB_CLIENT ? undefined : LOCAL_AUDIENCE),
      getResourceServerInfo: () => ({
        scope: '',
        audience: LOCAL_AUDIENCE,
        accessTokenFormat: 'jwt',
        accessTokenTTL: LOCAL_TOKEN_SECONDS,
        jwt: { sign: { alg: LOCAL_ALGORITHM } },
      }),
    },
  },
  renderError: (ctx, { error }) => show(ctx, failedPage(languageOf(ctx), error)),
  ttl: {
    AuthorizationCode: CODE_SECONDS,
    ClientCredentials: LOCAL_TOKEN_SECONDS,
    AccessToken: LOCAL_TOKEN_SECONDS,
    IdToken: LOCAL_TOKEN_SECONDS,
    Grant: SESSION_SECONDS,
    Interaction: INTERACTION_SECONDS,
    Session: SESSION_SECONDS,
  },
};
