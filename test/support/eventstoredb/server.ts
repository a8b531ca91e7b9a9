import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import {
  Metadata,
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import type { Empty } from '@eventstore/db-client/generated/shared_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { ReadReq, type AppendReq, type AppendResp, type ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { errorOf, Faults } from './faults';
import { LoopbackLog, type Proposed, type StoredEvent } from './log';
import { appendAnswer, eventMessage, expectedOf, proposedOf, streamNameOf, streamNotFoundMessage } from './messages';
import { LoopbackSubscription } from './subscription';

/** What the server takes in one append, in bytes. */
const APPEND_BYTES_MAX = 1_048_576;

/**
 * EventStoreDB's public protocol over real gRPC, as far as this product speaks it, with the service definitions that the
 * client ships, and with the manners of a real node: positions that count bytes, events of its own among ours, refusals
 * in its words. It is one node, remembers in memory or in a file, and can be told to fail.
 */
export class LoopbackServer {
  readonly faults = new Faults();
  /** Calls of BatchAppend, which it lists as supported and never answers. */
  batchAppends = 0;
  private server: Server | undefined;
  private readonly subscriptions = new Set<LoopbackSubscription>();

  private constructor(
    readonly log: LoopbackLog,
    private listeningPort: number,
  ) {}

  static async start({
    port = 0,
    file,
    clock,
  }: { port?: number; file?: string; clock?: () => number } = {}): Promise<LoopbackServer> {
    const server = new LoopbackServer(new LoopbackLog(file, clock), port);
    await server.up();
    return server;
  }

  get port(): number {
    return this.listeningPort;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.listeningPort}?tls=false`;
  }

  /** Dies in the middle of whatever it does; the log stays. */
  async die(): Promise<void> {
    this.subscriptions.clear();
    this.server?.forceShutdown();
    this.server = undefined;
    // The port is free when the handles are closed.
    await sleep(5);
  }

  /** Starts once more at the same address. */
  async up(): Promise<void> {
    const server = new Server({ 'grpc.max_receive_message_length': -1 });
    server.addService(StreamsService, {
      read: (call: ServerWritableStream<ReadReq, ReadResp>) => void this.read(call),
      append: (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>) =>
        this.collectAppend(call, answer),
      batchAppend: () => (this.batchAppends += 1),
    });
    server.addService(ServerFeaturesService, { getSupportedMethods: answerFeatures });
    server.addService(GossipService, {
      read: (_: ServerUnaryCall<Empty, ClusterInfo>, answer: sendUnaryData<ClusterInfo>) => answer(null, this.gossip()),
    });
    this.listeningPort = await new Promise<number>((resolve, reject) =>
      server.bindAsync(`127.0.0.1:${this.listeningPort}`, ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      ),
    );
    this.server = server;
  }

  async stop(): Promise<void> {
    await this.die();
    this.log.close();
  }

  /** Ends the subscriptions that are open, as a node does that has too much to do or is no longer the leader. */
  dropSubscriptions(code: status = status.CANCELLED): number {
    const open = [...this.subscriptions];
    for (const subscription of open) subscription.drop(code);
    return open.length;
  }

  /** The subscriptions that are open stay so and say nothing any more. */
  silenceSubscriptions(): number {
    for (const subscription of this.subscriptions) subscription.silence();
    return this.subscriptions.size;
  }

  /** Every subscription leaves out events that match, as long as it returns true. */
  leaveOut: (event: StoredEvent) => boolean = () => false;

  get openSubscriptions(): number {
    return this.subscriptions.size;
  }

  private collectAppend(call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>): void {
    const proposed: Proposed[] = [];
    let options: AppendReq.Options | undefined;
    call.on('data', (request: AppendReq) => {
      options ??= request.getOptions();
      const message = request.getProposedMessage();
      if (message !== undefined) proposed.push(proposedOf(message));
    });
    call.on('end', () => {
      if (options !== undefined) void this.append(options, proposed, answer);
    });
  }

  private async append(
    options: AppendReq.Options,
    proposed: readonly Proposed[],
    answer: sendUnaryData<AppendResp>,
  ): Promise<void> {
    const fault = this.faults.next('append');
    const error = fault === undefined ? undefined : errorOf(fault);
    if (error !== undefined) {
      answer(error);
      return;
    }
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'delay') await sleep(fault.ms);
    if (fault?.kind === 'cut' && !fault.afterwards) {
      this.cut();
      return;
    }
    const bytes = proposed.reduce(
      (sum, { data, metadata, type }) => sum + data.length + metadata.length + 2 * type.length,
      0,
    );
    if (bytes > APPEND_BYTES_MAX) {
      answer(tooLarge());
      return;
    }
    const expected = expectedOf(options);
    const written = this.log.append(streamNameOf(options.getStreamIdentifier()), expected, proposed);
    if (fault?.kind === 'lose-answer') return;
    if (fault?.kind === 'cut') {
      this.cut();
      return;
    }
    const lie = fault?.kind === 'wrong-revision-afterwards' && 'last' in written;
    answer(null, appendAnswer(lie ? { actual: written.last.revision } : written, expected));
  }

  private async read(call: ServerWritableStream<ReadReq, ReadResp>): Promise<void> {
    const options = call.request.getOptions() as ReadReq.Options;
    const subscribes = options.hasSubscription();
    const fault = this.faults.next(subscribes ? 'subscribe' : 'read');
    const error = fault === undefined ? undefined : errorOf(fault);
    if (error !== undefined) {
      call.emit('error', error);
      return;
    }
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'delay') await sleep(fault.ms);
    if (fault?.kind === 'cut') {
      this.cut();
      return;
    }
    const from = options.getAll()?.getPosition();
    const after = from === undefined ? undefined : BigInt(from.getCommitPosition());
    if (after !== undefined && !this.log.isRecord(after)) {
      call.emit('error', { code: status.INVALID_ARGUMENT, details: `Invalid position ${after}` });
      return;
    }
    if (subscribes) this.subscribe(call, options, after);
    else await this.sendEvents(call, options, after);
  }

  private subscribe(call: ServerWritableStream<ReadReq, ReadResp>, options: ReadReq.Options, after = -1n): void {
    const start = options.getAll()?.hasEnd() === true ? this.log.events.length : this.log.indexAfter(after);
    const subscription = new LoopbackSubscription(this.log, call, options, randomUUID(), (event) =>
      this.leaveOut(event),
    );
    this.subscriptions.add(subscription);
    call.on('cancelled', () => this.subscriptions.delete(subscription));
    call.on('close', () => this.subscriptions.delete(subscription));
    void subscription.run(start);
  }

  private async sendEvents(
    call: ServerWritableStream<ReadReq, ReadResp>,
    options: ReadReq.Options,
    after?: bigint,
  ): Promise<void> {
    const ofStream = options.getStream();
    const name = streamNameOf(ofStream?.getStreamIdentifier());
    const source = ofStream === undefined ? this.log.events : this.log.streamOf(name);
    if (ofStream !== undefined && source.length === 0) call.write(streamNotFoundMessage(name));
    const backwards = options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS;
    const last = source.length - 1;
    const given = ofStream?.hasRevision() === true ? Number(ofStream.getRevision()) : undefined;
    const inLog = after === undefined ? undefined : this.log.indexAfter(after) - 1;
    let at = given ?? inLog ?? (backwards ? last : 0);
    if (backwards) at = Math.min(at, last);
    for (let left = Number(options.getCount()); left > 0 && at >= 0 && at <= last; left -= 1) {
      if (!call.write(eventMessage(source[at] as StoredEvent))) await drained(call);
      if (call.cancelled) return;
      at += backwards ? -1 : 1;
    }
    call.end();
  }

  /** Every connection breaks, and new ones are taken at once. */
  private cut(): void {
    void this.die().then(() => this.up());
  }

  private gossip(): ClusterInfo {
    const member = new MemberInfo()
      .setIsAlive(true)
      .setState(MemberInfo.VNodeState.LEADER)
      .setTimeStamp('0')
      .setHttpEndPoint(new EndPoint().setAddress('127.0.0.1').setPort(this.listeningPort));
    return new ClusterInfo().setMembersList([member]);
  }
}

const answerFeatures = (_: ServerUnaryCall<Empty, SupportedMethods>, answer: sendUnaryData<SupportedMethods>): void => {
  const method = new SupportedMethod()
    .setServiceName('event_store.client.streams.streams')
    .setMethodName('batchappend');
  answer(null, new SupportedMethods().setEventStoreServerVersion('24.10.0').setMethodsList([method]));
};

const tooLarge = () => {
  const metadata = new Metadata();
  metadata.set('exception', 'maximum-append-size-exceeded');
  metadata.set('maximum-append-size', String(APPEND_BYTES_MAX));
  return { code: status.INVALID_ARGUMENT, details: 'Maximum Append Size Exceeded', metadata };
};

/** The reader takes more, or has gone. */
export const drained = (call: ServerWritableStream<ReadReq, ReadResp>): Promise<void> =>
  new Promise((resolve) => {
    const settle = (): void => {
      call.off('drain', settle);
      call.off('cancelled', settle);
      call.off('close', settle);
      resolve();
    };
    call.on('drain', settle);
    call.on('cancelled', settle);
    call.on('close', settle);
  });
