import { startApp, type RunningApp } from '../support/app';
import {
  AARHUS,
  openSmallMarket,
  PRICE_ORE,
  REGION,
  reservation,
  SILKEBORG,
  type SmallMarket,
  VIBORG,
} from '../support/small-market';

const BUDGET = 1_000_000_000;
const ACTUAL = 1_100_000_000;
const KEY = [
  { party: AARHUS, figure: 12_000 },
  { party: VIBORG, figure: 4_000 },
  { party: SILKEBORG, figure: 3_999 },
];
/** 1.000.000 × 12.000 / 19.999 kr. and so on, by largest remainder. */
const SHARES = [600_030_002, 200_010_000, 199_959_998];
const scheme = {
  agreementId: 'rammeaftale-2019-20',
  name: 'Sikrede pladser',
  year: 2020,
  budgetOre: BUDGET,
  keyUnit: '15–17-årige',
  keyDate: '2019-01-01',
  accountFunction: '5.28.25',
};

let running: RunningApp;
let market: SmallMarket;
let at: string;
let placementId: string;

const close = async (month: string, on: string) => {
  running.clock.turnTo(on);
  await running.settled();
  return market.seller.post(`/settlement/months/${month}/close`, {});
};
const statement = (payer: string, month: string) => `/settlement/statements/${REGION}-${payer}-${month}`;

beforeAll(async () => {
  running = await startApp('2020-01-02');
  market = await openSmallMarket(running);
  await market.seller.post('/settlement/openings', { firstMonth: '2020-01' });
});
afterAll(() => running.close());

