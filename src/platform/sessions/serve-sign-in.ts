import formBody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Configuration, IDToken } from 'openid-client';
import { IssuerUnavailable } from '../auth/access-tokens';
import type { Claims } from '../auth/claim-mapping';
import { NotAdmitted } from '../auth/claim-mapping';
import { CALLBACK_PATH, SIGN_IN_PATH, SIGN_OUT_PATH, SIGNED_OUT_PATH, START_PATH, startPath } from '../auth/web-paths';
import { originOf } from '../http/own-origin';
import { pageLanguage, sendPage } from '../http/page';
import { readCookie, writeCookie } from './cookies';
import type { Sessions } from './sessions';
import type { SignInIssuer, SignInIssuers } from './sign-in-issuer';
import type { SignInTrouble } from './sign-in-pages';
import { choicePage, goodbyePage, troublePage, welcomePage } from './sign-in-pages';
import { beginSigningIn, ownPath, SIGNING_IN_SECONDS, signingInOf } from './signing-in';

const FORM_BYTES_MAX = 10_000;

/**
 * Signing in (authorization code with PKCE), who is signed in, and signing out, here and at the issuer.
 * @param home where somebody who is signed in belongs; undefined where there are no other pages.
 */
export const serveSignIn = async (
  fastify: FastifyInstance,
  sessions: Sessions,
  issuers: SignInIssuers,
  home?: string,
): Promise<void> => {
  const desk = new SignInDesk(sessions, issuers, home);
  await fastify.register(async (pages) => {
    await pages.register(formBody, { bodyLimit: FORM_BYTES_MAX });
    pages.get('/', (request, reply) => desk.welcome(request, reply));
    pages.get(SIGN_IN_PATH, (request, reply) => desk.choose(request, reply));
    pages.get(START_PATH, async (request, reply) => desk.start(request, reply));
    pages.get(CALLBACK_PATH, async (request, reply) => desk.finish(request, reply));
    pages.post(SIGN_OUT_PATH, async (request, reply) => desk.signOut(request, reply));
    pages.get(SIGNED_OUT_PATH, (request, reply) =>
      sendPage(reply, goodbyePage(pageLanguage(request, SIGNED_OUT_PATH))),
    );
  });
};

/** Client and settings of the library, loaded when the first browser signs in. */
const openId = () => import('openid-client');

class SignInDesk {
  constructor(
    private readonly sessions: Sessions,
    private readonly issuers: SignInIssuers,
    private readonly home: string | undefined,
  ) {}

  welcome(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const session = this.sessions.of(request);
    if (session && this.home !== undefined) return reply.redirect(this.home, 302);
    const origin = originOf(request, this.sessions.publicUrl);
    return sendPage(reply, welcomePage(pageLanguage(request, '/'), session?.actor), {
      // Browsers hold a form to its targets through redirects too, and signing out goes on to the issuer.
      formTargets: session ? this.issuers(origin).flatMap(({ origins }) => origins) : [],
    });
  }

  choose(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const returnTo = ownPath(queryOf(request).til);
    const issuers = this.issuers(originOf(request, this.sessions.publicUrl));
    const [only] = issuers;
    if (only && issuers.length === 1) return reply.redirect(startPath(only.id, returnTo), 302);
    return sendPage(reply, choicePage(pageLanguage(request, SIGN_IN_PATH), issuers, returnTo));
  }

  async start(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { issuer: id, til } = queryOf(request);
    const issuer = this.issuerWith(id, request);
    if (!issuer) return reply.redirect(SIGN_IN_PATH, 302);
    const { cookie, signingIn } = beginSigningIn(issuer.id, ownPath(til));
    try {
      const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await openId();
      const address = buildAuthorizationUrl(await issuer.configuration(), {
        redirect_uri: originOf(request, this.sessions.publicUrl) + CALLBACK_PATH,
        response_type: 'code',
        scope: issuer.signIn.scope,
        state: signingIn.state,
        nonce: signingIn.nonce,
        code_challenge: await calculatePKCECodeChallenge(signingIn.codeVerifier),
        code_challenge_method: 'S256',
        ...(issuer.signIn.acrValues === undefined ? {} : { acr_values: issuer.signIn.acrValues }),
      });
      const { publicUrl } = this.sessions;
      writeCookie(request, reply, 'signing-in', cookie, { publicUrl, seconds: SIGNING_IN_SECONDS });
      return await reply.redirect(address.href, 302);
    } catch (error) {
      return this.trouble(request, reply, error);
    }
  }

