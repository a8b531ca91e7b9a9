import { randomUUIDv7 as newId } from 'node:crypto';
import { type RunningApp, startApp } from '../support/app';
import { openSmallMarket, REGION, reservation, SILKEBORG, type SmallMarket, AARHUS } from '../support/small-market';

let running: RunningApp;
let market: SmallMarket;
beforeAll(async () => {
  running = await startApp('2020-03-02');
  market = await openSmallMarket(running);
  await running.settled();
});
afterAll(() => running.close());

const headersOf = async (party: string, role: string): Promise<Record<string, string>> => {
  const payload = { party, roles: [role] };
  const asked = await running.app.inject({ method: 'POST', url: '/api/v1/auth/tokens', payload });
  return { authorization: `Bearer ${asked.json<{ accessToken: string }>().accessToken}`, 'accept-language': 'da' };
};

const page = async (url: string, party: string, role: string) => {
  const { statusCode, body } = await running.app.inject({ url, headers: await headersOf(party, role) });
  const text = body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
  return { status: statusCode, body, text };
};

it('a search that cannot be read says so at its field and keeps the rest of what was asked for', async () => {
  const { status, body, text } = await page(
    '/places?price=cirka+2000&targetGroup=Erhvervet+hjerneskade',
    AARHUS,
    'buyer',
  );
  expect(status).toBe(400);
  expect(text).toContain('Højest pris pr. dag skal være et beløb i kroner');
  expect(body).toContain('value="cirka 2000"');
  expect(body).toMatch(/<option[^>]*selected[^>]*>Erhvervet hjerneskade/);
});

it('a distance may be typed with its unit', async () => {
  const { status, text } = await page('/places?withinKm=100+km', AARHUS, 'buyer');
  expect(status).toBe(200);
  expect(text).toContain('1 ydelse med');
});

it('a page that cannot be read names what is wrong and leads to itself without it', async () => {
  const { status, body, text } = await page('/settlement/statements?month=2020-13&side=purchases', AARHUS, 'buyer');
  expect(status).toBe(400);
  expect(text).toContain('month skal være en måned');
  expect(body).toContain('href="/settlement/statements?side=purchases"');
});

it('target groups that are typed on one line with commas are several', async () => {
  const sent = await running.app.inject({
    method: 'POST',
    url: '/offerings',
    headers: { ...(await headersOf(REGION, 'operator')), 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      _key: newId(),
      name: 'Bostedet Skovly',
      targetGroups: 'Autisme, Angst;  Depression\nSkizofreni,',
      ageFrom: '18',
      ageTo: '65',
    }).toString(),
  });
  expect(sent.statusCode).toBe(303);
  const id = String(sent.headers.location).split(/[/?]/)[2] ?? '';
  await running.settled();
  const { targetGroups } = await market.aarhus.get(`/offerings/${id}`);
  expect(targetGroups).toEqual(['Autisme', 'Angst', 'Depression', 'Skizofreni']);
});

describe('A purchase that begins later', () => {
  let id: string;
  beforeAll(async () => {
    const { seller, aarhus, offeringId } = market;
    ({ placementId: id } = await aarhus.post('/placements', reservation(offeringId, '2020-03-20')));
    await seller.post(`/placements/${id}/confirm`);
    await running.settled();
  });

  it('is not enrolled by one click before its first day: the day is said and has to be typed', async () => {
    const { body, text } = await page(`/placements/${id}`, REGION, 'operator');
    expect(text).toContain('Aftalt til 20.03.2020.');
    expect(/<input[^>]*id="enrol-firstDay"[^>]*>/.exec(body)?.[0]).toMatch(/ value (?!=)/);
  });

  it('shows level and payer of the day whose price stands there, and what comes later below', async () => {
    const { seller, aarhus } = market;
    await seller.post(`/placements/${id}/enrol`, { firstDay: '2020-03-01' });
    await aarhus.post(`/placements/${id}/change`, { from: '2020-04-01', level: '2' });
    await seller.post(`/placements/${id}/change/accept`);
    await aarhus.post(`/placements/${id}/payer`, { payer: SILKEBORG, from: '2020-05-01', legalGround: 'RSL-9' });
    await running.settled();
    const { text } = await page(`/placements/${id}`, AARHUS, 'buyer');
    expect(text).toContain('Niveau 1 Niveau 2 fra 01.04.2020 Pris 2.560,00 kr. pr. dag');
    expect(text).toContain('Betaler Aarhus Silkeborg fra 01.05.2020');
    expect(text).toMatch(/Næste skridt .*Underskriv tillæg 1/);
  });

  it('is no contract to wait for, and something to answer, for who is only asked to pay', async () => {
    const { seller, aarhus, offeringId } = market;
    const { placementId } = await aarhus.post('/placements', reservation(offeringId, '2020-03-01'));
    await seller.post(`/placements/${placementId}/confirm`);
    const asked = { payer: SILKEBORG, from: '2020-05-01', legalGround: 'RSL-9-AGREEMENT', citizenConsents: true };
    await aarhus.post(`/placements/${placementId}/payer`, asked);
    await running.settled();
    const { text } = await page(`/placements/${placementId}`, SILKEBORG, 'buyer');
    expect(text).toContain('Se spørgsmålet');
    expect(text).not.toContain('Kontrakten bliver skrevet');
    expect(text).not.toContain('Der er ikke noget, I skal gøre nu');
  });
});

describe('A form that is sent after its sender was signed out', () => {
  const sendSignedOut = (site: string) =>
    running.app.inject({
      method: 'POST',
      url: '/citizens',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': site, 'accept-language': 'da' },
      payload: new URLSearchParams({ _key: KEY, name: 'Ane "Å" Berg', contact: 'Mor\nFar' }).toString(),
    });
  const KEY = newId();

  it('waits in the page, whole and with its key, until it can be sent', async () => {
    const { statusCode, body } = await sendSignedOut('same-origin');
    expect(statusCode).toBe(401);
    expect(body).toContain('<form method="post" action="/citizens">');
    for (const field of [`name="_key" value="${KEY}"`, 'value="Ane &quot;Å&quot; Berg"', 'value="Mor\nFar"'])
      expect(body).toContain(field);
  });

  it('is not drawn again when another site has sent it', async () => {
    const { statusCode, body } = await sendSignedOut('cross-site');
    expect(statusCode).toBe(401);
    expect(body).not.toContain('Berg');
  });
});

it('a file of another kind is refused on a page, in the words of whoever chose it', async () => {
  const boundary = 'part';
  const sent = await running.app.inject({
    method: 'POST',
    url: '/settlement/payment-files/check',
    headers: {
      ...(await headersOf(REGION, 'operator')),
      'content-type': `multipart/form-data; boundary=${boundary}`,
      referer: 'http://localhost:3000/settlement/payment-files',
      host: 'localhost:3000',
    },
    payload: [
      `--${boundary}`,
      'Content-Disposition: form-data; name="file"; filename="opgørelse.pdf"',
      'Content-Type: application/pdf',
      '',
      '%PDF-1.7',
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  });
  expect(sent.statusCode).toBe(415);
  expect(sent.headers['content-type']).toContain('text/html');
  expect(sent.body).toContain('Filen skal være CSV eller XML.');
  expect(sent.body).toContain('href="/settlement/payment-files"');
});
