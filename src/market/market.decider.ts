import type { Day, Month } from '../kernel/calendar';
import { Command } from '../kernel/command';
import { reject, type Aggregate, type Decision } from '../kernel/decider';
import type { MarketEvent, MarketLoaded, MarketLoadingBegun } from './market.events';

export class BeginMarketLoading extends Command<{
  market: string;
  seed: number;
  day: Day;
  places: number;
  closedMonths: readonly Month[];
}> {}

export class FinishMarketLoading extends Command<{
  market: string;
  offerings: number;
  places: number;
  placements: number;
  statements: number;
}> {}

export type MarketState =
  { readonly phase: 'none' } | { readonly phase: 'loading' | 'loaded'; readonly begun: MarketLoadingBegun['data'] };

export const market: Aggregate<MarketState, MarketEvent> = {
  category: 'market',
  initial: { phase: 'none' },
  evolve: (state, event) => {
    switch (event.type) {
      case 'MarketLoadingBegun':
        return { phase: 'loading', begun: event.data };
      case 'MarketLoaded':
        return state.phase === 'none' ? state : { ...state, phase: 'loaded' };
    }
  },
};

/** Begun once: whoever starts again goes on with the seed and the day of the first time. */
export const beginMarketLoading = ({ data }: BeginMarketLoading, state: MarketState): Decision<MarketLoadingBegun> => {
  if (state.phase !== 'none') return [];
  const { market: name, seed, day, places, closedMonths } = data;
  return [{ type: 'MarketLoadingBegun', data: { market: name, seed, day, places, closedMonths } }];
};

export const finishMarketLoading = ({ data }: FinishMarketLoading, state: MarketState): Decision<MarketLoaded> => {
  if (state.phase === 'none') return reject('MARKET_NOT_BEGUN');
  if (state.phase === 'loaded') return [];
  const { market: name, offerings, places, placements, statements } = data;
  return [{ type: 'MarketLoaded', data: { market: name, offerings, places, placements, statements } }];
};
