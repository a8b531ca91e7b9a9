import { Controller, Get, Inject, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { allows, type Permission } from '../../kernel/access';
import type { Day } from '../../kernel/calendar';
import { reject } from '../../kernel/decider';
import type { Language } from '../../kernel/messages';
import type { Ore } from '../../kernel/money';
import { sumOre } from '../../kernel/money';
import type { Actor, PartyCode } from '../../kernel/vocabulary';
import { PartyQueries } from '../../parties/parties.queries';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { Refused } from '../../platform/commands/command-runner';
import { PartyField } from '../../platform/http/fields';
import { ApiFile, ApiReaderLanguage, CSV, fileAnswer } from '../../platform/http/file-answers';
import { FreshReads, ReadTimesQuery } from '../../platform/http/fresh-reads';
import { keyAfter, type Page, pageOf, PageQuery } from '../../platform/http/paging';
import { ReaderLanguage } from '../../platform/http/reader-language.decorator';
import type { UnpricedDays } from '../lines/day-charges.calculation';
import { ClaimClocks } from './claim-clock';
import { claimClockCsv } from './claim-clock-csv';
import { ClaimClockView } from './claim-clock.views';
import { settlementAccess } from '../settlement.access';
import { clockKey, type ClockKey, compareKeys, type UnbilledDays } from './unbilled-days.calculation';

export class ClaimClockQuery extends PageQuery {
  @PartyField('Another operator’s days; auditors only.', { optional: true })
  operator?: PartyCode;

  @PartyField('Only what this payer owes.', { optional: true })
  payer?: PartyCode;
}

export class ClaimClockFileQuery extends ReadTimesQuery {
  @PartyField('Another operator’s days; auditors only.', { optional: true })
  operator?: PartyCode;

  @PartyField('Only what this payer owes.', { optional: true })
  payer?: PartyCode;
}

export interface ClaimClockPage extends Page<UnbilledDays> {
  readonly operator: PartyCode;
  readonly on: Day;
  /** Of all pages: what can still be claimed, and what is too late already. */
  readonly atStakeOre: Ore;
  readonly tooLateOre: Ore;
  readonly unpriced: readonly UnpricedDays[];
  /** Of all days of the operator, whatever payer is asked for. */
  readonly payers: readonly PartyCode[];
}

interface Asked {
  readonly operator: PartyCode;
  readonly on: Day;
  readonly rows: readonly UnbilledDays[];
  readonly unpriced: readonly UnpricedDays[];
  readonly payers: readonly PartyCode[];
}

/** The 12-month clock (R2, P9): a claim that is not made in time is lost, so the operator sees it run. */
@ApiTags('settlement')
@Controller('api/v1/settlement/claim-clock')
export class ClaimClockRoutes {
  constructor(
    private readonly clocks: ClaimClocks,
    private readonly parties: PartyQueries,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(settlementAccess.listUnbilledDays)
  @Get()
  @ApiOperation({
    operationId: 'listUnbilledDays',
    summary: 'Service days not billed yet, with the last day on which they can be claimed (R2)',
    description:
      'Delivered up to `effectiveOn`, the most urgent first. What is billed, adjusted or written off is not among them; what is too late and not yet written off is, and can be billed with a reason when the month is closed.',
  })
  @ApiOkResponse({ type: ClaimClockView })
  async list(@Query() query: ClaimClockQuery, @CurrentActor() actor: Actor): Promise<ClaimClockPage> {
    const { rows, ...asked } = await this.asked(query, actor, settlementAccess.listUnbilledDays);
    const after = keyAfter<ClockKey>(query.cursor, ['string', 'number', 'string', 'string', 'string']);
    const rest = after === undefined ? rows : rows.filter((each) => compareKeys(clockKey(each), after) > 0);
    const late = rows.filter(({ kind }) => kind === 'TOO_LATE');
    return {
      ...asked,
      ...pageOf(rest, query.limit, clockKey),
      atStakeOre: sumOre(rows.filter(({ kind }) => kind !== 'TOO_LATE').map(({ amountOre }) => amountOre)),
      tooLateOre: sumOre(late.map(({ amountOre }) => amountOre)),
    };
  }

  @Allowed(settlementAccess.unbilledDaysAsCsv)
  @Get('csv')
  @ApiOperation({ operationId: 'unbilledDaysAsCsv', summary: 'Service days not billed yet, as CSV (R2)' })
  @ApiFile(CSV, 'One row for each contract, payer and month, the most urgent first.')
  @ApiReaderLanguage()
  async csv(
    @Query() query: ClaimClockFileQuery,
    @CurrentActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<StreamableFile> {
    const { operator, on, rows } = await this.asked(query, actor, settlementAccess.unbilledDaysAsCsv);
    const nameOf = (party: PartyCode): string => this.parties.find(party)?.name ?? party;
    return fileAnswer(claimClockCsv(rows, language, nameOf), CSV, `ikke-afregnet-${operator}-${on}`);
  }

  private async asked(query: ClaimClockFileQuery, actor: Actor, action: Permission<'any' | 'own'>): Promise<Asked> {
    const { knownAt } = await this.fresh.resolve(query);
    const operator = query.operator ?? actor.party;
    if (!allows(action, actor, { own: operator })) throw new Refused(reject('NOT_YOURS'));
    const on = query.effectiveOn ?? this.clock.today();
    const { items, unpriced } = this.clocks.of(operator, on, knownAt);
    const rows = query.payer === undefined ? items : items.filter(({ payer }) => payer === query.payer);
    const payers = [...new Set(items.map(({ payer }) => payer))].sort();
    return { operator, on, rows, unpriced, payers };
  }
}
