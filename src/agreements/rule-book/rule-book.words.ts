import type { Language, Said } from '../../kernel/messages';
import type { CitedRule, RuleChapter } from './cited-rule.words';
import { CONTRACT_RULES } from './contract-rules.words';
import { LAW_AND_PAYERS } from './law-and-payers.words';
import { OPEN_QUESTIONS } from './open-questions.words';
import { PROMISES } from './promises.words';
import { SETTLEMENT_RULES } from './settlement-rules.words';
import { TARIFF_RULES } from './tariff-rules.words';
import { YEAR_END_RULES } from './year-end-rules.words';

/** A rule with the number that it is cited by. */
export interface RuleText extends CitedRule {
  readonly rule: string;
}

const CHAPTERS = {
  law: [{ da: 'Loven, og hvem der betaler', en: 'The law, and who pays' }, LAW_AND_PAYERS],
  tariffs: [{ da: 'Takster', en: 'Tariffs' }, TARIFF_RULES],
  contracts: [{ da: 'Kontrakter, opsigelse og indsigelser', en: 'Contracts, notice and disputes' }, CONTRACT_RULES],
  settlement: [{ da: 'Afregning', en: 'Settlement' }, SETTLEMENT_RULES],
  yearEnd: [
    { da: 'Årsafslutning, lukning og objektiv finansiering', en: 'Year end, closure and objective financing' },
    YEAR_END_RULES,
  ],
  open: [{ da: 'Åbne spørgsmål', en: 'Open questions' }, OPEN_QUESTIONS],
  promises: [{ da: 'Det, bogen lover', en: 'What the ledger promises' }, PROMISES],
} satisfies Record<string, readonly [Said, RuleChapter]>;

export const RULE_SUBJECTS = Object.keys(CHAPTERS) as readonly (keyof typeof CHAPTERS)[];
export type RuleSubject = keyof typeof CHAPTERS;

/** Every rule that the product cites, by what it is about: the one place that says what R22 says. */
export const RULE_BOOK: readonly {
  readonly subject: RuleSubject;
  readonly title: Said;
  readonly rules: readonly RuleText[];
}[] = RULE_SUBJECTS.map((subject) => {
  const [title, chapter]: readonly [Said, RuleChapter] = CHAPTERS[subject];
  return { subject, title, rules: Object.entries(chapter).map(([rule, text]) => ({ rule, ...text })) };
});

const byRule: ReadonlyMap<string, RuleText> = new Map(
  RULE_BOOK.flatMap(({ rules }) => rules).map((text) => [text.rule, text]),
);

/** @returns the rule as it stands in the book; undefined where the book has none of the number. */
export const findRule = (rule: string): RuleText | undefined => byRule.get(rule);

/** Whether a rule is cited by a number that readers can look up; one that is not is called by its title. */
const NUMBER = /^[RQI]\d{1,2}$/;

/** What a rule is called where it is cited: by its number, or by its title where it has none. */
export const ruleName = (rule: string): Said => {
  const title = byRule.get(rule)?.title;
  return NUMBER.test(rule) || title === undefined ? { da: rule, en: rule } : title;
};

/** Where the rule stands on the page of rules: `R22`, and `disputes` for the one without a number. */
export const ruleAnchor = (rule: string): string =>
  NUMBER.test(rule) ? rule : (byRule.get(rule)?.title.en ?? rule).toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** Rules of a line in one text: `R36, R38`. */
export const ruleNames = (rules: readonly string[], language: Language): string =>
  rules.map((rule) => ruleName(rule)[language]).join(', ');
