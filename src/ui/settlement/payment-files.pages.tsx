import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { type TypedForm } from '../../platform/http/form-body';
import { fileText, type ReceivedFile, TakesFile, UploadedFile } from '../../platform/http/uploads';
import { ImportPaymentsRoute, PaymentTextBody } from '../../settlement/payments/import-payments';
import type {
  PaymentFileView,
  PaymentImportView,
  PaymentRowView,
  RecordedPaymentFileView,
  RowOutcome,
} from '../../settlement/payments/payment.views';
import { settlementAccess } from '../../settlement/settlement.access';
import { FileForm } from '../components/file-form';
import { Alert, Figures, More, Status, type StatusKind } from '../components/notes';
import { Table } from '../components/table';
import { Doors } from '../frame/doors';
import { countText, danishKroner, dayText, instantText } from '../frame/formats';
import { Forms, type FormState, freshForm, NoBody } from '../frame/forms';
import { SETTLEMENT } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { Sections, settlementCrumb } from './settlement-sections';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { RunningWork } from '../components/running-work';

const WORDS = {
  da: {
    payments: 'Betalinger',
    title: 'Indlæs en fil med betalinger',
    lead: 'En fil fra banken eller økonomisystemet. Hver række bliver til en betaling af den opgørelse, hvis nummer står i dens reference.',
    file: 'Fil (CSV, eller kontoudtog camt.053 som XML)',
    fileHint:
      'CSV med kolonnerne beløb, dato og reference, og gerne bilag. Den samme fil to gange ændrer intet. Højst 5.000 rækker.',
    check: 'Prøv filen',
    take: 'Indlæs betalingerne',
    tried: 'Det ville filen føre til',
    triedText: 'Filen er kun prøvet. Intet er registreret. Vælg den igen for at indlæse den.',
    taken: (when: string) => `Den seneste fil, indlæst ${when}`,
    running: 'En fil bliver indlæst',
    rows: 'Rækker',
    stop: 'Stands indlæsningen',
    stopRule:
      'Den kan standses. Rækker, der er taget, står ved magt; den samme fil igen tager resten og tæller ingen to gange.',
    stopped: (left: string) =>
      `Indlæsningen blev standset. ${left} rækker er ikke set på; indlæs den samme fil igen for at tage dem.`,
    brokeOff:
      'Indlæsningen blev afbrudt. Rækker, der var taget, står ved magt; indlæs den samme fil igen for at tage resten.',
    recorded: 'Den seneste fil i bogen',
    recordedRule:
      'Standsede den undervejs, så indlæs den samme fil igen: resten bliver taget, og ingen række tælles to gange.',
    registered: 'Betalinger registreret',
    lastAt: 'Den sidste',
    again: 'Vælg filen igen',
    toPayments: 'Se betalingerne',
    accepted: 'Taget',
    acceptedOre: 'Beløb i alt',
    known: 'Registreret før',
    unmatched: 'For ingen opgørelse',
    faulty: 'Kan ikke læses',
    notTaken: 'Rækker, der ikke blev taget',
    others: (count: string) => `De øvrige rækker (${count})`,
    allTaken: 'Alle rækker blev taget.',
    row: 'Række',
    outcome: 'Udfald',
    why: 'Hvad der skete',
    paidOn: 'Dato',
    amount: 'Beløb',
    statement: 'Opgørelse',
    empty: 'Filen har ingen rækker.',
    outcomes: { ACCEPTED: 'Taget', KNOWN: 'Kendt', UNMATCHED: 'Ingen opgørelse', FAULTY: 'Fejl' },
  },
  en: {
    payments: 'Payments',
    title: 'Bring in a payment file',
    lead: 'A file from the bank or the finance system. Each row becomes a payment of the statement whose number stands in its reference.',
    file: 'File (CSV, or an account statement camt.053 as XML)',
    fileHint:
      'CSV with the columns beløb, dato and reference, and bilag if there is one; or amount, date, text and entry. The same file twice changes nothing. At most 5.000 rows.',
    check: 'Try the file',
    take: 'Bring in the payments',
    tried: 'What the file would lead to',
    triedText: 'The file was only tried. Nothing has been registered. Choose it again to bring it in.',
    taken: (when: string) => `The latest file, brought in ${when}`,
    running: 'A file is being brought in',
    rows: 'Rows',
    stop: 'Stop it',
    stopRule:
      'It can be stopped. Rows that were taken stand; the same file again takes the rest and counts none twice.',
    stopped: (left: string) =>
      `It was stopped. ${left} rows were not looked at; bring in the same file again to take them.`,
    brokeOff: 'It broke off. Rows that were taken stand; bring in the same file again to take the rest.',
    recorded: 'The latest file in the ledger',
    recordedRule: 'If it stopped on its way, bring in the same file again: the rest is taken, and no row counts twice.',
    registered: 'Payments registered',
    lastAt: 'The last one',
    again: 'Choose the file again',
    toPayments: 'See the payments',
    accepted: 'Taken',
    acceptedOre: 'Amount in all',
    known: 'Registered before',
    unmatched: 'For no statement',
    faulty: 'Cannot be read',
    notTaken: 'Rows that were not taken',
    others: (count: string) => `The other rows (${count})`,
    allTaken: 'Every row was taken.',
    row: 'Row',
    outcome: 'Outcome',
    why: 'What happened',
    paidOn: 'Date',
    amount: 'Amount',
    statement: 'Statement',
    empty: 'The file has no rows.',
    outcomes: { ACCEPTED: 'Taken', KNOWN: 'Known', UNMATCHED: 'No statement', FAULTY: 'Fault' },
  },
};

