import { Body, Controller, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import type { Actor, CitizenRef, OfferingId, PartyCode, ServiceLineId, TariffLevel } from '../kernel/vocabulary';
import { placementId, SERVICE_LINE_ID_FORM } from '../kernel/vocabulary';
import { PartyFacts } from '../parties/parties.facts';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { Roles } from '../platform/auth/roles.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { newIdentity } from '../platform/commands/command-context';
import {
  CodeField,
  DayField,
  HundredthsField,
  IdField,
  ListField,
  OneOfField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import { code } from '../platform/http/scalars';
import { PAYER_GROUNDS, type PayerGround, PLACEMENT_GROUNDS, type PlacementGround } from './place-book.events';
import { type PlacementAnswer, PlacementDesk } from './placement-desk';
import { ReservePlace, reservePlace } from './reservation.decider';

export const LEVEL_LENGTH_MAX = 60;
/** 24 hours in hundredths. */
export const HOURS_PER_DAY_MAX = 2_400;
export const SUPPLEMENT_FORM = /^[A-ZÆØÅa-zæøå0-9][A-ZÆØÅa-zæøå0-9_-]{0,59}$/;

export class ReservePlaceBody {
  @IdField('The offering.')
  offeringId!: OfferingId;

  @CodeField(SERVICE_LINE_ID_FORM, 'The service line.', { example: 'SEL-107' })
  serviceLineId!: ServiceLineId;

  @TextField('Tariff level as published.', { maxLength: LEVEL_LENGTH_MAX, example: '1' })
  level!: TariffLevel;

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

  @HundredthsField('Service hours a day in hundredths, where the tariff has a price per hour (R15).', {
    min: 1,
    max: HOURS_PER_DAY_MAX,
    optional: true,
  })
  hoursPerDay?: number;

  @ListField(code(SUPPLEMENT_FORM), 'Codes of the supplements that are to be charged.', {
    maxItems: 50,
    unique: true,
    optional: true,
  })
  supplements?: string[];

  @WholeNumberField('Days a week, for a part-time day place (R16).', { min: 1, max: 7, optional: true })
  daysPerWeek?: number;
}

@ApiTags('placements')
@Controller('api/v1/placements')
export class ReservePlaceRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Roles('buyer')
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
    const [purchase, payer] = await Promise.all([
      this.desk.purchaseFacts({ offeringId, serviceLineId, level, on: firstDay, buyer: by }),
      this.parties.find(asked ?? by),
    ]);
    const facts = payer === undefined ? purchase : { ...purchase, payer };
    return this.desk.decide(command, (reserve, state) => reservePlace(reserve, state, facts));
  }
}
