import { Get } from '@nestjs/common';
import type { VNode } from 'preact';
import type { DifferenceView, MatchedLineView, ThreeWayMatchView } from '../../documents/document.views';
import { documentsAccess } from '../../documents/documents.access';
import { EInvoiceRoutes } from '../../documents/e-invoice.routes';
import type { Ore } from '../../kernel/money';
import { shortReference } from '../../kernel/short-reference';
import type { StatementId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { ReadTimesQuery } from '../../platform/http/fresh-reads';
import { CodeParam } from '../../platform/http/parameters';
import { componentNameOf } from '../../settlement/issued/settlement.queries';
import { STATEMENT_ID_FORM } from '../../settlement/issued/visible-statements.queries';
import { Checkbox, Filters } from '../components/form';
import { Alert, Figures } from '../components/notes';
import { type NumberedPage, numberedPage, NumberedPager } from '../components/pager';
import { Table } from '../components/table';
import { Doors } from '../frame/doors';
import { countText, danishKroner, dayText } from '../frame/formats';
import { PATHS, SETTLEMENT } from '../frame/navigation';
import { Names } from '../frame/names';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { statementCrumbs } from './statement-names';
import { whyAddress } from './statement-lines';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';

const ROWS = 50;
/** In the address: only the lines in which something differs. */
const DIFFERING = 'differing';

const WORDS = {
  da: {
    title: 'Plads, opgørelse og e-faktura',
    lead: 'For hver linje: betalingsdagene i bogen, som de er nu, de dage, der er afregnet i alt, og det beløb, der er faktureret.',
    agrees: 'Alt stemmer',
    differs: 'Noget stemmer ikke',
    statement: 'Opgørelsen',
    invoiced: 'E-fakturaen',
    notInvoiced: 'Ikke udstedt',
    only: 'Kun linjer, hvor noget ikke stemmer',
    lines: 'Linjer',
    line: 'Linje',
    contract: 'Kontrakt',
    component: 'Del af taksten',
    period: 'Dage',
    days: 'På linjen',
    placeBook: 'I bogen',
    billed: 'Afregnet i alt',
    amount: 'Beløb',
    charges: 'Opkrævninger, der ikke hører til en kontrakt',
    what: 'Hvad der ikke stemmer',
    nothing: 'Ingen linjer.',
  },
  en: {
    title: 'Placement, statement and e-invoice',
    lead: 'For each line: the payable days of the ledger as they are now, the days billed in all, and the amount invoiced.',
    agrees: 'Everything agrees',
    differs: 'Something does not agree',
    statement: 'The statement',
    invoiced: 'The e-invoice',
    notInvoiced: 'Not issued',
    only: 'Only lines in which something does not agree',
    lines: 'Lines',
    line: 'Line',
    contract: 'Contract',
    component: 'Part of the tariff',
    period: 'Days',
    days: 'On the line',
    placeBook: 'In the ledger',
    billed: 'Billed in all',
    amount: 'Amount',
    charges: 'Charges that are of no contract',
    what: 'What does not agree',
    nothing: 'No lines.',
  },
};

/** What was delivered, what was billed and what was invoiced, held against each other line by line. */
@Pages()
export class MatchPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
  ) {}

  @Get(`${SETTLEMENT.statements}/:statementId/match`)
  @Allowed(documentsAccess.matchStatement)
  async show(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') id: StatementId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    const { language, query } = visit;
    const words = WORDS[language];
    const match = await this.doors.open(EInvoiceRoutes, visit).match(id, new ReadTimesQuery(), visit.actor);
    const rows = query.has(DIFFERING) ? match.lines.filter(({ differences }) => differences.length > 0) : match.lines;
    const page = numberedPage(visit, rows, ROWS);
    return screen({
      title: words.title,
      wide: true,
      crumbs: statementCrumbs(id, this.names.all(), language),
      body: (
        <>
          <p class="font-lead">{words.lead}</p>
          <Verdict match={match} />
          <section>
            <h2>{words.lines}</h2>
            <Filters id="match">
              <Checkbox name={DIFFERING} label={words.only} />
            </Filters>
            <Lines id={id} page={page} />
            <NumberedPager page={page} />
          </section>
          {match.charges.length > 0 && <Charges id={id} match={match} />}
        </>
      ),
    });
  }
}

const Verdict = ({
  match: { agrees, differences, statementOre, invoicedOre },
}: {
  match: ThreeWayMatchView;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <>
      <Alert tone={agrees ? 'success' : 'warning'} heading={agrees ? words.agrees : words.differs}>
        {differences.length > 0 && <Differences of={differences} />}
      </Alert>
      <Figures
        amounts
        entries={[
          { term: words.statement, value: danishKroner(statementOre) },
          { term: words.invoiced, value: invoicedText(invoicedOre, words.notInvoiced) },
        ]}
      />
    </>
  );
};

const invoicedText = (amountOre: Ore | undefined, none: string): string =>
  amountOre === undefined ? none : danishKroner(amountOre);

const Differences = ({ of }: { of: readonly DifferenceView[] }): VNode => {
  const { language } = useVisit();
  return (
    <ul>
      {of.map((difference) => (
        <li>{difference[language]}</li>
      ))}
    </ul>
  );
};

const Lines = ({ id, page: { rows, whole } }: { id: StatementId; page: NumberedPage<MatchedLineView> }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <Table
      files
      whole={whole}
      caption={words.lines}
      captionHidden
      rows={rows}
      empty={words.nothing}
      columns={[
        { title: words.line, heads: true, cell: ({ line }) => <a href={whyAddress(id, line)}>{line}</a> },
        {
          title: words.contract,
          cell: ({ contractId }) => <a href={`${PATHS.placements}/${contractId}`}>{shortReference(contractId)}</a>,
        },
        { title: words.component, cell: ({ component }) => componentNameOf(component, language) },
        {
          title: words.period,
          cell: ({ firstDay, lastDay }) => `${dayText(firstDay, language)} – ${dayText(lastDay, language)}`,
        },
        { title: words.days, numeric: true, cell: ({ days }) => countText(days) },
        { title: words.placeBook, numeric: true, cell: ({ placeBookDays }) => countText(placeBookDays) },
        { title: words.billed, numeric: true, cell: ({ billedDays }) => countText(billedDays) },
        { title: words.amount, numeric: true, cell: ({ amountOre }) => danishKroner(amountOre) },
        {
          title: words.invoiced,
          numeric: true,
          cell: ({ invoicedOre }) => invoicedText(invoicedOre, '–'),
        },
        {
          title: words.what,
          cell: ({ differences }) => (differences.length === 0 ? '–' : <Differences of={differences} />),
        },
      ]}
    />
  );
};

const Charges = ({ id, match: { charges } }: { id: StatementId; match: ThreeWayMatchView }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <section>
      <h2>{words.charges}</h2>
      <Table
        caption={words.charges}
        captionHidden
        rows={charges}
        columns={[
          { title: words.line, heads: true, cell: ({ line }) => <a href={whyAddress(id, line)}>{line}</a> },
          { title: words.amount, numeric: true, cell: ({ amountOre }) => danishKroner(amountOre) },
          { title: words.invoiced, numeric: true, cell: ({ invoicedOre }) => invoicedText(invoicedOre, '–') },
          {
            title: words.what,
            cell: ({ differences }) => (differences.length === 0 ? '–' : <Differences of={differences} />),
          },
        ]}
      />
    </section>
  );
};
