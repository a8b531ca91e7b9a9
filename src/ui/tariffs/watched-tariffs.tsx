import type { VNode } from 'preact';
import { paragraph } from '../../kernel/legal-basis';
import type { PartyCode } from '../../kernel/vocabulary';
import type { TariffCompliance, WarnedTariffView } from '../../tariffs/tariff.routes';
import { dayPrice } from '../../tariffs/tariff-warnings.calculation';
import { numberedPage, NumberedPager } from '../components/pager';
import { Exports, sortedRows, Table } from '../components/table';
import { Typed } from '../components/typed';
import { countText, danishKroner, dayText, shareText } from '../frame/formats';
import { PATHS } from '../frame/navigation';
import { sameWith, useVisit } from '../frame/visit';
import { levelText } from '../frame/words';
import { PAGE_PARAMETER } from '../frame/whole-list';
import { CAP_REASON_WORDS } from './tariff-words';

/** Tariffs on a page. */
const TARIFFS_SHOWN = 25;
/** In the address: those that are set and hold later, instead of those in force. */
const WHICH = 'tariffs';
const COMING = 'coming';

export const WATCHED_WORDS = {
  da: {
    cap: 'Takster over takstloftet eller med andre bemærkninger',
    inForce: 'Her står de takster, der gælder i dag.',
    coming: 'Her står de takster, der er fastsat og gælder fra en senere dag.',
    seeComing: (count: string) => `Se dem, der kommer senere (${count})`,
    seeInForce: (count: string) => `Se dem, der gælder i dag (${count})`,
    tariff: 'Tilbud',
    operator: 'Driftsherre',
    level: 'Niveau',
    price: 'Pris pr. dag',
    from: 'Gælder fra',
    warnings: 'Bemærkninger',
    reason: 'Grund',
    noReason: 'Ingen angivet',
    noCap: 'Ingen takster har bemærkninger.',
    development: 'Takstudvikling og tillægstakster i år',
    index: 'Indeks',
    fixed: 'Indeks i faste priser',
    mean: 'Gennemsnit pr. dag',
    supplements: 'Tillægstakster',
    meanSupplement: 'Gennemsnitligt tillæg',
    files: 'alle takster (CSV)',
  },
  en: {
    cap: 'Tariffs above the cap or with other remarks',
    inForce: 'These are the tariffs in force today.',
    coming: 'These are the tariffs that are set and hold from a later day.',
    seeComing: (count: string) => `See those that come later (${count})`,
    seeInForce: (count: string) => `See those in force today (${count})`,
    tariff: 'Offering',
    operator: 'Operator',
    level: 'Level',
    price: 'Price a day',
    from: 'Holds from',
    warnings: 'Remarks',
    reason: 'Reason',
    noReason: 'None given',
    noCap: 'No tariff has remarks.',
    development: 'Tariffs over time and supplement tariffs this year',
    index: 'Index',
    fixed: 'Index in fixed prices',
    mean: 'Mean a day',
    supplements: 'Supplements',
    meanSupplement: 'Mean supplement',
    files: 'all tariffs (CSV)',
  },
};

/** Tariffs that are unusual: those in force, and, while there is time to ask about them, those to come (R19). */
export const WatchedTariffs = ({
  today,
  coming,
  name,
}: {
  today: readonly WarnedTariffView[];
  coming: readonly WarnedTariffView[];
  name: (party: PartyCode) => string;
}): VNode => {
  const visit = useVisit();
  const { language } = visit;
  const words = WATCHED_WORDS[language];
  const later = visit.query.get(WHICH) === COMING;
  const sorted = sortedRows(visit, later ? coming : today, {
    OFFERING: ({ offeringName }) => offeringName,
    OPERATOR: ({ operator }) => name(operator),
  });
  const page = numberedPage(visit, sorted, TARIFFS_SHOWN);
  const other = sameWith(visit, { [WHICH]: later ? undefined : COMING, [PAGE_PARAMETER]: undefined });
  return (
    <section>
      <h2 id="cap">{words.cap}</h2>
      <p>
        {later ? words.coming : words.inForce}{' '}
        <a class="d-print-none" href={`${other}#cap`}>
          {later ? words.seeInForce(countText(today.length)) : words.seeComing(countText(coming.length))}
        </a>
      </p>
      <Exports files={[{ href: '/api/v1/tariff-files/csv', text: words.files }]} />
      <Table
        files
        whole={page.whole}
        caption={words.cap}
        captionHidden
        rows={page.rows}
        empty={words.noCap}
        columns={[
          {
            title: words.tariff,
            heads: true,
            sort: 'OFFERING',
            cell: ({ offeringId, offeringName }) => <a href={`${PATHS.offerings}/${offeringId}`}>{offeringName}</a>,
          },
          { title: words.operator, sort: 'OPERATOR', cell: ({ operator }) => name(operator) },
          {
            title: words.level,
            cell: ({ serviceLineId, level }) => (
              <>
                {paragraph(serviceLineId)}, <Typed>{levelText(level, language)}</Typed>
              </>
            ),
          },
          {
            title: words.price,
            numeric: true,
            cell: ({ components }) => {
              const price = dayPrice(components);
              return price === undefined ? '–' : danishKroner(price);
            },
          },
          { title: words.from, cell: ({ validFrom }) => dayText(validFrom, language) },
          {
            title: words.warnings,
            cell: ({ warnings }) => warnings.map((warning) => <span class="under">{warning[language]}</span>),
          },
          {
            title: words.reason,
            cell: ({ capReason }) => (capReason === undefined ? words.noReason : CAP_REASON_WORDS[capReason][language]),
          },
        ]}
      />
      <NumberedPager page={page} />
    </section>
  );
};

/** How prices have moved, by operator (R19). */
export const Development = ({
  of: { development },
  year,
  name,
}: {
  of: TariffCompliance;
  year: number;
  name: (party: PartyCode) => string;
}): VNode => {
  const words = WATCHED_WORDS[useVisit().language];
  return (
    <section>
      <h2 id="development">{words.development}</h2>
      <Table
        files
        caption={words.development}
        captionHidden
        rows={development.filter((each) => each.year === year)}
        columns={[
          { title: words.operator, heads: true, cell: ({ operator }) => name(operator) },
          { title: words.mean, numeric: true, cell: ({ meanDayPriceOre }) => danishKroner(meanDayPriceOre) },
          { title: words.index, numeric: true, cell: ({ indexBp }) => shareText(indexBp) },
          { title: words.fixed, numeric: true, cell: ({ fixedPriceIndexBp }) => shareText(fixedPriceIndexBp) },
          { title: words.supplements, numeric: true, cell: ({ supplements }) => supplements },
          {
            title: words.meanSupplement,
            numeric: true,
            cell: ({ meanSupplementOre }) => (meanSupplementOre === undefined ? '–' : danishKroner(meanSupplementOre)),
          },
        ]}
      />
    </section>
  );
};
