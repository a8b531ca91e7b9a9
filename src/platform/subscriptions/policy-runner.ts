import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Command } from '../../kernel/command';
import type { Position, Recorded } from '../../kernel/event';
import type { AnyPolicy } from '../../kernel/policy';
import type { CommandContext } from '../commands/command-context';
import { within } from '../commands/command-context';
import { derivedId } from '../commands/derived-id';
import { POLICY_ACTOR_PREFIX } from '../commands/folded-streams';
import { Lanes } from '../commands/lanes';
import { Refused } from '../commands/refusals';
import type { EventStore } from '../event-store/event-store';
import { EVENT_STORE, PLATFORM_OPTIONS } from '../tokens';
import type { PolicyRefusal } from './policy-records';
import { PolicyRecords, policyRecordsFile } from './policy-records';
import { PolicyTrack } from './policy-track';
import type { PolicyStatus } from './subscription-status';
import { Waiters } from './waiters';

export interface PolicyRunnerOptions {
  readonly policies: readonly AnyPolicy[];
  readonly dataFolder: string;
  /**
   * Where a policy begins that has never run on a ledger that holds something already. `head`, the default: what
   * happened before the rule existed is not acted upon. `start`: everything is, for a ledger filled by an import.
   * On an empty ledger it is the same.
   */
  readonly newPoliciesFrom?: 'head' | 'start';
}

/** Events whose commands are being asked or wait for their turn. */
const EVENTS_OPEN_MAX = 256;
/** Events taken from the log at a time. */
const BATCH_SIZE = 200;
/** How long checkpoints may lag behind: what is asked again after a crash, and then recognised. */
const SAVE_DELAY_MS = 50;
const RETRY_DELAY_MS = { first: 100, max: 30_000 } as const;
const WAIT_TIMEOUT_MS = 2_000;
const REFUSALS_LISTED_MAX = 1_000;

/**
 * Follows the log and asks what the policies answer. Events of one stream are answered in their order, different
 * streams beside each other. A refused command stops nothing; one that cannot be answered is asked until it is.
 */
