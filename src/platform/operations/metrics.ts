import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, type Metric, Registry } from 'prom-client';
import type { EventStore } from '../event-store/event-store';
import { PolicyRunner } from '../subscriptions/policy-runner';
import { ReadStore } from '../subscriptions/read-store';
import { EVENT_STORE } from '../tokens';
import { type Backlog, backlogs } from './backlog';
import { FollowerWatch, type FollowerReport, type Look, STORE_ANSWER_MS_MAX } from './follower-watch';
import { Meters } from './meters';
import type { Sample } from './tally';

const MS_PER_SECOND = 1_000;

interface Scrape {
  readonly look: Look;
  /** In the order of the look's followers; absent when the log could not be read in time. */
  readonly backlogs?: readonly Backlog[];
}

/** The product's numbers as Prometheus reads them, put together when they are asked for. */
@Injectable()
export class Metrics {
  /** One of its own, so that two applications in a process do not count together. */
  private readonly registry = new Registry();
  private processMetered = false;
  private scrape: Scrape = { look: { store: { position: undefined, ms: 0 }, followers: [] } };

  constructor(
    private readonly meters: Meters,
    private readonly watch: FollowerWatch,
    private readonly policies: PolicyRunner,
    private readonly reads: ReadStore,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {
    this.addStore();
    this.addCommandsAndRequests();
    this.addFollowers();
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  async text(): Promise<string> {
    // Event loop and garbage collection are watched from the first scrape on: unasked, they cost nothing.
    if (!this.processMetered) {
      this.processMetered = true;
      collectDefaultMetrics({ register: this.registry });
    }
    const look = await this.watch.look();
    const waiting = await this.backlogsOf(look);
    this.scrape = { look, ...(waiting === undefined ? {} : { backlogs: waiting }) };
    return this.registry.metrics();
  }

  private addStore(): void {
    const { meters } = this;
    this.add(
      'pladsbog_append_duration_seconds',
      'Time from handing events to the store to its answer.',
      'histogram',
      (name) => meters.append.samples(name),
    );
    this.add(
      'pladsbog_append_conflicts_total',
      'Appends that found the stream changed by another writer.',
      'counter',
      (name) => [{ metricName: name, labels: {}, value: meters.appendConflicts }],
    );
    this.add(
      'pladsbog_append_failures_total',
      'Appends whose outcome the store did not tell, by reason.',
      'counter',
      (name) => [...meters.appendFailures].map(([reason, value]) => ({ metricName: name, labels: { reason }, value })),
    );
    this.add('pladsbog_store_up', '1 when the store said in time where the log ends.', 'gauge', (name) => [
      { metricName: name, labels: {}, value: this.scrape.look.store.position === undefined ? 0 : 1 },
    ]);
    this.add(
      'pladsbog_store_round_trip_seconds',
      'How long the store took to say where the log ends.',
      'gauge',
      (name) => [{ metricName: name, labels: {}, value: this.scrape.look.store.ms / MS_PER_SECOND }],
    );
    this.add('pladsbog_store_position', 'Position of the newest event.', 'gauge', (name) => {
      const { position } = this.scrape.look.store;
      return position === undefined ? [] : [{ metricName: name, labels: {}, value: position }];
    });
  }

  private addCommandsAndRequests(): void {
    const { meters } = this;
    this.add(
      'pladsbog_command_duration_seconds',
      'Commands by name and outcome: accepted, unavailable, fault, or the code of the refusal.',
      'histogram',
      (name) =>
        [...meters.commands].flatMap(([command, outcomes]) =>
          [...outcomes].flatMap(([outcome, tally]) => tally.samples(name, { command, outcome })),
        ),
    );
    this.add(
      'pladsbog_http_request_duration_seconds',
      'Requests by method, route pattern and status.',
      'histogram',
      (name) =>
        [...meters.requests].flatMap(([request, statuses]) => {
          const [method = '', route = ''] = request.split(' ', 2);
          return [...statuses].flatMap(([status, tally]) => tally.samples(name, { method, route, status }));
        }),
    );
  }

  private addFollowers(): void {
    const gauge = (metric: string, help: string, value: (follower: FollowerReport, at: number) => number | undefined) =>
      this.add(metric, help, 'gauge', (metricName) =>
        this.scrape.look.followers.flatMap((follower, at) => {
          const { kind, name } = follower;
          const said = value(follower, at);
          return said === undefined ? [] : [{ metricName, labels: { kind, name }, value: said }];
        }),
      );
    gauge('pladsbog_subscription_position', 'Position up to which it has come.', ({ position }) => position);
    gauge(
      'pladsbog_subscription_lag_events',
      'Events it has not taken in, counted up to 5,000.',
      (_follower, at) => this.scrape.backlogs?.[at]?.events,
    );
    gauge(
      'pladsbog_subscription_lag_seconds',
      'Age of the oldest event it has not taken in.',
      (_follower, at) => this.scrape.backlogs?.[at]?.seconds,
    );
    gauge(
      'pladsbog_subscription_heartbeat_age_seconds',
      'Time since it was seen to move or to be at the end of the log.',
      ({ silentMs }) => silentMs / MS_PER_SECOND,
    );
    this.add('pladsbog_subscription_state', 'Always 1; the state is in the label.', 'gauge', (metricName) =>
      this.scrape.look.followers.map(({ kind, name, state }) => ({
        metricName,
        labels: { kind, name, state },
        value: 1,
      })),
    );
    this.add(
      'pladsbog_read_model_rebuilds_total',
      'Read models begun anew: damaged, or of an older version.',
      'counter',
      (metricName) => [...this.reads.rebuilds].map(([name, value]) => ({ metricName, labels: { name }, value })),
    );
    this.add(
      'pladsbog_policy_refusals',
      'Commands of policies that were refused for good; at most 1,000 are listed.',
      'gauge',
      (metricName) => {
        const counts = new Map<string, number>();
        for (const { policy } of this.policies.refusals()) counts.set(policy, (counts.get(policy) ?? 0) + 1);
        return [...counts].map(([name, value]) => ({ metricName, labels: { name }, value }));
      },
    );
  }

  private add(
    name: string,
    help: string,
    type: 'counter' | 'gauge' | 'histogram',
    samples: (name: string) => Sample[],
  ): void {
    const metric = { name, help, type, get: () => Promise.resolve({ name, help, type, values: samples(name) }) };
    // The registry asks a metric for nothing but this; prom-client's own types count with hashes on the hot path.
    this.registry.registerMetric(metric as unknown as Metric);
  }

  /** Undefined when the log cannot be read now: no figure is better than a wrong one. */
  private async backlogsOf({ store, followers }: Look): Promise<readonly Backlog[] | undefined> {
    if (store.position === undefined) return undefined;
    const positions = followers.map(({ position }) => position);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, STORE_ANSWER_MS_MAX, undefined);
    });
    try {
      return await Promise.race([backlogs(this.store, positions, store.position, Date.now()), late]);
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}
