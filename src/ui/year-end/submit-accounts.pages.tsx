import { Body, Get, Inject, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import type { AccountsId, OfferingId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam } from '../../platform/http/parameters';
import { type AccountsPreviewView, PreviewYearEndRoutes } from '../../year-end/preview-year-end';
import { SubmitAccountsBody, SubmitAccountsRoute } from '../../year-end/submit-accounts';
import { yearEndAccess } from '../../year-end/year-end.access';
import { YearEndQuery, YearEndRoutes } from '../../year-end/year-end.routes';
import { Typed } from '../components/typed';
import { Filters, Select, TextInput } from '../components/form';
import { AccountsForm, type Subject, typedBefore } from './accounts-form';
import { Alert } from '../components/notes';
import { Doors } from '../frame/doors';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { Confirm, typedText } from '../components/previewed';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { signedOreTyped, withOre } from '../frame/typed-amounts';
import { filledLists } from '../frame/typed-rows';
import { addressOf, type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { ownLines, yearIn, YearEndMenu } from './year-end-section';
import { ResultFacts, ResultFigures, StepList } from './year-result';

const WORDS = {
  da: {
    accounts: 'Årsregnskaber',
    title: 'Aflæg et regnskab',
    titleOf: (line: string, year: number) => `Regnskab ${year}: ${line}`,
    lead: 'Vælg ydelsen og året. Indtægten (A1) tæller bogen selv af de belagte dage; I skriver omkostningerne.',
    line: 'Tilbud og ydelse',
    year: 'År',
    on: 'Videre til tallene',
    other: 'Vælg en anden ydelse eller et andet år',
    replaces: (year: number) => `Der er allerede aflagt regnskab for ${year}.`,
    replacesText: 'Et nyt tager dets plads, og det gamle står stadig. Skriv, hvorfor det bliver afløst.',
    seeOld: 'Se regnskabet',
    preview: 'Sådan bliver resultatet',
    previewText: 'Intet er registreret endnu. Se hvert skridt igennem, før regnskabet aflægges.',
    confirm: 'Aflæg regnskabet',
    mend: 'Ret tallene',
  },
  en: {
    accounts: 'Year-end accounts',
    title: 'Submit accounts',
    titleOf: (line: string, year: number) => `Accounts ${year}: ${line}`,
    lead: 'Choose the service and the year. The ledger counts the revenue (A1) from the occupied days; you write the costs.',
    line: 'Offering and service',
    year: 'Year',
    on: 'On to the figures',
    other: 'Choose another service or year',
    replaces: (year: number) => `Accounts of ${year} have been submitted already.`,
    replacesText: 'New ones take their place, and the old ones still stand. Write why they are replaced.',
    seeOld: 'See the accounts',
    preview: 'What the result will be',
    previewText: 'Nothing has been recorded. Go through every step before the accounts are submitted.',
    confirm: 'Submit the accounts',
    mend: 'Mend the figures',
  },
};

const AMOUNT = /^(?:(?:costs|otherIncome|corrections)\.\d+\.amountOre|budgetOre)$/;
const SUBMIT = `${PATHS.yearEndAccounts}/submit`;

/** The operator's accounts of a service line for a year: the figures, what they come to, and then the submission. */
@Pages()
export class SubmitAccountsPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(SUBMIT)
  @Allowed(yearEndAccess.submitYearEndAccounts)
  async ask(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const subject = await this.subject(visit.query.get('line'), visit.query.get('year'), visit);
    if (subject === undefined) return this.choice(visit);
    return this.form(subject, visit, freshForm(typedBefore(subject.standing)));
  }

  @Post(`${PATHS.yearEndAccounts}/:offeringId/preview`)
  @Allowed(yearEndAccess.previewYearEndAccounts)
  preview(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.take(offeringId, form, visit, async (body) => {
      const preview = await this.doors.open(PreviewYearEndRoutes, visit).accounts(offeringId, body, visit.actor);
      return this.again(offeringId, visit, freshForm(form), preview);
    });
  }

  @Post(`${PATHS.yearEndAccounts}/:offeringId`)
  @Allowed(yearEndAccess.submitYearEndAccounts)
  submit(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.take(offeringId, form, visit, async (body) => {
      const route = this.doors.open(SubmitAccountsRoute, visit);
      const { accountsId, position } = await route.submit(offeringId, body, visit.actor);
      return new SeeOther(`${PATHS.yearEndAccounts}/${offeringId}/${accountsId}`, { position });
    });
  }

  private take(
    offeringId: OfferingId,
    form: TypedForm,
    visit: SignedInVisit,
    send: (body: SubmitAccountsBody) => Promise<PageAnswer>,
  ): Promise<PageAnswer> {
    const rows = filledLists(form, { costs: ['category'], otherIncome: [], corrections: [] });
    return this.forms.take(
      visit,
      SubmitAccountsBody,
      withOre(rows.form, (field) => AMOUNT.test(field), signedOreTyped),
      send,
      (state) => this.again(offeringId, visit, { ...state, typed: form, faults: rows.asTyped(state.faults) }),
    );
  }

  private async again(
    offeringId: OfferingId,
    visit: SignedInVisit,
    state: FormState,
    preview?: AccountsPreviewView,
  ): Promise<Screen> {
    const line = `${offeringId} ${typedText(state.typed, 'serviceLineId')}`;
    const subject = await this.subject(line, typedText(state.typed, 'year'), visit);
    return subject === undefined ? this.choice(visit) : this.form(subject, visit, state, preview);
  }

  private async subject(
    line: string | null,
    typedYear: string | null,
    visit: SignedInVisit,
  ): Promise<Subject | undefined> {
    const year = yearIn(typedYear);
    const chosen = (await ownLines(this.doors, visit)).find(({ value }) => value === line);
    if (chosen === undefined || year === undefined) return undefined;
    const { offeringId, serviceLineId } = chosen;
    const asked = Object.assign(new YearEndQuery(), { offeringId, serviceLineId, year });
    const { items } = await this.doors.open(YearEndRoutes, visit).accounts(asked, visit.actor);
    return { line: chosen, year, standing: items.find(({ supersededBy }) => supersededBy === undefined) };
  }

  private async choice(visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const lines = await ownLines(this.doors, visit);
    const lastYear = Number(this.clock.today().slice(0, 4)) - 1;
    return screen({
      title: words.title,
      crumbs: [{ href: PATHS.yearEndAccounts, text: words.accounts }],
      body: (
        <>
          <YearEndMenu />
          <p class="font-lead">{words.lead}</p>
          <Filters id="choice" submit={words.on}>
            <Select name="line" label={words.line} choices={lines} />
            <TextInput name="year" label={words.year} inputMode="numeric" value={String(lastYear)} />
          </Filters>
        </>
      ),
    });
  }

  private form(subject: Subject, visit: SignedInVisit, state: FormState, preview?: AccountsPreviewView): Screen {
    const words = WORDS[visit.language];
    const { line, year } = subject;
    const action = `${PATHS.yearEndAccounts}/${line.offeringId}`;
    return screen({
      title: words.titleOf(line.name, year),
      crumbs: [
        { href: PATHS.yearEndAccounts, text: words.accounts },
        { href: SUBMIT, text: words.title },
      ],
      body: (
        <>
          {preview === undefined ? (
            <Lead subject={subject} />
          ) : (
            <section class="panel">
              <h2>{words.preview}</h2>
              <p>{words.previewText}</p>
              <ResultFigures of={preview} />
              <ResultFacts of={preview} name={this.names.all()} />
              <Confirm action={action} typed={state.typed} submit={words.confirm} />
            </section>
          )}
          {preview !== undefined && <StepList of={preview} />}
          {preview !== undefined && <h2>{words.mend}</h2>}
          <AccountsForm
            subject={subject}
            action={`${action}/preview`}
            state={state}
            previewed={preview !== undefined}
          />
        </>
      ),
    });
  }
}

const Lead = ({ subject: { line, year, standing } }: { subject: Subject }): VNode => {
  const words = WORDS[useVisit().language];
  const at = (id: AccountsId): string => `${PATHS.yearEndAccounts}/${line.offeringId}/${id}`;
  return (
    <>
      <p class="font-lead">
        <Typed>{line.text}</Typed>
      </p>
      <p>
        <a href={addressOf(SUBMIT)}>{words.other}</a>
      </p>
      {standing !== undefined && (
        <Alert tone="warning" heading={words.replaces(year)}>
          <p>
            {words.replacesText} <a href={at(standing.accountsId)}>{words.seeOld}</a>
          </p>
        </Alert>
      )}
    </>
  );
};
