import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandBus } from '@nestjs/cqrs';
import { asDay } from '../../../src/kernel/calendar';
import { type Decision, fold, isRejection } from '../../../src/kernel/decider';
import { newContext, within } from '../../../src/platform/commands/command-context';
import type { CommandRunner } from '../../../src/platform/commands/command-runner';
import { Refused } from '../../../src/platform/commands/refusals';
import { ProjectionFeed } from '../../../src/platform/subscriptions/projection-feed';
import type { ProjectionRunner } from '../../../src/platform/subscriptions/projection-runner';
import { ReadModelFile } from '../../../src/platform/subscriptions/read-model-file';
import type { ReadStore } from '../../../src/platform/subscriptions/read-store';
import { payments, type RegisterPayments, registerPayments } from '../../../src/settlement/payments/payment.decider';
import { paymentFiles, type PaymentFilesState } from '../../../src/settlement/payments/payment-file.decider';
import type { PaymentFileEvent } from '../../../src/settlement/payments/payment-file.events';
import { PaymentFileQueries } from '../../../src/settlement/payments/payment-file.queries';
import { paymentFilesProjection } from '../../../src/settlement/payments/payment-files.projection';
import type { SettlementQueries } from '../../../src/settlement/issued/settlement.queries';
import { PaymentImports } from '../../../src/settlement/payments/payment-imports';
import type { PaymentDesk } from '../../../src/settlement/payments/register-payment';
import type { RegisteredPayments } from '../../../src/settlement/payments/register-payments';
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

const folder = mkdtempSync(join(tmpdir(), 'pladsbog-payment-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let ledgers = 0;

/** A ledger with its read model of payment files, that takes payments only when they are let through. */
const ledgerOf = ({
  slow = true,
  issued = new Map(),
}: { slow?: boolean; issued?: ReadonlyMap<string, string> } = {}) => {
  const waiting: { readonly take: () => RegisteredPayments; readonly answer: (taken: RegisteredPayments) => void }[] =
    [];
  const asked: RegisterPayments[] = [];
  const states = new Map<string, typeof payments.initial>();
  const facts: PaymentFileEvent[] = [];
  let told: () => void = () => undefined;
  let [broken, waits] = [false, slow];
  const clock = { instant: '2020-07-01T10:00:00Z', today: () => asDay('2020-07-01'), now: () => clock.instant };
  const model = ReadModelFile.open(join(folder, `${++ledgers}.sqlite`), paymentFilesProjection);
  const feed = new ProjectionFeed(paymentFilesProjection, model);
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
      if (broken) return Promise.reject(new Error('the store is away'));
      if (!waits) return Promise.resolve(takenIn(command));
      return new Promise<RegisteredPayments>((answer) => waiting.push({ take: () => takenIn(command), answer }));
    },
  } as unknown as CommandBus;
  const runner = {
    stateOf: (_: unknown, id: string) =>
      Promise.resolve({ state: states.get(id.split('-')[1] ?? '') ?? payments.initial }),
    run: (_: unknown, id: string, decide: (state: PaymentFilesState) => Decision<PaymentFileEvent>) => {
      const ofOperator = () => facts.filter(({ data }) => data.operator === id);
      const decision = decide(fold(paymentFiles, ofOperator()));
      if (isRejection(decision)) return Promise.reject(new Refused(decision));
      const from = facts.length;
      facts.push(...decision);
      feed.take(
        decision.map((fact, at) => ({ ...asRecorded(fact), position: from + at + 1, recordedAt: clock.instant })),
      );
      feed.flush();
      return Promise.resolve({ state: fold(paymentFiles, ofOperator()), receipt: { position: facts.length } });
    },
  } as unknown as CommandRunner;
  const payerOf = (statement: string) => (statement.includes('-740-') ? silkeborg : aarhus);
  const desk = {
    facts: ({ statementId }: { statementId: string }) =>
      Promise.resolve({ statement: { operator: region, payer: payerOf(statementId) }, isPayer: true }),
  } as unknown as PaymentDesk;
  const reads = { model: () => model } as unknown as ReadStore;
  const files = new PaymentFileQueries(reads, { waitFor: () => Promise.resolve(true) } as unknown as ProjectionRunner);
  const settlement = { issueDays: () => issued } as unknown as SettlementQueries;
  /** A process over the same ledger; each knows of its own runs only. */
  const process = () => {
    const imports = new PaymentImports(bus, runner, desk, files, settlement, clock);
    const asOf = <T>(act: () => Promise<T>): Promise<T> =>
      within(newContext({ subject: 'medarbejder', party: region }), act);
    const { stand } = imports;
    return {
      take: (...args: Parameters<PaymentImports['take']>) => asOf(() => imports.take(...args)),
      begin: (...args: Parameters<PaymentImports['begin']>) => asOf(() => imports.begin(...args)),
      stop: (...args: Parameters<PaymentImports['stop']>) => asOf(() => imports.stop(...args)),
      stand: (...args: Parameters<PaymentImports['stand']>) => stand.apply(imports, args),
    };
  };
  return {
    process,
    imports: process(),
    asked,
    facts,
    clock,
    breakOff: (how: boolean) => (broken = how),
    letThrough: () => {
      const next = waiting.shift();
      next?.answer(next.take());
    },
    /** What was asked for has reached the store, and nobody is there to hear the answer. */
    crash: () => {
      for (const { take } of waiting.splice(0)) take();
      waits = false;
    },
    nextAsked: () => new Promise<void>((resolve) => (told = resolve)),
  };
};

