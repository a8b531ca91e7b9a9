import type { PartyCode } from '../../kernel/vocabulary';
import type { Column } from '../components/table';
import type { SignedInVisit, Visit } from '../frame/visit';

const WORDS = {
  da: { operator: 'Driftsherre', payer: 'Betaler' },
  en: { operator: 'Operator', payer: 'Payer' },
};

interface BetweenTwo {
  readonly operator: PartyCode;
  readonly payer: PartyCode;
}

/**
 * Who bills and who pays, of rows of settlement. Who only pays, or only is paid, needs no column for it.
 * @param sortable whether the page sorts its rows by `operator` and `payer`.
 */
export const partyColumns = <Row extends BetweenTwo>(
  name: (party: PartyCode) => string,
  { actor, language }: Visit | SignedInVisit,
  sortable = false,
): readonly Column<Row>[] =>
  (['operator', 'payer'] as const).map((side) => ({
    title: WORDS[language][side],
    worth: (row) => row[side] !== actor?.party,
    ...(sortable ? { sort: side } : {}),
    cell: (row) => name(row[side]),
  }));
