import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import type { Revision } from '../kernel/event';
import type { Actor, OfferingId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { DayField, TextField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { IfMatch } from '../platform/http/revisions';
import { offeringsAccess } from './offerings.access';
import { AnnounceClosure, announceClosure, offering } from './offering.decider';

export class AnnounceClosureBody {
  @DayField('The offering’s last day.')
  last!: Day;

  @TextField('Why. No personal data.', { maxLength: 500 })
  reason!: string;
}

@ApiTags('offerings')
@Controller('api/v1/offerings')
export class AnnounceClosureRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(offeringsAccess.announceClosure)
  @Post(':offeringId/closure')
  @HttpCode(200)
  @ApiOperation({ operationId: 'announceClosure', summary: 'Announce that an offering closes (R24)' })
  announce(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() { last, reason }: AnnounceClosureBody,
    @CurrentActor() actor: Actor,
    @IfMatch() ifRevision?: Revision,
  ): Promise<Receipt> {
    return this.bus.execute(
      new AnnounceClosure({
        offeringId,
        by: actor,
        announcedOn: this.clock.today(),
        last,
        reason,
        ...(ifRevision === undefined ? {} : { ifRevision }),
      }),
    );
  }
}

@CommandHandler(AnnounceClosure)
export class AnnounceClosureHandler implements ICommandHandler<AnnounceClosure> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: AnnounceClosure): Promise<Receipt> {
    const { data } = command;
    const { receipt } = await this.runner.run(
      offering,
      data.offeringId,
      (state) => announceClosure(command, state),
      data,
    );
    return receipt;
  }
}
