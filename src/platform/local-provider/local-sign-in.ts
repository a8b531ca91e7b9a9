import type { FastifyInstance } from 'fastify';
import type { Configuration, CustomFetch } from 'openid-client';
import { LOCAL_ALGORITHM, LOCAL_ISSUER_PATH, type LocalIssuer } from '../auth/local-issuer';
import type { SignInIssuer } from '../sessions/sign-in-issuer';
import { WEB_CLIENT } from './local-clients';
import type { LocalProviders } from './local-provider';

/** Signing in at the local provider: the same conversation as with any issuer, without a wire in between. */
export const localSignIn =
  (fastify: FastifyInstance, issuer: LocalIssuer, providers: LocalProviders): ((origin: string) => SignInIssuer) =>
  (origin) => ({
    id: 'local',
    title: 'Lokal indlogning',
    origins: [],
    signIn: { scope: 'openid profile', userinfo: false },
    configuration: () => discovered(fastify, origin, providers.webSecret),
    actorFrom: (claims) => issuer.actorFrom(claims),
  });

const discovered = async (fastify: FastifyInstance, origin: string, secret: string): Promise<Configuration> => {
  const client = await import('openid-client');
  return client.discovery(
    new URL(origin + LOCAL_ISSUER_PATH),
    WEB_CLIENT,
    { id_token_signed_response_alg: LOCAL_ALGORITHM },
    client.ClientSecretBasic(secret),
    {
      [client.customFetch]: withinTheProcess(fastify),
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; this is no wire at all
      execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
    },
  );
};

/** Where a browser comes through a forwarded port, the product cannot reach itself under the browser's name for it. */
const withinTheProcess =
  (fastify: FastifyInstance): CustomFetch =>
  async (address, { method, headers, body }) => {
    const url = new URL(address);
    const answer = await fastify.inject({
      method: method as 'GET',
      url: url.pathname + url.search,
      headers: { ...Object.fromEntries(new Headers(headers)), host: url.host },
      ...(body === undefined || body === null ? {} : { payload: String(body as URLSearchParams | string) }),
    });
    return new Response(answer.body, {
      status: answer.statusCode,
      headers: { 'content-type': String(answer.headers['content-type']) },
    });
  };
