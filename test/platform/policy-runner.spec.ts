import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Command } from '../../src/kernel/command';
import type { Recorded } from '../../src/kernel/event';
import type { AnyPolicy } from '../../src/kernel/policy';
import { partyCode } from '../../src/kernel/vocabulary';
import type { CommandContext } from '../../src/platform/commands/command-context';
import { currentContext, newContext, within } from '../../src/platform/commands/command-context';
import { CommandRunner } from '../../src/platform/commands/command-runner';
import { StoreUnavailable } from '../../src/platform/event-store/event-store';
import { SqliteEventStore } from '../../src/platform/event-store/sqlite.store';
import type { PolicyRunnerOptions } from '../../src/platform/subscriptions/policy-runner';
import { PolicyRecords, policyRecordsFile } from '../../src/platform/subscriptions/policy-records';
import { PolicyRunner } from '../../src/platform/subscriptions/policy-runner';
import { counter, countUp } from '../support/counters';
import { MemoryEventStore } from '../support/memory-store';

class Mirror extends Command<{ readonly id: string; readonly by: number }> {}

/** Whenever something is counted on a stream, the same is counted on its mirror. */
const mirror: AnyPolicy = {
  name: 'mirror',
  on: {
    Counted: ({ stream, data }: Recorded<{ type: 'Counted'; data: { by: number } }>) =>
      stream.endsWith('mirror') ? [] : [new Mirror({ id: `${stream.slice('counter-'.length)}mirror`, by: data.by })],
  },
};

const METADATA = { commandId: 'c', correlationId: 'c', causationId: 'c', actor: 'somebody', onBehalfOf: '751' };
const somebody = { subject: 'somebody', party: partyCode('751') };
const runners: PolicyRunner[] = [];
let folder: string;
let store: MemoryEventStore;
let commands: CommandRunner;
let contexts: CommandContext[];

const count = (by: number, id = 'a') =>
  within(newContext(somebody), () => commands.run(counter, id, countUp(by))).then(({ receipt }) => receipt.position);

/** What Nest's CommandBus would find: the handler of Mirror. */
const bus = {
  execute: async (command: Mirror): Promise<unknown> => {
    contexts.push(currentContext());
    return commands.run(counter, command.data.id, countUp(command.data.by));
  },
};

const started = async (options: Partial<PolicyRunnerOptions> & { readonly bus?: typeof bus } = {}) => {
  const runner = new PolicyRunner(store, (options.bus ?? bus) as never, {
    policies: [mirror],
    dataFolder: folder,
    ...options,
  });
  runners.push(runner);
  await runner.start();
  return runner;
};

const sums = async (...ids: readonly string[]): Promise<number[]> => {
  const states = await Promise.all(ids.map((id) => commands.stateOf(counter, id)));
  return states.map(({ state }) => state.sum);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policies-'));
  store = new MemoryEventStore();
  commands = new CommandRunner(store);
  contexts = [];
});
afterEach(async () => {
  for (const runner of runners.splice(0)) {
    await runner.stop();
    runner.close();
  }
  rmSync(folder, { recursive: true });
});

