import type { IssuerSettings } from '../../../src/platform/auth/issuer-settings';
import { hashedSubject } from '../../../src/platform/auth/claim-mapping';
import { AccessTokens, InvalidToken, IssuerUnavailable } from '../../../src/platform/auth/access-tokens';
import { DiscoveredIssuer } from '../../../src/platform/auth/discovered-issuer';
import { TrustedIssuers } from '../../../src/platform/auth/trusted-issuers';
import { partyCode, type Role } from '../../../src/kernel/vocabulary';
import { publicPartyOfCvr } from '../../../src/parties/party-register';
import { AUDIENCE, PretendedIssuer } from '../../support/pretended-issuer';

let issuer: PretendedIssuer;
beforeEach(async () => {
  issuer = await PretendedIssuer.start();
});
afterEach(async () => {
  jest.useRealTimers();
  await issuer.stop();
});

const settings = (more: Partial<IssuerSettings> = {}): IssuerSettings => ({
  issuer: issuer.name,
  title: 'Broker',
  audience: AUDIENCE,
  tokenType: 'at+jwt',
  algorithms: ['ES256'],
  claims: {
    subject: 'hashed',
    party: { claim: ['cvr'], holds: 'cvr' },
    roles: { claim: ['groups'], meaning: new Map<string, Role[]>([['plads-koeb', ['buyer']]]) },
    systems: new Map([['omsorg', { party: partyCode('751'), roles: ['operator'] as const }]]),
    speaksFor: undefined,
  },
  ...more,
});

const tokensOf = (more: Partial<IssuerSettings> = {}): AccessTokens =>
  new AccessTokens(new TrustedIssuers([new DiscoveredIssuer(settings(more), publicPartyOfCvr())], null));

