import { Body, Controller, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day, Month } from '../kernel/calendar';
import type { Ore } from '../kernel/money';
import { type Actor, AGREEMENT_ID_FORM, type AgreementId, type OfferingId, type PartyCode } from '../kernel/vocabulary';
import { type SchemeId, schemeId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { newIdentity } from '../platform/commands/command-context';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import {
  CodeField,
  DayField,
  ListField,
  OneOfField,
  OreField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import * as scalars from '../platform/http/scalars';
import { objectiveFinancingAccess } from './objective-financing.access';
import { AgreeScheme, agreeScheme, scheme, SCHEME_ORE_MAX } from './scheme.decider';
import { RHYTHMS, type Rhythm } from './scheme.events';
import { SchemeDesk } from './scheme-desk';

/** 100.000 kr.: more for one inhabitant or person is a typing error. */
const UNIT_PRICE_ORE_MAX = 10_000_000;

export class AgreeSchemeBody {
  @PartyField('As the secretariat: who runs what is financed. Absent: the asker’s own party.', { optional: true })
  operator?: PartyCode;

  @CodeField(AGREEMENT_ID_FORM, 'The framework agreement it rests on.', { example: 'rammeaftale-2025-26' })
  agreementId!: AgreementId;

  @TextField('What it is called. No personal data.', { maxLength: 120, example: 'Sikrede pladser' })
  name!: string;

  @WholeNumberField('The year.', { min: 2006, max: 2100, example: 2027 })
  year!: number;

  @OreField('Objective financing: the budget that is shared by the key (R40).', {
    min: 1,
    max: SCHEME_ORE_MAX,
    optional: true,
  })
  budgetOre?: Ore;

  @OreField('Subscription: the price of one inhabitant or person (R39).', {
    min: 1,
    max: UNIT_PRICE_ORE_MAX,
    optional: true,
  })
  unitPriceOre?: Ore;

  @OneOfField(RHYTHMS, 'How often it is charged in the year. Absent: once.', { optional: true })
  rhythm?: Rhythm;

  @TextField('What the key counts.', { maxLength: 60, example: '0–17-årige' })
  keyUnit!: string;

  @DayField('The day on which it is counted; later comings and goings change nothing.', { example: '2026-09-15' })
  keyDate!: Day;

  @ListField(scalars.uuid, 'The offerings it is for. Absent: none in particular.', {
    maxItems: 50,
    unique: true,
    optional: true,
  })
  offeringIds?: OfferingId[];

  @ListField(scalars.monthly, 'Months in which it is charged. Absent: as the steering agreement has it (R33, R39).', {
    minItems: 1,
    maxItems: 2,
    unique: true,
    optional: true,
  })
  dueFrom?: Month[];

  @CodeField(/^\d(?:\.\d{2}){2}$/, 'Function of the authorised chart of accounts.', {
    optional: true,
    example: '5.28.25',
  })
  accountFunction?: string;
}

export type SchemeAgreedAnswer = Receipt & { readonly schemeId: SchemeId };

@ApiTags('objective financing')
@Controller('api/v1/objective-financing/schemes')
export class AgreeSchemeRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(objectiveFinancingAccess.agreeScheme)
  @Post()
  @ApiOperation({
    operationId: 'agreeScheme',
    summary: 'Register a year’s objective financing or subscription (R33, R39, R40)',
    description:
      'With `budgetOre` a budget that all in the key share, used or not; with `unitPriceOre` a price for each who is counted on the day. Nothing is charged before the shares are computed.',
  })
  agree(@Body() body: AgreeSchemeBody, @CurrentActor() actor: Actor): Promise<SchemeAgreedAnswer> {
    const { operator, budgetOre, unitPriceOre, rhythm, offeringIds, dueFrom, accountFunction } = body;
    const { agreementId, name, year, keyUnit, keyDate } = body;
    return this.bus.execute(
      new AgreeScheme({
        schemeId: schemeId(newIdentity()),
        by: actor,
        today: this.clock.today(),
        ...{ agreementId, name: name.trim(), year, keyUnit: keyUnit.trim(), keyDate },
        ...{ operator, budgetOre, unitPriceOre, dueFrom, accountFunction },
        rhythm: rhythm ?? 'YEARLY',
        offeringIds: offeringIds ?? [],
      }),
    );
  }
}

@CommandHandler(AgreeScheme)
export class AgreeSchemeHandler implements ICommandHandler<AgreeScheme> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: SchemeDesk,
  ) {}

  async execute(command: AgreeScheme): Promise<SchemeAgreedAnswer> {
    const { agreementId, by, operator, year, offeringIds } = command.data;
    const ties = await this.desk.ties(agreementId, operator ?? by.party, year, offeringIds);
    const { facts, receipt } = await this.runner.run(scheme, command.data.schemeId, (state) =>
      agreeScheme(command, state, ties),
    );
    return { schemeId: facts[0]?.data.schemeId ?? command.data.schemeId, ...receipt };
  }
}
