import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Aggregate, type Decision, isRejection } from '../kernel/decider';
import type { Fact } from '../kernel/event';
import type { Ore } from '../kernel/money';
import type { AccountsId, Actor, OfferingId } from '../kernel/vocabulary';
import { namesOf, PartyQueries } from '../parties/parties.queries';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, Refused } from '../platform/commands/command-runner';
import { FlagField, NestedField, OreField, WholeNumberField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { BringInRegulationBody } from './bring-in-regulation';
import { closureDeficit, DetermineClosureDeficit, determineClosureDeficit } from './closure-deficit.decider';
import { ClosureDeficitBody, ClosureDeficitView, determinedView } from './determine-closure-deficit';
import { SplitResultBody } from './split-result';
import { accountsAsked, SubmitAccountsBody } from './submit-accounts';
import { yearEndAccess } from './year-end.access';
import { YearEndDesk } from './year-end-desk';
import {
  BringInRegulation,
  bringInRegulation,
  SplitResult,
  splitResult,
  submitAccounts,
  yearEnd,
} from './year-end.decider';
import { ResultSplitView, splitView, YearResultView, yearResultView } from './year-end.views';

export class AccountsPreviewView extends YearResultView {
  @FlagField('Whether they would take the place of accounts that were submitted before.')
  replaces!: boolean;
}

export class SplitPreviewView {
  @NestedField(() => ResultSplitView, 'As it would be split. Absent: it is split so already.', { optional: true })
  split?: ResultSplitView;
}

export class RegulationPreviewView {
  @OreField('What would be left to settle; a surplus is positive.')
  openingOre!: Ore;

  @WholeNumberField('The year whose tariff would settle it. Absent: the amount stands already.', { optional: true })
  tariffYear?: number;
}

export class ClosureDeficitPreviewView {
  @NestedField(() => ClosureDeficitView, 'As it would be determined. Absent: the amount stands already.', {
    optional: true,
  })
  determined?: ClosureDeficitView;
}

/** Each command of year end, decided and not recorded: the same facts, the same refusals. */
@ApiTags('year-end')
@Controller('api/v1/year-end')
export class PreviewYearEndRoutes {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: YearEndDesk,
    private readonly parties: PartyQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(yearEndAccess.previewYearEndAccounts)
  @Post('accounts/:offeringId/preview')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'previewYearEndAccounts',
    summary: 'What accounts would come to, with every step; nothing is recorded (R22)',
  })
  @ApiOkResponse({ type: AccountsPreviewView })
  async accounts(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() body: SubmitAccountsBody,
    @CurrentActor() actor: Actor,
  ): Promise<AccountsPreviewView> {
    const command = accountsAsked(offeringId, body, actor, this.clock.today());
    const gathered = await this.desk.factsFor(command);
    const would = await this.decided(yearEnd, offeringId, (state) => submitAccounts(command, state, gathered));
    if (would === undefined) throw new Error('Accounts that are not refused are always a fact');
    return {
      ...yearResultView(would.data, namesOf(this.parties)),
      replaces: would.data.supersedes !== undefined,
    };
  }

  @Allowed(yearEndAccess.previewYearEndSplit)
  @Post('accounts/:offeringId/:accountsId/split/preview')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'previewYearEndSplit',
    summary: 'Where the rest of a result would go; nothing is recorded (R22, R23)',
  })
  @ApiOkResponse({ type: SplitPreviewView })
  async split(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @IdParam('accountsId', 'The accounts.') accountsId: AccountsId,
    @Body() { carriedOre }: SplitResultBody,
    @CurrentActor() { party }: Actor,
  ): Promise<SplitPreviewView> {
    const today = this.clock.today();
    const command = new SplitResult({ accountsId, offeringId, by: party, carriedOre, today });
    const gathered = await this.desk.splitFactsFor(command);
    const would = await this.decided(yearEnd, offeringId, (state) => splitResult(command, state, gathered));
    return would === undefined ? {} : { split: splitView(would.data) };
  }

  @Allowed(yearEndAccess.previewRegulationBroughtIn)
  @Post('regulation-accounts/:offeringId/preview')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'previewRegulationBroughtIn',
    summary: 'The tariff that would settle what is brought in; nothing is recorded',
  })
  @ApiOkResponse({ type: RegulationPreviewView })
  async regulation(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() { serviceLineId, originYear, openingOre, reason }: BringInRegulationBody,
    @CurrentActor() { party }: Actor,
  ): Promise<RegulationPreviewView> {
    const today = this.clock.today();
    const asked = { offeringId, by: party, serviceLineId, originYear, openingOre, reason, today };
    const command = new BringInRegulation(asked);
    const gathered = await this.desk.broughtInFactsFor(command);
    const would = await this.decided(yearEnd, offeringId, (state) => bringInRegulation(command, state, gathered));
    return { openingOre, ...(would === undefined ? {} : { tariffYear: would.data.tariffYear }) };
  }

  @Allowed(yearEndAccess.previewClosureDeficit)
  @Post('closure-deficits/:offeringId/preview')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'previewClosureDeficit',
    summary: 'Who would pay how much of a closure’s deficit; nothing is recorded (R24, Q5)',
  })
  @ApiOkResponse({ type: ClosureDeficitPreviewView })
  async closure(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() { amountOre, reason }: ClosureDeficitBody,
    @CurrentActor() { party }: Actor,
  ): Promise<ClosureDeficitPreviewView> {
    const today = this.clock.today();
    const command = new DetermineClosureDeficit({ offeringId, by: party, amountOre, reason, today });
    const gathered = await this.desk.closureFactsFor(command);
    const would = await this.decided(closureDeficit, offeringId, (state) =>
      determineClosureDeficit(command, state, gathered),
    );
    return would === undefined ? {} : { determined: determinedView(would.data, true) };
  }
  /** The fact that would be recorded; undefined where it is so already. */
  private async decided<S, E extends Fact, D extends E>(
    aggregate: Aggregate<S, E>,
    id: string,
    decide: (state: S) => Decision<D>,
  ): Promise<D | undefined> {
    const decision = decide((await this.runner.stateOf(aggregate, id)).state);
    if (isRejection(decision)) throw new Refused(decision);
    return decision[0];
  }
}
