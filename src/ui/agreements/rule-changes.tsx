import type { VNode } from 'preact';
import type { RuleChangeView } from '../../agreements/agreement.routes';
import type { RuleName } from '../../agreements/agreement.events';
import type { RulesBody } from '../../agreements/rules-body';
import { RULE_WORDS } from '../../agreements/rule.words';
import type { PartyCode } from '../../kernel/vocabulary';
import { Table } from '../components/table';
import { Typed } from '../components/typed';
import { dayText } from '../frame/formats';
import { useVisit } from '../frame/visit';
import { RuleOrigin } from './rule-origin';
import { ruleTexts } from './rule-values';

const WORDS = {
  da: {
    rule: 'Regel',
    before: 'Gjaldt',
    after: 'Gælder',
    originBefore: 'Var kendt fra',
    origin: 'Er kendt fra',
    absent: 'ingen regel',
    same: 'uændret',
    title: 'Sådan er reglerne ændret',
    from: (day: string) => `Fra ${day}`,
    begun: (day: string) => `Aftalen begyndte den ${day} med de øvrige regler.`,
  },
  en: {
    rule: 'Rule',
    before: 'Held',
    after: 'Holds',
    originBefore: 'Was known from',
    origin: 'Is known from',
    absent: 'no rule',
    same: 'unchanged',
    title: 'How the rules have changed',
    from: (day: string) => `From ${day}`,
    begun: (day: string) => `The agreement began on ${day} with the other rules.`,
  },
};

type Named = (party: PartyCode) => string;

/** Each rule that says something else, or is known from elsewhere, before and after. */
export const ChangedRules = ({
  caption,
  changed,
  before,
  after,
  name,
}: {
  caption: string;
  changed: readonly RuleName[];
  before: RulesBody;
  after: RulesBody;
  name: Named;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const says = (rules: RulesBody, rule: RuleName): readonly string[] =>
    ruleTexts(rules, rule, language, name) ?? [words.absent];
  const originOf = (rules: RulesBody, rule: RuleName): VNode => (
    <RuleOrigin of={rules.provenance.find((each) => each.name === rule)} />
  );
  return (
    <Table
      caption={caption}
      captionHidden
      rows={changed}
      columns={[
        { title: words.rule, heads: true, cell: (rule) => RULE_WORDS[rule][language] },
        { title: words.before, cell: (rule) => says(before, rule).map((text) => <div>{text}</div>) },
        {
          title: words.after,
          cell: (rule) => {
            const [was, is] = [says(before, rule), says(after, rule)];
            return was.join() === is.join() ? words.same : is.map((text) => <div>{text}</div>);
          },
        },
        { title: words.originBefore, cell: (rule) => originOf(before, rule) },
        { title: words.origin, cell: (rule) => originOf(after, rule) },
      ]}
    />
  );
};

/** The sets of rules that came after the first, the latest first: what each changed, why, and where it is known from. */
export const RuleHistory = ({ changes, name }: { changes: readonly RuleChangeView[]; name: Named }): VNode | null => {
  const { language } = useVisit();
  const words = WORDS[language];
  const [first] = changes;
  if (first === undefined || changes.length < 2) return null;
  const later = changes.slice(1).map((change, at) => ({ change, before: changes[at] ?? first }));
  return (
    <section>
      <h2>{words.title}</h2>
      {later.reverse().map(({ change, before }) => (
        <div class="rules">
          <h3>{words.from(dayText(change.from, language))}</h3>
          {change.reason !== undefined && (
            <p>
              <Typed>{change.reason}</Typed>
            </p>
          )}
          <ChangedRules
            caption={words.from(dayText(change.from, language))}
            changed={change.changed}
            before={before.rules}
            after={change.rules}
            name={name}
          />
        </div>
      ))}
      <p class="soft">{words.begun(dayText(first.from, language))}</p>
    </section>
  );
};
