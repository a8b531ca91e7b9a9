import type { VNode } from 'preact';
import type { PartyCode } from '../../kernel/vocabulary';
import { settlementAccess } from '../../settlement/settlement.access';
import type { DisputeView } from '../../settlement/disputes/dispute.views';
import { Status } from '../components/notes';
import { type Column, Table } from '../components/table';
import { danishKroner, dayOr, dayText } from '../frame/formats';
import { mayEver, SETTLEMENT } from '../frame/navigation';
import { PHASE_OF_DISPUTE, REASON_WORDS, TURN_WORDS } from './settlement-words';
import { whyAddress } from './statement-lines';
import { lineOfStatement } from './statement-names';
import { useVisit } from '../frame/visit';
import type { WholeList } from '../frame/whole-list';

const WORDS = {
  da: {
    caption: 'Indsigelser',
    line: 'Opgørelse og linje',
    between: 'Betaler og driftsherre',
    pair: (payer: string, operator: string) => `${payer} mod ${operator}`,
    reason: 'Hvad er galt',
    amount: 'Beløb',
    status: 'Status',
    since: 'Rejst',
    turn: 'Venter på',
    until: 'Frist',
    late: (days: number) => (days === 1 ? '1 dag over' : `${days} dage over`),
  },
  en: {
    caption: 'Disputes',
    line: 'Statement and line',
    between: 'Payer and operator',
    pair: (payer: string, operator: string) => `${payer} against ${operator}`,
    reason: 'What is wrong',
    amount: 'Amount',
    status: 'Status',
    since: 'Raised',
    turn: 'Waits for',
    until: 'Due',
    late: (days: number) => (days === 1 ? '1 day late' : `${days} days late`),
  },
};

/** Disputed lines, with whose turn it is and until when. */
export const DisputeTable = ({
  disputes,
  whole,
  name,
  empty,
}: {
  disputes: readonly DisputeView[];
  /** The list of which they are a part; left out where they are all. */
  whole?: WholeList<DisputeView>;
  name: (party: PartyCode) => string;
  empty: string;
}): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const decides = actor !== undefined && mayEver(settlementAccess.decideDispute, actor);
  // Who may not see lines, because they name citizens, is led to the decision.
  const readsLines = actor !== undefined && mayEver(settlementAccess.explainStatementLine, actor);
  const wayTo = ({ statementId, line, phase }: DisputeView): string | undefined =>
    readsLines
      ? whyAddress(statementId, line)
      : decides && phase === 'ESCALATED'
        ? `${SETTLEMENT.statements}/${statementId}/lines/${line}/dispute/decide`
        : undefined;
  const columns: readonly Column<DisputeView>[] = [
    {
      title: words.line,
      heads: true,
      cell: (dispute) => {
        const text = lineOfStatement(dispute.statementId, dispute.line, language);
        const href = wayTo(dispute);
        return (
          <>
            {href === undefined ? text : <a href={href}>{text}</a>}
            <span class="under">{dispute.statementId}</span>
          </>
        );
      },
    },
    { title: words.between, cell: ({ payer, operator }) => words.pair(name(payer), name(operator)) },
    { title: words.reason, cell: ({ reason }) => REASON_WORDS[reason][language] },
    { title: words.amount, numeric: true, cell: ({ disputedOre }) => danishKroner(disputedOre) },
    {
      title: words.status,
      cell: ({ phase }) => <Status kind={PHASE_OF_DISPUTE[phase].kind}>{PHASE_OF_DISPUTE[phase][language]}</Status>,
    },
    { title: words.since, cell: ({ disputedOn }) => dayText(disputedOn, language) },
    { title: words.turn, cell: ({ waitsFor }) => TURN_WORDS[waitsFor][language] },
    {
      title: words.until,
      cell: ({ waitsUntil, daysLate }) => (
        <>
          {dayOr(waitsUntil, language)} {daysLate > 0 && <Status kind="wrong">{words.late(daysLate)}</Status>}
        </>
      ),
    },
  ];
  return (
    <Table
      files={whole !== undefined}
      {...(whole && { whole })}
      caption={words.caption}
      captionHidden
      columns={columns}
      rows={disputes}
      empty={empty}
    />
  );
};
