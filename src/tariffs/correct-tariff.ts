import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, CalculationId, OfferingId, TariffId } from '../kernel/vocabulary';
import { tariffId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { newIdentity } from '../platform/commands/command-context';
import { CommandRunner } from '../platform/commands/command-runner';
import { IdField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { tariffsAccess } from './tariffs.access';
import { recordedTariff, type TariffAnswer } from './change-tariff';
import { CorrectTariff, correctTariff, tariffs } from './tariff.decider';
import { componentsFrom, TariffBody } from './tariff-body';
import { TariffTerms } from './tariff-terms';
import { TariffFacts } from './tariffs.facts';

export class CorrectTariffBody extends TariffBody {
  @IdField('The calculation the wrong version was made of, where its calculated parts stay as they are.', {
    optional: true,
  })
  calculationId?: CalculationId;
}

@ApiTags('tariffs')
@Controller('api/v1/offerings')
export class CorrectTariffRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(tariffsAccess.correctTariff)
  @Post(':offeringId/tariffs/:tariffId/correct')
  @ApiOperation({
    operationId: 'correctTariff',
    summary: 'Replace a wrong version by a right one from the same day',
    description: 'The wrong version stays in the ledger. What was billed by it is adjusted in the next open month.',
  })
  correct(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @IdParam('tariffId', 'The wrong version.') supersedes: TariffId,
    @Body() body: CorrectTariffBody,
    @CurrentActor() actor: Actor,
  ): Promise<TariffAnswer> {
    return this.bus.execute(correctionAsked(offeringId, supersedes, body, actor));
  }
}

/** The command that a body asks for; the new version gets its id here. */
export const correctionAsked = (
  offeringId: OfferingId,
  supersedes: TariffId,
  body: CorrectTariffBody,
  by: Actor,
): CorrectTariff => {
  const { budgetedOccupancyBp, reason, capReason, calculationId } = body;
  return new CorrectTariff({
    tariffId: tariffId(newIdentity()),
    supersedes,
    offeringId,
    by,
    components: componentsFrom(body),
    ...(budgetedOccupancyBp === undefined ? {} : { budgetedOccupancyBp }),
    reason,
    ...(capReason === undefined ? {} : { capReason }),
    ...(calculationId === undefined ? {} : { keepsCalculation: calculationId }),
  });
};

@CommandHandler(CorrectTariff)
export class CorrectTariffHandler implements ICommandHandler<CorrectTariff> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly terms: TariffTerms,
    private readonly tariffs: TariffFacts,
  ) {}

  async execute(command: CorrectTariff): Promise<TariffAnswer> {
    const { offeringId, supersedes } = command.data;
    const versions = await this.tariffs.versions(offeringId);
    const wrong = versions.find((version) => version.tariffId === supersedes);
    const gathered = await this.terms.lookUp(offeringId, wrong?.serviceLineId, wrong?.validFrom);
    const { facts, receipt } = await this.runner.run(tariffs, offeringId, (state) =>
      correctTariff(command, state, gathered),
    );
    return { ...recordedTariff(facts, command.data.tariffId), ...receipt };
  }
}
