import { Controller, Get, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { reject } from '../kernel/decider';
import { AGREEMENT_ID_FORM } from '../kernel/vocabulary';
import type { Actor } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { Refused } from '../platform/commands/command-runner';
import { FreshReads } from '../platform/http/fresh-reads';
import type { Page } from '../platform/http/paging';
import { keyAfter, pageOf } from '../platform/http/paging';
import { CodeParam, PartyParam } from '../platform/http/parameters';
import { auditAccess } from './audit.access';
import { HistoryEntryView, historyEntryOf, HistoryPage, HistoryQuery } from './audit-views';
import type { ThingKind } from './trail.tables';
import { TrailQueries } from './trail.queries';

/** Ids as the contexts make them; one that does not exist is answered like one that is not yours. */
export const THING_ID_FORM = /^[A-Za-z0-9æøåÆØÅ._-]{1,120}$/;

/** What happened to one thing, in words. Whoever is no party to it learns not even that it exists. */
@ApiTags('history')
@ApiNotFoundResponse({ description: 'NO_SUCH_HISTORY: there is none, or it is not yours to see.' })
@Controller('api/v1')
export class HistoryRoutes {
  constructor(
    private readonly trail: TrailQueries,
    private readonly fresh: FreshReads,
  ) {}

  @Allowed(auditAccess.getPlacementHistory)
  @Get('placements/:placementId/history')
  @ApiOperation({ operationId: 'getPlacementHistory', summary: 'What happened to a placement, for its parties' })
  @ApiOkResponse({ type: HistoryPage })
  placement(
    @CodeParam('placementId', THING_ID_FORM, 'The placement.') placementId: string,
    @Query() query: HistoryQuery,
    @CurrentActor() actor: Actor,
  ): Promise<Page<HistoryEntryView>> {
    return this.historyOf('placement', placementId, query, actor);
  }

  @Allowed(auditAccess.getOfferingHistory)
  @Get('offerings/:offeringId/history')
  @ApiOperation({
    operationId: 'getOfferingHistory',
    summary: 'What happened to an offering',
    description: 'Buyers see their own placements in it, the secretariat none.',
  })
  @ApiOkResponse({ type: HistoryPage })
  offering(
    @CodeParam('offeringId', THING_ID_FORM, 'The offering.') offeringId: string,
    @Query() query: HistoryQuery,
    @CurrentActor() actor: Actor,
  ): Promise<Page<HistoryEntryView>> {
    return this.historyOf('offering', offeringId, query, actor);
  }

  @Allowed(auditAccess.getAgreementHistory)
  @Get('agreements/:agreementId/history')
  @ApiOperation({ operationId: 'getAgreementHistory', summary: 'What happened to a framework agreement' })
  @ApiOkResponse({ type: HistoryPage })
  agreement(
    @CodeParam('agreementId', AGREEMENT_ID_FORM, 'The agreement.') agreementId: string,
    @Query() query: HistoryQuery,
    @CurrentActor() actor: Actor,
  ): Promise<Page<HistoryEntryView>> {
    return this.historyOf('agreement', agreementId, query, actor);
  }

  @Allowed(auditAccess.getStatementHistory)
  @Get('settlement/statements/:statementId/history')
  @ApiOperation({ operationId: 'getStatementHistory', summary: 'How a statement came about, for its two parties' })
  @ApiOkResponse({ type: HistoryPage })
  statement(
    @CodeParam('statementId', THING_ID_FORM, 'The statement.') statementId: string,
    @Query() query: HistoryQuery,
    @CurrentActor() actor: Actor,
  ): Promise<Page<HistoryEntryView>> {
    return this.historyOf('statement', statementId, query, actor);
  }

  @Allowed(auditAccess.getPartyHistory)
  @Get('parties/:party/history')
  @ApiOperation({ operationId: 'getPartyHistory', summary: 'Everything a party took part in, for itself and auditors' })
  @ApiOkResponse({ type: HistoryPage })
  party(
    @PartyParam('party', 'The party.') party: string,
    @Query() query: HistoryQuery,
    @CurrentActor() actor: Actor,
  ): Promise<Page<HistoryEntryView>> {
    return this.historyOf('party', party, query, actor);
  }

  private async historyOf(
    kind: ThingKind,
    id: string,
    query: HistoryQuery,
    actor: Actor,
  ): Promise<Page<HistoryEntryView>> {
    const { limit, cursor, order = 'oldest' } = query;
    const { knownAt } = await this.fresh.resolve(query);
    const entries = await this.trail.history(kind, id, actor, {
      limit: limit + 1,
      order,
      after: keyAfter<[number]>(cursor, ['number'])?.[0],
      ...(knownAt === undefined ? {} : { to: knownAt }),
    });
    if (!entries) throw new Refused(reject('NO_SUCH_HISTORY', { id }));
    return pageOf(entries.map(historyEntryOf), limit, ({ position }) => [position]);
  }
}
