import { Body, Get, Inject, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { AgreementRoutes } from '../../agreements/agreement.routes';
import { AgreeSchemeBody, AgreeSchemeRoute } from '../../objective-financing/agree-scheme';
import { objectiveFinancingAccess } from '../../objective-financing/objective-financing.access';
import { RHYTHMS } from '../../objective-financing/scheme.events';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { TypedForm } from '../../platform/http/form-body';
import { ReadTimesQuery } from '../../platform/http/fresh-reads';
import { type Choice, DayInput, Form, Select, TextInput } from '../components/form';
import { Doors } from '../frame/doors';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { typedText } from '../components/previewed';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { withOre } from '../frame/typed-amounts';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { ownOfferings } from '../year-end/year-end-section';

const AMOUNTS: ReadonlySet<string> = new Set(['budgetOre', 'unitPriceOre']);
const REGISTER = `${PATHS.schemes}/register`;

const WORDS = {
  da: {
    schemes: 'Objektiv finansiering',
    title: 'Registrer en ordning',
    lead: 'Intet opkræves, før nøglen er registreret og andelene er beregnet.',
    operator: 'Driftsherre',
    agreement: 'Rammeaftale',
    name: 'Hvad ordningen kaldes',
    nameHint: 'Som »Sikrede pladser«. Skriv ingen personoplysninger.',
    year: 'År',
    budget: 'Budget, der deles efter nøglen (R40)',
    budgetHint: 'Objektiv finansiering. Skriv enten et budget eller en pris, ikke begge.',
    unitPrice: 'Pris for hver, nøglen tæller (R39)',
    unitPriceHint: 'Abonnement.',
    kroner: 'kr.',
    rhythm: 'Opkræves',
    rhythms: { YEARLY: 'en gang om året', HALF_YEARLY: 'to gange om året' },
    keyUnit: 'Nøglen tæller',
    keyUnitHint: 'Som »0–17-årige«.',
    keyDate: 'Talt den',
    offering: 'Tilbud, den er for',
    noOffering: 'Intet bestemt',
    account: 'Kontofunktion',
    accountHint: 'Som 5.28.25.',
    submit: 'Registrer ordningen',
  },
  en: {
    schemes: 'Objective financing',
    title: 'Register a scheme',
    lead: 'Nothing is charged before the key is recorded and the shares are computed.',
    operator: 'Operator',
    agreement: 'Framework agreement',
    name: 'What the scheme is called',
    nameHint: 'Such as “Secure places”. Write no personal data.',
    year: 'Year',
    budget: 'Budget shared by the key (R40)',
    budgetHint: 'Objective financing. Write a budget or a price, not both.',
    unitPrice: 'Price of each that the key counts (R39)',
    unitPriceHint: 'Subscription.',
    kroner: 'kr.',
    rhythm: 'Charged',
    rhythms: { YEARLY: 'once a year', HALF_YEARLY: 'twice a year' },
    keyUnit: 'The key counts',
    keyUnitHint: 'Such as “0–17 year-olds”.',
    keyDate: 'Counted on',
    offering: 'Offering it is for',
    noOffering: 'None in particular',
    account: 'Account function',
    accountHint: 'Such as 5.28.25.',
    submit: 'Register the scheme',
  },
};

interface SchemeChoices {
  readonly agreements: readonly Choice[];
  /** Of whose offerings it may be: for the secretariat those of its agreements, else nobody but the reader. */
  readonly operators: readonly Choice[];
  readonly offerings: readonly Choice[];
}

/** The beginning of what all in a key pay: an agreement, an amount, and what is counted when. */
@Pages()
export class AgreeSchemePages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(REGISTER)
  @Allowed(objectiveFinancingAccess.agreeScheme)
  ask(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const year = Number(this.clock.today().slice(0, 4)) + 1;
    return this.form(visit, freshForm({ year: String(year) }));
  }

  @Post(REGISTER)
  @Allowed(objectiveFinancingAccess.agreeScheme)
  agree(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    const { offeringIds = '' } = form;
    return this.forms.take(
      visit,
      AgreeSchemeBody,
      withOre({ ...form, offeringIds: offeringIds === '' ? '' : [offeringIds].flat() }, (field) => AMOUNTS.has(field)),
      async (body) => {
        const { schemeId, position } = await this.doors.open(AgreeSchemeRoute, visit).agree(body, visit.actor);
        return new SeeOther(`${PATHS.schemes}/${schemeId}`, { position });
      },
      (state) => this.form(visit, { ...state, typed: form }),
    );
  }

  private async form(visit: SignedInVisit, state: FormState): Promise<Screen> {
    const words = WORDS[visit.language];
    return screen({
      title: words.title,
      crumbs: [{ href: PATHS.schemes, text: words.schemes }],
      body: (
        <>
          <p class="font-lead">{words.lead}</p>
          <AgreeForm state={state} choices={await this.choices(visit)} />
        </>
      ),
    });
  }

  private async choices(visit: SignedInVisit): Promise<SchemeChoices> {
    const { items } = await this.doors.open(AgreementRoutes, visit).list(new ReadTimesQuery());
    const { party, roles } = visit.actor;
    const own = roles.includes('operator');
    const agreements = items.filter(({ region, parties }) =>
      own ? parties.some((member) => member.party === party) : region === party,
    );
    const members = agreements.flatMap(({ parties }) => parties.map((member) => member.party));
    return {
      agreements: agreements.map(({ agreementId, name }) => ({ value: agreementId, text: name })).reverse(),
      operators: own ? [] : this.names.choices(members),
      offerings: own
        ? (await ownOfferings(this.doors, visit)).map(({ offeringId, name }) => ({ value: offeringId, text: name }))
        : [],
    };
  }
}

