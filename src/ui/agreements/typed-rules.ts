import { PROVENANCE_TAGS, type ProvenanceTag, type RuleName } from '../../agreements/agreement.events';
import {
  DepartureDayExceptionBody,
  IndexRateBody,
  NoticeExceptionBody,
  PartTimeFactorBody,
  RULE_NAME_FORM,
  type RulesBody,
} from '../../agreements/rules-body';
import type { Day } from '../../kernel/calendar';
import { LEGAL_BASIS_CODES } from '../../kernel/legal-basis';
import { DayField, ListField, NestedField, OneOfField, TextField, WholeNumberField } from '../../platform/http/fields';
import * as scalars from '../../platform/http/scalars';
import type { TypedForm } from '../../platform/http/form-body';
import { basisPointsTyped, withBasisPoints } from '../frame/typed-amounts';
import { filledLists, type FilledRows } from '../frame/typed-rows';

/** Rules that are one number each, as the form asks for them. */
export const PLAIN_RULES = [
  'dueDays',
  'minDueDays',
  'claimLimitMonths',
  'noticeMonths',
  'noticeMonthsOnDeath',
  'reservationDays',
  'reservationDaysMax',
  'occupancyMinBp',
  'occupancyMinShortStayBp',
  'occupancyRecommendedMaxBp',
  'tariffNoticeMonths',
] as const satisfies readonly RuleName[];
export type PlainRule = (typeof PLAIN_RULES)[number];

export const isShare = (rule: PlainRule): boolean => rule.endsWith('Bp');

export const RATES = 'indexation';

/** Rules that are lists, one row each in the form. */
export const LISTED_RULES = [
  'partTimeFactors',
  'noticeMonthsExceptions',
  'countDepartureDayExceptions',
] as const satisfies readonly RuleName[];
export type ListedRule = (typeof LISTED_RULES)[number];

const LISTS: readonly string[] = [RATES, ...LISTED_RULES];
const CONFIRMED = 'confirmed';
/** The field of the form that says that a rule stands as it is, and is known from where the changes are. */
export const confirmedField = (rule: RuleName): string => `${CONFIRMED}.${rule}`;

const ROWS = { list: true, maxItems: LEGAL_BASIS_CODES.length, optional: true };

/** What the form of a change of rules holds; the rules that it does not ask for are carried over unchanged. */
export class TypedRules implements Record<PlainRule, number> {
  @DayField('The first day.')
  from!: Day;

  @DayField('The first day of the rules that the form was filled in with.')
  filledInOn!: Day;

  @WholeNumberField('Days.')
  dueDays!: number;

  @WholeNumberField('Days.')
  minDueDays!: number;

  @WholeNumberField('Months.')
  claimLimitMonths!: number;

  @WholeNumberField('Months; -1: no notice at all.')
  noticeMonths!: number;

  @WholeNumberField('Months; -1: no notice at all.')
  noticeMonthsOnDeath!: number;

  @WholeNumberField('Days.')
  reservationDays!: number;

  @WholeNumberField('Days.')
  reservationDaysMax!: number;

  @WholeNumberField('In 1/10,000.')
  occupancyMinBp!: number;

  @WholeNumberField('In 1/10,000.')
  occupancyMinShortStayBp!: number;

  @WholeNumberField('In 1/10,000.')
  occupancyRecommendedMaxBp!: number;

  @WholeNumberField('Months.')
  tariffNoticeMonths!: number;

  @WholeNumberField('The year whose prices may not be exceeded; absent: no cap.', { optional: true })
  baseYear?: number;

  @NestedField(() => IndexRateBody, 'Rates of later years.', { list: true, maxItems: 30, optional: true })
  indexation?: IndexRateBody[];

  @NestedField(() => PartTimeFactorBody, 'Part of a full place by days a week (R16).', { ...ROWS, maxItems: 7 })
  partTimeFactors?: PartTimeFactorBody[];

  @NestedField(() => NoticeExceptionBody, 'Paragraphs with other notice (R30).', ROWS)
  noticeMonthsExceptions?: NoticeExceptionBody[];

  @NestedField(() => DepartureDayExceptionBody, 'Paragraphs where the departure day counts otherwise (R35).', ROWS)
  countDepartureDayExceptions?: DepartureDayExceptionBody[];

  @ListField(scalars.code(RULE_NAME_FORM), 'Rules that stand as they are and get the new origin.', { optional: true })
  confirmed?: string[];

  @OneOfField(PROVENANCE_TAGS, 'How sure we are of what was changed.')
  origin!: ProvenanceTag;

  @TextField('Why.', { maxLength: 500 })
  reason!: string;
}

/** The rules in the fields of the form. */
export const typedOf = (rules: RulesBody): TypedForm => ({
  ...Object.fromEntries(
    PLAIN_RULES.map((rule) => [rule, isShare(rule) ? basisPointsTyped(rules[rule]) : String(rules[rule])]),
  ),
  baseYear: rules.tariffCap === undefined ? '' : String(rules.tariffCap.baseYear),
  ...Object.fromEntries(
    (rules.tariffCap?.indexation ?? []).flatMap(({ year, rateBp }, at) => [
      [`${RATES}.${at}.year`, String(year)],
      [`${RATES}.${at}.rateBp`, basisPointsTyped(rateBp)],
    ]),
  ),
  ...fieldsOfRows('partTimeFactors', rules.partTimeFactors, ({ daysPerWeek, factorBp }) => ({
    daysPerWeek: String(daysPerWeek),
    factorBp: basisPointsTyped(factorBp),
  })),
  ...fieldsOfRows('noticeMonthsExceptions', rules.noticeMonthsExceptions, ({ legalBasis, months }) => ({
    legalBasis,
    months: String(months),
  })),
  ...fieldsOfRows('countDepartureDayExceptions', rules.countDepartureDayExceptions, ({ legalBasis, counted }) => ({
    legalBasis,
    counted: String(counted),
  })),
});

