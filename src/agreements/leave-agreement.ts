import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { type Actor, AGREEMENT_ID_FORM, type AgreementId, type PartyCode } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { DayField } from '../platform/http/fields';
import { CodeParam, PartyParam } from '../platform/http/parameters';
import { agreementsAccess } from './agreements.access';
import { agreement, LeaveAgreement, leaveAgreement } from './agreement.decider';

export class LeaveAgreementBody {
  @DayField('The last day on which the party is bound.')
  last!: Day;
}

@ApiTags('agreements')
@Controller('api/v1/agreements')
export class LeaveAgreementRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(agreementsAccess.leaveAgreement)
  @Post(':agreementId/parties/:party/leave')
  @HttpCode(200)
  @ApiOperation({ operationId: 'leaveAgreement', summary: 'Let a party go' })
  leave(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') agreementId: AgreementId,
    @PartyParam('party', 'The party that leaves.') party: PartyCode,
    @Body() { last }: LeaveAgreementBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new LeaveAgreement({ by: actor, agreementId, party, last }));
  }
}

@CommandHandler(LeaveAgreement)
export class LeaveAgreementHandler implements ICommandHandler<LeaveAgreement> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: LeaveAgreement): Promise<Receipt> {
    const { agreementId } = command.data;
    const { receipt } = await this.runner.run(agreement, agreementId, (state) => leaveAgreement(command, state));
    return receipt;
  }
}
