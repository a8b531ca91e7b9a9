import fc from 'fast-check';
import { randomUUIDv7 as newId } from 'node:crypto';
import type { Permission, Relation } from '../../src/kernel/access';
import type { Role } from '../../src/kernel/vocabulary';
import { danishPublicParties } from '../../src/parties/party-register';
import { type Caller, startApp, type RunningApp } from '../support/app';
import { valueOf } from '../support/hostile-values';
import { AARHUS, openSmallMarket, REGION, reservation, SAMSØ, SILKEBORG, VIBORG } from '../support/small-market';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- documents and answers are looked into freely
type Loose = any;

/**
 * Every route of the API × every persona × two sets of things, held against the access table: who may, is answered; who
 * may not, is refused as the table says, learns nothing and changes nothing.
 */

interface Operation {
  readonly action: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly said: Loose;
  readonly permission: Permission;
}

interface Persona {
  readonly who: string;
  readonly party: string;
  readonly roles: readonly Role[];
}

/** What a path or a body may point to, and who stands how to it. */
interface Things {
  readonly ids: Readonly<Record<string, string>>;
  readonly citizenRef: string;
  readonly ties: Readonly<Partial<Record<Relation, readonly string[]>>>;
}

type Expected = 'yes' | 'no such role' | 'not yours' | 'no such thing';

const NORDJYLLAND = '1081';
const PERSONAS: readonly Persona[] = [
  { who: 'the buyer', party: AARHUS, roles: ['buyer'] },
  { who: 'the payer', party: SILKEBORG, roles: ['buyer'] },
  { who: 'the operator', party: REGION, roles: ['operator'] },
  { who: 'an auditor', party: SILKEBORG, roles: ['auditor'] },
  { who: 'the secretariat', party: REGION, roles: ['secretariat'] },
  { who: 'another region’s secretariat', party: NORDJYLLAND, roles: ['secretariat'] },
  { who: 'another buyer', party: VIBORG, roles: ['buyer'] },
  { who: 'another operator', party: SAMSØ, roles: ['operator'] },
  { who: 'those who buy for the operator', party: REGION, roles: ['buyer'] },
  { who: 'those who sell for the buyer', party: AARHUS, roles: ['operator'] },
  { who: 'a stranger', party: '707', roles: ['buyer', 'operator'] },
];
/** Where one sees a thing of the kind; who sees it and may not do this to it is told so. */
const SEEN_BY: Readonly<Record<string, string>> = {
  placement: 'getPlacement',
  contract: 'getContract',
  statement: 'getStatement',
  offering: 'getOffering',
  place: 'getOffering',
  tariff: 'getOffering',
  calculation: 'getOffering',
  yearEnd: 'getOffering',
  agreement: 'getAgreement',
  'financing scheme': 'getScheme',
  party: 'getParty',
  'cosigning key': 'getCosigningKey',
};
/** Fields that would say who acts, or whose it is; a client never does. */
const OTHERS = ['by', 'buyer', 'operator', 'party', 'roles', 'actor', 'subject', 'onBehalfOf', 'asSecretariat'];

let running: RunningApp;
let document: Loose;
let operations: Operation[];
let things: Readonly<Record<'these' | 'others', Things>>;

const operationNamed = (action: string): Operation => {
  const found = operations.find((operation) => operation.action === action);
  if (!found) throw new Error(`There is no action ${action}`);
  return found;
};

