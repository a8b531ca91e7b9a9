import type { CalculateTariffBody } from '../../calculations/calculation-body';
import { COST_CATEGORIES, type CostCategory, type PricePart } from '../../calculations/calculation.events';
import type { CalculationGroundsView } from '../../calculations/get-grounds';
import { addDays, addMonths, type Day } from '../../kernel/calendar';
import { asOre, danishAmount, type Ore } from '../../kernel/money';
import type { TypedForm } from '../../platform/http/form-body';
import type { FieldFault } from '../../platform/http/problem';
import { typedText } from '../components/previewed';
import { basisPointsTyped, inPercent, signedOreTyped, withBasisPoints, withOre } from '../frame/typed-amounts';
import { filledLists, type FilledRows, rowsIn } from '../frame/typed-rows';

/** The form of a tariff calculation, as an accountant fills it in, and the body of the API that it stands for. */

export const COST_GROUPS = ['direct', 'indirect', 'service'] as const;
/** Costs of the base price, direct or indirect (R10), and those of the hour price of a two-part tariff (R15). */
export type CostGroup = (typeof COST_GROUPS)[number];

const DIRECT: readonly CostCategory[] = ['DIRECT', 'HEALTH_INCLUDED'];
export const CATEGORIES_OF: Readonly<Record<CostGroup, readonly CostCategory[]>> = {
  direct: DIRECT,
  indirect: COST_CATEGORIES.filter((category) => !DIRECT.includes(category)),
  service: COST_CATEGORIES,
};

/** What gets one more row by a button of its own. */
export const ADDED = [...COST_GROUPS, 'otherIncome', 'regulation', 'capacity'] as const;
export type Added = (typeof ADDED)[number];

export interface CostRow {
  /** `costs.3` */
  readonly name: string;
  readonly category: CostCategory;
  readonly part: PricePart;
  /** The row that every form has for the category; in others the kind of cost is chosen. */
  readonly fixed: boolean;
}

const MONTHS_OF_YEAR = 12;
const AMOUNT = /^(?:(?:costs|otherIncome|regulation)\.\d{1,3}\.amountOre|serviceHours)$/;
const isRate = (field: string): boolean => field.endsWith('.rateBp');

const groupOf = (category: CostCategory, part: PricePart): CostGroup =>
  part === 'SERVICE' ? 'service' : DIRECT.includes(category) ? 'direct' : 'indirect';

/** The rows of a group of costs, in order. */
export const costRows = (typed: TypedForm, group: CostGroup): readonly CostRow[] => {
  const seen = new Set<CostCategory>();
  return rowsIn(typed, 'costs').flatMap((at): readonly CostRow[] => {
    const name = `costs.${at}`;
    const category = COST_CATEGORIES.find((each) => each === typedText(typed, `${name}.category`)) ?? 'OTHER';
    const part = typedText(typed, `${name}.part`) === 'SERVICE' ? 'SERVICE' : 'BASE';
    if (groupOf(category, part) !== group) return [];
    const fixed = group !== 'service' && !seen.has(category);
    seen.add(category);
    return [{ name, category, part, fixed }];
  });
};

const nextRow = (typed: TypedForm, list: string): number => Math.max(-1, ...rowsIn(typed, list)) + 1;

const listOf = (added: Added): string => ((COST_GROUPS as readonly string[]).includes(added) ? 'costs' : added);

/** The first field of the row that would be added: where the page goes on. */
export const addedField = (typed: TypedForm, added: Added): string => {
  const list = listOf(added);
  const [first = ''] = Object.keys(emptyRow(added));
  return `${list}.${nextRow(typed, list)}.${first}`;
};

/** The form with one more empty row. */
export const withRow = (typed: TypedForm, added: Added): TypedForm => {
  const list = listOf(added);
  return { ...typed, ...fieldsOf(list, nextRow(typed, list), emptyRow(added)) };
};

const emptyRow = (added: Added): Readonly<Record<string, string>> => {
  switch (added) {
    case 'otherIncome':
      return { amountOre: '', note: '' };
    case 'regulation':
      return { originYear: '', amountOre: '' };
    case 'capacity':
      return { first: '', last: '', places: '' };
    case 'indirect':
      return { category: 'OTHER', part: 'BASE', amountOre: '', note: '' };
    case 'direct':
    case 'service':
      return { category: 'DIRECT', part: added === 'service' ? 'SERVICE' : 'BASE', amountOre: '', note: '' };
  }
};

const fieldsOf = (list: string, row: number, fields: Readonly<Record<string, string>>): TypedForm =>
  Object.fromEntries(Object.entries(fields).map(([field, typed]) => [`${list}.${row}.${field}`, typed]));

const fieldsOfRows = (list: string, rows: readonly Readonly<Record<string, string>>[]): TypedForm =>
  Object.assign({}, ...rows.map((fields, at) => fieldsOf(list, at, fields))) as TypedForm;

const amountTyped = (amount: number | undefined): string => (amount === undefined ? '' : danishAmount(asOre(amount)));

/**
 * Where a calculation begins: the costs of the last one, places, occupancy and regulation as the ledger has them now. One
 * of the same year is begun from as it stands, because the new one takes its place.
 */
