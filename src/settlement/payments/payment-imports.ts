import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { setTimeout as later } from 'node:timers/promises';
import { sha256 } from '../../kernel/canonical-json';
import type { Day } from '../../kernel/calendar';
import { looksLikeCpr } from '../../kernel/cpr';
import { type Decision, fold, isRejection, reject } from '../../kernel/decider';
import { danishKroner, sumOre } from '../../kernel/money';
import type { PartyCode, StatementId } from '../../kernel/vocabulary';
import { CLOCK, type Clock } from '../../platform/clock';
import { CommandRunner, Refused } from '../../platform/commands/command-runner';
import {
  type AskedPayment,
  type PaymentFacts,
  payments,
  type PaymentsState,
  RegisterPayment,
  RegisterPayments,
  registerPayments,
} from './payment.decider';
import type { PaymentRegistered } from './payment.events';
import { PaymentQueries } from './payment.queries';
import { paymentEntries, UnreadablePayments } from './payment-file';
import type { PaymentEntry, PaymentFormat, RowFault } from './payment-file';
import type { PaymentFileView, PaymentImportView, PaymentRowView } from './payment.views';
import { PaymentDesk, paymentIdOf } from './register-payment';
import type { RegisteredPayments } from './register-payments';

/** More rows than this are sent as two files, so that a file can be looked through. */
const ROWS_MAX = 5_000;
/** Rows that are recorded together; a file is stopped between them. */
const ROWS_TOGETHER = 100;
/** A file that is taken within this time is answered with its end. */
const AT_ONCE_MS = 1_000;

export interface PaymentText {
  readonly format: PaymentFormat;
  readonly content: string;
}

interface PaymentRun {
  readonly rows: number;
  done: number;
  readonly stopping: AbortController;
  readonly ended: Promise<void>;
  running: boolean;
  endedAt?: string;
  report?: PaymentFileView;
}

/**
 * Takes payment files. Each row is a payment of its own, so a file that is stopped half-way leaves what was taken
 * standing, and the same file again takes the rest and counts none twice.
 */
@Injectable()
export class PaymentImports implements BeforeApplicationShutdown {
  private readonly log = new Logger('payment files');
  /** The one that runs or was the last to end, by operator, with what became of each row; known to this process alone. */
  private readonly runs = new Map<PartyCode, PaymentRun>();

