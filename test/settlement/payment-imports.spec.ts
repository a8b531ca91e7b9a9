import type { CommandBus } from '@nestjs/cqrs';
import { asDay } from '../../src/kernel/calendar';
import type { CommandRunner } from '../../src/platform/commands/command-runner';
import { payments, type RegisterPayment } from '../../src/settlement/payment.decider';
import { PaymentImports } from '../../src/settlement/payment-imports';
import type { PaymentDesk } from '../../src/settlement/register-payment';
import { aarhus, region } from './history';

const row = (day: number): string => `0${day}.06.2020;100,00;1082-751-2020-05;B-${day}`;
const FILE = { format: 'CSV' as const, content: ['Dato;Beløb;Reference;Bilag', row(1), row(2), row(3)].join('\n') };

/** A ledger that takes a payment only when it is let through. */
const slowLedger = () => {
  const waiting: (() => void)[] = [];
  const asked: RegisterPayment[] = [];
  let told: () => void = () => undefined;
  const bus = {
    execute: (command: RegisterPayment) => {
      asked.push(command);
      told();
      return new Promise((taken) => waiting.push(() => taken({ position: asked.length })));
    },
  } as unknown as CommandBus;
  const runner = { stateOf: () => Promise.resolve({ state: payments.initial }) } as unknown as CommandRunner;
  const statement = { operator: region, payer: aarhus };
  const desk = { facts: () => Promise.resolve({ statement, isPayer: true }) } as unknown as PaymentDesk;
  const clock = { today: () => asDay('2020-07-01'), now: () => '2020-07-01T10:00:00Z' };
  return {
    imports: new PaymentImports(bus, runner, desk, clock),
    asked,
    letThrough: () => waiting.shift()?.(),
    nextAsked: () => new Promise<void>((resolve) => (told = resolve)),
  };
};

describe('A payment file that is being taken', () => {
  it('can be stopped: what was taken stands, and the answer says how many rows were not looked at', async () => {
    const { imports, asked, letThrough, nextAsked } = slowLedger();
    const first = nextAsked();
    const begun = imports.begin(region, FILE);
    await first;
    expect(imports.stand(region)).toEqual({ running: true, rows: 3, done: 0 });
    await expect(imports.begin(region, FILE)).rejects.toMatchObject({
      rejection: { code: 'PAYMENT_IMPORT_RUNNING' },
    });
    const second = nextAsked();
    letThrough();
    await second;
    const stopped = imports.stop(region);
    letThrough();
    expect((await stopped).report).toMatchObject({ accepted: 2, left: 1, position: 2 });
    expect(await begun).toMatchObject({ running: false, rows: 3, done: 2 });
    expect(asked.map(({ data }) => data.entryReference)).toEqual(['B-1', 'B-2']);
  });

  it('leaves nothing to stop when it has ended, and tells nobody else of it', async () => {
    const { imports, letThrough, nextAsked } = slowLedger();
    for (const at of [1, 2, 3]) {
      const next = nextAsked();
      if (at === 1) void imports.begin(region, FILE);
      await next;
      letThrough();
    }
    const { report, running } = await imports.stop(region);
    expect([running, report?.left]).toEqual([false, 0]);
    expect(imports.stand(aarhus)).toEqual({ running: false });
  });
});
