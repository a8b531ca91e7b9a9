import type { VNode } from 'preact';
import type { Ore } from '../../kernel/money';
import type { OfferingId, PartyCode } from '../../kernel/vocabulary';
import type { RegulationAccountView } from '../../year-end/year-end.views';
import { Status, type StatusKind } from '../components/notes';
import { type Column, Table } from '../components/table';
import { danishAmount } from '../frame/formats';
import { PATHS } from '../frame/navigation';
import { useVisit } from '../frame/visit';
import type { WholeList } from '../frame/whole-list';
import { paragraph } from '../frame/words';

const WORDS = {
  da: {
    title: 'Reguleringskonti',
    offering: 'Tilbud og ydelse',
    origin: 'År',
    opening: 'Fra før bogen',
    result: 'Resultat',
    carried: 'Overført',
    toTariffs: 'I takst',
    applied: 'Reguleret til nu',
    appliedSum: (amount: string) => `reguleret til nu: ${amount}`,
    notYet: 'ikke reguleret endnu',
    brought: 'fra før bogen',
    refunded: 'Til betalere',
    borne: 'Båret',
    remaining: 'Tilbage',
    standing: 'Status',
    phases: {
      YEAR_OPEN: 'Åbent',
      RESULT_COMPUTED: 'Ikke fordelt',
      LOCKED: 'Fordelt',
      DONE: 'Udlignet',
    },
    nothing: 'Der er ingen reguleringskonti.',
    appliedBy: (year: number, level: string, amount: string) => `${year}, niveau ${level}: ${amount}`,
  },
  en: {
    title: 'Regulation accounts',
    offering: 'Offering and service',
    origin: 'Year',
    opening: 'From before the ledger',
    result: 'Result',
    carried: 'Carried over',
    toTariffs: 'In tariffs',
    applied: 'Regulated so far',
    appliedSum: (amount: string) => `regulated so far: ${amount}`,
    notYet: 'not regulated yet',
    brought: 'from before the ledger',
    refunded: 'To payers',
    borne: 'Borne',
    remaining: 'Left',
    standing: 'Status',
    phases: {
      YEAR_OPEN: 'Open',
      RESULT_COMPUTED: 'Not split',
      LOCKED: 'Split',
      DONE: 'Settled',
    },
    nothing: 'There are no regulation accounts.',
    appliedBy: (year: number, level: string, amount: string) => `${year}, level ${level}: ${amount}`,
  },
};

const PHASE_LOOK: Readonly<Record<RegulationAccountView['phase'], StatusKind>> = {
  YEAR_OPEN: 'running',
  RESULT_COMPUTED: 'waiting',
  LOCKED: 'running',
  DONE: 'done',
};

/** Most of these amounts are 0, and those that are not should stand out. */
const amountOrNone = (amount: Ore): string => (amount === 0 ? '–' : danishAmount(amount));

/**
 * What became of each year's result. On the page what belongs together shares a cell, so that an account is seen whole
 * beside the others; a file has a column for each.
 */
export const RegulationTable = ({
  rows,
  whole,
  offering,
  name,
}: {
  rows: readonly RegulationAccountView[];
  whole: WholeList<RegulationAccountView>;
  offering: (id: OfferingId) => string;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  // A way that no result has gone needs no column.
  const amounts = (title: string, of: (row: RegulationAccountView) => Ore): Column<RegulationAccountView> => ({
    title,
    numeric: true,
    worth: (row) => of(row) !== 0,
    cell: (row) => amountOrNone(of(row)),
  });
  const inFileOnly = (title: string, cell: (row: RegulationAccountView) => string): Column<RegulationAccountView> => ({
    title,
    numeric: true,
    worth: () => false,
    cell,
  });
  const appliedBy = ({ year, level, amountOre }: RegulationAccountView['applied'][number]): string =>
    words.appliedBy(year, level, danishAmount(amountOre));
  const columns: readonly Column<RegulationAccountView>[] = [
    {
      title: words.offering,
      heads: true,
      sort: 'OFFERING',
      cell: ({ offeringId, operator, serviceLineId, accountsId }) => (
        <>
          {accountsId === undefined ? (
            <a href={`${PATHS.offerings}/${offeringId}`}>{offering(offeringId)}</a>
          ) : (
            <a href={`${PATHS.yearEndAccounts}/${offeringId}/${accountsId}`}>{offering(offeringId)}</a>
          )}
          <span class="under">
            {paragraph(serviceLineId)}
            {operator !== actor?.party && `, ${name(operator)}`}
          </span>
        </>
      ),
    },
    { title: words.origin, cell: ({ originYear }) => originYear },
    {
      title: words.result,
      numeric: true,
      onPageOnly: true,
      cell: ({ openingOre, resultOre }) => (
        <>
          {(resultOre !== 0 || openingOre === 0) && amountOrNone(resultOre)}
          {openingOre !== 0 && (
            <>
              {resultOre === 0 && danishAmount(openingOre)}
              <span class="under">
                {resultOre === 0 ? words.brought : `${words.brought}: ${danishAmount(openingOre)}`}
              </span>
            </>
          )}
        </>
      ),
    },
    inFileOnly(words.opening, ({ openingOre }) => danishAmount(openingOre)),
    inFileOnly(words.result, ({ resultOre }) => danishAmount(resultOre)),
    amounts(words.carried, ({ carriedOre }) => carriedOre),
    {
      title: words.toTariffs,
      numeric: true,
      inFile: ({ toTariffOre }) => danishAmount(toTariffOre),
      cell: ({ toTariffOre, appliedOre, applied }) => (
        <>
          {amountOrNone(toTariffOre)}
          {toTariffOre !== 0 && applied.length === 0 && <span class="under">{words.notYet}</span>}
          {applied.map((line) => (
            <span class="under">{appliedBy(line)}</span>
          ))}
          {applied.length > 0 && appliedOre !== toTariffOre && (
            <span class="under">{words.appliedSum(danishAmount(appliedOre))}</span>
          )}
        </>
      ),
    },
    inFileOnly(words.applied, ({ appliedOre, applied }) =>
      [danishAmount(appliedOre), ...applied.map(appliedBy)].join('; '),
    ),
    amounts(words.refunded, ({ refundedOre }) => refundedOre),
    amounts(words.borne, ({ borneByOperatorOre }) => borneByOperatorOre),
    {
      title: words.remaining,
      numeric: true,
      cell: ({ remainingOre }) => <strong>{danishAmount(remainingOre)}</strong>,
    },
    { title: words.standing, cell: ({ phase }) => <Status kind={PHASE_LOOK[phase]}>{words.phases[phase]}</Status> },
  ];
  return (
    <Table
      files
      whole={whole}
      caption={words.title}
      captionHidden
      columns={columns}
      rows={rows}
      empty={words.nothing}
    />
  );
};
