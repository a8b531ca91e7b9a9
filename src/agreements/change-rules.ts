import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { type Actor, AGREEMENT_ID_FORM, type AgreementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { DayField, NestedField, TextField } from '../platform/http/fields';
import { CodeParam } from '../platform/http/parameters';
import { agreementsAccess } from './agreements.access';
import { agreement, ChangeRules, changeRules } from './agreement.decider';
import { RulesBody, rulesFrom } from './rules-body';

export class ChangeRulesBody {
  @DayField('The first day on which the new rules hold, within the agreement’s period.')
  from!: Day;

  @NestedField(() => RulesBody, 'All rules, the unchanged ones too.')
  rules!: RulesBody;

  @TextField('Why. No personal data.', { maxLength: 500 })
  reason!: string;
}

@ApiTags('agreements')
@Controller('api/v1/agreements')
export class ChangeRulesRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(agreementsAccess.changeRules)
  @Post(':agreementId/rules')
  @HttpCode(200)
  @ApiOperation({ operationId: 'changeRules', summary: 'Let other rules hold from a day' })
  change(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') agreementId: AgreementId,
    @Body() { from, rules, reason }: ChangeRulesBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new ChangeRules({ by: actor, agreementId, from, rules: rulesFrom(rules), reason }));
  }
}

@CommandHandler(ChangeRules)
export class ChangeRulesHandler implements ICommandHandler<ChangeRules> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: ChangeRules): Promise<Receipt> {
    const { agreementId } = command.data;
    const { receipt } = await this.runner.run(agreement, agreementId, (state) => changeRules(command, state));
    return receipt;
  }
}
