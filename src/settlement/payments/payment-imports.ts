import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { setTimeout as later } from 'node:timers/promises';
import { sha256 } from '../../kernel/canonical-json';
import type { Day } from '../../kernel/calendar';
import { looksLikeCpr } from '../../kernel/cpr';
import { type Decision, fold, isRejection, reject } from '../../kernel/decider';
import type { Position } from '../../kernel/event';
import { asOre } from '../../kernel/money';
import type { PartyCode, StatementId } from '../../kernel/vocabulary';
import { CLOCK, type Clock } from '../../platform/clock';
import { newIdentity, withinOwnCommand } from '../../platform/commands/command-context';
import { CommandRunner, Refused } from '../../platform/commands/command-runner';
import { Problem } from '../../platform/http/problem';
import { SettlementQueries } from '../issued/settlement.queries';
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
import { paymentEntries, UnreadablePayments } from './payment-file';
import type { PaymentEntry } from './payment-file';
import {
  BeginPaymentFile,
  beginPaymentFile,
  EndPaymentFile,
  endPaymentFile,
  goesOn,
  paymentFiles,
  type PaymentFilesState,
  RecordPaymentRows,
  recordPaymentRows,
  StopPaymentFile,
  stopPaymentFile,
} from './payment-file.decider';
import type { FileEnd, JudgedRow, PaymentFileEvent, PaymentFormat } from './payment-file.events';
import { PaymentFileQueries } from './payment-file.queries';
import type {
  FileStanding,
  PaymentFileView,
  PaymentImportView,
  PaymentRowView,
  SentPaymentFileView,
} from './payment-file.views';
import type { PaymentFileRow } from './payment-files.projection';
import { fileView, rowView } from './payment-row-words';
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

/** Of a file of which nothing was heard for so long, who took it has broken off: a part takes well below a second. */
const SILENCE_MAX_S = 30;
/** Files that are listed. */
const FILES_LISTED = 20;

/** A file that this process is taking. */
interface PaymentRun {
  readonly fileId: string;
  readonly stopping: AbortController;
  readonly ended: Promise<PaymentFileView | undefined>;
}

/**
 * Takes payment files. Each row is a payment of its own, so a file that is stopped half-way leaves what was taken
 * standing, and the same file again takes the rest and counts none twice. What became of each row is recorded beside the
 * payments, so that every process tells it.
 */
@Injectable()
export class PaymentImports implements BeforeApplicationShutdown {
  private readonly log = new Logger('payment files');
  private readonly runs = new Map<PartyCode, PaymentRun>();
  /** Where in the log what this process has recorded last of an operator's files stands. */
  private readonly recordedAt = new Map<PartyCode, Position>();

