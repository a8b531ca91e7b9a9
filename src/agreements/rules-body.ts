import { reject } from '../kernel/decider';
import { LEGAL_BASIS_CODES, type LegalBasisCode, paragraph } from '../kernel/legal-basis';
import type { Ore } from '../kernel/money';
import type { PartyCode } from '../kernel/vocabulary';
import { Refused } from '../platform/commands/refusals';
import {
  CodeField,
  FlagField,
  NestedField,
  OneOfField,
  OreField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import {
  PROVENANCE_TAGS,
  type ProvenanceTag,
  REFUND_MODES,
  type RefundMode,
  type RuleConfiguration,
  type RuleName,
} from './agreement.events';
import { OPTIONAL_RULES } from './rule-limits.calculation';

export const RULE_NAME_FORM = /^[a-zA-Z]{1,40}$/;

export class DepartureDayExceptionBody {
  @OneOfField(LEGAL_BASIS_CODES, 'The paragraph.')
  legalBasis!: LegalBasisCode;

  @FlagField('Whether the departure day is paid.')
  counted!: boolean;
}

export class NoticeExceptionBody {
  @OneOfField(LEGAL_BASIS_CODES, 'The paragraph.')
  legalBasis!: LegalBasisCode;

  @WholeNumberField('Months after the running month; -1: no notice at all.')
  months!: number;
}

export class PartTimeFactorBody {
  @WholeNumberField('Days a week.')
  daysPerWeek!: number;

  @WholeNumberField('Part of a full place, in 1/10,000.')
  factorBp!: number;
}

export class IndexRateBody {
  @WholeNumberField('Calendar year.')
  year!: number;

  @WholeNumberField('Price and wage rate in 1/10,000: 315 is 3.15 %.')
  rateBp!: number;
}

export class OwedReductionBody {
  @PartyField('Who owes it.')
  party!: PartyCode;

  @WholeNumberField('How much below the base year’s prices, in 1/10,000.', { min: 1, max: 10_000 })
  reductionBp!: number;
}

export class TariffCapBody {
  @WholeNumberField('The year whose prices may not be exceeded.')
  baseYear!: number;

  @NestedField(() => IndexRateBody, 'Rates of later years, in order.', { list: true, maxItems: 30 })
  indexation!: IndexRateBody[];

  @NestedField(() => OwedReductionBody, 'Reductions still owed from the agreement before (R19).', {
    list: true,
    maxItems: 200,
    optional: true,
  })
  owedReductions?: OwedReductionBody[];
}

export class ProvenanceBody {
  @CodeField(RULE_NAME_FORM, 'Name of the rule.', { example: 'dueDays' })
  name!: string;

  @OneOfField(PROVENANCE_TAGS, 'How sure we are of it.')
  tag!: ProvenanceTag;

  @TextField('Number of the rule it follows.', { maxLength: 40, example: 'R34' })
  rule!: string;
}

const EXCEPTIONS_MAX = LEGAL_BASIS_CODES.length;
const RULES_MAX = 40;

/** All rules of an agreement; none is filled in silently. */
export class RulesBody {
  @WholeNumberField('Days from issue to due date (R34: from minDueDays to 30).')
  dueDays!: number;

  @WholeNumberField('Fewest days to pay (R33: at least 14).')
  minDueDays!: number;

  @WholeNumberField('Months after the service day within which a claim must be made (R2, law: at most 12).')
  claimLimitMonths!: number;

  @FlagField('Whether the departure day is paid (R35).')
  countDepartureDay!: boolean;

  @NestedField(() => DepartureDayExceptionBody, 'Paragraphs where it is otherwise.', {
    list: true,
    maxItems: EXCEPTIONS_MAX,
  })
  countDepartureDayExceptions!: DepartureDayExceptionBody[];

  @WholeNumberField('Notice: months after the running month (R30); -1: no notice at all.')
  noticeMonths!: number;

  @NestedField(() => NoticeExceptionBody, 'Paragraphs with other notice.', { list: true, maxItems: EXCEPTIONS_MAX })
  noticeMonthsExceptions!: NoticeExceptionBody[];

  @WholeNumberField('Months after the running month that are paid after a death.')
  noticeMonthsOnDeath!: number;

  @WholeNumberField('Days a reservation holds when the buyer names no date.')
  reservationDays!: number;

  @WholeNumberField('Most days a reservation may hold.')
  reservationDaysMax!: number;

  @WholeNumberField('Lowest budgeted occupancy, in 1/10,000 (R12).')
  occupancyMinBp!: number;

  @WholeNumberField('Lowest budgeted occupancy of short stays, in 1/10,000 (R12).')
  occupancyMinShortStayBp!: number;

  @WholeNumberField('Recommended highest budgeted occupancy, in 1/10,000 (R12).')
  occupancyRecommendedMaxBp!: number;

  @OreField('Day tariffs are whole multiples of this (R17).')
  tariffRoundingOre!: Ore;

  @NestedField(() => PartTimeFactorBody, 'Part of a full place by days a week, fewest days first (R16).', {
    list: true,
    maxItems: 7,
  })
  partTimeFactors!: PartTimeFactorBody[];

  @NestedField(() => TariffCapBody, 'The agreed cap on tariffs (R19); absent: none.', { optional: true })
  tariffCap?: TariffCapBody;

  @WholeNumberField('Months of notice a change of tariff within the year should have (Q12).')
  tariffNoticeMonths!: number;

  @FlagField('A place that is sold again is not paid twice (R30). Absent: so it is.', { optional: true })
  stopOnResale?: boolean;

  @WholeNumberField('Days the operator has to answer a disputed line. Absent: 14.', { optional: true })
  disputeReplyDays?: number;

  @WholeNumberField('Days the payer has to accept an answer or to escalate. Absent: 14.', { optional: true })
  disputeAnswerDays?: number;

  @WholeNumberField('Days the secretariat has to decide. Absent: 30.', { optional: true })
  disputeDecisionDays?: number;

  @WholeNumberField('Days after the due date before a reminder, and between reminders. Absent: 10.', { optional: true })
  reminderDays?: number;

  @WholeNumberField('Yearly interest on late payment in 1/10,000 (Q15). Absent: none.', { optional: true })
  lateInterestBp?: number;

  @WholeNumberField('Part of the cost-based budget that may be carried over, in 1/10,000 (R22). Absent: 500.', {
    optional: true,
  })
  carryLimitBp?: number;

  @WholeNumberField('Years until the rest of a result goes into a tariff (R22). Absent: 2.', { optional: true })
  settleLagYears?: number;

  @FlagField('Whether buyers pay for a deficit beyond the limit (Q6). Absent: they do.', { optional: true })
  deficitRecoverable?: boolean;

  @OneOfField(REFUND_MODES, 'How the rest of a result reaches the buyers (R23). Absent: TARIFF.', { optional: true })
  refundMode?: RefundMode;

  @WholeNumberField('Months before a closure whose occupied days share its deficit (Q5). Absent: 12.', {
    optional: true,
  })
  closureShareMonths?: number;

  @NestedField(() => ProvenanceBody, 'Where each rule above comes from.', { list: true, maxItems: RULES_MAX })
  provenance!: ProvenanceBody[];
}

/**
 * The rules as the agreement keeps them; lists by paragraph or name become lookups.
 * @throws Refused PARAGRAPH_TWICE, for only one of two exceptions could hold.
 */
export const rulesFrom = (body: RulesBody): RuleConfiguration => ({
  dueDays: body.dueDays,
  minDueDays: body.minDueDays,
  claimLimitMonths: body.claimLimitMonths,
  countDepartureDay: body.countDepartureDay,
  countDepartureDayExceptions: Object.fromEntries(
    onceEach('countDepartureDayExceptions', body.countDepartureDayExceptions).map(({ legalBasis, counted }) => [
      legalBasis,
      counted,
    ]),
  ),
  noticeMonths: body.noticeMonths,
  noticeMonthsExceptions: Object.fromEntries(
    onceEach('noticeMonthsExceptions', body.noticeMonthsExceptions).map(({ legalBasis, months }) => [
      legalBasis,
      months,
    ]),
  ),
  noticeMonthsOnDeath: body.noticeMonthsOnDeath,
  reservationDays: body.reservationDays,
  reservationDaysMax: body.reservationDaysMax,
  occupancyMinBp: body.occupancyMinBp,
  occupancyMinShortStayBp: body.occupancyMinShortStayBp,
  occupancyRecommendedMaxBp: body.occupancyRecommendedMaxBp,
  tariffRoundingOre: body.tariffRoundingOre,
  partTimeFactors: body.partTimeFactors.map(({ daysPerWeek, factorBp }) => ({ daysPerWeek, factorBp })),
  ...(body.tariffCap === undefined
    ? {}
    : {
        tariffCap: {
          baseYear: body.tariffCap.baseYear,
          indexation: body.tariffCap.indexation.map(({ year, rateBp }) => ({ year, rateBp })),
          ...(body.tariffCap.owedReductions === undefined
            ? {}
            : {
                owedReductions: body.tariffCap.owedReductions.map(({ party, reductionBp }) => ({ party, reductionBp })),
              }),
        },
      }),
  tariffNoticeMonths: body.tariffNoticeMonths,
  ...optionalRulesOf(body),
  provenance: Object.fromEntries(body.provenance.map(({ name, tag, rule }) => [name, { tag, rule }])),
});

const onceEach = <E extends { readonly legalBasis: LegalBasisCode }>(rule: RuleName, exceptions: readonly E[]) => {
  const twice = exceptions.findIndex(({ legalBasis }, at) =>
    exceptions.slice(0, at).some((earlier) => earlier.legalBasis === legalBasis),
  );
  const again = exceptions[twice];
  if (again === undefined) return exceptions;
  throw new Refused(
    reject('PARAGRAPH_TWICE', { rule, paragraph: paragraph(again.legalBasis), part: `${twice}.legalBasis` }),
  );
};

/** Rules that an agreement may leave out, as far as it names them. */
const optionalRulesOf = (body: RulesBody): Partial<RuleConfiguration> =>
  Object.fromEntries(OPTIONAL_RULES.filter((rule) => body[rule] !== undefined).map((rule) => [rule, body[rule]]));

/** The rules in the form in which they are sent, so that what was read can be changed and sent back. */
export const rulesBodyOf = (rules: RuleConfiguration): RulesBody => {
  const { countDepartureDayExceptions, noticeMonthsExceptions, partTimeFactors, tariffCap, provenance, ...plain } =
    rules;
  return {
    ...plain,
    countDepartureDayExceptions: Object.entries(countDepartureDayExceptions).map(([legalBasis, counted]) => ({
      legalBasis: legalBasis as LegalBasisCode,
      counted,
    })),
    noticeMonthsExceptions: Object.entries(noticeMonthsExceptions).map(([legalBasis, months]) => ({
      legalBasis: legalBasis as LegalBasisCode,
      months,
    })),
    partTimeFactors: [...partTimeFactors],
    ...(tariffCap === undefined ? {} : { tariffCap: capBodyOf(tariffCap) }),
    provenance: Object.entries(provenance).map(([name, { tag, rule }]) => ({ name, tag, rule })),
  };
};

const capBodyOf = ({
  baseYear,
  indexation,
  owedReductions,
}: NonNullable<RuleConfiguration['tariffCap']>): TariffCapBody => ({
  baseYear,
  indexation: [...indexation],
  ...(owedReductions === undefined ? {} : { owedReductions: [...owedReductions] }),
});
