import { danishDay } from '../kernel/calendar';
import { paragraph } from '../kernel/legal-basis';
import type { BasisPoints, Hundredths, Ore } from '../kernel/money';
import { asOre, danishAmount, danishKroner, roundedRatio, WHOLE } from '../kernel/money';
import type { PackageCalculated, TariffCalculated } from './calculation.events';
import { COST_TEXTS, type Sentence } from './calculation-texts';
import { basisDays, costsOf, daysInYear, packageShares, partTimePrices } from './cost-price.calculation';

type Calculated = TariffCalculated['data'];

/** One step on the way to a price, ready for a page: what was done, by which rule, with which figures. */
export interface CalculationStep {
  readonly code: string;
  readonly rule: string;
  readonly title: Sentence;
  /** The reckoning with its figures, as people write it: `20.000.000,00 kr. ÷ 8.322,00 dage = 2.403,27 kr.` */
  readonly formula: Sentence;
  readonly figures: readonly CalculationFigure[];
}

export interface CalculationFigure {
  readonly name: Sentence;
  /** With its unit, as people write it. */
  readonly value: Sentence;
}

/** Every step of a calculated tariff, in the order of R10. It follows from the fact alone, so it never changes. */
export const explainedTariff = (data: Calculated): readonly CalculationStep[] => [
  costsStep(data),
  ...(data.otherIncome.length === 0 ? [] : [incomeStep(data)]),
  ...(data.regulation.length === 0 ? [] : [regulationStep(data)]),
  placesStep(data),
  occupancyStep(data),
  paidDaysStep(data),
  dayPriceStep(data),
  ...(data.price.hourPriceOre === undefined ? [] : [hourPriceStep(data, data.price.hourPriceOre)]),
  ...(data.rules.partTimeFactors.length === 0 ? [] : [partTimeStep(data)]),
  ...(data.rules.capLimitOre === undefined ? [] : [capStep(data, data.rules.capLimitOre)]),
];

/** A package is priced from its services, each at its own price, so that it can be invoiced per paragraph (R13). */
export const explainedPackage = (data: PackageCalculated['data']): readonly CalculationStep[] => [
  packageSumStep(data),
  ...(data.soldAtOre === undefined ? [] : [packageSharesStep(data, data.soldAtOre)]),
];

const packageSumStep = ({ parts, totalOre }: PackageCalculated['data']): CalculationStep => ({
  code: 'PACKAGE',
  rule: 'R13',
  title: { da: 'Pakkens pris af ydelsernes priser', en: 'The package’s price from the prices of its services' },
  formula: same(`${parts.map(({ dayPriceOre }) => danishKroner(dayPriceOre)).join(' + ')} = ${danishKroner(totalOre)}`),
  figures: parts.map(({ legalBasis, level, dayPriceOre }) => ({
    name: { da: `${paragraph(legalBasis)}, niveau ${level}`, en: `${paragraph(legalBasis)}, level ${level}` },
    value: same(danishKroner(dayPriceOre)),
  })),
});

const packageSharesStep = (data: PackageCalculated['data'], soldAtOre: Ore): CalculationStep => {
  const shares = packageShares(data);
  return {
    code: 'PACKAGE_SHARES',
    rule: 'R13',
    title: { da: 'Pakkens egen pris, fordelt på paragraffer', en: 'The package’s own price, shared on paragraphs' },
    formula: same(`${danishKroner(soldAtOre)} = ${shares.map(({ priceOre }) => danishKroner(priceOre)).join(' + ')}`),
    figures: shares.map(({ legalBasis, level, priceOre }) => ({
      name: { da: `${paragraph(legalBasis)}, niveau ${level}`, en: `${paragraph(legalBasis)}, level ${level}` },
      value: same(danishKroner(priceOre)),
    })),
  };
};

const same = (text: string): Sentence => ({ da: text, en: text });
const money = (name: Sentence, amount: Ore): CalculationFigure => ({ name, value: same(danishKroner(amount)) });
const percent = (rate: BasisPoints): string => `${danishAmount(asOre(rate))} %`;
/** Hundredths as people write them: 832200 is 8.322,00. */
const quantity = (value: Hundredths): string => danishAmount(asOre(value));
const days = (value: Hundredths): Sentence => ({ da: `${quantity(value)} dage`, en: `${quantity(value)} days` });

