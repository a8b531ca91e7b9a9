import type { Language } from '../../kernel/messages';

/** The rules that a last payable day follows from, as people say them. */
const RULES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  R30: { da: 'Opsigelsesvarslet løber til da (R30)', en: 'The notice runs until then (R30)' },
  R35: { da: 'Den sidste dag, borgeren var der (R35)', en: 'The last day the citizen was there (R35)' },
  Q1: { da: 'Dødsfald: måneden betales ud (Q1)', en: 'Death: the month is paid to its end (Q1)' },
  AGREED: { da: 'Aftalt af parterne', en: 'Agreed by the parties' },
};

export const lastDayRuleText = (ruleRef: string, language: Language): string =>
  (Object.hasOwn(RULES, ruleRef) ? RULES[ruleRef]?.[language] : undefined) ?? ruleRef;
