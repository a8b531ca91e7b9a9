import type { VNode } from 'preact';
import type { RowOutcome } from '../../settlement/payments/payment-file.events';
import type {
  FileStanding,
  PaymentFileView,
  PaymentImportView,
  PaymentRowView,
  SentPaymentFileView,
} from '../../settlement/payments/payment-file.views';
import { Alert, Figures, More, Status, type StatusKind } from '../components/notes';
import { Table } from '../components/table';
import { countText, danishKroner, dayText, instantText } from '../frame/formats';
import { SETTLEMENT } from '../frame/navigation';
import { useVisit } from '../frame/visit';

const WORDS = {
  da: {
    triedText: 'Filen er kun prøvet. Intet er registreret. Vælg den igen for at indlæse den.',
    latest: (when: string) => `Den seneste fil, sendt ${when}`,
    earlier: (when: string) => `En fil, sendt ${when}`,
    rows: 'Rækker',
    stopped: (left: string) =>
      `Indlæsningen blev standset. ${left} rækker er ikke set på; indlæs den samme fil igen for at tage dem.`,
    cutOff: (when: string, left: string) =>
      `Indlæsningen blev afbrudt ${when}, før ${left} rækker var behandlet. Rækker, der var taget, står ved magt; indlæs den samme fil igen for at tage resten. Ingen række tælles to gange.`,
    again: 'Vælg filen igen',
    toPayments: 'Se betalingerne',
    accepted: 'Taget',
    acceptedOre: 'Beløb i alt',
    early: 'Betalt før opgørelsen',
    earlyTitle: 'Nogle rækker er ældre end deres opgørelse',
    earlyHint:
      'En forudbetaling tæller med, fra den er betalt, og står til betalerens gode indtil opgørelsen. Er datoen forkert, så tilbagefør betalingen og registrer den igen.',
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
    none: 'Ingen rækker er behandlet endnu.',
    left: 'Ikke behandlet',
    files: 'Sendte filer',
    sent: 'Sendt',
    standing: 'Stand',
    refused: 'Ikke taget',
    standings: { RUNNING: 'Indlæses', COMPLETED: 'Behandlet', STOPPED: 'Standset', CUT_OFF: 'Afbrudt' },
    outcomes: { ACCEPTED: 'Taget', KNOWN: 'Kendt', UNMATCHED: 'Ingen opgørelse', FAULTY: 'Fejl' },
  },
  en: {
    triedText: 'The file was only tried. Nothing has been registered. Choose it again to bring it in.',
    latest: (when: string) => `The latest file, sent ${when}`,
    earlier: (when: string) => `A file, sent ${when}`,
    rows: 'Rows',
    stopped: (left: string) =>
      `It was stopped. ${left} rows were not looked at; bring in the same file again to take them.`,
    cutOff: (when: string, left: string) =>
      `It was cut off ${when}, before ${left} rows were dealt with. Rows that were taken stand; bring in the same file again to take the rest. No row counts twice.`,
    again: 'Choose the file again',
    toPayments: 'See the payments',
    accepted: 'Taken',
    acceptedOre: 'Amount in all',
    early: 'Paid before the statement',
    earlyTitle: 'Some rows are older than their statement',
    earlyHint:
      'A prepayment counts from when it was paid, and stands to the payer’s credit until the statement. If the day is wrong, reverse the payment and register it again.',
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
    none: 'No rows have been dealt with yet.',
    left: 'Not dealt with',
    files: 'Files that were sent',
    sent: 'Sent',
    standing: 'Standing',
    refused: 'Not taken',
    standings: { RUNNING: 'Being taken', COMPLETED: 'Dealt with', STOPPED: 'Stopped', CUT_OFF: 'Cut off' },
    outcomes: { ACCEPTED: 'Taken', KNOWN: 'Known', UNMATCHED: 'No statement', FAULTY: 'Fault' },
  },
};

