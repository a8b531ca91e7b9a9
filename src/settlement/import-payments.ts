import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sha256 } from '../kernel/canonical-json';
import type { Day } from '../kernel/calendar';
import { looksLikeCpr } from '../kernel/cpr';
import { isRejection, reject } from '../kernel/decider';
import { danishKroner, sumOre } from '../kernel/money';
import type { Actor, PartyCode, StatementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, Refused, type Receipt } from '../platform/commands/command-runner';
import { FlagField, OneOfField, TextField } from '../platform/http/fields';
import { payments, RegisterPayment, registerPayment } from './payment.decider';
import { PAYMENT_FORMATS, paymentEntries, UnreadablePayments } from './payment-file';
import type { PaymentEntry, PaymentFormat, RowFault } from './payment-file';
import { PaymentFileView, type PaymentRowView } from './payment.views';
import { PaymentDesk, paymentIdOf } from './register-payment';
import { settlementAccess } from './settlement.access';

/** Characters of a file; a request holds a megabyte. */
const FILE_CHARACTERS_MAX = 900_000;
/** More rows than this are sent as two files, so that one request does not keep others waiting. */
const ROWS_MAX = 5_000;

export class PaymentFileBody {
  @OneOfField(PAYMENT_FORMATS, 'CSV with headings, or an account statement by ISO 20022 (camt.053).')
  format!: PaymentFormat;

  // Accounts and dates that stand side by side look like CPR numbers; of the text only what is known to be none is kept.
  @TextField('The file as text.', { maxLength: FILE_CHARACTERS_MAX, mayHoldCpr: true })
  content!: string;

  @FlagField('Only say what each row would become.', { optional: true })
  dryRun?: boolean;
}

@ApiTags('settlement')
@Controller('api/v1/settlement/payment-files')
export class ImportPaymentsRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly runner: CommandRunner,
    private readonly desk: PaymentDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(settlementAccess.importPayments)
  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'importPayments',
    summary: 'Payments from a bank or finance system’s file, row by row',
    description:
      'Columns in any order, by Danish or English names: beløb, dato, reference and, if there is one, bilag. A row is for the statement whose number stands in its reference. The same entry, or the same file again, changes nothing.',
  })
  @ApiOkResponse({ type: PaymentFileView })
  async import(
    @Body() { format, content, dryRun = false }: PaymentFileBody,
    @CurrentActor() { party }: Actor,
  ): Promise<PaymentFileView> {
    const fileHash = sha256(content);
    const rows: PaymentRowView[] = [];
    const file = {
      operator: party,
      fileHash,
      today: this.clock.today(),
      dryRun,
      taken: new Set<string>(),
      position: 0,
    };
    for (const entry of this.read(format, content)) {
      rows.push(await this.judged(entry, file));
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

  private async judged(entry: PaymentEntry, file: PaymentFile): Promise<PaymentRowView> {
    const { row, statementId, amountOre, paidOn, faults } = entry;
    const entryReference = keptReference(entry);
    const { operator, fileHash, today } = file;
    const read = {
      row,
      ...(statementId === undefined ? {} : { statementId }),
      ...(amountOre === undefined ? {} : { amountOre }),
      ...(paidOn === undefined ? {} : { paidOn }),
      ...(entryReference === undefined ? {} : { entryReference }),
    };
    if (amountOre === undefined || paidOn === undefined || faults.length > 0)
      return { ...read, outcome: 'FAULTY', ...notTaken(faults) };
    if (statementId === undefined) return { ...read, outcome: 'UNMATCHED', ...notTaken([NO_NUMBER]) };
    // Without a number of its own, a row is known by the file it came in and its place there.
    const paymentId = paymentIdOf(operator, entry.entryReference ?? `${fileHash} ${row}`);
    const command = new RegisterPayment({
      paymentId,
      by: operator,
      statementId,
      amountOre,
      paidOn,
      today,
      entryReference,
      fileHash,
    });
    const facts = await this.desk.facts(command.data);
    if (facts.statement?.operator !== operator)
      return { ...read, outcome: 'UNMATCHED', ...notTaken([notYours(statementId)]) };
    const { state } = await this.runner.stateOf(payments, `${operator}-${facts.statement.payer}`);
    const decision = registerPayment(command, state, facts);
    if (isRejection(decision)) return { ...read, outcome: 'FAULTY', ...notTaken([FUTURE]) };
    if (decision.length === 0 || file.taken.has(paymentId)) return { ...read, outcome: 'KNOWN', ...KNOWN, paymentId };
    file.taken.add(paymentId);
    if (!file.dryRun) file.position = (await this.bus.execute<RegisterPayment, Receipt>(command)).position;
    return { ...read, outcome: 'ACCEPTED', ...taken(danishKroner(amountOre), statementId, file.dryRun), paymentId };
  }
}

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
  /** Payments that rows above have become. */
  readonly taken: Set<string>;
  /** Of the last payment that was recorded. */
  position: number;
}
