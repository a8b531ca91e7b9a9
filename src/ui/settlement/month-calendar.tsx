import type { VNode } from 'preact';
import type { CalendarMonth, SettlementCalendar } from '../../settlement/months/settlement-month.routes';
import { settlementAccess } from '../../settlement/settlement.access';
import { Figures, Status } from '../components/notes';
import { type Column, Table } from '../components/table';
import { danishKroner, dayOr, monthText } from '../frame/formats';
import { mayEver, SETTLEMENT } from '../frame/navigation';
import { MONTH_WORDS } from './settlement-words';
import { addressOf, useVisit } from '../frame/visit';

const WORDS = {
  da: {
    title: 'Måneder',
    next: 'Næste måned at lukke',
    open: 'Måneder, der kan lukkes',
    closed: 'Lukkede måneder',
    none: 'Der afregnes ikke i Pladsbog endnu.',
    month: 'Måned',
    status: 'Status',
    issued: 'Lukket den',
    statements: 'Opgørelser',
    total: 'I alt',
    lost: 'Tabte krav',
    lostOf: (claims: number, amount: string) => `${claims} (${amount})`,
    noLost: 'Ingen',
  },
  en: {
    title: 'Months',
    next: 'The next month to close',
    open: 'Months that can be closed',
    closed: 'Closed months',
    none: 'Nothing is settled in Pladsbog yet.',
    month: 'Month',
    status: 'Status',
    issued: 'Closed on',
    statements: 'Statements',
    total: 'In all',
    lost: 'Claims lost',
    lostOf: (claims: number, amount: string) => `${claims} (${amount})`,
    noLost: 'None',
  },
};

/** January 2026, as a heading begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The months of an operator, the newest first, with the way into each. */
export const Calendar = ({ calendar: { operator, nextMonth, items } }: { calendar: SettlementCalendar }): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const own = operator === actor?.party && actor.roles.includes('operator');
  const count = (status: CalendarMonth['status']): number => items.filter((each) => each.status === status).length;
  const wayTo = ({ month, status }: CalendarMonth): string | undefined =>
    status === 'CLOSED'
      ? addressOf(SETTLEMENT.statements, { operator, month })
      : own
        ? `${SETTLEMENT.months}/${month}/preview`
        : mayEver(settlementAccess.previewMonth, actor ?? { roles: [] })
          ? addressOf(`${SETTLEMENT.months}/${month}/preview`, { operator })
          : undefined;
  const columns: readonly Column<CalendarMonth>[] = [
    {
      title: words.month,
      heads: true,
      cell: (row) => {
        const href = wayTo(row);
        const text = capital(monthText(row.month, language));
        return href === undefined ? text : <a href={href}>{text}</a>;
      },
    },
    {
      title: words.status,
      cell: ({ status }) => <Status kind={MONTH_WORDS[status].kind}>{MONTH_WORDS[status][language]}</Status>,
    },
    { title: words.issued, cell: ({ issuedOn }) => dayOr(issuedOn, language) },
    { title: words.statements, numeric: true, cell: ({ statements }) => statements ?? '–' },
    {
      title: words.total,
      numeric: true,
      cell: ({ totalOre }) => (totalOre === undefined ? '–' : danishKroner(totalOre)),
    },
    {
      title: words.lost,
      numeric: true,
      cell: ({ lostClaims, lostOre, lateClaimReason }) => (
        <>
          {lostClaims === undefined || lostOre === undefined
            ? '–'
            : lostClaims === 0
              ? words.noLost
              : words.lostOf(lostClaims, danishKroner(lostOre))}
          {lateClaimReason !== undefined && <span class="under">{lateClaimReason}</span>}
        </>
      ),
    },
  ];
  return (
    <div id="calendar" data-live>
      {nextMonth !== undefined && (
        <Figures
          entries={[
            {
              term: words.next,
              value: capital(monthText(nextMonth, language)),
              ...(own ? { href: `${SETTLEMENT.months}/${nextMonth}/preview` } : {}),
            },
            { term: words.open, value: count('OPEN') },
            { term: words.closed, value: count('CLOSED') },
          ]}
        />
      )}
      <Table
        files
        caption={words.title}
        captionHidden
        columns={columns}
        rows={[...items].reverse()}
        empty={words.none}
      />
    </div>
  );
};
