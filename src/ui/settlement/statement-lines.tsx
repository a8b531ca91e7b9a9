import type { ComponentChildren, VNode } from 'preact';
import { sumOre, WHOLE } from '../../kernel/money';
import { shortReference } from '../../kernel/short-reference';
import type { ChargeLineView } from '../../settlement/lines/charge-line.views';
import { CHARGE_KIND_WORDS } from '../../settlement/lines/charge-words';
import { lineWords } from '../../settlement/lines/line-words';
import { LINE_KINDS } from '../../settlement/months/settlement.events';
import type { LineView } from '../../settlement/lines/statement-line.views';
import { Typed } from '../components/typed';
import { Filters, Select, TextInput } from '../components/form';
import { numberedPage, NumberedPager } from '../components/pager';
import { Table } from '../components/table';
import { danishKroner, dayText } from '../frame/formats';
import { PATHS, SETTLEMENT } from '../frame/navigation';
import { useVisit, type Visit } from '../frame/visit';
import { paragraph } from '../frame/words';
import { lineOfStatement } from './statement-names';

/** Contracts on a page. */
const CONTRACTS_SHOWN = 25;
/** Names in the address by which lines are looked for. */
const TEXT = 'text';
const KIND = 'kind';

const WORDS = {
  da: {
    line: 'Linje',
    service: 'Ydelse',
    period: 'Dage',
    quantity: 'Antal',
    price: 'Pris',
    amount: 'Beløb',
    standing: 'Status',
    why: 'Hvorfor dette beløb?',
    whyLine: (line: number) => `Hvorfor dette beløb? Linje ${line}`,
    level: 'niveau',
    adjusts: (of: string) => `Regulering af ${of}`,
    contract: 'kontrakt',
    citizen: 'Borger',
    find: 'Find linjer',
    findHint: 'Tilbuddets navn, eller slutningen af borgerens eller kontraktens nummer.',
    kind: 'Slags',
    all: 'Alle',
    kinds: { REGULAR: 'Månedens afregning', ADJUSTMENT: 'Kun reguleringer' },
    nothing: 'Ingen linjer passer.',
    lines: 'Linjer pr. kontrakt',
    charges: 'Opkrævninger, der ikke hører til en kontrakt',
    part: (percent: string) => `× ${percent}`,
    account: 'konto',
    year: 'Vedrører',
    what: 'Hvad',
  },
  en: {
    line: 'Line',
    service: 'Service',
    period: 'Days',
    quantity: 'Quantity',
    price: 'Price',
    amount: 'Amount',
    standing: 'Status',
    why: 'Why this amount?',
    whyLine: (line: number) => `Why this amount? Line ${line}`,
    level: 'level',
    adjusts: (of: string) => `Adjusts ${of}`,
    contract: 'contract',
    citizen: 'Citizen',
    find: 'Find lines',
    findHint: 'The name of the offering, or the end of the citizen’s or the contract’s number.',
    kind: 'Kind',
    all: 'All',
    kinds: { REGULAR: 'The month itself', ADJUSTMENT: 'Adjustments only' },
    nothing: 'No lines fit.',
    lines: 'Lines by contract',
    charges: 'Charges that are of no contract',
    part: (percent: string) => `× ${percent}`,
    account: 'account',
    year: 'About',
    what: 'What',
  },
};

export const whyAddress = (statementId: string, line: number): string =>
  `${SETTLEMENT.statements}/${statementId}/lines/${line}/why`;

/** Hundredths as people write them: 3000 as 30, 8350 as 83,5. */
export const quantityText = (hundredths: number): string => String(hundredths / 100).replace('.', ',');

export const partText = (basisPoints: number): string => `${String(basisPoints / 100).replace('.', ',')}\u00a0%`;

interface Parts {
  readonly statementId: string;
  readonly lines: readonly LineView[];
  readonly charges: readonly ChargeLineView[];
  /** How a line of an issued statement stands; a line of a month that is only previewed stands nowhere. */
  readonly standingOf?: (line: number) => ComponentChildren;
  /** What stands before a line: the box by which it is chosen. */
  readonly choice?: (line: number) => ComponentChildren;
}

/** The lines of a statement, contract by contract, each with the way to its reasons. */
export const StatementLines = (parts: Parts): VNode => {
  const visit = useVisit();
  const words = WORDS[visit.language];
  const contracts = [...Map.groupBy(found(visit, parts.lines), ({ contractId }) => contractId)];
  const page = numberedPage(visit, contracts, CONTRACTS_SHOWN);
  return (
    <>
      {parts.lines.length > 0 && <ContractTable contracts={page.rows} parts={parts} />}
      {page.total > CONTRACTS_SHOWN && <NumberedPager page={page} />}
      {parts.charges.length > 0 && (
        <section>
          <h3>{words.charges}</h3>
          <ChargeTable parts={parts} />
        </section>
      )}
    </>
  );
};

/** Looks for lines by their offering, and by the end of the citizen's or the contract's number. */
export const FindLines = ({ keep }: { keep: readonly string[] }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <Filters id="find-lines" keep={keep}>
      <TextInput type="search" name={TEXT} label={words.find} hint={words.findHint} optional />
      <Select
        name={KIND}
        label={words.kind}
        none={words.all}
        optional
        choices={LINE_KINDS.map((kind) => ({ value: kind, text: words.kinds[kind] }))}
      />
    </Filters>
  );
};

