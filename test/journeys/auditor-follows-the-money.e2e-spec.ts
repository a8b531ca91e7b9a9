import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startApp, type RunningApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, VIBORG, type SmallMarket } from '../support/small-market';

let running: RunningApp;
let market: SmallMarket;
let placementId: string;

interface Listed {
  readonly type: string;
  readonly eventId: string;
  readonly position: number;
  readonly businessDay?: string;
}

/** Two buyers, three closed months and one correction. */
beforeAll(async () => {
  running = await startApp('2020-02-10');
  market = await openSmallMarket(running);
  const { seller, aarhus, viborg, offeringId } = market;
  await seller.post('/settlement/openings', { firstMonth: '2020-03' });
  for (const buyer of [aarhus, viborg]) {
    const answer = await buyer.post('/placements', reservation(offeringId, '2020-03-10'));
    if (buyer === aarhus) ({ placementId } = answer);
    await seller.post(`/placements/${answer.placementId}/confirm`);
    running.clock.turnTo('2020-03-10');
    await seller.post(`/placements/${answer.placementId}/enrol`, { firstDay: '2020-03-10' });
    running.clock.turnTo('2020-02-12');
  }
  running.clock.turnTo('2020-05-31');
  await seller.post(`/placements/${placementId}/end`, { departureDay: '2020-05-31', reason: 'MOVED' });
  running.clock.turnTo('2020-06-01');
  for (const month of ['2020-03', '2020-04', '2020-05']) await seller.post(`/settlement/months/${month}/close`, {});
  await seller.post(`/placements/${placementId}/end/correct`, {
    departureDay: '2020-05-20',
    reason: 'MOVED',
    cause: 'LATE_MESSAGE',
  });
  running.clock.turnTo('2020-07-01');
  await seller.post('/settlement/months/2020-06/close', {});
  await running.settled();
});
afterAll(() => running.close());

const listed = async (query: string): Promise<Listed[]> => (await market.auditor.get(`/audit/events?${query}`)).items;
const typesOf = (events: readonly Listed[]): string[] => events.map(({ type }) => type);

