import type { VNode } from 'preact';
import type { Day } from '../../kernel/calendar';
import { WHOLE } from '../../kernel/money';
import type { ServiceTerms } from '../../placements/place-book.events';
import { type PriceOfTerms, priceOfTerms } from '../../settlement/lines/day-charges.calculation';
import type { TariffView } from '../../tariffs/tariff-view';
import { Table } from '../components/table';
import { danishKroner, dayText, shareText } from '../frame/formats';
import { quantityText } from '../settlement/statement-lines';
import { useVisit, type Words } from '../frame/visit';

const WORDS = {
  da: {
    compared: 'Vilkår og pris før og efter',
    what: 'Vilkår',
    before: 'Før',
    after: (day: string) => `Fra ${day}`,
    level: 'Niveau',
    hoursPerDay: 'Timer pr. dag',
    supplements: 'Tillæg',
    daysPerWeek: 'Dage om ugen',
    part: 'Andel af prisen (R16)',
    none: 'Ingen',
    all: 'Hele ugen',
    dayPrice: 'Pris pr. dag',
    monthPrice: 'Desuden pr. måned',
    noPrice: 'Ingen pris den dag',
    priceHint: 'Prisen følger taksten på den dag; ændres taksten senere, følger prisen med (R29).',
  },
  en: {
    compared: 'Terms and price before and after',
    what: 'Terms',
    before: 'Before',
    after: (day: string) => `From ${day}`,
    level: 'Level',
    hoursPerDay: 'Hours a day',
    supplements: 'Supplements',
    daysPerWeek: 'Days a week',
    part: 'Part of the price (R16)',
    none: 'None',
    all: 'The whole week',
    dayPrice: 'Price a day',
    monthPrice: 'Besides, a month',
    noPrice: 'No price on that day',
    priceHint: 'The price follows the tariff of that day; when the tariff changes later, the price follows (R29).',
  },
} satisfies Words<Record<string, unknown>>;

/** Terms of service and their price, as they are and as they would become from the day on (R14-R17). */
export const TermsCompared = ({
  before,
  after,
  from,
  tariffs,
}: {
  before: ServiceTerms;
  after: ServiceTerms;
  from: Day;
  /** The price list of the line on that day. */
  tariffs: readonly TariffView[];
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const prices = [before, after].map((terms): PriceOfTerms | undefined => {
    const tariff = tariffs.find(({ level }) => level === terms.level);
    return tariff && priceOfTerms(tariff.components, terms);
  });
  const price = (part: keyof PriceOfTerms): readonly [string, string] => [
    prices[0] === undefined ? words.noPrice : danishKroner(prices[0][part]),
    prices[1] === undefined ? words.noPrice : danishKroner(prices[1][part]),
  ];
  const both = (of: (terms: ServiceTerms) => string): readonly [string, string] => [of(before), of(after)];
  const either = (of: (terms: ServiceTerms) => boolean): boolean => of(before) || of(after);
  const partTime = either(({ daysPerWeek, factorBp }) => daysPerWeek !== undefined || factorBp !== WHOLE);
  const rows: readonly (readonly [string, readonly [string, string]] | false)[] = [
    [words.level, both(({ level }) => level)],
    either(({ hoursPerDay }) => hoursPerDay !== undefined) && [
      words.hoursPerDay,
      both(({ hoursPerDay }) => (hoursPerDay === undefined ? words.none : quantityText(hoursPerDay))),
    ],
    [words.supplements, both(({ supplements }) => supplements.join(', ') || words.none)],
    partTime && [words.daysPerWeek, both(({ daysPerWeek }) => String(daysPerWeek ?? words.all))],
    partTime && [words.part, both(({ factorBp }) => shareText(factorBp))],
    [words.dayPrice, price('dayOre')],
    prices.some((each) => each !== undefined && each.monthOre !== 0) && [words.monthPrice, price('monthOre')],
  ];
  return (
    <>
      <Table
        caption={words.compared}
        rows={rows.filter((row) => row !== false)}
        columns={[
          { title: words.what, heads: true, cell: ([term]) => term },
          { title: words.before, cell: ([, [was]]) => was },
          { title: words.after(dayText(from, language)), cell: ([, [, becomes]]) => becomes },
        ]}
      />
      <p class="soft">{words.priceHint}</p>
    </>
  );
};