const LOOK: Readonly<Record<RowOutcome, StatusKind>> = {
  ACCEPTED: 'done',
  KNOWN: 'over',
  UNMATCHED: 'waiting',
  FAULTY: 'wrong',
};

type PaymentUpload = ReceivedFile<'CSV' | 'XML'>;

/** Payments from a bank's or a finance system's file: tried first, then taken, with what became of each row. */
@Pages()
export class PaymentFilesPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
  ) {}

  @Get(SETTLEMENT.paymentFiles)
  @Allowed(settlementAccess.getPaymentImport)
  show(@TheVisit() visit: SignedInVisit): Screen {
    return this.stand(visit, freshForm());
  }

  @Post(`${SETTLEMENT.paymentFiles}/check`)
  @TakesFile(['CSV', 'XML'])
  @Allowed(settlementAccess.importPayments)
  check(@UploadedFile() file: PaymentUpload, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.take(file, visit, async (body) => {
      const route = this.doors.open(ImportPaymentsRoute, visit);
      return this.report(await route.import({ ...body, dryRun: true }, visit.actor), visit);
    });
  }

  @Post(SETTLEMENT.paymentFiles)
  @TakesFile(['CSV', 'XML'])
  @Allowed(settlementAccess.beginPaymentImport)
  begin(@UploadedFile() file: PaymentUpload, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.take(file, visit, async (body) => {
      await this.doors.open(ImportPaymentsRoute, visit).begin(body, visit.actor);
      return new SeeOther(SETTLEMENT.paymentFiles);
    });
  }

  @Post(`${SETTLEMENT.paymentFiles}/stop`)
  @Allowed(settlementAccess.stopPaymentImport)
  stop(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      NoBody,
      form,
      async () => {
        await this.doors.open(ImportPaymentsRoute, visit).stop(visit.actor);
        return new SeeOther(SETTLEMENT.paymentFiles);
      },
      (state) => this.stand(visit, state),
    );
  }

  private async take(
    file: PaymentUpload,
    visit: SignedInVisit,
    send: (body: PaymentTextBody) => Promise<PageAnswer>,
  ): Promise<PageAnswer> {
    const content = await fileText(file);
    const format = file.format === 'XML' ? 'CAMT053' : 'CSV';
    // The file itself is not drawn again.
    return this.forms.take(visit, PaymentTextBody, { format, content }, send, (state) =>
      this.stand(visit, { ...state, typed: {} }),
    );
  }

  private stand(visit: SignedInVisit, state: FormState): Screen {
    const { language, actor } = visit;
    const words = WORDS[language];
    const stand = this.doors.open(ImportPaymentsRoute, visit).stand(actor);
    return screen({
      title: words.title,
      wide: true,
      crumbs: crumbsOf(language),
      body: (
        <>
          <Sections />
          <p class="font-lead">{words.lead}</p>
          <div id="import" data-live>
            {stand.running ? <Running of={stand} /> : <Ended of={stand} />}
          </div>
          {!stand.running && <Upload state={state} />}
        </>
      ),
    });
  }

  private report(report: PaymentFileView, { language }: SignedInVisit): Screen {
    const words = WORDS[language];
    return screen({
      title: words.tried,
      wide: true,
      crumbs: [...crumbsOf(language), { href: SETTLEMENT.paymentFiles, text: words.title }],
      body: <Report report={report} />,
    });
  }
}

const crumbsOf = (language: SignedInVisit['language']) => [
  settlementCrumb(language),
  { href: SETTLEMENT.payments, text: WORDS[language].payments },
];