describe('Objective financing, from key to regulation', () => {
  it('begins with a scheme and its key, which every payer sees', async () => {
    const { seller, viborg } = market;
    const offering = { ...scheme, offeringIds: [market.offeringId] };
    const { schemeId } = await seller.post('/objective-financing/schemes', offering);
    at = `/objective-financing/schemes/${schemeId}`;
    expect(await seller.refused('POST', `${at}/shares`)).toBe('409 KEY_NOT_TAKEN');
    expect(await viborg.refused('GET', at)).toBe('404 UNKNOWN_SCHEME');
    await seller.post(`${at}/key`, { source: 'FOLK1A, 1. kvartal 2019', figures: KEY });
    const seen = await viborg.get(at);
    expect(seen).toMatchObject({ phase: 'KEY_TAKEN', whole: false, key: { figureSum: 19_999, figures: KEY } });
  });

  it('shares the budget to the øre; a payer sees its own share alone', async () => {
    await market.seller.post(`${at}/shares`);
    const { shares } = await market.seller.get(at);
    expect(shares.items.map(({ amountOre }: { amountOre: number }) => amountOre)).toEqual(SHARES);
    expect(SHARES.reduce((sum, share) => sum + share, 0)).toBe(BUDGET);
    const { shares: own, whole } = await market.viborg.get(at);
    expect([whole, own.items]).toEqual([false, [{ party: VIBORG, figure: 4_000, amountOre: SHARES[1] }]]);
    expect((await market.viborg.get('/objective-financing/schemes')).items).toHaveLength(1);
    expect((await running.as('741', 'buyer').get('/objective-financing/schemes')).items).toEqual([]);
  });

  it('stands in the preview, and in the statement of the first month: for payers without citizens, too', async () => {
    await running.settled();
    const coming = await market.viborg.get(`/settlement/months/2020-01/preview?operator=${REGION}`);
    expect(coming.statements).toMatchObject([{ payer: VIBORG, lines: [], charges: [{ amountOre: SHARES[1] }] }]);
    expect((await market.viborg.get('/settlement/charges?unbilled=true')).items).toMatchObject([
      { standing: 'RAISED' },
    ]);
    expect((await close('2020-01', '2020-02-01')).totalOre).toBe(BUDGET);
    const { items, charges, totalOre } = await market.viborg.get(statement(VIBORG, '2020-01'));
    expect([items, totalOre]).toEqual([[], SHARES[1]]);
    expect(charges).toMatchObject([
      { chargeKind: 'OBJECTIVE_SHARE', originYear: 2020, accountFunction: '5.28.25', offeringId: market.offeringId },
    ]);
    expect((await market.viborg.get('/settlement/charges?unbilled=true')).items).toEqual([]);
  });

  it('says why, and that the 12-month limit was not applied', async () => {
    const why = await market.viborg.get(`${statement(VIBORG, '2020-01')}/lines/1/why`);
    expect(why).toMatchObject({ agrees: true, amountOre: SHARES[1], recomputedOre: SHARES[1] });
    expect(why.formula).toContain('10.000.000,00 kr. × 4.000 / 19.999 (15–17-årige pr. 01.01.2019) = 2.000.100,00 kr.');
    const q9 = why.rules.find(({ rule }: { rule: string }) => rule === 'Q9');
    expect(q9).toMatchObject({ provenance: ['DESIGN'], da: expect.stringContaining('R2') });
  });

  it('leaves the basic tariff to the days of the placement: both stand in one statement (R33)', async () => {
    const { seller, aarhus } = market;
    ({ placementId } = await aarhus.post('/placements', reservation(market.offeringId, '2020-02-10')));
    await seller.post(`/placements/${placementId}/confirm`);
    running.clock.turnTo('2020-02-10');
    await seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-02-10' });
    const subscription = { ...scheme, name: 'Krisetelefon', budgetOre: undefined, unitPriceOre: 82 };
    const { schemeId } = await running.as(REGION, 'secretariat').post('/objective-financing/schemes', {
      ...subscription,
      ...{ keyUnit: 'indbyggere', keyDate: '2020-02-01', rhythm: 'HALF_YEARLY', dueFrom: ['2020-02', '2020-07'] },
    });
    const counted = `/objective-financing/schemes/${schemeId}`;
    await seller.post(`${counted}/key`, { source: 'FOLK1A', figures: [{ party: AARHUS, figure: 349_983 }] });
    await seller.post(`${counted}/shares`);
    const late = { source: 'FOLK1A', figures: [{ party: AARHUS, figure: 350_000 }] };
    expect(await seller.refused('POST', `${counted}/key`, late)).toBe('409 SHARES_ALREADY_COMPUTED');
    await close('2020-02', '2020-03-01');
    const { items, charges, totalOre } = await aarhus.get(statement(AARHUS, '2020-02'));
    expect(items).toMatchObject([{ contractId: placementId, days: 20, amountOre: 20 * PRICE_ORE }]);
    expect(charges).toMatchObject([{ line: 2, chargeKind: 'SUBSCRIPTION', amountOre: (349_983 * 82) / 2 }]);
    expect(totalOre).toBe(20 * PRICE_ORE + (349_983 * 82) / 2);
  });

  it('can be disputed line by line, and what is credited comes in the next month', async () => {
    const line = `${statement(VIBORG, '2020-01')}/lines/1`;
    await market.viborg.post(`${line}/dispute`, { reason: 'OTHER', disputedOre: 10_001 });
    await market.seller.post(`${line}/dispute/answer`, { answer: 'CREDIT' });
    await close('2020-03', '2020-04-01');
    const march = statement(VIBORG, '2020-03');
    const { charges, totalOre } = await market.viborg.get(march);
    expect([totalOre, charges[0].corrects]).toEqual([-10_001, { statementId: `${REGION}-${VIBORG}-2020-01`, line: 1 }]);
    expect(await market.viborg.get(`${march}/lines/1/why`)).toMatchObject({ agrees: true, corrected: {} });
  });

  it('is regulated when the year’s cost is known, with the year it is about on the line (P1)', async () => {
    const months = ['2020-04', '2020-05', '2020-06', '2020-07', '2020-08', '2020-09', '2020-10', '2020-11', '2020-12'];
    expect(await market.seller.refused('POST', `${at}/actuals`, { actualOre: ACTUAL })).toBe('422 YEAR_NOT_OVER');
    for (const month of months) await close(month, '2021-01-04');
    await market.seller.post(`${at}/actuals`, { actualOre: ACTUAL, dueFrom: '2021-01' });
    await close('2021-01', '2021-02-01');
    const { items, charges } = await market.viborg.get(statement(VIBORG, '2021-01'));
    // Two of the three have larger remainders.
    const actualShare = Math.floor((ACTUAL * 4_000) / 19_999);
    expect([items, charges]).toMatchObject([
      [],
      [{ chargeKind: 'OBJECTIVE_REGULATION', originYear: 2020, amountOre: actualShare - (SHARES[1] ?? 0) }],
    ]);
    const { actuals, phase } = await market.viborg.get(at);
    expect([phase, actuals[0].items]).toMatchObject(['REGULATED', [{ party: VIBORG, shareOre: actualShare }]]);
  });

  it('and the audit finds every sum right (I1, I2, I3, I8, I9)', async () => {
    await running.settled();
    const { invariants } = await market.auditor.get('/audit/invariants');
    const breached = invariants.filter(({ breachesFound }: { breachesFound: number }) => breachesFound > 0);
    expect(breached).toEqual([]);
    const i8 = invariants.find(({ id }: { id: string }) => id === 'I8');
    expect(i8.checked).toBeGreaterThanOrEqual(7);
  });

  it('has its files: the charge is a row of the CSV and a line of the e-invoice', async () => {
    const answer = await running.app.inject({
      method: 'POST',
      url: '/api/v1/auth/tokens',
      payload: { party: VIBORG, roles: ['buyer'] },
    });
    const authorization = `Bearer ${answer.json<{ accessToken: string }>().accessToken}`;
    const read = async (kind: string) =>
      running.app.inject({ url: `/api/v1${statement(VIBORG, '2020-01')}/${kind}`, headers: { authorization } });
    expect((await read('csv')).body).toContain('Objektiv finansiering 2020: Sikrede pladser, a conto');
    for (const kind of ['pdf', 'xlsx']) expect((await read(kind)).statusCode).toBe(200);
    const check = await market.viborg.get(`${statement(VIBORG, '2020-01')}/e-invoice/check`);
    expect(check).toMatchObject({ kind: 'INVOICE', totalOre: SHARES[1] });
    expect(check.broken.map(({ rule }: { rule: string }) => rule)).not.toContain('PEPPOL-EN16931-R120');
  });
});

describe('A published table', () => {
  it('is held against the scheme’s key, and the row that does not fit is named', async () => {
    const rows = KEY.map(({ party }, index) => ({
      party,
      amountOre: (SHARES[index] ?? 0) + (index === 1 ? 90_000 : 0),
    }));
    const verdict = await market.silkeborg.ask('POST', `${at}/check`, { rows, totalOre: BUDGET });
    expect(verdict.body).toMatchObject({ agrees: false, misfits: [{ row: 2, name: VIBORG }] });
    const stranger = { rows: [{ party: '741', amountOre: 1 }] };
    expect(await market.silkeborg.refused('POST', `${at}/check`, stranger)).toBe('422 PARTY_NOT_IN_KEY');
  });
});
