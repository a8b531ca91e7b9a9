import { Get } from '@nestjs/common';
import type { VNode } from 'preact';
import { agreementsAccess } from '../../agreements/agreements.access';
import { RULE_BOOK, ruleAnchor, ruleName } from '../../agreements/rule-book/rule-book.words';
import { RulesRoutes, type RuleTextView } from '../../agreements/rules.routes';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { RuleStanding } from '../components/rule-link';
import { Table } from '../components/table';
import { Doors } from '../frame/doors';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';

const WORDS = {
  da: {
    title: 'Regler og kilder',
    lead: 'De regler, som Pladsbog henviser til med et nummer, og hvor de er fra. Det, vi ikke har kunnet finde, og derfor selv har valgt, står som Pladsbogs valg og er ikke lov.',
    numbers: 'R er en regel, Q et åbent spørgsmål, I et løfte, som revisor kan efterprøve.',
    agreed: 'Hvilke frister, varsler og grænser der gælder, står i',
    agreements: 'rammeaftalerne',
    subjects: 'Emner',
    rule: 'Regel',
    says: 'Hvad den siger',
    standing: 'Hvad den hviler på',
    source: 'Kilde',
  },
  en: {
    title: 'Rules and sources',
    lead: 'The rules that Pladsbog cites by number, and where they are from. What we could not find and have chosen ourselves stands as a choice of Pladsbog and is not law.',
    numbers: 'R is a rule, Q an open question, I a promise that auditors can check.',
    agreed: 'Which time limits, notice and thresholds hold stands in the',
    agreements: 'framework agreements',
    subjects: 'Subjects',
    rule: 'Rule',
    says: 'What it says',
    standing: 'What it rests on',
    source: 'Source',
  },
};

/** What R22 says, and every other rule that is cited by number. */
@Pages()
export class RulesPages {
  constructor(private readonly doors: Doors) {}

  @Get(PATHS.rules)
  @Allowed(agreementsAccess.listRules)
  list(@TheVisit() visit: SignedInVisit): Screen {
    const words = WORDS[visit.language];
    const { items } = this.doors.open(RulesRoutes, visit).list();
    const bySubject = Map.groupBy(items, ({ subject }) => subject);
    return screen({
      title: words.title,
      crumbs: [],
      body: (
        <>
          <p class="font-lead">{words.lead}</p>
          <p>
            {words.numbers} {words.agreed} <a href={PATHS.agreements}>{words.agreements}</a>.
          </p>
          <nav aria-label={words.subjects} class="d-print-none">
            <ul>
              {RULE_BOOK.map(({ subject, title }) => (
                <li>
                  <a href={`#${subject}`}>{title[visit.language]}</a>
                </li>
              ))}
            </ul>
          </nav>
          {RULE_BOOK.map(({ subject, title }) => (
            <section>
              <h2 id={subject}>{title[visit.language]}</h2>
              <RuleTable caption={title[visit.language]} rows={bySubject.get(subject) ?? []} />
            </section>
          ))}
        </>
      ),
    });
  }
}

const RuleTable = ({ caption, rows }: { caption: string; rows: readonly RuleTextView[] }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <Table
      caption={caption}
      captionHidden
      rows={rows}
      columns={[
        {
          title: words.rule,
          heads: true,
          cell: ({ rule, title }) => {
            const [name, anchor] = [ruleName(rule)[language], ruleAnchor(rule)];
            return (
              <>
                <a id={anchor} href={`#${anchor}`}>
                  {name}
                </a>
                {name !== title[language] && <span class="under">{title[language]}</span>}
              </>
            );
          },
        },
        { title: words.says, cell: (rule) => rule[language] },
        { title: words.standing, cell: (rule) => <RuleStanding of={rule} /> },
        { title: words.source, cell: ({ source }) => source[language] },
      ]}
    />
  );
};
