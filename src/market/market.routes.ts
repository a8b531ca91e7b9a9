import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { addToMonth, type Day, monthOf, type Month } from '../kernel/calendar';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner } from '../platform/commands/command-runner';
import {
  DayField,
  ListField,
  MonthField,
  NestedField,
  OneOfField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import { monthly, oneOf, text, wholeNumber } from '../platform/http/scalars';
import { marketAccess } from './market.access';
import { MARKET_NAME, publishedTariffFile } from './market-loader';
import { market } from './market.decider';
import type { TariffFileGap } from './tariff-file';
import { REMARK_CODES, type RemarkCode, REMARKS } from '../tariff-files/remarks.calculation';

export class GapView {
  @WholeNumberField('Row of the source.')
  row!: number;

  @TextField('The offering named there.')
  offering!: string;

  @ListField(oneOf(REMARK_CODES), 'What is missing.')
  codes!: readonly RemarkCode[];

  @ListField(text(), 'The same in Danish.')
  texts!: readonly string[];
}

export class WithoutPlacesView {
  @ListField(wholeNumber({ min: 1 }), 'Rows of the source that state no number of places.')
  rows!: readonly number[];

  @TextField('What was done about it, in Danish.')
  text!: string;
}

export class MarketSourceView {
  @WholeNumberField('Rows that became tariffs.')
  acceptedRows!: number;

  @NestedField(() => GapView, 'Rows that could not.', { list: true })
  gaps!: readonly (TariffFileGap & { readonly texts: readonly string[] })[];

  @NestedField(() => WithoutPlacesView, 'Rows whose places were constructed.')
  withoutPlaces!: WithoutPlacesView;
}

export class MarketView {
  @OneOfField(['none', 'loading', 'loaded'], 'How far the loading has come.')
  phase!: 'none' | 'loading' | 'loaded';

  @DayField('Today, as the ledger sees it.')
  today!: Day;

  @MonthField('The latest month that is over.')
  lastMonth!: Month;

  @WholeNumberField('What the made-up part follows from.', { optional: true })
  seed?: number;

  @DayField('The day it was loaded for.', { optional: true })
  loadedAsOf?: Day;

  @ListField(monthly, 'The months it closed.', { optional: true })
  closedMonths?: readonly Month[];

  @NestedField(() => MarketSourceView, 'What the published source says and does not say.')
  source!: MarketSourceView;
}

@ApiTags('market')
@Controller('api/v1/market')
export class MarketRoutes {
  constructor(
    private readonly runner: CommandRunner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(marketAccess.getMarket)
  @Get()
  @ApiOperation({
    operationId: 'getMarket',
    summary: 'Which demonstration market is loaded, and what its source does not say',
  })
  @ApiOkResponse({ type: MarketView })
  async market(): Promise<MarketView> {
    const { state } = await this.runner.stateOf(market, MARKET_NAME);
    const today = this.clock.today();
    const { rows, gaps, withoutPlaces } = await publishedTariffFile();
    return {
      phase: state.phase,
      today,
      lastMonth: addToMonth(monthOf(today), -1),
      ...(state.phase === 'none'
        ? {}
        : { seed: state.begun.seed, loadedAsOf: state.begun.day, closedMonths: state.begun.closedMonths }),
      source: {
        acceptedRows: rows.length,
        gaps: gaps.map((gap) => ({ ...gap, texts: gap.codes.map((code) => REMARKS[code].da) })),
        withoutPlaces: {
          rows: withoutPlaces,
          text: 'Kilden angiver ikke antal pladser; de er konstrueret til demonstration',
        },
      },
    };
  }
}
