import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import type { Revision } from '../kernel/event';
import type { Actor, OfferingId } from '../kernel/vocabulary';
import { PartyFacts } from '../parties/parties.facts';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { DayField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { IfMatch } from '../platform/http/revisions';
import { offeringsAccess } from './offerings.access';
import { DescriptionBody, descriptionFrom } from './description-body';
import { DescribeOffering, describeOffering, offering } from './offering.decider';

export class DescribeOfferingBody extends DescriptionBody {
  @DayField('The day from which the description holds.')
  from!: Day;
}

@ApiTags('offerings')
@Controller('api/v1/offerings')
export class DescribeOfferingRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(offeringsAccess.describeOffering)
  @Post(':offeringId/description')
  @HttpCode(200)
  @ApiOperation({ operationId: 'describeOffering', summary: 'Change name, address, target groups and ages from a day' })
  describe(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() body: DescribeOfferingBody,
    @CurrentActor() actor: Actor,
    @IfMatch() ifRevision?: Revision,
  ): Promise<Receipt> {
    return this.bus.execute(
      new DescribeOffering({
        offeringId,
        by: actor,
        ...descriptionFrom(body),
        from: body.from,
        ...(ifRevision === undefined ? {} : { ifRevision }),
      }),
    );
  }
}

@CommandHandler(DescribeOffering)
export class DescribeOfferingHandler implements ICommandHandler<DescribeOffering> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly parties: PartyFacts,
  ) {}

  async execute(command: DescribeOffering): Promise<Receipt> {
    const { data } = command;
    const municipalityKnown =
      data.addressMunicipality !== null && (await this.parties.find(data.addressMunicipality))?.kind === 'municipality';
    const { receipt } = await this.runner.run(
      offering,
      data.offeringId,
      (state) => describeOffering(command, state, { municipalityKnown }),
      data,
    );
    return receipt;
  }
}
