import { Body, Get, Inject, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { reject } from '../../kernel/decider';
import { asOre, type Ore, sumOre } from '../../kernel/money';
import type { PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { Refused } from '../../platform/commands/refusals';
import type { TypedForm } from '../../platform/http/form-body';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import { IdParam } from '../../platform/http/parameters';
import { REVERSAL_REASONS } from '../../settlement/payments/payment.events';
import type { PaymentView } from '../../settlement/payments/payment.views';
import { PaymentsQuery, RegisteredPaymentRoutes } from '../../settlement/payments/payments.routes';
import { PaymentRoutes, RegisterPaymentBody, ReversePaymentBody } from '../../settlement/payments/register-payment';
import { settlementAccess } from '../../settlement/settlement.access';
import { StatementRoutes, type StatementView } from '../../settlement/statements/statement.routes';
import { STATEMENT_ID_FORM } from '../../settlement/issued/visible-statements.queries';
import { askedIn } from '../frame/asked';
import { DayInput, Filters, Form, Select, TextInput } from '../components/form';
import { Facts } from '../components/notes';
import { Pager } from '../components/pager';
import { Doors } from '../frame/doors';
import { danishAmount, danishKroner, dayText } from '../frame/formats';
import { concerns, Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { mayEver, SETTLEMENT } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { PartyFilters } from './party-filters';
import { EarlyNote, PaymentTable, REVERSAL_WORDS } from './payment-table';
import { typedText } from '../components/previewed';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { type PartyChoices, settlementParties } from './settlement-parties';
import { Sections, settlementCrumb } from './settlement-sections';
import { signedOreTyped, withOre } from '../frame/typed-amounts';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { StatementLink } from './statement-names';
import { shownList } from '../frame/whole-list';

const WORDS = {
  da: {
    title: 'Betalinger',
    lead: 'Betalinger registreres af den, der har fået pengene. En betaling, der er for meget eller for ingen opgørelse, står til betalerens gode.',
    register: 'Registrer en betaling',
    file: 'Indlæs en fil med betalinger',
    statement: 'Opgørelse',
    statementHint: 'Opgørelsens nummer, som 1082-751-2026-09. Tomt: betalingen står til betalerens gode.',
    payer: 'Betaler',
    payerHint: 'Kun nødvendig, når der ikke er skrevet en opgørelse.',
    nobody: 'Følger af opgørelsen',
    amount: 'Beløb',
    amountHint: 'Skriv minus foran, hvis pengene er betalt tilbage.',
    kroner: 'kr.',
    paidOn: 'Betalt den',
    entry: 'Postering',
    entryHint: 'Bankens eller økonomisystemets nummer. Den samme postering tælles kun én gang.',
    submit: 'Registrer betalingen',
    total: 'Opgørelsens beløb',
    already: 'Betalt indtil nu',
    issued: 'Udstedt',
    due: 'Forfalder',
    reverse: 'Tilbagefør en betaling',
    reverseLead: 'Betalingen tæller ikke med fra i dag. At den blev registreret, står ved magt.',
    reason: 'Hvorfor den ikke er en betaling',
    confirm: 'Tilbagefør betalingen',
  },
  en: {
    title: 'Payments',
    lead: 'Payments are registered by whoever got the money. A payment that is too much, or for no statement, stands to the payer’s credit.',
    register: 'Register a payment',
    file: 'Bring in a payment file',
    statement: 'Statement',
    statementHint: 'The statement’s number, such as 1082-751-2026-09. Empty: the payment stands to the payer’s credit.',
    payer: 'Payer',
    payerHint: 'Needed only when no statement is written.',
    nobody: 'Follows from the statement',
    amount: 'Amount',
    amountHint: 'Write a minus before it if the money was paid back.',
    kroner: 'kr.',
    paidOn: 'Paid on',
    entry: 'Entry',
    entryHint: 'The bank’s or the finance system’s number. The same entry is counted once.',
    submit: 'Register the payment',
    total: 'Amount of the statement',
    already: 'Paid until now',
    issued: 'Issued',
    due: 'Due',
    reverse: 'Reverse a payment',
    reverseLead: 'The payment counts no more from today. That it was registered stands.',
    reason: 'Why it is no payment',
    confirm: 'Reverse the payment',
  },
};

const REGISTER = `${SETTLEMENT.payments}/register`;

/** A statement that is being paid, with what is known of its payment. */
interface PaidFor {
  readonly statement: StatementView;
  readonly paidOre: Ore;
}

/** What has been paid, and registering it: by the operator, for its payers to see. */
@Pages()
export class PaymentsPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(SETTLEMENT.payments)
  @Allowed(settlementAccess.listPayments)
  async list(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { language, actor } = visit;
    const words = WORDS[language];
    const query = askedIn(visit, PaymentsQuery, ['operator', 'payer', 'statementId', 'cursor']);
    const { items, next, whole } = await shownList(visit, query, (asked) =>
      this.doors.open(RegisteredPaymentRoutes, visit).list(asked, actor),
    );
    const parties = await settlementParties(this.doors, this.names, visit);
    const reversible = ({ operator }: PaymentView): boolean => own(visit, operator);
    return screen({
      title: words.title,
      wide: true,
      crumbs: [settlementCrumb(language)],
      body: (
        <>
          <Sections />
          <p class="font-lead">{words.lead}</p>
          {mayEver(settlementAccess.registerPayment, actor) && (
            <p class="actions d-print-none">
              <a class="button button-primary" href={REGISTER}>
                {words.register}
              </a>
              <a class="button button-secondary" href={SETTLEMENT.paymentFiles}>
                {words.file}
              </a>
            </p>
          )}
          <Filters id="payments">
            <PartyFilters parties={parties} />
            <TextInput name="statementId" label={words.statement} optional />
          </Filters>
          <div id="list" data-live>
            {query.statementId !== undefined && <EarlyNote rows={items} reversible={reversible} />}
            <PaymentTable rows={items} whole={whole} name={this.names.all()} reversible={reversible} />
          </div>
          <Pager next={next} />
        </>
      ),
    });
  }

  @Get(REGISTER)
  @Allowed(settlementAccess.registerPayment)
  async ask(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const statementId = visit.query.get('statementId') ?? '';
    const paidFor = await this.paidFor(statementId, visit);
    const left = paidFor === undefined ? 0 : paidFor.statement.totalOre - paidFor.paidOre;
    const typed = {
      statementId,
      paidOn: this.clock.today(),
      ...(left > 0 ? { amountOre: danishAmount(asOre(left)) } : {}),
    };
    return this.form(visit, freshForm(typed));
  }

  @Post(REGISTER)
  @Allowed(settlementAccess.registerPayment)
  register(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      RegisterPaymentBody,
      withOre(form, (field) => field === 'amountOre', signedOreTyped),
      async (body) => {
        const { position } = await this.doors.open(PaymentRoutes, visit).register(body, visit.actor);
        const { statementId, payer } = body;
        return new SeeOther(SETTLEMENT.payments, {
          position,
          ...(statementId === undefined ? {} : { statementId }),
          ...(statementId !== undefined || payer === undefined ? {} : { payer }),
        });
      },
      (state) => this.form(visit, { ...state, typed: form }),
    );
  }

  @Get(`${SETTLEMENT.payments}/:paymentId/reverse`)
  @Allowed(settlementAccess.reversePayment)
  askReversal(
    @IdParam('paymentId', 'The payment.') paymentId: string,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    return this.reversal(paymentId, visit, freshForm());
  }

  @Post(`${SETTLEMENT.payments}/:paymentId/reverse`)
  @Allowed(settlementAccess.reversePayment)
  reverse(
    @IdParam('paymentId', 'The payment.') paymentId: string,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      ReversePaymentBody,
      form,
      async (body) => {
        const { position } = await this.doors.open(PaymentRoutes, visit).reverse(paymentId, body, visit.actor);
        return new SeeOther(SETTLEMENT.payments, { position });
      },
      (state) => this.reversal(paymentId, visit, state),
    );
  }

  private async form(visit: SignedInVisit, state: FormState): Promise<Screen> {
    const { language } = visit;
    const words = WORDS[language];
    const paidFor = await this.paidFor(typedText(state.typed, 'statementId'), visit);
    const parties = await settlementParties(this.doors, this.names, visit);
    return screen({
      title: words.register,
      crumbs: [settlementCrumb(language), { href: SETTLEMENT.payments, text: words.title }],
      body: (
        <>
          {paidFor !== undefined && <Known paidFor={paidFor} name={this.names.all()} />}
          <RegisterForm state={state} parties={parties} named={paidFor !== undefined} />
        </>
      ),
    });
  }

  private async reversal(paymentId: string, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const { language, actor } = visit;
    const words = WORDS[language];
    const asked = Object.assign(new PaymentsQuery(), { paymentId });
    const { items } = await this.doors.open(RegisteredPaymentRoutes, visit).list(asked, actor);
    const payment = items.find(({ operator }) => operator === actor.party);
    if (payment === undefined) throw new Refused(reject('PAYMENT_NOT_FOUND', { paymentId }));
    return screen({
      title: words.reverse,
      crumbs: [settlementCrumb(language), { href: SETTLEMENT.payments, text: words.title }],
      body: (
        <>
          <p class="font-lead">{words.reverseLead}</p>
          <PaymentTable rows={[payment]} name={this.names.all()} reversible={() => false} />
          <Form
            id="reverse"
            action={`${SETTLEMENT.payments}/${paymentId}/reverse`}
            state={state}
            labels={{ reason: words.reason }}
            submit={words.confirm}
            tone="warning"
          >
            <Select
              name="reason"
              label={words.reason}
              choices={REVERSAL_REASONS.map((reason) => ({ value: reason, text: REVERSAL_WORDS[reason][language] }))}
            />
          </Form>
        </>
      ),
    });
  }

  /** Undefined where no such statement can be seen; the command says what is wrong with it. */
  private async paidFor(statementId: string, visit: SignedInVisit): Promise<PaidFor | undefined> {
    if (!STATEMENT_ID_FORM.test(statementId)) return undefined;
    try {
      const id = statementId as StatementView['statementId'];
      const statement = await this.doors.open(StatementRoutes, visit).find(id, {}, visit.actor);
      return { statement, paidOre: sumOre((await this.standing(id, visit)).map(({ amountOre }) => amountOre)) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return undefined;
    }
  }

  private async standing(
    statementId: StatementView['statementId'],
    visit: SignedInVisit,
  ): Promise<readonly PaymentView[]> {
    const asked = Object.assign(new PaymentsQuery(), { statementId, limit: PAGE_ROWS_MAX });
    const { items } = await this.doors.open(RegisteredPaymentRoutes, visit).list(asked, visit.actor);
    return items.filter(({ reversedOn }) => reversedOn === undefined);
  }
}

const own = ({ actor }: SignedInVisit, operator: PartyCode): boolean =>
  operator === actor.party && mayEver(settlementAccess.reversePayment, actor);

const Known = ({
  paidFor: { statement, paidOre },
  name,
}: {
  paidFor: PaidFor;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { statementId, payer, totalOre, issuedOn, dueOn } = statement;
  return (
    <Facts
      entries={[
        {
          term: words.statement,
          value: <StatementLink statementId={statementId} />,
        },
        { term: words.payer, value: name(payer) },
        { term: words.total, value: danishKroner(totalOre) },
        { term: words.already, value: danishKroner(paidOre) },
        { term: words.issued, value: dayText(issuedOn, language) },
        { term: words.due, value: dayText(dueOn, language) },
      ]}
    />
  );
};

const RegisterForm = ({
  state,
  parties,
  named,
}: {
  state: FormState;
  parties: PartyChoices;
  /** Whether it is known who pays, by the statement. */
  named: boolean;
}): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <Form
      id="payment"
      action={REGISTER}
      state={state}
      labels={{
        statementId: words.statement,
        payer: words.payer,
        amountOre: words.amount,
        paidOn: words.paidOn,
        entryReference: words.entry,
      }}
      submit={words.submit}
    >
      <TextInput name="statementId" label={words.statement} hint={words.statementHint} optional />
      {(!named || concerns(state, 'payer')) && (
        <Select
          name="payer"
          label={words.payer}
          hint={words.payerHint}
          none={words.nobody}
          optional
          choices={parties.payers}
          value={typedText(state.typed, 'payer')}
        />
      )}
      <TextInput
        name="amountOre"
        label={words.amount}
        hint={words.amountHint}
        suffix={words.kroner}
        inputMode="decimal"
      />
      <DayInput name="paidOn" label={words.paidOn} />
      <TextInput name="entryReference" label={words.entry} hint={words.entryHint} optional />
    </Form>
  );
};
