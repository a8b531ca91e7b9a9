import { Controller, Get, Inject, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { PartyCode } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { PartyField } from '../platform/http/fields';
import { ApiFile, CSV, fileAnswer, XLSX } from '../platform/http/file-answers';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import type { ListedTariff } from './price-list.calculation';
import { PriceListQueries } from './price-list.queries';
import { priceListCsv, priceListXlsx } from './price-list-writers';
import { tariffFilesAccess } from './tariff-files.access';

export class PriceListQuery extends ReadTimesQuery {
  @PartyField('Only operators of this region: the municipalities of its framework agreement, and the region.', {
    optional: true,
  })
  region?: PartyCode;

  @PartyField('Only this operator.', { optional: true })
  operator?: PartyCode;
}

interface Listed {
  readonly name: string;
  readonly pages: AsyncIterable<readonly ListedTariff[]>;
}

/** The price list in the shape in which it is read: what was written can be sent in again, and changes nothing. */
@ApiTags('tariff files')
@Controller('api/v1/tariff-files')
export class PriceListRoutes {
  constructor(
    private readonly list: PriceListQueries,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(tariffFilesAccess.tariffsAsCsv)
  @Get('csv')
  @ApiOperation({
    operationId: 'tariffsAsCsv',
    summary: 'The price list (Tilbudsviften) of a day as CSV',
    description: 'Semicolons, decimal commas, UTF-8 with byte order mark; no text begins as a formula would.',
  })
  @ApiFile(CSV, 'One row per component of each tariff in force, with a heading.')
  async csv(@Query() query: PriceListQuery): Promise<StreamableFile> {
    const { name, pages } = await this.listed(query);
    return fileAnswer(priceListCsv(pages), CSV, name);
  }

  @Allowed(tariffFilesAccess.tariffsAsXlsx)
  @Get('xlsx')
  @ApiOperation({
    operationId: 'tariffsAsXlsx',
    summary: 'The price list (Tilbudsviften) of a day as a spreadsheet',
    description: 'Prices are numbers and days are dates.',
  })
  @ApiFile(XLSX, 'One row per component of each tariff in force, with a heading.')
  async xlsx(@Query() query: PriceListQuery): Promise<StreamableFile> {
    const { name, pages } = await this.listed(query);
    return fileAnswer(priceListXlsx(pages), XLSX, name);
  }

  private async listed(query: PriceListQuery): Promise<Listed> {
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const on = effectiveOn ?? this.clock.today();
    const { region, operator } = query;
    return { name: `tilbudsvifte-${on}`, pages: this.list.tariffsOn({ on, region, operator, knownAt }) };
  }
}
