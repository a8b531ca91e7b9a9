import type { VNode } from 'preact';
import { allows } from '../../kernel/access';
import type { LegalBasisCode } from '../../kernel/legal-basis';
import type { OfferingId } from '../../kernel/vocabulary';
import type { ServiceLineView } from '../../offerings/offering-view';
import { unitWords } from '../../tariffs/tariff.words';
import { type Day, dayNumber } from '../../kernel/calendar';
import { dayPrice } from '../../tariffs/tariff-warnings.calculation';
import type { TariffView } from '../../tariffs/tariff-view';
import { tariffsAccess } from '../../tariffs/tariffs.access';
import { LineChart } from '../components/charts';
import { More } from '../components/notes';
import { type Column, Table } from '../components/table';
import { Typed } from '../components/typed';
import { danishKroner, dayOr, dayText } from '../frame/formats';
import { PATHS } from '../frame/navigation';
import { calculateAddress, calculationsOf } from './calculation-standing';
import { NEW_LEVEL } from './tariff-rows';
import { COMPONENT_WORDS } from './tariff-words';
import { addressOf, useVisit } from '../frame/visit';
import { PLACEMENT_GROUND_WORDS } from '../frame/words';

/** Levels drawn at most; more lines would not be told apart. All of them stand in the tables. */
const DRAWN_MAX = 4;

const WORDS = {
  da: {
    prices: 'Priser',
    inForce: (day: string) => `Priser, der gælder ${day}`,
    coming: 'Priser, der er fastsat og kommer senere',
    calculations: 'Takstberegninger',
    level: 'Niveau',
    day: 'Pr. dag i alt',
    parts: 'Består af',
    from: 'Gælder fra',
    to: 'Gælder til',
    reason: 'Begrundelse',
    none: 'Der er ingen pris på den dag.',
    history: 'Prisens udvikling',
    historyTitle: 'Pris pr. dag over tid',
    historyText: 'En pris gælder, til den næste begynder. Tallene står i tabellen nedenfor.',
    numbers: 'Alle priser',
    corrected: 'rettet',
    change: 'Ny takst',
    correct: 'Ret',
    changeLong: (level: string) => `Ny takst for niveau ${level}`,
    correctLong: (level: string, day: string) => `Ret taksten for niveau ${level} fra ${day}`,
    actions: 'Handlinger',
    newLevel: 'Takst for et nyt niveau',
    calculate: 'Beregn',
    calculateLong: (level: string, year: number) => `Beregn taksten for niveau ${level} i ${year}`,
  },
  en: {
    prices: 'Prices',
    inForce: (day: string) => `Prices in force on ${day}`,
    coming: 'Prices that are set and come later',
    calculations: 'Calculations',
    level: 'Level',
    day: 'A day in all',
    parts: 'Consists of',
    from: 'From',
    to: 'To',
    reason: 'Reason',
    none: 'There is no price on that day.',
    history: 'How the price has moved',
    historyTitle: 'Price a day over time',
    historyText: 'A price holds until the next one begins. The figures stand in the table below.',
    numbers: 'All prices',
    corrected: 'corrected',
    change: 'New tariff',
    correct: 'Correct',
    changeLong: (level: string) => `New tariff for level ${level}`,
    correctLong: (level: string, day: string) => `Correct the tariff of level ${level} from ${day}`,
    actions: 'Actions',
    newLevel: 'Tariff of a new level',
    calculate: 'Calculate',
    calculateLong: (level: string, year: number) => `Calculate the tariff of level ${level} for ${year}`,
  },
};

export const changeAddress = ({ offeringId, serviceLineId, level }: TariffView): string =>
  addressOf(`${PATHS.offerings}/${offeringId}/tariffs/change`, { line: serviceLineId, level });

const newLevelAddress = ({ offeringId, serviceLineId }: TariffView): string =>
  addressOf(`${PATHS.offerings}/${offeringId}/tariffs/change`, { line: serviceLineId, [NEW_LEVEL]: 1 });

export const correctAddress = ({ offeringId, tariffId }: TariffView): string =>
  `${PATHS.offerings}/${offeringId}/tariffs/${tariffId}/correct`;

