import fc from 'fast-check';
import { addDays, addToMonth, firstDayOf, lastDayOf, monthOf } from '../../../src/kernel/calendar';
import { claimClock, type ClockFacts } from '../../../src/settlement/claim-clock/unbilled-days.calculation';
import { startApp, type RunningApp } from '../../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, type SmallMarket } from '../../support/small-market';
import { fileFor } from '../../documents/files';
import { aarhus, base, Closings, day, type Known, paidBy, placement, rules, silkeborg, version } from '../history';

const tariffs = [version('t1', '2019-01-01', [base(256_000)])];

/** The clock of a miniature ledger: what it has billed and lost so far, and what is known now. */
const clockOf = (closings: Closings, on: string, { placements, tariffs: prices }: Known, openFrom?: string) => {
  const facts: ClockFacts = {
    on: day(on),
    month: addToMonth(monthOf(day(on)), 1),
    rules,
    placements,
    tariffs: prices,
    billed: Map.groupBy(closings.billed, ({ entry }) => entry.contractId),
    lost: Map.groupBy(closings.lost, ({ contractId }) => contractId),
    ...(openFrom === undefined ? {} : { openFrom: day(openFrom) }),
  };
  return claimClock(facts).items;
};

describe('The 12-month clock (R2, P9)', () => {
  it('lists the days of open months, the most urgent first, each with its last claim day', () => {
    const known = {
      placements: [placement({ lastPayableDay: '2020-04-10' }), placement({ id: 'p2', firstDay: '2020-03-05' })],
      tariffs,
    };
    const items = clockOf(new Closings(), '2020-04-20', known);
    expect(
      items.map(({ contractId, firstDay, lastDay, days, amountOre, lastClaimDay, daysLeft }) => [
        contractId,
        firstDay,
        lastDay,
        days,
        amountOre,
        lastClaimDay,
        daysLeft,
      ]),
    ).toEqual([
      ['p2', '2020-03-05', '2020-03-31', 27, 27 * 256_000, '2021-03-05', 319],
      ['p1', '2020-03-10', '2020-03-31', 22, 22 * 256_000, '2021-03-10', 324],
      ['p2', '2020-04-01', '2020-04-20', 20, 20 * 256_000, '2021-04-01', 346],
      ['p1', '2020-04-01', '2020-04-10', 10, 10 * 256_000, '2021-04-01', 346],
    ]);
    expect(items.every(({ kind }) => kind === 'OPEN_MONTH')).toBe(true);
  });

  it('shows nothing that is closed, and what was learned after a close as such', () => {
    const closings = new Closings();
    const known = { placements: [placement({ lastPayableDay: '2020-03-20' })], tariffs };
    closings.close('2020-03', '2020-04-01', known);
    expect(clockOf(closings, '2020-03-31', known, '2020-04-01')).toEqual([]);
    const longer = { placements: [placement({ lastPayableDay: '2020-03-25' })], tariffs };
    expect(clockOf(closings, '2020-04-02', longer, '2020-04-01')).toMatchObject([
      { kind: 'LEARNED_LATE', firstDay: '2020-03-21', days: 5, amountOre: 5 * 256_000, lastClaimDay: '2021-03-21' },
    ]);
    closings.close('2020-04', '2020-05-01', longer);
    expect(clockOf(closings, '2020-05-02', longer, '2020-05-01')).toEqual([]);
  });

  it('counts only what a dearer price comes to more, and nothing where it is cheaper', () => {
    const closings = new Closings();
    const known = { placements: [placement({ lastPayableDay: '2020-03-31' })], tariffs };
    closings.close('2020-03', '2020-04-01', known);
    const priced = (ore: number) => ({ ...known, tariffs: [version('t2', '2019-01-01', [base(ore)])] });
    expect(clockOf(closings, '2020-04-02', priced(260_000), '2020-04-01')).toMatchObject([
      { days: 22, amountOre: 22 * 4_000 },
    ]);
    expect(clockOf(closings, '2020-04-02', priced(250_000), '2020-04-01')).toEqual([]);
  });

  it('says of another payer’s days what the new payer owes', () => {
    const closings = new Closings();
    const known = { placements: [placement({ lastPayableDay: '2020-03-31' })], tariffs };
    closings.close('2020-03', '2020-04-01', known);
    const payers = [paidBy(aarhus, '2020-03-10'), paidBy(silkeborg, '2020-03-21', 'payer-changed')];
    const changed = { placements: [placement({ lastPayableDay: '2020-03-31', payers })], tariffs };
    expect(clockOf(closings, '2020-04-02', changed, '2020-04-01')).toMatchObject([
      { payer: silkeborg, firstDay: '2020-03-21', days: 11, amountOre: 11 * 256_000 },
    ]);
  });

  it('marks what is too late until a close writes it off', () => {
    const closings = new Closings();
    const known = { placements: [placement({ lastPayableDay: '2020-03-31' })], tariffs };
    const late = clockOf(closings, '2021-03-15', known);
    // §5.2: a first bill issued 2021-03-15 loses the five days 10–14 March.
    expect(late).toMatchObject([
      { kind: 'TOO_LATE', firstDay: '2020-03-10', lastDay: '2020-03-14', amountOre: 1_280_000, daysLeft: -5 },
      { kind: 'OPEN_MONTH', firstDay: '2020-03-15', days: 17, daysLeft: 0 },
    ]);
    closings.close('2020-03', '2021-03-15', known);
    expect(clockOf(closings, '2021-03-16', known, '2020-04-01')).toEqual([]);
  });

  it('is empty after a month closed on the same knowledge, whatever the stay, and before it holds what the close bills', () =>
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), fc.integer({ min: 1, max: 999_999 }), (first, length, price) => {
        const from = addDays(day('2020-01-01'), first);
        const known = {
          placements: [placement({ firstDay: from, lastPayableDay: addDays(from, length) })],
          tariffs: [version('t', '2019-01-01', [base(price)])],
        };
        const closings = new Closings();
        let before = '2020-01-01';
        for (let month = monthOf(day('2020-01-01')); month <= '2020-09'; month = addToMonth(month, 1)) {
          const end = lastDayOf(month);
          const stake = clockOf(closings, end, known, before).reduce((sum, { amountOre }) => sum + amountOre, 0);
          expect(closings.close(month, addDays(end, 1), known).totalOre).toBe(stake);
          before = firstDayOf(addToMonth(month, 1));
          expect(clockOf(closings, end, known, before)).toEqual([]);
        }
      }),
      { numRuns: 30 },
    ));
});