describe('An auditor follows a krone', () => {
  it('from the statement’s line to the events it rests on', async () => {
    const why = await market.auditor.get(`/settlement/statements/${REGION}-${AARHUS}-2020-06/lines/1/why`);
    expect(why).toMatchObject({ agrees: true, cause: { type: 'DischargeCorrected' } });
    for (const { id, type, position } of why.events) {
      const whole = await market.auditor.get(`/audit/events/${id}`);
      expect([whole.type, whole.position]).toEqual([type, position]);
    }
    const cause = await market.auditor.get(`/audit/events/${why.cause.id}`);
    expect(cause).toMatchObject({
      onBehalfOf: REGION,
      data: { placementId, departureDay: '2020-05-20', cause: 'LATE_MESSAGE' },
    });
  });

  it('from a placement to everything that happened to it', async () => {
    const { items } = await market.auditor.get(`/placements/${placementId}/history`);
    expect(typesOf(items)).toEqual(
      expect.arrayContaining(['PlaceReserved', 'PlacePurchaseAgreed', 'CitizenEnrolled', 'DischargeCorrected']),
    );
    const positions = items.map(({ position }: Listed) => position);
    expect(positions).toEqual([...positions].sort((a: number, b: number) => a - b));
  });

  it('by type, party, subject and position', async () => {
    expect(typesOf(await listed('type=MonthClosed&order=oldest'))).toEqual(Array(4).fill('MonthClosed'));
    const ofViborg = await listed(`party=${VIBORG}&type=PlaceReserved`);
    expect(ofViborg).toHaveLength(1);
    expect(typesOf(await listed(`subject=${placementId}&type=CitizenDischarged`))).toEqual(['CitizenDischarged']);
    const [closing] = await listed('type=MonthClosed');
    const after = await listed(`fromPosition=${closing?.position}&limit=500`);
    expect(after.every(({ position }) => position >= (closing?.position ?? 0))).toBe(true);
    expect(await listed('recordedTo=2019-12-31')).toEqual([]);
  });

  it('page by page, each event once', async () => {
    const seen: number[] = [];
    let cursor = '';
    do {
      const { items, next } = await market.auditor.get(`/audit/events?limit=7&order=oldest${cursor}`);
      seen.push(...items.map(({ position }: Listed) => position));
      cursor = next === undefined ? '' : `&cursor=${next}`;
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe((await running.app.inject({ url: '/health/ready' })).json().store.position);
  });

  it('and nobody else may', async () => {
    expect(await market.aarhus.refused('GET', '/audit/events')).toBe('403 FORBIDDEN_ROLE');
    expect(await market.seller.refused('POST', '/audit/replay')).toBe('403 FORBIDDEN_ROLE');
    expect(await running.as(REGION, 'secretariat').refused('GET', '/audit/invariants')).toBe('403 FORBIDDEN_ROLE');
  });
});

interface Model {
  readonly name: string;
  readonly equal: boolean;
  readonly liveDigest: string;
  readonly replayDigest: string;
  readonly difference?: string;
}

describe('The whole history', () => {
  it('gives the read models that people look at', async () => {
    const { equal, models, certificate } = await market.auditor.post('/audit/replay');
    expect((models as Model[]).filter((model) => !model.equal)).toEqual([]);
    expect(equal).toBe(true);
    expect((models as Model[]).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['place-book', 'price-list', 'statements', 'contract-register', 'trail']),
    );
    expect(certificate.da).toContain('Intet er ændret uden om loggen.');
  });

  it('keeps what the ledger promises', async () => {
    const verdict = await market.auditor.post('/audit/invariants');
    expect(verdict.invariants.flatMap(({ breaches }: { breaches: unknown[] }) => breaches)).toEqual([]);
    expect(verdict.holds).toBe(true);
    expect(verdict.invariants.map(({ id }: { id: string }) => id)).toEqual([
      'I1',
      'I2',
      'I3',
      'I4',
      'I5',
      'I6',
      'I7',
      'I8',
      'I9',
      'I10',
    ]);
    expect(await market.auditor.get('/audit/invariants')).toEqual(verdict);
  });

  it('shows up a read model that somebody has changed on the disk', async () => {
    const statementId = `${REGION}-${VIBORG}-2020-05`;
    await running.restarted((dataFolder) => {
      const folder = join(dataFolder, 'read');
      const file = readdirSync(folder).find((name) => /^statements\.v\d+\.sqlite$/.test(name));
      const database = new DatabaseSync(join(folder, file ?? 'statements'));
      const { changes } = database
        .prepare('UPDATE statements SET totalOre = totalOre - 100 WHERE statementId = ?')
        .run(statementId);
      database.close();
      expect(changes).toBe(1);
    });
    expect((await market.viborg.get(`/settlement/statements/${statementId}`)).totalOre).toBe(7_936_000 - 100);

    const { equal, models, certificate } = await market.auditor.post('/audit/replay');
    expect(equal).toBe(false);
    const wrong = (models as Model[]).filter((model) => !model.equal);
    expect(wrong).toEqual([
      expect.objectContaining({ name: 'statements', difference: expect.stringContaining(statementId) }),
    ]);
    expect(certificate.da).toContain('1 af');
    expect(certificate.da).toContain('statements');
  });

  it('puts the read model right again when it is made anew', async () => {
    await running.restarted((dataFolder) => rmSync(join(dataFolder, 'read'), { recursive: true }));
    expect((await market.auditor.post('/audit/replay')).equal).toBe(true);
    expect((await market.viborg.get(`/settlement/statements/${REGION}-${VIBORG}-2020-05`)).totalOre).toBe(7_936_000);
  });
});
