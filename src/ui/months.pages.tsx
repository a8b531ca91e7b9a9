import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Month } from '../kernel/calendar';
import { sumOre } from '../kernel/money';
import type { PartyCode } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import type { TypedForm } from '../platform/http/form-body';
import { MonthParam } from '../platform/http/parameters';
import { CloseMonthBody, CloseMonthRoute } from '../settlement/close-month';
import { OpenSettlementBody, OpenSettlementRoute } from '../settlement/open-settlement';
import { type MonthPreview, PreviewMonthRoute, PreviewQuery } from '../settlement/preview-month';
import {
  type CalendarMonth,
  CalendarQuery,
  type SettlementCalendar,
  SettlementMonthRoutes,
} from '../settlement/settlement-month.routes';
import { settlementAccess } from '../settlement/settlement.access';
import { askedIn } from './asked';
import { Filters, Form, Select, TextArea, TextInput } from './components/form';
import { Alert, Facts, Figures, Status } from './components/notes';
import { type Column, Table } from './components/table';
import { Doors } from './doors';
import { danishKroner, dayOr, dayText, monthText } from './formats';
import { Forms, type FormState, freshForm } from './forms';
import { Names } from './names';
import { mayEver, PATHS, SETTLEMENT } from './navigation';
import { Pages } from './pages';
import { type PageAnswer, screen, type Screen, SeeOther } from './screen';
import { Sections, settlementCrumb } from './settlement-sections';
import { hindranceText, MONTH_WORDS } from './settlement-words';
import { FindLines, StatementLines } from './statement-lines';
import { addressOf, type SignedInVisit, TheVisit, useVisit } from './visit';

const WORDS = {
  da: {
    title: 'Måneder',
    lead: 'En måned lukkes én gang. Det, der kommer frem bagefter, reguleres på linjer i den næste åbne måned.',
    operator: 'Driftsherre',
    own: 'Jeres egne',
    next: 'Næste måned at lukke',
    open: 'Måneder, der kan lukkes',
    closed: 'Lukkede måneder',
    none: 'Der afregnes ikke i Pladsbog endnu.',
    openHeading: 'Begynd at afregne i Pladsbog',
    openHint: 'Vælg den første måned, der afregnes her. Dage før den afregnes et andet sted.',
    firstMonth: 'Første måned',
    begin: 'Begynd med denne måned',
    month: 'Måned',
    status: 'Status',
    issued: 'Lukket den',
    statements: 'Opgørelser',
    total: 'I alt',
    lost: 'Tabte krav',
    lostOf: (claims: number, amount: string) => `${claims} (${amount})`,
    noLost: 'Ingen',
    preview: (month: string) => `${month}, som den ser ud nu`,
    asOf: (position: number) => `Regnet ud fra alt, hvad der er registreret til og med nr. ${position} i bogen.`,
    hindered: 'Måneden kan ikke lukkes endnu',
    payer: 'Betaler',
    payers: 'Betalere',
    lines: 'Linjer',
    adjustments: 'Heraf reguleringer',
    due: 'Forfalder',
    all: 'Alle betalere',
    close: (month: string) => `Luk ${month}`,
    toClose: 'Videre til at lukke måneden',
    lostTitle: 'Krav, der er for gamle (R2)',
    lostText:
      'Dagene er ældre end 12 måneder. De afskrives, når måneden lukkes, medmindre der er en grund til at kræve dem alligevel.',
    unpricedTitle: 'Dage uden takst',
    stillTitle: 'Borgere, der ikke er udskrevet fra et lukket tilbud',
    contract: 'Kontrakt',
    level: 'Niveau',
    first: 'Første dag',
    last: 'Sidste dag',
    days: 'Dage',
    amount: 'Beløb',
    offering: 'Tilbud',
    closedAfter: 'Lukket efter',
    confirmLead: (month: string, count: number) =>
      `Når ${month} lukkes, udstedes ${count} ${count === 1 ? 'opgørelse' : 'opgørelser'}. Det kan ikke tages tilbage.`,
    lateReason: 'Grund til at kræve dage, der er ældre end 12 måneder',
    lateHint: 'Uden en grund afskrives de. Skriv ingen personoplysninger.',
    look: 'Se måneden igennem først',
  },
  en: {
    title: 'Months',
    lead: 'A month is closed once. What is learned afterwards becomes adjustment lines in the next open month.',
    operator: 'Operator',
    own: 'Your own',
    next: 'The next month to close',
    open: 'Months that can be closed',
    closed: 'Closed months',
    none: 'Nothing is settled in Pladsbog yet.',
    openHeading: 'Begin to settle in Pladsbog',
    openHint: 'Choose the first month settled here. Days before it are settled elsewhere.',
    firstMonth: 'First month',
    begin: 'Begin with this month',
    month: 'Month',
    status: 'Status',
    issued: 'Closed on',
    statements: 'Statements',
    total: 'In all',
    lost: 'Claims lost',
    lostOf: (claims: number, amount: string) => `${claims} (${amount})`,
    noLost: 'None',
    preview: (month: string) => `${month} as it looks now`,
    asOf: (position: number) => `Computed from everything recorded up to no. ${position} in the ledger.`,
    hindered: 'The month cannot be closed yet',
    payer: 'Payer',
    payers: 'Payers',
    lines: 'Lines',
    adjustments: 'Adjustments among them',
    due: 'Due',
    all: 'All payers',
    close: (month: string) => `Close ${month}`,
    toClose: 'On to closing the month',
    lostTitle: 'Claims that are too old (R2)',
    lostText:
      'The days are more than 12 months old. They are written off when the month is closed, unless there is a reason to claim them all the same.',
    unpricedTitle: 'Days without a tariff',
    stillTitle: 'Citizens not discharged from an offering that has closed',
    contract: 'Contract',
    level: 'Level',
    first: 'First day',
    last: 'Last day',
    days: 'Days',
    amount: 'Amount',
    offering: 'Offering',
    closedAfter: 'Closed after',
    confirmLead: (month: string, count: number) =>
      `Closing ${month} issues ${count} ${count === 1 ? 'statement' : 'statements'}. It cannot be taken back.`,
    lateReason: 'Why days more than 12 months old are claimed',
    lateHint: 'Without a reason they are written off. Write no personal data.',
    look: 'Go through the month first',
  },
};

