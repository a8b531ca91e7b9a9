import type { VNode } from 'preact';
import type { Day } from '../../kernel/calendar';
import type { PartyCode } from '../../kernel/vocabulary';
import type { StatementPage } from '../../settlement/statements/statement.routes';
import { Status } from '../components/notes';
import { Table } from '../components/table';
import { countText, danishKroner, dayText, monthText } from '../frame/formats';
import { SETTLEMENT } from '../frame/navigation';
import { addressOf, useVisit } from '../frame/visit';

const WORDS = {
  da: {
    title: 'Opgørelser, I skal godkende',
    due: 'Forfalder',
    overdue: 'Overskredet',
    statement: 'Opgørelse',
    operator: 'Driftsherre',
    total: 'I alt',
    all: (count: string) => `Se alle ${count}`,
  },
  en: {
    title: 'Statements for you to approve',
    due: 'Due',
    overdue: 'Overdue',
    statement: 'Statement',
    operator: 'Operator',
    total: 'In all',
    all: (count: string) => `See all ${count}`,
  },
};

/** All of them, as a list. */
export const TO_APPROVE = addressOf(SETTLEMENT.statements, { side: 'purchases', waiting: 'APPROVAL' });

/** Statements that wait for the payer, by the day they are due (R34), and the way to all of them. */
export const StatementsToApprove = ({
  of: { items, count = items.length },
  name,
  today,
}: {
  of: StatementPage;
  name: (party: PartyCode) => string;
  today: Day;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <div class="waiting">
      <h3>
        {words.title} ({countText(count)})
      </h3>
      <Table
        caption={words.title}
        captionHidden
        rows={items}
        columns={[
          {
            title: words.due,
            cell: ({ dueOn }) => (
              <>
                {dayText(dueOn, language)} {dueOn < today && <Status kind="wrong">{words.overdue}</Status>}
              </>
            ),
          },
          {
            title: words.statement,
            heads: true,
            cell: ({ statementId, month }) => (
              <a href={`${SETTLEMENT.statements}/${statementId}`}>{monthText(month, language)}</a>
            ),
          },
          { title: words.operator, cell: ({ operator }) => name(operator) },
          { title: words.total, numeric: true, cell: ({ totalOre }) => danishKroner(totalOre) },
        ]}
      />
      <p>
        <a href={TO_APPROVE}>
          {words.all(countText(count))}
          <span class="sr-only">: {words.title}</span>
        </a>
      </p>
    </div>
  );
};
