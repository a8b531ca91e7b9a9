import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sightOf } from '../kernel/access';
import { type Day, daysIn } from '../kernel/calendar';
import type { Actor } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { DayField, NestedField, WholeNumberField } from '../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { contractsAccess } from './contracts.access';
import { ContractQueries } from './contracts.queries';

/** Counts below this could point at a single citizen, and are not told. */
export const SMALL_COUNT = 3;
/** First days of each age, in days in force. */
const AGES = [0, 31, 91, 366] as const;
/** Contracts looked through. */
const CONTRACTS_MAX = 20_000;

export class UnsignedAgeView {
  @WholeNumberField('Days in force without both signatures, at least.')
  fromDays!: number;

  @WholeNumberField('Days at most; absent for the last.', { optional: true })
  toDays?: number;

  @WholeNumberField('Contracts; null where they are fewer than three.', { nullable: true })
  contracts!: number | null;
}

export class UnsignedCountsView {
  @DayField('As of this day.')
  on!: Day;

  @NestedField(() => UnsignedAgeView, 'By how long they have been in force unsigned.', { list: true })
  ages!: readonly UnsignedAgeView[];
}

@ApiTags('contracts')
@Controller('api/v1/contracts')
export class UnsignedCountsRoute {
  constructor(
    private readonly contracts: ContractQueries,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(contractsAccess.countUnsignedContracts)
  @Get('unsigned-counts')
  @ApiOperation({
    operationId: 'countUnsignedContracts',
    summary: 'How many contracts are in force without both signatures, by age (R25)',
    description: 'Counts without a contract, a party or a citizen; those below three are not told.',
  })
  @ApiOkResponse({ type: UnsignedCountsView })
  async count(@Query() query: ReadTimesQuery, @CurrentActor() actor: Actor): Promise<UnsignedCountsView> {
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const on = effectiveOn ?? this.clock.today();
    const rows = this.contracts.list({
      seenBy: sightOf(contractsAccess.countUnsignedContracts, actor),
      unsignedOn: on,
      limit: CONTRACTS_MAX,
      knownAt,
    });
    const days = rows.map(({ enrolledDay, firstDay }) => daysIn(enrolledDay ?? firstDay, on) - 1);
    const ages = AGES.map((fromDays, at): UnsignedAgeView => {
      const next = AGES[at + 1];
      const count = days.filter((age) => age >= fromDays && (next === undefined || age < next)).length;
      const contracts = count < SMALL_COUNT ? null : count;
      return { fromDays, ...(next === undefined ? {} : { toDays: next - 1 }), contracts };
    });
    return { on, ages };
  }
}
