import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { type Actor, offeringId, type OfferingId } from '../kernel/vocabulary';
import { PartyFacts } from '../parties/parties.facts';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { newIdentity } from '../platform/commands/command-context';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { DayField, FlagField, TextField } from '../platform/http/fields';
import { offeringsAccess } from './offerings.access';
import { DescriptionBody, descriptionFrom } from './description-body';
import { offering, PublishOffering, publishOffering } from './offering.decider';

export class PublishOfferingBody extends DescriptionBody {
  @DayField('First day of the approval by socialtilsynet, where it is known.', { optional: true })
  approvedFrom?: Day;

  @DayField('Last day of that approval; absent: without an end.', { optional: true })
  approvedUntil?: Day;

  @FlagField('The offering is made up for demonstration.', { optional: true })
  constructed?: boolean;

  @TextField('Where the particulars were found.', { optional: true, maxLength: 300 })
  source?: string;
}

export type OfferingPublishedAnswer = Receipt & { readonly offeringId: OfferingId };

@ApiTags('offerings')
@Controller('api/v1/offerings')
export class PublishOfferingRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(offeringsAccess.publishOffering)
  @Post()
  @ApiOperation({ operationId: 'publishOffering', summary: 'Publish an offering of one’s own' })
  publish(@Body() body: PublishOfferingBody, @CurrentActor() actor: Actor): Promise<OfferingPublishedAnswer> {
    const { approvedFrom, approvedUntil, constructed = false, source } = body;
    return this.bus.execute(
      new PublishOffering({
        offeringId: offeringId(newIdentity()),
        operator: actor.party,
        ...descriptionFrom(body),
        ...(approvedFrom === undefined ? {} : { approvedFrom }),
        ...(approvedUntil === undefined ? {} : { approvedUntil }),
        constructed,
        ...(source === undefined ? {} : { source }),
      }),
    );
  }
}

@CommandHandler(PublishOffering)
export class PublishOfferingHandler implements ICommandHandler<PublishOffering> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly parties: PartyFacts,
  ) {}

  async execute(command: PublishOffering): Promise<OfferingPublishedAnswer> {
    const { operator, addressMunicipality } = command.data;
    const operatorRegistered = (await this.parties.find(operator)) !== undefined;
    const municipalityKnown =
      addressMunicipality !== null && (await this.parties.find(addressMunicipality))?.kind === 'municipality';
    const { facts, receipt } = await this.runner.run(offering, command.data.offeringId, (state) =>
      publishOffering(command, state, { operatorRegistered, municipalityKnown }),
    );
    // A repeated request finds the offering it made the first time.
    return { offeringId: facts[0]?.data.offeringId ?? command.data.offeringId, ...receipt };
  }
}