const costsStep = ({ costs, price }: Calculated): CalculationStep => {
  const total = costsOf(costs, 'BASE');
  const overhead = costs
    .filter(({ category }) => category === 'OVERHEAD')
    .reduce((all, { amountOre }) => all + amountOre, 0);
  const direct = costs
    .filter(({ category }) => category === 'DIRECT')
    .reduce((all, { amountOre }) => all + amountOre, 0);
  return {
    code: 'COSTS',
    rule: 'R10',
    title: { da: 'Budgetterede omkostninger', en: 'Budgeted costs' },
    formula: same(
      `${costs
        .filter(({ part }) => part === 'BASE')
        .map(({ amountOre }) => danishKroner(amountOre))
        .join(' + ')} = ${danishKroner(total)}`,
    ),
    figures: [
      ...costs.map(({ category, part, amountOre }) =>
        money(part === 'BASE' ? COST_TEXTS[category] : inServicePart(COST_TEXTS[category]), amountOre),
      ),
      ...(overhead > 0 && direct > 0
        ? [
            {
              name: {
                da: 'Overhead i procent af de direkte omkostninger (Q8)',
                en: 'Overhead in per cent of direct costs (Q8)',
              },
              value: same(percent(roundedRatio(BigInt(overhead) * BigInt(WHOLE), BigInt(direct)))),
            },
          ]
        : []),
      ...(price.serviceOre === 0
        ? []
        : [money({ da: 'Heraf til ydelsestaksten (R15)', en: 'Of it for the service price (R15)' }, price.serviceOre)]),
    ],
  };
};

const inServicePart = ({ da, en }: Sentence): Sentence => ({ da: `${da} (ydelsestakst)`, en: `${en} (service price)` });

const incomeStep = ({ costs, otherIncome, price }: Calculated): CalculationStep => ({
  code: 'OTHER_INCOME',
  rule: 'R10',
  title: { da: 'Andre indtægter trækkes fra', en: 'Other income is taken off' },
  formula: same(
    `${danishKroner(costsOf(costs, 'BASE'))} − ${otherIncome.map(({ amountOre }) => danishKroner(amountOre)).join(' − ')} = ${danishKroner(price.netBaseOre)}`,
  ),
  figures: otherIncome.map(({ amountOre, note }) => money(same(note ?? '–'), amountOre)),
});

const regulationStep = ({ regulation, price }: Calculated): CalculationStep => ({
  code: 'REGULATION',
  rule: 'R22',
  title: {
    da: 'Regulering af tidligere års resultat (overskud gør taksten lavere)',
    en: 'Regulation of earlier results (a surplus lowers the tariff)',
  },
  formula: same(
    `${regulation.map(({ amountOre }) => danishKroner(amountOre)).join(' + ')} = ${danishKroner(price.regulationOre)}`,
  ),
  figures: [
    ...regulation.map(({ originYear, amountOre }) =>
      money({ da: `Resultat fra ${originYear}`, en: `Result of ${originYear}` }, amountOre),
    ),
    money(
      { da: 'Reguleringens del af taksten pr. dag', en: 'The regulation’s part of the day price' },
      price.regulationShareOre,
    ),
  ],
});

const placesStep = ({ capacity, capacityOrigin, price, year }: Calculated): CalculationStep => ({
  code: 'PLACES',
  rule: 'R10',
  title: {
    da: capacityOrigin === 'LEDGER' ? 'Pladser over året, fra hovedbogen' : 'Pladser over året, som oplyst',
    en: capacityOrigin === 'LEDGER' ? 'Places over the year, from the ledger' : 'Places over the year, as stated',
  },
  formula: {
    da: `Σ pladser pr. dag i ${year} = ${quantity(price.capacityDays * 100)} pladsdage`,
    en: `Σ places per day in ${year} = ${quantity(price.capacityDays * 100)} place-days`,
  },
  figures: capacity.map(({ first, last, places }) => ({
    name: { da: `${danishDay(first)} – ${danishDay(last)}`, en: `${first} – ${last}` },
    value: { da: `${places} pladser`, en: `${places} places` },
  })),
});

const occupancyStep = ({ occupancy, rules }: Calculated): CalculationStep => {
  const { history, ruleBp, appliedBp } = occupancy;
  const mean = history.map(({ rateBp }) => percent(rateBp)).join(' + ');
  const rule = {
    da: `(${mean}) ÷ ${history.length}, holdt mellem ${percent(rules.occupancyMinBp)} og 100,00 % = ${percent(ruleBp ?? 0)}`,
    en: `(${mean}) ÷ ${history.length}, held between ${percent(rules.occupancyMinBp)} and 100,00 % = ${percent(ruleBp ?? 0)}`,
  };
  const decided = {
    da: `${percent(appliedBp)} efter driftsherrens valg`,
    en: `${percent(appliedBp)} by the operator’s choice`,
  };
  const formula =
    ruleBp === undefined
      ? decided
      : appliedBp === ruleBp
        ? rule
        : { da: `${rule.da}; ${decided.da}`, en: `${rule.en}; ${decided.en}` };
  return {
    code: 'OCCUPANCY',
    rule: 'R12',
    title: { da: 'Budgetteret belægning', en: 'Budgeted occupancy' },
    formula,
    figures: history.map(({ year, rateBp, origin }) => ({
      name: {
        da: `Belægning ${year} (${origin === 'LEDGER' ? 'fra hovedbogen' : 'oplyst'})`,
        en: `Occupancy ${year} (${origin === 'LEDGER' ? 'from the ledger' : 'stated'})`,
      },
      value: same(percent(rateBp)),
    })),
  };
};

