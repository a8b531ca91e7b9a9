import { startApp, type RunningApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, type SmallMarket } from '../support/small-market';

const MARCH = `/settlement/statements/${REGION}-${AARHUS}-2020-03`;
const APRIL = `/settlement/statements/${REGION}-${AARHUS}-2020-04`;
const MAY = `/settlement/statements/${REGION}-${AARHUS}-2020-05`;
const DAY_ORE = 256_000;

let running: RunningApp;
let market: SmallMarket;
let placementId: string;

const close = (month: string, on: string) => {
  running.clock.turnTo(on);
  return market.seller.post(`/settlement/months/${month}/close`, {});
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
  await close('2020-03', '2020-04-01');
});
afterAll(() => running.close());

describe('A disputed line', () => {
  it('does not fall due, and the rest of the statement does on its unchanged day', async () => {
    running.clock.turnTo('2020-04-05');
    await market.aarhus.post(`${MARCH}/lines/1/dispute`, {
      reason: 'WRONG_DAYS',
      disputedOre: 5 * DAY_ORE,
      evidence: { reference: 'SAG-2020-0117' },
    });
    const { dueOn, standing } = await market.seller.get(MARCH);
    expect(dueOn).toBe('2020-05-01');
    expect(standing).toMatchObject({ standing: 'DISPUTED', dueOnTimeOre: 17 * DAY_ORE, disputedOre: 5 * DAY_ORE });
    expect(standing.disputes).toMatchObject([{ waitsFor: 'OPERATOR', waitsUntil: '2020-04-19', daysLate: 0 }]);
  });

  it('is late by the day that is asked for, and so are the months that wait', async () => {
    const { items } = await market.seller.get('/settlement/disputes?effectiveOn=2020-04-29');
    expect(items).toMatchObject([{ waitsUntil: '2020-04-19', daysLate: 10 }]);
    const { items: months } = await market.seller.get('/settlement/months?effectiveOn=2020-05-02');
    const waiting = (months as { month: string; status: string }[]).filter(({ status }) => status !== 'CLOSED');
    expect(waiting).toEqual([
      { month: '2020-04', status: 'OPEN' },
      { month: '2020-05', status: 'RUNNING' },
    ]);
  });

  it('takes no name and no CPR number as evidence', async () => {
    const dispute = (reference: string) =>
      market.aarhus.refused('POST', `${MARCH}/lines/1/dispute`, { reason: 'OTHER', evidence: { reference } });
    expect(await dispute('Jens Hansen')).toMatch(/^400 /);
    expect(await dispute('010170-1234')).toBe('422 CPR_IN_CLEAR');
    expect(await dispute('0101701234')).toMatch(/^4(?:00|22) /);
  });

  it('is the business of its parties alone', async () => {
    const path = `${MARCH}/lines/1/dispute`;
    expect(await market.viborg.refused('POST', path, { reason: 'OTHER' })).toBe('404 STATEMENT_NOT_FOUND');
    expect(await market.seller.refused('POST', path, { reason: 'OTHER' })).toBe('403 FORBIDDEN_ROLE');
    expect((await market.viborg.get('/settlement/disputes')).items).toEqual([]);
    expect((await market.seller.get('/settlement/disputes?phase=RAISED')).items).toHaveLength(1);
  });

  it('is credited in part, and the payer accepts', async () => {
    running.clock.turnTo('2020-04-10');
    await market.seller.post(`${MARCH}/lines/1/dispute/answer`, { answer: 'CREDIT', creditOre: 3 * DAY_ORE });
    await market.aarhus.post(`${MARCH}/lines/1/dispute/accept`, {});
    const { standing } = await market.aarhus.get(MARCH);
    expect(standing).toMatchObject({ standing: 'APPROVED', dueOnTimeOre: 19 * DAY_ORE, creditedOre: 3 * DAY_ORE });
  });

  it('becomes a credit in the next open month that points to the line and to the end of the dispute', async () => {
    const preview = await market.seller.get('/settlement/months/2020-04/preview');
    expect(preview.statements[0].totalOre).toBe((30 - 3) * DAY_ORE);
    const coming = await market.aarhus.get(`/settlement/months/2020-04/preview?operator=${REGION}`);
    expect(coming.statements).toEqual(preview.statements);
    expect((await market.viborg.get(`/settlement/months/2020-04/preview?operator=${REGION}`)).statements).toEqual([]);
    expect(await market.aarhus.refused('GET', '/settlement/months/2020-04/preview')).toBe('422 OPERATOR_NOT_NAMED');
    expect((await close('2020-04', '2020-05-01')).totalOre).toBe((30 - 3) * DAY_ORE);
    const { items } = await market.aarhus.get(APRIL);
    expect(items[1]).toMatchObject({
      kind: 'ADJUSTMENT',
      days: 0,
      quantity: -100,
      priceOre: 3 * DAY_ORE,
      amountOre: -3 * DAY_ORE,
      corrects: { statementId: `${REGION}-${AARHUS}-2020-03`, line: 1 },
    });
    const why = await market.aarhus.get(`${APRIL}/lines/2/why`);
    expect(why).toMatchObject({ agrees: true, recomputedOre: -3 * DAY_ORE, cause: { type: 'DisputeResolved' } });
    expect(why.events.map(({ type }: { type: string }) => type)).toEqual(['LineDisputed', 'DisputeResolved']);
  });

  it('is not credited again when the same days turn out never to have been', async () => {
    running.clock.turnTo('2020-05-20');
    // The citizen left on 15 March: 16 days of March and all of April are taken back, and the credit stays within March.
    await market.seller.post(`/placements/${placementId}/end`, {
      departureDay: '2020-03-11',
      reason: 'MOVED',
      lastPayableDay: '2020-03-11',
    });
    expect((await close('2020-05', '2020-06-01')).totalOre).toBe(-(20 + 30) * DAY_ORE + DAY_ORE);
    const { items } = await market.aarhus.get(MAY);
    // Two days of March stand, so a credit of three gives way by one.
    expect(items.at(-1)).toMatchObject({ days: 0, amountOre: DAY_ORE });
    expect(await market.aarhus.get(`${MAY}/lines/${items.length}/why`)).toMatchObject({ agrees: true });
    const { holds } = await market.auditor.post('/audit/invariants');
    expect(holds).toBe(true);
  });
});

