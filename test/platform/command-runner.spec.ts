import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partyCode } from '../../src/kernel/vocabulary';
import type { Asked, CommandContext } from '../../src/platform/commands/command-context';
import { currentContext, newContext, newIdentity, within } from '../../src/platform/commands/command-context';
import { CommandReceipts } from '../../src/platform/commands/command-receipts';
import type { RunOptions } from '../../src/platform/commands/command-runner';
import { CommandRunner, CONFLICT_RETRIES_MAX, Refused } from '../../src/platform/commands/command-runner';
import { derivedId } from '../../src/platform/commands/derived-id';
import type { EventStore } from '../../src/platform/event-store/event-store';
import { StoreUnavailable } from '../../src/platform/event-store/event-store';
import { SqliteEventStore } from '../../src/platform/event-store/sqlite.store';
import { ProjectionRunner } from '../../src/platform/subscriptions/projection-runner';
import { ReadStore } from '../../src/platform/subscriptions/read-store';
import type { CounterState } from '../support/counters';
import { cleared, counted, counter, countUp } from '../support/counters';
import { MemoryEventStore } from '../support/memory-store';

const somebody = { subject: 'somebody', party: partyCode('751') };
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7/;

const asked = (asking: Asked = {}): CommandContext => newContext(somebody, asking);
const keyed = (idempotencyKey: string, commandHash = 'h1'): CommandContext => asked({ idempotencyKey, commandHash });
const run = (runner: CommandRunner, by: number, context = asked(), options: RunOptions = {}, id = 'a') =>
  within(context, () => runner.run(counter, id, countUp(by), options));
const code = async (outcome: Promise<unknown>): Promise<string> => {
  const failure: unknown = await outcome.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(failure instanceof Refused)) throw new Error('Was not refused', { cause: failure });
  return failure.rejection.code;
};

let folder: string;
const closing: (() => void | Promise<void>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commands-'));
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true });
});

/** A runner as in the application: with the receipts of earlier processes. */
const withReceipts = async (store: EventStore, dataFolder = folder): Promise<CommandRunner> => {
  const reads = new ReadStore({ projections: [], dataFolder });
  const projections = new ProjectionRunner(store, reads);
  closing.push(() => reads.close());
  closing.push(() => projections.stop());
  await projections.start();
  return new CommandRunner(store, new CommandReceipts(reads, projections, store));
};

describe('A command', () => {
  it('records what was decided, with who asked and why', async () => {
    const store = new MemoryEventStore();
    const context = asked({ correlationId: 'conversation' });
    const outcome = await run(new CommandRunner(store), 3, context);
    const [fact] = store.log;
    expect(outcome.facts).toEqual([fact]);
    expect(outcome.state).toEqual({ sum: 3 });
    expect(outcome.receipt).toEqual({ stream: 'counter-a', revision: 0, position: fact?.position });
    expect(fact?.id).toMatch(UUID_V7);
    expect(fact?.metadata).toEqual({
      commandId: context.commandId,
      correlationId: 'conversation',
      causationId: context.commandId,
      actor: 'somebody',
      onBehalfOf: '751',
    });
  });

  it('answers with where the stream stands when nothing is to be recorded', async () => {
    const runner = new CommandRunner(new MemoryEventStore());
    expect((await run(runner, 0)).receipt).toEqual({ stream: 'counter-a', revision: -1, position: 0 });
    const { receipt } = await run(runner, 5);
    expect(await run(runner, 0)).toEqual({ receipt, facts: [], state: { sum: 5 }, repeated: false });
  });

  it('gives several facts with the positions they have', async () => {
    const store = new MemoryEventStore();
    const runner = new CommandRunner(store);
    const decide = () => [counted(1), counted(2), counted(3)];
    const outcome = await within(asked(), () => runner.run(counter, 'a', decide));
    expect(outcome.facts).toEqual(store.log);
    expect(await runner.stateOf(counter, 'a')).toEqual({ state: { sum: 6 }, revision: 2, position: 6 });
  });

  it('is refused by the rules, and nothing is recorded', async () => {
    const store = new MemoryEventStore();
    expect(await code(run(new CommandRunner(store), 1_001))).toBe('LIMIT_REACHED');
    expect(store.log).toEqual([]);
  });

  it('needs somebody who asks', async () => {
    const runner = new CommandRunner(new MemoryEventStore());
    await expect(runner.run(counter, 'a', countUp(1))).rejects.toThrow('No command context');
  });
});

