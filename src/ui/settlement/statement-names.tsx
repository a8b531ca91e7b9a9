import type { VNode } from 'preact';
import { isMonth, type Month } from '../../kernel/calendar';
import type { Language } from '../../kernel/messages';
import { partyCode, type PartyCode } from '../../kernel/vocabulary';
import { monthText } from '../frame/formats';
import { SETTLEMENT } from '../frame/navigation';
import type { Crumb } from '../frame/screen';
import { useVisit } from '../frame/visit';
import { settlementCrumb } from './settlement-sections';

/** How a statement is called: by whom, to whom and for which month. Its number stands beside, for the books. */

const WORDS = {
  da: {
    statements: 'Opgørelser',
    title: (operator: string, payer: string, month: string) => `${operator} til ${payer}, ${month}`,
    line: (month: string, line: number) => `${month}, linje ${line}`,
  },
  en: {
    statements: 'Statements',
    title: (operator: string, payer: string, month: string) => `${operator} to ${payer}, ${month}`,
    line: (month: string, line: number) => `${month}, line ${line}`,
  },
};

/** Operator, payer and month, as the number of a statement holds them: 1082-751-2026-09. */
const partsOf = (statementId: string): { operator: PartyCode; payer: PartyCode; month: Month | undefined } => {
  const [operator = '', payer = '', ...rest] = statementId.split('-');
  const month = rest.join('-');
  return { operator: partyCode(operator), payer: partyCode(payer), month: isMonth(month) ? month : undefined };
};

const monthOf = (statementId: string, language: Language): string => {
  const { month } = partsOf(statementId);
  return month === undefined ? statementId : monthText(month, language);
};

/** Region Midtjylland til Aarhus, september 2026 */
export const statementTitle = (statementId: string, name: (party: PartyCode) => string, language: Language): string => {
  const { operator, payer } = partsOf(statementId);
  return WORDS[language].title(name(operator), name(payer), monthOf(statementId, language));
};

/** september 2026, linje 3; for where the parties stand beside it. */
export const lineOfStatement = (statementId: string, line: number, language: Language): string =>
  WORDS[language].line(monthOf(statementId, language), line);

/** The ways back from a page below one statement. */
export const statementCrumbs = (
  statementId: string,
  name: (party: PartyCode) => string,
  language: Language,
): readonly Crumb[] => [
  settlementCrumb(language),
  { href: SETTLEMENT.statements, text: WORDS[language].statements },
  { href: `${SETTLEMENT.statements}/${statementId}`, text: statementTitle(statementId, name, language) },
];

/** The month leads to the statement; its number stands below. */
export const StatementLink = ({ statementId }: { statementId: string }): VNode => (
  <>
    <a href={`${SETTLEMENT.statements}/${statementId}`}>{monthOf(statementId, useVisit().language)}</a>
    <span class="under">{statementId}</span>
  </>
);
