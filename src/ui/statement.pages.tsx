import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import type { EInvoiceCheckView, IssuedInvoiceView } from '../documents/document.views';
import { documentsAccess } from '../documents/documents.access';
import { EInvoiceRoutes } from '../documents/e-invoice.routes';
import { IssueEInvoiceBody, IssueEInvoiceRoute } from '../documents/issue-e-invoice';
import { allows } from '../kernel/access';
import type { PartyCode, StatementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { Refused } from '../platform/commands/refusals';
import { ListField } from '../platform/http/fields';
import type { TypedForm } from '../platform/http/form-body';
import { CodeParam } from '../platform/http/parameters';
import * as scalars from '../platform/http/scalars';
import { ApproveStatementBody, ApproveStatementRoute } from '../settlement/approve-statement';
import { settlementAccess } from '../settlement/settlement.access';
import { StatementRoutes, type StatementView } from '../settlement/statement.routes';
import { STATEMENT_ID_FORM } from '../settlement/visible-statements.queries';
import { Checkbox, Form } from './components/form';
import { Alert, Facts, Figures, More, Status } from './components/notes';
import { Exports } from './components/table';
import { Doors } from './doors';
import { danishKroner, dayText, instantText, monthText } from './formats';
import { Forms, type FormState, freshForm } from './forms';
import { Names } from './names';
import { SETTLEMENT } from './navigation';
import { Pages } from './pages';
import { type PageAnswer, screen, type Screen, SeeOther } from './screen';
import { settlementCrumb } from './settlement-sections';
import { PHASE_OF_DISPUTE, STANDING_WORDS } from './settlement-words';
import { FindLines, StatementLines } from './statement-lines';
import { type SignedInVisit, TheVisit, useVisit } from './visit';

const WORDS = {
  da: {
    statements: 'Opgørelser',
    title: (month: string, operator: string, payer: string) => `${operator} til ${payer}, ${month}`,
    total: 'I alt',
    due: 'Forfalder',
    lines: 'Linjer',
    standing: 'Status',
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
    files: { csv: 'CSV', xlsx: 'regneark (XLSX)', pdf: 'PDF' },
    invoice: 'E-faktura',
    invoiceFile: 'Hent e-fakturaen',
    draft: 'Se kladden',
    issuedAs: (number: string, day: string) => `Udstedt som ${number} den ${day}.`,
    checked: (count: number) => `Kan udstedes: kladden overholder alle ${count} regler, den er holdt op mod.`,
    broken: 'Kan ikke udstedes endnu',
    issue: 'Udsted e-fakturaen',
    constructed: 'Noget i den er opdigtet til demonstration.',
  },
  en: {
    statements: 'Statements',
    title: (month: string, operator: string, payer: string) => `${operator} to ${payer}, ${month}`,
    total: 'In all',
    due: 'Due',
    lines: 'Lines',
    standing: 'Status',
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
    files: { csv: 'CSV', xlsx: 'spreadsheet (XLSX)', pdf: 'PDF' },
    invoice: 'E-invoice',
    invoiceFile: 'Get the e-invoice',
    draft: 'See the draft',
    issuedAs: (number: string, day: string) => `Issued as ${number} on ${day}.`,
    checked: (count: number) => `Can be issued: the draft keeps all ${count} rules it was held against.`,
    broken: 'Cannot be issued yet',
    issue: 'Issue the e-invoice',
    constructed: 'Something in it was made up for demonstration.',
  },
};

/** Lines that were ticked. None is a fault here; to the API it would mean all. */
class ChosenLinesBody {
  @ListField(scalars.wholeNumber({ min: 1 }), 'The lines.', { minItems: 1 })
  lines!: number[];
}

/** Lines from which it is worth looking for one. */
const FIND_FROM = 10;

type Which = 'whole' | 'chosen' | 'invoice';
interface Failed {
  readonly form: Which;
  readonly state: FormState;
}

interface Invoice {
  readonly issued?: IssuedInvoiceView;
  readonly check?: EInvoiceCheckView;
}

const STATEMENT = 'Operator, payer and month.';

/** One statement for both sides: what is due, what has been approved and disputed, its lines, its files. */
@Pages()
export class StatementPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(`${SETTLEMENT.statements}/:statementId`)
  @Allowed(settlementAccess.getStatement)
  show(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    return this.screen(id, visit);
  }

  @Post(`${SETTLEMENT.statements}/:statementId/approve`)
  @Allowed(settlementAccess.approveStatement)
  approve(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      ApproveStatementBody,
      form,
      async (body) => this.seen(id, await this.doors.open(ApproveStatementRoute, visit).approve(id, body, visit.actor)),
      (state) => this.screen(id, visit, { form: 'whole', state }),
    );
  }

  @Post(`${SETTLEMENT.statements}/:statementId/lines/approve`)
  @Allowed(settlementAccess.approveStatement)
  approveLines(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      ChosenLinesBody,
      form,
      async (body) => this.seen(id, await this.doors.open(ApproveStatementRoute, visit).approve(id, body, visit.actor)),
      (state) => this.screen(id, visit, { form: 'chosen', state }),
    );
  }

  @Post(`${SETTLEMENT.statements}/:statementId/e-invoice`)
  @Allowed(documentsAccess.issueEInvoice)
  issue(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      IssueEInvoiceBody,
      form,
      async (body) => this.seen(id, await this.doors.open(IssueEInvoiceRoute, visit).issue(id, body, visit.actor)),
      (state) => this.screen(id, visit, { form: 'invoice', state }),
    );
  }

  private seen(id: StatementId, { position }: { readonly position: number }): SeeOther {
    return new SeeOther(`${SETTLEMENT.statements}/${id}`, { position });
  }

  private async screen(id: StatementId, visit: SignedInVisit, failed?: Failed): Promise<Screen> {
    const { language } = visit;
    const words = WORDS[language];
    const statement = await this.doors.open(StatementRoutes, visit).find(id, {}, visit.actor);
    const invoice = await this.invoice(id, visit);
    const name = this.names.all();
    return screen({
      title: words.title(monthText(statement.month, language), name(statement.operator), name(statement.payer)),
      wide: true,
      crumbs: [settlementCrumb(language), { href: SETTLEMENT.statements, text: words.statements }],
      body: <Statement statement={statement} invoice={invoice} name={name} failed={failed} />,
    });
  }

  /** What was issued; where nothing was, whether it could be. */
  private async invoice(id: StatementId, visit: SignedInVisit): Promise<Invoice> {
    const routes = this.doors.open(EInvoiceRoutes, visit);
    try {
      return { issued: await routes.receipt(id, {}, visit.actor) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
    try {
      return { check: await routes.check(id, {}, visit.actor) };
    } catch (error) {
      // A statement that comes to nothing is no invoice at all.
      if (!(error instanceof Refused)) throw error;
      return {};
    }
  }
}

const Statement = ({
  statement,
  invoice,
  name,
  failed,
}: {
  statement: StatementView;
  invoice: Invoice;
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
              open(line) ? <Checkbox name="lines" value={String(line)} label={words.chooseLine(line)} /> : line,
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

const InvoicePart = ({
  at,
  files,
  invoice: { issued, check },
  state,
  mayIssue,
}: {
  at: string;
  files: string;
  invoice: Invoice;
  state: FormState;
  mayIssue: boolean;
}): VNode | null => {
  const { language } = useVisit();
  const words = WORDS[language];
  if (issued !== undefined)
    return (
      <section>
        <h2>{words.invoice}</h2>
        <p>{words.issuedAs(issued.number, instantText(issued.recordedAt, language))}</p>
        <p>
          <a href={`${files}/e-invoice`}>{words.invoiceFile}</a>
        </p>
      </section>
    );
  if (check === undefined) return null;
  return (
    <section>
      <h2>{words.invoice}</h2>
      {check.broken.length > 0 ? (
        <Alert tone="warning" heading={words.broken}>
          <ul>
            {check.broken.map(({ rule, da, en }) => (
              <li>
                {rule}: {language === 'da' ? da : en}
              </li>
            ))}
          </ul>
        </Alert>
      ) : (
        <>
          <p>{words.checked(check.rulesChecked)}</p>
          <p>
            <a href={`${files}/xml`}>{words.draft}</a>
          </p>
        </>
      )}
      <More summary={check.profileName}>
        {check.constructed && <p>{words.constructed}</p>}
        <p>{language === 'da' ? check.validationDa : check.validationEn}</p>
      </More>
      {mayIssue && check.broken.length === 0 && (
        <Form id="invoice" action={`${at}/e-invoice`} state={state} labels={{}} submit={words.issue} tone="secondary" />
      )}
    </section>
  );
};
