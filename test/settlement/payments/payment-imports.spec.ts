import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandBus } from '@nestjs/cqrs';
import { asDay } from '../../../src/kernel/calendar';
import { asOre } from '../../../src/kernel/money';
import { fold } from '../../../src/kernel/decider';
import type { CommandRunner } from '../../../src/platform/commands/command-runner';
import { payments, type RegisterPayments, registerPayments } from '../../../src/settlement/payments/payment.decider';
import { PaymentImports } from '../../../src/settlement/payments/payment-imports';
import { PaymentQueries, type RecordedPaymentFile } from '../../../src/settlement/payments/payment.queries';
import type { PaymentEvent } from '../../../src/settlement/payments/payment.events';
import { paymentsProjection } from '../../../src/settlement/payments/payments.projection';
import type { PaymentDesk } from '../../../src/settlement/payments/register-payment';
import type { RegisteredPayments } from '../../../src/settlement/payments/register-payments';
import { ProjectionFeed } from '../../../src/platform/subscriptions/projection-feed';
import type { ReadStore } from '../../../src/platform/subscriptions/read-store';
import { ReadModelFile } from '../../../src/platform/subscriptions/read-model-file';
import { recorded as asRecorded } from '../../support/project';
import { aarhus, region, silkeborg } from '../history';

/** Rows are recorded a hundred at a time. */
const TOGETHER = 100;
const ROWS = 3 * TOGETHER;

const row = (entry: number | string, statement = '1082-751-2020-05', paidOn = '01.06.2020'): string =>
  `${paidOn};100,00;${statement};B-${entry}`;
const fileOf = (...rows: readonly string[]) => ({
  format: 'CSV' as const,
  content: ['Dato;Beløb;Reference;Bilag', ...rows].join('\n'),
});
const FILE = fileOf(...Array.from({ length: ROWS }, (_, at) => row(at)));

