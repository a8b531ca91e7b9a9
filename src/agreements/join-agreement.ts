import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { type Actor, AGREEMENT_ID_FORM, type AgreementId, type PartyCode } from '../kernel/vocabulary';
import { PartyFacts } from '../parties/parties.facts';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { DayField, PartyField } from '../platform/http/fields';
import { CodeParam } from '../platform/http/parameters';
import { agreementsAccess } from './agreements.access';
import { agreement, JoinAgreement, joinAgreement } from './agreement.decider';

export class JoinAgreementBody {
  @PartyField('The party that joins.')
  party!: PartyCode;

  @DayField('The first day on which it is bound.')
  from!: Day;
}

@ApiTags('agreements')
@Controller('api/v1/agreements')
export class JoinAgreementRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(agreementsAccess.joinAgreement)
  @Post(':agreementId/parties')
  @HttpCode(200)
  @ApiOperation({ operationId: 'joinAgreement', summary: 'Let one more party in' })
  join(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') agreementId: AgreementId,
    @Body() { party, from }: JoinAgreementBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new JoinAgreement({ by: actor, agreementId, party, from }));
  }
}

@CommandHandler(JoinAgreement)
export class JoinAgreementHandler implements ICommandHandler<JoinAgreement> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly parties: PartyFacts,
  ) {}

  async execute(command: JoinAgreement): Promise<Receipt> {
    const { agreementId, party } = command.data;
    const unregistered = await this.parties.unregistered([party]);
    const { receipt } = await this.runner.run(agreement, agreementId, (state) =>
      joinAgreement(command, state, { unregistered }),
    );
    return receipt;
  }
}
