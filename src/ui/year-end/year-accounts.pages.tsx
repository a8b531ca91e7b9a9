import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { reject } from '../../kernel/decider';
import { asOre } from '../../kernel/money';
import type { AccountsId, OfferingId, PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { Refused } from '../../platform/commands/refusals';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam } from '../../platform/http/parameters';
import { PreviewYearEndRoutes } from '../../year-end/preview-year-end';
import { SplitResultBody, SplitResultRoute } from '../../year-end/split-result';
import { yearEndAccess } from '../../year-end/year-end.access';
import { AccountsQuery, YearEndQuery, YearEndRoutes } from '../../year-end/year-end.routes';
import type { AccountsView, ResultSplitView } from '../../year-end/year-end.views';
import { askedIn } from '../frame/asked';
import { Form, Select, TextInput } from '../components/form';
import { Alert, Status } from '../components/notes';
import { Pager } from '../components/pager';
import { type Column, Table } from '../components/table';
import { Doors } from '../frame/doors';
import { countText, danishAmount, danishKroner, dayText } from '../frame/formats';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { mayEver, PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { Confirm } from '../components/previewed';
import { Typed } from '../components/typed';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { signedOreTyped, withOre } from '../frame/typed-amounts';
import { addressOf, type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { paragraph } from '../frame/words';
import { lineValue, offeringNames, useOperatorColumn, YearEndHead, YearFilter } from './year-end-section';
import { shownList, type WholeList } from '../frame/whole-list';
import { ResultFacts, ResultFigures, Split, StepList } from './year-result';

const WORDS = {
  da: {
    title: 'Årsregnskaber',
    lead: 'Hver ydelses regnskab, og resultatet A1 − A2 ± A3 (R22). Et regnskab, der er rettet, står her stadig.',
    year: 'År',
    offering: 'Tilbud og ydelse',
    a1: 'A1 indtægt',
    a2: 'A2 omkostninger',
    a3: 'A3 tidligere år',
    result: 'Resultat',
    standing: 'Status',
    superseded: 'Afløst af et nyt',
    split: 'Fordelt',
    all: 'Alle',
    open: 'Skal fordeles',
    nothing: 'Der er ingen regnskaber.',
    submit: 'Aflæg et regnskab',
    correct: 'Ret regnskabet',
    of: (name: string, year: number) => `Regnskab ${year}: ${name}`,
    submitted: 'Aflagt',
    known: 'Alt til og med nr. i bogen er talt med',
    reason: 'Hvorfor det afløser et tidligere',
    note: 'Bemærkning',
    newer: 'Dette regnskab er afløst.',
    seeNewer: 'Se det nye',
    splitForm: 'Fordel resultatet',
    splitText: (limit: string) =>
      `Højst ± ${limit} kan overføres. Resten går derhen, hvor rammeaftalen siger. Fordelingen kan ikke gøres om, medmindre regnskabet rettes.`,
    carriedOre: 'Beløb, der overføres',
    carriedHint: 'Del af resultatet med dets fortegn, som 100.000 eller -2.500,50. Det kan være 0.',
    kroner: 'kr.',
    show: 'Se fordelingen',
    would: 'Sådan bliver resultatet fordelt',
    confirm: 'Fordel resultatet',
  },
  en: {
    title: 'Year-end accounts',
    lead: 'The accounts of each service line, and the result A1 − A2 ± A3 (R22). Accounts that were corrected still stand here.',
    year: 'Year',
    offering: 'Offering and service',
    a1: 'A1 revenue',
    a2: 'A2 costs',
    a3: 'A3 earlier years',
    result: 'Result',
    standing: 'Status',
    superseded: 'Replaced by newer ones',
    split: 'Split',
    all: 'All',
    open: 'To be split',
    nothing: 'There are no accounts.',
    submit: 'Submit accounts',
    correct: 'Correct the accounts',
    of: (name: string, year: number) => `Accounts ${year}: ${name}`,
    submitted: 'Submitted',
    known: 'Everything up to this number in the ledger is counted',
    reason: 'Why they replace earlier ones',
    note: 'Note',
    newer: 'These accounts have been replaced.',
    seeNewer: 'See the new ones',
    splitForm: 'Split the result',
    splitText: (limit: string) =>
      `At most ± ${limit} can be carried over. The rest goes where the framework agreement says. It cannot be done over, unless the accounts are corrected.`,
    carriedOre: 'Amount carried over',
    carriedHint: 'A part of the result with its sign, such as 100.000 or -2.500,50. It may be 0.',
    kroner: 'kr.',
    show: 'See the split',
    would: 'How the result will be split',
    confirm: 'Split the result',
  },
};

/** A split that was looked at and not recorded. */
interface Looked {
  readonly split: ResultSplitView;
  readonly typed: TypedForm;
}

/** After the year: the accounts with every step of the result, and its split. */
@Pages()
export class YearAccountsPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(PATHS.yearEndAccounts)
  @Allowed(yearEndAccess.listYearEndAccounts)
  async list(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const query = askedIn(visit, AccountsQuery, ['offeringId', 'serviceLineId', 'year', 'waiting', 'sort', 'cursor']);
    const { items, next, whole } = await shownList(visit, query, (asked) =>
      this.doors.open(YearEndRoutes, visit).accounts(asked, visit.actor),
    );
    const offering = await offeringNames(this.doors, visit);
    return screen({
      title: words.title,
      wide: true,
      body: (
        <>
          <YearEndHead
            lead={words.lead}
            way={{
              permission: yearEndAccess.submitYearEndAccounts,
              href: `${PATHS.yearEndAccounts}/submit`,
              text: words.submit,
            }}
            main
          />
          <YearFilter>
            <Select
              name="waiting"
              label={words.standing}
              none={words.all}
              optional
              choices={[{ value: 'SPLIT', text: words.open }]}
            />
          </YearFilter>
          <AccountsTable rows={items} whole={whole} offering={offering} name={this.names.all()} />
          <Pager next={next} />
        </>
      ),
    });
  }

  @Get(`${PATHS.yearEndAccounts}/:offeringId/:accountsId`)
  @Allowed(yearEndAccess.listYearEndAccounts)
  accounts(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @IdParam('accountsId', 'The accounts.') accountsId: AccountsId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    return this.accountsScreen(offeringId, accountsId, visit, freshForm());
  }

  @Post(`${PATHS.yearEndAccounts}/:offeringId/:accountsId/split/preview`)
  @Allowed(yearEndAccess.previewYearEndSplit)
  preview(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @IdParam('accountsId', 'The accounts.') accountsId: AccountsId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.take(offeringId, accountsId, form, visit, async (body) => {
      const { split } = await this.doors
        .open(PreviewYearEndRoutes, visit)
        .split(offeringId, accountsId, body, visit.actor);
      if (split === undefined) return new SeeOther(`${PATHS.yearEndAccounts}/${offeringId}/${accountsId}`);
      return this.accountsScreen(offeringId, accountsId, visit, freshForm(form), { split, typed: form });
    });
  }

  @Post(`${PATHS.yearEndAccounts}/:offeringId/:accountsId/split`)
  @Allowed(yearEndAccess.splitYearEndResult)
  split(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @IdParam('accountsId', 'The accounts.') accountsId: AccountsId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.take(offeringId, accountsId, form, visit, async (body) => {
      const { position } = await this.doors
        .open(SplitResultRoute, visit)
        .split(offeringId, accountsId, body, visit.actor);
      return new SeeOther(`${PATHS.yearEndAccounts}/${offeringId}/${accountsId}`, { position });
    });
  }

  private take(
    offeringId: OfferingId,
    accountsId: AccountsId,
    form: TypedForm,
    visit: SignedInVisit,
    send: (body: SplitResultBody) => Promise<PageAnswer>,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      SplitResultBody,
      withOre(form, (field) => field === 'carriedOre', signedOreTyped),
      send,
      (state) => this.accountsScreen(offeringId, accountsId, visit, { ...state, typed: form }),
    );
  }

  private async accountsScreen(
    offeringId: OfferingId,
    accountsId: AccountsId,
    visit: SignedInVisit,
    state: FormState,
    looked?: Looked,
  ): Promise<Screen> {
    const words = WORDS[visit.language];
    const asked = Object.assign(new YearEndQuery(), { offeringId });
    const { items } = await this.doors.open(YearEndRoutes, visit).accounts(asked, visit.actor);
    const accounts = items.find((each) => each.accountsId === accountsId);
    if (accounts === undefined) throw new Refused(reject('UNKNOWN_ACCOUNTS', { accountsId }));
    const offering = await offeringNames(this.doors, visit);
    const name = this.names.all();
    const { year, split, supersededBy, operator } = accounts;
    const standing = supersededBy === undefined;
    const own = operator === visit.actor.party && mayEver(yearEndAccess.splitYearEndResult, visit.actor);
    return screen({
      title: words.of(offering(offeringId), year),
      crumbs: [{ href: PATHS.yearEndAccounts, text: words.title }],
      body: (
        <>
          {supersededBy !== undefined && (
            <Alert tone="warning">
              <p>
                {words.newer} <a href={`${PATHS.yearEndAccounts}/${offeringId}/${supersededBy}`}>{words.seeNewer}</a>
              </p>
            </Alert>
          )}
          {looked !== undefined && (
            <div class="panel">
              <Split split={looked.split} name={name} title={words.would} />
              <Confirm
                action={`${PATHS.yearEndAccounts}/${offeringId}/${accountsId}/split`}
                typed={looked.typed}
                submit={words.confirm}
              />
            </div>
          )}
          <ResultFigures of={accounts} />
          <About accounts={accounts} name={name} />
          {standing && own && (
            <p class="actions d-print-none">
              <a class="button button-secondary" href={correctionAddress(accounts)}>
                {words.correct}
              </a>
            </p>
          )}
          {split === undefined && standing && own && <SplitForm accounts={accounts} state={state} />}
          {split !== undefined && <Split split={split} name={name} />}
          <StepList of={accounts} />
        </>
      ),
    });
  }
}