@Injectable()
export class PolicyRunner {
  private readonly logger = new Logger(PolicyRunner.name);
  private readonly records: PolicyRecords;
  private readonly lanes = new Lanes();
  private readonly waiters = new Waiters();
  private readonly answering = new Set<Promise<void>>();
  private tracks: readonly PolicyTrack[] = [];
  private readonly typesAsked: readonly string[];
  private headAtStart: Position = 0;
  private seen: Position = 0;
  private stopping: AbortController | undefined;
  private following: Promise<void> | undefined;
  private saveTimer: NodeJS.Timeout | undefined;
  private saveDelayMs: number = SAVE_DELAY_MS;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CommandBus) private readonly bus: Pick<CommandBus, 'execute'>,
    @Inject(PLATFORM_OPTIONS) private readonly options: PolicyRunnerOptions,
  ) {
    this.records = new PolicyRecords(policyRecordsFile(options.dataFolder));
    this.typesAsked = [...new Set(options.policies.flatMap(({ on }) => Object.keys(on)))];
  }

  /** Begins to follow; every handler must be registered by now. */
  async start(): Promise<void> {
    if (this.stopping !== undefined) return;
    const head = await this.store.head();
    const beginning = this.options.newPoliciesFrom === 'start' ? 0 : head;
    this.tracks = this.options.policies.map((policy) => {
      const checkpoint = this.records.checkpoint(policy.name) ?? beginning;
      return new PolicyTrack(policy, Math.min(checkpoint, head));
    });
    this.headAtStart = head;
    this.seen = head;
    this.save();
    this.stopping = new AbortController();
    this.following = this.follow(this.stopping.signal);
  }

  /** Stops when the commands that are under way have been answered; what waits its turn is asked at the next start. */
  async stop(): Promise<void> {
    this.stopping?.abort();
    await this.following;
    await Promise.all(this.answering);
    this.stopping = undefined;
    this.saveOrLater();
  }

  /** Lets go of the file. */
  close(): void {
    clearTimeout(this.saveTimer);
    this.records.close();
  }

  /** Waits until every command that follows from events up to the position has been answered. */
  waitFor(position: Position, timeoutMs = WAIT_TIMEOUT_MS): Promise<boolean> {
    return this.waiters.wait(
      () => (this.tracks.every((track) => track.position >= position) ? true : undefined),
      timeoutMs,
    );
  }

  /** Waits until nothing follows from anything any more. */
  async settled(timeoutMs = WAIT_TIMEOUT_MS): Promise<boolean> {
    const until = performance.now() + timeoutMs;
    for (let head = await this.store.head(); ;) {
      if (!(await this.waitFor(head, Math.max(0, until - performance.now())))) return false;
      const now = await this.store.head();
      if (now === head) return true;
      head = now;
    }
  }

  status(): readonly PolicyStatus[] {
    return this.tracks.map(({ policy: { name }, position, failure }) => {
      const lag = Math.max(0, this.seen - position);
      if (this.stopping === undefined) return { name, position, lag, state: 'stopped' };
      if (failure !== undefined) return { name, position, lag, state: 'retrying', failure };
      return { name, position, lag, state: position >= this.headAtStart ? 'live' : 'catching-up' };
    });
  }

  /** What was refused to policies, newest first. */
  refusals(limit = REFUSALS_LISTED_MAX): readonly PolicyRefusal[] {
    return this.records.refusals(Math.min(limit, REFUSALS_LISTED_MAX));
  }

  private async follow(stopping: AbortSignal): Promise<void> {
    let delayMs: number = RETRY_DELAY_MS.first;
    let after = Math.min(this.seen, ...this.tracks.map(({ position }) => position));
    while (!isOver(stopping)) {
      try {
        const passed = (position: Position): void => {
          after = Math.max(after, position);
          for (const track of this.tracks) track.pass(position);
          this.seen = Math.max(this.seen, position);
          this.moved();
        };
        const only = { types: this.typesAsked, passed };
        for await (const batch of this.store.subscribeToAll({ after, batchSize: BATCH_SIZE, signal: stopping, only })) {
          for (const event of batch) {
            if (isOver(stopping)) return;
            while (this.answering.size >= EVENTS_OPEN_MAX) await Promise.race(this.answering);
            this.take(event, stopping);
            after = event.position;
          }
          this.seen = Math.max(this.seen, after);
          this.moved();
          delayMs = RETRY_DELAY_MS.first;
        }
      } catch (failure) {
        if (isOver(stopping)) return;
        this.logger.error(`The log cannot be followed, next try in ${delayMs} ms`, failure);
        await sleep(delayMs, undefined, { signal: stopping }).catch(() => undefined);
        delayMs = Math.min(delayMs * 2, RETRY_DELAY_MS.max);
      }
    }
  }

  private take(event: Recorded, stopping: AbortSignal): void {
    for (const track of this.tracks) {
      const finish = track.take(event);
      if (finish === undefined) continue;
      const answering = this.lanes
        .run(event.stream, () => this.answer(track, event, stopping))
        .then((answered) => {
          this.answering.delete(answering);
          if (!answered) return;
          finish();
          this.moved();
        });
      this.answering.add(answering);
    }
  }

  /** Asks the commands that follow from the event, one after the other. @returns false when stopped before the end. */
  private async answer(track: PolicyTrack, event: Recorded, stopping: AbortSignal): Promise<boolean> {
    let place = 0;
    for (let delayMs: number = RETRY_DELAY_MS.first; !isOver(stopping);) {
      try {
        const commands = track.policy.on[event.type]?.(event) ?? [];
        for (const command of commands.slice(place)) {
          if (isOver(stopping)) return false;
          await this.ask(track.policy.name, event, command, place);
          place += 1;
        }
        if (track.failure?.eventId === event.id) track.failure = undefined;
        return true;
      } catch (failure) {
        const message = failure instanceof Error ? failure.message : String(failure);
        track.failure = { position: event.position, eventId: event.id, message };
        this.logger.error(`${track.policy.name} at event ${event.id}: ${message}; next try in ${delayMs} ms`);
        await sleep(delayMs, undefined, { signal: stopping }).catch(() => undefined);
        delayMs = Math.min(delayMs * 2, RETRY_DELAY_MS.max);
      }
    }
    return false;
  }

  private async ask(policy: string, event: Recorded, command: Command, place: number): Promise<void> {
    const { id: eventId, position } = event;
    if (this.records.wasRefused(policy, eventId, place)) return;
    try {
      await within(contextOf(policy, event, place), () => this.bus.execute(command));
    } catch (failure) {
      // A conflict says nothing about the rule: asked again, it may well be answered.
      if (!(failure instanceof Refused) || failure.rejection.code === 'CONCURRENT_CHANGE') throw failure;
      const { code, values } = failure.rejection;
      const name = command.constructor.name;
      this.records.addRefusal({ policy, eventId, position, place, command: name, code, values });
      this.logger.warn(`${name}, asked by ${policy} after event ${eventId}, was refused: ${code}`);
    }
  }

  private moved(): void {
    this.waiters.look();
    this.saveTimer ??= setTimeout(() => this.saveOrLater(), this.saveDelayMs);
  }

  /** Where the disk is full nobody has to stop: what has been asked is asked again after a crash, and then recognised. */
  private saveOrLater(): void {
    try {
      this.save();
      this.saveDelayMs = SAVE_DELAY_MS;
    } catch (failure) {
      this.saveDelayMs = Math.min(Math.max(this.saveDelayMs * 2, RETRY_DELAY_MS.first), RETRY_DELAY_MS.max);
      const message = failure instanceof Error ? failure.message : String(failure);
      this.logger.error(`How far policies have come cannot be written: ${message}; next try in ${this.saveDelayMs} ms`);
      if (this.stopping !== undefined) this.saveTimer = setTimeout(() => this.saveOrLater(), this.saveDelayMs);
    }
  }

  private save(): void {
    clearTimeout(this.saveTimer);
    this.saveTimer = undefined;
    this.records.save(this.tracks.map(({ policy, position }) => [policy.name, position]));
  }
}

/** As a call, because the answer changes while a loop runs. */
const isOver = (stopping: AbortSignal): boolean => stopping.aborted;

const contextOf = (policy: string, { id, metadata }: Recorded, place: number): CommandContext => ({
  commandId: derivedId(id, policy, place),
  correlationId: metadata.correlationId,
  causationId: id,
  actor: `${POLICY_ACTOR_PREFIX}${policy}`,
  onBehalfOf: metadata.onBehalfOf,
  derived: true,
});

export type { PolicyRefusal } from './policy-records';
export type { PolicyStatus } from './subscription-status';