describe('A policy', () => {
  it('asks for what follows, in the name of the one who caused it', async () => {
    const runner = await started();
    await count(3);
    expect(await runner.settled()).toBe(true);
    expect(await sums('amirror')).toEqual([3]);
    const [cause] = store.log;
    expect(contexts).toMatchObject([
      {
        actor: 'policy:mirror',
        onBehalfOf: '751',
        causationId: cause?.id,
        correlationId: cause?.metadata.correlationId,
      },
    ]);
    expect(runner.status()).toEqual([{ name: 'mirror', position: store.log.at(-1)?.position, lag: 0, state: 'live' }]);
  });

  it('asks nothing twice when the process dies between the command and the checkpoint', async () => {
    const first = await started();
    const save = jest.spyOn(first as never, 'save').mockImplementation(() => undefined as never);
    await count(3);
    await count(4);
    await first.settled();
    await first.stop();
    first.close();
    runners.length = 0;
    save.mockRestore();
    store = store.reopened();
    commands = new CommandRunner(store);
    const second = await started();
    await second.settled();
    expect(contexts).toHaveLength(4);
    expect(contexts[2]?.commandId).toBe(contexts[0]?.commandId);
    expect(await sums('a', 'amirror')).toEqual([7, 7]);
  });

  it('goes on where it was', async () => {
    const first = await started();
    await count(1);
    await first.settled();
    await first.stop();
    first.close();
    runners.length = 0;
    await count(2);
    await (await started()).settled();
    expect(contexts).toHaveLength(2);
    expect(await sums('amirror')).toEqual([3]);
  });

  it.each([
    ['leaves alone what happened before it first ran', 'head', 4],
    ['takes up what happened before, when told to', 'start', 7],
  ] as const)('%s', async (_, newPoliciesFrom, sum) => {
    await count(3);
    const runner = await started({ newPoliciesFrom });
    await count(4);
    await runner.settled();
    expect(await sums('amirror')).toEqual([sum]);
  });

  it('comes past what it does not ask about, which the embedded store leaves out', async () => {
    const embedded = SqliteEventStore.open(join(folder, 'ledger.sqlite'));
    const fact = (type: string, by: number) => ({ type, data: { by }, id: randomUUID(), metadata: METADATA });
    const before = await embedded.append('counter-a', -1, [fact('Counted', 1), fact('Other', 0)]);
    const given: string[] = [];
    const follow = embedded.subscribeToAll.bind(embedded);
    embedded.subscribeToAll = async function* (options) {
      for await (const batch of follow(options)) {
        given.push(...batch.map(({ type }) => type));
        yield batch;
      }
    };
    const asked: number[] = [];
    const runner = new PolicyRunner(
      embedded,
      { execute: async ({ data }: Mirror) => void asked.push(data.by) } as never,
      { policies: [mirror], dataFolder: folder, newPoliciesFrom: 'start' },
    );
    runners.push(runner);
    await runner.start();
    const others = Array.from({ length: 700 }, () => fact('Other', 0));
    const { revision } = await embedded.append('counter-a', before.revision, [...others, fact('Counted', 2)]);
    const last = await embedded.append('counter-a', revision, [fact('Other', 0)]);

    expect(await runner.waitFor(last.position)).toBe(true);
    expect(asked).toEqual([1, 2]);
    expect(given).toEqual(['Counted', 'Counted']);
    expect(runner.status()).toMatchObject([{ position: last.position, lag: 0, state: 'live' }]);
    await runner.stop();
    await embedded.close();
  });

  it('keeps the order of a stream, while other streams go ahead', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const order: string[] = [];
    const runner = await started({
      bus: {
        execute: async (command: Mirror) => {
          if (command.data.id === 'amirror' && command.data.by === 1) await held;
          order.push(`${command.data.id} ${command.data.by}`);
        },
      },
    });
    await count(1, 'a');
    await count(2, 'a');
    const position = await count(3, 'b');
    expect(await runner.waitFor(position, 50)).toBe(false);
    expect(order).toEqual(['bmirror 3']);
    expect(runner.status()[0]?.position).toBe(0);
    release();
    expect(await runner.waitFor(position)).toBe(true);
    expect(order).toEqual(['bmirror 3', 'amirror 1', 'amirror 2']);
  });

  it('lists what was refused and goes on', async () => {
    const runner = await started();
    await count(1_000, 'amirror');
    const [, cause] = [await count(5), store.log.at(-1)];
    await count(6, 'b');
    await runner.settled();
    expect(await sums('bmirror')).toEqual([6]);
    expect(runner.refusals()).toEqual([
      {
        policy: 'mirror',
        eventId: cause?.id,
        position: cause?.position,
        place: 0,
        command: 'Mirror',
        code: 'LIMIT_REACHED',
        values: { sum: 1_000 },
      },
    ]);
  });

  it('goes on when the disk is full, and writes how far it has come when there is room', async () => {
    const runner = await started();
    const save = jest.spyOn(PolicyRecords.prototype, 'save').mockImplementation(() => {
      throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
    });
    await count(1);
    expect(await runner.settled()).toBe(true);
    for (let tries = 0; save.mock.calls.length < 2 && tries < 200; tries++) await pause(10);
    await count(2);
    expect(await runner.settled()).toBe(true);
    expect(await sums('a', 'amirror')).toEqual([3, 3]);
    const tried = save.mock.calls.length + 2;
    for (let tries = 0; save.mock.calls.length < tried && tries < 300; tries++) await pause(10);
    expect(save.mock.calls.length).toBeGreaterThanOrEqual(tried);
    save.mockRestore();
    // Nothing else happens: it is written because there is room again.
    const records = new PolicyRecords(policyRecordsFile(folder));
    const head = await store.head();
    for (let tries = 0; records.checkpoint('mirror') !== head && tries < 200; tries++) await pause(10);
    expect(records.checkpoint('mirror')).toBe(head);
    records.close();
  });

  it('writes all checkpoints or none', () => {
    const records = new PolicyRecords(policyRecordsFile(folder));
    const some = [['first', 1] as const, ['second', {} as number] as const];
    expect(() => records.save(some)).toThrow('cannot be bound');
    expect(records.checkpoint('first')).toBeUndefined();
    records.save([['first', 2]]);
    expect(records.checkpoint('first')).toBe(2);
    records.close();
  });

  it('asks until it is answered when the store cannot take it', async () => {
    const runner = await started();
    let failures = 2;
    store.beforeAppend = (stream) => {
      if (!stream.endsWith('mirror') || failures === 0) return;
      failures -= 1;
      throw new StoreUnavailable('full', 'The disk is full');
    };
    const position = await count(3);
    expect(await runner.waitFor(position, 50)).toBe(false);
    expect(runner.status()[0]).toMatchObject({ state: 'retrying', failure: { message: 'The disk is full' } });
    expect(await runner.waitFor(position)).toBe(true);
    expect(runner.status()[0]?.failure).toBeUndefined();
    expect(await sums('amirror')).toEqual([3]);
  });
});
