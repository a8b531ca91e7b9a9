import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { reject } from '../kernel/decider';
import { AGREEMENT_ID_FORM, type AgreementId, type PartyCode } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { Refused } from '../platform/commands/command-runner';
import { CodeField, DayField, ListField, NestedField, PartyField, TextField } from '../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { CodeParam } from '../platform/http/parameters';
import * as scalars from '../platform/http/scalars';
import { withRevision } from '../platform/http/revisions';
import { agreementsAccess } from './agreements.access';
import { type RuleChange, ruleChanges, ruleDays, rulesOn, rulesSince } from './agreement-terms.calculation';
import { AgreementQueries } from './agreements.queries';
import type { RuleName } from './agreement.events';
import type { AgreementRow } from './framework-agreements.projection';
import { RULE_NAME_FORM, RulesBody, rulesBodyOf } from './rules-body';

export class MembershipView {
  @PartyField('The party.')
  party!: PartyCode;

  @DayField('The first day on which it is bound.')
  from!: Day;

  @DayField('The last day on which it is bound; absent: as long as the agreement runs.', { optional: true })
  last?: Day;
}

export class AgreementSummaryView {
  @CodeField(AGREEMENT_ID_FORM, 'Short name.')
  agreementId!: AgreementId;

  @TextField('The name as people know it.')
  name!: string;

  @PartyField('The region whose offerings it is about.')
  region!: PartyCode;

  @DayField('First day.')
  first!: Day;

  @DayField('Last day, included.')
  last!: Day;

  @NestedField(() => MembershipView, 'Who is or was bound.', { list: true })
  parties!: MembershipView[];
}

export class RuleSinceView {
  @CodeField(RULE_NAME_FORM, 'Name of the rule.', { example: 'dueDays' })
  name!: RuleName;

  @DayField('The first day on which it holds as it is.')
  from!: Day;
}

export class AgreementView extends AgreementSummaryView {
  @NestedField(() => RulesBody, 'The rules that hold on the day asked for.')
  rules!: RulesBody;

  @NestedField(() => RuleSinceView, 'Since when each of these rules has said what it says.', { list: true })
  rulesSince!: RuleSinceView[];

  @ListField(scalars.daily, 'The days from which other rules hold, past and to come, earliest first.')
  ruleDays!: Day[];
}

export class RuleChangeView {
  @DayField('The first day of these rules.')
  from!: Day;

  @DayField('The last day before others take over; absent: none do.', { optional: true })
  until?: Day;

  @ListField(
    scalars.code(RULE_NAME_FORM),
    'The rules with another value or origin than before; all of them in the first set.',
  )
  changed!: RuleName[];

  @TextField('Why. Absent: the agreement began with them.', { optional: true })
  reason?: string;

  @NestedField(() => RulesBody, 'All rules that hold from the day.')
  rules!: RulesBody;
}

export class RuleChangeList {
  @ApiProperty({ type: [RuleChangeView], description: 'Earliest first.' })
  items!: RuleChangeView[];
}

/** Members asked for at once: a buyer, an operator and whoever pays, with room to spare. */
const MEMBERS_MAX = 20;

export class AgreementListQuery extends ReadTimesQuery {
  @ListField(scalars.party, 'Only agreements that bind all of these on the day, by default today.', {
    optional: true,
    maxItems: MEMBERS_MAX,
  })
  member?: PartyCode[];
}

export class AgreementList {
  @ApiProperty({ type: [AgreementSummaryView], description: 'By first day.' })
  items!: AgreementSummaryView[];
}

@ApiTags('agreements')
@Controller('api/v1/agreements')
export class AgreementRoutes {
  constructor(
    private readonly agreements: AgreementQueries,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(agreementsAccess.listAgreements)
  @Get()
  @ApiOperation({
    operationId: 'listAgreements',
    summary: 'List framework agreements',
    description:
      'With effectiveOn only those whose period holds the day, with member only those that bind all of them then, the latest concluded first.',
  })
  @ApiOkResponse({ type: AgreementList })
  async list(@Query() query: AgreementListQuery): Promise<AgreementList> {
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const { member = [] } = query;
    const all = effectiveOn === undefined && member.length === 0;
    const rows = all
      ? this.agreements.all(knownAt)
      : this.agreements.covering(effectiveOn ?? this.clock.today(), member, knownAt);
    return { items: rows.map(summaryOf) };
  }

  @Allowed(agreementsAccess.getAgreement)
  @Get(':agreementId')
  @ApiOperation({ operationId: 'getAgreement', summary: 'A framework agreement with its parties and rules' })
  @ApiOkResponse({ type: AgreementView })
  async find(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') agreementId: AgreementId,
    @Query() query: ReadTimesQuery,
  ): Promise<AgreementView> {
    const { effectiveOn = this.clock.today(), knownAt } = await this.fresh.resolve(query);
    const row = this.agreements.find(agreementId, knownAt);
    if (row === undefined) throw new Refused(reject('UNKNOWN_AGREEMENT', { agreementId }));
    return withRevision(row.revision, agreementView(row, effectiveOn));
  }

  @Allowed(agreementsAccess.listRuleChanges)
  @Get(':agreementId/rules')
  @ApiOperation({
    operationId: 'listRuleChanges',
    summary: 'The sets of rules that hold one after the other, with what each changed and where it is known from',
    description: 'Of several recorded from the same day the latest, as of the moment asked about.',
  })
  @ApiOkResponse({ type: RuleChangeList })
  async ruleChanges(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') agreementId: AgreementId,
    @Query() query: ReadTimesQuery,
  ): Promise<RuleChangeList> {
    const { knownAt } = await this.fresh.resolve(query);
    const row = this.agreements.find(agreementId, knownAt);
    if (row === undefined) throw new Refused(reject('UNKNOWN_AGREEMENT', { agreementId }));
    return { items: ruleChanges(row).map(ruleChangeView) };
  }
}

export const ruleChangeView = ({ from, until, changed, reason, rules }: RuleChange): RuleChangeView => ({
  from,
  ...(until === undefined ? {} : { until }),
  changed: [...changed],
  ...(reason === undefined ? {} : { reason }),
  rules: rulesBodyOf(rules),
});

const agreementView = (row: AgreementRow, on: Day): AgreementView =>
  Object.assign(summaryOf(row), {
    rules: rulesBodyOf(rulesOn(row, on)),
    rulesSince: [...rulesSince(row, on)],
    ruleDays: [...ruleDays(row)],
  });

const summaryOf = ({ agreementId, name, region, first, last, memberships }: AgreementRow): AgreementSummaryView => ({
  agreementId,
  name,
  region,
  first,
  last,
  parties: [...memberships],
});
