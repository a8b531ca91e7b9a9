import { Body, Controller, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { PLACEMENT_GROUNDS, type PlacementGround } from '../kernel/placement-ground';
import type { Actor, OfferingId, ServiceLineId, TariffId, TariffLevel } from '../kernel/vocabulary';
import { SERVICE_LINE_ID_FORM, tariffId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { newIdentity } from '../platform/commands/command-context';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { CodeField, DayField, OneOfField, TextField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { tariffsAccess } from './tariffs.access';
import { ChangeTariff, changeTariff, tariffs } from './tariff.decider';
import type { TariffWarning } from './tariff.events';
import { componentsFrom, TariffBody } from './tariff-body';
import { warningInWords } from './tariffs.messages';
import { TariffTerms } from './tariff-terms';

export class ChangeTariffBody extends TariffBody {
  @CodeField(SERVICE_LINE_ID_FORM, 'The service line that is priced.', { example: 'SEL-107' })
  serviceLineId!: ServiceLineId;

  @TextField('Level within the line, as published (R14).', { maxLength: 60, example: '1' })
  level!: TariffLevel;

  @OneOfField(PLACEMENT_GROUNDS, 'Secure units: the ground it is the price for; each has a level of its own (R41).', {
    optional: true,
  })
  placementGround?: PlacementGround;

  @DayField('The first day of the new price; it holds until the next version begins.')
  validFrom!: Day;

  @TextField('Where the price was published.', { optional: true, maxLength: 300 })
  source?: string;
}

type WarningInWords = ReturnType<typeof warningInWords>;

export type TariffAnswer = Receipt & { readonly tariffId: TariffId; readonly warnings: readonly WarningInWords[] };

@ApiTags('tariffs')
@Controller('api/v1/offerings')
export class ChangeTariffRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(tariffsAccess.changeTariff)
  @Post(':offeringId/tariffs')
  @ApiOperation({
    operationId: 'changeTariff',
    summary: 'Price a level of a service line from a day',
    description:
      'The first version of a level, and any before it, may begin on any day, every other after today. Warnings never block.',
  })
  change(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() body: ChangeTariffBody,
    @CurrentActor() actor: Actor,
  ): Promise<TariffAnswer> {
    return this.bus.execute(changeAsked(offeringId, body, actor, this.clock.today()));
  }
}

/** The command that a body asks for; the tariff gets its id here. */
export const changeAsked = (offeringId: OfferingId, body: ChangeTariffBody, by: Actor, today: Day): ChangeTariff => {
  const { serviceLineId, level, placementGround, validFrom, budgetedOccupancyBp, reason, capReason, source } = body;
  return new ChangeTariff({
    tariffId: tariffId(newIdentity()),
    offeringId,
    by,
    serviceLineId,
    level: level.trim() as TariffLevel,
    ...(placementGround === undefined ? {} : { placementGround }),
    components: componentsFrom(body),
    validFrom,
    today,
    ...(budgetedOccupancyBp === undefined ? {} : { budgetedOccupancyBp }),
    reason,
    ...(capReason === undefined ? {} : { capReason }),
    ...(source === undefined ? {} : { source }),
  });
};

@CommandHandler(ChangeTariff)
export class ChangeTariffHandler implements ICommandHandler<ChangeTariff> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly terms: TariffTerms,
  ) {}

  async execute(command: ChangeTariff): Promise<TariffAnswer> {
    const { offeringId, serviceLineId, validFrom } = command.data;
    const gathered = await this.terms.lookUp(offeringId, serviceLineId, validFrom);
    const { facts, receipt } = await this.runner.run(tariffs, offeringId, (state) =>
      changeTariff(command, state, gathered),
    );
    return { ...recordedTariff(facts, command.data.tariffId), ...receipt };
  }
}

/** The id and warnings as recorded: a repeated request finds those of the first time. */
export const recordedTariff = (
  facts: readonly { readonly data: { readonly tariffId: TariffId; readonly warnings: readonly TariffWarning[] } }[],
  asked: TariffId,
): { readonly tariffId: TariffId; readonly warnings: readonly WarningInWords[] } => ({
  tariffId: facts[0]?.data.tariffId ?? asked,
  warnings: (facts[0]?.data.warnings ?? []).map(warningInWords),
});
