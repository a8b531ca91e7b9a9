import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { reject } from '../kernel/decider';
import type { CalculationId, OfferingId } from '../kernel/vocabulary';
import { OfferingQueries } from '../offerings/offerings.queries';
import { Allowed } from '../platform/auth/allowed.decorator';
import { Refused } from '../platform/commands/command-runner';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { IdParam } from '../platform/http/parameters';
import { calculationsAccess } from './calculations.access';
import { CalculationView, calculationView } from './calculation.views';
import { CalculationQueries } from './calculations.queries';

export class CalculationList {
  @ApiProperty({ type: [CalculationView], description: 'In the order recorded, those that were replaced among them.' })
  items!: CalculationView[];
}

/** Tariffs are public to the parties (R1, R31), and so is how they were arrived at; no citizen is in it. */
@ApiTags('calculations')
@Controller('api/v1/offerings/:offeringId/tariff-calculations')
export class CalculationRoutes {
  constructor(
    private readonly calculations: CalculationQueries,
    private readonly offerings: OfferingQueries,
    private readonly fresh: FreshReads,
  ) {}

  @Allowed(calculationsAccess.listTariffCalculations)
  @Get()
  @ApiOperation({ operationId: 'listTariffCalculations', summary: 'How the tariffs of an offering were arrived at' })
  @ApiOkResponse({ type: CalculationList })
  async list(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Query() query: ReadTimesQuery,
  ): Promise<CalculationList> {
    const { knownAt } = await this.fresh.resolve(query);
    if (this.offerings.find(offeringId, knownAt) === undefined)
      throw new Refused(reject('UNKNOWN_OFFERING', { offeringId }));
    const rows = this.calculations.ofOffering(offeringId, knownAt);
    return { items: rows.map(({ fact, replacedBy }) => calculationView(fact, replacedBy)) };
  }

  @Allowed(calculationsAccess.getTariffCalculation)
  @Get(':calculationId')
  @ApiOperation({
    operationId: 'getTariffCalculation',
    summary: 'A calculation with every step: formula, figures and rule',
  })
  @ApiOkResponse({ type: CalculationView })
  async get(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @IdParam('calculationId', 'The calculation.') id: CalculationId,
    @Query() query: ReadTimesQuery,
  ): Promise<CalculationView> {
    const { knownAt } = await this.fresh.resolve(query);
    const row = this.calculations.find(id, knownAt);
    if (row?.offeringId !== offeringId) throw new Refused(reject('UNKNOWN_CALCULATION'));
    return calculationView(row.fact, row.replacedBy);
  }
}
