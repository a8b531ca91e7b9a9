import type { VNode } from 'preact';
import type { AgreementView } from '../../agreements/agreement.routes';
import type { LegalBasisCode } from '../../kernel/legal-basis';
import { Table } from '../components/table';
import { PATHS } from '../frame/navigation';
import { useVisit } from '../frame/visit';
import { RuleOrigin } from '../agreements/rule-origin';

const WORDS = {
  da: {
    terms: 'Vilkår',
    caption: (name: string) => `Regler i ${name}`,
    rule: 'Regel',
    holds: 'Gælder',
    from: 'Hvor fra',
    notice: 'Opsigelsesvarsel',
    months: (count: number) =>
      count === 0 ? 'til månedens udløb' : `løbende måned + ${count} ${count === 1 ? 'måned' : 'måneder'}`,
    noNotice: 'intet varsel',
    reservation: 'En reservation holder i',
    days: (count: number) => `${count} dage`,
    departure: 'Afrejsedagen',
    counted: 'betales',
    notCounted: 'betales ikke',
    resale: 'Betaling efter opsigelse',
    stops: 'stopper, når pladsen er solgt igen',
    runs: 'løber varslet ud',
    claim: 'Krav skal rejses inden',
    claimMonths: (count: number) => `${count} måneder`,
    due: 'Betalingsfrist',
    all: (name: string) => `Alle regler i ${name}`,
  },
  en: {
    terms: 'Terms',
    caption: (name: string) => `Rules of ${name}`,
    rule: 'Rule',
    holds: 'Holds',
    from: 'Where from',
    notice: 'Notice',
    months: (count: number) =>
      count === 0 ? 'to the end of the month' : `running month + ${count} ${count === 1 ? 'month' : 'months'}`,
    noNotice: 'no notice',
    reservation: 'A reservation holds for',
    days: (count: number) => `${count} days`,
    departure: 'The day of departure',
    counted: 'is paid',
    notCounted: 'is not paid',
    resale: 'Payment after a notice',
    stops: 'stops when the place is sold again',
    runs: 'runs to the end of the notice',
    claim: 'Claims must be made within',
    claimMonths: (count: number) => `${count} months`,
    due: 'Time to pay',
    all: (name: string) => `All rules of ${name}`,
  },
};

interface Term {
  readonly rule: string;
  readonly holds: string;
  /** Name of the rule in the agreement. */
  readonly name: string;
}

/** What holds for whoever buys here, by the framework agreement, with where each rule is known from. */
export const Terms = ({
  agreement: { agreementId, name, rules },
  legalBasis,
}: {
  agreement: AgreementView;
  legalBasis: LegalBasisCode;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const months =
    rules.noticeMonthsExceptions.find((exception) => exception.legalBasis === legalBasis)?.months ?? rules.noticeMonths;
  const counted =
    rules.countDepartureDayExceptions.find((exception) => exception.legalBasis === legalBasis)?.counted ??
    rules.countDepartureDay;
  const terms: readonly Term[] = [
    { rule: words.notice, holds: months < 0 ? words.noNotice : words.months(months), name: 'noticeMonths' },
    { rule: words.reservation, holds: words.days(rules.reservationDays), name: 'reservationDays' },
    { rule: words.departure, holds: counted ? words.counted : words.notCounted, name: 'countDepartureDay' },
    { rule: words.resale, holds: rules.stopOnResale === true ? words.stops : words.runs, name: 'stopOnResale' },
    { rule: words.due, holds: words.days(rules.dueDays), name: 'dueDays' },
    { rule: words.claim, holds: words.claimMonths(rules.claimLimitMonths), name: 'claimLimitMonths' },
  ];
  const provenance = new Map(rules.provenance.map((known) => [known.name, known]));
  return (
    <>
      <h3>{words.terms}</h3>
      <Table
        caption={words.caption(name)}
        rows={terms}
        columns={[
          { title: words.rule, heads: true, cell: ({ rule }) => rule },
          { title: words.holds, cell: ({ holds }) => holds },
          {
            title: words.from,
            cell: (term) => <RuleOrigin of={provenance.get(term.name)} />,
          },
        ]}
      />
      <p>
        <a href={`${PATHS.agreements}/${agreementId}`}>{words.all(name)}</a>
      </p>
    </>
  );
};