const fieldsOfRows = <R>(
  list: ListedRule,
  rows: readonly R[],
  fieldsOf: (row: R) => Readonly<Record<string, string>>,
): TypedForm =>
  Object.fromEntries(
    rows.flatMap((row, at) =>
      Object.entries(fieldsOf(row)).map(([field, typed]) => [`${list}.${at}.${field}`, typed] as const),
    ),
  );

/** Mends for the reader what the body counts otherwise: shares in basis points, rows that say something, rules confirmed. */
export const bodyOfRules = (form: TypedForm): FilledRows => {
  const kept = withoutRemoved(form);
  const lists = filledLists(kept, Object.fromEntries(LISTS.map((list) => [list, []])));
  const shares = Object.keys(lists.form).filter((field) => field.endsWith('Bp'));
  return { ...lists, form: withConfirmed(shares.reduce(withBasisPoints, lists.form)) };
};

const REMOVED = /^(\w+\.\d{1,3})\.remove$/;

/** The form without the rows that are marked to go, whatever else stands in them. */
export const withoutRemoved = (form: TypedForm): TypedForm => {
  const removed = Object.keys(form).flatMap((field) => REMOVED.exec(field)?.[1] ?? []);
  return Object.fromEntries(
    Object.entries(form).filter(([field]) => !removed.some((row) => field.startsWith(`${row}.`))),
  );
};

/** One box for each rule is a list of their names in the body. */
const withConfirmed = (form: TypedForm): TypedForm => {
  const [boxes, rest] = [true, false].map((boxed) =>
    Object.entries(form).filter(([field]) => field.startsWith(`${CONFIRMED}.`) === boxed),
  ) as [[string, TypedForm[string]][], [string, TypedForm[string]][]];
  const names = boxes.map(([field], at) => [`${CONFIRMED}.${at}`, field.slice(CONFIRMED.length + 1)] as const);
  return Object.fromEntries([...rest, ...names]);
};

/**
 * Where the days a week stand in the form: the rule has the fewest first, and whoever adds a row adds it at the end.
 * @returns for each entry of the rule the number of its row.
 */
const byDays = (rows: readonly PartTimeFactorBody[]): readonly number[] =>
  rows.map((_, at) => at).sort((a, b) => (rows[a]?.daysPerWeek ?? 0) - (rows[b]?.daysPerWeek ?? 0) || a - b);

/** The field of the form for a part of a rule that was refused (`0.factorBp`); undefined for a rule it does not ask for. */
export const fieldOfRule = (rule: string, part: string | undefined, typed: TypedRules): string | undefined => {
  if (rule === 'tariffCap') return 'baseYear';
  const listed = LISTED_RULES.find((each) => each === rule);
  if (listed === undefined || part === undefined) return PLAIN_RULES.find((each) => each === rule);
  const [at = '', field] = part.split('.');
  const row = listed === 'partTimeFactors' ? byDays(typed.partTimeFactors ?? [])[Number(at)] : at;
  return `${listed}.${row}.${field}`;
};

const listedAfter = (typed: TypedRules): Pick<RulesBody, ListedRule> => {
  const { partTimeFactors = [], noticeMonthsExceptions = [], countDepartureDayExceptions = [] } = typed;
  return {
    partTimeFactors: byDays(partTimeFactors).flatMap((at) => {
      const row = partTimeFactors[at];
      return row === undefined ? [] : [{ daysPerWeek: row.daysPerWeek, factorBp: row.factorBp }];
    }),
    noticeMonthsExceptions: noticeMonthsExceptions.map(({ legalBasis, months }) => ({ legalBasis, months })),
    countDepartureDayExceptions: countDepartureDayExceptions.map(({ legalBasis, counted }) => ({
      legalBasis,
      counted,
    })),
  };
};

/**
 * All rules after the change: what the form asks for, the rest as it was. What says something else than before, and what
 * was confirmed, gets the new origin.
 */
export const rulesAfter = (before: RulesBody, typed: TypedRules): RulesBody => {
  const { tariffCap: _, ...uncapped } = before;
  const plain = Object.fromEntries(PLAIN_RULES.map((rule) => [rule, typed[rule]])) as Record<PlainRule, number>;
  const cap = capAfter(before.tariffCap, typed);
  const rules = { ...uncapped, ...plain, ...listedAfter(typed), ...(cap === undefined ? {} : { tariffCap: cap }) };
  const changed = (name: string): boolean =>
    JSON.stringify(rules[name as RuleName]) !== JSON.stringify(before[name as RuleName]) ||
    typed.confirmed?.includes(name) === true;
  const origins = before.provenance
    .filter(({ name }) => name !== 'tariffCap' || cap !== undefined)
    .map((origin) => (changed(origin.name) ? { ...origin, tag: typed.origin } : origin));
  const capIsNew = cap !== undefined && before.tariffCap === undefined;
  return {
    ...rules,
    provenance: [...origins, ...(capIsNew ? [{ name: 'tariffCap', tag: typed.origin, rule: 'R19' }] : [])],
  };
};

const capAfter = (
  before: RulesBody['tariffCap'],
  { baseYear, indexation = [] }: TypedRules,
): RulesBody['tariffCap'] => {
  if (baseYear === undefined) return undefined;
  const { owedReductions } = before ?? {};
  return {
    baseYear,
    indexation: indexation.map(({ year, rateBp }) => ({ year, rateBp })),
    ...(owedReductions === undefined ? {} : { owedReductions }),
  };
};
