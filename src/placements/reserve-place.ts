import { Body, Controller, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import type { Actor, CitizenRef, OfferingId, PartyCode, ServiceLineId } from '../kernel/vocabulary';
import { placementId, SERVICE_LINE_ID_FORM } from '../kernel/vocabulary';
import { PartyFacts } from '../parties/parties.facts';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { newIdentity } from '../platform/commands/command-context';
import { CodeField, DayField, IdField, OneOfField, PartyField } from '../platform/http/fields';
import { placementsAccess } from './placements.access';
import { PLACEMENT_GROUNDS, type PlacementGround } from '../kernel/placement-ground';
import { PAYER_GROUNDS, type PayerGround } from './place-book.events';
import { type PlacementAnswer, PlacementDesk } from './placement-desk';
import { ReservePlace, reservePlace } from './reservation.decider';
import { ServiceBody } from './service-body';

export class ReservePlaceBody extends ServiceBody {
  @IdField('The offering.')
  offeringId!: OfferingId;

  @CodeField(SERVICE_LINE_ID_FORM, 'The service line.', { example: 'SEL-107' })
  serviceLineId!: ServiceLineId;

  @IdField('The citizen as an opaque id. Never a CPR number.')
  citizenRef!: CitizenRef;

  @DayField('First day of the stay; may lie up to 12 months back (R2).')
  firstDay!: Day;

  @DayField('Last day, when the stay is agreed to be limited.', { optional: true })
  plannedLastDay?: Day;

  @DayField('Last day on which the operator can confirm. Default: what the agreement says.', { optional: true })
  expiresOn?: Day;

  @PartyField('Who pays. Default: the buyer (R6).', { optional: true })
  payer?: PartyCode;

  @OneOfField(PAYER_GROUNDS, 'Why somebody else than the buyer pays (R7-R9).', { optional: true })
  payerGround?: PayerGround;

  @CodeField(/^\d{13}$/, 'GLN (EAN) for the e-invoice. Default: the one the payer is registered with.', {
    optional: true,
  })
  payerEan?: string;

  @OneOfField(PLACEMENT_GROUNDS, 'Ground of the placement (R41). Default: SOCIAL.', { optional: true })
  placementGround?: PlacementGround;
}

@ApiTags('placements')
@Controller('api/v1/placements')
export class ReservePlaceRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(placementsAccess.reservePlace)
  @Post()
  @ApiOperation({ operationId: 'reservePlace', summary: 'Hold a place for a citizen until the operator has answered' })
  reservePlace(@Body() body: ReservePlaceBody, @CurrentActor() actor: Actor): Promise<PlacementAnswer> {
    const { offeringId, serviceLineId, level, citizenRef, firstDay, plannedLastDay, expiresOn } = body;
    const { payer, payerGround, payerEan, placementGround, hoursPerDay, supplements, daysPerWeek } = body;
    return this.bus.execute(
      new ReservePlace({
        placementId: placementId(newIdentity('placement')),
        offeringId,
        serviceLineId,
        by: actor.party,
        today: this.clock.today(),
        citizenRef,
        firstDay,
        plannedLastDay,
        expiresOn,
        level,
        hoursPerDay,
        supplements,
        daysPerWeek,
        payer,
        payerGround,
        payerEan,
        placementGround,
      }),
    );
  }
}

@CommandHandler(ReservePlace)
export class ReservePlaceHandler implements ICommandHandler<ReservePlace> {
  constructor(
    private readonly desk: PlacementDesk,
    private readonly parties: PartyFacts,
  ) {}

  async execute(command: ReservePlace): Promise<PlacementAnswer> {
    const { offeringId, serviceLineId, level, firstDay, by, payer: asked } = command.data;
    const purchase = await this.desk.purchaseFacts({ offeringId, serviceLineId, level, on: firstDay, buyer: by });
    const payer = await this.parties.find(asked ?? by);
    const facts = payer === undefined ? purchase : { ...purchase, payer };
    return this.desk.decide(command, (reserve, state) => reservePlace(reserve, state, facts));
  }
}
