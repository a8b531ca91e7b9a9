import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { reject } from '../kernel/decider';
import { asOre, type Ore, sumOre } from '../kernel/money';
import type { AccountsId, OfferingId, PartyCode } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { Refused } from '../platform/commands/refusals';
import type { TypedForm } from '../platform/http/form-body';
import { IdParam } from '../platform/http/parameters';
import { SplitResultBody, SplitResultRoute } from '../year-end/split-result';
import { yearEndAccess } from '../year-end/year-end.access';
import { YearEndQuery, YearEndRoutes } from '../year-end/year-end.routes';
import type { AccountsView, RegulationAccountView, ResultSplitView } from '../year-end/year-end.views';
import { askedIn } from './asked';
import { Filters, Form, TextInput } from './components/form';
import { Alert, Facts, Figures, Status, type StatusKind } from './components/notes';
import { type Column, Table } from './components/table';
import { Doors } from './doors';
import { countText, danishAmount, danishKroner, dayText, shareText } from './formats';
import { Forms, type FormState, freshForm } from './forms';
import { Names } from './names';
import { mayEver, PATHS } from './navigation';
import { Pages } from './pages';
import { type PageAnswer, screen, type Screen, SeeOther } from './screen';
import { oreTyped } from './typed-amounts';
import { type SignedInVisit, TheVisit, useVisit } from './visit';
import { paragraph } from './words';
import { offeringNames, YearEndMenu } from './year-end-section';

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
    open: 'Skal fordeles',
    nothing: 'Der er ingen regnskaber.',
    of: (name: string, year: number) => `Regnskab ${year}: ${name}`,
    operator: 'Driftsherre',
    paragraph: 'Paragraf',
    days: 'Belagte dage',
    occupancy: 'Belægning',
    budget: 'Omkostningsbaseret budget',
    limit: 'Kan højst overføres',
    submitted: 'Aflagt',
    known: 'Alt til og med nr. i bogen er talt med',
    reason: 'Hvorfor det afløser et tidligere',
    note: 'Bemærkning',
    newer: 'Dette regnskab er afløst.',
    seeNewer: 'Se det nye',
    steps: 'Mellemregninger',
    figure: 'Tal',
    amount: 'Værdi',
    splitTitle: 'Fordelingen',
    carried: 'Overføres til næste års ramme',
    toTariff: (year: number) => `I taksten for ${year}`,
    refunded: 'Direkte til årets betalere (R23)',
    borne: 'Bæres af driftsherren',
    carriedShort: 'Overført',
    refundedShort: 'Til betalere',
    borneShort: 'Båret',
    splitOn: 'Fordelt den',
    payer: 'Betaler',
    share: 'Får tilbage; negativt betales',
    shares: 'Andele efter dage',
    total: 'I alt',
    splitForm: 'Fordel resultatet',
    splitText: (limit: string) =>
      `Højst ± ${limit} kan overføres. Resten går derhen, hvor rammeaftalen siger. Fordelingen kan ikke gøres om, medmindre regnskabet rettes.`,
    carriedOre: 'Beløb, der overføres',
    carriedHint: 'Del af resultatet med dets fortegn, som 100.000 eller -2.500,50. Det kan være 0.',
    kroner: 'kr.',
    submit: 'Fordel',
    regulation: 'Reguleringskonti',
    regulationLead:
      'Hvert års resultat, og hvor det er blevet af. Når alt har fundet sin plads, står der intet tilbage (I7).',
    origin: 'År',
    opening: 'Fra før bogen',
    toTariffs: 'I takst',
    applied: 'Reguleret til nu',
    remaining: 'Tilbage',
    phases: {
      YEAR_OPEN: 'Året er åbent',
      RESULT_COMPUTED: 'Resultatet er regnet',
      LOCKED: 'Fordelt',
      DONE: 'Gået op',
    },
    nothingYet: 'Der er ingen reguleringskonti.',
    appliedBy: (year: number, level: string, amount: string) => `takst ${year}, niveau ${level}: ${amount}`,
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
    open: 'To be split',
    nothing: 'There are no accounts.',
    of: (name: string, year: number) => `Accounts ${year}: ${name}`,
    operator: 'Operator',
    paragraph: 'Paragraph',
    days: 'Occupied days',
    occupancy: 'Occupancy',
    budget: 'Cost-based budget',
    limit: 'The most that can be carried over',
    submitted: 'Submitted',
    known: 'Everything up to this number in the ledger is counted',
    reason: 'Why they replace earlier ones',
    note: 'Note',
    newer: 'These accounts have been replaced.',
    seeNewer: 'See the new ones',
    steps: 'Every step',
    figure: 'Figure',
    amount: 'Value',
    splitTitle: 'The split',
    carried: 'Carried into next year’s frame',
    toTariff: (year: number) => `In the tariff of ${year}`,
    refunded: 'Directly to the year’s payers (R23)',
    borne: 'Borne by the operator',
    carriedShort: 'Carried over',
    refundedShort: 'To payers',
    borneShort: 'Borne',
    splitOn: 'Split on',
    payer: 'Payer',
    share: 'Gets back; negative is paid',
    shares: 'Shares by days',
    total: 'In all',
    splitForm: 'Split the result',
    splitText: (limit: string) =>
      `At most ± ${limit} can be carried over. The rest goes where the framework agreement says. It cannot be done over, unless the accounts are corrected.`,
    carriedOre: 'Amount carried over',
    carriedHint: 'A part of the result with its sign, such as 100.000 or -2.500,50. It may be 0.',
    kroner: 'kr.',
    submit: 'Split',
    regulation: 'Regulation accounts',
    regulationLead:
      'The result of each year, and what became of it. When all has found its place, nothing is left (I7).',
    origin: 'Year',
    opening: 'From before the ledger',
    toTariffs: 'In tariffs',
    applied: 'Regulated so far',
    remaining: 'Left',
    phases: {
      YEAR_OPEN: 'The year is open',
      RESULT_COMPUTED: 'The result is computed',
      LOCKED: 'Split',
      DONE: 'Settled',
    },
    nothingYet: 'There are no regulation accounts.',
    appliedBy: (year: number, level: string, amount: string) => `tariff ${year}, level ${level}: ${amount}`,
  },
};