beforeAll(async () => {
  running = await startApp('2020-03-10');
  const market = await openSmallMarket(running);
  const samsø = running.as(SAMSØ, 'operator');
  const offeringB = await market.offer('Samsø Bosted', 3, { operator: samsø });
  const [citizenA, citizenB] = [newId(), newId()];
  const paid = { citizenRef: citizenA, payer: SILKEBORG, payerGround: 'OTHER_LAW' };
  const a = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-10', paid));
  const b = await market.viborg.post('/placements', reservation(offeringB, '2020-03-10', { citizenRef: citizenB }));
  for (const [operator, { placementId }] of [[market.seller, a] as const, [samsø, b] as const]) {
    await operator.post(`/placements/${placementId}/confirm`);
    await operator.post(`/placements/${placementId}/contract`);
    await operator.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-10' });
  }
  await market.aarhus.post('/citizens', { citizenRef: citizenA, name: 'Opdigtet Borger A' });
  await market.viborg.post('/citizens', { citizenRef: citizenB, name: 'Opdigtet Borger B' });
  running.clock.turnTo('2020-04-01');
  for (const operator of [market.seller, samsø]) await operator.post('/settlement/months/2020-03/close', {});
  const payment = { amountOre: 100, paidOn: '2020-04-01' };
  const north = running.as(NORDJYLLAND, 'secretariat');
  await north.post(
    '/parties',
    danishPublicParties().find(({ party }) => party === NORDJYLLAND),
  );
  const agreement = { agreementId: 'rammeaftale-nord', name: 'Nord', first: '2020-01-01', last: '2020-12-31' };
  const { rules } = await market.auditor.get('/agreements/rammeaftale-2019-20');
  const parties = [VIBORG, SAMSØ, NORDJYLLAND];
  await north.post('/agreements', { ...agreement, region: NORDJYLLAND, parties, rules });
  const schemeOf = async (operator: Caller, of: string, payer: string): Promise<string> => {
    const scheme = {
      name: 'Sikrede pladser',
      year: 2020,
      budgetOre: 100,
      keyUnit: 'indbyggere',
      keyDate: '2020-01-01',
    };
    const { schemeId } = await operator.post('/objective-financing/schemes', { ...scheme, agreementId: of });
    const key = { source: 'Opdigtet', figures: [{ party: payer, figure: 1 }] };
    await operator.post(`/objective-financing/schemes/${schemeId}/key`, key);
    return schemeId;
  };
  const schemes = [
    await schemeOf(market.seller, 'rammeaftale-2019-20', SILKEBORG),
    await schemeOf(samsø, agreement.agreementId, VIBORG),
  ];
  await running.settled();
  // A scheme of its own whose shares are charged: its charge is what may be taken back.
  const chargeOf = async (operator: Caller, of: string, payer: string): Promise<string> => {
    const schemeId = await schemeOf(operator, of, payer);
    await operator.post(`/objective-financing/schemes/${schemeId}/shares`, {});
    await running.settled();
    const { items } = await operator.get('/settlement/charges?unbilled=true');
    return items[0].chargeId;
  };
  const charges = [
    await chargeOf(market.seller, 'rammeaftale-2019-20', SILKEBORG),
    await chargeOf(samsø, agreement.agreementId, VIBORG),
  ];
  const paymentOf = async (operator: Caller, statementId: string): Promise<string> =>
    (await operator.post('/settlement/payments', { statementId, ...payment })).paymentId;
  const payments = [
    await paymentOf(market.seller, `${REGION}-${SILKEBORG}-2020-03`),
    await paymentOf(samsø, `${SAMSØ}-${VIBORG}-2020-03`),
  ];

  const idsOf = async (placementId: string, offeringId: string, more: Readonly<Record<string, string>>) => {
    const { items: tariffs } = await market.auditor.get(`/offerings/${offeringId}/tariffs`);
    const { items: events } = await market.auditor.get(`/audit/events?subject=${placementId}`);
    const [{ tariffId }, { eventId }] = [tariffs[0], events[0]];
    const fixed = { serviceLineId: 'SEL-107', line: '1', addendum: '1', month: '2020-03' };
    return { ...fixed, placementId, contractId: placementId, offeringId, tariffId, eventId, ...more };
  };
  things = {
    these: {
      ids: await idsOf(a.placementId, market.offeringId, {
        statementId: `${REGION}-${SILKEBORG}-2020-03`,
        agreementId: 'rammeaftale-2019-20',
        party: AARHUS,
        paymentId: payments[0] ?? '',
        chargeId: charges[0] ?? '',
        schemeId: schemes[0] ?? '',
        citizenRef: citizenA,
        registrant: AARHUS,
      }),
      citizenRef: citizenA,
      ties: {
        buyer: [AARHUS],
        payer: [SILKEBORG],
        operator: [REGION],
        member: [REGION, AARHUS, VIBORG, SILKEBORG, SAMSØ],
        region: [REGION],
      },
    },
    others: {
      ids: await idsOf(b.placementId, offeringB, {
        statementId: `${SAMSØ}-${VIBORG}-2020-03`,
        agreementId: agreement.agreementId,
        party: NORDJYLLAND,
        paymentId: payments[1] ?? '',
        chargeId: charges[1] ?? '',
        schemeId: schemes[1] ?? '',
        citizenRef: citizenB,
        registrant: VIBORG,
      }),
      citizenRef: citizenB,
      ties: { buyer: [VIBORG], payer: [VIBORG], operator: [SAMSØ], member: parties, region: [NORDJYLLAND] },
    },
  };
  document = (await running.app.inject({ url: '/api/openapi.json' })).json();
  operations = Object.entries<Loose>(document.paths).flatMap(([path, item]) =>
    Object.entries<Loose>(item).map(([method, said]) => ({
      action: said.operationId,
      method: method.toUpperCase() as 'GET',
      path,
      said,
      permission: said['x-access'],
    })),
  );
}, 60_000);
afterAll(() => running.close());

