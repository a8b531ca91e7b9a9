import { generateKeyPairSync } from 'node:crypto';
import { CONTEXTS } from '../../src/contexts';
import { reject } from '../../src/kernel/decider';
import { filledIn, type RefusalMessage } from '../../src/kernel/messages';
import { platformRefusals, Refused } from '../../src/platform/commands/refusals';
import type { BodyClass } from '../../src/platform/http/fields';
import { keepRead, refusedField } from '../../src/platform/http/refused-field';
import { Forms } from '../../src/ui/frame/forms';
import { type RunningApp, startApp } from '../support/app';
import { openSmallMarket, REGION, reservation, type SmallMarket } from '../support/small-market';

/** Every form of the pages, held against every refusal that is about a field of what it sends. */

const REFUSALS: ReadonlyMap<string, RefusalMessage> = new Map(
  [platformRefusals, ...CONTEXTS.map(({ refusals }) => refusals)].flatMap((catalogue) => Object.entries(catalogue)),
);

/** What stands in the sentences, and in the lists in which a refusal finds its entry. */
const valueOf = (name: string): string | number => {
  if (name.endsWith('Ore')) return 100;
  return { code: 'BASE', rule: 'dueDays', party: '9999' }[name] ?? '7';
};
const GIVEN = {
  components: [{ code: 'BASE' }],
  regulation: [{ originYear: '7' }],
  capacity: [{ first: '7' }],
  parts: [{ serviceLineId: '7' }],
};

const valuesOf = ({ da }: RefusalMessage): Readonly<Record<string, string | number>> =>
  Object.fromEntries([...da.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, valueOf(name)]));

/** About fields that only programs fill in: sizes of a log, calculations, the rules as one object. */
const FILLED_IN_BY_PROGRAMS = [
  'CALCULATION_OF_ANOTHER_LEVEL',
  'EVENT_AFTER_TREE',
  'LOG_NOT_SO_LONG',
  'NO_SUCH_MUNICIPALITY',
  'OFFERING_NEEDED_BY_DAY',
  'OFFERING_UNKNOWN',
  'ORIGIN_WITHOUT_RULE',
  'PARTY_NOT_IN_KEY',
  'RULES_MISSING',
  'RULE_OUT_OF_LIMITS',
  'RULE_WITHOUT_ORIGIN',
  'UNKNOWN_TARIFF',
];
/** About fields that a page sends along without asking for them, or only where nothing of this market leads. */
const NOT_ASKED_FOR_HERE = [
  'CALCULATED_PARTS_CHANGED',
  'CALCULATION_OF_ANOTHER_VERSION',
  'CHECKPOINT_MISMATCH',
  'COSIGNED_OUTSIDE_TIME',
  'COSIGNING_SIDE_REQUIRED',
  'HASH_MISMATCH',
  'SIDE_REQUIRED',
  'UNKNOWN_OFFERING',
];
/** Looked at by an address before anything is sent; `refused-fields.page-spec.ts` has them. */
const LOOKED_AT = ['NOTICE_HAS_RUN_OUT'];

interface Ids {
  readonly offering: string;
  readonly closed: string;
  readonly tariff: string;
  readonly reserved: string;
  readonly agreed: string;
  readonly enrolled: string;
  readonly left: string;
  readonly accounts: string;
  readonly scheme: string;
}

const STATEMENT = '/settlement/statements/1082-751-2020-03';
const AGREEMENT = '/agreements/rammeaftale-2019-20';
const NOBODY = '0197e3a4-0000-7000-8000-000000000001';