/** Journey 5 for the operator: which months are closed, what the next one holds, and closing it. */
@Pages()
export class MonthsPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(SETTLEMENT.months)
  @Allowed(settlementAccess.listSettlementMonths)
  months(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.calendar(visit, freshForm());
  }

  @Post(SETTLEMENT.openings)
  @Allowed(settlementAccess.openSettlement)
  begin(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      OpenSettlementBody,
      form,
      async (body) => {
        const { position } = await this.doors.open(OpenSettlementRoute, visit).open(body, visit.actor);
        return new SeeOther(SETTLEMENT.months, { position });
      },
      (state) => this.calendar(visit, state),
    );
  }

  private async calendar(visit: SignedInVisit, state: FormState): Promise<Screen> {
    const { language, actor } = visit;
    const words = WORDS[language];
    const calendar = await this.doors
      .open(SettlementMonthRoutes, visit)
      .months(askedIn(visit, CalendarQuery, ['operator']), actor);
    const mayBegin =
      calendar.firstMonth === undefined && calendar.operator === actor.party && actor.roles.includes('operator');
    return screen({
      title: words.title,
      crumbs: [settlementCrumb(language)],
      body: (
        <>
          <Sections />
          <p class="font-lead">{words.lead}</p>
          {actor.roles.includes('auditor') && (
            <Filters id="months">
              <Select
                name="operator"
                label={words.operator}
                optional
                none={words.own}
                choices={this.names.list().map(({ party, name }) => ({ value: party, text: name }))}
              />
            </Filters>
          )}
          <Calendar calendar={calendar} />
          {mayBegin && (
            <section class="panel">
              <h2>{words.openHeading}</h2>
              <p>{words.openHint}</p>
              <Form
                id="begin"
                action={SETTLEMENT.openings}
                state={state}
                labels={{ firstMonth: words.firstMonth }}
                submit={words.begin}
              >
                <TextInput type="month" name="firstMonth" label={words.firstMonth} />
              </Form>
            </section>
          )}
        </>
      ),
    });
  }

  @Get(`${SETTLEMENT.months}/:month/preview`)
  @Allowed(settlementAccess.previewMonth)
  async preview(@MonthParam('month') month: Month, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    const { language } = visit;
    const query = askedIn(visit, PreviewQuery, ['operator', 'payer']);
    // Only an operator has a month of its own; everybody else says whose.
    if (query.operator === undefined && !visit.actor.roles.includes('operator')) return new SeeOther(SETTLEMENT.months);
    const preview = await this.doors.open(PreviewMonthRoute, visit).preview(month, query, visit.actor);
    return screen({
      title: WORDS[language].preview(capital(monthText(month, language))),
      wide: true,
      crumbs: [settlementCrumb(language), ...monthsCrumb(visit)],
      body: <Preview preview={preview} query={query} name={this.names.all()} />,
    });
  }

  @Get(`${SETTLEMENT.months}/:month/close`)
  @Allowed(settlementAccess.closeMonth)
  confirm(@MonthParam('month') month: Month, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.closing(month, visit, freshForm());
  }

  @Post(`${SETTLEMENT.months}/:month/close`)
  @Allowed(settlementAccess.closeMonth)
  close(
    @MonthParam('month') month: Month,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      CloseMonthBody,
      form,
      async (body) => {
        const { position } = await this.doors.open(CloseMonthRoute, visit).close(month, body, visit.actor);
        return new SeeOther(SETTLEMENT.statements, { side: 'sales', month, position });
      },
      (state) => this.closing(month, visit, state),
    );
  }

  private async closing(month: Month, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const { language } = visit;
    const words = WORDS[language];
    const preview = await this.doors.open(PreviewMonthRoute, visit).preview(month, {}, visit.actor);
    return screen({
      title: words.close(monthText(month, language)),
      crumbs: [settlementCrumb(language), ...monthsCrumb(visit)],
      body: <Closing preview={preview} state={state} />,
    });
  }
}