const found = ({ query }: Visit, lines: readonly LineView[]): readonly LineView[] => {
  const text = (query.get(TEXT) ?? '').trim().toLowerCase();
  const kind = query.get(KIND) ?? '';
  return lines.filter(
    (line) =>
      (kind === '' || line.kind === kind) &&
      (line.offeringName.toLowerCase().includes(text) ||
        line.citizenRef.endsWith(text) ||
        line.contractId.endsWith(text)),
  );
};

const ContractTable = ({
  contracts,
  parts: { statementId, standingOf, choice },
}: {
  contracts: readonly (readonly [string, readonly LineView[]])[];
  parts: Parts;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const numeric = [words.quantity, words.price, words.amount];
  const titles = [words.line, words.service, words.period, ...numeric, ...(standingOf ? [words.standing] : [])];
  if (contracts.length === 0) return <p class="nothing">{words.nothing}</p>;
  return (
    <div class="table--responsive-scroll" tabIndex={0} role="region" aria-label={words.lines}>
      <table class="table table--compact table-md-responsive-headers by-contract">
        <caption class="sr-only">{words.lines}</caption>
        <thead>
          <tr>
            {titles.map((title) => (
              <th scope="col" class={numeric.includes(title) ? 'numeric' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        {contracts.map(([contractId, lines]) => {
          const [first] = lines;
          return first === undefined ? null : (
            <tbody>
              <tr class="of-contract">
                <th scope="rowgroup" colSpan={titles.length}>
                  <span>
                    <a href={`${PATHS.placements}/${contractId}`}>{first.offeringName}</a>
                    <span class="under">
                      {words.citizen} {shortReference(first.citizenRef)} · {words.contract} {shortReference(contractId)}
                    </span>
                  </span>
                  {lines.length > 1 && (
                    <span class="numeric">{danishKroner(sumOre(lines.map(({ amountOre }) => amountOre)))}</span>
                  )}
                </th>
              </tr>
              {lines.map((line) => (
                <tr>
                  <td data-title={words.line}>{choice === undefined ? line.line : choice(line.line)}</td>
                  <td data-title={words.service}>
                    <Service line={line} />
                  </td>
                  <td data-title={words.period}>
                    {dayText(line.firstDay, language)} – {dayText(line.lastDay, language)}
                  </td>
                  <td data-title={words.quantity} class="numeric">
                    {quantityText(line.quantity)} {lineWords(line, language).unit}
                  </td>
                  <td data-title={words.price} class="numeric">
                    {danishKroner(line.priceOre)}
                    {line.factorBp !== WHOLE && <span class="under">{words.part(partText(line.factorBp))}</span>}
                  </td>
                  <td data-title={words.amount} class="numeric">
                    {danishKroner(line.amountOre)}
                  </td>
                  {standingOf && (
                    <td data-title={words.standing}>
                      {standingOf(line.line)}
                      <Why statementId={statementId} line={line.line} />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          );
        })}
      </table>
    </div>
  );
};

const Why = ({ statementId, line }: { statementId: string; line: number }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <a class="d-print-none" href={whyAddress(statementId, line)} aria-label={words.whyLine(line)}>
      {words.why}
    </a>
  );
};

const ChargeTable = ({ parts: { statementId, charges, standingOf, choice } }: { parts: Parts }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <Table
      caption={words.charges}
      captionHidden
      rows={charges}
      columns={[
        { title: words.line, heads: true, cell: ({ line }) => (choice === undefined ? line : choice(line)) },
        {
          title: words.what,
          cell: ({ chargeKind, words: said, reckoning, corrects }) => (
            <>
              {CHARGE_KIND_WORDS[language][chargeKind]}
              <span class="under">{said[language]}</span>
              <span class="under">{reckoning[language]}</span>
              {corrects && (
                <span class="under">
                  <Corrects of={corrects} />
                </span>
              )}
            </>
          ),
        },
        { title: words.year, cell: ({ originYear, dueFrom }) => originYear ?? dueFrom },
        { title: words.amount, numeric: true, cell: ({ amountOre }) => danishKroner(amountOre) },
        ...(standingOf === undefined
          ? []
          : [
              {
                title: words.standing,
                cell: ({ line }: ChargeLineView) => (
                  <>
                    {standingOf(line)}
                    <Why statementId={statementId} line={line} />
                  </>
                ),
              },
            ]),
      ]}
    />
  );
};

const Service = ({ line }: { line: LineView }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { level, accountFunction, legalBasis, component, corrects } = line;
  const said = lineWords(line, language);
  return (
    <>
      {said.component}
      <span class="under">
        {paragraph(legalBasis)}, {words.level} <Typed>{level}</Typed>
        {component !== 'BASE' && (
          <>
            , <Typed>{component}</Typed>
          </>
        )}
        {accountFunction !== undefined && `, ${words.account} ${accountFunction}`}
      </span>
      {corrects !== undefined && (
        <span class="under">
          <Corrects of={corrects} />
        </span>
      )}
    </>
  );
};

/** The way from an adjustment to the line it puts right. */
export const Corrects = ({
  of: { statementId, line },
}: {
  of: { readonly statementId: string; readonly line: number };
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return <a href={whyAddress(statementId, line)}>{words.adjusts(lineOfStatement(statementId, line, language))}</a>;
};
