import { beginning } from '../../kernel/messages';
import * as payment from '../../settlement/settlement.words';
import type { ComponentChildren, VNode } from 'preact';
import type { PartyCode } from '../../kernel/vocabulary';
import type { PaymentView } from '../../settlement/payments/payment.views';
import { Status } from '../components/notes';
import { type Column, Table } from '../components/table';
import { danishKroner, dayText } from '../frame/formats';
import { SETTLEMENT } from '../frame/navigation';
import { useVisit } from '../frame/visit';
import { StatementLink } from './statement-names';
import { partyColumns } from './party-columns';
import type { WholeList } from '../frame/whole-list';

const WORDS = {
  da: {
    payments: 'Betalinger',
    paidOn: 'Betalt den',
    statement: 'For opgørelse',
    none: 'Ingen; står til betalerens gode',
    entry: 'Postering',
    noEntry: '–',
    fromFile: 'fra en fil',
    registered: (day: string) => `registreret ${day}`,
    standing: 'Status',
    counts: 'Tæller med',
    reversed: (day: string) => `Tilbageført ${day}`,
    reverse: 'Tilbagefør',
    reverseOf: (amount: string, day: string) => `Tilbagefør ${amount} fra ${day}`,
    amount: 'Beløb',
    nothing: 'Ingen betalinger er registreret.',
  },
  en: {
    payments: 'Payments',
    paidOn: 'Paid on',
    statement: 'For statement',
    none: 'None; stands to the payer’s credit',
    entry: 'Entry',
    noEntry: '–',
    fromFile: 'from a file',
    registered: (day: string) => `registered ${day}`,
    standing: 'Status',
    counts: 'Counts',
    reversed: (day: string) => `Reversed ${day}`,
    reverse: 'Reverse',
    reverseOf: (amount: string, day: string) => `Reverse ${amount} of ${day}`,
    amount: 'Amount',
    nothing: 'No payment has been registered.',
  },
};

export const REVERSAL_WORDS = beginning(payment.REVERSAL_WORDS);

/** Payments as they were registered; with the way to reverse one for whoever was paid. */
export const PaymentTable = ({
  rows,
  whole,
  name,
  reversible,
  ofOne = false,
}: {
  rows: readonly PaymentView[];
  /** The list of which they are a part; left out where they are all. */
  whole?: WholeList<PaymentView>;
  name: (party: PartyCode) => string;
  reversible: (payment: PaymentView) => boolean;
  /** All are for one statement, which the page is about. */
  ofOne?: boolean;
}): VNode => {
  const visit = useVisit();
  const { language } = visit;
  const words = WORDS[language];
  const between: readonly Column<PaymentView>[] = [
    ...partyColumns<PaymentView>(name, visit),
    {
      title: words.statement,
      cell: ({ statementId }) => (statementId === undefined ? words.none : <StatementLink statementId={statementId} />),
    },
  ];
  const standing = (payment: PaymentView, wayText: string): ComponentChildren => {
    const { reversedOn, reversalReason, paymentId, amountOre, paidOn } = payment;
    if (reversedOn !== undefined)
      return (
        <>
          <Status kind="stopped">{words.reversed(dayText(reversedOn, language))}</Status>
          {reversalReason !== undefined && <span class="under">{REVERSAL_WORDS[reversalReason][language]}</span>}
        </>
      );
    if (!reversible(payment)) return words.counts;
    return (
      <a
        href={`${SETTLEMENT.payments}/${paymentId}/reverse`}
        aria-label={words.reverseOf(danishKroner(amountOre), dayText(paidOn, language))}
      >
        {wayText}
      </a>
    );
  };
  const columns: readonly Column<PaymentView>[] = [
    {
      title: words.paidOn,
      heads: true,
      cell: ({ paidOn, registeredOn }) => (
        <>
          {dayText(paidOn, language)}
          {registeredOn !== paidOn && <span class="under">{words.registered(dayText(registeredOn, language))}</span>}
        </>
      ),
    },
    ...(ofOne ? [] : between),
    {
      title: words.entry,
      cell: ({ entryReference, fromFile }) => (
        <>
          {entryReference ?? words.noEntry}
          {fromFile && <span class="under">{words.fromFile}</span>}
        </>
      ),
    },
    {
      title: words.standing,
      inFile: (payment) => standing(payment, words.counts),
      cell: (payment) => standing(payment, words.reverse),
    },
    { title: words.amount, numeric: true, cell: ({ amountOre }) => danishKroner(amountOre) },
  ];
  return (
    <Table
      files
      {...(whole && { whole })}
      caption={words.payments}
      captionHidden
      columns={columns}
      rows={rows}
      empty={words.nothing}
    />
  );
};
