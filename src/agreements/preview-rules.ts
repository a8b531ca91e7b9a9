import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { isRejection, reject } from '../kernel/decider';
import { type Actor, AGREEMENT_ID_FORM, type AgreementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CommandRunner, Refused } from '../platform/commands/command-runner';
import { NestedField } from '../platform/http/fields';
import { CodeParam } from '../platform/http/parameters';
import { agreement, ChangeRules, changeRules } from './agreement.decider';
import { changedRules, changedTerms, ruleChanges, rulesOn } from './agreement-terms.calculation';
import { RuleChangeView, ruleChangeView } from './agreement.routes';
import { agreementsAccess } from './agreements.access';
import { ChangeRulesBody } from './change-rules';
import { RulesBody, rulesBodyOf, rulesFrom } from './rules-body';

export class RulesPreviewView extends RuleChangeView {
  @NestedField(() => RulesBody, 'The rules that hold on the first day as things are; `changed` names what differs.')
  before!: RulesBody;
}

/** A change of rules, decided and not recorded: the same facts, the same refusals. */
@ApiTags('agreements')
@Controller('api/v1/agreements')
export class PreviewRulesRoute {
  constructor(private readonly runner: CommandRunner) {}

  @Allowed(agreementsAccess.previewRules)
  @Post(':agreementId/rules/preview')
  @HttpCode(200)
  @ApiOperation({ operationId: 'previewRules', summary: 'What other rules would change; nothing is recorded' })
  @ApiOkResponse({ type: RulesPreviewView })
  async preview(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') agreementId: AgreementId,
    @Body() { from, rules, reason }: ChangeRulesBody,
    @CurrentActor() by: Actor,
  ): Promise<RulesPreviewView> {
    const { state } = await this.runner.stateOf(agreement, agreementId);
    const decision = changeRules(new ChangeRules({ by, agreementId, from, rules: rulesFrom(rules), reason }), state);
    if (isRejection(decision)) throw new Refused(decision);
    const [event] = decision;
    if (state.phase === 'unknown' || event === undefined)
      throw new Refused(reject('UNKNOWN_AGREEMENT', { agreementId }));
    const before = rulesOn(state, from);
    const [change] = ruleChanges(changedTerms(state, event)).filter((each) => each.from === from);
    if (change === undefined) throw new Error('Rules that were changed from a day hold from that day');
    return {
      ...ruleChangeView({ ...change, changed: changedRules(before, change.rules) }),
      before: rulesBodyOf(before),
    };
  }
}
