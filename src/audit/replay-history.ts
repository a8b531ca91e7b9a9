import {
  type BeforeApplicationShutdown,
  Controller,
  Get,
  HttpCode,
  Inject,
  Injectable,
  Logger,
  Post,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiConflictResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { danishDay } from '../kernel/calendar';
import { reject } from '../kernel/decider';
import { danishCount } from '../kernel/money';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK } from '../platform/clock';
import type { Clock } from '../platform/clock';
import { Refused } from '../platform/commands/command-runner';
import type { EventStore } from '../platform/event-store/event-store';
import { FlagField, NestedField, TextField, WholeNumberField } from '../platform/http/fields';
import { WatchedWork, type WorkTools } from '../platform/operations/watched-work';
import { WorkStandView } from '../platform/operations/work-stand-view';
import { ProjectionRunner } from '../platform/subscriptions/projection-runner';
import { ReadStore } from '../platform/subscriptions/read-store';
import { replayBeside } from '../platform/subscriptions/rebuild';
import type { ReplayResult } from '../platform/subscriptions/rebuild';
import { EVENT_STORE } from '../platform/tokens';
import { auditAccess } from './audit.access';
import type { Sentence } from './phrases';
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

export class CertificateView implements Sentence {
  @TextField('In Danish.')
  da!: string;

  @TextField('In English.')
  en!: string;
}

export class ReplayView {
  @WholeNumberField('Up to where the log was replayed.')
  position!: number;

  @WholeNumberField('Events replayed.')
  events!: number;

  @FlagField('Whether every read model equals its replay.')
  equal!: boolean;

  @NestedField(() => CertificateView, 'What was found, in words to be kept.')
  certificate!: Sentence;

  @ApiProperty({ type: [ReplayedModelView] })
  models!: ReplayedModelView[];
}

/** How far a replay is, in positions of the log, and what the last one found. */
export class ReplayStandView extends WorkStandView {
  @NestedField(() => ReplayView, 'What the last one found; absent before the first.', { optional: true })
  last?: ReplayView;
}

/** Plays the whole history into read models of its own and compares them with the ones people look at. */
@Injectable()
export class HistoryReplay implements BeforeApplicationShutdown {
  private readonly log = new Logger('replay');
  private readonly work: WatchedWork<ReplayView>;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly reads: ReadStore,
    private readonly runner: ProjectionRunner,
    private readonly trail: TrailQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.work = new WatchedWork(clock, { busy: 'REPLAY_RUNNING', stopped: 'REPLAY_STOPPED' });
  }

  get stand(): ReplayStandView {
    return this.work.stand;
  }

  /** @throws Refused REPLAY_RUNNING: one at a time, for each reads the whole log; or STILL_READING_IN. */
  async run(): Promise<ReplayView> {
    this.assertReady();
    return this.work.run(this.trail.position, (tools) => this.replayed(tools));
  }

  /**
   * Begins one and comes back at once; `stand` tells how far it is.
   * @throws Refused REPLAY_RUNNING, STILL_READING_IN.
   */
  begin(): ReplayStandView {
    this.assertReady();
    return this.work.begin(
      this.trail.position,
      (tools) => this.replayed(tools),
      (error) => this.log.error('A replay broke off', error),
    );
  }

  /** Ends the one that runs, if one does. What it had made stands beside the ledger and is thrown away; nothing remains. */
  stop(): ReplayStandView {
    return this.work.stop();
  }

  beforeApplicationShutdown(): void {
    this.work.end();
  }

  /** A read model that has not come to the end of the log yet would be certified for the little it holds. */
  private assertReady(): void {
    this.work.assertIdle();
    if (this.runner.status().some(({ state }) => state === 'catching-up'))
      throw new Refused(reject('STILL_READING_IN'));
  }

  private async replayed({ signal, onProgress }: WorkTools): Promise<ReplayView> {
    const results = await replayBeside(this.store, this.reads, this.reads.projections, {
      onProgress: ({ position, upTo }) => onProgress(position, upTo),
      signal,
    });
    const position = Math.max(0, ...results.map((result) => result.position));
    const events = this.trail.countUpTo(position);
    const models = results.map(modelView);
    const equal = models.every((model) => model.equal);
    const certificate = certificateOf({ position, events, equal, models }, this.clock.today());
    return { position, events, equal, certificate, models };
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
): Sentence => {
  const [all, upTo] = [danishCount(events), danishCount(position)];
  const da = `Den ${danishDay(today)} blev alle ${all} hændelser i loggen til og med position ${upTo} spillet igennem fra begyndelsen.`;
  const en = `On ${today} all ${all} events of the log up to position ${upTo} were replayed from the beginning.`;
  if (equal) {
    const rows = danishCount(models.reduce((sum, model) => sum + model.rows, 0));
    return {
      da: `${da} De ${models.length} læsemodeller med i alt ${rows} rækker er genskabt og har samme fingeraftryk som dem, der vises. Intet er ændret uden om loggen.`,
      en: `${en} The ${models.length} read models with ${rows} rows in all were made again and have the same digests as those that are shown. Nothing has been changed past the log.`,
    };
  }
  const different = models.filter((model) => !model.equal).map(({ name }) => name);
  return {
    da: `${da} ${different.length} af ${models.length} læsemodeller afviger fra loggen: ${different.join(', ')}. Det skal undersøges.`,
    en: `${en} ${different.length} of ${models.length} read models differ from the log: ${different.join(', ')}. That has to be looked into.`,
  };
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
  @ApiConflictResponse({ description: 'REPLAY_RUNNING, STILL_READING_IN' })
  run(): Promise<ReplayView> {
    return this.replay.run();
  }

  @Allowed(auditAccess.beginReplay)
  @Post('begin')
  @HttpCode(202)
  @ApiOperation({ operationId: 'beginReplay', summary: 'The same, without waiting for its end' })
  @ApiAcceptedResponse({ type: ReplayStandView })
  @ApiConflictResponse({ description: 'REPLAY_RUNNING, STILL_READING_IN' })
  begin(): ReplayStandView {
    return this.replay.begin();
  }

  @Allowed(auditAccess.stopReplay)
  @Post('stop')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'stopReplay',
    summary: 'Stop the replay that runs',
    description:
      'It ends within a page of events. Nothing of it remains: a replay stands beside what is shown and changes nothing, and one that was stopped found nothing. Without one that runs, nothing happens.',
  })
  @ApiAcceptedResponse({ type: ReplayStandView })
  stop(): ReplayStandView {
    return this.replay.stop();
  }

  @Allowed(auditAccess.getReplay)
  @Get()
  @ApiOperation({ operationId: 'getReplay', summary: 'How far a replay is, and what the last one found' })
  @ApiOkResponse({ type: ReplayStandView })
  stand(): ReplayStandView {
    return this.replay.stand;
  }
}
