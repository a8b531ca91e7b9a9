import type { VNode } from 'preact';
import { sumOre } from '../../kernel/money';
import type { PartyCode } from '../../kernel/vocabulary';
import type { ResultSplitView, YearResultView } from '../../year-end/year-end.views';
import { Typed } from '../components/typed';
import { type FactEntry, Facts, Figures } from '../components/notes';
import { Table } from '../components/table';
import { countText, danishKroner, dayText, shareText } from '../frame/formats';
import { useVisit } from '../frame/visit';
import { paragraph } from '../frame/words';

const WORDS = {
  da: {
    a1: 'A1 indtægt',
    a2: 'A2 omkostninger',
    a3: 'A3 tidligere år',
    result: 'Resultat',
    operator: 'Driftsherre',
    paragraph: 'Paragraf',
    days: 'Belagte dage',
    occupancy: 'Belægning',
    budget: 'Omkostningsbaseret budget',
    limit: 'Kan højst overføres',
    steps: 'Mellemregninger',
    figure: 'Tal',
    amount: 'Værdi',
    splitTitle: 'Fordelingen',
    carried: 'Overføres til næste års ramme',
    toTariff: (year: number) => `I taksten for ${year}`,
    refunded: 'Direkte til årets betalere (R23)',
    borne: 'Bæres af driftsherren',
    splitOn: 'Fordelt den',
    payer: 'Betaler',
    share: 'Får tilbage; negativt betales',
    shares: 'Andele efter dage',
    total: 'I alt',
  },
  en: {
    a1: 'A1 revenue',
    a2: 'A2 costs',
    a3: 'A3 earlier years',
    result: 'Result',
    operator: 'Operator',
    paragraph: 'Paragraph',
    days: 'Occupied days',
    occupancy: 'Occupancy',
    budget: 'Cost-based budget',
    limit: 'The most that can be carried over',
    steps: 'Every step',
    figure: 'Figure',
    amount: 'Value',
    splitTitle: 'The split',
    carried: 'Carried into next year’s frame',
    toTariff: (year: number) => `In the tariff of ${year}`,
    refunded: 'Directly to the year’s payers (R23)',
    borne: 'Borne by the operator',
    splitOn: 'Split on',
    payer: 'Payer',
    share: 'Gets back; negative is paid',
    shares: 'Shares by days',
    total: 'In all',
  },
};

/** A1, A2, A3 and what they come to (R22). */
export const ResultFigures = ({ of }: { of: YearResultView }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <Figures
      amounts
      entries={[
        { term: words.a1, value: danishKroner(of.revenueOre) },
        { term: words.a2, value: danishKroner(of.costsOre) },
        { term: words.a3, value: danishKroner(of.correctionsOre) },
        { term: words.result, value: danishKroner(of.resultOre) },
      ]}
    />
  );
};

/** What the result rests on, and what more there is to say of it. */
export const ResultFacts = ({
  of: { operator, legalBasis, occupiedDays, occupancyBp, budgetOre, carryLimitOre },
  name,
  more = [],
}: {
  of: YearResultView;
  name: (party: PartyCode) => string;
  more?: readonly (FactEntry | false)[];
}): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <Facts
      entries={[
        { term: words.operator, value: name(operator) },
        { term: words.paragraph, value: paragraph(legalBasis) },
        { term: words.days, value: countText(occupiedDays) },
        occupancyBp !== undefined && { term: words.occupancy, value: shareText(occupancyBp) },
        { term: words.budget, value: danishKroner(budgetOre) },
        { term: words.limit, value: `± ${danishKroner(carryLimitOre)}` },
        ...more,
      ]}
    />
  );
};

export const StepList = ({ of: { steps } }: { of: YearResultView }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <section>
      <h2>{words.steps}</h2>
      {steps.map(({ code, rule, title, formula, figures }) => (
        <section id={`step-${code}`}>
          <h3>
            {title[language]} <span class="soft">({rule})</span>
          </h3>
          <p class="formula">{formula[language]}</p>
          {figures.length > 0 && (
            <Table
              caption={title[language]}
              captionHidden
              rows={figures}
              columns={[
                {
                  title: words.figure,
                  heads: true,
                  cell: ({ name }) => (code === 'REVENUE' ? <Typed>{name[language]}</Typed> : name[language]),
                },
                { title: words.amount, numeric: true, cell: ({ value }) => value[language] },
              ]}
            />
          )}
        </section>
      ))}
    </section>
  );
};

/** Where a result goes, or would go. */
export const Split = ({
  split,
  name,
  title,
}: {
  split: ResultSplitView;
  name: (party: PartyCode) => string;
  /** Absent: it has been split. */
  title?: string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { carriedOre, toTariffOre, tariffYear, refundedOre, borneByOperatorOre, shares, splitOn } = split;
  return (
    <section>
      <h2>{title ?? words.splitTitle}</h2>
      <Facts
        entries={[
          { term: words.carried, value: danishKroner(carriedOre) },
          { term: words.toTariff(tariffYear), value: danishKroner(toTariffOre) },
          { term: words.refunded, value: danishKroner(refundedOre) },
          { term: words.borne, value: danishKroner(borneByOperatorOre) },
          title === undefined && { term: words.splitOn, value: dayText(splitOn, language) },
        ]}
      />
      {shares.length > 0 && (
        <Table
          caption={words.shares}
          rows={shares}
          columns={[
            { title: words.payer, heads: true, cell: ({ payer }) => name(payer) },
            { title: words.days, numeric: true, cell: ({ days }) => countText(days) },
            { title: words.share, numeric: true, cell: ({ amountOre }) => danishKroner(amountOre) },
          ]}
          foot={[
            words.total,
            countText(shares.reduce((all, { days }) => all + days, 0)),
            danishKroner(sumOre(shares.map(({ amountOre }) => amountOre))),
          ]}
        />
      )}
    </section>
  );
};
