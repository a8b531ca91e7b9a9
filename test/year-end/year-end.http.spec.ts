import { startApp, type RunningApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, type SmallMarket, VIBORG } from '../support/small-market';

let running: RunningApp;
let market: SmallMarket;
let offeringId: string;
let closing: string;

beforeAll(async () => {
  running = await startApp('2020-03-10');
  market = await openSmallMarket(running);
  await running.as(REGION, 'secretariat').post('/agreements/rammeaftale-2019-20/extend', {
    last: '2023-12-31',
    reason: 'Prøve',
  });
  offeringId = await market.offer('Skovbo', 2);
  closing = await market.offer('Fjordbo', 2);
  // Domain §5.2: 83 days at 2.560 kr., and a month of notice that is paid; and ten days of the operator's own citizen, whom nobody bills.
  await stay(market.aarhus, '2020-03-10', '2020-05-31', { notice: '2020-05-10' });
  await stay(running.as(REGION, 'buyer'), '2020-06-01', '2020-06-10');
  await stay(running.as(REGION, 'buyer'), '2020-07-01', '2020-07-10', { at: closing });
  await stay(market.viborg, '2020-08-01', '2020-08-20', { at: closing });
  running.clock.turnTo('2021-02-15');
});
afterAll(() => running.close());

const stay = async (
  buyer: SmallMarket['aarhus'],
  first: string,
  last: string,
  { at = offeringId, notice = '' } = {},
): Promise<void> => {
  running.clock.turnTo(first);
  const { placementId } = await buyer.post('/placements', reservation(at, first));
  await market.seller.post(`/placements/${placementId}/confirm`);
  await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: first });
  if (notice !== '') {
    running.clock.turnTo(notice);
    await buyer.post(`/placements/${placementId}/notice`, { noticeDate: notice, receivedDate: notice });
  }
  running.clock.turnTo(last);
  await market.seller.post(`/placements/${placementId}/end`, { departureDay: last, reason: 'MOVED' });
};

const asked = (change: object = {}) => ({
  serviceLineId: 'SEL-107',
  year: 2020,
  costs: [{ category: 'DIRECT', amountOre: 10_000_000 }],
  budgetOre: 20_000_000,
  ...change,
});
const step = (view: { steps: { code: string; formula: { da: string } }[] }, code: string) =>
  view.steps.find((each) => each.code === code)?.formula.da;

