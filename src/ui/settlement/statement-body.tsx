import type { VNode } from 'preact';
import { auditAccess } from '../../audit/audit.access';
import type { CosignedMonthView } from '../../cosigning/cosigning.views';
import { documentsAccess } from '../../documents/documents.access';
import { allows } from '../../kernel/access';
import { sumOre } from '../../kernel/money';
import type { PartyCode } from '../../kernel/vocabulary';
import type { PaymentView } from '../../settlement/payments/payment.views';
import { settlementAccess } from '../../settlement/settlement.access';
import type { StatementView } from '../../settlement/statements/statement.routes';
import { historyOf } from '../audit/audit-section';
import { Box, Form } from '../components/form';
import { Facts, Figures, Status } from '../components/notes';
import { Exports } from '../components/table';
import { danishKroner, dayText, instantText } from '../frame/formats';
import { type FormState, freshForm } from '../frame/forms';
import { CosigningPart } from './cosigning-part';
import { type Invoice, InvoicePart } from './invoice-part';
import { SETTLEMENT } from '../frame/navigation';
import { EarlyNote, PaymentTable } from './payment-table';
import { PHASE_OF_DISPUTE, STANDING_WORDS } from './settlement-words';
import { FindLines, StatementLines } from './statement-lines';
import { addressOf, useVisit } from '../frame/visit';

const WORDS = {
  da: {
    total: 'I alt',
    due: 'Forfalder',
    onTime: 'Skal betales på forfaldsdagen',
    disputed: 'Gjort indsigelse mod',
    disputedHint: 'Forfalder ikke, før indsigelsen er afsluttet.',
    credited: 'Krediteret',
    later: 'Forfalder senere',
    laterOf: (amount: string, day: string) => `${amount} den ${day}`,
    operator: 'Driftsherre',
    payer: 'Betaler',
    ean: 'EAN (GLN)',
    id: 'Opgørelsens nummer',
    issued: 'Udstedt',
    approvedOn: 'Senest godkendt',
    recorded: 'Registreret',
    hash: 'Linjernes kontrolsum (SHA-256)',
    approveWhole: 'Godkend opgørelsen',
    approveHint:
      'Godkend alle linjer, der ikke er gjort indsigelse mod. En godkendt linje kan der ikke gøres indsigelse mod.',
    approveChosen: 'Godkend de valgte linjer',
    chooseLine: (line: number) => `Linje ${line}`,
    approve: 'Godkend',
    choose: 'Linjer',
    approved: 'Godkendt',
    allLines: 'Linjer pr. kontrakt',
    linesHint:
      'Gør indsigelse mod en linje på siden om, hvorfor beløbet er, som det er. Resten af opgørelsen står ved magt.',
    about: 'Om opgørelsen',
    history: 'Opgørelsens historik',
    payments: 'Betalinger',
    paid: (paid: string, total: string) => `Betalt ${paid} af ${total}`,
    register: 'Registrer en betaling',
    match: 'Hold plads, opgørelse og e-faktura op mod hinanden',
    files: { csv: 'CSV', xlsx: 'regneark (XLSX)', pdf: 'PDF' },
  },
  en: {
    total: 'In all',
    due: 'Due',
    onTime: 'To be paid on the due day',
    disputed: 'Disputed',
    disputedHint: 'Due on no day before the dispute is over.',
    credited: 'Credited',
    later: 'Due later',
    laterOf: (amount: string, day: string) => `${amount} on ${day}`,
    operator: 'Operator',
    payer: 'Payer',
    ean: 'EAN (GLN)',
    id: 'Number of the statement',
    issued: 'Issued',
    approvedOn: 'Last approved',
    recorded: 'Recorded',
    hash: 'Checksum of the lines (SHA-256)',
    approveWhole: 'Approve the statement',
    approveHint: 'Approve all lines that are not disputed. An approved line can no longer be disputed.',
    approveChosen: 'Approve the chosen lines',
    chooseLine: (line: number) => `Line ${line}`,
    approve: 'Approve',
    choose: 'Lines',
    approved: 'Approved',
    allLines: 'Lines by contract',
    linesHint: 'Dispute a line on the page that says why its amount is what it is. The rest of the statement stands.',
    about: 'About the statement',
    history: 'History of the statement',
    payments: 'Payments',
    paid: (paid: string, total: string) => `Paid ${paid} of ${total}`,
    register: 'Register a payment',
    match: 'Hold placement, statement and e-invoice against each other',
    files: { csv: 'CSV', xlsx: 'spreadsheet (XLSX)', pdf: 'PDF' },
  },
};

/** Lines from which it is worth looking for one. */
const FIND_FROM = 10;

export type Which = 'whole' | 'chosen' | 'invoice';
/** The form of a statement that was refused. */
export interface Failed {
  readonly form: Which;
  readonly state: FormState;
}