  constructor(
    private readonly bus: CommandBus,
    private readonly runner: CommandRunner,
    private readonly desk: PaymentDesk,
    private readonly payments: PaymentQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Takes a file and waits for its end. @throws Refused FILE_UNREADABLE, TOO_MANY_ROWS */
  take(operator: PartyCode, { format, content }: PaymentText, dryRun: boolean): Promise<PaymentFileView> {
    return this.taken(operator, this.read(format, content), content, { dryRun });
  }

  /**
   * Begins a file and comes back when it has ended, or soon.
   * @throws Refused FILE_UNREADABLE, TOO_MANY_ROWS; PAYMENT_IMPORT_RUNNING: one at a time for each operator.
   */
  async begin(operator: PartyCode, { format, content }: PaymentText): Promise<PaymentImportView> {
    if (this.runs.get(operator)?.running === true) throw new Refused(reject('PAYMENT_IMPORT_RUNNING'));
    const entries = this.read(format, content);
    const stopping = new AbortController();
    const taken = this.taken(operator, entries, content, {
      dryRun: false,
      signal: stopping.signal,
      onRows: (count) => (run.done += count),
    });
    const run: PaymentRun = {
      rows: entries.length,
      done: 0,
      stopping,
      running: true,
      ended: taken
        .then((report) => void (run.report = report))
        .catch((error: unknown) => this.log.error('A payment file broke off', error))
        .finally(() => Object.assign(run, { running: false, endedAt: this.clock.now() })),
    };
    this.runs.set(operator, run);
    await Promise.race([run.ended, later(AT_ONCE_MS, undefined, { ref: false })]);
    return this.stand(operator);
  }

  stand(operator: PartyCode): PaymentImportView {
    const run = this.runs.get(operator);
    const recorded = run?.running === true ? undefined : this.payments.latestFile(operator);
    // What another process has taken since, or this one before it was started, is told from the ledger.
    if (run === undefined || (recorded !== undefined && recorded.lastAt > (run.endedAt ?? '')))
      return { running: run?.running ?? false, ...(recorded && { recorded }) };
    const { running, rows, done, report, endedAt } = run;
    if (running) return { running, rows, done };
    return {
      running,
      rows,
      done,
      ...(endedAt === undefined ? {} : { endedAt }),
      ...(report === undefined ? { brokeOff: true } : { report }),
    };
  }

  /** Ends after the rows that are being taken. Without one that runs, nothing happens. */
  async stop(operator: PartyCode): Promise<PaymentImportView> {
    const run = this.runs.get(operator);
    run?.stopping.abort();
    await run?.ended;
    return this.stand(operator);
  }

  async beforeApplicationShutdown(): Promise<void> {
    const running = [...this.runs.values()];
    for (const { stopping } of running) stopping.abort();
    await Promise.all(running.map(({ ended }) => ended));
  }

  private async taken(
    operator: PartyCode,
    entries: readonly PaymentEntry[],
    content: string,
    {
      dryRun,
      signal,
      onRows,
    }: { readonly dryRun: boolean; readonly signal?: AbortSignal; readonly onRows?: (count: number) => void },
  ): Promise<PaymentFileView> {
    const fileHash = sha256(content);
    const rows: PaymentRowView[] = [];
    const today = this.clock.today();
    const file: PaymentFile = {
      operator,
      fileHash,
      today,
      dryRun,
      facts: new Map(),
      taken: new Map(),
      tried: new Map(),
      position: 0,
    };
    for (let at = 0; at < entries.length && signal?.aborted !== true; at += ROWS_TOGETHER) {
      const together = await this.judged(entries.slice(at, at + ROWS_TOGETHER), file);
      rows.push(...together);
      onRows?.(together.length);
    }
    const count = (outcome: PaymentRowView['outcome']): number => rows.filter((row) => row.outcome === outcome).length;
    const accepted = rows.filter(({ outcome }) => outcome === 'ACCEPTED');
    return {
      fileHash,
      dryRun,
      accepted: accepted.length,
      known: count('KNOWN'),
      unmatched: count('UNMATCHED'),
      faulty: count('FAULTY'),
      left: entries.length - rows.length,
      acceptedOre: sumOre(accepted.flatMap(({ amountOre }) => amountOre ?? [])),
      position: file.position,
      rows,
    };
  }

  private read(format: PaymentFormat, content: string): PaymentEntry[] {
    try {
      const entries = paymentEntries(format, content);
      if (entries.length > ROWS_MAX)
        throw new Refused(reject('TOO_MANY_ROWS', { rows: entries.length, max: ROWS_MAX }));
      return entries;
    } catch (failure) {
      if (failure instanceof UnreadablePayments) throw new Refused(reject('FILE_UNREADABLE', { why: failure.message }));
      throw failure;
    }
  }

  /** What becomes of some rows that follow each other. Those of one payer are recorded together. */
  private async judged(entries: readonly PaymentEntry[], file: PaymentFile): Promise<PaymentRowView[]> {
    const rows: ReadRow[] = [];
    for (const entry of entries) rows.push(await this.readRow(entry, file));
    const decided = new Map<ReadRow, Decision<PaymentRegistered>>();
    const ready = rows.filter((row) => 'asked' in row);
    await Promise.all(
      [...Map.groupBy(ready, ({ payer }) => payer)].map(async ([payer, ofPayer]) => {
        const asked = ofPayer.map((row) => row.asked);
        const decisions = file.dryRun
          ? await this.tried(payer, asked, file)
          : await this.registered(payer, asked, file);
        ofPayer.forEach((row, at) => decided.set(row, decisions[at] ?? []));
      }),
    );
    return rows.map((row) => viewOf(row, decided.get(row) ?? [], file.dryRun));
  }

  private async registered(payer: PartyCode, asked: readonly AskedPayment[], file: PaymentFile) {
    const command = new RegisterPayments({ operator: file.operator, payer, asked });
    const { receipt, decisions } = await this.bus.execute<RegisterPayments, RegisteredPayments>(command);
    const some = decisions.some((decision) => !isRejection(decision) && decision.length > 0);
    if (some) file.position = Math.max(file.position, receipt.position);
    return decisions;
  }

  /** What would be decided, after the rows that were tried before. */
  private async tried(payer: PartyCode, asked: readonly AskedPayment[], file: PaymentFile) {
    const before = file.tried.get(payer) ?? (await this.runner.stateOf(payments, `${file.operator}-${payer}`)).state;
    const { decisions, recorded } = registerPayments(asked, before);
    file.tried.set(payer, fold(payments, recorded, before));
    return decisions;
  }

  private async readRow(entry: PaymentEntry, file: PaymentFile): Promise<ReadRow> {
    const { row, statementId, amountOre, paidOn, faults } = entry;
    const entryReference = keptReference(entry);
    const { operator, fileHash, today } = file;
    const view = {
      row,
      ...(statementId === undefined ? {} : { statementId }),
      ...(amountOre === undefined ? {} : { amountOre }),
      ...(paidOn === undefined ? {} : { paidOn }),
      ...(entryReference === undefined ? {} : { entryReference }),
    };
    if (amountOre === undefined || paidOn === undefined || faults.length > 0)
      return { view: { ...view, outcome: 'FAULTY', ...notTaken(faults) } };
    if (statementId === undefined) return { view: { ...view, outcome: 'UNMATCHED', ...notTaken([NO_NUMBER]) } };
    // Without a number of its own, a row is known by the file it came in and its place there.
    const paymentId = paymentIdOf(operator, entry.entryReference ?? `${fileHash} ${row}`);
    const payment = { paymentId, by: operator, statementId, amountOre, paidOn, today, entryReference, fileHash };
    const facts = file.facts.get(statementId) ?? (await this.desk.facts(payment));
    file.facts.set(statementId, facts);
    const { statement } = facts;
    if (statement?.operator !== operator)
      return { view: { ...view, outcome: 'UNMATCHED', ...notTaken([notYours(statementId)]) } };
    // An entry is counted once, also where two rows name statements of different payers for it.
    const before = file.taken.get(paymentId);
    if (before !== undefined && before !== statement.payer)
      return { view: { ...view, outcome: 'KNOWN', ...KNOWN, paymentId } };
    if (paidOn <= today) file.taken.set(paymentId, statement.payer);
    return { view, statementId, payer: statement.payer, asked: { command: new RegisterPayment(payment), facts } };
  }
}

/** A row as it was read: decided already, or a payment to be asked for. */
type ReadRow =
  | { readonly view: PaymentRowView }
  | {
      readonly view: Omit<PaymentRowView, 'outcome' | 'da' | 'en'>;
      readonly statementId: StatementId;
      readonly payer: PartyCode;
      readonly asked: AskedPayment;
    };

const viewOf = (read: ReadRow, decision: Decision<PaymentRegistered>, dryRun: boolean): PaymentRowView => {
  if (!('asked' in read)) return read.view;
  const { view, statementId, asked } = read;
  if (isRejection(decision)) return { ...view, outcome: 'FAULTY', ...notTaken([FUTURE]) };
  const { paymentId, amountOre } = asked.command.data;
  if (decision.length === 0) return { ...view, outcome: 'KNOWN', ...KNOWN, paymentId };
  return { ...view, outcome: 'ACCEPTED', ...taken(danishKroner(amountOre), statementId, dryRun), paymentId };
};

const NO_NUMBER: RowFault = {
  da: 'der står intet opgørelsesnummer i referencen',
  en: 'the reference holds no number of a statement',
};
const FUTURE: RowFault = { da: 'datoen ligger ude i fremtiden', en: 'the date lies in the future' };
const KNOWN: RowFault = {
  da: 'Posten er registreret før og tælles ikke igen.',
  en: 'The entry was registered before and is not counted again.',
};
const notYours = (statement: StatementId): RowFault => ({
  da: `opgørelsen ${statement} er ikke en af jeres`,
  en: `the statement ${statement} is none of yours`,
});

const notTaken = (faults: readonly RowFault[]): RowFault => ({
  da: `Ikke taget: ${faults.map(({ da }) => da).join('; ')}.`,
  en: `Not taken: ${faults.map(({ en }) => en).join('; ')}.`,
});

const taken = (amount: string, statement: StatementId, dryRun: boolean): RowFault => ({
  da: `${dryRun ? 'Vil blive registreret' : 'Registreret'}: ${amount} for opgørelse ${statement}.`,
  en: `${dryRun ? 'Would be registered' : 'Registered'}: ${amount} for statement ${statement}.`,
});

/** The bank's own number of an entry; one that looks like a CPR number tells entries apart, and is not kept. */
const keptReference = ({ entryReference }: PaymentEntry): string | undefined =>
  entryReference === undefined || looksLikeCpr(entryReference) ? undefined : entryReference;

interface PaymentFile {
  readonly operator: PartyCode;
  readonly fileHash: string;
  readonly today: Day;
  readonly dryRun: boolean;
  /** By statement: what was issued does not change while the file is taken. */
  readonly facts: Map<StatementId, PaymentFacts>;
  /** Whose payment each entry above has become, or was already. */
  readonly taken: Map<string, PartyCode>;
  /** What would be known of each payer after the rows above, where nothing is recorded. */
  readonly tried: Map<PartyCode, PaymentsState>;
  /** Of the last payment that was recorded. */
  position: number;
}
