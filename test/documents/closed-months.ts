import { startApp, type RunningApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, type SmallMarket } from '../support/small-market';

export const MAY = `${REGION}-${AARHUS}-2020-05`;
export const JUNE = `${REGION}-${AARHUS}-2020-06`;
export const DAY_PLACE = 'Aktivitet og samvær Høskoven';

export interface ClosedMonths {
  readonly running: RunningApp;
  readonly market: SmallMarket;
  readonly placementId: string;
  /** The citizen, as everybody knows them. */
  readonly citizenRef: string;
}

/**
 * The founding example with a correction: a stay at Høskoven from 10 March 2020, closed monthly to May; then the message
 * that the citizen left on 20 May, which makes June's statement a credit of 28.160,00 kr. A day place is used
 * besides from 1 to 31 May.
 */
export const closedMonths = async (): Promise<ClosedMonths> => {
  const running = await startApp('2020-02-10');
  const market = await openSmallMarket(running);
  const { seller, aarhus } = market;
  await seller.post('/settlement/openings', { firstMonth: '2020-03' });
  const wanted = reservation(market.offeringId, '2020-03-10') as { citizenRef: string };
  const { placementId } = await aarhus.post('/placements', wanted);
  await seller.post(`/placements/${placementId}/confirm`);
  const other = await market.offer(DAY_PLACE, 2, { levels: { 1: 44_650 }, legalBasis: 'SEL-104' });
  running.clock.turnTo('2020-03-10');
  await seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-10' });
  const day = await aarhus.post('/placements', {
    ...reservation(other, '2020-05-01'),
    serviceLineId: 'SEL-104',
  });
  await seller.post(`/placements/${day.placementId}/confirm`);
  running.clock.turnTo('2020-05-01');
  await seller.post(`/placements/${day.placementId}/enrol`, { firstDay: '2020-05-01' });
  for (const month of ['2020-03', '2020-04']) await seller.post(`/settlement/months/${month}/close`);
  running.clock.turnTo('2020-05-31');
  for (const id of [placementId, day.placementId])
    await seller.post(`/placements/${id}/end`, {
      departureDay: '2020-05-31',
      reason: 'MOVED',
      lastPayableDay: '2020-05-31',
    });
  running.clock.turnTo('2020-06-01');
  await seller.post('/settlement/months/2020-05/close');
  running.clock.turnTo('2020-06-10');
  await seller.post(`/placements/${placementId}/end/correct`, {
    departureDay: '2020-05-20',
    lastPayableDay: '2020-05-20',
    reason: 'MOVED',
    cause: 'LATE_MESSAGE',
  });
  running.clock.turnTo('2020-07-01');
  await seller.post('/settlement/months/2020-06/close');
  await running.settled();
  return { running, market, placementId, citizenRef: wanted.citizenRef };
};