  async finish(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { publicUrl } = this.sessions;
    const signingIn = signingInOf(readCookie(request, 'signing-in', publicUrl));
    writeCookie(request, reply, 'signing-in', '', { publicUrl, seconds: 0 });
    const issuer = signingIn && this.issuerWith(signingIn.issuer, request);
    if (!signingIn || !issuer) return this.trouble(request, reply, undefined);
    try {
      const { authorizationCodeGrant } = await openId();
      const configuration = await issuer.configuration();
      const tokens = await authorizationCodeGrant(configuration, new URL(originOf(request, publicUrl) + request.url), {
        pkceCodeVerifier: signingIn.codeVerifier,
        expectedState: signingIn.state,
        expectedNonce: signingIn.nonce,
        idTokenExpected: true,
      });
      const claims = await allClaims(issuer, configuration, tokens.claims(), tokens.access_token);
      const actor = issuer.actorFrom(claims);
      this.sessions.begin(request, reply, { actor, issuer: issuer.id, idToken: tokens.id_token ?? '' });
      return await reply.redirect(signingIn.returnTo, 303);
    } catch (error) {
      return this.trouble(request, reply, error);
    }
  }

  async signOut(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    this.sessions.requireOwnPage(request);
    const session = this.sessions.of(request);
    this.sessions.end(request, reply);
    const issuer = session && this.issuerWith(session.issuer, request);
    if (!issuer) return reply.redirect(SIGNED_OUT_PATH, 303);
    try {
      const { buildEndSessionUrl } = await openId();
      const configuration = await issuer.configuration();
      if (configuration.serverMetadata().end_session_endpoint === undefined)
        return await reply.redirect(SIGNED_OUT_PATH, 303);
      const address = buildEndSessionUrl(configuration, {
        id_token_hint: session.idToken,
        post_logout_redirect_uri: originOf(request, this.sessions.publicUrl) + SIGNED_OUT_PATH,
      });
      return await reply.redirect(address.href, 303);
    } catch (error) {
      // Signed out here in any case.
      if (error instanceof IssuerUnavailable) return reply.redirect(SIGNED_OUT_PATH, 303);
      throw error;
    }
  }

  private issuerWith(id: unknown, request: FastifyRequest): SignInIssuer | undefined {
    return this.issuers(originOf(request, this.sessions.publicUrl)).find((issuer) => issuer.id === id);
  }

  /** Whatever went wrong with the answer of an issuer, the reader is told in a sentence, and nothing is given away. */
  private async trouble(request: FastifyRequest, reply: FastifyReply, error: unknown): Promise<FastifyReply> {
    const { status, trouble } = await troubleOf(error);
    return sendPage(reply, troublePage(pageLanguage(request, SIGN_IN_PATH), trouble), { status });
  }
}

const queryOf = (request: FastifyRequest): Readonly<Record<string, unknown>> =>
  request.query as Readonly<Record<string, unknown>>;

const allClaims = async (
  { signIn }: SignInIssuer,
  configuration: Configuration,
  idToken: IDToken | undefined,
  accessToken: string,
): Promise<Claims> => {
  if (!idToken) return {};
  if (!signIn.userinfo) return idToken;
  const { fetchUserInfo } = await openId();
  // The ID token has the last word: it is signed.
  return { ...(await fetchUserInfo(configuration, accessToken, idToken.sub)), ...idToken };
};

const troubleOf = async (error: unknown): Promise<{ readonly status: number; readonly trouble: SignInTrouble }> => {
  const { AuthorizationResponseError } = await openId();
  if (error instanceof NotAdmitted) return { status: 403, trouble: error.reason };
  if (error instanceof IssuerUnavailable) return { status: 503, trouble: 'ISSUER_UNAVAILABLE' };
  if (error instanceof AuthorizationResponseError) return { status: 403, trouble: 'DENIED' };
  return { status: 400, trouble: 'FAILED' };
};
