import type { VNode } from 'preact';
import type { PartyCode } from '../../kernel/vocabulary';
import type { CorrectionAdjustmentsView } from '../../settlement/months/correction-adjustments.queries';
import { More } from '../components/notes';
import { Table } from '../components/table';
import { danishKroner, monthText } from '../frame/formats';
import { useVisit } from '../frame/visit';

const WORDS = {
  da: {
    adjusted: 'Lukkede måneder',
    neverClosed: 'Ingen måned er lukket, så intet skal reguleres.',
    nothing: 'Rettelsen ændrer ikke på det, der er afregnet.',
    adjustedHint: (month: string) => `Forskellen kommer med på afregningen for ${month}. Minus er penge tilbage.`,
    lost: (amount: string) => `${amount} kan ikke opkræves, fordi det er mere end aftalens frist siden (R2).`,
    payer: 'Betaler',
    contracts: 'Indskrivninger',
    amount: 'Regulering',
    total: 'I alt',
    byMonth: 'Reguleringen pr. måned',
    month: 'Måned',
  },
  en: {
    adjusted: 'Closed months',
    neverClosed: 'No month is closed, so nothing is to be adjusted.',
    nothing: 'The correction changes nothing that is settled.',
    adjustedHint: (month: string) => `The difference comes with the statement of ${month}. Minus is money back.`,
    lost: (amount: string) => `${amount} cannot be claimed, as it is longer ago than the agreement allows (R2).`,
    payer: 'Payer',
    contracts: 'Placements',
    amount: 'Adjustment',
    total: 'In all',
    byMonth: 'The adjustment by month',
    month: 'Month',
  },
};

/** What months that are closed would be adjusted by, and with which statement (R38). */
export const Adjusted = ({
  adjustments: { statementMonth, payers, months, placements, totalOre, lostOre },
  name,
}: {
  adjustments: CorrectionAdjustmentsView;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <section>
      <h2>{words.adjusted}</h2>
      {statementMonth === undefined && <p>{words.neverClosed}</p>}
      {statementMonth !== undefined && payers.length === 0 && <p>{words.nothing}</p>}
      {statementMonth !== undefined && payers.length > 0 && (
        <>
          <p>{words.adjustedHint(monthText(statementMonth, language))}</p>
          <Table
            caption={words.adjusted}
            captionHidden
            rows={payers}
            columns={[
              { title: words.payer, heads: true, cell: ({ payer }) => name(payer) },
              { title: words.contracts, numeric: true, cell: (row) => row.placements },
              { title: words.amount, numeric: true, cell: ({ amountOre }) => danishKroner(amountOre) },
            ]}
            foot={[words.total, placements, danishKroner(totalOre)]}
          />
          <More summary={words.byMonth}>
            <Table
              caption={words.byMonth}
              captionHidden
              rows={months}
              columns={[
                { title: words.month, heads: true, cell: ({ month }) => monthText(month, language) },
                { title: words.amount, numeric: true, cell: ({ amountOre }) => danishKroner(amountOre) },
              ]}
            />
          </More>
        </>
      )}
      {lostOre > 0 && <p>{words.lost(danishKroner(lostOre))}</p>}
    </section>
  );
};