const paidDaysStep = ({ price, occupancy, dayBasis, year }: Calculated): CalculationStep => {
  const spread = basisDays(dayBasis, year);
  const basis = spread === daysInYear(year) ? '' : ` × ${spread}/${daysInYear(year)}`;
  const left = `${quantity(price.capacityDays * 100)}${basis} × ${percent(occupancy.appliedBp)} = `;
  return {
    code: 'PAID_DAYS',
    rule: 'R11',
    title: { da: 'Dage, som taksten fordeles på', en: 'Days that the tariff is spread over' },
    formula: { da: left + days(price.paidDays).da, en: left + days(price.paidDays).en },
    figures: [],
  };
};

/** Øre of one krone. */
const WHOLE_KRONE = 100;

const dayPriceStep = ({ price, rules }: Calculated): CalculationStep => {
  const { netBaseOre, regulationOre, paidDays, dayPriceOre } = price;
  const total = asOre(netBaseOre + regulationOre);
  const exact = asOre(roundedRatio(BigInt(total) * 100n, BigInt(paidDays)));
  const sum =
    regulationOre === 0 ? danishKroner(total) : `(${danishKroner(netBaseOre)} + ${danishKroner(regulationOre)})`;
  const wholeKroner = rules.tariffRoundingOre === WHOLE_KRONE;
  const unit = danishKroner(rules.tariffRoundingOre);
  return {
    code: 'DAY_PRICE',
    rule: 'R10, R17',
    title: { da: 'Takst pr. dag, afrundet', en: 'Price a day, rounded' },
    formula: {
      da: `${sum} ÷ ${days(paidDays).da} = ${danishKroner(exact)}, afrundet til hele ${wholeKroner ? 'kroner' : unit} = ${danishKroner(dayPriceOre)}`,
      en: `${sum} ÷ ${days(paidDays).en} = ${danishKroner(exact)}, rounded to whole ${wholeKroner ? 'kroner' : unit} = ${danishKroner(dayPriceOre)}`,
    },
    figures: [money({ da: 'Takst pr. dag', en: 'Price a day' }, dayPriceOre)],
  };
};

const hourPriceStep = ({ price, serviceHours = 0 }: Calculated, hourPriceOre: Ore): CalculationStep => ({
  code: 'HOUR_PRICE',
  rule: 'R15',
  title: { da: 'Ydelsestakst pr. time', en: 'Service price an hour' },
  formula: {
    da: `${danishKroner(price.serviceOre)} ÷ ${quantity(serviceHours)} timer = ${danishKroner(hourPriceOre)}`,
    en: `${danishKroner(price.serviceOre)} ÷ ${quantity(serviceHours)} hours = ${danishKroner(hourPriceOre)}`,
  },
  figures: [],
});

const partTimeStep = ({ price, rules, dayBasis, year }: Calculated): CalculationStep => ({
  code: 'PART_TIME',
  rule: 'R16',
  title: { da: 'Deltidspladser', en: 'Part-time places' },
  formula: same(`${danishKroner(price.dayPriceOre)} × ${basisDays(dayBasis, year)} × %`),
  figures: partTimePrices(price.dayPriceOre, basisDays(dayBasis, year), rules.partTimeFactors).map(
    ({ daysPerWeek, factorBp, yearOre, perAttendedDayOre }) => ({
      name: {
        da: `${daysPerWeek} ${daysPerWeek === 1 ? 'dag' : 'dage'} om ugen (${percent(factorBp)})`,
        en: `${daysPerWeek} ${daysPerWeek === 1 ? 'day' : 'days'} a week (${percent(factorBp)})`,
      },
      value: {
        da: `${danishKroner(yearOre)} om året, ${danishKroner(perAttendedDayOre)} pr. fremmødedag`,
        en: `${danishKroner(yearOre)} a year, ${danishKroner(perAttendedDayOre)} per attended day`,
      },
    }),
  ),
});

const capStep = ({ price }: Calculated, capLimitOre: Ore): CalculationStep => {
  const sign = price.dayPriceOre > capLimitOre ? '>' : '≤';
  return {
    code: 'TARIFF_CAP',
    rule: 'R19',
    title: { da: 'Takstloftet', en: 'The tariff cap' },
    formula: same(`${danishKroner(price.dayPriceOre)} ${sign} ${danishKroner(capLimitOre)}`),
    figures: [money({ da: 'Højst efter loftet', en: 'At most under the cap' }, capLimitOre)],
  };
};