interface Account {
  readonly closingOre: number;
  readonly dueOre: number;
  readonly overdueOre: number;
}
const account = async (on: string): Promise<Account> => {
  const { accounts } = await market.aarhus.get(`/settlement/balances?effectiveOn=${on}`);
  expect(accounts).toHaveLength(1);
  return accounts[0] as Account;
};
const paying = (content: string, more: object = {}) =>
  market.seller.post('/settlement/payment-files', { format: 'CSV', content, ...more });

describe('The account', () => {
  const FILE = [
    'Bilag;Dato;Beløb;Reference',
    'B1;01.05.2020;48.640,00;Opgørelse 1082-751-2020-03',
    'B2;31.05.2020;76.800,00;1082-751-2020-04',
    'B3;31.05.2020;10,00;husleje',
    'B4;31.05.2020;x;1082-751-2020-04',
  ].join('\n');

  it('takes payments from a file, after a dry run, once', async () => {
    const tried = await paying(FILE, { dryRun: true });
    expect(tried).toMatchObject({
      dryRun: true,
      accepted: 2,
      known: 0,
      unmatched: 1,
      faulty: 1,
      acceptedOre: 12_544_000,
    });
    // The two days of March that stand were credited, so nothing is owed before anything is paid.
    expect((await account('2020-06-01')).closingOre).toBe(0);
    expect(await paying(FILE)).toMatchObject({ accepted: 2, unmatched: 1, faulty: 1 });
    const again = await paying(FILE);
    expect(again).toMatchObject({ accepted: 0, known: 2 });
    expect(again.rows[2]).toMatchObject({ row: 4, outcome: 'UNMATCHED' });
  });

  it('has its files told row by row from the ledger, also by a process that was started since', async () => {
    const told = await market.seller.get('/settlement/payment-files');
    expect(told).toMatchObject({
      running: false,
      standing: 'COMPLETED',
      rows: 4,
      done: 4,
      report: { known: 2, left: 0 },
    });
    // The dry run left nothing; of the two that were taken the newest stands first.
    const [, first] = told.files;
    expect(told.files).toHaveLength(2);
    expect(first).toMatchObject({ standing: 'COMPLETED', accepted: 2, acceptedOre: 12_544_000, refused: 2, left: 0 });
    await running.restarted();
    expect(await market.seller.get('/settlement/payment-files')).toEqual(told);
    const { report } = await market.seller.get(`/settlement/payment-files?fileId=${first.fileId}`);
    expect(report.rows.map(({ row, outcome, faults }: never) => [row, outcome, faults])).toEqual([
      [2, 'ACCEPTED', []],
      [3, 'ACCEPTED', []],
      [4, 'UNMATCHED', ['NO_STATEMENT_NUMBER']],
      [5, 'FAULTY', ['AMOUNT_UNREADABLE']],
    ]);
  });

  it('comes to the payer’s credit, and to nothing when that is paid back', async () => {
    // What was paid in time for March and April turned out not to be owed.
    expect((await account('2020-06-01')).closingOre).toBe(-49 * DAY_ORE);
    await market.seller.post('/settlement/payments', { payer: AARHUS, amountOre: -49 * DAY_ORE, paidOn: '2020-06-01' });
    expect(await account('2020-06-01')).toMatchObject({ closingOre: 0, overdueOre: 0 });
    expect((await market.seller.get('/settlement/reminders?effectiveOn=2020-08-01')).items).toEqual([]);
  });

  it('is open again when a payment is returned', async () => {
    const { paymentId } = await market.seller.post('/settlement/payments', {
      statementId: `${REGION}-${AARHUS}-2020-04`,
      amountOre: 1_000,
      paidOn: '2020-06-01',
      entryReference: 'B9',
    });
    expect((await account('2020-06-01')).closingOre).toBe(-1_000);
    await market.seller.post(`/settlement/payments/${paymentId}/reverse`, { reason: 'RETURNED_BY_BANK' });
    expect((await account('2020-06-01')).closingOre).toBe(0);
    expect(
      await market.aarhus.refused('POST', `/settlement/payments/${paymentId}/reverse`, { reason: 'NOT_FOR_US' }),
    ).toBe('403 FORBIDDEN_ROLE');
  });

  it('is told when it is older than its statement, and not when it is for none or later', async () => {
    const early = await market.seller.post('/settlement/payments', {
      statementId: `${REGION}-${AARHUS}-2020-04`,
      amountOre: 1_000,
      paidOn: '2020-04-15',
      entryReference: 'B10',
    });
    expect(early.issuedLater).toBe('2020-05-01');
    const { items } = await market.aarhus.get('/settlement/payments?limit=500');
    const told = items.filter(({ issuedLater }: { issuedLater?: string }) => issuedLater !== undefined);
    expect(told).toEqual([expect.objectContaining({ paymentId: early.paymentId, issuedLater: '2020-05-01' })]);
    expect(items.length).toBeGreaterThan(2);
  });
});
