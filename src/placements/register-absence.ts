import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, PlacementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { IdParam } from '../platform/http/parameters';
import { IfMatch } from '../platform/http/revisions';
import type { Day } from '../kernel/calendar';
import { DayField, OneOfField } from '../platform/http/fields';
import { placementsAccess } from './placements.access';
import { ABSENCE_KINDS, type AbsenceKind } from './place-book.events';
import { RegisterAbsence, registerAbsence } from './placement.decider';
import { type PlacementAnswer, PlacementDesk } from './placement-desk';

export class RegisterAbsenceBody {
  @DayField('First day away.')
  first!: Day;

  @DayField('Last day away, included.')
  last!: Day;

  @OneOfField(ABSENCE_KINDS, 'Where the citizen is.')
  kind!: AbsenceKind;
}

@ApiTags('placements')
@Controller('api/v1/placements')
export class RegisterAbsenceRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: PlacementDesk,
  ) {}

  @Allowed(placementsAccess.registerAbsence)
  @Post(':placementId/absence')
  @HttpCode(200)
  @ApiOperation({ operationId: 'registerAbsence', summary: 'The citizen is away; the place is held and paid in full' })
  async registerAbsence(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,
    @Body() body: RegisterAbsenceBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedRevision: number | undefined,
  ): Promise<PlacementAnswer> {
    const { first, last, kind } = body;
    return this.bus.execute(
      new RegisterAbsence({
        placementId,
        offeringId: await this.desk.offeringOf(placementId),
        by: actor,
        expectedRevision,

        first,
        last,
        kind,
      }),
    );
  }
}

@CommandHandler(RegisterAbsence)
export class RegisterAbsenceHandler implements ICommandHandler<RegisterAbsence> {
  constructor(private readonly desk: PlacementDesk) {}

  execute(command: RegisterAbsence): Promise<PlacementAnswer> {
    return this.desk.decide(command, registerAbsence);
  }
}
