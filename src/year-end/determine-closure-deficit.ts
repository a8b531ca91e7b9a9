import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { sightOf } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import type { Ore } from '../kernel/money';
import type { Actor, OfferingId, PartyCode } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import {
  DayField,
  FlagField,
  IdField,
  NestedField,
  OreField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { IdParam } from '../platform/http/parameters';
import { closureDeficit, DetermineClosureDeficit, determineClosureDeficit } from './closure-deficit.decider';
import type { ClosureDeficitDetermined, DeficitShare } from './closure-deficit.events';
import { yearEndAccess } from './year-end.access';
import { AMOUNT_ORE_MAX } from './year-end.decider';
import { YearEndDesk } from './year-end-desk';
import { type ClosureDeficitRow, YearEndQueries } from './year-end.queries';

export class ClosureDeficitBody {
  @OreField('What the closure has left unpaid; 0 where an earlier amount was wrong altogether.', {
    min: 0,
    max: AMOUNT_ORE_MAX,
  })
  amountOre!: Ore;

  @TextField('Where the amount comes from. No personal data.', { maxLength: 500, example: 'Revideret slutregnskab' })
  reason!: string;
}

export class DeficitShareView implements DeficitShare {
  @PartyField('Who pays.')
  payer!: PartyCode;

  @WholeNumberField('Occupied days in the period.')
  days!: number;

  @OreField('Its part.')
  amountOre!: Ore;
}

export class ClosureDeficitView {
  @IdField('The offering.')
  offeringId!: OfferingId;

  @PartyField('The operator.')
  operator!: PartyCode;

  @WholeNumberField('Counted from 1 for each offering.')
  determination!: number;

  @FlagField('Whether no later one has taken its place.')
  standing!: boolean;

  @OreField('The deficit.')
  amountOre!: Ore;

  @DayField('First day of the period whose days share it.')
  first!: Day;

  @DayField('The offering’s last day.')
  last!: Day;

  @WholeNumberField('Months of the period, by the agreement (Q5).')
  closureShareMonths!: number;

  @TextField('How sure that rule is.', { example: 'DESIGN' })
  tag!: string;

  @NestedField(() => DeficitShareView, 'By payer; together the deficit.', { list: true })
  shares!: readonly DeficitShare[];

  @TextField('Where the amount comes from.')
  reason!: string;

  @DayField('The day it was determined.')
  determinedOn!: Day;
}

export class ClosureDeficitList {
  @ApiProperty({ type: [ClosureDeficitView], description: 'By offering, in the order determined.' })
  items!: ClosureDeficitView[];
}

@ApiTags('year-end')
@Controller('api/v1/year-end/closure-deficits')
export class DetermineClosureDeficitRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(yearEndAccess.determineClosureDeficit)
  @Post(':offeringId')
  @ApiOperation({
    operationId: 'determineClosureDeficit',
    summary: 'Determine the deficit of a closed offering, and share it by occupied days (R24, Q5)',
    description:
      'The amount is entered by hand. The steering agreement’s own shares were not found; by default the payers’ occupied days ' +
      'of the last twelve months share it, the operator’s own citizens among them. A later amount takes its place, and the ' +
      'difference is charged.',
  })
  determine(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() { amountOre, reason }: ClosureDeficitBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    const today = this.clock.today();
    return this.bus.execute(new DetermineClosureDeficit({ offeringId, by: actor.party, amountOre, reason, today }));
  }
}

@CommandHandler(DetermineClosureDeficit)
export class DetermineClosureDeficitHandler implements ICommandHandler<DetermineClosureDeficit> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: YearEndDesk,
  ) {}

  async execute(command: DetermineClosureDeficit): Promise<Receipt> {
    const gathered = await this.desk.closureFactsFor(command);
    const { receipt } = await this.runner.run(closureDeficit, command.data.offeringId, (state) =>
      determineClosureDeficit(command, state, gathered),
    );
    return receipt;
  }
}

@ApiTags('year-end')
@Controller('api/v1/year-end/closure-deficits')
export class ClosureDeficitRoutes {
  constructor(
    private readonly yearEnd: YearEndQueries,
    private readonly fresh: FreshReads,
  ) {}

  @Allowed(yearEndAccess.listClosureDeficits)
  @Get()
  @ApiOperation({ operationId: 'listClosureDeficits', summary: 'Deficits of closed offerings, and who pays how much' })
  @ApiOkResponse({ type: ClosureDeficitList })
  async list(@Query() query: ReadTimesQuery, @CurrentActor() actor: Actor): Promise<ClosureDeficitList> {
    const { knownAt } = await this.fresh.resolve(query);
    const rows = this.yearEnd.closureDeficits(sightOf(yearEndAccess.listClosureDeficits, actor), knownAt);
    return { items: rows.map((row, at) => closureDeficitView(row, rows[at + 1])) };
  }
}

const closureDeficitView = ({ deficit }: ClosureDeficitRow, next: ClosureDeficitRow | undefined): ClosureDeficitView =>
  determinedView(deficit, next?.offeringId !== deficit.offeringId);

export const determinedView = (deficit: ClosureDeficitDetermined['data'], standing: boolean): ClosureDeficitView => {
  const { offeringId, operator, determination, amountOre, first, last, rules, shares, reason, determinedOn } = deficit;
  const { closureShareMonths, provenance } = rules;
  return {
    ...{ offeringId, operator, determination, amountOre, first, last, shares, reason, determinedOn },
    standing,
    closureShareMonths,
    tag: provenance.tag,
  };
};