/** A page with forms, and who fills them in: `1082.operator`. */
const PAGES: readonly (readonly [who: string, path: (ids: Ids) => string])[] = [
  ['751.buyer', ({ offering }) => `/offerings/${offering}/reserve?line=SEL-107`],
  ['1082.operator', ({ reserved }) => `/placements/${reserved}`],
  ['1082.operator', ({ agreed }) => `/placements/${agreed}`],
  ['751.buyer', ({ agreed }) => `/placements/${agreed}`],
  ['751.buyer', ({ enrolled }) => `/placements/${enrolled}/notice`],
  ['751.buyer', ({ enrolled }) => `/placements/${enrolled}/payer`],
  ['1082.operator', ({ enrolled }) => `/placements/${enrolled}/absence`],
  ['1082.operator', ({ enrolled }) => `/placements/${enrolled}/end`],
  ['1082.operator', ({ left }) => `/placements/${left}/end/correct`],
  ['1082.operator', () => '/offerings/new'],
  ['1082.operator', ({ offering }) => `/offerings/${offering}/description`],
  ['1082.operator', ({ offering }) => `/offerings/${offering}/approval`],
  ['1082.operator', ({ offering }) => `/offerings/${offering}/closure`],
  ['1082.operator', ({ offering }) => `/offerings/${offering}/service-lines/new`],
  ['1082.operator', ({ offering }) => `/offerings/${offering}/service-lines/SEL-107/end`],
  ['1082.operator', ({ offering }) => `/offerings/${offering}/capacity?line=SEL-107`],
  ['1082.operator', ({ offering }) => `/offerings/${offering}/over-capacity?line=SEL-107`],
  ['1082.operator', ({ offering }) => `/offerings/${offering}/tariffs/change?line=SEL-107&level=1`],
  ['1082.operator', ({ offering }) => `/offerings/${offering}/tariffs/change?line=SEL-107&newLevel=1`],
  ['1082.operator', ({ offering, tariff }) => `/offerings/${offering}/tariffs/${tariff}/correct`],
  ['1082.operator', ({ offering }) => `/offerings/${offering}/tariff-calculations/new?price=SEL-107+3&year=2021`],
  ['1082.operator', ({ offering }) => `/offerings/${offering}/package-calculations/new`],
  ['1082.secretariat', () => '/agreements/register'],
  ['1082.secretariat', () => `${AGREEMENT}/parties`],
  ['1082.secretariat', () => `${AGREEMENT}/parties/751/leave`],
  ['1082.secretariat', () => `${AGREEMENT}/extend`],
  ['1082.secretariat', () => '/parties/new'],
  ['1082.operator', () => '/parties/1082'],
  ['751.buyer', () => `${STATEMENT}/checkpoint`],
  ['1082.secretariat', () => `${AGREEMENT}/rules`],
  ['751.operator', () => '/settlement/months'],
  ['1082.operator', () => '/settlement/payments/register'],
  ['1082.operator', () => '/settlement/payment-files'],
  ['751.buyer', () => `${STATEMENT}/lines/1/why`],
  ['1082.operator', () => `${STATEMENT}/lines/2/why`],
  ['1082.secretariat', () => `${STATEMENT}/lines/3/dispute/decide`],
  ['1082.operator', ({ offering }) => `/year-end/accounts/submit?line=${offering}+SEL-107&year=2020`],
  ['1082.operator', ({ offering, accounts }) => `/year-end/accounts/${offering}/${accounts}`],
  ['1082.operator', () => '/year-end/regulation-accounts/bring-in'],
  ['1082.operator', () => '/year-end/closure-deficits/determine'],
  ['1082.operator', () => '/objective-financing/schemes/register'],
  ['1082.secretariat', () => '/objective-financing/schemes/register'],
  ['1082.operator', ({ scheme }) => `/objective-financing/schemes/${scheme}/key`],
  ['1082.operator', ({ scheme }) => `/objective-financing/schemes/${scheme}/actuals`],
  ['751.auditor', () => '/audit/checkpoint'],
  ['751.buyer', () => '/citizens'],
  ['751.buyer', () => '/citizens/new'],
  ['751.buyer', () => `/citizens/${NOBODY}`],
];

interface FormOnPage {
  readonly id: string;
  readonly takesFile: boolean;
  readonly action: string;
  readonly fields: URLSearchParams;
}

const FILE_TYPE = 'multipart/form-data; boundary=part';
const FILE_SENT = [
  '--part',
  'content-disposition: form-data; name="file"; filename="a.csv"',
  'content-type: text/csv',
  '',
  'Dato;Beløb;Reference',
  '--part--',
  '',
].join('\r\n');

const attribute = (tag: string, name: string): string => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