const position = async (): Promise<number> =>
  (await running.app.inject({ url: '/health/ready' })).json().store.position;

const expected = ({ permission, path }: Operation, { party, roles }: Persona, { ids, ties }: Things): Expected => {
  const relationsTo = (of: Permission): readonly Relation[] =>
    of.may === 'public' ? [] : roles.flatMap((role) => (of.may as Record<string, Relation[]>)[role] ?? []);
  const holds = (relation: Relation): boolean => {
    if (relation === 'any' || relation === 'impersonal' || relation === 'escalated') return true;
    if (relation === 'own' && path.includes('{citizenRef}')) return ids.registrant === party;
    if (relation === 'own') return !path.includes('{party}') || ids.party === party;
    return ties[relation]?.includes(party) === true;
  };
  const relations = relationsTo(permission);
  if (relations.length === 0) return 'no such role';
  if (!/\{(?!month)/.test(path) && !relations.includes('region')) return 'yes';
  if (relations.some(holds)) return 'yes';
  const seenBy = SEEN_BY[permission.resource];
  const seen = seenBy !== undefined && relationsTo(operationNamed(seenBy).permission).some(holds);
  return seen ? 'not yours' : 'no such thing';
};

/** Bodies of the right form. Where the form alone would not reach the question of who may, by hand. */
const bodyFor = ({ action, said }: Operation, { ids, ties }: Things): object | undefined => {
  const schema = said.requestBody?.content['application/json']?.schema;
  if (schema === undefined) return undefined;
  const byHand: Readonly<Record<string, object>> = {
    registerParty: {
      party: '101',
      name: 'X',
      kind: 'municipality',
      cvr: '00000000',
      frameworkRegion: ties.region?.[0],
    },
    concludeAgreement: {
      agreementId: ids.agreementId,
      name: 'X',
      region: ties.region?.[0],
      first: '2020-01-01',
      last: '2020-12-31',
      parties: [AARHUS, VIBORG],
    },
    reservePlace: { ...reservation(ids.offeringId ?? '', '2020-04-01'), level: 'none' },
    registerPayment: { statementId: ids.statementId, amountOre: 100, paidOn: '2020-04-01' },
    agreeScheme: {
      agreementId: ids.agreementId,
      name: 'X',
      year: 2020,
      budgetOre: 100,
      keyUnit: 'indbyggere',
      keyDate: '2020-01-01',
    },
    correctCitizenDetails: { name: 'Opdigtet Borger C' },
    changePayer: { from: '2020-01-01', payer: VIBORG, legalGround: 'RSL-9' },
  };
  return byHand[action] ?? (fc.sample(valueOf(schema, document), { numRuns: 1, seed: 7 })[0] as object);
};

/** With the parameters of a query that must be there. */
const addressOf = ({ path, said }: Operation, ids: Readonly<Record<string, string>>): string => {
  const needed = (said.parameters ?? []).filter((each: Loose) => each.in === 'query' && each.required);
  const query = needed.map(
    ({ name, schema }: Loose) => `${name}=${String(fc.sample(valueOf(schema, document), { numRuns: 1, seed: 7 })[0])}`,
  );
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? newId());
  return query.length === 0 ? address : `${address}?${query.join('&')}`;
};