describe('Two who change the same', () => {
  it('both succeed when the rules allow it: the later one decides again', async () => {
    const store = new MemoryEventStore();
    const [one, other] = [new CommandRunner(store), new CommandRunner(store)];
    await run(one, 1);
    await run(other, 2);
    const seen: number[] = [];
    const { state } = await within(asked(), () =>
      one.run(counter, 'a', (current: CounterState) => {
        seen.push(current.sum);
        return [counted(4)];
      }),
    );
    expect([seen, state.sum]).toEqual([[1, 3], 7]);
  });

  it('look again before they refuse by what they remember', async () => {
    const store = new MemoryEventStore();
    const [one, other] = [new CommandRunner(store), new CommandRunner(store)];
    await run(one, 1_000);
    await within(asked(), () => other.run(counter, 'a', () => [cleared]));
    expect((await run(one, 7)).state.sum).toBe(7);
  });

  it('have a state at hand only as long as nobody else has recorded', async () => {
    const store = SqliteEventStore.open(join(folder, 'ledger.sqlite'));
    closing.push(() => store.close());
    const runner = new CommandRunner(store);
    expect(runner.stateAtHand(counter, 'a')).toBeUndefined();
    await run(runner, 1);
    expect(runner.stateAtHand(counter, 'a')).toEqual({ sum: 1 });
    await run(new CommandRunner(store), 2);
    expect(runner.stateAtHand(counter, 'a')).toBeUndefined();
    expect((await runner.stateOf(counter, 'a')).state).toEqual({ sum: 3 });
    expect(runner.stateAtHand(counter, 'a')).toEqual({ sum: 3 });
  });

  it('give up after a bounded number of conflicts', async () => {
    const store = new MemoryEventStore();
    const other = new CommandRunner(store);
    let tries = 0;
    const hot = new CommandRunner(store);
    store.beforeAppend = async (_, [fact]) => {
      if (fact?.metadata.actor !== 'somebody') return;
      tries += 1;
      await within({ ...asked(), actor: 'rival' }, () => other.run(counter, 'a', () => [counted(1)]));
    };
    expect(await code(run(hot, 1))).toBe('CONCURRENT_CHANGE');
    expect(tries).toBe(1 + CONFLICT_RETRIES_MAX);
  });

  it('are kept apart by the revision they have seen', async () => {
    const runner = new CommandRunner(new MemoryEventStore());
    await run(runner, 1, asked(), { ifRevision: -1 });
    expect(await code(run(runner, 1, asked(), { ifRevision: -1 }))).toBe('STALE_REVISION');
    expect((await run(runner, 1, asked(), { ifRevision: 0 })).receipt.revision).toBe(1);
  });
});

describe('Many at once', () => {
  it('200 commands on one stream all come in, and the limit holds', async () => {
    const store = SqliteEventStore.open(join(folder, 'ledger.sqlite'));
    closing.push(() => store.close());
    const runner = new CommandRunner(store);
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => run(runner, 8)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(125);
    expect((await runner.stateOf(counter, 'a')).state.sum).toBe(1_000);
  });

  it('streams do not wait for each other', async () => {
    const store = new MemoryEventStore();
    const runner = new CommandRunner(store);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    store.beforeAppend = (stream) => (stream === 'counter-slow' ? held : undefined);
    const slow = run(runner, 1, asked(), {}, 'slow');
    await run(runner, 1, asked(), {}, 'fast');
    release();
    await slow;
    expect(store.log.map(({ stream }) => stream)).toEqual(['counter-fast', 'counter-slow']);
  });
});