/** The forms that record something, filled in as a browser would send them. */
const formsIn = (markup: string): readonly FormOnPage[] =>
  [...markup.matchAll(/<form method="post"[^>]* id="[\s\S]*?<\/form>/g)].map(([form]) => {
    const head = form.slice(0, form.indexOf('>') + 1);
    const fields = new URLSearchParams();
    for (const [tag] of form.matchAll(/<input[^>]*>/g))
      if (!/type="(?:checkbox|file)"/.test(tag) || /\schecked/.test(tag))
        fields.append(attribute(tag, 'name'), attribute(tag, 'value'));
    for (const [select] of form.matchAll(/<select[\s\S]*?<\/select>/g)) {
      const options = [...select.matchAll(/<option[^>]*>/g)].map(([option]) => option);
      const chosen = options.find((option) => /\sselected/.test(option)) ?? options[0] ?? '';
      fields.append(attribute(select, 'name'), attribute(chosen, 'value'));
    }
    for (const [, tag = '', text = ''] of form.matchAll(/(<textarea[^>]*>)([\s\S]*?)<\/textarea>/g))
      fields.append(attribute(tag, 'name'), text);
    return {
      id: attribute(head, 'id'),
      takesFile: head.includes('multipart/form-data'),
      action: attribute(head, 'action'),
      fields,
    };
  });

