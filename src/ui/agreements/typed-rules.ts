import { PROVENANCE_TAGS, type ProvenanceTag, type RuleName } from '../../agreements/agreement.events';
import { IndexRateBody, type RulesBody } from '../../agreements/rules-body';
import type { Day } from '../../kernel/calendar';
import { DayField, NestedField, OneOfField, TextField, WholeNumberField } from '../../platform/http/fields';
import type { TypedForm } from '../../platform/http/form-body';
import { basisPointsTyped, withBasisPoints } from '../frame/typed-amounts';
import { filledRows, type FilledRows } from '../frame/typed-rows';

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
});

/** The form with its shares in basis points, and without the rows of rates that were left empty. */
export const bodyOfRules = (form: TypedForm): FilledRows => {
  const { form: filled, asTyped } = filledRows(form, RATES);
  const shares = Object.keys(filled).filter((field) => field.endsWith('Bp'));
  return { form: shares.reduce(withBasisPoints, filled), asTyped };
};

/** All rules after the change: what the form asks for, the rest as it was, and each changed rule with its new origin. */
export const rulesAfter = (before: RulesBody, typed: TypedRules): RulesBody => {
  const { tariffCap: capBefore, ...uncapped } = before;
  const plain = Object.fromEntries(PLAIN_RULES.map((rule) => [rule, typed[rule]])) as Record<PlainRule, number>;
  const cap = capAfter(capBefore, typed);
  const changed = new Set<string>(PLAIN_RULES.filter((rule) => before[rule] !== typed[rule]));
  if (JSON.stringify(cap) !== JSON.stringify(capBefore)) changed.add('tariffCap');
  const origins = before.provenance
    .filter(({ name }) => name !== 'tariffCap' || cap !== undefined)
    .map((origin) => (changed.has(origin.name) ? { ...origin, tag: typed.origin } : origin));
  const capIsNew = cap !== undefined && capBefore === undefined;
  return {
    ...uncapped,
    ...plain,
    ...(cap === undefined ? {} : { tariffCap: cap }),
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
