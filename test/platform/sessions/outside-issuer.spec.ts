import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../../src/app';
import type { Role } from '../../../src/kernel/vocabulary';
import { Browser } from '../../support/browser';
import { CLIENT, OutsideIssuer, passThrough } from '../../support/outside-issuer';
import { type Edge, openEdge, SETTINGS, stallRoot } from '../http/edge';

const PUBLIC_URL = 'https://pladsbog.example';
const AARHUS_CVR = '55133018';

const PEOPLE = {
  mette: { cvr: AARHUS_CVR, groups: ['pladsbog-sagsbehandler', 'kantinen'] },
  ole: { cvr: AARHUS_CVR, groups: ['kantinen'] },
};

let edge: Edge;
let issuer: OutsideIssuer;
let app: NestFastifyApplication;

beforeAll(async () => {
  edge = await openEdge();
  // It warns that its pages are for development, which is what they are for here.
  jest.spyOn(console, 'warn').mockImplementation();
  issuer = await OutsideIssuer.start(PEOPLE, PUBLIC_URL);
  app = await createApp(
    {
      ...SETTINGS,
      dataFolder: edge.dataFolder,
      localIssuer: 'off',
      publicUrl: PUBLIC_URL,
      issuers: [
        {
          issuer: issuer.name,
          title: 'Aarhus Kommune',
          audience: `${PUBLIC_URL}/api`,
          tokenType: 'at+jwt',
          algorithms: ['RS256'],
          claims: {
            subject: 'hashed',
            party: { claim: ['cvr'], holds: 'cvr' },
            roles: { claim: ['groups'], meaning: new Map([['pladsbog-sagsbehandler', ['buyer'] as Role[]]]) },
            systems: new Map(),
            speaksFor: undefined,
          },
          signIn: {
            clientId: CLIENT.id,
            clientSecret: () => CLIENT.secret,
            clientAuthentication: 'basic',
            scope: 'openid profile',
            idTokenAlgorithm: 'RS256',
            userinfo: true,
          },
        },
      ],
    },
    { root: stallRoot },
  );
});
afterAll(async () => {
  await app.close();
  await issuer.stop();
  await edge.close();
});

/** A browser that has been sent to the issuer, and where the issuer sends it back to after the password. */
const backFrom = async (userName: string): Promise<{ browser: Browser; back: string }> => {
  const browser = new Browser(app, PUBLIC_URL);
  await browser.open('/sign-in/start?issuer=0&til=/api/v1/stall/months/2026-03');
  const back = await passThrough(issuer, browser.sentTo ?? '', userName);
  expect(back.startsWith(`${PUBLIC_URL}/sign-in/callback?`)).toBe(true);
  return { browser, back: back.slice(PUBLIC_URL.length) };
};

describe('Signing in at an issuer outside', () => {
  it('ends on the page that was wanted, as the party of the CVR number and in the roles its groups mean', async () => {
    const { browser, back } = await backFrom('mette');
    const page = await browser.open(back);
    expect([browser.at, page.statusCode]).toEqual(['/api/v1/stall/months/2026-03', 200]);
    const { subject, ...actor } = (
      await browser.send('POST', '/api/v1/stall/reservations', {
        json: { buyer: '751', firstDay: '2026-03-01' },
        headers: { 'sec-fetch-site': 'same-origin' },
      })
    ).json<{ actor: { subject: string; party: string; roles: string[] } }>().actor;
    expect(actor).toEqual({ party: '751', roles: ['buyer'] });
    // Nobody's user name reaches a log that cannot be erased.
    expect(subject).toMatch(/^oidc:[\w-]{32}$/);
  });

  it('opens nothing to somebody whose groups mean nothing here, and says so on a page', async () => {
    const { browser, back } = await backFrom('ole');
    const page = await browser.open(back);
    expect([page.statusCode, page.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
    expect((await browser.send('GET', '/api/v1/stall/months/2026-03')).statusCode).toBe(401);
  });

  it('takes an answer once, and from the browser that asked', async () => {
    const { browser, back } = await backFrom('mette');
    const other = await new Browser(app, PUBLIC_URL).open(back);
    expect(other.statusCode).toBe(400);
    expect((await browser.open(back)).statusCode).toBe(200);
    const again = new Browser(app, PUBLIC_URL);
    expect((await again.open(back)).statusCode).toBe(400);
  });

  it('is over after signing out, which goes on to the issuer', async () => {
    const { browser, back } = await backFrom('mette');
    await browser.open(back);
    await browser.submit('/sign-out');
    const sentTo = new URL(browser.sentTo ?? '');
    expect([sentTo.origin, sentTo.searchParams.get('post_logout_redirect_uri')]).toEqual([
      issuer.name,
      `${PUBLIC_URL}/signed-out`,
    ]);
    expect((await browser.send('GET', '/api/v1/stall/months/2026-03')).statusCode).toBe(401);
  });
});