describe('The same command again', () => {
  it('gets the first answer, and nothing is recorded twice', async () => {
    const store = new MemoryEventStore();
    const runner = await withReceipts(store);
    const first = await run(runner, 3, keyed('k'));
    await run(runner, 4);
    const again = await run(runner, 3, keyed('k'));
    expect(again).toEqual({ ...first, state: { sum: 7 }, repeated: true });
    expect(store.log).toHaveLength(2);
  });

  it('gets it while the first is still under way', async () => {
    const store = new MemoryEventStore();
    const runner = await withReceipts(store);
    const [first, again] = await Promise.all([run(runner, 3, keyed('k')), run(runner, 3, keyed('k'))]);
    expect([first.repeated, again.repeated]).toEqual([false, true]);
    expect(again.facts).toEqual(first.facts);
    expect(store.log).toHaveLength(1);
  });

  it('gets it although its path names another thing, and ids made for it stay the same', async () => {
    const runner = await withReceipts(new MemoryEventStore());
    const first = await run(runner, 3, keyed('k'), {}, 'first');
    const again = await run(runner, 3, keyed('k'), {}, 'second');
    expect(again.receipt).toEqual(first.receipt);
    expect(within(keyed('k'), () => newIdentity())).toBe(within(keyed('k'), () => newIdentity()));
    expect(within(keyed('k'), () => newIdentity())).not.toBe(within(keyed('l'), () => newIdentity()));
  });

  it('gets it from a later process on the same folder', async () => {
    const path = join(folder, 'ledger.sqlite');
    const store = SqliteEventStore.open(path);
    const first = await run(await withReceipts(store), 3, keyed('k'));
    for (const close of closing.splice(0).reverse()) await close();
    await store.close();
    const reopened = SqliteEventStore.open(path);
    closing.push(() => reopened.close());
    const again = await run(await withReceipts(reopened), 3, keyed('k'), {}, 'other');
    expect(again).toEqual({ ...first, repeated: true });
  });

  it('is refused when something else is asked with the same key', async () => {
    const runner = await withReceipts(new MemoryEventStore());
    await run(runner, 3, keyed('k', 'h1'));
    expect(await code(run(runner, 4, keyed('k', 'h2')))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await code(run(runner, 4, keyed('k', 'h2'), {}, 'other'))).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('is another command when another party uses the same key', async () => {
    const runner = await withReceipts(new MemoryEventStore());
    await run(runner, 3, keyed('k'));
    const other = newContext({ subject: 'other', party: partyCode('730') }, { idempotencyKey: 'k', commandHash: 'h1' });
    expect((await run(runner, 3, other)).repeated).toBe(false);
  });

  it('is tried again when it was refused', async () => {
    const runner = await withReceipts(new MemoryEventStore());
    await run(runner, 1_000);
    expect(await code(run(runner, 1, keyed('k')))).toBe('LIMIT_REACHED');
    await within(asked(), () => runner.run(counter, 'a', () => [cleared]));
    expect((await run(runner, 1, keyed('k'))).repeated).toBe(false);
  });

  it('finds what was recorded although the answer got lost', async () => {
    const store = new MemoryEventStore();
    const runner = await withReceipts(store);
    await run(runner, 1);
    const append = store.append.bind(store);
    store.append = async (...given) => {
      await append(...given);
      store.append = append;
      throw new StoreUnavailable('unreachable', 'The answer got lost');
    };
    await expect(run(runner, 2, keyed('k'))).rejects.toThrow(StoreUnavailable);
    expect((await run(runner, 2, keyed('k'))).repeated).toBe(true);
    expect(store.log).toHaveLength(2);
  });

  it('carries out each of its steps once', async () => {
    const store = new MemoryEventStore();
    const runner = await withReceipts(store);
    const steps = () =>
      within(keyed('k'), async () => [
        (await runner.run(counter, 'a', countUp(1))).repeated,
        (await runner.run(counter, 'b', countUp(2))).repeated,
        (await runner.run(counter, 'a', countUp(3))).repeated,
      ]);
    expect(await steps()).toEqual([false, false, false]);
    expect(await steps()).toEqual([true, true, true]);
    expect(store.log).toHaveLength(3);
  });
});

describe('A command of a policy', () => {
  it('is carried out once, also by another process', async () => {
    const store = new MemoryEventStore();
    const context: CommandContext = {
      ...asked(),
      commandId: derivedId(asked().commandId, 'some-policy', 0),
      actor: 'policy:some-policy',
      derived: true,
    };
    expect((await run(new CommandRunner(store), 1, { ...context })).repeated).toBe(false);
    expect((await run(new CommandRunner(store), 1, { ...context })).repeated).toBe(true);
    expect(store.log).toHaveLength(1);
    expect(store.log[0]?.id).toMatch(UUID_V7);
  });
});

describe('The context', () => {
  it('follows what is awaited', async () => {
    const context = asked();
    const seen = await within(context, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return currentContext();
    });
    expect(seen).toBe(context);
  });
});

describe('Two processes on one log', () => {
  const two = (store: EventStore) =>
    Promise.all([withReceipts(store, join(folder, 'one')), withReceipts(store, join(folder, 'other'))]);

  it('take a key for the same request, whichever of them is asked, and refuse it for another thing', async () => {
    const store = new MemoryEventStore();
    const [one, other] = await two(store);
    const first = await run(one, 1, keyed('k'), {}, 'a');
    const again = await run(other, 1, keyed('k'), {}, 'a');
    expect(again).toMatchObject({ repeated: true, receipt: first.receipt });
    expect(await code(run(other, 1, keyed('k', 'h2'), {}, 'b'))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(store.log).toHaveLength(1);
  });

  it('remember what the log holds, where both decided the same command from different knowledge', async () => {
    const store = new MemoryEventStore();
    const [one, other] = [new CommandRunner(store), new CommandRunner(store)];
    const context = { ...asked(), commandId: 'c1', derived: true, actor: 'policy:test' };
    const gate = new Promise((resolve) => setTimeout(resolve, 20));
    store.beforeAppend = () => gate.then(() => undefined);
    const [first, second] = await Promise.all([run(one, 3, context), run(other, 5, context)]);
    expect(store.log).toHaveLength(1);
    expect(second.state).toEqual(first.state);
    expect(await other.stateOf(counter, 'a')).toEqual(await one.stateOf(counter, 'a'));
  });
});
