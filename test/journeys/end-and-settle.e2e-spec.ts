import { setTimeout as pause } from 'node:timers/promises';
import { startApp, type Caller, type RunningApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, VIBORG, type SmallMarket } from '../support/small-market';

const STATEMENT_OF_MAY = `/settlement/statements/${REGION}-${AARHUS}-2020-05`;
const STATEMENT_OF_JUNE = `/settlement/statements/${REGION}-${AARHUS}-2020-06`;

let running: RunningApp;
let market: SmallMarket;
let placementId: string;
/** What everybody saw of May before the late message, and the instant at which they looked. */
let closedMay: string;
let beforeTheMessage: string;

/** An instant after everything recorded so far and before everything recorded later. */
const instantNow = async (): Promise<string> => {
  await pause(5);
  const instant = new Date().toISOString();
  await pause(5);
  return instant;
};

const rawMay = async (): Promise<string> => JSON.stringify((await market.aarhus.ask('GET', STATEMENT_OF_MAY)).body);

const closeMonth = (month: string, on: string, seller: Caller = market.seller) => {
  running.clock.turnTo(on);
  return seller.post(`/settlement/months/${month}/close`, {});
};

interface Totals {
  readonly total: { readonly occupied: number };
}
const occupiedInMay = async (knownAt?: string): Promise<number> => {
  const known = knownAt === undefined ? '' : `&knownAt=${knownAt}`;
  const path = `/occupancy?offeringId=${market.offeringId}&from=2020-05-01&to=2020-05-31${known}`;
  return ((await market.seller.get(path)) as Totals).total.occupied;
};

beforeAll(async () => {
  running = await startApp('2020-02-10');
  market = await openSmallMarket(running);
  const { seller, aarhus } = market;
  await seller.post('/settlement/openings', { firstMonth: '2020-03' });
  ({ placementId } = await aarhus.post('/placements', reservation(market.offeringId, '2020-03-10')));
  await seller.post(`/placements/${placementId}/confirm`);
  running.clock.turnTo('2020-03-10');
  await seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-10' });
});
afterAll(() => running.close());

describe('Months are closed', () => {
  it('with the figures of the founding example: 56.320,00, 76.800,00 and 79.360,00', async () => {
    const march = await closeMonth('2020-03', '2020-04-01');
    const april = await closeMonth('2020-04', '2020-05-01');
    running.clock.turnTo('2020-05-31');
    await market.seller.post(`/placements/${placementId}/end`, {
      departureDay: '2020-05-31',
      reason: 'MOVED',
      lastPayableDay: '2020-05-31',
    });
    const may = await closeMonth('2020-05', '2020-06-01');
    const totals = [march, april, may].map(({ totalOre }) => totalOre);
    expect(totals).toEqual([5_632_000, 7_680_000, 7_936_000]);
    expect(totals.reduce((sum: number, total: number) => sum + total, 0)).toBe(21_248_000);
    expect(may.statements).toEqual([
      { statementId: `${REGION}-${AARHUS}-2020-05`, payer: AARHUS, lines: 1, totalOre: 7_936_000, dueOn: '2020-07-01' },
    ]);
  });

  it('in order, once, and not before they are over', async () => {
    const close = (month: string) => market.seller.refused('POST', `/settlement/months/${month}/close`, {});
    expect(await close('2020-05')).toBe('409 MONTH_ALREADY_CLOSED');
    expect(await close('2020-06')).toBe('422 MONTH_NOT_OVER');
    expect(await close('2020-08')).toMatch(/^4(?:09 EARLIER_MONTH_OPEN|22 MONTH_NOT_OVER)$/);
    expect(await market.aarhus.refused('POST', '/settlement/months/2020-06/close', {})).toBe('403 FORBIDDEN_ROLE');
  });

  it('and each amount explains itself', async () => {
    const statement = await market.aarhus.get(STATEMENT_OF_MAY);
    expect(statement.items).toEqual([
      expect.objectContaining({ kind: 'REGULAR', days: 31, priceOre: 256_000, amountOre: 7_936_000 }),
    ]);
    const why = await market.aarhus.get(`${STATEMENT_OF_MAY}/lines/1/why`);
    expect(why).toMatchObject({ amountOre: 7_936_000, recomputedOre: 7_936_000, agrees: true });
    expect(why.rules.map(({ rule }: { rule: string }) => rule)).toEqual(expect.arrayContaining(['R35', 'R36']));
    expect(why.events.map(({ type }: { type: string }) => type)).toEqual(
      expect.arrayContaining(['CitizenEnrolled', 'CitizenDischarged', 'TariffChanged']),
    );
  });

  it('for the payer’s eyes and the operator’s alone', async () => {
    expect((await market.seller.get(STATEMENT_OF_MAY)).totalOre).toBe(7_936_000);
    expect(await market.viborg.refused('GET', STATEMENT_OF_MAY)).toBe('404 STATEMENT_NOT_FOUND');
    expect(await market.viborg.refused('GET', `${STATEMENT_OF_MAY}/lines/1/why`)).toBe('404 STATEMENT_NOT_FOUND');
    expect((await market.viborg.get('/settlement/statements')).items).toEqual([]);
    expect((await market.aarhus.get('/settlement/statements')).items).toHaveLength(3);
  });
});

