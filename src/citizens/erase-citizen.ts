import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, CitizenRef } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { OneOfField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { CitizenDetailsDesk } from './citizen-details';
import { citizenRecord, DestroyDetails, EraseCitizen, eraseCitizen } from './citizen-record.decider';
import { ERASURE_REASONS, type ErasureReason } from './citizen-record.events';
import { citizensAccess } from './citizens.access';
import { CitizenFacts } from './citizens.facts';

export class EraseCitizenBody {
  @OneOfField(ERASURE_REASONS, 'Why the details are erased.')
  reason!: ErasureReason;
}

@ApiTags('citizens')
@Controller('api/v1/citizens')
export class EraseCitizenRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post(':citizenRef/erase')
  @HttpCode(200)
  @Allowed(citizensAccess.eraseCitizen)
  @ApiOperation({
    operationId: 'eraseCitizen',
    summary: 'Erase the details of your citizen, for good',
    description:
      'Destroys the citizen’s key, the sealed details and what they could be found by, before it answers. Placements, ' +
      'contracts and amounts stand, with the reference. Refused while a place is reserved, in use or still being paid.',
  })
  erase(
    @IdParam('citizenRef', 'The citizen.') citizenRef: CitizenRef,
    @Body() { reason }: EraseCitizenBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new EraseCitizen({ citizenRef, by: actor.party, reason, today: this.clock.today() }));
  }
}

/** The fact first: from then on nothing is opened or kept for the citizen, and the policy sees to it that the key goes. */
@CommandHandler(EraseCitizen)
export class EraseCitizenHandler implements ICommandHandler<EraseCitizen> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: CitizenDetailsDesk,
    private readonly facts: CitizenFacts,
  ) {}

  execute(command: EraseCitizen): Promise<Receipt> {
    const { citizenRef } = command.data;
    return this.desk.inTurn(citizenRef, async () => {
      const placements = await this.facts.allPlacementsOf(citizenRef);
      const { receipt } = await this.runner.run(citizenRecord, citizenRef, (state) =>
        eraseCitizen(command, state, placements),
      );
      await this.desk.destroy(citizenRef);
      return receipt;
    });
  }
}

@CommandHandler(DestroyDetails)
export class DestroyDetailsHandler implements ICommandHandler<DestroyDetails> {
  constructor(private readonly desk: CitizenDetailsDesk) {}

  execute({ data: { citizenRef } }: DestroyDetails): Promise<void> {
    return this.desk.inTurn(citizenRef, () => this.desk.destroy(citizenRef));
  }
}
