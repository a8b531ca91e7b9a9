import type { Day, Month } from '../kernel/calendar';
import type { Fact } from '../kernel/event';

/**
 * This ledger holds a demonstration market: real parties and published tariffs, and constructed offerings, places and
 * citizens that are marked as such. The seed and the day decide all of it, so a broken-off loading goes on where it was.
 */
export type MarketLoadingBegun = Fact<
  'MarketLoadingBegun',
  { market: string; seed: number; day: Day; places: number; closedMonths: readonly Month[] }
>;

/** The demonstration market is complete; it is not loaded again. */
export type MarketLoaded = Fact<
  'MarketLoaded',
  { market: string; offerings: number; places: number; placements: number; statements: number }
>;

export type MarketEvent = MarketLoadingBegun | MarketLoaded;