describe('A payment file that is being taken', () => {
  it('tells entries apart by a number that looks like a CPR number, and keeps it nowhere', async () => {
    const { imports, asked, facts } = ledgerOf({ slow: false });
    const looksLikeCpr = (bilag: string) => `01.06.2020;100,00;1082-751-2020-05;${bilag}`;
    const file = fileOf(looksLikeCpr('010190-1234'), looksLikeCpr('020290-1234'), looksLikeCpr('010190-1234'));
    expect(await imports.take(region, file, false)).toMatchObject({ accepted: 2, known: 1 });
    const commands = asked.flatMap(({ data }) => data.asked.map(({ command }) => command.data));
    expect(commands.length).toBeGreaterThan(1);
    expect(JSON.stringify([commands, facts])).not.toMatch(/0[12]0[12]90/);
  });

  it('tells which payments are older than their statement, before, while and after it is taken', async () => {
    const issued = new Map([
      ['1082-751-2020-05', '2020-06-02'],
      ['1082-740-2020-05', '2020-06-01'],
    ]);
    const { imports, process } = ledgerOf({ slow: false, issued });
    const file = fileOf('01.06.2020;100,00;1082-751-2020-05;A', '01.06.2020;100,00;1082-740-2020-05;B');
    const early = {
      early: 1,
      accepted: 2,
      rows: [
        {
          issuedLater: '2020-06-02',
          da: expect.stringMatching(/; betalt, før den blev udstedt 02\.06\.2020\.$/) as string,
        },
        { da: expect.not.stringContaining('betalt, før') as string },
      ],
    };
    const tried = await imports.take(region, file, true);
    expect(tried).toMatchObject(early);
    expect(tried.rows[1]).not.toHaveProperty('issuedLater');
    expect(await imports.take(region, file, false)).toMatchObject(early);
    expect(await process().stand(region)).toMatchObject({ report: early });
    // What is known already is told where it was registered.
    const again = await imports.take(region, file, false);
    expect(again).toMatchObject({ early: 0, known: 2 });
    expect(again.rows[0]).not.toHaveProperty('issuedLater');
  });

  it('can be stopped by any process: what was taken stands, and every one says which rows were not looked at', async () => {
    const { imports, process, asked, letThrough, nextAsked, facts } = ledgerOf();
    const other = process();
    const first = nextAsked();
    const begun = imports.begin(region, FILE);
    await first;
    for (const each of [imports, other]) {
      expect(await each.stand(region)).toMatchObject({ running: true, standing: 'RUNNING', rows: ROWS, done: 0 });
      await expect(each.begin(region, FILE)).rejects.toMatchObject({ rejection: { code: 'PAYMENT_IMPORT_RUNNING' } });
    }
    const second = nextAsked();
    letThrough();
    await second;
    expect(await other.stop(region)).toMatchObject({ running: true, done: TOGETHER });
    letThrough();
    expect(await begun).toMatchObject({ running: false, standing: 'STOPPED', rows: ROWS, done: 2 * TOGETHER });
    expect(await other.stand(region)).toEqual(await imports.stand(region));
    expect((await other.stand(region)).report).toMatchObject({ accepted: 2 * TOGETHER, left: TOGETHER });
    expect(asked.flatMap(({ data }) => data.asked.map(({ command }) => command.data.entryReference))).toEqual(
      Array.from({ length: 2 * TOGETHER }, (_, at) => `B-${at}`),
    );
    expect(facts.at(-1)).toMatchObject({ type: 'PaymentFileEnded', data: { how: 'STOPPED', left: TOGETHER } });
  });

  it('that a crash cuts off is seen as cut off, and the same file again takes the rest and no row twice', async () => {
    const { imports, process, letThrough, nextAsked, clock, facts, crash } = ledgerOf();
    const first = nextAsked();
    void imports.begin(region, FILE);
    await first;
    const second = nextAsked();
    letThrough();
    await second;
    crash();
    const restarted = process();
    clock.instant = '2020-07-01T10:00:30Z';
    expect(await restarted.stand(region)).toMatchObject({ standing: 'RUNNING' });
    await expect(restarted.begin(region, FILE)).rejects.toMatchObject({
      rejection: { code: 'PAYMENT_IMPORT_RUNNING' },
    });
    clock.instant = '2020-07-01T10:00:31Z';
    const { fileId, ...cutOff } = await restarted.stand(region);
    expect(cutOff).toMatchObject({ running: false, standing: 'CUT_OFF', done: TOGETHER });
    expect(cutOff.report).toMatchObject({ accepted: TOGETHER, left: ROWS - TOGETHER });
    expect(await restarted.take(region, FILE, false)).toMatchObject({
      known: 2 * TOGETHER,
      accepted: TOGETHER,
      left: 0,
    });
    expect(facts.filter(({ type }) => type === 'PaymentFileEnded').map(({ data }) => data)).toMatchObject([
      { fileId, how: 'CUT_OFF', left: ROWS - TOGETHER },
      { how: 'COMPLETED', left: 0 },
    ]);
    const { files } = await restarted.stand(region);
    expect(files.map(({ standing, accepted, left }) => [standing, accepted, left])).toEqual([
      ['COMPLETED', TOGETHER, 0],
      ['CUT_OFF', TOGETHER, ROWS - TOGETHER],
    ]);
    expect(await restarted.stand(region, fileId)).toMatchObject({ standing: 'CUT_OFF', done: TOGETHER });
  });

  it('that breaks off by a fault says so at once, and hinders no other', async () => {
    const { imports, breakOff } = ledgerOf({ slow: false });
    breakOff(true);
    expect(await imports.begin(region, FILE)).toMatchObject({ standing: 'CUT_OFF', done: 0, report: { left: ROWS } });
    await expect(imports.take(region, FILE, false)).rejects.toMatchObject({ code: 'PAYMENT_FILE_BROKE_OFF' });
    breakOff(false);
    expect(await imports.begin(region, FILE)).toMatchObject({ standing: 'COMPLETED', report: { accepted: ROWS } });
  });

  it('is told to nobody else, and nothing is left to stop when it has ended', async () => {
    const { imports } = ledgerOf({ slow: false });
    const { fileId } = await imports.begin(region, FILE);
    expect(await imports.stop(region)).toMatchObject({ running: false, standing: 'COMPLETED' });
    expect(await imports.stand(aarhus)).toEqual({ running: false, files: [] });
    await expect(imports.stand(aarhus, fileId)).rejects.toMatchObject({
      rejection: { code: 'PAYMENT_FILE_NOT_FOUND' },
    });
  });

  it('leaves nothing in the ledger when it is only tried', async () => {
    const { imports, facts } = ledgerOf({ slow: false });
    expect(await imports.take(region, FILE, true)).toMatchObject({ dryRun: true, accepted: ROWS });
    expect(facts).toEqual([]);
  });

  it('keeps of a row what is needed, and no word of who paid', async () => {
    const { imports, facts } = ledgerOf({ slow: false });
    const typed = ['01.06.2020;hundrede;Jens Hansen;B-1', '01.06.2020;100,00;husleje for Jens Hansen;Jens-2'];
    const { rows } = await imports.take(
      region,
      fileOf(row(0), ...typed, `01.06.2020;5,00;Jens 1082-751-2020-05;Jens-3`),
      false,
    );
    expect(rows[1]?.da).toBe('Ikke taget: “hundrede” er ikke et beløb i kroner.');
    expect(JSON.stringify(facts)).not.toMatch(/Jens|hundrede|husleje|B-/);
    const { report } = await imports.stand(region);
    expect(report?.rows.map(({ row: at, outcome, faults, da }) => [at, outcome, faults, da])).toEqual([
      [2, 'ACCEPTED', [], 'Registreret: 100,00 kr. for opgørelse 1082-751-2020-05.'],
      [3, 'FAULTY', ['AMOUNT_UNREADABLE'], 'Ikke taget: beløbet kan ikke læses.'],
      [4, 'UNMATCHED', ['NO_STATEMENT_NUMBER'], 'Ikke taget: der står intet opgørelsesnummer i referencen.'],
      [5, 'ACCEPTED', [], 'Registreret: 5,00 kr. for opgørelse 1082-751-2020-05.'],
    ]);
  });

  it.each([true, false])('answers for each row in its place, of whichever payer (only tried: %s)', async (dryRun) => {
    const { imports } = ledgerOf({ slow: false });
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

  it('counts an entry once also when its second row comes a hundred rows later', async () => {
    const { imports } = ledgerOf({ slow: false });
    const content = `${FILE.content}\n${row(0)}`;
    for (const dryRun of [true, false])
      expect(await imports.take(region, { ...FILE, content }, dryRun)).toMatchObject({ accepted: ROWS, known: 1 });
  });
});