describe('From a year’s accounts to a tariff, over HTTP', () => {
  it('counts the revenue, splits the result, and follows it until nothing remains', async () => {
    const would = await market.seller.post(`/year-end/accounts/${offeringId}/preview`, asked());
    expect((await market.auditor.get(`/year-end/accounts?offeringId=${offeringId}`)).items).toEqual([]);
    const { accountsId } = await market.seller.post(`/year-end/accounts/${offeringId}`, asked());
    const { items } = await market.auditor.get(`/year-end/accounts?offeringId=${offeringId}&year=2020`);
    const [view] = items;
    // 93 occupied days × 2.560 kr.; the days paid in notice after the departure are shown, and not counted (R22).
    expect(view).toMatchObject({ accountsId, revenueOre: 23_808_000, occupiedDays: 93, resultOre: 13_808_000 });
    expect(step(view, 'REVENUE')).toBe('238.080,00 kr.');
    expect(step(view, 'CARRY_LIMIT')).toBe('± 5,00 % × 200.000,00 kr. = ± 10.000,00 kr.');
    const { resultOre, steps, replaces } = would;
    expect({ resultOre, steps, replaces }).toEqual({ resultOre: view.resultOre, steps: view.steps, replaces: false });
    const named = view.steps.flatMap(({ figures }: { figures: { name: { da: string } }[] }) => figures);
    expect(named.map(({ name }: { name: { da: string } }) => name.da)).toContain('Aarhus');
    const revenue = view.steps.find(({ code }: { code: string }) => code === 'REVENUE');
    expect(revenue.figures.map(({ value }: { value: { da: string } }) => value.da)).toEqual([
      '93 dage × 2.560,00 kr. = 238.080,00 kr.',
      // Notice on 10 May pays to the end of June.
      '76.800,00 kr.',
    ]);

    // What is billed for the year is A1 of both offerings and the paid notice, own citizens billed as everybody else (P5).
    let billed = 0;
    for (let month = 3; month <= 8; month += 1)
      billed += Number((await market.seller.post(`/settlement/months/2020-0${month}/close`, {})).totalOre);
    expect(billed).toBe(23_808_000 + 7_680_000 + 30 * 256_000);

    const at = `/year-end/accounts/${offeringId}/${accountsId}/split`;
    expect(await market.seller.refused('POST', at, { carriedOre: 1_000_001 })).toBe('422 CARRY_ABOVE_LIMIT');
    expect(await market.seller.refused('POST', `${at}/preview`, { carriedOre: 1_000_001 })).toBe(
      '422 CARRY_ABOVE_LIMIT',
    );
    const { split } = await market.seller.post(`${at}/preview`, { carriedOre: 1_000_000 });
    expect(split).toMatchObject({ carriedOre: 1_000_000, toTariffOre: 12_808_000, tariffYear: 2022 });
    await market.seller.post(at, { carriedOre: 1_000_000 });
    expect(await market.seller.post(`${at}/preview`, { carriedOre: 1_000_000 })).toEqual({});
    const account = async () =>
      (await market.seller.get(`/year-end/regulation-accounts?offeringId=${offeringId}&year=2020`)).items[0];
    expect(await account()).toMatchObject({
      phase: 'LOCKED',
      resultOre: 13_808_000,
      carriedOre: 1_000_000,
      toTariffOre: 12_808_000,
      tariffYear: 2022,
      remainingOre: 12_808_000,
    });

    const calculate = (amountOre: number, level = '1') =>
      market.seller.post(`/offerings/${offeringId}/tariff-calculations`, {
        serviceLineId: 'SEL-107',
        level,
        year: 2022,
        costs: [{ category: 'DIRECT', amountOre: 100_000_000 }],
        regulation: [{ originYear: 2020, amountOre }],
        occupancy: [
          { year: 2019, rateBp: 9_500 },
          { year: 2020, rateBp: 9_500 },
        ],
      });
    const shown = async ({ calculationId }: { calculationId: string }) =>
      (await market.aarhus.get(`/offerings/${offeringId}/tariff-calculations/${calculationId}`)).warnings.filter(
        ({ code }: { code: string }) => code === 'REGULATION_DIFFERS',
      );
    // Level 2 may take the rest, until it is calculated and does not.
    expect(await shown(await calculate(-12_000_000))).toEqual([]);
    expect(await shown(await calculate(0, '2'))).toEqual([
      expect.objectContaining({
        dueOre: -808_000,
        da: 'Der er ikke reguleret det, som reguleringskontoen viser (R22): -8.080,00 kr. fra 2020.',
      }),
    ]);
    expect(await shown(await calculate(-12_808_000))).toEqual([]);
    expect(await account()).toMatchObject({ phase: 'DONE', remainingOre: 0, appliedOre: 12_808_000 });

    const { invariants } = await market.auditor.get('/audit/invariants');
    expect(invariants.find(({ id }: { id: string }) => id === 'I7')).toMatchObject({ checked: 2, breachesFound: 0 });
    const { items: trail } = await market.auditor.get('/audit/events?type=ResultSplit');
    expect(trail[0].words.da).toBe(
      'Region Midtjylland fordelte resultatet for Skovbo (SEL § 107) 2020: 10.000,00 kr. overføres, 128.080,00 kr. til taksten for 2022, 0,00 kr. til årets betalere',
    );
  });

  it('gives a result back to the year’s payers where nobody will use the offering any more (R23)', async () => {
    await market.seller.post(`/offerings/${closing}/closure`, {
      last: '2021-06-30',
      reason: 'Lukker',
    });
    // 30 days × 2.560 kr. less 30.000 kr.
    const body = asked({ costs: [{ category: 'DIRECT', amountOre: 3_000_000 }] });
    const { accountsId } = await market.seller.post(`/year-end/accounts/${closing}`, body);
    await market.seller.post(`/year-end/accounts/${closing}/${accountsId}/split`, { carriedOre: 0 });
    await running.settled();
    const { items } = await market.viborg.get('/settlement/charges');
    expect(items).toEqual([
      expect.objectContaining({
        kind: 'RESULT_REFUND',
        payer: VIBORG,
        originYear: 2020,
        amountOre: -3_120_000,
        reckoning: expect.objectContaining({ da: '46.800,00 kr. × 20 / 30 = 31.200,00 kr.' }) as object,
      }),
    ]);
    const [account] = (await market.seller.get(`/year-end/regulation-accounts?offeringId=${closing}`)).items;
    expect(account).toMatchObject({ phase: 'DONE', refundedOre: 4_680_000, toTariffOre: 0, remainingOre: 0 });
  });

  it('shows what is left from before the ledger', async () => {
    const body = { serviceLineId: 'SEL-107', originYear: 2019, openingOre: -500_000, reason: 'Regnskab 2019' };
    const at = `/year-end/regulation-accounts/${market.offeringId}`;
    expect(await market.seller.post(`${at}/preview`, body)).toEqual({ openingOre: -500_000, tariffYear: 2021 });
    await market.seller.post(at, body);
    expect(await market.seller.post(`${at}/preview`, body)).toEqual({ openingOre: -500_000 });
    const { items } = await market.auditor.get(`/year-end/regulation-accounts?offeringId=${market.offeringId}`);
    expect(items).toEqual([
      expect.objectContaining({ originYear: 2019, openingOre: -500_000, remainingOre: -500_000, tariffYear: 2021 }),
    ]);
  });

  it.each(['accounts', 'regulation-accounts'])('lists %s by the name of the offering, page by page', async (list) => {
    const pages = async (sort: string): Promise<string[]> => {
      const found: string[] = [];
      let cursor = '';
      do {
        const page = await market.auditor.get(`/year-end/${list}?limit=1&sort=${sort}${cursor}`);
        found.push(...page.items.map((each: { offeringId: string }) => each.offeringId));
        cursor = page.next === undefined ? '' : `&cursor=${page.next}`;
      } while (cursor !== '');
      return found.filter((id, at) => id !== found[at - 1]);
    };
    const høskoven = list === 'accounts' ? [] : [market.offeringId];
    // Bostøtte Høskoven, Fjordbo, Skovbo.
    const rising = [...høskoven, closing, offeringId];
    expect(await pages('OFFERING')).toEqual(rising);
    expect(await pages('-OFFERING')).toEqual([...rising].reverse());
    expect((await pages('OPERATOR')).sort()).toEqual([...rising].sort());
  });

  it('foresees a year from the days so far and what is known, and shows each buyer its own share (P1)', async () => {
    const offering = await market.offer('Ådal', 1);
    running.clock.turnTo('2021-03-01');
    const { placementId } = await market.aarhus.post('/placements', reservation(offering, '2021-03-01'));
    await market.seller.post(`/placements/${placementId}/confirm`);
    await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2021-03-01' });
    await market.seller.post(`/offerings/${offering}/tariff-calculations`, {
      serviceLineId: 'SEL-107',
      level: '1',
      year: 2021,
      costs: [{ category: 'DIRECT', amountOre: 50_000_000 }],
      decidedOccupancy: { rateBp: 9_500, reason: 'NEW_OFFERING' },
    });
    running.clock.turnTo('2021-03-31');
    const ask = `/year-end/forecast?offeringId=${offering}`;
    const { asOf, year, position, items } = await market.seller.get(ask);
    expect([asOf, year, position > 0]).toEqual(['2021-03-31', 2021, true]);
    // March is over; Aarhus stays to the end of the year as far as anybody knows: 306 days × 2.560 kr.
    expect(items).toEqual([
      expect.objectContaining({
        offeringName: 'Ådal',
        figures: expect.objectContaining({
          occupiedSoFar: 31,
          occupiedDays: 306,
          capacityDays: 365,
          forecastBp: 8_384,
          budgetedBp: 9_500,
          result: expect.objectContaining({ revenueOre: 78_336_000, resultOre: 28_336_000 }) as object,
        }) as object,
        payers: [{ payer: AARHUS, days: 306 }],
        regulations: [
          {
            originYear: 2021,
            tariffYear: 2023,
            ground: 'BUDGET',
            amountOre: 25_836_000,
            shares: [{ payer: AARHUS, days: 306, amountOre: 25_836_000 }],
          },
        ],
      }),
    ]);
    expect(items[0].reasons.map(({ code }: { code: string }) => code)).toEqual([
      'OCCUPANCY_BELOW_BUDGET',
      'RESULT_BEYOND_LIMIT',
    ]);

    const [own] = (await market.aarhus.get(ask)).items;
    expect(own).not.toHaveProperty('figures');
    expect(own.regulations).toEqual([
      { originYear: 2021, tariffYear: 2023, ground: 'BUDGET', shares: items[0].regulations[0].shares },
    ]);
    expect((await market.viborg.get(ask)).items).toEqual([]);
    const [seen] = (await running.as(REGION, 'secretariat').get(ask)).items;
    expect([seen.figures.occupiedDays, seen.payers]).toEqual([306, []]);

    // A stay that is known to end, and one that is agreed, count as far as they are known.
    await market.aarhus.post(`/placements/${placementId}/notice`, {
      noticeDate: '2021-03-31',
      receivedDate: '2021-03-31',
    });
    const coming = await market.viborg.post('/placements', reservation(offering, '2021-05-01'));
    await market.seller.post(`/placements/${coming.placementId}/confirm`);
    const [later] = (await market.seller.get(ask)).items;
    expect(later.payers).toEqual([
      { payer: AARHUS, days: 61 },
      { payer: VIBORG, days: 245 },
    ]);
    expect(later.figures.result.revenueOre).toBe(78_336_000);
    expect(later.regulations[0].shares).toHaveLength(2);
    // Each sees its own, and nothing of the other's.
    for (const [buyer, payer] of [
      [market.aarhus, AARHUS],
      [market.viborg, VIBORG],
    ] as const) {
      const [mine] = (await buyer.get(ask)).items;
      const shares = mine.regulations.flatMap((regulation: { shares: { payer: string }[] }) => regulation.shares);
      expect([...mine.payers, ...shares].map((each: { payer: string }) => each.payer)).toEqual([payer, payer]);
    }
    const page = await market.auditor.get('/year-end/forecast?limit=1');
    expect((await market.auditor.get(`/year-end/forecast?limit=1&cursor=${page.next}`)).items).not.toEqual(page.items);
  });

  it('answers a repeated request as the first time', async () => {
    const offering = await market.offer('Elsted', 1);
    const send = () => market.seller.post(`/year-end/accounts/${offering}`, asked(), { 'idempotency-key': 'regnskab' });
    expect(await send()).toEqual(await send());
  });

  it('shares the deficit of a closure by the days before it (R24, Q5)', async () => {
    const at = `/year-end/closure-deficits/${closing}`;
    const body = { amountOre: 300_000, reason: 'Slutregnskab' };
    expect(await market.seller.refused('POST', at, body)).toBe('409 OFFERING_NOT_CLOSED');
    running.clock.turnTo('2021-07-15');
    const { determined } = await market.seller.post(`${at}/preview`, body);
    expect(determined.shares).toEqual([
      { payer: REGION, days: 10, amountOre: 100_000 },
      { payer: VIBORG, days: 20, amountOre: 200_000 },
    ]);
    await market.seller.post(at, body);
    await market.seller.post(at, { amountOre: 150_000, reason: 'Revision' });
    await running.settled();
    const { items } = await market.viborg.get('/settlement/charges');
    const closures = items.filter(({ kind }: { kind: string }) => kind === 'CLOSURE_DEFICIT');
    // 20 of 30 days from 1 July 2020: 2.000 kr., and half of it back.
    expect(closures.map(({ amountOre }: { amountOre: number }) => amountOre).sort()).toEqual([-100_000, 200_000]);
    const { items: deficits } = await market.auditor.get('/year-end/closure-deficits');
    expect(
      deficits.map(({ determination, standing, amountOre, first }: Record<string, unknown>) => [
        determination,
        standing,
        amountOre,
        first,
      ]),
    ).toEqual([
      [1, false, 300_000, '2020-07-01'],
      [2, true, 150_000, '2020-07-01'],
    ]);
    running.clock.turnTo('2021-03-31');
  });

  it('is for the operator itself, and its figures are nobody else’s than auditors’ and secretariats’', async () => {
    const at = `/year-end/accounts/${offeringId}`;
    expect(await running.as(AARHUS, 'operator').refused('POST', at, asked())).toBe('403 NOT_YOURS');
    expect(await market.aarhus.refused('POST', at, asked())).toBe('403 FORBIDDEN_ROLE');
    expect(await market.aarhus.refused('GET', '/year-end/accounts')).toBe('403 FORBIDDEN_ROLE');
    expect((await running.as(VIBORG, 'operator').get('/year-end/accounts')).items).toEqual([]);
    expect(await market.seller.refused('POST', at, asked({ year: 2021 }))).toBe('422 YEAR_NOT_OVER');
    expect(await market.seller.refused('POST', at, asked())).toBe('409 ACCOUNTS_EXIST');
    const { body } = await market.seller.ask('POST', at, asked({ serviceLineId: 'SEL-104' }));
    expect(body.code).toBe('UNKNOWN_SERVICE_LINE');
  });
});
