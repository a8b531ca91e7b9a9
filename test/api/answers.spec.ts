import { startApp, type RunningApp } from '../support/app';
import { misfits } from '../support/shape';
import { AARHUS, openSmallMarket, REGION, reservation, SILKEBORG } from '../support/small-market';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- documents and answers are looked into freely
type Loose = any;

let running: RunningApp;
let document: Loose;
let ids: Record<string, string>;

const ADDRESS = { street: 'Skottenborg 26', postalZone: '8800', city: 'Viborg' };

/** A market in which a little of everything has happened, so that no answer is empty. */
beforeAll(async () => {
  running = await startApp('2020-02-10');
  const market = await openSmallMarket(running);
  const { seller, aarhus, offeringId } = market;
  const { placementId } = await aarhus.post('/placements', reservation(offeringId, '2020-03-10'));
  // The region asks below, so it is a citizen of the region's own.
  const { citizenRef } = await running.as(REGION, 'buyer').post('/citizens', { name: 'Opdigtet Borger' });
  await aarhus.post('/placements', reservation(offeringId, '2020-05-01', { plannedLastDay: '2020-06-30' }));
  await seller.post(`/placements/${placementId}/confirm`);
  await running.settled();
  const { contentHash } = await aarhus.get(`/contracts/${placementId}`);
  for (const side of [aarhus, seller])
    await side.post(`/contracts/${placementId}/sign`, { contentHash, title: 'Leder' });
  running.clock.turnTo('2020-03-10');
  await seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-10' });
  await seller.post(`/placements/${placementId}/absence`, {
    first: '2020-03-12',
    last: '2020-03-13',
    kind: 'HOSPITAL',
  });
  await seller.post(`/placements/${placementId}/change`, { from: '2020-04-01', level: '2' });
  await aarhus.post(`/placements/${placementId}/change/accept`);
  await aarhus.post(`/placements/${placementId}/payer`, { payer: SILKEBORG, from: '2020-03-21', legalGround: 'RSL-9' });
  await aarhus.post(`/placements/${placementId}/change`, { from: '2020-05-01', level: '1' });
  running.clock.turnTo('2020-05-01');
  for (const month of ['2020-03', '2020-04']) await seller.post(`/settlement/months/${month}/close`);
  await seller.post(`/parties/${REGION}/payment-account`, { registrationNumber: '0216', accountNumber: '0004069001' });
  await seller.post(`/parties/${REGION}/postal-address`, ADDRESS);
  await seller.post(`/settlement/statements/${REGION}-${AARHUS}-2020-03/e-invoice`);
  await running.settled();
  const { calculationId } = await seller.post(`/offerings/${offeringId}/tariff-calculations`, {
    serviceLineId: 'SEL-107',
    level: '1',
    year: 2020,
    costs: [{ category: 'DIRECT', amountOre: 700_000_000 }],
    decidedOccupancy: { rateBp: 9_600, reason: 'NEW_OFFERING' },
  });
  await running.settled();
  const { schemeId } = await seller.post('/objective-financing/schemes', {
    agreementId: 'rammeaftale-2019-20',
    name: 'Sikrede pladser',
    year: 2019,
    budgetOre: 100,
    keyUnit: 'indbyggere',
    keyDate: '2019-01-01',
  });
  const scheme = `/objective-financing/schemes/${schemeId}`;
  await seller.post(`${scheme}/key`, { source: 'Opdigtet', figures: [{ party: AARHUS, figure: 1 }] });
  await seller.post(`${scheme}/shares`);
  await seller.post(`${scheme}/actuals`, { actualOre: 90 });
  const asOperator = { party: REGION, roles: ['operator'] };
  const { accessToken } = (
    await running.app.inject({ method: 'POST', url: '/api/v1/auth/tokens', payload: asOperator })
  ).json();
  const sent = await running.app.inject({
    method: 'POST',
    url: '/api/v1/tariff-files',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'text/csv' },
    payload: 'driftsherre;tilbud;paragraf;enhed;takst;gyldig_fra\n1082;Elsted;SEL-107;døgn;2.560,00;01-01-2021\n',
  });
  await running.settled();
  const { fileId } = sent.json();
  const { items } = await market.auditor.get('/audit/events?type=CitizenEnrolled');
  const { items: charges } = await seller.get('/settlement/charges');
  const { chargeId } = charges[0];
  await seller.post(`/settlement/charges/${chargeId}/withdraw`, { reason: 'Opdigtet' });
  await running.settled();
  ids = {
    placementId,
    citizenRef,
    contractId: placementId,
    offeringId,
    calculationId,
    chargeId,
    fileId,
    agreementId: 'rammeaftale-2019-20',
    party: AARHUS,
    statementId: `${REGION}-${AARHUS}-2020-03`,
    line: '1',
    month: '2020-05',
    eventId: items[0].eventId,
    schemeId,
  };
  document = (await running.app.inject({ url: '/api/openapi.json' })).json();
});
afterAll(() => running.close());

