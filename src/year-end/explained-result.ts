import { PROVENANCE_WORDS } from '../agreements/agreements.queries';
import { COST_TEXTS, type Sentence } from '../calculations/calculations.queries';
import type { BasisPoints, Hundredths, Ore } from '../kernel/money';
import { asOre, danishAmount, danishKroner, WHOLE } from '../kernel/money';
import type { Language } from '../kernel/messages';
import type { PartyCode, TariffLevel } from '../kernel/vocabulary';
import { componentNameOf, levelText } from '../settlement/issued/settlement.queries';
import type { CarryCorrection, ResultSplit, RevenueLine, YearEndAccountsSubmitted } from './year-end.events';

type Accounts = YearEndAccountsSubmitted['data'];

/** One step on the way to a result or its split, ready for a page: what was done, by which rule, with which figures. */
export interface ResultStep {
  readonly code: string;
  readonly rule: string;
  readonly title: Sentence;
  /** The reckoning with its figures, as people write it: `20.185.200,00 kr. − 19.100.000,00 kr. = 1.085.200,00 kr.` */
  readonly formula: Sentence;
  readonly figures: readonly { readonly name: Sentence; readonly value: Sentence }[];
}

type Figure = ResultStep['figures'][number];

type NameOf = (party: PartyCode) => string;

/**
 * Every step of a year's result and, once it is split, of its split. It follows from the facts alone.
 * @param nameOf what a payer is called; a code where nobody knows.
 */
export const explainedResult = (
  accounts: Accounts,
  split?: ResultSplit['data'],
  nameOf: NameOf = (party) => party,
): readonly ResultStep[] => [
  revenueStep(accounts),
  occupancyStep(accounts, nameOf),
  costsStep(accounts),
  ...(accounts.corrections.length === 0 ? [] : [correctionsStep(accounts)]),
  resultStep(accounts),
  limitStep(accounts),
  ...(split === undefined ? [] : [splitStep(accounts, split, nameOf)]),
];

const same = (text: string): Sentence => ({ da: text, en: text });
const money = (name: Sentence, amount: Ore): Figure => ({ name, value: same(danishKroner(amount)) });
const percent = (rate: BasisPoints): string => `${danishAmount(asOre(rate))} %`;
const quantity = (value: Hundredths): string => danishAmount(asOre(value));
/** Plain counts with the thousands that people read: 8.400. */
const count = (value: number): string => danishAmount(asOre(value * 100)).slice(0, -3);

/** a + b − c = sum, with its signs; a sum of one is that one. */
const sumOf = (amounts: readonly Ore[], sum: Ore): string => {
  if (amounts.length <= 1) return danishKroner(sum);
  const terms = amounts.map((amount, at) => {
    const sign = at === 0 ? (amount < 0 ? '−' : '') : amount < 0 ? ' − ' : ' + ';
    return `${sign}${danishKroner(asOre(Math.abs(amount)))}`;
  });
  return `${terms.join('')} = ${danishKroner(sum)}`;
};

const revenueStep = ({ revenue, result }: Accounts): ResultStep => ({
  code: 'REVENUE',
  rule: 'R22',
  title: {
    da: 'A1: indtægt af belagte dage, egne borgere med',
    en: 'A1: revenue of occupied days, own citizens among them',
  },
  formula: same(
    sumOf(
      revenue.lines.map(({ amountOre }) => amountOre),
      result.revenueOre,
    ),
  ),
  figures: [
    ...revenue.lines.map(revenueFigure),
    ...(revenue.paidNotOccupiedOre === 0
      ? []
      : [
          money(
            {
              da: 'Betalt efter udflytning i opsigelse (R30); indgår ikke i A1 efter modellens ord',
              en: 'Paid after departure in notice (R30); no part of A1 by the words of the model',
            },
            revenue.paidNotOccupiedOre,
          ),
        ]),
  ],
});

