import { backlogs, BACKLOG_COUNTED_MAX } from '../../../src/platform/operations/backlog';
import { FollowerWatch, STALLED_MS, STORE_ANSWER_MS_MAX } from '../../../src/platform/operations/follower-watch';
import { HealthRoute } from '../../../src/platform/http/health.controller';
import { Stopping } from '../../../src/platform/operations/stopping';
import type { PolicyStatus, ProjectionStatus } from '../../../src/platform/subscriptions/subscription-status';
import { MemoryEventStore } from '../../support/memory-store';

const projection = (position: number, more: Partial<ProjectionStatus> = {}): ProjectionStatus => ({
  name: 'places',
  version: 1,
  position,
  lag: 0,
  state: 'live',
  ...more,
});
const policy = (position: number, more: Partial<PolicyStatus> = {}): PolicyStatus => ({
  name: 'draft',
  position,
  lag: 0,
  state: 'live',
  ...more,
});

/** A product of which a test says where the log ends and how far each has come. */
const watched = () => {
  const world = {
    head: (): Promise<number> => Promise.resolve(10),
    projection: projection(10),
    policy: policy(10),
    stopping: new Stopping(),
  };
  const watch = new FollowerWatch(
    { head: () => world.head() },
    { status: () => [world.projection] } as never,
    { status: () => [world.policy] } as never,
  );
  const ready = async () => {
    let status = 200;
    const reply = { status: (code: number) => (status = code) };
    const said = await new HealthRoute(watch, world.stopping).ready(reply as never);
    return { status, said };
  };
  return { world, watch, ready };
};

const states = async (watch: FollowerWatch, now: number): Promise<string[]> =>
  (await watch.look(now)).followers.map(({ name, state }) => `${name} ${state}`);

describe('A subscription', () => {
  it('that says it is live, is behind and does not move counts as stalled after half a minute', async () => {
    const { world, watch } = watched();
    await watch.look(0);
    world.head = () => Promise.resolve(20);
    expect(await states(watch, 1_000)).toEqual(['places live', 'draft live']);
    world.policy = policy(20);
    expect(await states(watch, STALLED_MS)).toEqual(['places live', 'draft live']);
    expect(await states(watch, STALLED_MS + 1_001)).toEqual(['places stalled', 'draft live']);
    world.projection = projection(11);
    expect(await states(watch, STALLED_MS + 2_000)).toEqual(['places live', 'draft live']);
  });

  it('at the end of the log is alive however long nothing happens', async () => {
    const { watch } = watched();
    await watch.look(0);
    expect(await states(watch, 10 * STALLED_MS)).toEqual(['places live', 'draft live']);
    const [places] = (await watch.look(10 * STALLED_MS)).followers;
    expect(places).toMatchObject({ lag: 0, silentMs: 0 });
  });

  it('that is behind tells how far, and how long it has been silent', async () => {
    const { world, watch } = watched();
    world.projection = projection(4);
    await watch.look(0);
    world.head = () => Promise.resolve(25);
    await watch.look(1);
    expect((await watch.look(7_001)).followers[0]).toMatchObject({ lag: 21, silentMs: 7_001 });
  });
});

describe('Readiness', () => {
  it('is given when everything follows', async () => {
    const { status, said } = await watched().ready();
    expect(status).toBe(200);
    expect(said).toMatchObject({ ready: true, store: { reachable: true, position: 10 } });
    expect(said).not.toHaveProperty('why');
  });

  it.each<[string, (world: ReturnType<typeof watched>['world']) => void, string]>([
    [
      'stopped',
      (world) => (world.projection = projection(3, { state: 'stopped' })),
      'the read model places has stopped at position 3',
    ],
    [
      'catching up',
      (world) => (world.projection = projection(3, { state: 'catching-up' })),
      'the read model places is 7 positions behind and catching up',
    ],
    [
      'policy stopped',
      (world) => (world.policy = policy(3, { state: 'stopped' })),
      'the policy draft has stopped at position 3',
    ],
    [
      'store down',
      (world) => (world.head = () => Promise.reject(new Error('secret place'))),
      'the store does not answer',
    ],
    ['going down', (world) => (world.stopping.begun = true), 'the process is stopping'],
  ])('is refused with a reason: %s', async (_case, change, reason) => {
    const { world, ready } = watched();
    change(world);
    const { status, said } = await ready();
    expect(status).toBe(503);
    expect(said).toMatchObject({ ready: false, why: [reason] });
    expect(JSON.stringify(said)).not.toContain('secret');
  });

  it('stays while a policy retries or catches up: to send people away would mend nothing', async () => {
    const { world, ready } = watched();
    for (const state of ['retrying', 'catching-up'] as const) {
      world.policy = policy(3, { state });
      expect((await ready()).status).toBe(200);
    }
  });

  it('does not wait for ever for a store that is silent', async () => {
    const { world, ready } = watched();
    world.head = () => new Promise(() => undefined);
    const begun = performance.now();
    const answers = await Promise.all([ready(), ready(), ready()]);
    expect(performance.now() - begun).toBeLessThan(2 * STORE_ANSWER_MS_MAX);
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
  });
});

describe('A backlog', () => {
  const store = new MemoryEventStore(() => '2026-01-01T00:00:00.000Z', 3);
  const metadata = { commandId: 'c', correlationId: 'c', causationId: 'c', actor: 'a', onBehalfOf: '751' };
  const NOW = Date.parse('2026-01-01T00:01:30.000Z');
  let positions: number[];

  beforeAll(async () => {
    const facts = Array.from({ length: 20 }, (_, at) => ({ type: 'Counted', data: { by: 1 }, id: `e${at}`, metadata }));
    await store.append('counter-a', -1, facts);
    positions = store.log.map(({ position }) => position);
  });

  it('is counted in events, not in positions, and aged by the oldest event that waits', async () => {
    const [at, head] = [positions[14] ?? 0, positions[19] ?? 0];
    expect(head - at).toBeGreaterThan(5);
    expect(await backlogs(store, [head, at, 0], head, NOW)).toEqual([
      { events: 0, seconds: 0 },
      { events: 5, seconds: 90 },
      { events: 20, seconds: 90 },
    ]);
  });

  it('is counted no further than anybody needs to know', async () => {
    let read = 0;
    const endless = {
      async *readAll() {
        for (; read < 1_000_000; read += 1_000)
          yield Array.from({ length: 1_000 }, (_, at) => ({
            position: read + at + 1,
            recordedAt: '2026-01-01T00:00:00Z',
          }));
      },
    };
    expect(await backlogs(endless as never, [0], 1_000_000, NOW)).toEqual([
      { events: BACKLOG_COUNTED_MAX, seconds: 90 },
    ]);
    expect(read).toBeLessThan(10_000);
  });
});
