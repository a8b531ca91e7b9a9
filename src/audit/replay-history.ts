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
import { ProjectionRunner } from '../platform/subscriptions/projection-runner';
import { ReadStore } from '../platform/subscriptions/read-store';
import { replayBeside } from '../platform/subscriptions/rebuild';
import type { ReplayProgress, ReplayResult } from '../platform/subscriptions/rebuild';
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

/** What is known of the replays of this process: one that runs, and the last one that came to its end. */
export class ReplayStandView {
  @FlagField('Whether a replay runs now.')
  running!: boolean;

  @WholeNumberField('Position it has come to.', { optional: true })
  reached?: number;

  @WholeNumberField('Position it goes to.', { optional: true })
  upTo?: number;

  @TextField('When the last one ended, UTC.', { optional: true })
  endedAt?: string;

  @NestedField(() => ReplayView, 'What the last one found; absent before the first.', { optional: true })
  last?: ReplayView;

  @FlagField('Whether the last one broke off, so that it found nothing.', { optional: true })
  brokeOff?: boolean;

  @FlagField('Whether somebody stopped the last one, so that it found nothing.', { optional: true })
  stopped?: boolean;
}

/** Plays the whole history into read models of its own and compares them with the ones people look at. */
@Injectable()
export class HistoryReplay implements BeforeApplicationShutdown {
  private readonly log = new Logger('replay');
  private readonly stopping = new AbortController();
  private running = new AbortController();
  private progress: ReplayProgress | undefined;
  private ended: Pick<ReplayStandView, 'endedAt' | 'last' | 'brokeOff' | 'stopped'> = {};

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly reads: ReadStore,
    private readonly runner: ProjectionRunner,
    private readonly trail: TrailQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  get stand(): ReplayStandView {
    if (this.progress === undefined) return { running: false, ...this.ended };
    return { running: true, reached: this.progress.position, upTo: this.progress.upTo, ...this.ended };
  }

  /** @throws Refused REPLAY_RUNNING: one at a time, for each reads the whole log; or STILL_READING_IN. */
  async run(): Promise<ReplayView> {
    this.assertReady();
    this.progress = { position: 0, upTo: this.trail.position };
    this.running = new AbortController();
    try {
      const last = await this.replayed();
      this.ended = { endedAt: this.clock.now(), last };
      return last;
    } catch (error) {
      const stopped = error instanceof Refused && error.rejection.code === 'REPLAY_STOPPED';
      this.ended = { endedAt: this.clock.now(), ...(stopped ? { stopped } : { brokeOff: true }) };
      throw error;
    } finally {
      this.progress = undefined;
    }
  }

  /**
   * Begins one and comes back at once; `stand` tells how far it is.
   * @throws Refused REPLAY_RUNNING, STILL_READING_IN.
   */
  begin(): ReplayStandView {
    this.assertReady();
    this.run().catch((error: unknown) => {
      if (!this.stopping.signal.aborted && !this.running.signal.aborted) this.log.error('A replay broke off', error);
    });
    return this.stand;
  }

  /** Ends the one that runs, if one does. What it had made stands beside the ledger and is thrown away; nothing remains. */
  stop(): ReplayStandView {
    if (this.progress !== undefined) this.running.abort(new Refused(reject('REPLAY_STOPPED')));
    return this.stand;
  }

  beforeApplicationShutdown(): void {
    this.stopping.abort(new Error('The product stops'));
  }

  /** A read model that has not come to the end of the log yet would be certified for the little it holds. */
  private assertReady(): void {
    if (this.progress !== undefined) throw new Refused(reject('REPLAY_RUNNING'));
    if (this.runner.status().some(({ state }) => state === 'catching-up'))
      throw new Refused(reject('STILL_READING_IN'));
  }

  private async replayed(): Promise<ReplayView> {
    const results = await replayBeside(this.store, this.reads, this.reads.projections, {
      onProgress: (progress) => (this.progress = progress),
      signal: AbortSignal.any([this.stopping.signal, this.running.signal]),
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
