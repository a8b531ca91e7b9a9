import { Workbook } from '@cj-tech-master/excelts';
import { parse } from 'csv-parse/sync';
import { PLACEMENT_ORDERS, PLACEMENT_WAITS, TURNS } from '../../src/placements/placement-conditions';
import { type Caller, type RunningApp, startApp } from '../support/app';
import {
  AARHUS,
  openSmallMarket,
  REGION,
  reservation,
  SILKEBORG,
  type SmallMarket,
  VIBORG,
} from '../support/small-market';
import { fileFor } from '../documents/files';

let running: RunningApp;
let market: SmallMarket;
/** Placements by what is to be done about them; these are lived in. */
const ENROLLED = ['changed', 'asked', 'over', 'ending', 'amended', 'away'];
const made: Record<string, string> = {};

const reserved = async (buyer: Caller, firstDay: string, more: object = {}): Promise<string> =>
  (await buyer.post('/placements', reservation(market.offeringId, firstDay, more))).placementId;

const signed = async (placementId: string): Promise<void> => {
  const { contentHash } = await market.aarhus.get(`/contracts/${placementId}`);
  for (const side of [market.aarhus, market.seller])
    await side.post(`/contracts/${placementId}/sign`, { contentHash, title: 'Leder' });
};

beforeAll(async () => {
  running = await startApp('2020-03-02');
  market = await openSmallMarket(running, 12);
  const { aarhus, viborg, seller } = market;
  made.unanswered = await reserved(viborg, '2020-03-20');
  made.coming = await reserved(aarhus, '2020-03-09', { plannedLastDay: '2020-12-31' });
  made.far = await reserved(aarhus, '2020-06-01');
  made.withdrawn = await reserved(aarhus, '2020-04-01');
  const ends: Record<string, string> = { over: '2020-03-08', ending: '2020-03-09' };
  for (const name of ENROLLED)
    made[name] = await reserved(aarhus, '2020-03-02', ends[name] === undefined ? {} : { plannedLastDay: ends[name] });
  for (const [name, placementId] of Object.entries(made))
    if (name !== 'unanswered') await seller.post(`/placements/${placementId}/confirm`);
  await aarhus.post(`/placements/${made.withdrawn}/withdraw`);
  for (const name of ENROLLED) await seller.post(`/placements/${made[name] ?? ''}/enrol`, { firstDay: '2020-03-02' });
  await running.settled();
  for (const name of ENROLLED) if (name !== 'over') await signed(made[name] ?? '');
  await seller.post(`/placements/${made.changed ?? ''}/change`, { level: '2', from: '2020-03-10' });
  await aarhus.post(`/placements/${made.asked ?? ''}/payer`, {
    from: '2020-04-01',
    payer: SILKEBORG,
    legalGround: 'RSL-9-AGREEMENT',
    citizenConsents: true,
  });
  await seller.post(`/placements/${made.amended ?? ''}/change`, { level: '2', from: '2020-03-11' });
  await aarhus.post(`/placements/${made.amended ?? ''}/change/accept`);
  await seller.post(`/placements/${made.away ?? ''}/absence`, {
    first: '2020-03-08',
    last: '2020-03-12',
    kind: 'HOSPITAL',
  });
  running.clock.turnTo('2020-03-09');
  await aarhus.post(`/placements/${made.away ?? ''}/notice`, {
    noticeDate: '2020-03-09',
    receivedDate: '2020-03-09',
  });
  await running.settled();
}, 60_000);
afterAll(() => running.close());

const listed = async (reader: Caller, query: string): Promise<string[]> => {
  const { items } = await reader.get(`/placements?limit=500&${query}`);
  return items.map(({ placementId }: { placementId: string }) =>
    Object.keys(made).find((name) => made[name] === placementId),
  );
};

