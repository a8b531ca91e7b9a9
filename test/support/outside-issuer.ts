import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';
import { providerMemory } from '../../src/platform/local-provider/provider-memory';

/** What the issuer knows of each of its people, by user name. */
export type People = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const CLIENT = { id: 'pladsbog', secret: 'a-secret-of-both' };

/**
 * A real OpenID provider on an address of its own, as a municipality or a broker runs one: it asks for a password and for
 * consent, and keeps claims out of the ID token, so that they are fetched from its userinfo endpoint.
 */
export class OutsideIssuer {
  private constructor(
    private readonly server: Server,
    readonly name: string,
  ) {}

  static async start(people: People, publicUrl: string): Promise<OutsideIssuer> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const name = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const provider = new Provider(name, {
      jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'one' }] },
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [`${publicUrl}/sign-in/callback`],
          post_logout_redirect_uris: [`${publicUrl}/signed-out`],
        },
      ],
      claims: { openid: ['sub'], profile: ['cvr', 'groups'] },
      cookies: { keys: ['of-this-issuer'] },
      ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
      adapter: providerMemory(),
      pkce: { required: () => true },
      features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
      findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId, ...people[accountId] }) }),
    });
    const answer = provider.callback();
    server.on('request', (request, response) => void answer(request, response));
    return new OutsideIssuer(server, name);
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((stopped) => this.server.close(() => stopped()));
  }
}

/**
 * Somebody at the issuer's pages: follows redirects, types user name and password, agrees, until the issuer sends the
 * browser elsewhere.
 * @returns where it was sent.
 */
export const passThrough = async (issuer: OutsideIssuer, address: string, userName: string): Promise<string> => {
  const cookies = new Map<string, string>();
  const ask = async (url: string, form?: string): Promise<Response> => {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, cookie = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(cookie);
      else cookies.set(cookie, value);
    }
    return answer;
  };

  let answer = await ask(address);
  for (let step = 0; step < 12; step += 1) {
    const location = answer.headers.get('location');
    if (location !== null) {
      const next = new URL(location, issuer.name);
      if (next.origin !== issuer.name) return next.href;
      answer = await ask(next.href);
      continue;
    }
    const page = await answer.text();
    const [, action = ''] = /<form[^>]+action="([^"]+)"/.exec(page) ?? [];
    const [, prompt = ''] = /name="prompt" value="(\w+)"/.exec(page) ?? [];
    if (action === '') throw new Error(`The issuer answers ${answer.status}: ${page.slice(0, 300)}`);
    answer = await ask(new URL(action, issuer.name).href, `prompt=${prompt}&login=${userName}&password=any`);
  }
  throw new Error('The issuer never came to an end');
};
