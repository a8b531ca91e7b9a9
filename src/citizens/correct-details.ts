import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { cprDigits, cprHints } from '../kernel/cpr';
import { isRejection, reject } from '../kernel/decider';
import type { Actor, CitizenRef } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { newIdentity } from '../platform/commands/command-context';
import { type Receipt, Refused } from '../platform/commands/command-runner';
import { IdParam } from '../platform/http/parameters';
import { IfMatch, withRevision } from '../platform/http/revisions';
import { AddressField, ContactField, CprField, NameField, NoteField, TakesDetails } from './citizen-body';
import { CitizenDetailsDesk } from './citizen-details';
import {
  changed,
  CorrectDetails,
  correctDetails,
  type DetailChanges,
  ownRecord,
  realChanges,
} from './citizen-record.decider';
import { citizensAccess } from './citizens.access';
import { CitizenFacts } from './citizens.facts';
import { assertSame, type CitizenAnswer } from './register-citizen';

const MAY_GO = { optional: true, nullable: true } as const;

export class CorrectDetailsBody {
  @CprField('The right CPR number; null takes it away.', MAY_GO)
  cpr?: string | null;

  @NameField({ optional: true })
  name?: string;

  @AddressField(MAY_GO)
  address?: string | null;

  @ContactField(MAY_GO)
  contact?: string | null;

  @NoteField(MAY_GO)
  note?: string | null;
}

@ApiTags('citizens')
@Controller('api/v1/citizens')
export class CorrectDetailsRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post(':citizenRef/correct')
  @HttpCode(200)
  @Allowed(citizensAccess.correctCitizenDetails)
  @TakesDetails()
  @ApiOperation({
    operationId: 'correctCitizenDetails',
    summary: 'Put details of your citizen right',
    description:
      'Fields that are left out, or say what stands there, stay; null takes one away. What stood there before is forgotten.',
  })
  async correct(
    @IdParam('citizenRef', 'The citizen.') citizenRef: CitizenRef,
    @Body() { cpr, ...texts }: CorrectDetailsBody,
    @CurrentActor() actor: Actor,
    @IfMatch() ifRevision: number | undefined,
  ): Promise<CitizenAnswer> {
    const digits = cprDigits(cpr);
    const changes: DetailChanges = { ...texts, ...(cpr === undefined ? {} : { cpr: digits ?? null }) };
    const edition = newIdentity('edition');
    const receipt: Receipt = await this.bus.execute(
      new CorrectDetails({ citizenRef, by: actor.party, edition, changes, ifRevision }),
    );
    const hints = digits === undefined ? [] : cprHints(digits, this.clock.today());
    return withRevision(receipt.revision, { citizenRef, hints, ...receipt });
  }
}

@CommandHandler(CorrectDetails)
export class CorrectDetailsHandler implements ICommandHandler<CorrectDetails> {
  constructor(
    private readonly desk: CitizenDetailsDesk,
    private readonly facts: CitizenFacts,
  ) {}

  execute(command: CorrectDetails): Promise<Receipt> {
    const { citizenRef, by, edition, changes, ifRevision } = command.data;
    return this.desk.inTurn(citizenRef, async () => {
      const { state, revision } = await this.facts.recordOf(citizenRef);
      const record = ownRecord(state, by);
      if (isRejection(record)) throw new Refused(record);
      if (ifRevision !== undefined && ifRevision !== revision)
        throw new Refused(reject('STALE_REVISION', { given: ifRevision, current: revision }));
      const before = await this.desk.open(citizenRef, record.edition);
      const details = changed(before, changes);
      const asked = new CorrectDetails({ ...command.data, changes: realChanges(before, changes) });
      if (record.edition === edition) assertSame(details, before);
      const { receipt } = await this.desk.rewrite(state, {
        citizenRef,
        by,
        edition,
        details,
        revision,
        decide: (current) => correctDetails(asked, current, details),
      });
      return receipt;
    });
  }
}
