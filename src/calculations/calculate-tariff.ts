import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Decision, isRejection } from '../kernel/decider';
import type { Actor, CalculationId, OfferingId } from '../kernel/vocabulary';
import { calculationId } from '../kernel/vocabulary';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { newIdentity } from '../platform/commands/command-context';
import { CommandRunner, type Receipt, Refused } from '../platform/commands/command-runner';
import { IdParam } from '../platform/http/parameters';
import { calculationsAccess } from './calculations.access';
import {
  CalculatePackage,
  calculatePackage,
  calculateTariff,
  CalculateTariff,
  calculations,
} from './calculation.decider';
import { askedFrom, CalculatePackageBody, CalculateTariffBody } from './calculation-body';
import type { CalculationEvent } from './calculation.events';
import { CalculationDesk } from './calculation-desk';
import { CalculationView, calculationView } from './calculation.views';

export type CalculationAnswer = Receipt & { readonly calculationId: CalculationId };

@ApiTags('calculations')
@Controller('api/v1/offerings')
export class CalculateTariffRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly runner: CommandRunner,
    private readonly desk: CalculationDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(calculationsAccess.calculateTariff)
  @Post(':offeringId/tariff-calculations')
  @ApiOperation({
    operationId: 'calculateTariff',
    summary: 'Calculate the tariff of a level for a year from its costs (R10–R17)',
    description:
      'Places come from the ledger, and so does occupancy where the ledger has the year. The calculation sets no price: ' +
      'make a tariff of it afterwards. A newer one for the same level and year takes the place of the older.',
  })
  calculate(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() body: CalculateTariffBody,
    @CurrentActor() actor: Actor,
  ): Promise<CalculationAnswer> {
    return this.bus.execute(this.command(offeringId, body, actor));
  }

  @Allowed(calculationsAccess.previewTariffCalculation)
  @Post(':offeringId/tariff-calculations/preview')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'previewTariffCalculation',
    summary: 'The same calculation with every step, without recording it',
  })
  @ApiOkResponse({ type: CalculationView })
  async preview(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() body: CalculateTariffBody,
    @CurrentActor() actor: Actor,
  ): Promise<CalculationView> {
    const command = this.command(offeringId, body, actor);
    const facts = await this.desk.factsFor(command.data);
    const { state } = await this.runner.stateOf(calculations, offeringId);
    return tried(calculateTariff(command, state, facts));
  }

  @Allowed(calculationsAccess.calculatePackage)
  @Post(':offeringId/package-calculations')
  @ApiOperation({
    operationId: 'calculatePackage',
    summary: 'Calculate the price of a package from the prices of its services (R13)',
  })
  calculatePackage(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() body: CalculatePackageBody,
    @CurrentActor() actor: Actor,
  ): Promise<CalculationAnswer> {
    return this.bus.execute(this.packageCommand(offeringId, body, actor));
  }

  @Allowed(calculationsAccess.previewPackageCalculation)
  @Post(':offeringId/package-calculations/preview')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'previewPackageCalculation',
    summary: 'The same price of a package with every step, without recording it',
  })
  @ApiOkResponse({ type: CalculationView })
  async previewPackage(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() body: CalculatePackageBody,
    @CurrentActor() actor: Actor,
  ): Promise<CalculationView> {
    const command = this.packageCommand(offeringId, body, actor);
    const facts = await this.desk.packageFactsFor(command);
    const { state } = await this.runner.stateOf(calculations, offeringId);
    return tried(calculatePackage(command, state, facts));
  }

  private packageCommand(
    offeringId: OfferingId,
    { serviceLineId, level, validFrom, parts, soldAtOre, note }: CalculatePackageBody,
    { party }: Actor,
  ): CalculatePackage {
    return new CalculatePackage({
      calculationId: calculationId(newIdentity()),
      offeringId,
      by: party,
      serviceLineId,
      level,
      validFrom,
      parts: parts.map((part) => ({ serviceLineId: part.serviceLineId, level: part.level })),
      ...(soldAtOre === undefined ? {} : { soldAtOre }),
      today: this.clock.today(),
      ...(note === undefined ? {} : { note }),
    });
  }

  private command(offeringId: OfferingId, body: CalculateTariffBody, { party }: Actor): CalculateTariff {
    return new CalculateTariff({
      calculationId: calculationId(newIdentity()),
      offeringId,
      by: party,
      ...askedFrom(body),
      today: this.clock.today(),
    });
  }
}

/** @throws Refused as the calculation itself would be. */
const tried = (decision: Decision<CalculationEvent>): CalculationView => {
  if (isRejection(decision)) throw new Refused(decision);
  const [fact] = decision;
  if (fact === undefined) throw new TypeError('A calculation always has an outcome');
  return calculationView(fact);
};

@CommandHandler(CalculateTariff)
export class CalculateTariffHandler implements ICommandHandler<CalculateTariff> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: CalculationDesk,
  ) {}

  async execute(command: CalculateTariff): Promise<CalculationAnswer> {
    const gathered = await this.desk.factsFor(command.data);
    const { facts, receipt } = await this.runner.run(calculations, command.data.offeringId, (state) =>
      calculateTariff(command, state, gathered),
    );
    return { calculationId: facts[0]?.data.calculationId ?? command.data.calculationId, ...receipt };
  }
}

@CommandHandler(CalculatePackage)
export class CalculatePackageHandler implements ICommandHandler<CalculatePackage> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: CalculationDesk,
  ) {}

  async execute(command: CalculatePackage): Promise<CalculationAnswer> {
    const gathered = await this.desk.packageFactsFor(command);
    const { facts, receipt } = await this.runner.run(calculations, command.data.offeringId, (state) =>
      calculatePackage(command, state, gathered),
    );
    return { calculationId: facts[0]?.data.calculationId ?? command.data.calculationId, ...receipt };
  }
}
