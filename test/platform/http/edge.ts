import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamicModule } from '@nestjs/common';
import { Body, Controller, Delete, Get, Global, HttpCode, Module, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../../src/app';
import type { AppParts } from '../../../src/app.module';
import { UNHURRIED } from '../../support/app';
import { type Settings, settingsFrom } from '../../../src/config';
import { actionsOn, EVERYBODYS } from '../../../src/kernel/access';
import type { Day, Month } from '../../../src/kernel/calendar';
import { reject } from '../../../src/kernel/decider';
import type { RefusalCatalogue } from '../../../src/kernel/messages';
import type { Ore } from '../../../src/kernel/money';
import type { Actor, PartyCode } from '../../../src/kernel/vocabulary';
import { CurrentActor } from '../../../src/platform/auth/current-actor.decorator';
import { LocalIssuer } from '../../../src/platform/auth/local-issuer';
import { Allowed } from '../../../src/platform/auth/allowed.decorator';
import { currentContext } from '../../../src/platform/commands/command-context';
import { Refused } from '../../../src/platform/commands/refusals';
import { StoreUnavailable } from '../../../src/platform/event-store/event-store';
import * as f from '../../../src/platform/http/fields';
import { FreshReads } from '../../../src/platform/http/fresh-reads';
import { HttpModule } from '../../../src/platform/http/http.module';
import { keyAfter, pageOf, PageQuery } from '../../../src/platform/http/paging';
import { IdParam, MonthParam } from '../../../src/platform/http/parameters';
import { IfMatch, withRevision } from '../../../src/platform/http/revisions';
import { daily, oneOf } from '../../../src/platform/http/scalars';
import { Meters } from '../../../src/platform/operations/meters';
import { PolicyRunner } from '../../../src/platform/subscriptions/policy-runner';
import { ProjectionRunner } from '../../../src/platform/subscriptions/projection-runner';
import { ReadStore } from '../../../src/platform/subscriptions/read-store';
import { EVENT_STORE } from '../../../src/platform/tokens';

/** A small market stall of routes that use every part of the edge, without any context behind them. */

export class LineBody {
  @f.TextField('What is paid for.', { maxLength: 20 })
  wording!: string;

  @f.OreField('Its price.', { min: 0, max: 1_000_000_00 })
  priceOre!: Ore;
}

export class ReservationBody {
  @f.PartyField('Who buys.')
  buyer!: PartyCode;

  @f.DayField('First day.')
  firstDay!: Day;

  @f.MonthField('Month of the first bill.', { optional: true })
  billedFrom?: Month;

  @f.OreField('Ceiling.', { min: 0, optional: true })
  ceilingOre?: Ore;

  @f.WholeNumberField('Places.', { min: 1, max: 50, optional: true })
  places?: number;

  @f.DecimalsField('Hours in a week.', { decimals: 2, min: 0, max: 168, optional: true })
  hours?: number;

  @f.HundredthsField('Share.', { min: 0, max: 10_000, optional: true })
  share?: number;

  @f.TextField('A remark.', { maxLength: 40, optional: true, nullable: true })
  remark?: string | null;

  @f.CodeField(/^[A-Z]{2,5}$/, 'A code.', { optional: true })
  code?: string;

  @f.IdField('An id.', { optional: true })
  reference?: string;

  @f.OneOfField(['SEL-107', 'SEL-108'], 'The paragraph.', { optional: true })
  basis?: string;

  @f.FlagField('In a hurry.', { optional: true })
  urgent?: boolean;

  @f.ListField(daily, 'Days off.', { maxItems: 3, unique: true, optional: true })
  daysOff?: Day[];

  @f.NestedField(() => LineBody, 'One line.', { optional: true })
  line?: LineBody;

  @f.NestedField(() => LineBody, 'Lines.', { list: true, maxItems: 3, optional: true })
  lines?: LineBody[];
}

export class StallQuery extends PageQuery {
  @f.FlagField('Only free ones.', { optional: true })
  free?: boolean;

  @f.ListField(oneOf(['a', 'b']), 'States.', { maxItems: 2, optional: true })
  state?: string[];
}

export class FaultBody {
  @f.OneOfField(['REFUSED', 'UNKNOWN', 'STORE', 'DISK', 'BUG'], 'What goes wrong.')
  code!: string;
}

export const STALL_REFUSALS: RefusalCatalogue = {
  NO_FREE_PLACE: {
    status: 409,
    da: 'Der er ingen ledig plads fra {firstDay} til {priceOre}.',
    en: 'No place is free from {firstDay} at {priceOre}.',
  },
};

const stallAccess = actionsOn('stall', {
  reserveStall: { may: { buyer: ['own'] }, da: 'reservere', en: 'reserve' },
  browse: { may: EVERYBODYS, da: 'se', en: 'look' },
  open: { may: 'public', da: 'åbne', en: 'open' },
});

@Controller('api/v1/stall')
export class StallRoute {
  constructor(private readonly fresh: FreshReads) {}

  @Allowed(stallAccess.reserveStall)
  @Post('reservations')
  @HttpCode(201)
  @ApiOperation({ operationId: 'reserveStall', summary: 'Reserve' })
  reserve(@Body() body: ReservationBody, @CurrentActor() actor: Actor, @IfMatch() revision?: number): object {
    return {
      body,
      actor,
      command: currentContext(),
      own: Object.keys(body),
      ...(revision === undefined ? {} : { revision }),
    };
  }

  @Allowed(stallAccess.browse)
  @Get('things/:id')
  @ApiOperation({ operationId: 'thing', summary: 'One thing' })
  one(@IdParam('id') id: string): object {
    return withRevision(12, { id });
  }

  @Allowed(stallAccess.browse)
  @Get('months/:month')
  @ApiOperation({ operationId: 'month', summary: 'A month' })
  month(@MonthParam('month') month: Month): object {
    return { month };
  }

  @Allowed(stallAccess.browse)
  @Get('list')
  @ApiOperation({ operationId: 'list', summary: 'A list' })
  async list(@Query() query: StallQuery): Promise<object> {
    const times = await this.fresh.resolve(query);
    const after = keyAfter<[number]>(query.cursor, ['number'])?.[0] ?? 0;
    const rows = Array.from({ length: query.limit + 1 }, (_, at) => after + at + 1).filter((row) => row <= 7);
    return { ...pageOf(rows, query.limit, (row) => [row]), times, query };
  }

  @Allowed(stallAccess.browse)
  @Post('faults/:kind')
  fail(@Query() _query: object, @Body() { code }: FaultBody): never {
    if (code === 'REFUSED') throw new Refused(reject('NO_FREE_PLACE', { firstDay: '2026-03-31', priceOre: 123_456 }));
    if (code === 'UNKNOWN') throw new Refused(reject('constructor'));
    if (code === 'DISK') throw Object.assign(new Error('ENOSPC, /secret/place'), { code: 'ENOSPC' });
    if (code === 'STORE') throw new StoreUnavailable('full', 'disk full at /secret/place');
    throw new Error('secret text');
  }

  @Allowed(stallAccess.browse)
  @Delete('things/:id')
  remove(@IdParam('id') id: string): object {
    return { id };
  }

  @Allowed(stallAccess.open)
  @Get('open')
  open(): object {
    return { open: true };
  }
}

/** How far the pretended read models have come. */
export const progress = { position: 41, stopped: false, asked: [] as string[] };

const projections = {
  status: () => [
    { name: 'stall', version: 1, position: progress.position, lag: 0, state: progress.stopped ? 'stopped' : 'live' },
  ],
  waitFor: (position: number) => Promise.resolve(position <= progress.position + 1),
};
const readStore = {
  positionAt: (instant: string) => {
    progress.asked.push(instant);
    return 17;
  },
};

@Global()
@Module({
  providers: [
    { provide: EVENT_STORE, useValue: { head: () => Promise.resolve(42), close: () => Promise.resolve() } },
    { provide: ProjectionRunner, useValue: projections },
    { provide: PolicyRunner, useValue: { status: () => [] } },
    { provide: ReadStore, useValue: readStore },
    Meters,
  ],
  exports: [EVENT_STORE, ProjectionRunner, PolicyRunner, ReadStore, Meters],
})
class PretendedPlatform {}

@Controller('api/v1/back-door')
class BackDoorRoute {
  @Get()
  open(): object {
    return { open: true };
  }
}

@Module({})
class StallModule {}

export const stallRoot = ({ issuers, sessions, settings }: AppParts): DynamicModule => ({
  module: StallModule,
  imports: [
    PretendedPlatform,
    HttpModule.register({
      catalogues: [STALL_REFUSALS],
      access: [stallAccess],
      issuers,
      sessions,
      rates: settings.rates,
    }),
  ],
  controllers: [StallRoute],
});

/** The stall with one route more, about which the access table says nothing. */
export const stallWithBackDoor = (parts: AppParts): DynamicModule => ({
  ...stallRoot(parts),
  controllers: [StallRoute, BackDoorRoute],
});

export interface Edge {
  readonly app: NestFastifyApplication;
  readonly issuer: LocalIssuer;
  readonly dataFolder: string;
  /** A token for a buyer, and headers that carry it. */
  readonly buyer: Record<string, string>;
  close(): Promise<void>;
}

export const SETTINGS: Settings = settingsFrom({
  ...UNHURRIED,
  PLADSBOG_MARKET: 'none',
  PLADSBOG_PORT: '0',
  PLADSBOG_LOG: 'error',
});

export const openEdge = async (): Promise<Edge> => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'pladsbog-edge-'));
  const app = await createApp({ ...SETTINGS, dataFolder }, { root: stallRoot });
  app.useLogger(false);
  const issuer = await LocalIssuer.open(dataFolder);
  const token = await issuer.tokenFor({ subject: 'test', party: '751' as PartyCode, roles: ['buyer'] });
  return {
    app,
    issuer,
    dataFolder,
    buyer: { authorization: `Bearer ${token}` },
    close: async () => {
      await app.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
};
