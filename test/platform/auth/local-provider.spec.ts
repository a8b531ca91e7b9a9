import type { AddressInfo } from 'node:net';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as client from 'openid-client';
import { type Edge, openEdge } from '../http/edge';

let edge: Edge;
let origin: string;
beforeAll(async () => {
  edge = await openEdge();
  await edge.app.listen(0, '127.0.0.1');
  origin = `http://127.0.0.1:${(edge.app.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(() => edge.close());

// eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; this is loopback
const LOOPBACK = { execute: [client.allowInsecureRequests] };
const discovered = (id: string, secret = 'local'): Promise<client.Configuration> =>
  client.discovery(new URL(`${origin}/local-issuer`), id, undefined, client.ClientSecretBasic(secret), LOOPBACK);

describe('The local provider', () => {
  it('gives a system, found by discovery, a token that the API takes', async () => {
    const system = await discovered('local.751.buyer.operator');
    expect(system.serverMetadata().issuer).toBe(`${origin}/local-issuer`);
    const { access_token: token } = await client.clientCredentialsGrant(system);
    expect(decodeProtectedHeader(token)).toMatchObject({ typ: 'at+jwt', alg: 'EdDSA', kid: expect.any(String) });
    expect(decodeJwt(token)).toMatchObject({
      sub: 'local.751.buyer.operator',
      client_id: 'local.751.buyer.operator',
      aud: 'urn:pladsbog:api',
      party: '751',
      roles: ['buyer', 'operator'],
    });
    const answer = await edge.app.inject({
      method: 'POST',
      url: '/api/v1/stall/reservations',
      headers: { authorization: `Bearer ${token}` },
      payload: { buyer: '751', firstDay: '2026-03-01' },
    });
    expect(answer.json<{ actor: unknown }>().actor).toEqual({
      subject: 'local.751.buyer.operator',
      party: '751',
      roles: ['buyer', 'operator'],
    });
  });

  it.each(['local.751', 'local.751.king', 'local.75.buyer', 'other.751.buyer', 'pladsbog'])(
    'knows no system %s',
    async (id) => {
      const system = await discovered(id);
      await expect(client.clientCredentialsGrant(system)).rejects.toThrow();
    },
  );

  it('gives a system with another secret nothing', async () => {
    const system = await discovered('local.751.buyer', 'wrong');
    await expect(client.clientCredentialsGrant(system)).rejects.toThrow();
  });

  it('gives its token the same shape as the shortcut does', async () => {
    const { access_token: token } = await client.clientCredentialsGrant(await discovered('local.751.buyer'));
    const payload = { party: '751', roles: ['buyer'] };
    const answer = await edge.app.inject({ method: 'POST', url: '/api/v1/auth/tokens', payload });
    const { nbf: _, ...shortcut } = decodeJwt(answer.json<{ accessToken: string }>().accessToken);
    expect(Object.keys(decodeJwt(token)).sort()).toEqual(Object.keys(shortcut).sort());
    expect(decodeProtectedHeader(token)).toEqual(
      decodeProtectedHeader(answer.json<{ accessToken: string }>().accessToken),
    );
  });

  it.each<[string, Record<string, string>]>([
    ['under a name of another domain (DNS rebinding)', { host: 'evil.example' }],
    ['under another domain that begins like ours', { host: 'localhost.evil.example' }],
    ['through a proxy', { 'x-forwarded-for': '203.0.113.7' }],
    ['through a proxy of the newer kind', { forwarded: 'for=203.0.113.7' }],
  ])('and its shortcut are not there for whoever comes %s', async (_, headers) => {
    const asked = [
      { url: '/local-issuer/.well-known/openid-configuration' },
      { url: '/local-issuer/token', method: 'POST' as const },
      { url: '/local-issuer/persona/x' },
      { url: '/api/v1/auth/tokens', method: 'POST' as const, payload: { party: '751', roles: ['buyer'] } },
    ];
    for (const each of asked) {
      const answer = await edge.app.inject({ ...each, headers });
      expect([each.url, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
        each.url,
        404,
        'LOCAL_ISSUER_OFF',
      ]);
    }
  });
});
