import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Month } from '../kernel/calendar';
import { addDays, lastDayOf, latest } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { Ore } from '../kernel/money';
import { sumOre } from '../kernel/money';
import type { Actor, PartyCode } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, Refused } from '../platform/commands/command-runner';
import { PartyField } from '../platform/http/fields';
import { MonthParam } from '../platform/http/parameters';
import { settlementAccess } from './settlement.access';
import type { UnpricedDays } from './charges.calculation';
import { MonthDrawings } from './month-facts';
import { MonthPreviewView } from './month.views';
import { CloseMonth, closingRefusal, drawingRefusal, settlement } from './settlement.decider';
import type { LostClaim } from './settlement.events';
import type { LineView } from './settlement.views';
import { lineView } from './settlement.views';
import type { StillThere } from './stopped-payments';

export class PreviewQuery {
  @PartyField('Only this payer’s statement.', { optional: true })
  payer?: PartyCode;
}

export interface MonthPreview {
  readonly month: Month;
  /** The month as it would be closed by what was recorded up to here. */
  readonly knownPosition: Position;
  /** Refusal code if the month were closed now; absent when nothing hinders it. */
  readonly hindrance?: string;
  readonly statements: readonly {
    readonly statementId: string;
    readonly payer: PartyCode;
    readonly lines: readonly LineView[];
    readonly totalOre: Ore;
    readonly dueOn: string;
  }[];
  readonly totalOre: Ore;
  readonly lost: readonly LostClaim[];
  readonly unpriced: readonly UnpricedDays[];
  /** Citizens not discharged from an offering that has closed. */
  readonly stillThere: readonly StillThere[];
}

@ApiTags('settlement')
@Controller('api/v1/settlement/months')
export class PreviewMonthRoute {
  constructor(
    private readonly runner: CommandRunner,
    private readonly drawings: MonthDrawings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(settlementAccess.previewMonth)
  @Get(':month/preview')
  @ApiOperation({
    operationId: 'previewMonth',
    summary: 'A month as it would be closed now',
    description: 'The same calculation as closing, by everything recorded so far; nothing is recorded.',
  })
  @ApiOkResponse({ type: MonthPreviewView })
  async preview(
    @MonthParam('month', 'The month.') month: Month,
    @Query() { payer }: PreviewQuery,
    @CurrentActor() actor: Actor,
  ): Promise<MonthPreview> {
    const operator = actor.party;
    const { state } = await this.runner.stateOf(settlement, operator);
    // A month that still runs is shown as if it were closed on the first day it can be.
    const issuedOn = latest(this.clock.today(), addDays(lastDayOf(month), 1));
    const asked = new CloseMonth({ operator, month, issuedOn, attempt: 'preview' });
    const refusal = closingRefusal(asked, state);
    if (refusal !== undefined && refusal.code !== 'EARLIER_MONTH_OPEN') throw new Refused(refusal);
    const drawing = await this.drawings.draw({ operator, month, issuedOn, state });
    const hindrance = (refusal ?? drawingRefusal(asked, state, drawing))?.code;
    const shown = drawing.drawn.statements.filter((drawn) => payer === undefined || drawn.payer === payer);
    return {
      month,
      knownPosition: drawing.knownPosition,
      ...(hindrance === undefined ? {} : { hindrance }),
      statements: shown.map(({ statementId, payer: paidBy, lines, totalOre, dueOn }) => ({
        statementId,
        payer: paidBy,
        lines: lines.map(lineView),
        totalOre,
        dueOn,
      })),
      totalOre: sumOre(shown.map(({ totalOre }) => totalOre)),
      lost: drawing.drawn.lost.filter((claim) => payer === undefined || claim.payer === payer),
      unpriced: drawing.drawn.unpriced,
      stillThere: drawing.stillThere,
    };
  }
}
