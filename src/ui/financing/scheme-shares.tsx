import type { VNode } from 'preact';
import { sumOre } from '../../kernel/money';
import type { PartyCode } from '../../kernel/vocabulary';
import type { SchemeActualsView, SchemeView, ShareView } from '../../objective-financing/scheme.views';
import { Facts } from '../components/notes';
import { Table } from '../components/table';
import { countText, danishKroner, dayText, monthText, shareText } from '../frame/formats';
import { useVisit } from '../frame/visit';

const WORDS = {
  da: {
    keyTitle: 'Nøgle og andele',
    keyOnly: 'Nøgle',
    noKey: 'Der er ikke registreret nogen nøgle endnu.',
    party: 'Kommune',
    figure: 'Nøgletal',
    ofKey: 'Del af nøglen',
    share: 'Andel',
    total: 'I alt',
    adds: (total: string) => `Andelene giver tilsammen ${total} til sidste øre (R40, I8).`,
    onlyOwn: 'I ser nøglen og jeres egen andel, ikke de andres.',
    actuals: (round: number) => `Efterregulering nr. ${round}`,
    actual: 'Året kostede',
    due: 'Opkræves fra',
    reported: 'Indberettet',
    shareOf: 'Andel af udgiften',
    charged: 'Opkrævet',
    difference: 'Forskel; negativ gives tilbage',
  },
  en: {
    keyTitle: 'Key and shares',
    keyOnly: 'Key',
    noKey: 'No key has been recorded yet.',
    party: 'Municipality',
    figure: 'Key figure',
    ofKey: 'Part of the key',
    share: 'Share',
    total: 'In all',
    adds: (total: string) => `The shares add up to ${total} to the øre (R40, I8).`,
    onlyOwn: 'You see the key and your own share, not those of others.',
    actuals: (round: number) => `Regulation no. ${round}`,
    actual: 'The year cost',
    due: 'Charged from',
    reported: 'Reported',
    shareOf: 'Share of the cost',
    charged: 'Charged',
    difference: 'Difference; negative is given back',
  },
};

/** The key of a scheme, and what each pays of it. */
export const KeyAndShares = ({
  scheme: { key, shares, whole },
  name,
}: {
  scheme: SchemeView;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  if (key === undefined) return <p class="nothing">{words.noKey}</p>;
  const danish = new Intl.Collator('da');
  const amounts = new Map<PartyCode, ShareView['amountOre']>(
    shares?.items.map(({ party, amountOre }) => [party, amountOre]),
  );
  const heading = shares === undefined ? words.keyOnly : words.keyTitle;
  return (
    <section>
      <h2>{heading}</h2>
      {shares !== undefined && <p>{whole ? words.adds(danishKroner(shares.totalOre)) : words.onlyOwn}</p>}
      <Table
        files
        caption={heading}
        captionHidden
        rows={[...key.figures].sort((a, b) => danish.compare(name(a.party), name(b.party)))}
        columns={[
          { title: words.party, heads: true, cell: ({ party }) => name(party) },
          { title: words.figure, numeric: true, cell: ({ figure }) => countText(figure) },
          {
            title: words.ofKey,
            numeric: true,
            cell: ({ figure }) => shareText(key.figureSum === 0 ? null : (figure / key.figureSum) * 10_000),
          },
          ...(shares === undefined
            ? []
            : [
                {
                  title: words.share,
                  numeric: true,
                  cell: ({ party }: { party: PartyCode }) => {
                    const amount = amounts.get(party);
                    return amount === undefined ? '–' : danishKroner(amount);
                  },
                },
              ]),
        ]}
        foot={[
          words.total,
          countText(key.figureSum),
          shareText(key.figureSum === 0 ? null : 10_000),
          ...(shares === undefined ? [] : [whole ? danishKroner(sumOre([...amounts.values()])) : '–']),
        ]}
      />
    </section>
  );
};

/** What each pays or gets back when a year has cost something else. */
export const Actuals = ({
  actuals: { round, actualOre, dueFrom, reportedOn, items },
  name,
}: {
  actuals: SchemeActualsView;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <section>
      <h2>{words.actuals(round)}</h2>
      <Facts
        entries={[
          { term: words.actual, value: danishKroner(actualOre) },
          { term: words.due, value: monthText(dueFrom, language) },
          { term: words.reported, value: dayText(reportedOn, language) },
        ]}
      />
      <Table
        files
        caption={words.actuals(round)}
        captionHidden
        rows={items}
        columns={[
          { title: words.party, heads: true, cell: ({ party }) => name(party) },
          { title: words.figure, numeric: true, cell: ({ figure }) => countText(figure) },
          { title: words.shareOf, numeric: true, cell: ({ shareOre }) => danishKroner(shareOre) },
          { title: words.charged, numeric: true, cell: ({ chargedOre }) => danishKroner(chargedOre) },
          { title: words.difference, numeric: true, cell: ({ differenceOre }) => danishKroner(differenceOre) },
        ]}
        {...(items.length > 1
          ? {
              foot: [
                words.total,
                countText(items.reduce((all, { figure }) => all + figure, 0)),
                danishKroner(sumOre(items.map(({ shareOre }) => shareOre))),
                danishKroner(sumOre(items.map(({ chargedOre }) => chargedOre))),
                danishKroner(sumOre(items.map(({ differenceOre }) => differenceOre))),
              ],
            }
          : {})}
      />
    </section>
  );
};
