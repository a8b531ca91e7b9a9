import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CryptoKey, JWK, JWTHeaderParameters } from 'jose';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';

export const AUDIENCE = 'https://pladsbog.example/api';

interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

const newKey = async (algorithm: string): Promise<SigningKey> => {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return { privateKey, jwk: { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: algorithm, use: 'sig' } };
};

/** An issuer that publishes metadata and keys over http, and whose tokens and troubles a test decides. */
export class PretendedIssuer {
  /** How often each path was asked for. */
  readonly asked: Record<string, number> = {};
  /** What is answered instead of the truth: an outage, or somebody else's metadata. */
  trouble: 'none' | 'down' | 'silent' | 'other-name' = 'none';
  private published: readonly JWK[];

  private constructor(
    private readonly server: Server,
    private key: SigningKey,
    private readonly algorithm: string,
  ) {
    this.published = [key.jwk];
  }

  static async start(algorithm = 'ES256'): Promise<PretendedIssuer> {
    const key = await newKey(algorithm);
    const server = createServer((request, response) => {
      const path = request.url ?? '';
      issuer.asked[path] = (issuer.asked[path] ?? 0) + 1;
      if (issuer.trouble === 'silent') return;
      if (issuer.trouble === 'down') {
        response.writeHead(500).end();
        return;
      }
      const answer = issuer.answerTo(path);
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
    const issuer = new PretendedIssuer(server, key, algorithm);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return issuer;
  }

  get name(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The public key, as anybody can fetch it. */
  get publicJwk(): JWK {
    return this.key.jwk;
  }

  get privateKey(): CryptoKey {
    return this.key.privateKey;
  }

  /** Signs with a new key from now on. The old one stays published, or is withdrawn at once. */
  async rotate({ withdraw = false } = {}): Promise<void> {
    this.key = await newKey(this.algorithm);
    this.published = withdraw ? [this.key.jwk] : [...this.published, this.key.jwk];
  }

  /** An access token of RFC 9068 for a buyer of Aarhus; a claim that is undefined is left out. */
  token(
    claims: Readonly<Record<string, unknown>> = {},
    header: Partial<JWTHeaderParameters> = {},
    key = this.key.privateKey,
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const usual = { iss: this.name, aud: AUDIENCE, sub: 'jens@aarhus.example', client_id: 'portal', jti: 'j' };
    const payload = { ...usual, iat: now, exp: now + 600, cvr: '55133018', groups: ['plads-koeb'], ...claims };
    const marked = { alg: this.algorithm, typ: 'at+jwt', ...(this.key.jwk.kid ? { kid: this.key.jwk.kid } : {}) };
    return new SignJWT(payload).setProtectedHeader({ ...marked, ...header }).sign(key);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private answerTo(path: string): object | undefined {
    if (path === '/jwks') return { keys: this.published };
    if (path !== '/.well-known/openid-configuration') return undefined;
    const issuer = this.trouble === 'other-name' ? 'https://somebody.example' : this.name;
    return { issuer, jwks_uri: `${this.name}/jwks`, authorization_endpoint: `${this.name}/authorize` };
  }
}