/** What a service line costs on a day, and has cost. */
export const PriceList = ({
  tariffs,
  on,
  offeringId,
  line,
}: {
  tariffs: readonly TariffView[];
  on: Day;
  offeringId: OfferingId;
  line: ServiceLineView;
}): VNode => {
  const { language, actor } = useVisit();
  const id = line.serviceLineId;
  const words = WORDS[language];
  const standing = tariffs.filter(({ supersededBy }) => supersededBy === undefined);
  const inForce = standing.filter(
    ({ validFrom, validTo }) => validFrom <= on && (validTo === undefined || on <= validTo),
  );
  const priceOf = ({ components }: TariffView): string => {
    const price = dayPrice(components);
    return price === undefined ? '–' : danishKroner(price);
  };
  const nextYear = Number(on.slice(0, 4)) + 1;
  const coming = standing.filter(({ validFrom }) => validFrom > on);
  const priced: readonly Column<TariffView>[] = [
    { title: words.level, heads: true, cell: (tariff) => <Level of={tariff} /> },
    { title: words.day, numeric: true, cell: priceOf },
    { title: words.parts, cell: (tariff) => <Parts tariff={tariff} sold={line.legalBasis} /> },
    { title: words.from, cell: ({ validFrom }) => dayText(validFrom, language) },
  ];
  const [first] = tariffs;
  const opensLevels = first !== undefined && actor !== undefined && allows(tariffsAccess.changeTariff, actor, first);
  /** Ways to another price and to a correction, for the operator whose prices these are. */
  const ways = (rows: readonly TariffView[], changes: boolean): readonly Column<TariffView>[] =>
    actor === undefined || !rows.some((tariff) => allows(tariffsAccess.correctTariff, actor, tariff))
      ? []
      : [
          {
            title: words.actions,
            cell: (tariff) =>
              tariff.supersededBy === undefined && (
                <span class="row-ways">
                  {changes && (
                    <>
                      <a
                        href={calculateAddress(tariff, nextYear)}
                        aria-label={words.calculateLong(tariff.level, nextYear)}
                      >
                        {words.calculate}
                      </a>
                      <a href={changeAddress(tariff)} aria-label={words.changeLong(tariff.level)}>
                        {words.change}
                      </a>
                    </>
                  )}
                  <a
                    href={correctAddress(tariff)}
                    aria-label={words.correctLong(tariff.level, dayText(tariff.validFrom, language))}
                  >
                    {words.correct}
                  </a>
                </span>
              ),
          },
        ];
  return (
    <>
      <h3 id={`tariffs-${id}`}>{words.prices}</h3>
      <Table
        files
        caption={words.inForce(dayText(on, language))}
        rows={inForce}
        empty={words.none}
        columns={[...priced, ...ways(inForce, true)]}
      />
      {coming.length > 0 && (
        <Table files caption={words.coming} rows={coming} columns={[...priced, ...ways(coming, false)]} />
      )}
      <p class="actions d-print-none">
        <a href={calculationsOf(offeringId)}>{words.calculations}</a>
        {opensLevels && <a href={newLevelAddress(first)}>{words.newLevel}</a>}
      </p>
      <History tariffs={standing} id={id} on={on} />
      <More summary={words.numbers}>
        <Table
          files
          caption={words.historyTitle}
          captionHidden
          rows={tariffs}
          columns={[
            { title: words.level, heads: true, cell: (tariff) => <Level of={tariff} /> },
            { title: words.from, cell: ({ validFrom }) => dayText(validFrom, language) },
            { title: words.to, cell: ({ validTo }) => dayOr(validTo, language) },
            { title: words.day, numeric: true, cell: priceOf },
            {
              title: words.reason,
              cell: ({ reason, supersededBy }) =>
                supersededBy === undefined ? reason : `${reason} (${words.corrected})`,
            },
            ...ways(standing, false),
          ]}
        />
      </More>
    </>
  );
};

/** A level, and where its price is for one placement ground alone, for which (R41). */
export const Level = ({ of: { level, placementGround } }: { of: TariffView }): VNode => {
  const { language } = useVisit();
  return (
    <>
      <Typed>{level}</Typed>
      {placementGround !== undefined && (
        <span class="under">{PLACEMENT_GROUND_WORDS[placementGround][language]} (R41)</span>
      )}
    </>
  );
};

const Parts = ({ tariff: { components }, sold }: { tariff: TariffView; sold: LegalBasisCode }): VNode => {
  const { language } = useVisit();
  return (
    <ul class="prices">
      {components.map(({ code, kind, unit, priceOre, legalBasis = sold }) => (
        <li>
          {COMPONENT_WORDS[kind][language]}
          {kind === 'SUPPLEMENT' && (
            <>
              {' '}
              <Typed>{code}</Typed>
            </>
          )}
          : {danishKroner(priceOre)} / {unitWords(unit, legalBasis)[language]}
        </li>
      ))}
    </ul>
  );
};

/** Each level at each day on which any of them changed; drawn where something has changed at all. */
const History = ({ tariffs, id, on }: { tariffs: readonly TariffView[]; id: string; on: Day }): VNode | null => {
  const { language } = useVisit();
  const words = WORDS[language];
  const changes = [...new Set(tariffs.map(({ validFrom }) => validFrom))].sort();
  if (changes.length < 2) return null;
  // The last price is drawn on to the day that is looked at.
  const days = changes.some((day) => day >= on) ? changes : [...changes, on];
  const levels = [...Map.groupBy(tariffs, ({ level }) => level)].slice(0, DRAWN_MAX);
  const priceOn = (versions: readonly TariffView[], day: Day): number | null => {
    const holding = versions.findLast(
      ({ validFrom, validTo }) => validFrom <= day && (validTo === undefined || day <= validTo),
    );
    const price = holding && dayPrice(holding.components);
    return price === undefined ? null : price / 100;
  };
  return (
    <>
      <h4>{words.history}</h4>
      <LineChart
        id={`prices-${id}`}
        stepped
        title={words.historyTitle}
        description={words.historyText}
        format={(kroner) => `${String(Math.round(kroner)).replace(/\B(?=(\d{3})+$)/g, '.')} kr.`}
        series={levels.map(([level, versions]) => ({
          name: `${words.level} ${level}`,
          points: days.map((day) => ({
            label: dayText(day, language),
            value: priceOn(versions, day),
            at: dayNumber(day),
          })),
        }))}
      />
    </>
  );
};