const LOOK: Readonly<Record<RowOutcome, StatusKind>> = {
  ACCEPTED: 'done',
  KNOWN: 'over',
  UNMATCHED: 'waiting',
  FAULTY: 'wrong',
};

const STANDING_LOOK: Readonly<Record<FileStanding, StatusKind>> = {
  RUNNING: 'waiting',
  COMPLETED: 'done',
  STOPPED: 'over',
  CUT_OFF: 'wrong',
};

/** What became of a file, by whichever process it was taken. */
export const Ended = ({
  of: { fileId, standing, begunAt, endedAt, report, files },
}: {
  of: PaymentImportView;
}): VNode | null => {
  const { language } = useVisit();
  const words = WORDS[language];
  if (report === undefined || begunAt === undefined || endedAt === undefined) return null;
  const title = fileId === files[0]?.fileId ? words.latest : words.earlier;
  return (
    <section>
      <h2>{title(instantText(begunAt, language))}</h2>
      {standing === 'CUT_OFF' && (
        <Alert tone="warning">
          <p>{words.cutOff(instantText(endedAt, language), countText(report.left))}</p>
        </Alert>
      )}
      {standing === 'STOPPED' && (
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

/** The files sent last, each leading to its rows. */
export const SentFiles = ({
  files,
  shown,
}: {
  files: readonly SentPaymentFileView[];
  shown: string | undefined;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <section>
      <h2>{words.files}</h2>
      <Table
        caption={words.files}
        captionHidden
        rows={files}
        columns={[
          {
            title: words.sent,
            heads: true,
            cell: ({ fileId, begunAt }) =>
              fileId === shown ? (
                instantText(begunAt, language)
              ) : (
                <a href={`${SETTLEMENT.paymentFiles}?fileId=${fileId}`}>{instantText(begunAt, language)}</a>
              ),
          },
          {
            title: words.standing,
            cell: ({ standing }) => <Status kind={STANDING_LOOK[standing]}>{words.standings[standing]}</Status>,
          },
          { title: words.rows, numeric: true, cell: ({ rows }) => countText(rows) },
          { title: words.accepted, numeric: true, cell: ({ accepted }) => countText(accepted) },
          { title: words.acceptedOre, numeric: true, cell: ({ acceptedOre }) => danishKroner(acceptedOre) },
          { title: words.refused, numeric: true, cell: ({ refused }) => countText(refused) },
          { title: words.left, numeric: true, cell: ({ left }) => countText(left) },
        ]}
      />
    </section>
  );
};

export const Report = ({ report }: { report: PaymentFileView }): VNode => {
  const words = WORDS[useVisit().language];
  const { dryRun, accepted, acceptedOre, early, known, unmatched, faulty, left, rows } = report;
  const notTaken = ({ outcome }: PaymentRowView): boolean => outcome === 'FAULTY' || outcome === 'UNMATCHED';
  const wrong = rows.filter(notTaken);
  const isEarly = ({ issuedLater }: PaymentRowView): boolean => issuedLater !== undefined;
  const others = rows.filter((row) => !notTaken(row) && !isEarly(row));
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
          ...(early > 0 ? [{ term: words.early, value: countText(early) }] : []),
          { term: words.known, value: countText(known) },
          { term: words.unmatched, value: countText(unmatched) },
          { term: words.faulty, value: countText(faulty) },
          ...(left > 0 ? [{ term: words.left, value: countText(left) }] : []),
        ]}
      />
      {rows.length === 0 && <p class="nothing">{left === 0 ? words.empty : words.none}</p>}
      {early > 0 && (
        <section>
          <h2>{words.earlyTitle}</h2>
          <p>{words.earlyHint}</p>
          <Rows rows={rows.filter(isEarly)} caption={words.earlyTitle} />
        </section>
      )}
      {wrong.length > 0 && (
        <section>
          <h2>{words.notTaken}</h2>
          <Rows rows={wrong} caption={words.notTaken} />
        </section>
      )}
      {wrong.length === 0 && rows.length > 0 && left === 0 && <p>{words.allTaken}</p>}
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