/** Status and type of what a route answers that gives a file. */
const kindOf = async (path: string): Promise<string> => {
  const payload = { party: REGION, roles: ['operator', 'auditor', 'buyer'] };
  const token = await running.app.inject({ method: 'POST', url: '/api/v1/auth/tokens', payload });
  const authorization = `Bearer ${token.json<{ accessToken: string }>().accessToken}`;
  const answer = await running.app.inject({ url: `/api/v1${path}`, headers: { authorization } });
  expect(answer.rawPayload.length).toBeGreaterThan(100);
  return `${answer.statusCode} ${String(answer.headers['content-type']).split(';', 1)[0]}`;
};

const neededQueries = (): Readonly<Record<string, string>> => ({
  proveInclusion: `?eventId=${ids.eventId}`,
  proveConsistency: '?from=1',
  getCalculationGrounds: '?serviceLineId=SEL-107&level=1&year=2020',
  previewNotice: '?noticeDate=2020-04-15',
  readCitizen: '?purpose=CASEWORK',
});

describe('Answers', () => {
  it('to every read have the shape that the document says', async () => {
    const reader = running.as(REGION, 'operator', 'auditor', 'buyer');
    const wrong: string[] = [];
    const shapeless: string[] = [];
    const files: string[] = [];
    for (const [path, { get }] of Object.entries<Loose>(document.paths)) {
      if (!get || !path.startsWith('/api/v1')) continue;
      const at = path.slice('/api/v1'.length).replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? 'unknown');
      const [kind] = Object.keys(get.responses['200']?.content ?? {});
      if (kind !== undefined && kind !== 'application/json') {
        files.push(`${kind} ${await kindOf(at)}`);
        continue;
      }
      const { status, body } = await reader.ask('GET', `${at}${neededQueries()[get.operationId] ?? ''}`);
      expect([path, status, body.code]).toEqual([path, 200, undefined]);
      const schema = get.responses['200']?.content?.['application/json']?.schema;
      if (schema === undefined) shapeless.push(get.operationId);
      else wrong.push(...misfits(body, schema, document).map((misfit) => `${path}: ${misfit}`));
    }
    expect(wrong).toEqual([]);
    expect(shapeless).toEqual([]);
    expect(files.filter((file) => !/^(\S+) 200 \1$/.test(file))).toEqual([]);
    expect(files.length).toBeGreaterThan(5);
  });

  it('to commands say where they were written, and which ids were made', async () => {
    const seller = running.as(REGION, 'operator', 'secretariat');
    const offering = { name: 'Elsted', targetGroups: ['Autisme'], ageFrom: 18, ageTo: 85 };
    const published = await seller.ask('POST', '/offerings', offering);
    expect(published.status).toBe(201);
    expect(misfits(published.body, { $ref: '#/components/schemas/Receipt' }, document)).toEqual([]);
    expect(published.body.offeringId).toMatch(/^[0-9a-f-]{36}$/);
    const shapes = ['Problem', 'VerdictView', 'ReplayView'];
    const answers = [
      await running.as(REGION, 'operator').ask('POST', '/settlement/months/2020-05/close'),
      await running.as(AARHUS, 'auditor').ask('POST', '/audit/invariants'),
      await running.as(AARHUS, 'auditor').ask('POST', '/audit/replay'),
    ];
    for (const [at, shape] of shapes.entries()) {
      const schema = { $ref: `#/components/schemas/${shape}` };
      expect(misfits(answers[at]?.body, schema, document)).toEqual([]);
    }
    expect(answers.map(({ status }) => status)).toEqual([422, 200, 200]);
  });
});