const Upload = ({ state }: { state: FormState }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <section class="panel" aria-label={words.title}>
      <FileForm
        id="payments"
        name="content"
        action={SETTLEMENT.paymentFiles}
        state={state}
        label={words.file}
        hint={words.fileHint}
        accept=".csv,.xml,text/csv,application/xml,text/xml"
        check={words.check}
        send={words.take}
      />
    </section>
  );
};

const Running = ({ of: { done = 0, rows = 0 } }: { of: PaymentImportView }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <RunningWork
      at={SETTLEMENT.paymentFiles}
      title={words.running}
      counted={words.rows}
      done={done}
      of={rows}
      stop={words.stop}
    >
      <p>{words.stopRule}</p>
    </RunningWork>
  );
};

/** What the ledger tells of a file that this process knows nothing else of. */
const Recorded = ({ of }: { of: RecordedPaymentFileView }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <section>
      <h2>{words.recorded}</h2>
      <Figures
        amounts
        entries={[
          { term: words.registered, value: countText(of.payments) },
          { term: words.acceptedOre, value: danishKroner(of.amountOre) },
          { term: words.lastAt, value: instantText(of.lastAt, language) },
        ]}
      />
      <p>
        {words.recordedRule} <a href={SETTLEMENT.payments}>{words.toPayments}</a>
      </p>
    </section>
  );
};

const Ended = ({ of: { report, endedAt, brokeOff, recorded } }: { of: PaymentImportView }): VNode | null => {
  const { language } = useVisit();
  const words = WORDS[language];
  if (recorded !== undefined) return <Recorded of={recorded} />;
  if (brokeOff === true)
    return (
      <Alert tone="warning">
        <p>{words.brokeOff}</p>
      </Alert>
    );
  if (report === undefined || endedAt === undefined) return null;
  return (
    <section>
      <h2>{words.taken(instantText(endedAt, language))}</h2>
      {report.left > 0 && (
        <Alert tone="warning">
          <p>{words.stopped(countText(report.left))}</p>
        </Alert>
      )}
      <Report report={report} />
      <p>
        <a href={SETTLEMENT.payments}>{words.toPayments}</a>
      </p>
    </section>
  );
};

const Report = ({ report }: { report: PaymentFileView }): VNode => {
  const words = WORDS[useVisit().language];
  const { dryRun, accepted, acceptedOre, known, unmatched, faulty, rows } = report;
  const notTaken = ({ outcome }: PaymentRowView): boolean => outcome === 'FAULTY' || outcome === 'UNMATCHED';
  const wrong = rows.filter(notTaken);
  const others = rows.filter((row) => !notTaken(row));
  return (
    <>
      {dryRun && (
        <Alert tone="info">
          <p>{words.triedText}</p>
          <p>
            <a href={SETTLEMENT.paymentFiles}>{words.again}</a>
          </p>
        </Alert>
      )}
      <Figures
        amounts
        entries={[
          { term: words.accepted, value: countText(accepted) },
          { term: words.acceptedOre, value: danishKroner(acceptedOre) },
          { term: words.known, value: countText(known) },
          { term: words.unmatched, value: countText(unmatched) },
          { term: words.faulty, value: countText(faulty) },
        ]}
      />
      {rows.length === 0 && <p class="nothing">{words.empty}</p>}
      {wrong.length > 0 && (
        <section>
          <h2>{words.notTaken}</h2>
          <Rows rows={wrong} caption={words.notTaken} />
        </section>
      )}
      {wrong.length === 0 && rows.length > 0 && <p>{words.allTaken}</p>}
      {others.length > 0 && (
        <More summary={words.others(countText(others.length))}>
          <Rows rows={others} caption={words.others(countText(others.length))} />
        </More>
      )}
    </>
  );
};

const Rows = ({ rows, caption }: { rows: readonly PaymentRowView[]; caption: string }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <Table
      files
      caption={caption}
      captionHidden
      rows={rows}
      columns={[
        { title: words.row, heads: true, cell: ({ row }) => row },
        {
          title: words.outcome,
          cell: ({ outcome }) => <Status kind={LOOK[outcome]}>{words.outcomes[outcome]}</Status>,
        },
        { title: words.why, cell: (row) => row[language] },
        { title: words.statement, cell: ({ statementId }) => statementId ?? '–' },
        { title: words.paidOn, cell: ({ paidOn }) => (paidOn === undefined ? '–' : dayText(paidOn, language)) },
        {
          title: words.amount,
          numeric: true,
          cell: ({ amountOre }) => (amountOre === undefined ? '–' : danishKroner(amountOre)),
        },
      ]}
    />
  );
};
