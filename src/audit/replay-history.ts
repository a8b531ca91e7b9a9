import { Controller, HttpCode, Inject, Injectable, Post } from '@nestjs/common';
import { ApiConflictResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { danishDay } from '../kernel/calendar';
import { reject } from '../kernel/decider';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK } from '../platform/clock';
import type { Clock } from '../platform/clock';
import { Refused } from '../platform/commands/command-runner';
import type { EventStore } from '../platform/event-store/event-store';
import { FlagField, TextField, WholeNumberField } from '../platform/http/fields';
import { ReadStore } from '../platform/subscriptions/read-store';
import { replayBeside } from '../platform/subscriptions/rebuild';
import type { ReplayResult } from '../platform/subscriptions/rebuild';
import { EVENT_STORE } from '../platform/tokens';
import { auditAccess } from './audit.access';
import { TrailQueries } from './trail.queries';

export class ReplayedModelView {
  @TextField('The read model.')
  name!: string;

  @WholeNumberField('Its version.')
  version!: number;

  @WholeNumberField('Up to where it was compared.')
  position!: number;

  @WholeNumberField('Rows of the live model, past versions included.')
  rows!: number;

  @TextField('SHA-256 of the live rows in canonical form.')
  liveDigest!: string;

  @TextField('SHA-256 of the rows made anew from the log.')
  replayDigest!: string;

  @FlagField('Whether they are the same.')
  equal!: boolean;

  @TextField('Where they part first, or why the replay stopped.', { optional: true })
  difference?: string;
}

export class ReplayView {
  @WholeNumberField('Up to where the log was replayed.')
  position!: number;

  @WholeNumberField('Events replayed.')
  events!: number;

  @FlagField('Whether every read model equals its replay.')
  equal!: boolean;

  @TextField('What was found, as a certificate in Danish.')
  certificate!: string;

  @ApiProperty({ type: [ReplayedModelView] })
  models!: ReplayedModelView[];
}

/** Plays the whole history into read models of its own and compares them with the ones people look at. */
@Injectable()
export class HistoryReplay {
  private running = false;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly reads: ReadStore,
    private readonly trail: TrailQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Refused REPLAY_RUNNING: one at a time, for each reads the whole log. */
  async run(): Promise<ReplayView> {
    if (this.running) throw new Refused(reject('REPLAY_RUNNING'));
    this.running = true;
    try {
      const results = await replayBeside(this.store, this.reads);
      const position = Math.max(0, ...results.map((result) => result.position));
      const events = this.trail.countUpTo(position);
      const models = results.map(modelView);
      const equal = models.every((model) => model.equal);
      const certificate = certificateOf({ position, events, equal, models }, this.clock.today());
      return { position, events, equal, certificate, models };
    } finally {
      this.running = false;
    }
  }
}

const modelView = ({ projection, firstDifference, failure, ...result }: ReplayResult): ReplayedModelView => {
  const parted = firstDifference && `${firstDifference.table} ${firstDifference.key.join(', ')}`;
  const difference = failure ?? parted;
  return {
    name: projection,
    version: result.version,
    position: result.position,
    rows: result.rows,
    liveDigest: result.liveDigest,
    replayDigest: result.replayDigest,
    equal: result.equal,
    ...(difference === undefined ? {} : { difference }),
  };
};

export const certificateOf = (
  { position, events, equal, models }: Omit<ReplayView, 'certificate'>,
  today: Day,
): string => {
  const opening = `Den ${danishDay(today)} blev alle ${events} hændelser i loggen til og med position ${position} spillet igennem fra begyndelsen.`;
  if (equal) {
    const rows = models.reduce((sum, model) => sum + model.rows, 0);
    return `${opening} De ${models.length} læsemodeller med i alt ${rows} rækker er genskabt og har samme fingeraftryk som dem, der vises. Intet er ændret uden om loggen.`;
  }
  const different = models.filter((model) => !model.equal).map(({ name }) => name);
  return `${opening} ${different.length} af ${models.length} læsemodeller afviger fra loggen: ${different.join(', ')}. Det skal undersøges.`;
};

@ApiTags('audit')
@Controller('api/v1/audit/replay')
export class ReplayHistoryRoute {
  constructor(private readonly replay: HistoryReplay) {}

  @Allowed(auditAccess.replayHistory)
  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'replayHistory',
    summary: 'Rebuild every read model from the first event, beside the live ones, and compare',
  })
  @ApiOkResponse({ type: ReplayView })
  @ApiConflictResponse({ description: 'REPLAY_RUNNING' })
  run(): Promise<ReplayView> {
    return this.replay.run();
  }
}