describe('The 12-month clock over HTTP', () => {
  let running: RunningApp;
  let market: SmallMarket;
  beforeAll(async () => {
    running = await startApp('2020-02-10');
    market = await openSmallMarket(running);
    const { seller, aarhus: buyer } = market;
    await seller.post('/settlement/openings', { firstMonth: '2020-03' });
    const { placementId } = await buyer.post('/placements', reservation(market.offeringId, '2020-03-10'));
    await seller.post(`/placements/${placementId}/confirm`);
    running.clock.turnTo('2020-03-10');
    await seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-10' });
    running.clock.turnTo('2020-05-03');
  }, 60_000);
  afterAll(() => running.close());

  it('comes page by page, with the sum of all pages', async () => {
    const first = await market.seller.get('/settlement/claim-clock?limit=2');
    const sum = { operator: REGION, on: '2020-05-03', atStakeOre: 55 * 256_000, tooLateOre: 0, unpriced: [] };
    expect(first).toMatchObject({
      ...sum,
      items: [{ month: '2020-03' }, { month: '2020-04', lastClaimDay: '2021-04-01' }],
    });
    const second = await market.seller.get(`/settlement/claim-clock?limit=2&cursor=${first.next}`);
    expect(second).toMatchObject({ ...sum, items: [{ month: '2020-05', days: 3 }] });
    expect(second.next).toBeUndefined();
    const beforeClosing = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await market.seller.post('/settlement/months/2020-03/close');
    const { items, atStakeOre } = await market.seller.get('/settlement/claim-clock');
    expect(items.map(({ month }: { month: string }) => month)).toEqual(['2020-04', '2020-05']);
    expect(atStakeOre).toBe(33 * 256_000);
    // As it was known before anybody had closed anything.
    const { items: then } = await market.seller.get(
      `/settlement/claim-clock?effectiveOn=2020-03-31&knownAt=${beforeClosing}`,
    );
    expect(then).toMatchObject([{ month: '2020-03', days: 22 }]);
  });

  it('is the operator’s own, and the auditor’s', async () => {
    expect(await market.auditor.get(`/settlement/claim-clock?operator=${REGION}`)).toMatchObject({ operator: REGION });
    expect(await market.seller.refused('GET', `/settlement/claim-clock?operator=${AARHUS}`)).toBe('403 NOT_YOURS');
    expect(await market.aarhus.refused('GET', '/settlement/claim-clock')).toBe('403 FORBIDDEN_ROLE');
  });

  it('is a file for a spreadsheet', async () => {
    const { bytes, headers } = await fileFor(running, REGION, 'operator')('/settlement/claim-clock/csv');
    expect(headers['content-disposition']).toBe(`attachment; filename="ikke-afregnet-${REGION}-2020-05-03.csv"`);
    const [heading, april] = bytes.toString().split('\r\n');
    expect(heading).toMatch(/;Betalerens navn$/);
    expect(april).toMatch(/;Aarhus$/);
    expect(heading).toContain('Kan senest kræves;Dage tilbage;Beløb i kr.');
    expect(april).toContain('01.04.2021;333;76800,00;Måned ikke lukket;751;2020-04;01.04.2020;30.04.2020;30');
  });
});
