import type { RefundMode, RuleName } from '../../agreements/agreement.events';
import type { RulesBody } from '../../agreements/rules-body';
import { paragraph } from '../../kernel/legal-basis';
import type { Language } from '../../kernel/messages';
import type { PartyCode } from '../../kernel/vocabulary';
import { danishKroner, shareText } from '../frame/formats';
import type { Words } from '../frame/visit';

interface RuleSentences {
  readonly days: (count: number) => string;
  readonly months: (count: number) => string;
  readonly years: (count: number) => string;
  readonly notice: (months: number) => string;
  readonly counted: (is: boolean) => string;
  readonly resale: (stops: boolean) => string;
  readonly aYear: (share: string) => string;
  readonly ofBudget: (share: string) => string;
  readonly recoverable: (is: boolean) => string;
  readonly refund: Readonly<Record<RefundMode, string>>;
  readonly daysAWeek: (days: number, share: string) => string;
  readonly cap: (year: number) => string;
  readonly rate: (year: number, share: string) => string;
  readonly noRates: string;
  readonly owes: (party: string, share: string) => string;
  readonly none: string;
}

const WORDS: Words<RuleSentences> = {
  da: {
    days: (count) => (count === 1 ? '1 dag' : `${count} dage`),
    months: (count) => (count === 1 ? '1 måned' : `${count} måneder`),
    years: (count) => `${count} år`,
    notice: (months) => {
      if (months < 0) return 'intet varsel';
      if (months === 0) return 'til månedens udløb';
      return `løbende måned + ${months} ${months === 1 ? 'måned' : 'måneder'}`;
    },
    counted: (is) => (is ? 'betales' : 'betales ikke'),
    resale: (stops) => (stops ? 'stopper, når pladsen er solgt igen' : 'løber varslet ud'),
    aYear: (share) => `${share} om året`,
    ofBudget: (share) => `${share} af det omkostningsbaserede budget`,
    recoverable: (is) => (is ? 'betales af køberne' : 'bæres af driftsherren'),
    refund: { TARIFF: 'indregnes i en senere takst', DIRECT_TO_BUYERS: 'gøres op med årets egne købere' },
    daysAWeek: (days, share) => `${days} ${days === 1 ? 'dag' : 'dage'} om ugen: ${share}`,
    cap: (year) => `priserne i ${year}`,
    rate: (year, share) => `pris- og lønfremskrivning ${year}: ${share}`,
    noRates: 'ingen pris- og lønfremskrivning er skrevet',
    owes: (party, share) => `${party} skylder en sænkning på ${share}`,
    none: 'ingen',
  },
  en: {
    days: (count) => (count === 1 ? '1 day' : `${count} days`),
    months: (count) => (count === 1 ? '1 month' : `${count} months`),
    years: (count) => (count === 1 ? '1 year' : `${count} years`),
    notice: (months) => {
      if (months < 0) return 'no notice';
      if (months === 0) return 'to the end of the month';
      return `running month + ${months} ${months === 1 ? 'month' : 'months'}`;
    },
    counted: (is) => (is ? 'is paid' : 'is not paid'),
    resale: (stops) => (stops ? 'stops when the place is sold again' : 'runs to the end of the notice'),
    aYear: (share) => `${share} a year`,
    ofBudget: (share) => `${share} of the cost-based budget`,
    recoverable: (is) => (is ? 'is paid by the buyers' : 'is borne by the operator'),
    refund: { TARIFF: 'goes into a later tariff', DIRECT_TO_BUYERS: 'is settled with the buyers of the year' },
    daysAWeek: (days, share) => `${days} ${days === 1 ? 'day' : 'days'} a week: ${share}`,
    cap: (year) => `the prices of ${year}`,
    rate: (year, share) => `price and wage rate ${year}: ${share}`,
    noRates: 'no price and wage rate is recorded',
    owes: (party, share) => `${party} owes a reduction of ${share}`,
    none: 'none',
  },
};

/** What a rule says, with its unit: one text, or several where it is a list. Undefined for a rule the agreement leaves out. */
export const ruleTexts = (
  rules: RulesBody,
  rule: RuleName,
  language: Language,
  nameOf: (party: PartyCode) => string,
): readonly string[] | undefined => {
  const words = WORDS[language];
  switch (rule) {
    case 'dueDays':
    case 'minDueDays':
    case 'reservationDays':
    case 'reservationDaysMax':
    case 'disputeReplyDays':
    case 'disputeAnswerDays':
    case 'disputeDecisionDays':
    case 'reminderDays':
      return one(rules[rule], words.days);
    case 'claimLimitMonths':
    case 'tariffNoticeMonths':
    case 'closureShareMonths':
      return one(rules[rule], words.months);
    case 'noticeMonths':
    case 'noticeMonthsOnDeath':
      return [words.notice(rules[rule])];
    case 'settleLagYears':
      return one(rules.settleLagYears, words.years);
    case 'occupancyMinBp':
    case 'occupancyMinShortStayBp':
    case 'occupancyRecommendedMaxBp':
      return [shareText(rules[rule])];
    case 'lateInterestBp':
      return one(rules.lateInterestBp, (share) => (share === 0 ? words.none : words.aYear(shareText(share))));
    case 'carryLimitBp':
      return one(rules.carryLimitBp, (share) => words.ofBudget(shareText(share)));
    case 'tariffRoundingOre':
      return [danishKroner(rules.tariffRoundingOre)];
    case 'countDepartureDay':
      return [words.counted(rules.countDepartureDay)];
    case 'stopOnResale':
      return one(rules.stopOnResale, words.resale);
    case 'deficitRecoverable':
      return one(rules.deficitRecoverable, words.recoverable);
    case 'refundMode':
      return one(rules.refundMode, (mode) => words.refund[mode]);
    case 'countDepartureDayExceptions':
      return several(rules[rule], words.none, ({ legalBasis, counted }) =>
        byParagraph(legalBasis, words.counted(counted)),
      );
    case 'noticeMonthsExceptions':
      return several(rules[rule], words.none, ({ legalBasis, months }) =>
        byParagraph(legalBasis, words.notice(months)),
      );
    case 'partTimeFactors':
      return several(rules[rule], words.none, ({ daysPerWeek, factorBp }) =>
        words.daysAWeek(daysPerWeek, shareText(factorBp)),
      );
    case 'tariffCap':
      return capTexts(rules.tariffCap, words, nameOf);
  }
};

const one = <T>(value: T | undefined, text: (value: T) => string): readonly string[] | undefined =>
  value === undefined ? undefined : [text(value)];

const several = <T>(values: readonly T[], none: string, text: (value: T) => string): readonly string[] =>
  values.length === 0 ? [none] : values.map(text);

const byParagraph = (code: string, text: string): string => `${paragraph(code)}: ${text}`;

const capTexts = (
  cap: RulesBody['tariffCap'],
  words: RuleSentences,
  nameOf: (party: PartyCode) => string,
): readonly string[] | undefined =>
  cap && [
    words.cap(cap.baseYear),
    ...several(cap.indexation, words.noRates, ({ year, rateBp }) => words.rate(year, exactShare(rateBp))),
    ...(cap.owedReductions ?? []).map(({ party, reductionBp }) => words.owes(nameOf(party), exactShare(reductionBp))),
  ];

/** Rates have two decimals that matter: 315 is 3,15 %. */
const exactShare = (share: number): string => `${(share / 100).toFixed(2).replace('.', ',')}\u00a0%`;
