import type { Role } from '../../src/kernel/vocabulary';
import { startApp, type RunningApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, SILKEBORG } from '../support/small-market';

/** One body may buy, sell and keep the secretariat: what it sees follows the role, not the body (domain.md §2). */
describe('A closed month', () => {
  let running: RunningApp;
  const statement = `${REGION}-${AARHUS}-2020-03`;
  const paths = [
    `/settlement/statements/${statement}`,
    `/settlement/statements/${statement}/lines/1/why`,
    `/settlement/statements/${statement}/history`,
  ];

  beforeAll(async () => {
    running = await startApp('2020-03-10');
    const { aarhus, seller, offeringId } = await openSmallMarket(running);
    const { placementId } = await aarhus.post('/placements', reservation(offeringId, '2020-03-10'));
    await seller.post(`/placements/${placementId}/confirm`);
    await seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-10' });
    running.clock.turnTo('2020-04-01');
    await seller.post('/settlement/months/2020-03/close', {});
    paths.push(`/placements/${placementId}/history`);
  });

  afterAll(() => running.close());

  const answers = async (party: string, role: Role): Promise<number[]> => {
    const caller = running.as(party, role);
    const seen: number[] = [];
    for (const path of paths) seen.push((await caller.ask('GET', `${path}?minPosition=${running.position}`)).status);
    return seen;
  };

  it.each([
    ['its payer', AARHUS, 'buyer', 200],
    ['its operator', REGION, 'operator', 200],
    ['an auditor', SILKEBORG, 'auditor', 200],
    ['those who buy for the operator', REGION, 'buyer', 404],
    ['those who sell for the payer', AARHUS, 'operator', 404],
    ['another buyer', SILKEBORG, 'buyer', 404],
  ] as const)('answers %s by the role', async (_, party, role, status) => {
    expect(await answers(party, role)).toEqual(paths.map(() => status));
    const { items } = await running.as(party, role).get('/settlement/statements');
    expect(items).toHaveLength(status === 200 ? 1 : 0);
  });

  it('shows the secretariat no citizen, though it sits with one of the parties', async () => {
    expect(await answers(REGION, 'secretariat')).toEqual([403, 403, 403, 403]);
    expect(await running.as(REGION, 'secretariat').refused('GET', '/settlement/statements')).toBe('403 FORBIDDEN_ROLE');
  });
});
