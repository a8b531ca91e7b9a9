import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sightOf } from '../kernel/access';
import type { Actor, PartyCode } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { AnswerMemory } from '../platform/http/answer-memory';
import { NestedField, PartyField, WholeNumberField } from '../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { PlaceBookQueries } from './place-book.queries';
import { placementsAccess } from './placements.access';

export class PartyInPlacementsView {
  @PartyField('The party.')
  party!: PartyCode;

  @WholeNumberField('Placements you see in which it is that; the list has as many by this filter alone.')
  placements!: number;
}

export class PlacementPartiesView {
  @NestedField(() => PartyInPlacementsView, 'Who buys, in order of code.', { list: true })
  buyers!: readonly PartyInPlacementsView[];

  @NestedField(() => PartyInPlacementsView, 'Who sells, in order of code.', { list: true })
  operators!: readonly PartyInPlacementsView[];

  @NestedField(() => PartyInPlacementsView, 'Who pays by the newest change of payer, in order of code.', { list: true })
  payers!: readonly PartyInPlacementsView[];
}

@ApiTags('placements')
@Controller('api/v1/placements')
export class PlacementPartiesRoute {
  constructor(
    private readonly placements: PlaceBookQueries,
    private readonly fresh: FreshReads,
    private readonly memory: AnswerMemory,
  ) {}

  @Allowed(placementsAccess.listPlacementParties)
  @Get('parties')
  @ApiOperation({
    operationId: 'listPlacementParties',
    summary: 'Who buys, sells and pays in the placements you see, and in how many of them',
  })
  @ApiOkResponse({ type: PlacementPartiesView })
  async list(@Query() query: ReadTimesQuery, @CurrentActor() actor: Actor): Promise<PlacementPartiesView> {
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const filter = { seenBy: sightOf(placementsAccess.listPlacementParties, actor), effectiveOn, knownAt };
    // Every row the reader sees is read, and the list asks for it each time it is shown.
    return this.memory.of(['parties of placements', filter], () => this.placements.parties(filter));
  }
}
