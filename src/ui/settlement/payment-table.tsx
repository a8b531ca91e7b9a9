import { beginning } from '../../kernel/messages';
import * as payment from '../../settlement/settlement.words';
import type { ComponentChildren, VNode } from 'preact';
import type { PartyCode } from '../../kernel/vocabulary';
import type { PaymentView } from '../../settlement/payments/payment.views';
import { Alert, Status } from '../components/notes';
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
    early: (day: string) => `før opgørelsen, udstedt ${day}`,
    earlyTitle: 'Betalt, før opgørelsen blev udstedt',
    earlyHint: 'En forudbetaling tæller med, fra den er betalt, og står til betalerens gode indtil opgørelsen.',
    earlyMend: 'Er datoen forkert, så tilbagefør betalingen og registrer den igen.',
    earlyAsk: 'Er datoen forkert, kan driftsherren tilbageføre betalingen og registrere den igen.',
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
    early: (day: string) => `before the statement, issued ${day}`,
    earlyTitle: 'Paid before the statement was issued',
    earlyHint: 'A prepayment counts from when it was paid, and stands to the payer’s credit until the statement.',
    earlyMend: 'If the day is wrong, reverse the payment and register it again.',
    earlyAsk: 'If the day is wrong, the operator can reverse the payment and register it again.',
    standing: 'Status',
    counts: 'Counts',
    reversed: (day: string) => `Reversed ${day}`,
    reverse: 'Reverse',
    reverseOf: (amount: string, day: string) => `Reverse ${amount} of ${day}`,
    amount: 'Amount',
    nothing: 'No payment has been registered.',
  },
};

/** Beside the payments of one statement: that one of them is older than it, which is a prepayment or a mistake. */
export const EarlyNote = ({
  rows,
  reversible,
}: {
  rows: readonly PaymentView[];
  reversible: (payment: PaymentView) => boolean;
}): VNode | null => {
  const words = WORDS[useVisit().language];
  const early = rows.find(({ issuedLater, reversedOn }) => issuedLater !== undefined && reversedOn === undefined);
  return early === undefined ? null : (
    <Alert tone="warning" heading={words.earlyTitle}>
      <p>
        {words.earlyHint} {reversible(early) ? words.earlyMend : words.earlyAsk}
      </p>
    </Alert>
  );
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
      cell: ({ paidOn, registeredOn, issuedLater }) => (
        <>
          {dayText(paidOn, language)}
          {issuedLater !== undefined && <span class="under">{words.early(dayText(issuedLater, language))}</span>}
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
