import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Month } from '../../kernel/calendar';
import { sumOre } from '../../kernel/money';
import { Allowed } from '../../platform/auth/allowed.decorator';
import type { TypedForm } from '../../platform/http/form-body';
import { MonthParam } from '../../platform/http/parameters';
import { CloseMonthBody, CloseMonthRoute } from '../../settlement/months/close-month';
import { OpenSettlementBody, OpenSettlementRoute } from '../../settlement/months/open-settlement';
import { type MonthPreview, PreviewMonthRoute, PreviewQuery } from '../../settlement/months/preview-month';
import { CalendarQuery, SettlementMonthRoutes } from '../../settlement/months/settlement-month.routes';
import { settlementAccess } from '../../settlement/settlement.access';
import { askedIn } from '../frame/asked';
import { Filters, Form, Select, TextArea, TextInput } from '../components/form';
import { Alert, Facts } from '../components/notes';
import { Doors } from '../frame/doors';
import { danishKroner, monthText } from '../frame/formats';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Calendar, capital } from './month-calendar';
import { Preview } from './month-preview';
import { Names } from '../frame/names';
import { mayEver, SETTLEMENT } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { settlementParties } from './settlement-parties';
import { Sections, settlementCrumb } from './settlement-sections';
import { hindranceText } from './settlement-words';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';

const WORDS = {
  da: {
    title: 'Måneder',
    lead: 'En måned lukkes én gang. Det, der kommer frem bagefter, reguleres på linjer i den næste åbne måned.',
    operator: 'Driftsherre',
    own: 'Jeres egne',
    openHeading: 'Begynd at afregne i Pladsbog',
    openHint: 'Vælg den første måned, der afregnes her. Dage før den afregnes et andet sted.',
    firstMonth: 'Første måned',
    begin: 'Begynd med denne måned',
    total: 'I alt',
    lostOf: (claims: number, amount: string) => `${claims} (${amount})`,
    preview: (month: string) => `${month}, som den ser ud nu`,
    hindered: 'Måneden kan ikke lukkes endnu',
    payers: 'Betalere',
    close: (month: string) => `Luk ${month}`,
    lostTitle: 'Krav, der er for gamle (R2)',
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
    openHeading: 'Begin to settle in Pladsbog',
    openHint: 'Choose the first month settled here. Days before it are settled elsewhere.',
    firstMonth: 'First month',
    begin: 'Begin with this month',
    total: 'In all',
    lostOf: (claims: number, amount: string) => `${claims} (${amount})`,
    preview: (month: string) => `${month} as it looks now`,
    hindered: 'The month cannot be closed yet',
    payers: 'Payers',
    close: (month: string) => `Close ${month}`,
    lostTitle: 'Claims that are too old (R2)',
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
    const operators = actor.roles.includes('auditor')
      ? (await settlementParties(this.doors, this.names, visit)).operators
      : [];
    const mayBegin =
      calendar.firstMonth === undefined && calendar.operator === actor.party && actor.roles.includes('operator');
    return screen({
      title: words.title,
      crumbs: [settlementCrumb(language)],
      body: (
        <>
          <Sections />
          <p class="font-lead">{words.lead}</p>
          {operators.length > 0 && (
            <Filters id="months">
              <Select name="operator" label={words.operator} optional none={words.own} choices={operators} />
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
