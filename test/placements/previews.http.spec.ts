import { type RunningApp, startApp } from '../support/app';
import { openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

let running: RunningApp;
let market: SmallMarket;

beforeAll(async () => {
  running = await startApp('2020-03-02');
  market = await openSmallMarket(running);
});
afterAll(() => running.close());

const enrolled = async (more: object = {}): Promise<string> => {
  const { placementId } = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-01', more));
  await market.seller.post(`/placements/${placementId}/confirm`);
  await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-01' });
  return `/placements/${placementId}`;
};

describe('The end of a stay, before it is recorded', () => {
  it.each([
    ['a move', 'MOVED', {}, { lastPayableDay: '2020-03-02', ruleRef: 'R35' }],
    ['a death', 'DEATH', {}, { lastPayableDay: '2020-03-31', ruleRef: 'Q1' }],
    ['a day agreed on', 'MOVED', { lastPayableDay: '2020-03-10' }, { lastPayableDay: '2020-03-10', ruleRef: 'AGREED' }],
  ] as const)('shows for %s the day that is then recorded', async (_, reason, more, expected) => {
    const at = await enrolled();
    const asked = { departureDay: '2020-03-02', reason, ...more };
    const preview = await market.seller.post(`${at}/end/preview`, asked);
    expect(preview).toMatchObject({ departureDay: '2020-03-02', ...expected });
    expect(await market.seller.get(at)).toMatchObject({ phase: 'enrolled', departureDay: null });
    await market.seller.post(`${at}/end`, asked);
    expect(await market.seller.get(at)).toMatchObject(expected);
    const corrected = await market.seller.post(`${at}/end/preview`, { departureDay: '2020-03-01', reason: 'MOVED' });
    await market.seller.post(`${at}/end/correct`, { departureDay: '2020-03-01', reason: 'MOVED', cause: 'WRONG_DAY' });
    expect(await market.seller.get(at)).toMatchObject({
      lastPayableDay: corrected.lastPayableDay,
      ruleRef: corrected.ruleRef,
    });
  });

  it('follows a notice that has been given (R30)', async () => {
    const at = await enrolled();
    await market.aarhus.post(`${at}/notice`, { noticeDate: '2020-03-02', receivedDate: '2020-03-02' });
    expect(
      await market.seller.post(`${at}/end/preview`, { departureDay: '2020-03-02', reason: 'BUYER_NOTICE' }),
    ).toMatchObject({ lastPayableDay: '2020-04-30', ruleRef: 'R30', stopsOnResale: true });
  });

  it('refuses what the end itself refuses, and who does not sell there', async () => {
    const at = await enrolled();
    const asked = { departureDay: '2020-03-03', reason: 'MOVED' };
    expect(await market.seller.refused('POST', `${at}/end/preview`, asked)).toBe('422 DEPARTURE_IN_FUTURE');
    expect(await market.viborg.refused('POST', `${at}/end/preview`, asked)).toMatch(/^403/);
    expect(await running.as('791', 'operator').refused('POST', `${at}/end/preview`, asked)).toBe(
      '404 PLACEMENT_UNKNOWN',
    );
    const { placementId } = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-10'));
    const day = { departureDay: '2020-03-02', reason: 'MOVED' };
    expect(await market.seller.refused('POST', `/placements/${placementId}/end/preview`, day)).toBe('409 NOT_ENROLLED');
  });
});

it('shows other terms as they would be proposed, a day place with its part of the price (R16)', async () => {
  const offeringId = await market.offer('Dagtilbuddet Lunden', 8, { legalBasis: 'SEL-104' });
  const at = await enrolled({ offeringId, serviceLineId: 'SEL-104' });
  const asked = { from: '2020-03-02', level: '1', daysPerWeek: 3 };
  const preview = await market.aarhus.post(`${at}/change/preview`, asked);
  expect((await market.aarhus.get(at)).proposal).toBeNull();
  await market.aarhus.post(`${at}/change`, asked);
  const { proposal } = await market.aarhus.get(at);
  expect(preview).toEqual({ from: '2020-03-02', terms: proposal.terms });
  expect(preview.terms.factorBp).toBeLessThan(10_000);
  const other = await enrolled();
  expect(await market.aarhus.refused('POST', `${other}/change/preview`, asked)).toBe('422 PART_TIME_NOT_OFFERED');
});
