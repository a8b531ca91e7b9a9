import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import type { Revision } from '../kernel/event';
import { LEGAL_BASIS_CODES, type LegalBasisCode } from '../kernel/legal-basis';
import { type Actor, type OfferingId, SERVICE_LINE_ID_FORM, type ServiceLineId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { CodeField, DayField, FlagField, OneOfField, TextField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { IfMatch } from '../platform/http/revisions';
import { offeringsAccess } from './offerings.access';
import { AddServiceLine, addServiceLine, offering } from './offering.decider';

export class AddServiceLineBody {
  @CodeField(SERVICE_LINE_ID_FORM, 'Chosen by the operator, unique within the offering.', { example: 'SEL-107' })
  serviceLineId!: ServiceLineId;

  @OneOfField(LEGAL_BASIS_CODES, 'The paragraph it is sold under; it must be in force on the first day.')
  legalBasis!: LegalBasisCode;

  @TextField('What is sold, in the operator’s words.', { maxLength: 120, example: 'Midlertidigt botilbud' })
  name!: string;

  @DayField('The first day on which a placement may begin.')
  from!: Day;

  @FlagField('Covered by the framework agreement (R5). Default: yes.', { optional: true })
  coveredByFramework?: boolean;

  @FlagField('Short courses, acute or respite stays: other occupancy band (R12), no notice (R30). Default: no.', {
    optional: true,
  })
  shortStay?: boolean;
}

@ApiTags('offerings')
@Controller('api/v1/offerings')
export class AddServiceLineRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(offeringsAccess.addServiceLine)
  @Post(':offeringId/service-lines')
  @ApiOperation({ operationId: 'addServiceLine', summary: 'Sell one more service under a paragraph' })
  add(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() body: AddServiceLineBody,
    @CurrentActor() actor: Actor,
    @IfMatch() ifRevision?: Revision,
  ): Promise<Receipt> {
    const { serviceLineId, legalBasis, name, from, coveredByFramework = true, shortStay = false } = body;
    return this.bus.execute(
      new AddServiceLine({
        offeringId,
        by: actor,
        serviceLineId,
        legalBasis,
        name: name.trim(),
        from,
        coveredByFramework,
        shortStay,
        ...(ifRevision === undefined ? {} : { ifRevision }),
      }),
    );
  }
}

@CommandHandler(AddServiceLine)
export class AddServiceLineHandler implements ICommandHandler<AddServiceLine> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: AddServiceLine): Promise<Receipt> {
    const { data } = command;
    const { receipt } = await this.runner.run(
      offering,
      data.offeringId,
      (state) => addServiceLine(command, state),
      data,
    );
    return receipt;
  }
}
