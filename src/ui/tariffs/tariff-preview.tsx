import type { VNode } from 'preact';
import type { LegalBasisCode } from '../../kernel/legal-basis';
import type { PartyCode } from '../../kernel/vocabulary';
import type { PlacementView } from '../../placements/placement.views';
import type { TariffComponent } from '../../tariffs/tariff.events';
import type { TariffPreviewView } from '../../tariffs/preview-tariff';
import { Alert, Figures } from '../components/notes';
import { Table } from '../components/table';
import { danishKroner } from '../frame/formats';
import { partWords } from './tariff-words';
import { useVisit } from '../frame/visit';

const WORDS = {
  da: {
    limit: 'Højst efter takstloftet (R19)',
    warnings: 'Det vil sekretariatet se',
    warningsHint: 'Det hindrer ikke, at taksten fastsættes (R1).',
    none: 'Taksten giver ingen bemærkninger.',
    touched: (count: number) => `Løbende indskrivninger, der får den nye pris: ${count}`,
    touchedHint:
      'De, der er aftalt eller indskrevet på niveauet i dag. Prisen følger den takst, der gælder på dagen (R29).',
    payer: 'Betaler',
    placements: 'Indskrivninger',
    parts: 'Takstens dele før og efter',
    part: 'Del',
    before: 'Før',
    after: 'Efter',
    absent: '–',
  },
  en: {
    limit: 'At most under the cap (R19)',
    warnings: 'What the secretariat will see',
    warningsHint: 'It does not hinder the tariff from being set (R1).',
    none: 'There is nothing to remark.',
    touched: (count: number) => `Running placements that get the new price: ${count}`,
    touchedHint: 'Those agreed or enrolled at the level today. The price follows the tariff in force on the day (R29).',
    payer: 'Payer',
    placements: 'Placements',
    parts: 'The parts of the tariff before and after',
    part: 'Part',
    before: 'Before',
    after: 'After',
    absent: '–',
  },
};

/** The price as it becomes, what caps it, and what is unusual about it. */
export const Measured = ({
  preview: { dayPriceOre, previousOre, limitOre, warnings },
  was,
  becomes,
}: {
  preview: TariffPreviewView;
  was: string;
  becomes: string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <>
      <Figures
        entries={[
          ...(previousOre === undefined ? [] : [{ term: was, value: danishKroner(previousOre) }]),
          ...(dayPriceOre === undefined ? [] : [{ term: becomes, value: danishKroner(dayPriceOre) }]),
          ...(limitOre === undefined ? [] : [{ term: words.limit, value: danishKroner(limitOre) }]),
        ]}
      />
      {warnings.length > 0 ? (
        <Alert tone="warning" heading={words.warnings}>
          <ul>
            {warnings.map((warning) => (
              <li>{warning[language]}</li>
            ))}
          </ul>
          <p>{words.warningsHint}</p>
        </Alert>
      ) : (
        <p>{words.none}</p>
      )}
    </>
  );
};

/** Each part of the price before and after; shown where a tariff has more than one. */
export const PartsCompared = ({
  before,
  after,
  sold,
}: {
  before: readonly TariffComponent[];
  after: readonly TariffComponent[];
  sold: LegalBasisCode | undefined;
}): VNode | null => {
  const { language } = useVisit();
  const words = WORDS[language];
  const codes = [...new Set([...before, ...after].map(({ code }) => code))];
  if (codes.length < 2) return null;
  const said = (found: TariffComponent | undefined): string =>
    found === undefined
      ? words.absent
      : `${danishKroner(found.priceOre)} (${partWords(found.kind, found.unit, sold, language).toLowerCase()})`;
  return (
    <Table
      caption={words.parts}
      rows={codes}
      columns={[
        { title: words.part, heads: true, cell: (code) => code },
        { title: words.before, numeric: true, cell: (code) => said(before.find((each) => each.code === code)) },
        { title: words.after, numeric: true, cell: (code) => said(after.find((each) => each.code === code)) },
      ]}
    />
  );
};

/** Purchases that run on at the new price, by who pays for them. */
export const RunningOn = ({
  placements,
  name,
}: {
  placements: readonly PlacementView[];
  name: (party: PartyCode) => string;
}): VNode => {
  const words = WORDS[useVisit().language];
  const payers = [...Map.groupBy(placements, ({ payer }) => payer)];
  return (
    <section>
      <h2>{words.touched(placements.length)}</h2>
      <p>{words.touchedHint}</p>
      {payers.length > 0 && (
        <Table
          caption={words.placements}
          captionHidden
          rows={payers}
          columns={[
            { title: words.payer, heads: true, cell: ([payer]) => name(payer) },
            { title: words.placements, numeric: true, cell: ([, of]) => of.length },
          ]}
        />
      )}
    </section>
  );
};
