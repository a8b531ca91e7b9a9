import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import type { Revision } from '../kernel/event';
import type { Actor, OfferingId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { DayField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { IfMatch } from '../platform/http/revisions';
import { offeringsAccess } from './offerings.access';
import { ApproveOffering, approveOffering, offering } from './offering.decider';

export class ApproveOfferingBody {
  @DayField('First day of the approval.')
  from!: Day;

  @DayField('Last day of the approval; absent: without an end.', { optional: true })
  until?: Day;
}

@ApiTags('offerings')
@Controller('api/v1/offerings')
export class ApproveOfferingRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(offeringsAccess.approveOffering)
  @Post(':offeringId/approval')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'approveOffering',
    summary: 'Record an approval by socialtilsynet',
    description: 'Recorded by the operator, who holds the decision.',
  })
  approve(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() { from, until }: ApproveOfferingBody,
    @CurrentActor() actor: Actor,
    @IfMatch() ifRevision?: Revision,
  ): Promise<Receipt> {
    return this.bus.execute(
      new ApproveOffering({
        offeringId,
        by: actor,
        from,
        ...(until === undefined ? {} : { until }),
        ...(ifRevision === undefined ? {} : { ifRevision }),
      }),
    );
  }
}

@CommandHandler(ApproveOffering)
export class ApproveOfferingHandler implements ICommandHandler<ApproveOffering> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: ApproveOffering): Promise<Receipt> {
    const { data } = command;
    const { receipt } = await this.runner.run(
      offering,
      data.offeringId,
      (state) => approveOffering(command, state),
      data,
    );
    return receipt;
  }
}