const monthsCrumb = ({ actor, language }: SignedInVisit) =>
  mayEver(settlementAccess.listSettlementMonths, actor)
    ? [{ href: SETTLEMENT.months, text: WORDS[language].title }]
    : [];

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const Calendar = ({ calendar: { operator, nextMonth, items } }: { calendar: SettlementCalendar }): VNode => {
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
      <Table caption={words.title} captionHidden columns={columns} rows={[...items].reverse()} empty={words.none} />
    </div>
  );
};

const Preview = ({
  preview,
  query,
  name,
}: {
  preview: MonthPreview;
  query: PreviewQuery;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const { month, statements, totalOre, hindrance, knownPosition } = preview;
  const own = query.operator === undefined || query.operator === actor?.party;
  const [only] = statements;
  const at = `${SETTLEMENT.months}/${month}/preview`;
  return (
    <>
      <p class="soft">{words.asOf(knownPosition)}</p>
      {hindrance !== undefined && (
        <Alert tone="warning" heading={words.hindered}>
          <p>{hindranceText(hindrance, language)}</p>
        </Alert>
      )}
      <Figures
        entries={[
          { term: words.total, value: danishKroner(totalOre) },
          { term: words.payers, value: statements.length },
          { term: words.lines, value: statements.reduce((all, each) => all + countOf(each), 0) },
        ]}
      />
      {own && hindrance === undefined && query.payer === undefined && (
        <p class="actions">
          <a class="button button-primary" href={`${SETTLEMENT.months}/${month}/close`}>
            {words.toClose}
          </a>
        </p>
      )}
      <Warnings preview={preview} name={name} />
      {query.payer !== undefined && own && (
        <p>
          <a href={at}>{words.all}</a>
        </p>
      )}
      {own && query.payer === undefined ? (
        <Table
          caption={words.payers}
          rows={statements}
          columns={[
            {
              title: words.payer,
              heads: true,
              cell: ({ payer }) => <a href={addressOf(at, { payer })}>{name(payer)}</a>,
            },
            { title: words.lines, numeric: true, cell: countOf },
            {
              title: words.adjustments,
              numeric: true,
              cell: ({ lines }) => lines.filter(({ kind }) => kind === 'ADJUSTMENT').length,
            },
            { title: words.due, cell: ({ dueOn }) => dayText(dueOn as never, language) },
            { title: words.total, numeric: true, cell: (each) => danishKroner(each.totalOre) },
          ]}
          foot={[words.total, '', '', '', danishKroner(totalOre)]}
        />
      ) : (
        only && (
          <section>
            <h2>{name(only.payer)}</h2>
            <FindLines keep={['operator', 'payer']} />
            <StatementLines statementId={only.statementId} lines={only.lines} charges={only.charges} />
          </section>
        )
      )}
    </>
  );
};

const countOf = ({ lines, charges }: MonthPreview['statements'][number]): number => lines.length + charges.length;

/** What somebody should look at before the month is closed. */
const Warnings = ({
  preview: { lost, unpriced, stillThere },
  name,
}: {
  preview: MonthPreview;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const contract = (id: string): VNode => <a href={`${PATHS.placements}/${id}`}>{id.slice(-8)}</a>;
  return (
    <>
      {lost.length > 0 && (
        <section>
          <h2>{words.lostTitle}</h2>
          <p>{words.lostText}</p>
          <Table
            caption={words.lostTitle}
            captionHidden
            rows={lost}
            columns={[
              { title: words.contract, heads: true, cell: ({ contractId }) => contract(contractId) },
              { title: words.payer, cell: ({ payer }) => name(payer) },
              { title: words.first, cell: ({ firstDay }) => dayText(firstDay, language) },
              { title: words.last, cell: ({ lastDay }) => dayText(lastDay, language) },
              { title: words.days, numeric: true, cell: ({ days }) => days },
              { title: words.amount, numeric: true, cell: ({ amountOre }) => danishKroner(amountOre) },
            ]}
            foot={[words.total, '', '', '', '', danishKroner(sumOre(lost.map(({ amountOre }) => amountOre)))]}
          />
        </section>
      )}
      {unpriced.length > 0 && (
        <section>
          <h2>{words.unpricedTitle}</h2>
          <Table
            caption={words.unpricedTitle}
            captionHidden
            rows={unpriced}
            columns={[
              { title: words.contract, heads: true, cell: ({ contractId }) => contract(contractId) },
              { title: words.level, cell: ({ level }) => level },
              { title: words.first, cell: ({ firstDay }) => dayText(firstDay, language) },
              { title: words.last, cell: ({ lastDay }) => dayText(lastDay, language) },
            ]}
          />
        </section>
      )}
      {stillThere.length > 0 && (
        <section>
          <h2>{words.stillTitle}</h2>
          <Table
            caption={words.stillTitle}
            captionHidden
            rows={stillThere}
            columns={[
              { title: words.contract, heads: true, cell: ({ contractId }) => contract(contractId) },
              { title: words.offering, cell: ({ offeringName }) => offeringName },
              { title: words.closedAfter, cell: ({ closedAfter }) => dayText(closedAfter, language) },
            ]}
          />
        </section>
      )}
    </>
  );
};

const Closing = ({ preview, state }: { preview: MonthPreview; state: FormState }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { month, statements, totalOre, lost, hindrance } = preview;
  const spoken = monthText(month, language);
  return (
    <>
      <p class="font-lead">{words.confirmLead(spoken, statements.length)}</p>
      <Facts
        entries={[
          { term: words.total, value: danishKroner(totalOre) },
          { term: words.payers, value: statements.length },
          lost.length > 0 && {
            term: words.lostTitle,
            value: words.lostOf(lost.length, danishKroner(sumOre(lost.map(({ amountOre }) => amountOre)))),
          },
        ]}
      />
      <p>
        <a href={`${SETTLEMENT.months}/${month}/preview`}>{words.look}</a>
      </p>
      {hindrance !== undefined && (
        <Alert tone="warning" heading={words.hindered}>
          <p>{hindranceText(hindrance, language)}</p>
        </Alert>
      )}
      <Form
        id="close"
        action={`${SETTLEMENT.months}/${month}/close`}
        state={state}
        labels={{ lateClaimReason: words.lateReason }}
        submit={words.close(spoken)}
        tone="warning"
      >
        {lost.length > 0 && <TextArea name="lateClaimReason" label={words.lateReason} hint={words.lateHint} optional />}
      </Form>
    </>
  );
};