  constructor(
    private readonly bus: CommandBus,
    private readonly runner: CommandRunner,
    private readonly desk: PaymentDesk,
    private readonly files: PaymentFileQueries,
    private readonly settlement: SettlementQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Takes a file and waits for its end; a dry run records nothing.
   * @throws Refused FILE_UNREADABLE, TOO_MANY_ROWS, PAYMENT_IMPORT_RUNNING
   */
  async take(operator: PartyCode, text: PaymentText, dryRun: boolean): Promise<PaymentFileView> {
    const entries = this.read(text);
    if (dryRun) return this.taken(operator, entries, text, undefined);
    const { ended } = await this.started(operator, entries, text);
    const report = await ended;
    if (report !== undefined) return report;
    throw new Problem(503, 'PAYMENT_FILE_BROKE_OFF', {
      da: 'Indlæsningen blev afbrudt. Rækker, der var taget, står ved magt. Send den samme fil igen for at tage resten.',
      en: 'It broke off. Rows that were taken stand. Send the same file again to take the rest.',
    });
  }

  /**
   * Begins a file and comes back when it has ended, or soon.
   * @throws Refused FILE_UNREADABLE, TOO_MANY_ROWS; PAYMENT_IMPORT_RUNNING: one at a time for each operator.
   */
  async begin(operator: PartyCode, text: PaymentText): Promise<PaymentImportView> {
    const { ended } = await this.started(operator, this.read(text), text);
    await Promise.race([ended, later(AT_ONCE_MS, undefined, { ref: false })]);
    return this.stand(operator);
  }

  /**
   * The file named, or the one sent last.
   * @throws Refused PAYMENT_FILE_NOT_FOUND
   */
  async stand(operator: PartyCode, fileId?: string): Promise<PaymentImportView> {
    await this.files.upTo(this.recordedAt.get(operator) ?? 0);
    const sent = this.files.of(operator, FILES_LISTED);
    const file = fileId === undefined ? sent[0] : this.files.find(operator, fileId);
    if (fileId !== undefined && file === undefined) throw new Refused(reject('PAYMENT_FILE_NOT_FOUND', { fileId }));
    const files = sent.map((each) => sentFileView(each, this.standing(each)));
    if (file === undefined) return { running: false, files };
    const { rows, done, begunAt, lastAt, fileHash, position } = file;
    const standing = this.standing(file);
    const running = standing === 'RUNNING';
    const judged = this.files.rows(file.fileId);
    const context = { dryRun: false, issuedOn: this.issueDays(judged) };
    return {
      running,
      fileId: file.fileId,
      standing,
      rows,
      done,
      begunAt,
      ...(running ? {} : { endedAt: lastAt }),
      report: fileView(
        { fileHash, dryRun: false, position, size: rows },
        judged.map((row) => rowView(row, context)),
      ),
      files,
    };
  }

  /** Ends after the rows that are being taken, by whichever process. Without one that runs, nothing happens. */
  async stop(operator: PartyCode): Promise<PaymentImportView> {
    await this.record(operator, (state) => stopPaymentFile(new StopPaymentFile({ operator }), state));
    await this.runs.get(operator)?.ended;
    return this.stand(operator);
  }

  async beforeApplicationShutdown(): Promise<void> {
    const running = [...this.runs.values()];
    for (const { stopping } of running) stopping.abort();
    await Promise.all(running.map(({ ended }) => ended));
  }

  /** One that has not ended, and that nobody has been heard of, is seen as cut off by everybody at once. */
  private standing({ operator, fileId, how, lastAt }: PaymentFileRow): FileStanding {
    if (how !== null) return how;
    if (this.runs.get(operator)?.fileId === fileId) return 'RUNNING';
    const silent = Temporal.Instant.from(lastAt).until(this.clock.now(), { largestUnit: 'second' });
    return silent.total('second') > SILENCE_MAX_S ? 'CUT_OFF' : 'RUNNING';
  }

  private async started(operator: PartyCode, entries: readonly PaymentEntry[], text: PaymentText): Promise<PaymentRun> {
    const fileId = withinOwnCommand(() => newIdentity('payment-file'));
    const [last] = this.files.of(operator, 1);
    const cutOff = last !== undefined && this.standing(last) === 'CUT_OFF' ? last.fileId : undefined;
    const { format, content } = text;
    const begin = { operator, fileId, fileHash: sha256(content), format, rows: entries.length };
    await this.record(operator, (state) => beginPaymentFile(new BeginPaymentFile(begin), state, { cutOff }));
    const stopping = new AbortController();
    const ended = this.taken(operator, entries, text, { fileId, signal: stopping.signal })
      .catch(async (error: unknown) => {
        this.log.error('A payment file broke off', error);
        await this.end(operator, fileId, 'CUT_OFF').catch((unrecorded: unknown) =>
          this.log.error('That a payment file broke off is not recorded', unrecorded),
        );
        return undefined;
      })
      .finally(() => this.runs.delete(operator));
    const run = { fileId, stopping, ended };
    this.runs.set(operator, run);
    return run;
  }

  private async end(operator: PartyCode, fileId: string, how: FileEnd): Promise<void> {
    await this.record(operator, (state) => endPaymentFile(new EndPaymentFile({ operator, fileId, how }), state));
  }

  private async record(
    operator: PartyCode,
    decide: (state: PaymentFilesState) => Decision<PaymentFileEvent>,
  ): Promise<{ readonly state: PaymentFilesState; readonly position: Position }> {
    const { state, receipt } = await withinOwnCommand(() => this.runner.run(paymentFiles, operator, decide));
    this.recordedAt.set(operator, receipt.position);
    return { state, position: receipt.position };
  }

  /** Without a run the file is only tried. */
  private async taken(
    operator: PartyCode,
    entries: readonly PaymentEntry[],
    { content }: PaymentText,
    run: { readonly fileId: string; readonly signal: AbortSignal } | undefined,
  ): Promise<PaymentFileView> {
    const file: PaymentFile = {
      operator,
      fileHash: sha256(content),
      today: this.clock.today(),
      dryRun: run === undefined,
      facts: new Map(),
      taken: new Map(),
      tried: new Map(),
    };
    const rows: PaymentRowView[] = [];
    let position: Position = 0;
    let goOn = true;
    for (let at = 0; goOn && at < entries.length && run?.signal.aborted !== true; at += ROWS_TOGETHER) {
      const together = entries.slice(at, at + ROWS_TOGETHER);
      const judged = await this.judged(together, file);
      const context = { dryRun: file.dryRun, issuedOn: this.issueDays(judged) };
      rows.push(...judged.map((row, index) => rowView(row, { ...context, said: saidOf(together[index]) })));
      if (run === undefined) continue;
      const asked = new RecordPaymentRows({ operator, fileId: run.fileId, rows: judged });
      const recorded = await this.record(operator, (state) => recordPaymentRows(asked, state));
      if (judged.some(({ outcome }) => outcome === 'ACCEPTED')) position = recorded.position;
      goOn = goesOn(recorded.state, run.fileId);
    }
    if (run !== undefined) await this.end(operator, run.fileId, rows.length < entries.length ? 'STOPPED' : 'COMPLETED');
    return fileView({ fileHash: file.fileHash, dryRun: file.dryRun, position, size: entries.length }, rows);
  }

  /** When the statements were issued that rows are for. */
  private issueDays(rows: readonly JudgedRow[]): (statement: StatementId) => Day | undefined {
    const issued = this.settlement.issueDays([...new Set(rows.flatMap(({ statementId }) => statementId ?? []))]);
    return (statement) => issued.get(statement);
  }

  private read({ format, content }: PaymentText): PaymentEntry[] {
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
  private async judged(entries: readonly PaymentEntry[], file: PaymentFile): Promise<JudgedRow[]> {
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
    return rows.map((row) => judgedRow(row, decided.get(row) ?? []));
  }

  private async registered(payer: PartyCode, asked: readonly AskedPayment[], file: PaymentFile) {
    const command = new RegisterPayments({ operator: file.operator, payer, asked });
    return (await this.bus.execute<RegisterPayments, RegisteredPayments>(command)).decisions;
  }

  /** What would be decided, after the rows that were tried before. */
  private async tried(payer: PartyCode, asked: readonly AskedPayment[], file: PaymentFile) {
    const before = file.tried.get(payer) ?? (await this.runner.stateOf(payments, `${file.operator}-${payer}`)).state;
    const { decisions, recorded } = registerPayments(asked, before);
    file.tried.set(payer, fold(payments, recorded, before));
    return decisions;
  }

  private async readRow(entry: PaymentEntry, file: PaymentFile): Promise<ReadRow> {
    const { row, statementId, amountOre, paidOn } = entry;
    const { operator, fileHash, today } = file;
    const faults = entry.faults.map(({ code }) => code);
    const read = {
      row,
      faults,
      ...(statementId === undefined ? {} : { statementId }),
      ...(amountOre === undefined ? {} : { amountOre }),
      ...(paidOn === undefined ? {} : { paidOn }),
    };
    if (amountOre === undefined || paidOn === undefined || faults.length > 0)
      return { judged: { ...read, outcome: 'FAULTY' } };
    if (statementId === undefined)
      return { judged: { ...read, outcome: 'UNMATCHED', faults: ['NO_STATEMENT_NUMBER'] } };
    // Without a number of its own, a row is known by the file it came in and its place there.
    const paymentId = paymentIdOf(operator, entry.entryReference ?? `${fileHash} ${row}`);
    const entryReference = keptReference(entry);
    const payment = { paymentId, by: operator, statementId, amountOre, paidOn, today, entryReference, fileHash };
    const facts = file.facts.get(statementId) ?? (await this.desk.facts(payment));
    file.facts.set(statementId, facts);
    const { statement } = facts;
    if (statement?.operator !== operator)
      return { judged: { ...read, outcome: 'UNMATCHED', faults: ['NOT_YOUR_STATEMENT'] } };
    // An entry is counted once, also where two rows name statements of different payers for it.
    const before = file.taken.get(paymentId);
    if (before !== undefined && before !== statement.payer) return { judged: { ...read, outcome: 'KNOWN', paymentId } };
    if (paidOn <= today) file.taken.set(paymentId, statement.payer);
    return { read, payer: statement.payer, asked: { command: new RegisterPayment(payment), facts } };
  }
}

/** A row as it was read: decided already, or a payment to be asked for. */
type ReadRow =
  | { readonly judged: JudgedRow }
  | { readonly read: Omit<JudgedRow, 'outcome'>; readonly payer: PartyCode; readonly asked: AskedPayment };

const judgedRow = (row: ReadRow, decision: Decision<PaymentRegistered>): JudgedRow => {
  if (!('asked' in row)) return row.judged;
  if (isRejection(decision)) return { ...row.read, outcome: 'FAULTY', faults: ['DATE_IN_FUTURE'] };
  const { paymentId } = row.asked.command.data;
  return { ...row.read, outcome: decision.length === 0 ? 'KNOWN' : 'ACCEPTED', paymentId };
};

/** The row's own words, for who sent the file. */
const saidOf = (entry: PaymentEntry | undefined) =>
  Object.fromEntries((entry?.faults ?? []).flatMap(({ code, said }) => (said === undefined ? [] : [[code, said]])));

const sentFileView = (
  { fileId, begunAt, rows, done, accepted, acceptedOre, refused }: PaymentFileRow,
  standing: FileStanding,
): SentPaymentFileView => ({
  fileId,
  standing,
  begunAt,
  rows,
  accepted,
  acceptedOre: asOre(acceptedOre),
  refused,
  left: rows - done,
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
}