describe('A message that comes late', () => {
  beforeAll(async () => {
    closedMay = await rawMay();
    beforeTheMessage = await instantNow();
    running.clock.turnTo('2020-06-10');
    await market.seller.post(`/placements/${placementId}/end/correct`, {
      departureDay: '2020-05-20',
      lastPayableDay: '2020-05-20',
      reason: 'MOVED',
      cause: 'LATE_MESSAGE',
    });
    await market.seller.post(`/offerings/${market.offeringId}/tariffs`, {
      serviceLineId: 'SEL-107',
      level: '1',
      validFrom: '2020-07-01',
      components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: 260_000 }],
      reason: 'Ny takst',
    });
  });

  it('is previewed, then closed as −28.160,00 in June, with what it corrects and why', async () => {
    running.clock.turnTo('2020-07-01');
    const preview = await market.seller.get('/settlement/months/2020-06/preview');
    const june = await closeMonth('2020-06', '2020-07-01');
    expect([preview.totalOre, june.totalOre]).toEqual([-2_816_000, -2_816_000]);
    const { items } = await market.aarhus.get(STATEMENT_OF_JUNE);
    expect(items).toEqual([
      expect.objectContaining({
        kind: 'ADJUSTMENT',
        amountOre: -2_816_000,
        days: -11,
        corrects: { statementId: `${REGION}-${AARHUS}-2020-05`, line: 1 },
        cause: expect.stringMatching(/^[0-9a-f-]{36}$/),
      }),
    ]);
    const why = await market.aarhus.get(`${STATEMENT_OF_JUNE}/lines/1/why`);
    expect(why).toMatchObject({
      recomputedOre: -2_816_000,
      agrees: true,
      cause: { type: 'DischargeCorrected' },
      corrected: { statementId: `${REGION}-${AARHUS}-2020-05`, line: { amountOre: 7_936_000 } },
    });
  });

  it('leaves the closed month as it was, byte for byte', async () => {
    expect(await rawMay()).toBe(closedMay);
  });

  it('leaves purchases and sales equal in every month (I2)', async () => {
    for (const month of ['2020-03', '2020-04', '2020-05', '2020-06']) {
      const { purchasesOre, salesOre } = await market.auditor.get(`/settlement/balances?month=${month}`);
      expect([month, purchasesOre]).toEqual([month, salesOre]);
    }
    expect(await market.aarhus.get('/settlement/balances')).toMatchObject({
      purchasesOre: 21_248_000 - 2_816_000,
      salesOre: 0,
    });
    expect((await market.auditor.get(`/settlement/balances?party=${VIBORG}`)).items).toEqual([]);
  });
});

describe('Both times are answered', () => {
  const known = () => `knownAt=${beforeTheMessage}`;

  it('for the placement', async () => {
    const at = `/placements/${placementId}`;
    expect(await market.aarhus.get(`${at}?${known()}`)).toMatchObject({ departureDay: '2020-05-31' });
    expect(await market.aarhus.get(at)).toMatchObject({ departureDay: '2020-05-20', lastPayableDay: '2020-05-20' });
    const thereOn = async (day: string, more = '') =>
      (await market.aarhus.get(`/placements?effectiveOn=${day}${more}`)).items.length;
    expect(await thereOn('2020-05-20')).toBe(1);
    expect(await thereOn('2020-05-25')).toBe(0);
    expect(await thereOn('2020-05-25', `&${known()}`)).toBe(1);
  });

  it('for occupancy', async () => {
    expect(await occupiedInMay(beforeTheMessage)).toBe(31);
    expect(await occupiedInMay()).toBe(20);
  });

  it('for tariffs', async () => {
    const pricesOn = async (day: string, more = ''): Promise<number[]> => {
      const { items } = await market.aarhus.get(`/offerings/${market.offeringId}/tariffs?effectiveOn=${day}${more}`);
      return items
        .filter(({ level }: { level: string }) => level === '1')
        .map(({ components }: { components: { priceOre: number }[] }) => components[0]?.priceOre);
    };
    expect(await pricesOn('2020-07-01')).toEqual([260_000]);
    expect(await pricesOn('2020-06-30')).toEqual([256_000]);
    expect(await pricesOn('2020-07-01', `&${known()}`)).toEqual([256_000]);
  });

  it('for statements and balances', async () => {
    const months = async (more = '') =>
      (await market.aarhus.get(`/settlement/statements${more}`)).items.map(({ month }: { month: string }) => month);
    expect(await months()).toEqual(['2020-06', '2020-05', '2020-04', '2020-03']);
    expect(await months(`?${known()}`)).toEqual(['2020-05', '2020-04', '2020-03']);
    expect(await market.aarhus.refused('GET', `${STATEMENT_OF_JUNE}?${known()}`)).toBe('404 STATEMENT_NOT_FOUND');
    expect((await market.aarhus.get(`/settlement/balances?${known()}`)).purchasesOre).toBe(21_248_000);
  });
});