const AgreeForm = ({
  state,
  choices: { agreements, operators, offerings },
}: {
  state: FormState;
  choices: SchemeChoices;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const chosen = (field: string): string => typedText(state.typed, field);
  return (
    <Form
      id="scheme"
      action={REGISTER}
      state={state}
      labels={{
        ...(operators.length > 0 ? { operator: words.operator } : {}),
        agreementId: words.agreement,
        name: words.name,
        year: words.year,
        budgetOre: words.budget,
        unitPriceOre: words.unitPrice,
        rhythm: words.rhythm,
        keyUnit: words.keyUnit,
        keyDate: words.keyDate,
        ...(offerings.length > 0 ? { offeringIds: words.offering } : {}),
        accountFunction: words.account,
      }}
      submit={words.submit}
    >
      {operators.length > 0 && (
        <Select name="operator" label={words.operator} choices={operators} value={chosen('operator')} />
      )}
      <Select name="agreementId" label={words.agreement} choices={agreements} value={chosen('agreementId')} />
      <TextInput name="name" label={words.name} hint={words.nameHint} />
      <TextInput name="year" label={words.year} inputMode="numeric" />
      <TextInput
        name="budgetOre"
        label={words.budget}
        hint={words.budgetHint}
        suffix={words.kroner}
        inputMode="decimal"
        optional
      />
      <TextInput
        name="unitPriceOre"
        label={words.unitPrice}
        hint={words.unitPriceHint}
        suffix={words.kroner}
        inputMode="decimal"
        optional
      />
      <Select
        name="rhythm"
        label={words.rhythm}
        choices={RHYTHMS.map((rhythm) => ({ value: rhythm, text: words.rhythms[rhythm] }))}
        value={chosen('rhythm')}
      />
      <TextInput name="keyUnit" label={words.keyUnit} hint={words.keyUnitHint} />
      <DayInput name="keyDate" label={words.keyDate} />
      {offerings.length > 0 && (
        <Select
          name="offeringIds"
          label={words.offering}
          none={words.noOffering}
          choices={offerings}
          value={chosen('offeringIds')}
          optional
        />
      )}
      <TextInput name="accountFunction" label={words.account} hint={words.accountHint} optional />
    </Form>
  );
};
