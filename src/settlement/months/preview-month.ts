import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Month } from '../../kernel/calendar';
import { addDays, lastDayOf, latest } from '../../kernel/calendar';
import { reject } from '../../kernel/decider';
import type { LogNumber } from '../../kernel/event';
import type { Ore } from '../../kernel/money';
import { sumOre } from '../../kernel/money';
import type { Actor, PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { CommandRunner, Refused } from '../../platform/commands/command-runner';
import { PartyField } from '../../platform/http/fields';
import { MonthParam } from '../../platform/http/parameters';
import { settlementAccess } from '../settlement.access';
import { chargeLineView, type ChargeLineView } from '../lines/charge-line.views';
import type { UnpricedDays } from '../lines/day-charges.calculation';
import { MonthDrawings } from './month-facts';
import { MonthPreviewView } from './month.views';
import { CloseMonth, closingRefusal, drawingRefusal, settlement } from './settlement.decider';
import type { LostClaim } from './settlement.events';
import type { LineView } from '../lines/statement-line.views';
import { lineView } from '../lines/statement-line.views';
import type { StillThere } from '../lines/stopped-payments';

export class PreviewQuery {
  @PartyField('Only this payer’s statement.', { optional: true })
  payer?: PartyCode;

  @PartyField('As a payer: the operator whose month it is. Only one’s own statement is shown.', { optional: true })
  operator?: PartyCode;
}

export interface MonthPreview {
  readonly month: Month;
  /** The month as it would be closed by what was recorded up to here. */
  readonly knownPosition: LogNumber;
  /** Refusal code if the month were closed now; absent when nothing hinders it. */
  readonly hindrance?: string;
  readonly statements: readonly {
    readonly statementId: string;
    readonly payer: PartyCode;
    readonly lines: readonly LineView[];
    readonly charges: readonly ChargeLineView[];
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
    description:
      'The same calculation as closing, by everything recorded so far; nothing is recorded. A payer who names an operator sees what is coming to it, adjustments among it, and nothing about others.',
  })
  @ApiOkResponse({ type: MonthPreviewView })
  async preview(
    @MonthParam('month', 'The month.') month: Month,
    @Query() query: PreviewQuery,
    @CurrentActor() actor: Actor,
  ): Promise<MonthPreview> {
    const { operator, payer, whole } = askedBy(actor, query);
    const { state } = await this.runner.stateOf(settlement, operator);
    // A month that still runs is shown as if it were closed on the first day it can be.
    const issuedOn = latest(this.clock.today(), addDays(lastDayOf(month), 1));
    const asked = new CloseMonth({ operator, month, issuedOn, attempt: 'preview' });
    const refusal = closingRefusal(asked, state);
    if (refusal !== undefined && refusal.code !== 'EARLIER_MONTH_OPEN') throw new Refused(refusal);
    const drawing = await this.drawings.draw({ operator, month, issuedOn, state });
    const hindrance = whole ? (refusal ?? drawingRefusal(asked, state, drawing))?.code : undefined;
    const shown = drawing.drawn.statements.filter((drawn) => payer === undefined || drawn.payer === payer);
    return {
      month,
      knownPosition: drawing.knownPosition,
      ...(hindrance === undefined ? {} : { hindrance }),
      statements: shown.map(({ statementId, payer: paidBy, lines, charges, totalOre, dueOn }) => ({
        statementId,
        payer: paidBy,
        lines: lines.map(lineView),
        charges: charges.map(chargeLineView),
        totalOre,
        dueOn,
      })),
      totalOre: sumOre(shown.map(({ totalOre }) => totalOre)),
      lost: drawing.drawn.lost.filter((claim) => payer === undefined || claim.payer === payer),
      unpriced: whole ? drawing.drawn.unpriced : [],
      stillThere: whole ? drawing.stillThere : [],
    };
  }
}

/** An operator previews its own month; a payer what is coming to it from an operator, and nothing about others. */
const askedBy = (
  { party, roles }: Actor,
  { operator, payer }: PreviewQuery,
): { readonly operator: PartyCode; readonly payer?: PartyCode | undefined; readonly whole: boolean } => {
  if (roles.includes('operator') && (operator === undefined || operator === party))
    return { operator: party, payer, whole: true };
  if (!roles.includes('buyer')) throw new Refused(reject('NOT_YOUR_MONTH'));
  if (operator === undefined) throw new Refused(reject('OPERATOR_NOT_NAMED'));
  return { operator, payer: party, whole: false };
};