/** A ledger that takes payments only when they are let through. */
const slowLedger = ({ slow = true, recorded }: { slow?: boolean; recorded?: RecordedPaymentFile } = {}) => {
  const waiting: (() => void)[] = [];
  const asked: RegisterPayments[] = [];
  const states = new Map<string, typeof payments.initial>();
  let told: () => void = () => undefined;
  const takenIn = ({ data: { payer, asked: these } }: RegisterPayments): RegisteredPayments => {
    const before = states.get(payer) ?? payments.initial;
    const judged = registerPayments(these, before);
    states.set(payer, fold(payments, judged.recorded, before));
    return { receipt: { stream: 'payments', revision: 0, position: asked.length }, decisions: judged.decisions };
  };
  const bus = {
    execute: (command: RegisterPayments) => {
      asked.push(command);
      told();
      if (!slow) return Promise.resolve(takenIn(command));
      return new Promise((taken) => waiting.push(() => taken(takenIn(command))));
    },
  } as unknown as CommandBus;
  const runner = {
    stateOf: (_: unknown, id: string) =>
      Promise.resolve({ state: states.get(id.split('-')[1] ?? '') ?? payments.initial }),
  } as unknown as CommandRunner;
  const payerOf = (statement: string) => (statement.includes('-740-') ? silkeborg : aarhus);
  const desk = {
    facts: ({ statementId }: { statementId: string }) =>
      Promise.resolve({ statement: { operator: region, payer: payerOf(statementId) }, isPayer: true }),
  } as unknown as PaymentDesk;
  const queries = { latestFile: () => recorded } as unknown as PaymentQueries;
  const clock = { today: () => asDay('2020-07-01'), now: () => '2020-07-01T10:00:00Z' };
  return {
    imports: new PaymentImports(bus, runner, desk, queries, clock),
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
    expect(imports.stand(region)).toEqual({ running: true, rows: ROWS, done: 0 });
    await expect(imports.begin(region, FILE)).rejects.toMatchObject({
      rejection: { code: 'PAYMENT_IMPORT_RUNNING' },
    });
    const second = nextAsked();
    letThrough();
    await second;
    const stopped = imports.stop(region);
    letThrough();
    expect((await stopped).report).toMatchObject({ accepted: 2 * TOGETHER, left: TOGETHER, position: 2 });
    expect(await begun).toMatchObject({ running: false, rows: ROWS, done: 2 * TOGETHER });
    expect(asked.flatMap(({ data }) => data.asked.map(({ command }) => command.data.entryReference))).toEqual(
      Array.from({ length: 2 * TOGETHER }, (_, at) => `B-${at}`),
    );
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

  it.each([true, false])('answers for each row in its place, of whichever payer (only tried: %s)', async (dryRun) => {
    const { imports } = slowLedger({ slow: false });
    const silkeborgs = '1082-740-2020-05';
    const file = fileOf(
      row(1),
      row(2, silkeborgs),
      row(1),
      row(1, silkeborgs),
      row(3, silkeborgs, '02.07.2020'),
      row(4, 'intet'),
      row(5),
    );
    const { rows, ...counts } = await imports.take(region, file, dryRun);
    expect(rows.map(({ row: at, outcome }) => [at, outcome])).toEqual([
      [2, 'ACCEPTED'],
      [3, 'ACCEPTED'],
      [4, 'KNOWN'],
      [5, 'KNOWN'],
      [6, 'FAULTY'],
      [7, 'UNMATCHED'],
      [8, 'ACCEPTED'],
    ]);
    expect(counts).toMatchObject({ accepted: 3, known: 2, faulty: 1, unmatched: 1, acceptedOre: 30_000 });
    const again = await imports.take(region, file, false);
    expect(again).toMatchObject(dryRun ? { accepted: 3, known: 2 } : { accepted: 0, known: 5, position: 0 });
  });

  it('of which this process knows nothing is told from the ledger', async () => {
    const recorded = { fileHash: 'f', payments: 7, amountOre: asOre(700), lastAt: '2020-07-01T09:00:00Z' };
    const { imports } = slowLedger({ slow: false, recorded });
    expect(imports.stand(region)).toEqual({ running: false, recorded });
    // Its own, which ended later, it knows row by row.
    expect(await imports.begin(region, FILE)).toMatchObject({ report: { accepted: ROWS } });
    recorded.lastAt = '2020-07-01T11:00:00Z';
    expect(imports.stand(region)).toEqual({ running: false, recorded });
  });

  it('counts an entry once also when its second row comes a hundred rows later', async () => {
    const { imports } = slowLedger({ slow: false });
    const content = `${FILE.content}\n${row(0)}`;
    for (const dryRun of [true, false])
      expect(await imports.take(region, { ...FILE, content }, dryRun)).toMatchObject({ accepted: ROWS, known: 1 });
  });
});

describe('What the ledger holds of a payment file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pladsbog-payments-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const registered = (number: number, fileHash?: string, operator = region): PaymentEvent => ({
    type: 'PaymentRegistered',
    data: {
      paymentId: `betaling-${number}`,
      operator,
      payer: aarhus,
      amountOre: asOre(100 * number),
      paidOn: asDay('2020-06-01'),
      registeredOn: asDay('2020-06-02'),
      ...(fileHash === undefined ? {} : { fileHash }),
    },
  });
  const reversed: PaymentEvent = {
    type: 'PaymentReversed',
    data: {
      paymentId: 'betaling-1',
      operator: region,
      payer: aarhus,
      amountOre: asOre(100),
      reversedOn: asDay('2020-06-03'),
      reason: 'ENTERED_WRONGLY',
    },
  };

  it('is counted for the file that was registered last, also when a payment of another is reversed later', () => {
    const file = ReadModelFile.open(join(folder, 'payments.sqlite'), paymentsProjection);
    const feed = new ProjectionFeed(paymentsProjection, file);
    const facts = [registered(1, 'a'), registered(2, 'b'), registered(3, 'b'), registered(4), reversed].map((fact) =>
      asRecorded(fact),
    );
    feed.take([...facts, asRecorded(registered(5, 'c', aarhus))]);
    feed.flush();
    const queries = new PaymentQueries({ model: () => file } as unknown as ReadStore);
    expect(queries.latestFile(region)).toEqual({
      fileHash: 'b',
      payments: 2,
      amountOre: 500,
      lastAt: facts[2]?.recordedAt,
    });
    expect(queries.latestFile(silkeborg)).toBeUndefined();
    file.close();
  });
});
