import {
  type BeforeApplicationShutdown,
  Body,
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
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { reject } from '../kernel/decider';
import type { Said } from '../kernel/messages';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK } from '../platform/clock';
import type { Clock } from '../platform/clock';
import { Refused } from '../platform/commands/command-runner';
import { FlagField, NestedField, OneOfField, TextField, WholeNumberField } from '../platform/http/fields';
import { Checkpoints } from '../platform/log-tree/checkpoints';
import type { LogTree } from '../platform/log-tree/log-tree';
import type { RereadLog } from '../platform/log-tree/reread-log';
import { readCheckpoint } from '../platform/log-tree/signed-note';
import type { Checkpoint, SignedCheckpoint } from '../platform/log-tree/signed-note';
import { refusing } from '../platform/log-tree/refusing';
import { WatchedWork, type WorkTools } from '../platform/operations/watched-work';
import { WorkStandView } from '../platform/operations/work-stand-view';
import { LOG_OUTCOMES, logVerdict } from './log-verdict.calculation';
import type { FirstDifference, LogAsRead, LogOutcome, Witness } from './log-verdict.calculation';
import { base64, CheckpointTextField } from './proof-views';
import { proofsAccess } from './proofs.access';

const SIGNATURES = ['VALID', 'UNKNOWN_KEY'] as const;

export class VerifyLogBody {
  @CheckpointTextField('A checkpoint that was taken home, the whole text. Without one: against those kept here.', true)
  checkpoint?: string;
}

export class LogCertificateView implements Said {
  @TextField('In Danish.')
  da!: string;

  @TextField('In English.')
  en!: string;
}

export class FirstDifferenceView implements FirstDifference {
  @WholeNumberField('Its number in the log, from 1; with `upTo`, the first that it may be.', { min: 1, example: 4_711 })
  number!: number;

  @WholeNumberField('The last that it may be, where only that is known.', { optional: true, min: 1 })
  upTo?: number;

  @TextField('The event that stands there now.', { optional: true })
  eventId?: string;

  @TextField('The stream it stands in.', { optional: true })
  stream?: string;

  @WholeNumberField('Its revision there.', { optional: true, min: 0 })
  revision?: number;
}

export class HandedInView {
  @WholeNumberField('Events it was signed of.', { min: 0 })
  treeSize!: number;

  @TextField('When it was signed, UTC, where it says so.', { optional: true })
  takenAt?: string;

  @OneOfField(
    SIGNATURES,
    'Whether a key that has signed here signed it; one that this product does not know may be older.',
  )
  signature!: (typeof SIGNATURES)[number];

  @FlagField('Whether the log still is what it signs.')
  holds!: boolean;
}

export class LogVerdictView {
  @OneOfField(LOG_OUTCOMES, 'What was found.')
  outcome!: LogOutcome;

  @WholeNumberField('Events read.')
  events!: number;

  @TextField('Root of the Merkle tree over them. SHA-256 in base64.')
  rootHash!: string;

  @NestedField(() => LogCertificateView, 'What was found, in words to be kept.')
  certificate!: Said;

  @NestedField(() => FirstDifferenceView, 'Where the log first is not what it was.', { optional: true })
  firstDifference?: FirstDifference;

  @NestedField(() => HandedInView, 'The checkpoint that was handed in.', { optional: true })
  checkpoint?: HandedInView;

  @WholeNumberField('Checkpoints kept here.')
  kept!: number;

  @WholeNumberField('Of those, how many hold.')
  keptHolding!: number;
}

/** How far a verification is, in events read, and what the last one found. */
export class VerificationStandView extends WorkStandView {
  @NestedField(() => LogVerdictView, 'What the last one found; absent before the first.', { optional: true })
  last?: LogVerdictView;
}

/** Reads the whole log again and holds it against what was signed of it. */
@Injectable()
export class LogVerification implements BeforeApplicationShutdown {
  private readonly log = new Logger('proofs');
  private readonly work: WatchedWork<LogVerdictView>;

  constructor(
    private readonly checkpoints: Checkpoints,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.work = new WatchedWork(clock, { busy: 'VERIFICATION_RUNNING', stopped: 'VERIFICATION_STOPPED' });
  }

  get stand(): VerificationStandView {
    return this.work.stand;
  }

  /**
   * @param text of a checkpoint that was taken home.
   * @throws Refused EMPTY_LOG, NOT_A_CHECKPOINT, CHECKPOINT_OF_ANOTHER_LOG, FALSE_SIGNATURE; VERIFICATION_RUNNING,
   * VERIFICATION_STOPPED.
   */
  async verify(text?: string): Promise<LogVerdictView> {
    const given = await this.given(text);
    return this.work.run(0, (tools) => this.verified(given, tools));
  }

  /** Begins one and comes back at once; `stand` tells how far it is. @throws Refused as `verify`. */
  async begin(text?: string): Promise<VerificationStandView> {
    const given = await this.given(text);
    return this.work.begin(
      0,
      (tools) => this.verified(given, tools),
      (error) => this.log.error('A verification broke off', error),
    );
  }

  /** Ends the one that runs, if one does. It has only read, so nothing remains. */
  stop(): VerificationStandView {
    return this.work.stop();
  }

  beforeApplicationShutdown(): void {
    this.work.end();
  }

  /** What cannot be verified against is refused before the log is read. */
  private given(text: string | undefined): Promise<HandedIn | undefined> {
    return refusing(async () => {
      await this.checkpoints.origin();
      return text === undefined ? undefined : this.handedIn(text);
    });
  }

