import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { AgreementQueries } from '../agreements/agreements.queries';
import type { Day } from '../kernel/calendar';
import { reject } from '../kernel/decider';
import type { Position } from '../kernel/event';
import type { BasisPoints, Ore } from '../kernel/money';
import { AGREEMENT_ID_FORM, type AgreementId, type OfferingId, type PartyCode } from '../kernel/vocabulary';
import { OfferingQueries } from '../offerings/offerings.queries';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { Refused } from '../platform/commands/command-runner';
import { AnswerMemory } from '../platform/http/answer-memory';
import { NestedField, OreField, PartyField, TextField, WholeNumberField } from '../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { CodeParam, IdParam } from '../platform/http/parameters';
import { tariffsAccess } from './tariffs.access';
import type { TariffVersionRow } from './price-list.projection';
import { owedReductions, tariffDevelopment } from './tariff-development.calculation';
import { TariffView, tariffView } from './tariff-view';
import { TariffQueries } from './tariffs.queries';

export class TariffList {
  @ApiProperty({ type: [TariffView], description: 'By service line, level and first day.' })
  items!: TariffView[];
}

export class WarnedTariffView extends TariffView {
  @TextField('The offering’s name, as described last.')
  offeringName!: string;
}

export class TariffDevelopmentView {
  @PartyField('The operator.')
  operator!: PartyCode;

  @WholeNumberField('As this year ends.')
  year!: number;

  @WholeNumberField('Levels with a price by the day.')
  tariffs!: number;

  @OreField('The mean of them.')
  meanDayPriceOre!: Ore;

  @WholeNumberField('Levels priced in both years against the base year: 10,000 is unchanged.', { optional: true })
  indexBp?: BasisPoints;

  @WholeNumberField('The same in fixed prices, by the agreement’s rates.', { optional: true })
  fixedPriceIndexBp?: BasisPoints;

  @WholeNumberField('Supplements by the day.')
  supplements!: number;

  @OreField('The mean of them.', { optional: true })
  meanSupplementOre?: Ore;
}

export class OwedReductionView {
  @PartyField('Who owes it.')
  party!: PartyCode;

  @WholeNumberField('What was owed, in 1/10,000 of the base year’s prices (R19).')
  owedBp!: BasisPoints;

  @WholeNumberField('By how much prices have fallen, in fixed prices.')
  deliveredBp!: BasisPoints;

  @WholeNumberField('What remains.')
  remainingBp!: BasisPoints;
}

export class TariffCompliance {
  @ApiProperty({ type: [WarnedTariffView], description: 'Tariffs with a warning, by offering.' })
  items!: WarnedTariffView[];

  @NestedField(() => TariffDevelopmentView, 'Prices by operator and year from the cap’s base year on.', { list: true })
  development!: readonly TariffDevelopmentView[];

  @NestedField(() => OwedReductionView, 'Reductions owed from the agreement before, and what remains.', { list: true })
  owedReductions!: readonly OwedReductionView[];
}

@ApiTags('tariffs')
@Controller('api/v1')
export class TariffRoutes {
  constructor(
    private readonly tariffs: TariffQueries,
    private readonly offerings: OfferingQueries,
    private readonly agreements: AgreementQueries,
    private readonly fresh: FreshReads,
    private readonly memory: AnswerMemory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(tariffsAccess.listTariffs)
  @Get('offerings/:offeringId/tariffs')
  @ApiOperation({
    operationId: 'listTariffs',
    summary: 'The prices of an offering',
    description: 'With effectiveOn the versions that hold that day; without it every version, corrected ones included.',
  })
  @ApiOkResponse({ type: TariffList })
  async list(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Query() query: ReadTimesQuery,
  ): Promise<TariffList> {
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    if (this.offerings.find(offeringId, knownAt) === undefined)
      throw new Refused(reject('UNKNOWN_OFFERING', { offeringId }));
    const rows =
      effectiveOn === undefined
        ? this.tariffs.versions(offeringId, knownAt)
        : this.tariffs.inForce(offeringId, effectiveOn, knownAt);
    return { items: rows.map(tariffView) };
  }

  @Allowed(tariffsAccess.getTariffCompliance)
  @Get('agreements/:agreementId/tariff-compliance')
  @ApiOperation({
    operationId: 'getTariffCompliance',
    summary: 'Tariffs that are above the cap or otherwise unusual under an agreement',
    description: 'As measured when each was recorded. With effectiveOn only those that hold that day.',
  })
  @ApiOkResponse({ type: TariffCompliance })
  async compliance(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') agreementId: AgreementId,
    @Query() query: ReadTimesQuery,
  ): Promise<TariffCompliance> {
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const on = effectiveOn ?? this.clock.today();
    // The secretariat's and every operator's first page of the day asks this.
    return this.memory.of(['tariff compliance', agreementId, on, effectiveOn, knownAt], () =>
      this.complianceOn(agreementId, on, effectiveOn, knownAt),
    );
  }

  private complianceOn(
    agreementId: AgreementId,
    on: Day,
    effectiveOn: Day | undefined,
    knownAt: Position | undefined,
  ): TariffCompliance {
    const rules = this.agreements.rulesOf(agreementId, on, knownAt);
    if (rules === undefined) throw new Refused(reject('UNKNOWN_AGREEMENT', { agreementId }));
    const names = new Map(this.offerings.all(knownAt).map(({ offeringId, name }) => [offeringId, name]));
    const rows = this.tariffs.withWarnings(agreementId, effectiveOn, knownAt);
    const named = (row: TariffVersionRow): WarnedTariffView =>
      Object.assign(tariffView(row), { offeringName: names.get(row.offeringId) ?? '' });
    const { tariffCap } = rules;
    if (tariffCap === undefined) return { items: rows.map(named), development: [], owedReductions: [] };
    const development = tariffDevelopment(this.tariffs.holding(knownAt), tariffCap, Number(on.slice(0, 4)));
    return { items: rows.map(named), development, owedReductions: owedReductions(development, tariffCap) };
  }
}