const priceName = (level: TariffLevel, component: string, language: Language): string => {
  const name = levelText(level, language);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${componentNameOf(component, language)}`;
};

const revenueFigure = (line: RevenueLine): Figure => {
  const { level, component, unit, priceOre, factorBp, perDay, days, amountOre } = line;
  const eachDay = unit === 'HOUR' ? ` × ${quantity(perDay)}` : '';
  const part = factorBp === WHOLE ? '' : ` × ${percent(factorBp)}`;
  const reckoned = (word: string) => `${count(days)} ${word}${eachDay} × ${danishKroner(priceOre)}${part}`;
  const months = unit === 'MONTH' ? { da: ' pr. måned', en: ' a month' } : { da: '', en: '' };
  return {
    name: { da: priceName(level, component, 'da'), en: priceName(level, component, 'en') },
    value: {
      da: `${reckoned('dage')}${months.da} = ${danishKroner(amountOre)}`,
      en: `${reckoned('days')}${months.en} = ${danishKroner(amountOre)}`,
    },
  };
};

const occupancyStep = ({ revenue }: Accounts, nameOf: NameOf): ResultStep => {
  const { occupiedDays, capacityDays, occupancyBp, payerDays } = revenue;
  const rate = occupancyBp === undefined ? '–' : percent(occupancyBp);
  return {
    code: 'OCCUPANCY',
    rule: 'R12',
    title: { da: 'Årets belægning', en: 'Occupancy of the year' },
    formula: {
      da: `${count(occupiedDays)} belagte dage ÷ ${count(capacityDays)} pladsdage = ${rate}`,
      en: `${count(occupiedDays)} occupied days ÷ ${count(capacityDays)} place-days = ${rate}`,
    },
    figures: payerDays.map(({ payer, days }) => ({
      name: same(nameOf(payer)),
      value: { da: `${count(days)} dage`, en: `${count(days)} days` },
    })),
  };
};

const costsStep = ({ costs, otherIncome, result }: Accounts): ResultStep => ({
  code: 'COSTS',
  rule: 'R22, R10',
  title: { da: 'A2: omkostningsbaseret regnskab', en: 'A2: cost-based accounts' },
  formula: same(
    sumOf(
      [...costs.map(({ amountOre }) => amountOre), ...otherIncome.map(({ amountOre }) => asOre(-amountOre))],
      result.costsOre,
    ),
  ),
  figures: [
    ...costs.map(({ category, amountOre }) => money(COST_TEXTS[category], amountOre)),
    ...otherIncome.map(({ amountOre, note }) =>
      money({ da: note ?? 'Andre indtægter', en: note ?? 'Other income' }, asOre(-amountOre)),
    ),
  ],
});

const CORRECTION_TEXTS: Readonly<Record<CarryCorrection['kind'], Sentence>> = {
  CARRIED_IN: { da: 'Overført fra', en: 'Carried over from' },
  REGULATION_IN_TARIFF: { da: 'Årets takst regulerede', en: 'The year’s tariff regulated' },
  STATED: { da: 'Oplyst', en: 'Stated' },
};

const correctionsStep = ({ corrections, result }: Accounts): ResultStep => ({
  code: 'CORRECTIONS',
  rule: 'R22',
  title: { da: 'A3: korrektion for tidligere år', en: 'A3: correction for earlier years' },
  formula: same(
    sumOf(
      corrections.map(({ amountOre }) => amountOre),
      result.correctionsOre,
    ),
  ),
  figures: corrections.map(({ kind, originYear, amountOre, note }) => {
    const { da, en } = CORRECTION_TEXTS[kind];
    const rest = originYear === undefined ? `: ${note ?? '–'}` : ` ${originYear}`;
    return money({ da: `${da}${rest}`, en: `${en}${rest}` }, amountOre);
  }),
});

const resultStep = ({ result }: Accounts): ResultStep => {
  const { revenueOre, costsOre, correctionsOre, resultOre } = result;
  const surplus = resultOre >= 0;
  return {
    code: 'RESULT',
    rule: 'R22',
    title: {
      da: `A1 − A2 ± A3: ${surplus ? 'overskud' : 'underskud'}`,
      en: `A1 − A2 ± A3: ${surplus ? 'surplus' : 'deficit'}`,
    },
    formula: same(sumOf([revenueOre, asOre(-costsOre), ...(correctionsOre === 0 ? [] : [correctionsOre])], resultOre)),
    figures: [],
  };
};

const limitStep = ({ budget, rules, result }: Accounts): ResultStep => {
  const { tag } = rules.provenance.carryLimitBp ?? { tag: 'DESIGN' as const };
  return {
    code: 'CARRY_LIMIT',
    rule: 'R22',
    title: { da: 'Så meget kan højst overføres til næste år', en: 'The most that can be carried over' },
    formula: same(
      `± ${percent(rules.carryLimitBp)} × ${danishKroner(budget.amountOre)} = ± ${danishKroner(result.carryLimitOre)}`,
    ),
    figures: [
      {
        name: { da: 'Budgettet', en: 'The budget' },
        value:
          budget.origin === 'CALCULATED'
            ? { da: 'fra årets takstberegninger', en: 'from the year’s tariff calculations' }
            : { da: 'oplyst af driftsherren', en: 'stated by the operator' },
      },
      {
        name: { da: 'Hvor sikker grænsen er', en: 'How sure the limit is' },
        value: PROVENANCE_WORDS[tag],
      },
    ],
  };
};

const splitStep = ({ rules }: Accounts, split: ResultSplit['data'], nameOf: NameOf): ResultStep => {
  const { resultOre, carriedOre, toTariffOre, refundedOre, borneByOperatorOre, tariffYear, shares } = split;
  const inTariffs =
    split.allocation === 'FUTURE_TARIFF'
      ? { da: `Til taksten for ${tariffYear}`, en: `Into the tariff of ${tariffYear}` }
      : { da: 'Reguleret i takster før denne fordeling', en: 'Settled in tariffs before this split' };
  const rest = asOre(resultOre - carriedOre);
  const tag = rules.provenance.refundMode?.tag ?? 'DESIGN';
  return {
    code: 'SPLIT',
    rule: 'R22, R23',
    title: { da: 'Resultatet fordelt', en: 'The result split' },
    formula: same(sumOf([resultOre, asOre(-carriedOre)], rest)),
    figures: [
      money({ da: 'Overføres til næste års driftsramme', en: 'Into the next year’s operating frame' }, carriedOre),
      ...(toTariffOre === 0 ? [] : [money(inTariffs, toTariffOre)]),
      ...(borneByOperatorOre === 0
        ? []
        : [money({ da: 'Driftsherren bærer selv (Q6)', en: 'Borne by the operator (Q6)' }, borneByOperatorOre)]),
      ...(refundedOre === 0
        ? []
        : [money({ da: 'Direkte til årets betalere (R23)', en: 'Directly to the year’s payers (R23)' }, refundedOre)]),
      ...shares.map(({ payer, days, amountOre }) =>
        money({ da: `${nameOf(payer)}, ${count(days)} dage`, en: `${nameOf(payer)}, ${count(days)} days` }, amountOre),
      ),
      { name: { da: 'Hvor sikker vejen er', en: 'How sure the way is' }, value: PROVENANCE_WORDS[tag] },
    ],
  };
};
