import { Get, Inject } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Day } from '../../kernel/calendar';
import type { PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { ReminderView } from '../../settlement/accounts/account.views';
import { ReminderRoutes, RemindersQuery } from '../../settlement/accounts/reminders.routes';
import { settlementAccess } from '../../settlement/settlement.access';
import { askedIn } from '../frame/asked';
import { DayInput, Filters } from '../components/form';
import { Figures, Status } from '../components/notes';
import { type NumberedPage, numberedPage, NumberedPager } from '../components/pager';
import { sortedRows, Table } from '../components/table';
import { Doors } from '../frame/doors';
import { danishKroner, dayText } from '../frame/formats';
import { Names } from '../frame/names';
import { mayEver, SETTLEMENT } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { PartyFilters } from './party-filters';
import { screen, type Screen } from '../frame/screen';
import { settlementParties } from './settlement-parties';
import { Sections, settlementCrumb } from './settlement-sections';
import { StatementLink } from './statement-names';
import { addressOf, type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { partyColumns } from './party-columns';

const ROWS = 25;

const WORDS = {
  da: {
    title: 'Forfaldent',
    lead: 'En liste at arbejde ud fra. Pladsbog sender ingen rykkere, og der er ingen rente mellem offentlige parter.',
    on: 'Som det står den',
    statement: 'Opgørelse',
    due: 'Forfaldt',
    late: 'Dage over fristen',
    remind: 'Rykkerdage',
    today: (nth: number) => `Ryk i dag (nr. ${nth})`,
    last: (nth: number, day: string) => `Nr. ${nth}: ${day}`,
    next: (day: string) => `næste ${day}`,
    first: (day: string) => `Den første er ${day}`,
    amount: 'Forfaldent beløb',
    nothing: 'Intet er forfaldent.',
    total: 'Forfaldent i alt',
    count: 'Opgørelser',
    dueToday: 'Skal rykkes den dag',
    pay: 'Registrer betaling',
    payOf: (id: string) => `Registrer betaling af ${id}`,
  },
  en: {
    title: 'Overdue',
    lead: 'A list to work from. Pladsbog sends no reminders, and there is no interest between public bodies.',
    on: 'As it stands on',
    statement: 'Statement',
    due: 'Fell due',
    late: 'Days late',
    remind: 'Days to remind on',
    today: (nth: number) => `Remind today (no. ${nth})`,
    last: (nth: number, day: string) => `No. ${nth}: ${day}`,
    next: (day: string) => `next ${day}`,
    first: (day: string) => `The first is ${day}`,
    amount: 'Amount overdue',
    nothing: 'Nothing is overdue.',
    total: 'Overdue in all',
    count: 'Statements',
    dueToday: 'To be reminded that day',
    pay: 'Register payment',
    payOf: (id: string) => `Register payment of ${id}`,
  },
};

/** What has fallen due and is not paid, with the day on which to remind of it. */
@Pages()
export class RemindersPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(SETTLEMENT.reminders)
  @Allowed(settlementAccess.listReminders)
  async reminders(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { language } = visit;
    const words = WORDS[language];
    const query = askedIn(visit, RemindersQuery, ['effectiveOn', 'operator', 'payer']);
    const on = query.effectiveOn ?? this.clock.today();
    const { items, overdueOre } = await this.doors.open(ReminderRoutes, visit).list(query, visit.actor);
    const parties = await settlementParties(this.doors, this.names, visit);
    const name = this.names.all();
    // What has waited longest is worked on first.
    const longest = [...items].sort((a, b) => b.daysLate - a.daysLate);
    const rows = sortedRows(visit, longest, {
      payer: ({ payer }) => name(payer),
      operator: ({ operator }) => name(operator),
      late: ({ daysLate }) => daysLate,
      remind: ({ remindOn, nextOn }) => remindOn[0] ?? nextOn ?? '',
      amount: (each) => each.overdueOre,
    });
    const page = numberedPage(visit, rows, ROWS);
    return screen({
      title: words.title,
      wide: true,
      crumbs: [settlementCrumb(language)],
      body: (
        <>
          <Sections />
          <p class="font-lead">{words.lead}</p>
          <Filters id="reminders">
            <DayInput name="effectiveOn" label={words.on} value={on} />
            <PartyFilters parties={parties} />
          </Filters>
          <div id="list" data-live>
            <Figures
              entries={[
                { term: words.total, value: danishKroner(overdueOre) },
                { term: words.count, value: items.length },
                { term: words.dueToday, value: items.filter(({ remindOn: [latest] }) => latest === on).length },
              ]}
            />
            <Reminders page={page} on={on} name={name} />
            <NumberedPager page={page} />
          </div>
        </>
      ),
    });
  }
}

const Reminders = ({
  page: { rows, whole },
  on,
  name,
}: {
  page: NumberedPage<ReminderView>;
  on: Day;
  name: (party: PartyCode) => string;
}): VNode => {
  const visit = useVisit();
  const { language, actor } = visit;
  const words = WORDS[language];
  const mayRegister = ({ operator }: ReminderView): boolean =>
    operator === actor?.party && mayEver(settlementAccess.registerPayment, actor);
  return (
    <Table
      files
      whole={whole}
      caption={words.title}
      captionHidden
      rows={rows}
      empty={words.nothing}
      columns={[
        {
          title: words.statement,
          heads: true,
          inFile: ({ statementId }) => statementId,
          cell: (row) => (
            <>
              <StatementLink statementId={row.statementId} />
              {mayRegister(row) && (
                <span class="under">
                  <a
                    href={addressOf(`${SETTLEMENT.payments}/register`, { statementId: row.statementId })}
                    aria-label={words.payOf(row.statementId)}
                  >
                    {words.pay}
                  </a>
                </span>
              )}
            </>
          ),
        },
        ...partyColumns<ReminderView>(name, visit, true),
        { title: words.due, cell: ({ dueOn }) => dayText(dueOn, language) },
        { title: words.late, numeric: true, sort: 'late', cell: ({ daysLate }) => daysLate },
        { title: words.remind, sort: 'remind', cell: (row) => <ReminderDays of={row} on={on} /> },
        { title: words.amount, numeric: true, sort: 'amount', cell: ({ overdueOre }) => danishKroner(overdueOre) },
      ]}
    />
  );
};

/** The latest day on which a reminder was due and which one it is, and the day of the next. */
const ReminderDays = ({
  of: {
    remindOn: [latest, ...before],
    nextOn,
  },
  on,
}: {
  of: ReminderView;
  on: Day;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const nth = before.length + 1;
  if (latest === undefined) return <>{nextOn === undefined ? '–' : words.first(dayText(nextOn, language))}</>;
  return (
    <>
      {latest === on ? <Status kind="waiting">{words.today(nth)}</Status> : words.last(nth, dayText(latest, language))}
      {nextOn !== undefined && <span class="under">{words.next(dayText(nextOn, language))}</span>}
    </>
  );
};
