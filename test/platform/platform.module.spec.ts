import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import { Command } from '../../src/kernel/command';
import type { Recorded } from '../../src/kernel/event';
import type { AnyPolicy } from '../../src/kernel/policy';
import { partyCode } from '../../src/kernel/vocabulary';
import { newContext, within } from '../../src/platform/commands/command-context';
import type { Outcome } from '../../src/platform/commands/command-runner';
import { CommandRunner } from '../../src/platform/commands/command-runner';
import { SqliteEventStore } from '../../src/platform/event-store/sqlite.store';
import { PlatformModule } from '../../src/platform/platform.module';
import { PolicyRunner } from '../../src/platform/subscriptions/policy-runner';
import { ProjectionRunner } from '../../src/platform/subscriptions/projection-runner';
import { ReadStore } from '../../src/platform/subscriptions/read-store';
import { runRebuild } from '../../src/platform/subscriptions/rebuild-command';
import type { CounterFact, CounterState } from '../support/counters';
import { counter, counters, countersTable, countUp } from '../support/counters';

class CountUp extends Command<{ readonly id: string; readonly by: number }> {}

@CommandHandler(CountUp)
class CountUpHandler implements ICommandHandler<CountUp> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ data: { id, by } }: CountUp): Promise<Outcome<CounterState, CounterFact>> {
    return this.runner.run(counter, id, countUp(by));
  }
}

@Module({ providers: [CountUpHandler] })
class CountersModule {}

const mirror: AnyPolicy = {
  name: 'mirror',
  on: {
    Counted: ({ stream, data }: Recorded<CounterFact & { type: 'Counted' }>) =>
      stream === 'counter-a' ? [new CountUp({ id: 'mirror', by: data.by })] : [],
  },
};

let folder: string;
let app: TestingModule | undefined;

const started = async (): Promise<TestingModule> => {
  const platform = PlatformModule.register({
    projections: [counters],
    policies: [mirror],
    dataFolder: folder,
    store: () => SqliteEventStore.open(join(folder, 'ledger.sqlite')),
  });
  app = await Test.createTestingModule({ imports: [platform, CountersModule] }).compile();
  return app.init();
};

const countOn = (running: TestingModule, id: string, by: number, key?: string) =>
  within(
    newContext(
      { subject: 'somebody', party: partyCode('751') },
      key === undefined ? {} : { idempotencyKey: key, commandHash: 'h' },
    ),
    () => running.get(CommandBus).execute<CountUp, Outcome<CounterState, CounterFact>>(new CountUp({ id, by })),
  );

const sums = (running: TestingModule): Record<string, number> =>
  Object.fromEntries(
    running
      .get(ReadStore)
      .model(counters)
      .rows(countersTable)
      .map(({ stream, sum }) => [stream, sum]),
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'platform-'));
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  rmSync(folder, { recursive: true });
});

describe('The platform as one', () => {
  it('takes a command to the log, the log to the rows, and the policy to what follows', async () => {
    const running = await started();
    const { receipt } = await countOn(running, 'a', 5);
    expect(await running.get(PolicyRunner).settled()).toBe(true);
    expect(await running.get(ProjectionRunner).waitFor(receipt.position + 1)).toBe(true);
    expect(sums(running)).toEqual({ 'counter-a': 5, 'counter-mirror': 5 });
  });

  it('stands where it stood after a new start', async () => {
    const before = await started();
    const first = await countOn(before, 'a', 5, 'k');
    await before.get(PolicyRunner).settled();
    await before.close();
    const after = await started();
    expect((await countOn(after, 'a', 5, 'k')).receipt).toEqual(first.receipt);
    await after.get(PolicyRunner).settled();
    await after.get(ProjectionRunner).waitFor(first.receipt.position + 1);
    expect(sums(after)).toEqual({ 'counter-a': 5, 'counter-mirror': 5 });
  });

  it('lets nobody rebuild while it runs; afterwards the rows are the same', async () => {
    let printed = '';
    const rebuilt = (...names: readonly string[]): Promise<number> =>
      runRebuild({
        openStore: () => SqliteEventStore.open(join(folder, 'ledger.sqlite')),
        dataFolder: folder,
        projections: [counters],
        names,
        print: (text) => (printed += text),
      });
    const running = await started();
    await countOn(running, 'a', 5);
    await running.get(PolicyRunner).settled();
    expect(await rebuilt()).toBe(1);
    expect(printed).toMatch(/stop Pladsbog first|locked/);
    await running.close();
    expect(await rebuilt('counter')).toBe(2);
    expect(await rebuilt()).toBe(0);
    expect(printed).toMatch(/100 %\n[\s\S]*[0-9a-f]{64} {2}counters v1, 4 rows at position/);
    expect(sums(await started())).toEqual({ 'counter-a': 5, 'counter-mirror': 5 });
  });
});