const FILTERS = ['offeringId', 'serviceLineId', 'year'] as const;

/** After the year: the accounts with every step of the result, its split, and the accounts that must reach 0. */
@Pages()
export class YearEndPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(PATHS.yearEndAccounts)
  @Allowed(yearEndAccess.listYearEndAccounts)
  async list(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const { items } = await this.doors
      .open(YearEndRoutes, visit)
      .accounts(askedIn(visit, YearEndQuery, FILTERS), visit.actor);
    const offering = await offeringNames(this.doors, visit);
    return screen({
      title: words.title,
      wide: true,
      body: (
        <>
          <YearEndMenu />
          <p class="font-lead">{words.lead}</p>
          <YearFilter />
          <AccountsTable rows={items} offering={offering} />
        </>
      ),
    });
  }

  @Get(PATHS.regulationAccounts)
  @Allowed(yearEndAccess.listRegulationAccounts)
  async regulation(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const { items } = await this.doors
      .open(YearEndRoutes, visit)
      .regulationAccounts(askedIn(visit, YearEndQuery, FILTERS), visit.actor);
    const offering = await offeringNames(this.doors, visit);
    return screen({
      title: words.regulation,
      wide: true,
      body: (
        <>
          <YearEndMenu />
          <p class="font-lead">{words.regulationLead}</p>
          <YearFilter />
          <RegulationTable rows={items} offering={offering} />
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

  @Post(`${PATHS.yearEndAccounts}/:offeringId/:accountsId/split`)
  @Allowed(yearEndAccess.splitYearEndResult)
  split(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @IdParam('accountsId', 'The accounts.') accountsId: AccountsId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      SplitResultBody,
      withSignedOre(form),
      async (body) => {
        const { position } = await this.doors
          .open(SplitResultRoute, visit)
          .split(offeringId, accountsId, body, visit.actor);
        return new SeeOther(`${PATHS.yearEndAccounts}/${offeringId}/${accountsId}`, { position });
      },
      (state) => this.accountsScreen(offeringId, accountsId, visit, { ...state, typed: form }),
    );
  }

  private async accountsScreen(
    offeringId: OfferingId,
    accountsId: AccountsId,
    visit: SignedInVisit,
    state: FormState,
  ): Promise<Screen> {
    const words = WORDS[visit.language];
    const asked = Object.assign(new YearEndQuery(), { offeringId });
    const { items } = await this.doors.open(YearEndRoutes, visit).accounts(asked, visit.actor);
    const accounts = items.find((each) => each.accountsId === accountsId);
    if (accounts === undefined) throw new Refused(reject('UNKNOWN_ACCOUNTS', { accountsId }));
    const offering = await offeringNames(this.doors, visit);
    const name = this.names.all();
    const { year, split, supersededBy, operator } = accounts;
    const open = split === undefined && supersededBy === undefined;
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
          <Figures
            amounts
            entries={[
              { term: words.a1, value: danishKroner(accounts.revenueOre) },
              { term: words.a2, value: danishKroner(accounts.costsOre) },
              { term: words.a3, value: danishKroner(accounts.correctionsOre) },
              { term: words.result, value: danishKroner(accounts.resultOre) },
            ]}
          />
          <About accounts={accounts} name={name} />
          {open && own && <SplitForm accounts={accounts} state={state} />}
          {split !== undefined && <Split split={split} name={name} />}
          <StepList accounts={accounts} />
        </>
      ),
    });
  }
}

