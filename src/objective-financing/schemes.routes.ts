import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sightOf, standings } from '../kernel/access';
import { reject } from '../kernel/decider';
import type { Ore } from '../kernel/money';
import type { Actor, PartyCode, SchemeId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { Refused } from '../platform/commands/command-runner';
import { NestedField, OreField, PartyField, TextField, WholeNumberField } from '../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { keyAfter, type Page, pageOf, PageQuery } from '../platform/http/paging';
import { IdParam } from '../platform/http/parameters';
import type { SchemeRow } from './financing-schemes.projection';
import { objectiveFinancingAccess } from './objective-financing.access';
import { SchemeQueries } from './objective-financing.queries';
import { checkedPublication, type PublishedRow, type PublishedVerdict } from './published-shares.calculation';
import { PublishedVerdictView, SchemePageView, schemeView, SchemeView } from './scheme.views';
import { SCHEME_ORE_MAX } from './scheme.decider';

export { SCHEME_ORE_MAX };
import { FIGURE_MAX, FIGURES_MAX } from './take-key-snapshot';

export class SchemesQuery extends PageQuery {
  @PartyField('Only schemes of this operator.', { optional: true })
  operator?: PartyCode;

  @WholeNumberField('Only schemes of this year.', { min: 2006, max: 2100, optional: true })
  year?: number;
}

/** Amounts are published in whole kroner, so half a krone is lost or won by rounding. */
const TOLERANCE_ORE = 50;

class PublishedBody {
  @OreField('The total that is said to be shared. Absent: it is not looked at.', {
    min: 0,
    max: SCHEME_ORE_MAX,
    optional: true,
  })
  totalOre?: Ore;

  @OreField('What rounding may take or give in a row. Absent: half a krone.', { min: 0, max: 100_000, optional: true })
  toleranceOre?: Ore;
}

export class PublishedAmountBody {
  @PartyField('The municipality.')
  party!: PartyCode;

  @OreField('The amount as published.', { min: 0, max: SCHEME_ORE_MAX })
  amountOre!: Ore;
}

export class SchemePublishedBody extends PublishedBody {
  @NestedField(() => PublishedAmountBody, 'The published amounts.', {
    list: true,
    minItems: 1,
    maxItems: FIGURES_MAX,
  })
  rows!: PublishedAmountBody[];
}

export class PublishedRowBody {
  @TextField('The row as it stands there: a municipality’s name or code.', { maxLength: 80, example: 'Herning' })
  name!: string;

  @WholeNumberField('Its key figure.', { min: 0, max: FIGURE_MAX })
  figure!: number;

  @OreField('Its amount.', { min: 0, max: SCHEME_ORE_MAX })
  amountOre!: Ore;
}

export class PublishedSharesBody extends PublishedBody {
  @NestedField(() => PublishedRowBody, 'The rows of the table.', { list: true, minItems: 1, maxItems: FIGURES_MAX })
  rows!: PublishedRowBody[];
}

@ApiTags('objective financing')
@Controller('api/v1/objective-financing')
export class SchemeRoutes {
  constructor(
    private readonly schemes: SchemeQueries,
    private readonly fresh: FreshReads,
  ) {}

  @Allowed(objectiveFinancingAccess.listSchemes)
  @Get('schemes')
  @ApiOperation({
    operationId: 'listSchemes',
    summary: 'Schemes of objective financing and subscription',
    description: 'An operator sees its own, a payer those it is in the key of, with its own share alone.',
  })
  @ApiOkResponse({ type: SchemePageView })
  async list(@Query() query: SchemesQuery, @CurrentActor() actor: Actor): Promise<Page<SchemeView>> {
    const { knownAt } = await this.fresh.resolve(query);
    const { limit, cursor, operator, year } = query;
    const after = keyAfter<[number, string]>(cursor, ['number', 'string']);
    const rows = this.schemes.list(
      { seenBy: sightOf(objectiveFinancingAccess.listSchemes, actor), operator, year, knownAt },
      limit + 1,
      after && { year: after[0], schemeId: after[1] },
    );
    const page = pageOf(rows, limit, (row) => [row.year, row.schemeId]);
    return { ...page, items: page.items.map((row) => seenAs(row, actor)) };
  }

  @Allowed(objectiveFinancingAccess.getScheme)
  @Get('schemes/:schemeId')
  @ApiOperation({ operationId: 'getScheme', summary: 'A scheme with its key, shares and regulations' })
  @ApiOkResponse({ type: SchemeView })
  async get(
    @IdParam('schemeId', 'The scheme.') schemeId: SchemeId,
    @Query() query: ReadTimesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<SchemeView> {
    return seenAs(await this.visible(schemeId, query, actor), actor);
  }

  @Allowed(objectiveFinancingAccess.checkSchemeShares)
  @Post('schemes/:schemeId/check')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'checkSchemeShares',
    summary: 'Hold published amounts against the key of a scheme, and name each row that does not fit (I8)',
    description: 'Nothing is recorded.',
  })
  @ApiOkResponse({ type: PublishedVerdictView })
  async checkScheme(
    @IdParam('schemeId', 'The scheme.') schemeId: SchemeId,
    @Body() { rows, totalOre, toleranceOre }: SchemePublishedBody,
    @CurrentActor() actor: Actor,
  ): Promise<PublishedVerdict> {
    const { key } = await this.visible(schemeId, new ReadTimesQuery(), actor);
    if (key === null) throw new Refused(reject('KEY_NOT_TAKEN'));
    const figures = new Map(key.figures.map(({ party, figure }) => [party, figure]));
    const published = rows.map(({ party, amountOre }) => {
      const figure = figures.get(party);
      if (figure === undefined) throw new Refused(reject('PARTY_NOT_IN_KEY', { party }));
      return { name: party, figure, amountOre };
    });
    return verdictOn(published, toleranceOre, totalOre);
  }

  @Allowed(objectiveFinancingAccess.checkPublishedShares)
  @Post('check')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'checkPublishedShares',
    summary: 'Hold a published table of key figures and amounts together, and name each row that does not fit (I8)',
    description:
      'Amount over key must be one number for all rows, give or take the rounding. It is the number that most rows allow. Nothing is recorded.',
  })
  @ApiOkResponse({ type: PublishedVerdictView })
  check(@Body() { rows, totalOre, toleranceOre }: PublishedSharesBody): PublishedVerdict {
    const published = rows.map(({ name, figure, amountOre }) => ({ name, figure, amountOre }));
    return verdictOn(published, toleranceOre, totalOre);
  }

  private async visible(schemeId: SchemeId, query: ReadTimesQuery, actor: Actor): Promise<SchemeRow> {
    const { knownAt } = await this.fresh.resolve(query);
    const row = this.schemes.find(schemeId, knownAt);
    if (row === undefined || standingsOf(row, actor).length === 0) throw new Refused(reject('UNKNOWN_SCHEME'));
    return row;
  }
}

/** @throws Refused SCHEME_TOO_LARGE when the key would give more than any scheme comes to. */
const verdictOn = (
  rows: readonly PublishedRow[],
  toleranceOre: Ore | undefined,
  totalOre: Ore | undefined,
): PublishedVerdict => {
  const verdict = checkedPublication(rows, toleranceOre ?? TOLERANCE_ORE, totalOre);
  if (verdict === undefined) throw new Refused(reject('SCHEME_TOO_LARGE', { maxOre: SCHEME_ORE_MAX }));
  return verdict;
};

const standingsOf = ({ operator, payers }: SchemeRow, actor: Actor) =>
  standings(objectiveFinancingAccess.getScheme, actor, { operator, payer: payers });

/** A payer sees no share but its own; whoever stands in another relation sees all. */
const seenAs = (row: SchemeRow, actor: Actor): SchemeView =>
  schemeView(row, standingsOf(row, actor).every((relation) => relation === 'payer') ? actor.party : undefined);
