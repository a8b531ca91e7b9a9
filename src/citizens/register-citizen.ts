import { Body, Controller, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { cprDigits, type CprHint, cprHints } from '../kernel/cpr';
import { reject } from '../kernel/decider';
import type { Actor, CitizenRef } from '../kernel/vocabulary';
import { citizenRef } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { newIdentity } from '../platform/commands/command-context';
import { type Receipt, Refused } from '../platform/commands/command-runner';
import { IdField } from '../platform/http/fields';
import { withRevision } from '../platform/http/revisions';
import { AddressField, ContactField, CprField, NameField, NoteField, TakesDetails } from './citizen-body';
import { CitizenDetailsDesk } from './citizen-details';
import { type CitizenDetails, RegisterCitizen, registerCitizen } from './citizen-record.decider';
import { CITIZEN_FIELDS } from './citizen-record.events';
import { citizensAccess } from './citizens.access';
import { CitizenFacts } from './citizens.facts';

export class RegisterCitizenBody {
  @IdField('The reference, when placements use one already. Default: a new one.', { optional: true })
  citizenRef?: CitizenRef;

  @CprField('The CPR number. Sealed; found again only by the municipality that registered it.', { optional: true })
  cpr?: string;

  @NameField()
  name!: string;

  @AddressField({ optional: true })
  address?: string;

  @ContactField({ optional: true })
  contact?: string;

  @NoteField({ optional: true })
  note?: string;
}

export type CitizenAnswer = Receipt & {
  readonly citizenRef: CitizenRef;
  /** What is odd about the CPR number; it was taken all the same. */
  readonly hints: readonly CprHint[];
};

@ApiTags('citizens')
@Controller('api/v1/citizens')
export class RegisterCitizenRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Allowed(citizensAccess.registerCitizen)
  @TakesDetails()
  @ApiOperation({
    operationId: 'registerCitizen',
    summary: 'Register who the citizen behind a reference is',
    description:
      'The details are sealed outside of the log under a key of the citizen’s own. Settlement needs none of them; ' +
      'they are what shows a name instead of a reference.',
  })
  async register(@Body() body: RegisterCitizenBody, @CurrentActor() actor: Actor): Promise<CitizenAnswer> {
    const { citizenRef: given = citizenRef(newIdentity('citizen')), cpr, ...texts } = body;
    const digits = cprDigits(cpr);
    const details: CitizenDetails = { ...texts, ...(digits === undefined ? {} : { cpr: digits }) };
    const command = new RegisterCitizen({
      citizenRef: given,
      by: actor.party,
      edition: newIdentity('edition'),
      details,
    });
    const receipt: Receipt = await this.bus.execute(command);
    const hints = digits === undefined ? [] : cprHints(digits, this.clock.today());
    return withRevision(receipt.revision, { citizenRef: given, hints, ...receipt });
  }
}

@CommandHandler(RegisterCitizen)
export class RegisterCitizenHandler implements ICommandHandler<RegisterCitizen> {
  constructor(
    private readonly desk: CitizenDetailsDesk,
    private readonly facts: CitizenFacts,
  ) {}

  execute(command: RegisterCitizen): Promise<Receipt> {
    const { citizenRef, by, edition, details } = command.data;
    return this.desk.inTurn(citizenRef, async () => {
      const { state, revision } = await this.facts.recordOf(citizenRef);
      const placements = await this.facts.allPlacementsOf(citizenRef);
      const buyers = placements.map(({ buyer }) => buyer);
      if (state.phase === 'registered' && state.edition === edition)
        assertSame(details, await this.desk.open(citizenRef, edition));
      const { receipt } = await this.desk.rewrite(state, {
        citizenRef,
        by,
        edition,
        details,
        revision,
        decide: (record) => registerCitizen(command, record, { buyers }),
      });
      return receipt;
    });
  }
}

/**
 * A repeated request is compared with what was kept. Its hash would do as well, but a hash beside the fact is something
 * a guess at name and number could be tried against for ever.
 * @throws Refused IDEMPOTENCY_KEY_REUSED
 */
export const assertSame = (asked: CitizenDetails, kept: CitizenDetails): void => {
  if (CITIZEN_FIELDS.some((field) => asked[field] !== kept[field])) throw new Refused(reject('IDEMPOTENCY_KEY_REUSED'));
};