/** Clocks move, timers and sockets do not. */
const later = (ms: number): void => {
  jest.useFakeTimers({ now: Date.now() + ms, doNotFake: [...NOT_CLOCKS] });
};
const NOT_CLOCKS = [
  ...(['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'performance', 'hrtime'] as const),
  ...(['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const),
];

describe('A token of an issuer that is discovered', () => {
  it('is taken, and means the party with that CVR number in the roles its groups stand for', async () => {
    const actor = await tokensOf().actorOf(await issuer.token());
    expect(actor).toEqual({
      subject: hashedSubject(issuer.name, 'jens@aarhus.example'),
      party: '751',
      roles: ['buyer'],
    });
    expect(JSON.stringify(actor)).not.toContain('jens');
  });

  it('asks the issuer once, however many come at a time', async () => {
    const tokens = tokensOf();
    const many = await Promise.all(Array.from({ length: 20 }, (_, at) => issuer.token({ jti: `${at}` })));
    await Promise.all(many.map(async (token) => tokens.actorOf(token)));
    expect(issuer.asked).toEqual({ '/.well-known/openid-configuration': 1, '/jwks': 1 });
  });

  it('is remembered, and checked anew after five minutes', async () => {
    const tokens = tokensOf();
    const token = await issuer.token();
    const actor = await tokens.actorOf(token);
    expect(tokens.actorOf(token)).toBe(actor);
    later(301_000);
    expect(tokens.actorOf(token)).toBeInstanceOf(Promise);
    await expect(tokens.actorOf(token)).resolves.toEqual(actor);
  });

  it('of a system that acts for itself gives what the settings say of the system', async () => {
    const token = await issuer.token({ sub: 'omsorg', client_id: 'omsorg', groups: ['plads-koeb'], cvr: undefined });
    await expect(tokensOf().actorOf(token)).resolves.toEqual({
      subject: 'system:omsorg',
      party: '751',
      roles: ['operator'],
    });
  });

  it('of a person whose name is that of a system does not', async () => {
    const token = await issuer.token({ sub: 'omsorg' });
    await expect(tokensOf().actorOf(token)).resolves.toMatchObject({ roles: ['buyer'] });
  });
});

describe('A token that is not right', () => {
  const now = Math.floor(Date.now() / 1_000);
  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['is expired', { exp: now - 60 }],
    ['is not valid yet', { nbf: now + 600 }],
    ['is for another audience', { aud: 'https://other.example' }],
    ['is for our client, as an ID token is', { aud: 'pladsbog-web' }],
    ['is of nobody', { sub: undefined }],
    ['is of an empty subject', { sub: '' }],
    ['has no expiry', { exp: undefined }],
    ['names no client', { client_id: undefined }],
    ['has no id', { jti: undefined }],
    ['is of no issuer', { iss: undefined }],
    ['is of another issuer', { iss: 'https://other.example' }],
    ['has no CVR number', { cvr: undefined }],
    ['has a CVR number that is none', { cvr: '1234' }],
    ['has two CVR numbers', { cvr: ['55133018', '29190925'] }],
    ['has no role of ours', { groups: ['canteen'] }],
    ['has its roles in an object', { groups: { 'plads-koeb': true } }],
  ])('because it %s is refused', async (_, claims) => {
    await expect(tokensOf().actorOf(await issuer.token(claims))).rejects.toThrow(InvalidToken);
  });

  it('because it is an ID token is refused, also where access tokens are not marked', async () => {
    const idToken = await issuer.token({ nonce: 'n' }, { typ: 'JWT' });
    await expect(tokensOf().actorOf(idToken)).rejects.toThrow(InvalidToken);
    await expect(tokensOf({ tokenType: 'JWT' }).actorOf(idToken)).rejects.toThrow(InvalidToken);
    const unmarked = await issuer.token({}, { typ: 'JWT' });
    await expect(tokensOf({ tokenType: 'JWT' }).actorOf(unmarked)).resolves.toMatchObject({ party: '751' });
  });

  it('because it speaks for a party that is not the issuer’s is refused', async () => {
    const { claims } = settings();
    const own = tokensOf({ claims: { ...claims, speaksFor: new Set([partyCode('740')]) } });
    await expect(own.actorOf(await issuer.token())).rejects.toThrow(InvalidToken);
    await expect(own.actorOf(await issuer.token({ sub: 'omsorg', client_id: 'omsorg' }))).rejects.toThrow(InvalidToken);
    await expect(own.actorOf(await issuer.token({ cvr: '29189641' }))).resolves.toMatchObject({ party: '740' });
  });
});

describe('Keys', () => {
  it('that are new are fetched, and those that are withdrawn are no longer taken', async () => {
    const tokens = tokensOf();
    const old = await issuer.token();
    await tokens.actorOf(old);
    await issuer.rotate({ withdraw: true });
    // Within the cooldown a new key is not looked for, so that made-up keys cost the issuer nothing.
    await expect(tokens.actorOf(await issuer.token({ jti: 'new' }))).rejects.toThrow(InvalidToken);
    expect(issuer.asked['/jwks']).toBe(1);
    later(31_000);
    await expect(tokens.actorOf(await issuer.token({ jti: 'new' }))).resolves.toMatchObject({ party: '751' });
    later(301_000);
    await expect(tokens.actorOf(old)).rejects.toThrow(InvalidToken);
  });

  it('that are made up do not make us ask the issuer again and again', async () => {
    const tokens = tokensOf();
    await tokens.actorOf(await issuer.token());
    for (let at = 0; at < 20; at += 1)
      await expect(tokens.actorOf(await issuer.token({}, { kid: `made-up-${at}` }))).rejects.toThrow(InvalidToken);
    expect(issuer.asked['/jwks']).toBe(1);
  });

  it('are kept for an hour when the issuer does not answer', async () => {
    const tokens = tokensOf();
    await tokens.actorOf(await issuer.token());
    issuer.trouble = 'down';
    later(11 * 60_000);
    await expect(tokens.actorOf(await issuer.token({ jti: '2' }))).resolves.toMatchObject({ party: '751' });
    later(61 * 60_000);
    await expect(tokens.actorOf(await issuer.token({ jti: '3' }))).rejects.toThrow(IssuerUnavailable);
  });
});

describe('An issuer that cannot be reached', () => {
  it('leaves its tokens unanswered, is not asked by everybody, and is asked again after a while', async () => {
    const tokens = tokensOf();
    issuer.trouble = 'down';
    const token = await issuer.token();
    for (let at = 0; at < 3; at += 1) await expect(tokens.actorOf(token)).rejects.toThrow(IssuerUnavailable);
    expect(issuer.asked).toEqual({ '/.well-known/openid-configuration': 1 });
    issuer.trouble = 'none';
    later(11_000);
    await expect(tokens.actorOf(token)).resolves.toMatchObject({ party: '751' });
  });

  it('or names itself otherwise is not believed', async () => {
    issuer.trouble = 'other-name';
    await expect(tokensOf().actorOf(await issuer.token())).rejects.toThrow(IssuerUnavailable);
  });
});