/** The amount as øre with its sign; what is no amount is left for the reader of the body to refuse. */
const withSignedOre = (form: TypedForm): TypedForm => {
  const typed = form.carriedOre;
  if (typeof typed !== 'string' || typed.trim() === '') return form;
  const [, minus = '', amount = ''] = /^\s*([-−]?)(.*)$/s.exec(typed) ?? [];
  const ore = oreTyped(amount);
  return { ...form, carriedOre: ore === undefined ? `${typed} kr.` : String(minus === '' ? ore : asOre(-ore || 0)) };
};

const YearFilter = (): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <Filters id="year-end" keep={['offeringId', 'serviceLineId']}>
      <TextInput name="year" label={words.year} inputMode="numeric" optional />
    </Filters>
  );
};

const AccountsTable = ({
  rows,
  offering,
}: {
  rows: readonly AccountsView[];
  offering: (id: OfferingId) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const columns: readonly Column<AccountsView>[] = [
    {
      title: words.offering,
      heads: true,
      cell: ({ offeringId, accountsId, legalBasis }) => (
        <>
          <a href={`${PATHS.yearEndAccounts}/${offeringId}/${accountsId}`}>{offering(offeringId)}</a>
          <span class="under">{paragraph(legalBasis)}</span>
        </>
      ),
    },
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
  return <Table caption={words.title} captionHidden columns={columns} rows={rows} empty={words.nothing} />;
};

const About = ({
  accounts: { operator, legalBasis, occupiedDays, occupancyBp, budgetOre, carryLimitOre, ...rest },
  name,
}: {
  accounts: AccountsView;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { submittedOn, knownPosition, reason, note } = rest;
  return (
    <Facts
      entries={[
        { term: words.operator, value: name(operator) },
        { term: words.paragraph, value: paragraph(legalBasis) },
        { term: words.days, value: countText(occupiedDays) },
        occupancyBp !== undefined && { term: words.occupancy, value: shareText(occupancyBp) },
        { term: words.budget, value: danishKroner(budgetOre) },
        { term: words.limit, value: `± ${danishKroner(carryLimitOre)}` },
        { term: words.submitted, value: dayText(submittedOn, language) },
        { term: words.known, value: countText(knownPosition) },
        reason !== undefined && { term: words.reason, value: reason },
        note !== undefined && { term: words.note, value: note },
      ]}
    />
  );
};

const StepList = ({ accounts: { steps } }: { accounts: AccountsView }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <section>
      <h2>{words.steps}</h2>
      {steps.map(({ code, rule, title, formula, figures }) => (
        <section id={`step-${code}`}>
          <h3>
            {title[language]} <span class="soft">({rule})</span>
          </h3>
          <p class="formula">{formula[language]}</p>
          {figures.length > 0 && (
            <Table
              caption={title[language]}
              captionHidden
              rows={figures}
              columns={[
                { title: words.figure, heads: true, cell: ({ name }) => name[language] },
                { title: words.amount, numeric: true, cell: ({ value }) => value[language] },
              ]}
            />
          )}
        </section>
      ))}
    </section>
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
        action={`${PATHS.yearEndAccounts}/${offeringId}/${accountsId}/split`}
        state={state}
        labels={{ carriedOre: words.carriedOre }}
        submit={words.submit}
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

const Split = ({ split, name }: { split: ResultSplitView; name: (party: PartyCode) => string }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { carriedOre, toTariffOre, tariffYear, refundedOre, borneByOperatorOre, shares, splitOn } = split;
  return (
    <section>
      <h2>{words.splitTitle}</h2>
      <Facts
        entries={[
          { term: words.carried, value: danishKroner(carriedOre) },
          { term: words.toTariff(tariffYear), value: danishKroner(toTariffOre) },
          { term: words.refunded, value: danishKroner(refundedOre) },
          { term: words.borne, value: danishKroner(borneByOperatorOre) },
          { term: words.splitOn, value: dayText(splitOn, language) },
        ]}
      />
      {shares.length > 0 && (
        <Table
          caption={words.shares}
          rows={shares}
          columns={[
            { title: words.payer, heads: true, cell: ({ payer }) => name(payer) },
            { title: words.days, numeric: true, cell: ({ days }) => countText(days) },
            { title: words.share, numeric: true, cell: ({ amountOre }) => danishKroner(amountOre) },
          ]}
          foot={[
            words.total,
            countText(shares.reduce((all, { days }) => all + days, 0)),
            danishKroner(sumOre(shares.map(({ amountOre }) => amountOre))),
          ]}
        />
      )}
    </section>
  );
};

const PHASE_LOOK: Readonly<Record<RegulationAccountView['phase'], StatusKind>> = {
  YEAR_OPEN: 'running',
  RESULT_COMPUTED: 'waiting',
  LOCKED: 'running',
  DONE: 'done',
};

/** Most of these amounts are 0, and those that are not should stand out. */
const amountOrNone = (amount: Ore): string => (amount === 0 ? '–' : danishKroner(amount));

const RegulationTable = ({
  rows,
  offering,
}: {
  rows: readonly RegulationAccountView[];
  offering: (id: OfferingId) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const columns: readonly Column<RegulationAccountView>[] = [
    {
      title: words.offering,
      heads: true,
      cell: ({ offeringId, serviceLineId, accountsId }) => (
        <>
          {accountsId === undefined ? (
            offering(offeringId)
          ) : (
            <a href={`${PATHS.yearEndAccounts}/${offeringId}/${accountsId}`}>{offering(offeringId)}</a>
          )}
          <span class="under">{serviceLineId}</span>
        </>
      ),
    },
    { title: words.origin, cell: ({ originYear }) => originYear },
    { title: words.opening, numeric: true, cell: ({ openingOre }) => amountOrNone(openingOre) },
    { title: words.result, numeric: true, cell: ({ resultOre }) => amountOrNone(resultOre) },
    { title: words.carriedShort, numeric: true, cell: ({ carriedOre }) => amountOrNone(carriedOre) },
    { title: words.toTariffs, numeric: true, cell: ({ toTariffOre }) => amountOrNone(toTariffOre) },
    {
      title: words.applied,
      numeric: true,
      cell: ({ appliedOre, applied }) => (
        <>
          {danishKroner(appliedOre)}
          {applied.map(({ year, level, amountOre }) => (
            <span class="under">{words.appliedBy(year, level, danishKroner(amountOre))}</span>
          ))}
        </>
      ),
    },
    { title: words.refundedShort, numeric: true, cell: ({ refundedOre }) => amountOrNone(refundedOre) },
    { title: words.borneShort, numeric: true, cell: ({ borneByOperatorOre }) => amountOrNone(borneByOperatorOre) },
    {
      title: words.remaining,
      numeric: true,
      cell: ({ remainingOre }) => <strong>{danishKroner(remainingOre)}</strong>,
    },
    { title: words.standing, cell: ({ phase }) => <Status kind={PHASE_LOOK[phase]}>{words.phases[phase]}</Status> },
  ];
  return <Table caption={words.regulation} captionHidden columns={columns} rows={rows} empty={words.nothingYet} />;
};