/** What is due of a statement, what was approved and disputed, its lines and files. */
export const Statement = ({
  statement,
  invoice,
  payments,
  cosigned,
  name,
  failed,
}: {
  statement: StatementView;
  invoice: Invoice;
  payments: readonly PaymentView[];
  /** Undefined for the moment until it is known. */
  cosigned: CosignedMonthView | undefined;
  name: (party: PartyCode) => string;
  failed: Failed | undefined;
}): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const { statementId, operator, payer, totalOre, dueOn, items, charges, standing } = statement;
  const { disputes, approvedLines } = standing;
  const at = `${SETTLEMENT.statements}/${statementId}`;
  const mayApprove =
    actor !== undefined &&
    standing.standing !== 'APPROVED' &&
    allows(settlementAccess.approveStatement, actor, { payer });
  const stateOf = (form: Which): FormState => (failed?.form === form ? failed.state : freshForm());
  const disputeOf = (line: number) => disputes.find((dispute) => dispute.line === line);
  const open = (line: number): boolean => {
    const dispute = disputeOf(line);
    return !approvedLines.includes(line) && (dispute === undefined || dispute.phase === 'RESOLVED');
  };
  const lines = (
    <StatementLines
      statementId={statementId}
      lines={items}
      charges={charges}
      standingOf={(line) => {
        const dispute = disputeOf(line);
        if (dispute !== undefined)
          return (
            <>
              <Status kind={PHASE_OF_DISPUTE[dispute.phase].kind}>
                {PHASE_OF_DISPUTE[dispute.phase][language]}
              </Status>{' '}
            </>
          );
        return standing.standing === 'APPROVED' || approvedLines.includes(line) ? (
          <>
            <Status kind="done">{words.approved}</Status>{' '}
          </>
        ) : null;
      }}
      {...(mayApprove
        ? {
            choice: (line: number) =>
              open(line) ? <Box name="lines" value={String(line)} label={words.chooseLine(line)} /> : line,
          }
        : {})}
    />
  );
  const files = `/api/v1/settlement/statements/${statementId}`;
  return (
    <>
      <div id="standing" data-live>
        <p>
          <Status kind={STANDING_WORDS[standing.standing].kind}>{STANDING_WORDS[standing.standing][language]}</Status>
        </p>
        <Figures
          entries={[
            { term: words.total, value: danishKroner(totalOre) },
            { term: words.due, value: dayText(dueOn, language) },
            { term: words.onTime, value: danishKroner(standing.dueOnTimeOre) },
            ...(standing.disputedOre === 0
              ? []
              : [{ term: words.disputed, value: danishKroner(standing.disputedOre) }]),
            ...(standing.creditedOre === 0
              ? []
              : [{ term: words.credited, value: danishKroner(standing.creditedOre) }]),
          ]}
        />
        {standing.disputedOre !== 0 && <p class="soft">{words.disputedHint}</p>}
      </div>
      <Exports
        files={(['pdf', 'xlsx', 'csv'] as const).map((format) => ({
          href: `${files}/${format}`,
          text: words.files[format],
        }))}
      />
      <p class="actions d-print-none">
        <a href={`${at}/match`}>{words.match}</a>
        {actor !== undefined && allows(auditAccess.getStatementHistory, actor, { operator, payer }) && (
          <a href={historyOf('statement', statementId)}>{words.history}</a>
        )}
      </p>
      {mayApprove && (
        <section class="panel">
          <h2>{words.approve}</h2>
          <p>{words.approveHint}</p>
          <Form
            id="approve"
            action={`${at}/approve`}
            state={stateOf('whole')}
            labels={{}}
            submit={words.approveWhole}
          />
        </section>
      )}
      <section aria-labelledby="chosen-lines">
        <h2 id="chosen-lines">{words.allLines}</h2>
        {mayApprove && <p>{words.linesHint}</p>}
        {items.length > FIND_FROM && <FindLines keep={[]} />}
        {mayApprove ? (
          <Form
            id="chosen"
            action={`${at}/lines/approve`}
            state={stateOf('chosen')}
            labels={{ lines: words.choose }}
            submit={words.approveChosen}
            tone="secondary"
          >
            {lines}
          </Form>
        ) : (
          lines
        )}
      </section>
      <section>
        <h2>{words.about}</h2>
        <Facts
          entries={[
            { term: words.id, value: statementId },
            { term: words.operator, value: name(operator) },
            { term: words.payer, value: name(payer) },
            statement.payerEan !== undefined && { term: words.ean, value: statement.payerEan },
            { term: words.issued, value: dayText(statement.issuedOn, language) },
            standing.approvedOn !== undefined && {
              term: words.approvedOn,
              value: dayText(standing.approvedOn, language),
            },
            standing.dueLater.length > 0 && {
              term: words.later,
              value: standing.dueLater
                .map((later) => words.laterOf(danishKroner(later.amountOre), dayText(later.dueOn, language)))
                .join(', '),
            },
            { term: words.recorded, value: instantText(statement.recordedAt, language) },
            { term: words.hash, value: <code class="hash">{statement.linesHash}</code> },
          ]}
        />
      </section>
      <PaymentsPart statement={statement} payments={payments} name={name} />
      {cosigned !== undefined && <CosigningPart of={cosigned} />}
      <InvoicePart
        at={at}
        files={files}
        invoice={invoice}
        state={stateOf('invoice')}
        mayIssue={actor !== undefined && allows(documentsAccess.issueEInvoice, actor, { operator })}
      />
    </>
  );
};

/** What the operator has registered as paid of the statement. */
const PaymentsPart = ({
  statement: { statementId, operator, totalOre },
  payments,
  name,
}: {
  statement: StatementView;
  payments: readonly PaymentView[];
  name: (party: PartyCode) => string;
}): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const may = (permission: typeof settlementAccess.registerPayment): boolean =>
    actor !== undefined && allows(permission, actor, { operator });
  const reversible = (): boolean => may(settlementAccess.reversePayment);
  const paidOre = sumOre(
    payments.filter(({ reversedOn }) => reversedOn === undefined).map(({ amountOre }) => amountOre),
  );
  return (
    <section>
      <h2>{words.payments}</h2>
      {payments.length > 0 && <p>{words.paid(danishKroner(paidOre), danishKroner(totalOre))}</p>}
      <EarlyNote rows={payments} reversible={reversible} />
      <PaymentTable rows={payments} name={name} reversible={reversible} ofOne />
      {may(settlementAccess.registerPayment) && (
        <p class="actions d-print-none">
          <a class="button button-secondary" href={addressOf(`${SETTLEMENT.payments}/register`, { statementId })}>
            {words.register}
          </a>
        </p>
      )}
    </section>
  );
};