  private verified(given: HandedIn | undefined, { signal, onProgress }: WorkTools): Promise<LogVerdictView> {
    return refusing(async () => {
      const tree = await this.checkpoints.tree();
      const kept = this.checkpoints.all();
      // Before the log is read: what is recorded meanwhile may come into the tree and not into what is read.
      const remembered = tree.size;
      const sizes = new Set([...kept, ...(given ? [given] : [])].map(({ size }) => size));
      const onRead = (events: number): void => onProgress(events, Math.max(events, remembered));
      const read = await this.checkpoints.reread({ sizes, signal, onRead });
      const witness = witnessIn(read, tree);
      const handedIn = given && { ...witness(given, true), isByUnknownKey: given.signature === 'UNKNOWN_KEY' };
      const keptHere = kept.map((checkpoint) => witness(checkpoint, false));
      const witnesses = handedIn ? [handedIn, ...keptHere] : keptHere;
      const { outcome, first, certificate } = logVerdict(asRead(read, remembered), witnesses, this.clock.today());
      return {
        outcome,
        events: read.size,
        rootHash: base64(read.root),
        certificate,
        ...(first === undefined ? {} : { firstDifference: first }),
        ...(given && handedIn ? { checkpoint: handedInView(given, handedIn) } : {}),
        kept: kept.length,
        keptHolding: keptHere.filter(({ holds }) => holds).length,
      };
    });
  }

  private async handedIn(text: string): Promise<HandedIn> {
    const checkpoint = readCheckpoint(text);
    if (checkpoint === undefined) throw new Refused(reject('NOT_A_CHECKPOINT'));
    const { origin } = checkpoint;
    const here = await this.checkpoints.origin();
    if (origin !== here) throw new Refused(reject('CHECKPOINT_OF_ANOTHER_LOG', { origin, here }));
    const signature = await this.checkpoints.signatureOf(checkpoint);
    if (signature === 'FALSE') throw new Refused(reject('FALSE_SIGNATURE'));
    return { ...checkpoint, signature };
  }
}

interface HandedIn extends SignedCheckpoint {
  readonly signature: (typeof SIGNATURES)[number];
}

const witnessIn =
  (read: RereadLog, tree: LogTree) =>
  ({ size, root, takenAt }: Checkpoint, handedIn: boolean): Witness => ({
    size,
    ...(takenAt === undefined ? {} : { takenAt }),
    handedIn,
    holds: read.roots.get(size)?.equals(root) === true,
    isRemembered: size <= tree.size && tree.root(size).equals(root),
  });

const asRead = ({ size, differs, brokenOff }: RereadLog, remembered: number): LogAsRead => ({
  size,
  remembered,
  isBroken: brokenOff !== undefined,
  ...(differs === undefined
    ? {}
    : {
        differs: {
          number: differs.index + 1,
          eventId: differs.event.id,
          stream: differs.event.stream,
          revision: differs.event.revision,
        },
      }),
});

const handedInView = ({ size, takenAt, signature }: HandedIn, { holds }: Witness): HandedInView => ({
  treeSize: size,
  ...(takenAt === undefined ? {} : { takenAt }),
  signature,
  holds,
});

@ApiTags('audit')
@Controller('api/v1/audit/verify')
export class VerifyLogRoute {
  constructor(private readonly verification: LogVerification) {}

  @Allowed(proofsAccess.verifyLog)
  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'verifyLog',
    summary: 'Read the whole log again and hold it against a checkpoint that was taken home',
    description:
      'The Merkle tree is made anew from the first event and compared with the checkpoint handed in, with every one that is kept here, and with the tree beside the log. The answer says whether anything was changed, and which event is the first that differs. About a second for 100,000 events; nobody else waits meanwhile.',
  })
  @ApiOkResponse({ type: LogVerdictView })
  @ApiConflictResponse({ description: 'EMPTY_LOG, VERIFICATION_RUNNING' })
  @ApiUnprocessableEntityResponse({ description: 'NOT_A_CHECKPOINT, CHECKPOINT_OF_ANOTHER_LOG, FALSE_SIGNATURE' })
  verify(@Body() { checkpoint }: VerifyLogBody): Promise<LogVerdictView> {
    return this.verification.verify(checkpoint);
  }

  @Allowed(proofsAccess.beginVerification)
  @Post('begin')
  @HttpCode(202)
  @ApiOperation({ operationId: 'beginVerification', summary: 'The same, without waiting for its end' })
  @ApiAcceptedResponse({ type: VerificationStandView })
  @ApiConflictResponse({ description: 'EMPTY_LOG, VERIFICATION_RUNNING' })
  @ApiUnprocessableEntityResponse({ description: 'NOT_A_CHECKPOINT, CHECKPOINT_OF_ANOTHER_LOG, FALSE_SIGNATURE' })
  begin(@Body() { checkpoint }: VerifyLogBody): Promise<VerificationStandView> {
    return this.verification.begin(checkpoint);
  }

  @Allowed(proofsAccess.stopVerification)
  @Post('stop')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'stopVerification',
    summary: 'Stop the verification that runs',
    description:
      'It ends within a page of events. It has only read, so nothing remains of it, and one that was stopped found nothing. Without one that runs, nothing happens.',
  })
  @ApiAcceptedResponse({ type: VerificationStandView })
  stop(): VerificationStandView {
    return this.verification.stop();
  }

  @Allowed(proofsAccess.getVerification)
  @Get()
  @ApiOperation({ operationId: 'getVerification', summary: 'How far a verification is, and what the last one found' })
  @ApiOkResponse({ type: VerificationStandView })
  stand(): VerificationStandView {
    return this.verification.stand;
  }
}
