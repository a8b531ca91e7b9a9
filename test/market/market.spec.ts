import { asDay, asMonth } from '../../src/kernel/calendar';
import {
  BeginMarketLoading,
  beginMarketLoading,
  FinishMarketLoading,
  finishMarketLoading,
  market,
} from '../../src/market/market.decider';
import type { MarketLoaded, MarketLoadingBegun } from '../../src/market/market.events';
import { scenariosFor } from '../support/given';

const given = scenariosFor(market);
const plan = {
  market: 'midtjylland',
  seed: 1,
  day: asDay('2026-11-21'),
  places: 10_000,
  closedMonths: [asMonth('2026-07'), asMonth('2026-08'), asMonth('2026-09')],
};
const counts = { market: 'midtjylland', offerings: 400, places: 10_000, placements: 9_400, statements: 1_100 };
const begun: MarketLoadingBegun = { type: 'MarketLoadingBegun', data: plan };
const loaded: MarketLoaded = { type: 'MarketLoaded', data: counts };

describe('Loading the demonstration market', () => {
  it('begins once', () =>
    given()
      .when((state) => beginMarketLoading(new BeginMarketLoading(plan), state))
      .thenRecorded(begun));

  it('goes on with the first seed and day when it is begun again', () =>
    given(begun)
      .when((state) => beginMarketLoading(new BeginMarketLoading({ ...plan, seed: 2 }), state))
      .thenNothing());

  it('is finished once', () => {
    const finish = new FinishMarketLoading(counts);
    given(begun)
      .when((state) => finishMarketLoading(finish, state))
      .thenRecorded(loaded);
    given(begun, loaded)
      .when((state) => finishMarketLoading(finish, state))
      .thenNothing();
  });

  it('is not finished before it has begun', () =>
    given()
      .when((state) => finishMarketLoading(new FinishMarketLoading(counts), state))
      .thenRejected('MARKET_NOT_BEGUN'));
});