export const beginningFrom = (
  grounds: CalculationGroundsView,
  year: number,
  last: CalculateTariffBody | undefined,
): TypedForm => {
  const again = last?.year === year ? last : undefined;
  return {
    year: String(year),
    ...fieldsOfRows('costs', costsFrom(last)),
    ...fieldsOfRows('otherIncome', [
      ...(last?.otherIncome ?? []).map(({ amountOre, note = '' }) => ({ amountOre: danishAmount(amountOre), note })),
      ...((last?.otherIncome ?? []).length > 0 ? [] : [emptyRow('otherIncome')]),
    ]),
    ...fieldsOfRows('regulation', regulationFrom(grounds, again)),
    ...fieldsOfRows('capacity', capacityFrom(year, last)),
    dayBasis: last?.dayBasis ?? 'CALENDAR',
    openingDays: last?.openingDays === undefined ? '' : String(last.openingDays),
    ...fieldsOfRows(
      'occupancy',
      grounds.occupancy.map((known) => {
        const stated = last?.occupancy?.find((each) => each.year === known.year);
        return { year: String(known.year), rateBp: basisPointsTyped(stated?.rateBp) };
      }),
    ),
    'decidedOccupancy.rateBp': basisPointsTyped(again?.decidedOccupancy?.rateBp),
    'decidedOccupancy.reason': again?.decidedOccupancy?.reason ?? '',
    serviceHours: amountTyped(last?.serviceHours),
    capReason: again?.capReason ?? '',
    note: again?.note ?? '',
  };
};

/** A row for every category of the base price, with what it was last; those of the hour price after them. */
const costsFrom = (last: CalculateTariffBody | undefined): readonly Readonly<Record<string, string>>[] => {
  const rows = (last?.costs ?? []).map(({ category, part = 'BASE', amountOre, note = '' }) => ({
    category,
    part,
    amountOre: danishAmount(amountOre),
    note,
  }));
  const base = COST_CATEGORIES.flatMap((category) => {
    const own = rows.filter((row) => row.part === 'BASE' && row.category === category);
    return own.length > 0 ? own : [{ category, part: 'BASE', amountOre: '', note: '' }];
  });
  return [...base, ...rows.filter(({ part }) => part === 'SERVICE')];
};

/**
 * What is due, by year. The whole of it is filled in where no other level is left to take its part; else the operator
 * says how much of it this level takes.
 */
const regulationFrom = (
  { due, uncalculated }: CalculationGroundsView,
  again: CalculateTariffBody | undefined,
): readonly Readonly<Record<string, string>>[] => {
  const before = again?.regulation ?? [];
  const rows = due
    .filter(({ originYear, amountOre }) => amountOre !== 0 || before.some((line) => line.originYear === originYear))
    .map(({ originYear, amountOre }) => {
      const taken = before.find((line) => line.originYear === originYear)?.amountOre;
      const all = uncalculated.length === 0 ? amountOre : undefined;
      return { originYear: String(originYear), amountOre: amountTyped(again === undefined ? all : taken) };
    });
  const others = before
    .filter(({ originYear }) => !due.some((line) => line.originYear === originYear))
    .map(({ originYear, amountOre }) => ({ originYear: String(originYear), amountOre: danishAmount(amountOre) }));
  return [...rows, ...others];
};

/** The level's own places, on the same days of the year. */
const capacityFrom = (
  year: number,
  last: CalculateTariffBody | undefined,
): readonly Readonly<Record<string, string>>[] => {
  const inYear = (day: Day): Day => addMonths(day, MONTHS_OF_YEAR * (year - (last?.year ?? year)));
  return (last?.capacity ?? []).map(({ first, last: end, places }) => ({
    first: inYear(first),
    // Counted back from the day after, so that no leap day falls between two spans.
    last: addDays(inYear(addDays(end, 1)), -1),
    places: String(places),
  }));
};

/** The body that the form stands for: rows that say something, amounts in øre, hours in hundredths, shares in basis points. */
export const bodyOfCalculation = (form: TypedForm): FilledRows => {
  const filled = filledLists(form, {
    costs: ['category', 'part'],
    otherIncome: [],
    regulation: ['originYear'],
    capacity: [],
    occupancy: ['year'],
  });
  const { openingDays, ...rest } = withOre(filled.form, (field) => AMOUNT.test(field), signedOreTyped);
  const days = openingDays === undefined || rest.dayBasis !== 'OPENING_DAYS' ? {} : { openingDays };
  return {
    form: Object.keys(rest)
      .filter(isRate)
      .reduce<TypedForm>(withBasisPoints, { ...rest, ...days }),
    asTyped: (faults) => filled.asTyped(faults).map(inPercent).map(inHours),
  };
};

const inHours = (fault: FieldFault): FieldFault =>
  fault.code === 'NOT_HUNDREDTHS'
    ? {
        ...fault,
        da: 'Skriv et antal timer, som 12.500 eller 12.500,5.',
        en: 'Write hours, such as 12.500 or 12.500,5.',
      }
    : fault;

/** What was calculated of a group of costs last, by category. */
export const lastOf = (last: CalculateTariffBody | undefined, { category, part }: CostRow): Ore | undefined => {
  const amounts = (last?.costs ?? []).flatMap((line) =>
    line.category === category && (line.part ?? 'BASE') === part ? [line.amountOre] : [],
  );
  return amounts.length === 0 ? undefined : asOre(amounts.reduce((sum, amount) => sum + amount, 0));
};
