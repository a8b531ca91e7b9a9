import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, PlacementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { IdParam } from '../platform/http/parameters';
import { IfMatch } from '../platform/http/revisions';
import type { Day } from '../kernel/calendar';
import type { PartyCode } from '../kernel/vocabulary';
import { PartyFacts } from '../parties/parties.facts';
import { CodeField, DayField, FlagField, OneOfField, PartyField } from '../platform/http/fields';
import { placementsAccess } from './placements.access';
import { PAYER_CHANGE_GROUNDS, type PayerChangeGround } from './place-book.events';
import { ChangePayer, changePayer } from './placement.decider';
import { type PlacementAnswer, PlacementDesk } from './placement-desk';

export class ChangePayerBody {
  @PartyField('Who pays from now on.')
  payer!: PartyCode;

  @DayField('The first day the new payer pays; may lie up to 12 months back (R2).')
  from!: Day;

  @OneOfField(PAYER_CHANGE_GROUNDS, 'The ground in law.')
  legalGround!: PayerChangeGround;

  @CodeField(/^\d{13}$/, 'GLN (EAN) for the e-invoice, when it is not the one the payer is registered with.', {
    optional: true,
  })
  payerEan?: string;

  @FlagField('Where the ground is an agreement: the citizen has consented to it (R9).', { optional: true })
  citizenConsents?: boolean;
}

@ApiTags('placements')
@Controller('api/v1/placements')
export class ChangePayerRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: PlacementDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(placementsAccess.changePayer)
  @Post(':placementId/payer')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'changePayer',
    summary: 'Another municipality pays from a day on (R7)',
    description:
      'By agreement (R9) it is asked first, and the present payer pays until it has accepted; on a ground in law it pays at once.',
  })
  async changePayer(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,
    @Body() body: ChangePayerBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedRevision: number | undefined,
  ): Promise<PlacementAnswer> {
    const { payer, from, legalGround, payerEan, citizenConsents } = body;
    return this.bus.execute(
      new ChangePayer({
        placementId,
        offeringId: await this.desk.offeringOf(placementId),
        by: actor,
        expectedRevision,
        today: this.clock.today(),
        payer,
        from,
        legalGround,
        payerEan,
        citizenConsents,
      }),
    );
  }
}

@CommandHandler(ChangePayer)
export class ChangePayerHandler implements ICommandHandler<ChangePayer> {
  constructor(
    private readonly desk: PlacementDesk,
    private readonly parties: PartyFacts,
  ) {}

  async execute(command: ChangePayer): Promise<PlacementAnswer> {
    const [payer, rules] = await Promise.all([
      this.parties.find(command.data.payer),
      this.desk.rulesFacts(await this.desk.placement(command), command.data.from),
    ]);
    const facts = payer === undefined ? rules : { ...rules, payer };
    return this.desk.decide(command, (asked, state) => changePayer(asked, state, facts));
  }
}
