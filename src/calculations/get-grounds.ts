import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { isRejection } from '../kernel/decider';
import type { BasisPoints, Ore } from '../kernel/money';
import {
  type Actor,
  AGREEMENT_ID_FORM,
  type AgreementId,
  type CalculationId,
  type OfferingId,
  SERVICE_LINE_ID_FORM,
  type ServiceLineId,
  type TariffLevel,
} from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, Refused } from '../platform/commands/command-runner';
import {
  CodeField,
  IdField,
  ListField,
  NestedField,
  OreField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import { FreshReads } from '../platform/http/fresh-reads';
import { IdParam } from '../platform/http/parameters';
import { text } from '../platform/http/scalars';
import { PlacesSpanBody, RegulationLineBody, YEAR } from './calculation-body';
import { CalculationDesk } from './calculation-desk';
import { calculations } from './calculation.decider';
import { groundsFor } from './calculation-grounds.calculation';
import { calculationsAccess } from './calculations.access';

export class GroundsQuery {
  @CodeField(SERVICE_LINE_ID_FORM, 'The service line.', { example: 'SEL-107' })
  serviceLineId!: ServiceLineId;

  @TextField('The level within the line (R14), which may be a new one.', { maxLength: 60, example: '1' })
  level!: TariffLevel;

  @WholeNumberField('The calendar year that the tariff is for.', { ...YEAR, example: 2027 })
  year!: number;

  @WholeNumberField('Answer only when this log position has been read in, or after 2 seconds with a note.', {
    min: 1,
    optional: true,
  })
  minPosition?: number;
}

export class KnownOccupancyView {
  @WholeNumberField('A year whose occupancy the rule takes (R12).')
  year!: number;

  @WholeNumberField('As the ledger counts it, in 1/10,000; absent where it does not have the whole year.', {
    optional: true,
  })
  rateBp?: BasisPoints;
}

export class CalculationGroundsView {
  @CodeField(AGREEMENT_ID_FORM, 'The agreement whose rules hold on the first day of the year.')
  agreementId!: AgreementId;

  @NestedField(() => PlacesSpanBody, 'Places of the whole service line over the year.', { list: true })
  capacity!: readonly PlacesSpanBody[];

  @NestedField(() => KnownOccupancyView, 'The years before, each once.', { list: true })
  occupancy!: readonly KnownOccupancyView[];

  @WholeNumberField('The least occupancy that the agreement reckons with, in 1/10,000 (R12).')
  minBp!: BasisPoints;

  @WholeNumberField('The most that it recommends, in 1/10,000 (R12).')
  recommendedMaxBp!: BasisPoints;

  @WholeNumberField('The occupancy that the rule gives, in 1/10,000; absent while a year is missing.', {
    optional: true,
  })
  ruleBp?: BasisPoints;

  @NestedField(() => RegulationLineBody, 'What the regulation accounts leave for this tariff (R22).', { list: true })
  due!: readonly RegulationLineBody[];

  @ListField(
    text({ maxLength: 60 }),
    'Other levels of the line without a calculation of the year: they may take of what is due.',
  )
  uncalculated!: readonly TariffLevel[];

  @OreField('What a day may cost under the cap; absent where nothing caps it (R19).', { optional: true })
  capLimitOre?: Ore;

  @IdField('The calculation that a new one takes the place of.', { optional: true })
  replaces?: CalculationId;
}

@ApiTags('calculations')
@Controller('api/v1/offerings/:offeringId/tariff-calculations')
export class GetGroundsRoute {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: CalculationDesk,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(calculationsAccess.getCalculationGrounds)
  @Get('grounds')
  @ApiOperation({
    operationId: 'getCalculationGrounds',
    summary: 'What the ledger has for a calculation: places, occupancy, what is due of earlier results, the cap',
  })
  @ApiOkResponse({ type: CalculationGroundsView })
  async grounds(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Query() { serviceLineId, level, year, minPosition }: GroundsQuery,
    @CurrentActor() { party }: Actor,
  ): Promise<CalculationGroundsView> {
    if (minPosition !== undefined) await this.fresh.resolve({ minPosition });
    const asked = { offeringId, by: party, serviceLineId, level: level.trim() as TariffLevel, year };
    const facts = await this.desk.factsFor({ ...asked, occupancyStated: [], today: this.clock.today() });
    const { state } = await this.runner.stateOf(calculations, offeringId);
    const grounds = groundsFor(asked, state, facts);
    if (isRejection(grounds)) throw new Refused(grounds);
    return grounds;
  }
}
