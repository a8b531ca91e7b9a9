import { CITED_RULE } from '../../kernel/rule-number';
import { findRule, ruleAnchor } from '../../agreements/rule-book/rule-book.words';
import type { Language } from '../../kernel/messages';
import { PATHS } from './navigation';

/** Where a rule says what it says. */
export const ruleAddress = (rule: string): string => `${PATHS.rules}#${ruleAnchor(rule)}`;

/** A tag with its attributes, or the text up to the next one. */
const PART = /<(\/?)([a-z][a-z0-9]*)(?:"[^"]*"|[^">])*>|[^<]+|</g;
const CITED = new RegExp(CITED_RULE, 'g');
/**
 * Where a link cannot stand, or is one already, or where the number is a person's (`Typed`) or of what is shown raw. What a
 * page is called is mostly a name.
 */
const WITHOUT_LINKS = new Set([
  'a',
  'bdi',
  'button',
  'h1',
  'option',
  'pre',
  'textarea',
  'title',
  'summary',
  'svg',
  'script',
]);

/**
 * The drawn page with every number of the rule book that its texts cite leading there. It is done to the whole, so that
 * no sentence of a context or a refusal is left out. Within a form the link opens a tab of its own: what has
 * been typed stays.
 */
export const withRuleLinks = (page: string, language: Language): string => {
  let [closed, forms] = [0, 0];
  return page.replace(PART, (part: string, ends: string | undefined, tag: string | undefined) => {
    if (tag !== undefined) {
      const step = ends === '/' ? -1 : 1;
      if (WITHOUT_LINKS.has(tag)) closed += step;
      if (tag === 'form') forms += step;
      return part;
    }
    if (closed > 0) return part;
    return part.replace(CITED, (number) => {
      const rule = findRule(number);
      if (rule === undefined) return number;
      const apart = forms > 0 ? ' target="_blank"' : '';
      return `<a class="rule" href="${ruleAddress(number)}" title="${rule.title[language].replaceAll('"', '&quot;')}"${apart}>${number}</a>`;
    });
  });
};
