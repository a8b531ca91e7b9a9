import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { addToMonth, type Day, monthOf, type Month } from '../kernel/calendar';
import { Public } from '../platform/auth/roles.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner } from '../platform/commands/command-runner';
import { MARKET_NAME, publishedTariffFile } from './market-loader';
import { market } from './market.decider';
import type { GapCode, TariffFileGap } from './tariff-file';

const GAP_TEXTS: Readonly<Record<GapCode, string>> = {
  UNDATED: 'Kilden er udateret; taksten kan ikke gælde fra en dag',
  NO_LEGAL_BASIS: 'Kilden nævner ingen paragraf',
  UNKNOWN_LEGAL_BASIS: 'Paragraffen er ukendt',
  NOT_PRICED_BY_DAY: 'Enheden er hverken dag eller døgn',
  NO_PRICE: 'Der er ingen pris',
};

export interface MarketView {
  readonly phase: 'none' | 'loading' | 'loaded';
  readonly today: Day;
  /** The latest month that is over. */
  readonly lastMonth: Month;
  readonly seed?: number;
  readonly loadedAsOf?: Day;
  readonly closedMonths?: readonly Month[];
  readonly source: {
    readonly acceptedRows: number;
    readonly gaps: readonly (TariffFileGap & { readonly texts: readonly string[] })[];
    readonly withoutPlaces: { readonly rows: readonly number[]; readonly text: string };
  };
}

@ApiTags('market')
@Controller('api/v1/market')
export class MarketRoutes {
  constructor(
    private readonly runner: CommandRunner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Public()
  @ApiOperation({
    operationId: 'getMarket',
    summary: 'Which demonstration market is loaded, and what its source does not say',
  })
  async market(): Promise<MarketView> {
    const { state } = await this.runner.stateOf(market, MARKET_NAME);
    const today = this.clock.today();
    const { rows, gaps, withoutPlaces } = publishedTariffFile();
    return {
      phase: state.phase,
      today,
      lastMonth: addToMonth(monthOf(today), -1),
      ...(state.phase === 'none'
        ? {}
        : { seed: state.begun.seed, loadedAsOf: state.begun.day, closedMonths: state.begun.closedMonths }),
      source: {
        acceptedRows: rows.length,
        gaps: gaps.map((gap) => ({ ...gap, texts: gap.codes.map((code) => GAP_TEXTS[code]) })),
        withoutPlaces: {
          rows: withoutPlaces,
          text: 'Kilden angiver ikke antal pladser; de er konstrueret til demonstration',
        },
      },
    };
  }
}