describe('What waits', () => {
  it.each([
    ['RESERVATION', 'YOU', 'seller', ['unanswered']],
    ['RESERVATION', 'OTHERS', 'viborg', ['unanswered']],
    ['RESERVATION', 'YOU', 'viborg', []],
    ['SERVICE_CHANGE', 'YOU', 'aarhus', ['changed']],
    ['SERVICE_CHANGE', 'OTHERS', 'seller', ['changed']],
    ['SERVICE_CHANGE', 'YOU', 'seller', []],
    ['SERVICE_CHANGE', 'OTHERS', 'aarhus', []],
    ['RESERVATION', 'OTHERS', 'seller', []],
    ['PAYER_CHANGE', 'YOU', 'silkeborg', ['asked']],
    ['PAYER_CHANGE', 'OTHERS', 'aarhus', ['asked']],
    ['ENROLMENT', 'YOU', 'seller', ['coming']],
    ['ENROLMENT', 'OTHERS', 'aarhus', ['coming']],
    ['DISCHARGE', 'YOU', 'seller', ['over']],
    ['SIGNATURE', 'YOU', 'aarhus', ['over', 'coming', 'far']],
    ['SIGNATURE', 'YOU', 'viborg', []],
    ['ADDENDUM', 'YOU', 'seller', ['amended']],
    ['ADDENDUM', 'OTHERS', 'seller', []],
  ] as const)('%s for %s, asked by %s, is %j', async (waiting, turn, reader, expected) => {
    expect(await listed(market[reader], `waiting=${waiting}&turn=${turn}&sort=DUE`)).toEqual(expected);
  });

  it('is counted as it is listed, for everybody', async () => {
    const both = running.as(AARHUS, 'buyer', 'operator');
    const { aarhus, viborg, silkeborg, seller, auditor } = market;
    for (const reader of [aarhus, viborg, silkeborg, seller, both, auditor]) {
      const counts = await reader.get('/placements/counts');
      for (const waiting of PLACEMENT_WAITS) {
        const [you, others] = await Promise.all(
          TURNS.map(async (turn) => (await listed(reader, `waiting=${waiting}&turn=${turn}`)).length),
        );
        expect(counts.waiting).toContainEqual({ waiting, you, others });
      }
      for (const [phase, count] of Object.entries(counts.byPhase))
        expect(await listed(reader, `phase=${phase}`)).toHaveLength(count as number);
      expect(await listed(reader, 'awayOn=2020-03-09')).toHaveLength(counts.away);
    }
    expect(await market.seller.get('/placements/counts')).toMatchObject({
      on: '2020-03-09',
      away: 1,
      byPhase: { reserved: 1, agreed: 2, enrolled: 6, withdrawn: 1 },
    });
  });

  it('moves on as soon as the answer is given', async () => {
    const before = await market.seller.get('/placements/counts');
    await market.seller.post(`/placements/${made.unanswered ?? ''}/confirm`);
    const after = await market.seller.get('/placements/counts');
    expect([before, after].map(({ byPhase }) => byPhase.reserved)).toEqual([1, 0]);
    expect(await market.seller.get('/placements/counts?knownAt=2020-01-01')).toMatchObject({
      byPhase: { reserved: 0, enrolled: 0 },
    });
  });
});