const correctionAddress = ({ offeringId, serviceLineId, year }: AccountsView): string =>
  addressOf(`${PATHS.yearEndAccounts}/submit`, { line: lineValue(offeringId, serviceLineId), year });

const AccountsTable = ({
  rows,
  whole,
  offering,
  name,
}: {
  rows: readonly AccountsView[];
  whole: WholeList<AccountsView>;
  offering: (id: OfferingId) => string;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const operator = useOperatorColumn<AccountsView>(name);
  const columns: readonly Column<AccountsView>[] = [
    {
      title: words.offering,
      heads: true,
      sort: 'OFFERING',
      cell: ({ offeringId, accountsId, legalBasis }) => (
        <>
          <a href={`${PATHS.yearEndAccounts}/${offeringId}/${accountsId}`}>{offering(offeringId)}</a>
          <span class="under">{paragraph(legalBasis)}</span>
        </>
      ),
    },
    operator,
    { title: words.year, cell: ({ year }) => year },
    { title: words.a1, numeric: true, cell: ({ revenueOre }) => danishKroner(revenueOre) },
    { title: words.a2, numeric: true, cell: ({ costsOre }) => danishKroner(costsOre) },
    { title: words.a3, numeric: true, cell: ({ correctionsOre }) => danishKroner(correctionsOre) },
    { title: words.result, numeric: true, cell: ({ resultOre }) => danishKroner(resultOre) },
    {
      title: words.standing,
      cell: ({ split, supersededBy }) =>
        supersededBy !== undefined ? (
          <Status kind="stopped">{words.superseded}</Status>
        ) : split === undefined ? (
          <Status kind="waiting">{words.open}</Status>
        ) : (
          <Status kind="done">{words.split}</Status>
        ),
    },
  ];
  return (
    <Table
      files
      whole={whole}
      caption={words.title}
      captionHidden
      columns={columns}
      rows={rows}
      empty={words.nothing}
    />
  );
};

const About = ({ accounts, name }: { accounts: AccountsView; name: (party: PartyCode) => string }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { submittedOn, knownPosition, reason, note } = accounts;
  return (
    <ResultFacts
      of={accounts}
      name={name}
      more={[
        { term: words.submitted, value: dayText(submittedOn, language) },
        { term: words.known, value: countText(knownPosition) },
        reason !== undefined && { term: words.reason, value: <Typed>{reason}</Typed> },
        note !== undefined && { term: words.note, value: <Typed>{note}</Typed> },
      ]}
    />
  );
};

const SplitForm = ({ accounts, state }: { accounts: AccountsView; state: FormState }): VNode => {
  const words = WORDS[useVisit().language];
  const { offeringId, accountsId, carryLimitOre, resultOre } = accounts;
  const most = asOre(Math.min(Math.abs(resultOre), carryLimitOre) * Math.sign(resultOre));
  return (
    <section class="panel">
      <h2>{words.splitForm}</h2>
      <p>{words.splitText(danishKroner(carryLimitOre))}</p>
      <Form
        id="split"
        action={`${PATHS.yearEndAccounts}/${offeringId}/${accountsId}/split/preview`}
        state={state}
        labels={{ carriedOre: words.carriedOre }}
        submit={words.show}
        tone="secondary"
      >
        <TextInput
          name="carriedOre"
          label={words.carriedOre}
          hint={words.carriedHint}
          suffix={words.kroner}
          value={danishAmount(most)}
        />
      </Form>
    </section>
  );
};
