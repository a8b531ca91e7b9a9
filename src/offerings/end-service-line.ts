import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import type { Revision } from '../kernel/event';
import { type Actor, type OfferingId, SERVICE_LINE_ID_FORM, type ServiceLineId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { DayField, TextField } from '../platform/http/fields';
import { CodeParam, IdParam } from '../platform/http/parameters';
import { IfMatch } from '../platform/http/revisions';
import { offeringsAccess } from './offerings.access';
import { EndServiceLine, endServiceLine, offering } from './offering.decider';

export class EndServiceLineBody {
  @DayField('The last day on which a placement may begin.')
  last!: Day;

  @TextField('Why. No personal data.', { maxLength: 500 })
  reason!: string;
}

@ApiTags('offerings')
@Controller('api/v1/offerings')
export class EndServiceLineRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(offeringsAccess.endServiceLine)
  @Post(':offeringId/service-lines/:serviceLineId/end')
  @HttpCode(200)
  @ApiOperation({ operationId: 'endServiceLine', summary: 'Stop selling a service; running placements go on' })
  end(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @CodeParam('serviceLineId', SERVICE_LINE_ID_FORM, 'The service line.') serviceLineId: ServiceLineId,
    @Body() { last, reason }: EndServiceLineBody,
    @CurrentActor() actor: Actor,
    @IfMatch() ifRevision?: Revision,
  ): Promise<Receipt> {
    return this.bus.execute(
      new EndServiceLine({
        offeringId,
        by: actor,
        serviceLineId,
        last,
        reason,
        ...(ifRevision === undefined ? {} : { ifRevision }),
      }),
    );
  }
}

@CommandHandler(EndServiceLine)
export class EndServiceLineHandler implements ICommandHandler<EndServiceLine> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: EndServiceLine): Promise<Receipt> {
    const { data } = command;
    const { receipt } = await this.runner.run(
      offering,
      data.offeringId,
      (state) => endServiceLine(command, state),
      data,
    );
    return receipt;
  }
}