describe('The list of placements', () => {
  it.each([
    [`payer=${AARHUS}&phase=agreed`, ['far', 'coming']],
    [`buyer=${VIBORG}`, ['unanswered']],
    [`operator=${AARHUS}`, []],
    ['startsFrom=2020-03-03&startsTo=2020-03-31', ['coming', 'unanswered']],
    ['endsFrom=2020-03-01&endsTo=2020-12-31&sort=LAST_DAY', ['over', 'ending', 'away', 'coming']],
    // Notice in March: to the end of the next month (R30).
    ['endsFrom=2020-04-01&endsTo=2020-04-30', ['away']],
    ['legalBasis=SEL-104', []],
    ['legalBasis=SEL-107&serviceLineId=SEL-107&text=høskov&phase=agreed&buyer=751', ['far', 'coming']],
    ['text=findes+ikke', []],
    ['waiting=SIGNATURE&endsTo=2020-06-01', ['over']],
  ])('%s is %j', async (query, expected) => {
    expect(await listed(market.seller, query)).toEqual(expected);
  });

  it.each(PLACEMENT_ORDERS)('in the order %s is the same whether it is read in one page or many', async (order) => {
    const whole = await listed(market.seller, `sort=${order}`);
    expect(await market.seller.get(`/placements?limit=1&total=true&sort=${order}`)).toMatchObject({
      total: whole.length,
    });
    const found: string[] = [];
    let next: string | undefined;
    do {
      const page = await market.seller.get(`/placements?limit=3&sort=${order}${next ? `&cursor=${next}` : ''}`);
      for (const { placementId } of page.items)
        found.push(Object.keys(made).find((name) => made[name] === placementId) ?? '');
      next = page.next;
    } while (next !== undefined);
    expect(whole).toHaveLength(Object.keys(made).length);
    expect(found).toEqual(whole);
  });

  it('is narrowed to the parties that stand in it, each as often as is said, for everybody', async () => {
    const both = running.as(AARHUS, 'buyer', 'operator');
    const { aarhus, viborg, silkeborg, seller, auditor } = market;
    for (const reader of [aarhus, viborg, silkeborg, seller, both, auditor]) {
      const parties = await reader.get('/placements/parties');
      const whole = (await reader.get('/placements?limit=500')).items;
      for (const side of ['buyer', 'operator', 'payer']) {
        const said: { party: string; placements: number }[] = parties[`${side}s`];
        expect(said.map(({ party }) => party)).toEqual(
          [...new Set(whole.map((row: Record<string, string>) => row[side]))].sort(),
        );
        for (const { party, placements } of said)
          expect(await listed(reader, `${side}=${party}`)).toHaveLength(placements);
      }
    }
    expect((await seller.get('/placements/parties')).buyers).toEqual([
      { party: AARHUS, placements: 9 },
      { party: VIBORG, placements: 1 },
    ]);
    // Silkeborg is asked to pay, sees for what, and pays nothing yet.
    expect(await silkeborg.get('/placements/parties')).toMatchObject({
      buyers: [{ party: AARHUS, placements: 1 }],
      payers: [{ party: AARHUS, placements: 1 }],
    });
    const before = await seller.get('/placements/parties?knownAt=2020-01-01');
    expect(before).toEqual({ buyers: [], operators: [], payers: [] });
    expect(await running.as(REGION, 'secretariat').refused('GET', '/placements/parties')).toBe('403 FORBIDDEN_ROLE');
  });

  it('is found by the last signs of a placement or a citizen, as pages show them, by those who see it', async () => {
    const { seller, aarhus, viborg } = market;
    const { placementId, citizenRef } = await seller.get(`/placements/${made.away ?? ''}`);
    const found = async (reader: Caller, text: string): Promise<string[]> =>
      (await reader.get(`/placements?text=${encodeURIComponent(text)}`)).items.map(
        (row: { placementId: string }) => row.placementId,
      );
    for (const text of [placementId.slice(-8), ` ${placementId.slice(-8).toUpperCase()} `, placementId])
      expect(await found(aarhus, text)).toEqual([placementId]);
    const ofCitizen = (await seller.get(`/placements?citizenRef=${citizenRef}`)).items;
    expect(await found(seller, citizenRef.slice(-8))).toEqual(
      ofCitizen.map((row: { placementId: string }) => row.placementId),
    );
    expect(await found(viborg, placementId.slice(-8))).toEqual([]);
    // Too little to mean one of them.
    expect(await found(aarhus, placementId.slice(-3))).toEqual([]);
  });

  it('refuses a cursor of another order', async () => {
    const { next } = await market.seller.get('/placements?limit=1&sort=OFFERING');
    expect(await market.seller.refused('GET', `/placements?cursor=${next}`)).toBe('400 INVALID_CURSOR');
  });

  it('comes as CSV and as a spreadsheet, by the same filters and to its own readers only', async () => {
    const query = '?buyer=751&phase=agreed&sort=FIRST_DAY';
    const csv = await fileFor(running, REGION, 'operator')(`/placements/csv${query}`);
    const rows: Record<string, string>[] = parse(csv.bytes, {
      delimiter: ';',
      bom: true,
      columns: true,
      record_delimiter: '\r\n',
    });
    expect(rows).toMatchObject([
      { Indskrivning: made.coming, 'Første dag': '09.03.2020', 'Sidste dag': '31.12.2020', 'Købers navn': 'Aarhus' },
      { Indskrivning: made.far, 'Første dag': '01.06.2020', 'Sidste dag': '', Status: 'Aftalt' },
    ]);
    const xlsx = await fileFor(running, REGION, 'operator')(`/placements/xlsx${query}`);
    const workbook = new Workbook();
    await workbook.xlsx.load(xlsx.bytes);
    const sheet = workbook.worksheets[0];
    expect(sheet?.rowCount).toBe(3);
    expect(sheet?.getRow(2).getCell(13).value).toEqual(new Date('2020-03-09T00:00:00Z'));
    const others = await fileFor(running, VIBORG, 'buyer')(`/placements/csv${query}`);
    expect(others.bytes.toString()).not.toContain(made.coming);
    expect(await running.as(REGION, 'secretariat').refused('GET', '/placements/csv')).toBe('403 FORBIDDEN_ROLE');
  });
});