const textOf = (markup: string): string =>
  markup
    .replace(/<\/?a\b[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');

const summaryOf = (markup: string): string =>
  /fault-summary[\s\S]*?<div class="alert-text">[\s\S]*?<\/div>/.exec(markup)?.[0] ?? '';

/** What is amiss with how a fault is shown at the control that the summary leads to; nothing where it is right. */
const amiss = (markup: string, id: string, sentence: string): string | undefined => {
  const control = new RegExp(`<(\\w+)[^>]*\\sid="${id}"[^>]*>`).exec(markup);
  if (control === null) return 'the summary leads nowhere';
  const [tag, name] = control;
  if (!attribute(tag, 'aria-describedby').split(' ').includes(`${id}-error`)) return 'the control is not described';
  if (/^(?:input|select|textarea)$/.test(name ?? '') && attribute(tag, 'aria-invalid') !== 'true')
    return 'the control is not said to be wrong';
  const error = new RegExp(`id="${id}-error">([\\s\\S]*?)</span>\\s*(?!</span>)`).exec(markup);
  const said = error === null ? '' : markup.slice(error.index, error.index + 1_000);
  return textOf(said).includes(sentence) ? undefined : 'the sentence is not at the control';
};

let running: RunningApp;
let market: SmallMarket;
let ids: Ids;
const tokens = new Map<string, string>();

const bought = async (offeringId: string, firstDay: string, steps: 0 | 1 | 2): Promise<string> => {
  const { placementId } = await market.aarhus.post('/placements', reservation(offeringId, firstDay));
  if (steps > 0) await market.seller.post(`/placements/${placementId}/confirm`);
  if (steps > 1) await market.seller.post(`/placements/${placementId}/enrol`, { firstDay });
  return placementId;
};

beforeAll(async () => {
  running = await startApp('2020-03-03');
  market = await openSmallMarket(running);
  const { seller, aarhus, offeringId: offering } = market;
  await running.as(REGION, 'secretariat').post(`${AGREEMENT}/extend`, { last: '2023-12-31', reason: 'Prøve' });
  await seller.post(`/offerings/${offering}/tariffs`, {
    serviceLineId: 'SEL-107',
    level: '3',
    validFrom: '2020-01-01',
    components: [
      { code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: 256_000 },
      { code: 'MEALS', kind: 'SUPPLEMENT', unit: 'DAY', priceOre: 10_000 },
    ],
    reason: 'Takst 2020',
  });
  const publicKey = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' });
  await aarhus.post('/parties/751/cosigning-key', { publicKey });
  const reserved = await bought(offering, '2020-03-10', 0);
  const agreed = await bought(offering, '2020-03-10', 1);
  const enrolled = await bought(offering, '2020-03-01', 2);
  const left = await bought(offering, '2020-03-02', 2);
  await bought(offering, '2020-03-03', 2);
  await seller.post(`/placements/${left}/end`, { departureDay: '2020-03-03', reason: 'MOVED' });
  const closed = await market.offer('Fjordbo', 2);
  const { schemeId: scheme } = await seller.post('/objective-financing/schemes', {
    agreementId: 'rammeaftale-2019-20',
    name: 'Sikrede pladser',
    year: 2020,
    budgetOre: 1_000_000_000,
    keyUnit: '15-17-årige',
    keyDate: '2019-01-01',
  });
  running.clock.turnTo('2020-04-01');
  await seller.post('/settlement/months/2020-03/close', {});
  for (const line of [2, 3]) await aarhus.post(`${STATEMENT}/lines/${line}/dispute`, { reason: 'WRONG_DAYS' });
  await seller.post(`${STATEMENT}/lines/3/dispute/answer`, { answer: 'UPHOLD' });
  await aarhus.post(`${STATEMENT}/lines/3/dispute/escalate`, {});
  running.clock.turnTo('2021-02-15');
  await seller.post(`/offerings/${closed}/closure`, { last: '2021-02-15', reason: 'Færre borgere' });
  const { accountsId: accounts } = await seller.post(`/year-end/accounts/${offering}`, {
    serviceLineId: 'SEL-107',
    year: 2020,
    costs: [{ category: 'DIRECT', amountOre: 70_000_000 }],
    budgetOre: 80_000_000,
  });
  await seller.post(`/offerings/${offering}/tariff-calculations`, {
    serviceLineId: 'SEL-107',
    level: '3',
    year: 2021,
    costs: [{ category: 'DIRECT', amountOre: 80_000_000 }],
    regulation: [{ originYear: 2019, amountOre: -100 }],
    capacity: [{ first: '2021-01-01', last: '2021-12-31', places: 1 }],
    occupancy: [2018, 2019].map((year) => ({ year, rateBp: 9_600 })),
  });
  running.clock.turnTo('2021-02-16');
  const { items } = await aarhus.get(`/offerings/${offering}/tariffs`);
  const tariff = items.find(({ level }: { level: string }) => level === '2').tariffId;
  await running.settled();
  ids = { offering, closed, tariff, reserved, agreed, enrolled, left, accounts, scheme };
}, 60_000);

afterAll(() => running.close());

const headersOf = async (who: string): Promise<Record<string, string>> => {
  const [party = '', ...roles] = who.split('.');
  const known = tokens.get(who);
  const token =
    known ??
    (await running.app.inject({ method: 'POST', url: '/api/v1/auth/tokens', payload: { party, roles } })).json<{
      accessToken: string;
    }>().accessToken;
  tokens.set(who, token);
  return { authorization: `Bearer ${token}`, 'accept-language': 'da' };
};

describe('A refusal that is about something typed', () => {
  it('stands at its field in every form that has it, and above every other one', async () => {
    const forms = running.app.get(Forms);
    let code = 'CONCURRENT_CHANGE';
    let described: BodyClass | undefined;
    jest.spyOn(forms, 'take').mockImplementation(async (visit, body, form, _send, again) => {
      described = body;
      keepRead({ described: body, value: GIVEN });
      const message = REFUSALS.get(code) as RefusalMessage;
      return again({ typed: form, ...forms.toMend(new Refused(reject(code, valuesOf(message))), visit) });
    });
    const wrong: string[] = [];
    const atAField = new Set<string>();
    for (const [who, pathOf] of PAGES) {
      const headers = await headersOf(who);
      const path = pathOf(ids);
      const page = await running.app.inject({ url: path, headers });
      const found = formsIn(page.body);
      if (page.statusCode !== 200 || found.length === 0) wrong.push(`${path}: ${page.statusCode}, no form`);
      for (const { id, action, fields, takesFile } of found) {
        const send = (refusal: string) => {
          code = refusal;
          const [type, payload] = takesFile
            ? [FILE_TYPE, FILE_SENT]
            : ['application/x-www-form-urlencoded', fields.toString()];
          const own = { ...headers, 'content-type': type };
          return running.app.inject({ method: 'POST', url: action, headers: own, payload });
        };
        described = undefined;
        await send('CONCURRENT_CHANGE');
        for (const [refusal, message] of REFUSALS) {
          const values = valuesOf(message);
          if (described === undefined || refusedField(message, values, [{ described, value: GIVEN }]) === undefined)
            continue;
          const { body } = await send(refusal);
          const sentence = filledIn(message.da, values, 'da');
          const summary = summaryOf(body);
          const target = /href="#([^"]+)"/.exec(summary)?.[1];
          if (!textOf(summary).includes(sentence)) wrong.push(`${path} ${id} ${refusal}: not said above`);
          if (target === undefined) continue;
          const fault = amiss(body, target, sentence);
          if (fault !== undefined) wrong.push(`${path} #${target} ${refusal}: ${fault}`);
          else atAField.add(refusal);
        }
      }
    }
    expect(wrong).toEqual([]);
    const named = [...REFUSALS].filter(([, { about = [] }]) => about.length > 0).map(([refusal]) => refusal);
    expect(named.filter((refusal) => !atAField.has(refusal)).sort()).toEqual(
      [...FILLED_IN_BY_PROGRAMS, ...NOT_ASKED_FOR_HERE, ...LOOKED_AT].sort(),
    );
  }, 60_000);
});
