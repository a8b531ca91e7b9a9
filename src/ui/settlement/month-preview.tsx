import type { VNode } from 'preact';
import { sumOre } from '../../kernel/money';
import { shortReference } from '../../kernel/short-reference';
import type { PartyCode } from '../../kernel/vocabulary';
import type { MonthPreview, PreviewQuery } from '../../settlement/months/preview-month';
import { Typed } from '../components/typed';
import { Alert, Figures } from '../components/notes';
import { Table } from '../components/table';
import { countText, danishKroner, dayText } from '../frame/formats';
import { PATHS, SETTLEMENT } from '../frame/navigation';
import { hindranceText } from './settlement-words';
import { FindLines, StatementLines } from './statement-lines';
import { addressOf, useVisit } from '../frame/visit';

const WORDS = {
  da: {
    total: 'I alt',
    asOf: (number: string) => `Regnet ud fra alt, hvad der er registreret til og med nr. ${number} i bogen.`,
    hindered: 'Måneden kan ikke lukkes endnu',
    payer: 'Betaler',
    payers: 'Betalere',
    lines: 'Linjer',
    adjustments: 'Heraf reguleringer',
    due: 'Forfalder',
    all: 'Alle betalere',
    toClose: 'Videre til at lukke måneden',
    lostTitle: 'Krav, der er for gamle (R2)',
    lostText:
      'Dagene er ældre end 12 måneder. De afskrives, når måneden lukkes, medmindre der er en grund til at kræve dem alligevel.',
    unpricedTitle: 'Dage uden takst',
    stillTitle: 'Borgere, der ikke er udskrevet fra et lukket tilbud',
    contract: 'Kontrakt',
    level: 'Niveau',
    first: 'Første dag',
    last: 'Sidste dag',
    days: 'Dage',
    amount: 'Beløb',
    offering: 'Tilbud',
    closedAfter: 'Lukket efter',
  },
  en: {
    total: 'In all',
    asOf: (number: string) => `Computed from everything recorded up to no. ${number} in the ledger.`,
    hindered: 'The month cannot be closed yet',
    payer: 'Payer',
    payers: 'Payers',
    lines: 'Lines',
    adjustments: 'Adjustments among them',
    due: 'Due',
    all: 'All payers',
    toClose: 'On to closing the month',
    lostTitle: 'Claims that are too old (R2)',
    lostText:
      'The days are more than 12 months old. They are written off when the month is closed, unless there is a reason to claim them all the same.',
    unpricedTitle: 'Days without a tariff',
    stillTitle: 'Citizens not discharged from an offering that has closed',
    contract: 'Contract',
    level: 'Level',
    first: 'First day',
    last: 'Last day',
    days: 'Days',
    amount: 'Amount',
    offering: 'Offering',
    closedAfter: 'Closed after',
  },
};

/** A month as it would be closed now: by payer, or one payer's lines. */
export const Preview = ({
  preview,
  query,
  name,
}: {
  preview: MonthPreview;
  query: PreviewQuery;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const { month, statements, totalOre, hindrance, knownPosition } = preview;
  const own = query.operator === undefined || query.operator === actor?.party;
  const [only] = statements;
  const at = `${SETTLEMENT.months}/${month}/preview`;
  return (
    <>
      <p class="soft">{words.asOf(countText(knownPosition))}</p>
      {hindrance !== undefined && (
        <Alert tone="warning" heading={words.hindered}>
          <p>{hindranceText(hindrance, language)}</p>
        </Alert>
      )}
      <Figures
        entries={[
          { term: words.total, value: danishKroner(totalOre) },
          { term: words.payers, value: statements.length },
          { term: words.lines, value: countText(statements.reduce((all, each) => all + countOf(each), 0)) },
        ]}
      />
      {own && hindrance === undefined && query.payer === undefined && (
        <p class="actions">
          <a class="button button-primary" href={`${SETTLEMENT.months}/${month}/close`}>
            {words.toClose}
          </a>
        </p>
      )}
      <Warnings preview={preview} name={name} />
      {query.payer !== undefined && own && (
        <p>
          <a href={at}>{words.all}</a>
        </p>
      )}
      {own && query.payer === undefined ? (
        <Table
          files
          caption={words.payers}
          rows={statements}
          columns={[
            {
              title: words.payer,
              heads: true,
              cell: ({ payer }) => <a href={addressOf(at, { payer })}>{name(payer)}</a>,
            },
            { title: words.lines, numeric: true, cell: countOf },
            {
              title: words.adjustments,
              numeric: true,
              cell: ({ lines }) => lines.filter(({ kind }) => kind === 'ADJUSTMENT').length,
            },
            { title: words.due, cell: ({ dueOn }) => dayText(dueOn as never, language) },
            { title: words.total, numeric: true, cell: (each) => danishKroner(each.totalOre) },
          ]}
          foot={[words.total, '', '', '', danishKroner(totalOre)]}
        />
      ) : (
        only && (
          <section>
            <h2>{name(only.payer)}</h2>
            <FindLines keep={['operator', 'payer']} />
            <StatementLines statementId={only.statementId} lines={only.lines} charges={only.charges} />
          </section>
        )
      )}
    </>
  );
};

const countOf = ({ lines, charges }: MonthPreview['statements'][number]): number => lines.length + charges.length;

/** What somebody should look at before the month is closed. */
const Warnings = ({
  preview: { lost, unpriced, stillThere },
  name,
}: {
  preview: MonthPreview;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const contract = (id: string): VNode => <a href={`${PATHS.placements}/${id}`}>{shortReference(id)}</a>;
  return (
    <>
      {lost.length > 0 && (
        <section>
          <h2>{words.lostTitle}</h2>
          <p>{words.lostText}</p>
          <Table
            caption={words.lostTitle}
            captionHidden
            rows={lost}
            columns={[
              { title: words.contract, heads: true, cell: ({ contractId }) => contract(contractId) },
              { title: words.payer, cell: ({ payer }) => name(payer) },
              { title: words.first, cell: ({ firstDay }) => dayText(firstDay, language) },
              { title: words.last, cell: ({ lastDay }) => dayText(lastDay, language) },
              { title: words.days, numeric: true, cell: ({ days }) => days },
              { title: words.amount, numeric: true, cell: ({ amountOre }) => danishKroner(amountOre) },
            ]}
            foot={[words.total, '', '', '', '', danishKroner(sumOre(lost.map(({ amountOre }) => amountOre)))]}
          />
        </section>
      )}
      {unpriced.length > 0 && (
        <section>
          <h2>{words.unpricedTitle}</h2>
          <Table
            caption={words.unpricedTitle}
            captionHidden
            rows={unpriced}
            columns={[
              { title: words.contract, heads: true, cell: ({ contractId }) => contract(contractId) },
              { title: words.level, cell: ({ level }) => level },
              { title: words.first, cell: ({ firstDay }) => dayText(firstDay, language) },
              { title: words.last, cell: ({ lastDay }) => dayText(lastDay, language) },
            ]}
          />
        </section>
      )}
      {stillThere.length > 0 && (
        <section>
          <h2>{words.stillTitle}</h2>
          <Table
            caption={words.stillTitle}
            captionHidden
            rows={stillThere}
            columns={[
              { title: words.contract, heads: true, cell: ({ contractId }) => contract(contractId) },
              { title: words.offering, cell: ({ offeringName }) => <Typed>{offeringName}</Typed> },
              { title: words.closedAfter, cell: ({ closedAfter }) => dayText(closedAfter, language) },
            ]}
          />
        </section>
      )}
    </>
  );
};
