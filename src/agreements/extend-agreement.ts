import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { type Actor, AGREEMENT_ID_FORM, type AgreementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { DayField, TextField } from '../platform/http/fields';
import { CodeParam } from '../platform/http/parameters';
import { agreementsAccess } from './agreements.access';
import { agreement, ExtendAgreement, extendAgreement } from './agreement.decider';

export class ExtendAgreementBody {
  @DayField('The new last day, included.')
  last!: Day;

  @TextField('Why. No personal data.', { maxLength: 500 })
  reason!: string;
}

@ApiTags('agreements')
@Controller('api/v1/agreements')
export class ExtendAgreementRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(agreementsAccess.extendAgreement)
  @Post(':agreementId/extend')
  @HttpCode(200)
  @ApiOperation({ operationId: 'extendAgreement', summary: 'Let an agreement run longer' })
  extend(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') agreementId: AgreementId,
    @Body() { last, reason }: ExtendAgreementBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new ExtendAgreement({ by: actor, agreementId, last, reason }));
  }
}

@CommandHandler(ExtendAgreement)
export class ExtendAgreementHandler implements ICommandHandler<ExtendAgreement> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: ExtendAgreement): Promise<Receipt> {
    const { agreementId } = command.data;
    const { receipt } = await this.runner.run(agreement, agreementId, (state) => extendAgreement(command, state));
    return receipt;
  }
}
