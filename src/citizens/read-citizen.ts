import { Body, Controller, Get, HttpCode, Injectable, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { cprDigits } from '../kernel/cpr';
import { reject } from '../kernel/decider';
import type { Actor, CitizenRef } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { Refused } from '../platform/commands/command-runner';
import { OneOfField, WholeNumberField } from '../platform/http/fields';
import { FreshReads } from '../platform/http/fresh-reads';
import { IdParam } from '../platform/http/parameters';
import { withRevision } from '../platform/http/revisions';
import { type Purpose, PURPOSES, relationsOf, visibleFields } from './citizen-access.calculation';
import { CprField, TakesDetails } from './citizen-body';
import { CitizenDetailsDesk } from './citizen-details';
import { CitizenView, FoundCitizenView } from './citizen.views';
import { citizensAccess } from './citizens.access';
import { CitizenFacts } from './citizens.facts';
import { purposeRequired, StatedPurpose } from './purpose';
import { ReadingRecord } from './reading-record';

export class ReadCitizenQuery {
  @OneOfField(PURPOSES, 'What the details are needed for; written down with the reading.', { optional: true })
  purpose?: Purpose;

  @WholeNumberField('Answer only when this log position has been read in, or after 2 seconds with a note.', {
    min: 1,
    optional: true,
  })
  minPosition?: number;
}

export class FindCitizenBody {
  @CprField('The CPR number.')
  cpr!: string;
}

/** Opens a citizen's details for who may see them. */
@Injectable()
export class CitizenReading {
  constructor(
    private readonly desk: CitizenDetailsDesk,
    private readonly facts: CitizenFacts,
    private readonly record: ReadingRecord,
  ) {}

  /** @throws Refused CITIZEN_UNKNOWN for strangers, PURPOSE_NOT_YOURS, or Problem PURPOSE_REQUIRED. */
  async read(actor: Actor, citizenRef: CitizenRef, purpose: Purpose | undefined): Promise<CitizenView> {
    // Asked first of everybody, so that it does not tell whether there is such a citizen.
    if (purpose === undefined && !actor.roles.includes('auditor')) throw purposeRequired();
    const { state, revision } = await this.facts.recordOf(citizenRef);
    if (state.phase === 'unknown') throw new Refused(reject('CITIZEN_UNKNOWN'));
    const { by: registeredBy, phase } = state;
    const relations = relationsOf(actor, registeredBy, this.facts.placementsOf(citizenRef));
    const look = (why: Purpose) => ({ actor, action: 'read/details', purpose: why, citizenRef }) as const;
    if (relations.length === 0 && purpose !== undefined) return this.record.refused(look(purpose), 'CITIZEN_UNKNOWN');
    // An auditor who states no purpose sees the pseudonym, and nothing has to be opened for that.
    const pseudonymOnly = purpose === undefined && relations.every((relation) => relation === 'AUDITOR');
    if (purpose === undefined && !pseudonymOnly) throw purposeRequired();
    const outline = { citizenRef, phase, registeredBy, relations, revision };
    if (state.phase === 'erased') {
      const { erasedOn, reason } = state;
      return withRevision(revision, { ...outline, withheld: [], erasedOn, erasureReason: reason });
    }
    const visible = purpose === undefined ? [] : visibleFields(relations, purpose);
    if (visible.length === 0 && purpose !== undefined) return this.record.refused(look(purpose), 'PURPOSE_NOT_YOURS');
    const fields = state.fields.filter((field) => visible.includes(field));
    const details = fields.length === 0 ? {} : await this.desk.open(citizenRef, state.edition, fields);
    const withheld = state.fields.filter((field) => !fields.includes(field));
    if (purpose !== undefined) await this.record.shown(look(purpose), fields);
    return withRevision(revision, { ...outline, ...details, withheld });
  }

  /** @throws Refused CITIZEN_NOT_FOUND when the party has registered nobody under the number. */
  async find(actor: Actor, cpr: string, purpose: Purpose): Promise<FoundCitizenView> {
    const citizenRef = await this.desk.find(actor.party, cprDigits(cpr) ?? '');
    const look = { actor, action: 'read/find', purpose, citizenRef } as const;
    if (citizenRef === undefined) return this.record.refused(look, 'CITIZEN_NOT_FOUND');
    const { state } = await this.facts.recordOf(citizenRef);
    // Found under an edition that never came to count, or whose erasure is under way.
    if (state.phase !== 'registered') return this.record.refused(look, 'CITIZEN_NOT_FOUND');
    await this.record.shown(look, []);
    return { citizenRef };
  }
}

@ApiTags('citizens')
@Controller('api/v1/citizens')
export class CitizenRoutes {
  constructor(
    private readonly reading: CitizenReading,
    private readonly fresh: FreshReads,
  ) {}

  @Get(':citizenRef')
  @Allowed(citizensAccess.readCitizen)
  @ApiOperation({
    operationId: 'readCitizen',
    summary: 'A citizen’s details, for parties to a placement of theirs, for a stated purpose',
    description: 'Which details each party sees is in docs/personal-data.md. Each reading is written down.',
  })
  @ApiOkResponse({ type: CitizenView })
  async read(
    @IdParam('citizenRef', 'The citizen.') citizenRef: CitizenRef,
    @Query() { purpose, minPosition }: ReadCitizenQuery,
    @StatedPurpose() stated: Purpose | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<CitizenView> {
    if (minPosition !== undefined) await this.fresh.resolve({ minPosition });
    return this.reading.read(actor, citizenRef, stated ?? purpose);
  }

  @Post('find')
  @HttpCode(200)
  @Allowed(citizensAccess.findCitizen)
  @TakesDetails()
  @ApiOperation({
    operationId: 'findCitizen',
    summary: 'The reference of a citizen you have registered, by CPR number',
    description: 'A POST, so that the number is in no address. It writes nothing to the ledger.',
  })
  @ApiOkResponse({ type: FoundCitizenView })
  find(
    @Body() { cpr }: FindCitizenBody,
    @StatedPurpose() purpose: Purpose | undefined,
    @CurrentActor() actor: Actor,
  ): Promise<FoundCitizenView> {
    if (purpose === undefined) throw purposeRequired();
    return this.reading.find(actor, cpr, purpose);
  }
}