const withQuery = (address: string, query: string): string =>
  query === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${query}`;

interface Got {
  readonly status: number;
  readonly text: string;
  readonly code: string | undefined;
}

const tokens = new Map<string, string>();
const tokenOf = async ({ party, roles }: Persona): Promise<string> => {
  const key = `${party} ${roles.join()}`;
  const known = tokens.get(key);
  if (known !== undefined) return known;
  const { body } = await running.app.inject({ method: 'POST', url: '/api/v1/auth/tokens', payload: { party, roles } });
  const token = `Bearer ${(JSON.parse(body) as { accessToken: string }).accessToken}`;
  tokens.set(key, token);
  return token;
};

const asked = async (
  { method }: Operation,
  url: string,
  persona: Persona | undefined,
  {
    body,
    headers = {},
  }: { readonly body?: object | undefined; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Got> => {
  const authorization = persona === undefined ? {} : { authorization: await tokenOf(persona) };
  // Whoever reads of a citizen says why.
  const purpose = persona?.roles.includes('auditor') ? 'AUDIT' : 'SETTLEMENT';
  const answer = await running.app.inject({
    method,
    url: /^\/api\/v1\/citizens\/[^/]+$/.test(url) && method === 'GET' ? withQuery(url, `purpose=${purpose}`) : url,
    headers: { ...authorization, ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
  const problem = String(answer.headers['content-type']).includes('problem');
  const code = problem ? answer.json<{ code: string }>().code : undefined;
  return { status: answer.statusCode, text: answer.body, code };
};

/** Asks for both sets of things, as each persona, by every route that needs a token. */
const walk = async (
  visit: (operation: Operation, persona: Persona, of: Things, what: string, wanted: Expected) => Promise<void>,
): Promise<void> => {
  for (const [whose, of] of Object.entries(things))
    for (const operation of operations.filter(({ permission }) => permission.may !== 'public'))
      for (const persona of PERSONAS) {
        const wanted = expected(operation, persona, of);
        await visit(operation, persona, of, `${persona.who}: ${operation.action} on ${whose}`, wanted);
      }
};

/** What this market has none of is said first, to whoever may see such things. */
const NOT_HERE: ReadonlySet<string | undefined> = new Set([
  'UNKNOWN_CALCULATION',
  'UNKNOWN_ACCOUNTS',
  'UNKNOWN_TARIFF_FILE',
  'UNKNOWN_EVENT',
  'E_INVOICE_NOT_ISSUED',
  'PAYMENT_NOT_FOUND',
]);
const REFUSED = { 'no such role': '403 FORBIDDEN_ROLE', 'not yours': '403 NOT_YOURS' } as const;

/** Ids of the same form, of things that were never there. */
const ghostsOf = (ids: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const ghost = newId();
  const made = {
    paymentId: newId(),
    schemeId: newId(),
    placementId: ghost,
    contractId: ghost,
    offeringId: newId(),
    tariffId: newId(),
    eventId: newId(),
  };
  return {
    ...ids,
    ...made,
    statementId: `${REGION}-${AARHUS}-2019-01`,
    agreementId: 'ingen-aftale',
    party: '999',
    citizenRef: newId(),
  };
};

const withoutIds = (text: string, ids: Readonly<Record<string, string>>): string => {
  const named = Object.entries(ids).filter(([name]) => !['line', 'addendum', 'month', 'serviceLineId'].includes(name));
  // The longest first: a party's three digits may stand inside another's id by chance.
  const longestFirst = named.map(([, id]) => id).toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, id) => rest.replaceAll(id, '#'), text);
};

describe('By the access table', () => {
  it('nobody without a token is answered', async () => {
    for (const operation of operations) {
      expect([operation.action, operation.permission]).not.toContain(undefined);
      if (operation.permission.may === 'public') continue;
      const { status } = await asked(operation, addressOf(operation, things.these.ids), undefined);
      expect([operation.action, status]).toEqual([operation.action, 401]);
    }
  });

  it('who may not is refused, hears nothing of what it may not see, and changes nothing', async () => {
    const before = await position();
    let refusals = 0;
    const faults: string[] = [];
    await walk(async (operation, persona, of, what, wanted) => {
      if (wanted === 'yes') return;
      refusals += 1;
      const body = bodyFor(operation, of);
      const url = addressOf(operation, of.ids);
      const got = await asked(operation, url, persona, { body });
      // A revision that is wrong must not tell that there is one.
      const guarded = await asked(operation, url, persona, { body, headers: { 'if-match': '"987"' } });
      if (guarded.status !== got.status || guarded.code !== got.code)
        faults.push(`${what} with If-Match: ${guarded.status} ${guarded.code}`);
      if (wanted !== 'no such thing') {
        const told = `${got.status} ${got.code}`;
        if (told !== REFUSED[wanted] && !NOT_HERE.has(got.code)) faults.push(`${what}: ${told}`);
        return;
      }
      const ghosts = ghostsOf(of.ids);
      const none = await asked(operation, addressOf(operation, ghosts), persona, { body });
      if (got.status !== 404) faults.push(`${what}: ${got.status} ${got.code}, not 404`);
      else if (withoutIds(got.text, of.ids) !== withoutIds(none.text, ghosts)) faults.push(`${what}: ${got.text}`);
    });
    expect(faults).toEqual([]);
    expect(refusals).toBeGreaterThan(500);
    await running.settled();
    expect(await position()).toBe(before);
  }, 60_000);

  it('no body says who acts', async () => {
    const before = await position();
    for (const operation of operations.filter(
      // What takes a file has no fields.
      ({ said, permission }) => said.requestBody?.content['application/json'] && permission.may !== 'public',
    )) {
      const { $ref } = operation.said.requestBody.content['application/json'].schema;
      const { properties } = document.components.schemas[$ref.split('/').at(-1)];
      for (const persona of PERSONAS.filter((each) => expected(operation, each, things.these) === 'yes'))
        for (const field of OTHERS.filter((name) => !(name in properties))) {
          const body = { ...bodyFor(operation, things.these), [field]: persona.party };
          const { status, code } = await asked(operation, addressOf(operation, things.these.ids), persona, { body });
          expect([operation.action, field, status, code]).toEqual([operation.action, field, 400, expect.any(String)]);
        }
    }
    expect(await position()).toBe(before);
  }, 60_000);

  it('no answer names another’s placement, citizen or statement, whatever is filtered, searched or paged by', async () => {
    const sights = ['getPlacement', 'getStatement'] as const;
    const secretsOf = ({ ids, citizenRef }: Things) => ({
      getPlacement: [ids.placementId ?? '', citizenRef],
      getStatement: [ids.statementId ?? ''],
    });
    const auditor = PERSONAS.find(({ roles }) => roles.includes('auditor'));
    let answers = 0;
    for (const operation of operations.filter(
      ({ method, permission }) => method === 'GET' && permission.may !== 'public',
    )) {
      const known: string[] = (operation.said.parameters ?? [])
        .filter((each: Loose) => each.in === 'query')
        .map(({ name }: Loose) => name);
      for (const asking of Object.values(things)) {
        const { ids, citizenRef } = asking;
        const filters: Readonly<Record<string, string>> = {
          ...{
            offeringId: ids.offeringId ?? '',
            citizenRef,
            subject: citizenRef,
            party: ids.statementId?.split('-')[0] ?? '',
          },
          ...{
            operator: asking.ties.operator?.[0] ?? '',
            payer: asking.ties.payer?.[0] ?? '',
            text: 'o',
            month: '2020-03',
          },
          ...{ side: 'sales', buyer: asking.ties.buyer?.[0] ?? '', limit: '1', from: '2020-03-10' },
        };
        const queries = ['', ...known.filter((name) => name in filters).map((name) => `${name}=${filters[name]}`)];
        if (known.includes('cursor')) {
          const first = await asked(operation, withQuery(addressOf(operation, ids), 'limit=1'), auditor);
          const next = first.status === 200 ? (JSON.parse(first.text) as { next?: string }).next : undefined;
          if (next !== undefined) queries.push(`cursor=${next}`);
        }
        for (const persona of PERSONAS)
          for (const query of queries) {
            const { status, text } = await asked(operation, withQuery(addressOf(operation, ids), query), persona);
            expect([operation.action, query, status < 500]).toEqual([operation.action, query, true]);
            if (status !== 200) continue;
            answers += 1;
            for (const of of Object.values(things))
              for (const sight of sights) {
                if (expected(operationNamed(sight), persona, of) === 'yes') continue;
                const told = secretsOf(of)[sight].filter((secret) => text.includes(secret));
                expect([persona.who, operation.action, query, told]).toEqual([
                  persona.who,
                  operation.action,
                  query,
                  [],
                ]);
              }
          }
      }
    }
    expect(answers).toBeGreaterThan(300);
  }, 60_000);

  it('who may is answered, if only with a rule', async () => {
    let allowed = 0;
    const faults: string[] = [];
    await walk(async (operation, persona, of, what, wanted) => {
      if (wanted !== 'yes') return;
      allowed += 1;
      const { status, code } = await asked(operation, addressOf(operation, of.ids), persona, {
        body: bodyFor(operation, of),
      });
      // A part of the thing may be missing (an addendum); the thing itself may not.
      const part = /ADDENDUM|SERVICE_LINE|LINE_NOT_FOUND/.test(code ?? '') || NOT_HERE.has(code);
      // What a payment is for stands in its body, and may be another's.
      const anothers = operation.action === 'registerPayment' && code === 'STATEMENT_NOT_FOUND';
      const missing = status === 404 && !part && !anothers;
      if ([401, 403].includes(status) || missing || status >= 500) faults.push(`${what}: ${status} ${code}`);
    });
    expect(faults).toEqual([]);
    expect(allowed).toBeGreaterThan(300);
  }, 60_000);
});
