import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { AgreementRoutes, type AgreementSummaryView } from '../../agreements/agreement.routes';
import { agreementsAccess } from '../../agreements/agreements.access';
import { ConcludeAgreementBody, ConcludeAgreementRoute } from '../../agreements/conclude-agreement';
import type { RulesBody } from '../../agreements/rules-body';
import type { Day } from '../../kernel/calendar';
import type { AgreementId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import type { TypedForm } from '../../platform/http/form-body';
import { ReadTimesQuery } from '../../platform/http/fresh-reads';
import { Boxes, Checkboxes, type Choice, DayInput, Form, Select, TextInput } from '../components/form';
import { More } from '../components/notes';
import { Doors } from '../frame/doors';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { typedText } from '../components/previewed';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';

const REGISTER = `${PATHS.agreements}/register`;
/** Names the agreement whose rules the new one begins with; it is no field of the body, which holds the rules themselves. */
const RULES_OF = 'rulesOf';

const WORDS = {
  da: {
    agreements: 'Rammeaftaler',
    title: 'Opret en rammeaftale',
    lead: (region: string) =>
      `Aftalen gælder køb og salg af pladser i ${region}. Regler og parter kan ændres bagefter.`,
    name: 'Aftalens navn',
    nameHint: 'Som »Rammeaftale 2027-28«.',
    id: 'Kort navn',
    idHint:
      'Del af aftalens adresse: små bogstaver, tal og bindestreger, som rammeaftale-2027-28. Det kan ikke ændres.',
    first: 'Første dag',
    last: 'Sidste dag',
    rules: 'Regler',
    rulesHint: 'Med hvilke regler aftalen begynder.',
    byDefault: 'Pladsbogs standard for regionen',
    asIn: (name: string) => `Som de senest står i ${name}`,
    parties: 'Parter fra første dag',
    otherParties: 'Andre kommuner, regioner og leverandører',
    submit: 'Opret aftalen',
  },
  en: {
    agreements: 'Framework agreements',
    title: 'Register a framework agreement',
    lead: (region: string) =>
      `The agreement is about buying and selling places in ${region}. Rules and parties can be changed afterwards.`,
    name: 'Name of the agreement',
    nameHint: 'Such as “Rammeaftale 2027-28”.',
    id: 'Short name',
    idHint:
      'Part of the agreement’s address: small letters, digits and hyphens, such as rammeaftale-2027-28. It cannot be changed.',
    first: 'First day',
    last: 'Last day',
    rules: 'Rules',
    rulesHint: 'The rules that the agreement begins with.',
    byDefault: 'Pladsbog’s default for the region',
    asIn: (name: string) => `As they last stand in ${name}`,
    parties: 'Parties from the first day',
    otherParties: 'Other municipalities, regions and suppliers',
    submit: 'Register the agreement',
  },
};

interface AgreementChoices {
  readonly region: string;
  /** The region and its municipalities, and who stood in the agreement before. */
  readonly near: readonly Choice[];
  readonly others: readonly Choice[];
  /** Agreements of the region, latest first. */
  readonly before: readonly AgreementSummaryView[];
}

/** The beginning of an agreement: its period, its parties and the rules it begins with. */
@Pages()
export class ConcludeAgreementPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(REGISTER)
  @Allowed(agreementsAccess.concludeAgreement)
  async ask(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { near } = await this.choices(visit);
    return this.form(visit, freshForm({ parties: near.map(({ value }) => value) }));
  }

  @Post(REGISTER)
  @Allowed(agreementsAccess.concludeAgreement)
  conclude(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    const { [RULES_OF]: rulesOf = '', parties = [], ...fields } = form;
    const checked = [parties].flat();
    return this.forms.take(
      visit,
      ConcludeAgreementBody,
      { ...fields, region: visit.actor.party, parties: checked.length === 0 ? '' : checked },
      async (body) => {
        const asked =
          rulesOf === '' ? body : { ...body, rules: await this.rulesOf(String(rulesOf), body.first, visit) };
        const { agreementId, position } = await this.doors
          .open(ConcludeAgreementRoute, visit)
          .conclude(asked, visit.actor);
        return new SeeOther(`${PATHS.agreements}/${agreementId}`, { position });
      },
      (state) => this.form(visit, { ...state, typed: form }),
    );
  }

  private async rulesOf(agreementId: string, on: Day, visit: SignedInVisit): Promise<RulesBody> {
    const { rules } = await this.doors
      .open(AgreementRoutes, visit)
      .find(agreementId as AgreementId, { effectiveOn: on });
    return rules;
  }

  private async form(visit: SignedInVisit, state: FormState): Promise<Screen> {
    const words = WORDS[visit.language];
    const choices = await this.choices(visit);
    return screen({
      title: words.title,
      crumbs: [{ href: PATHS.agreements, text: words.agreements }],
      body: (
        <>
          <p class="font-lead">{words.lead(choices.region)}</p>
          <ConcludeForm state={state} choices={choices} />
        </>
      ),
    });
  }

  private async choices(visit: SignedInVisit): Promise<AgreementChoices> {
    const { party: region } = visit.actor;
    const { items } = await this.doors.open(AgreementRoutes, visit).list(new ReadTimesQuery());
    const before = items.filter((agreement) => agreement.region === region).reverse();
    const bound = before[0]?.parties.filter(({ last }) => last === undefined).map(({ party }) => party) ?? [];
    const near = new Set([region, ...this.names.municipalitiesAround(region), ...bound]);
    const everybody = this.names.list();
    const choicesOf = (are: boolean): Choice[] =>
      everybody.flatMap(({ party, name }) => (near.has(party) === are ? [{ value: party, text: name }] : []));
    return { region: this.names.of(region), near: choicesOf(true), others: choicesOf(false), before };
  }
}

const ConcludeForm = ({
  state,
  choices: { near, others, before },
}: {
  state: FormState;
  choices: AgreementChoices;
}): VNode => {
  const words = WORDS[useVisit().language];
  const checked = new Set([state.typed.parties ?? []].flat());
  return (
    <Form
      id="agreement"
      action={REGISTER}
      state={state}
      labels={{
        name: words.name,
        agreementId: words.id,
        first: words.first,
        last: words.last,
        parties: words.parties,
      }}
      submit={words.submit}
    >
      <TextInput name="name" label={words.name} hint={words.nameHint} />
      <TextInput name="agreementId" label={words.id} hint={words.idHint} />
      <DayInput name="first" label={words.first} />
      <DayInput name="last" label={words.last} />
      <Select
        name={RULES_OF}
        label={words.rules}
        hint={words.rulesHint}
        none={words.byDefault}
        optional
        unmarked
        choices={before.map(({ agreementId, name }) => ({ value: agreementId, text: words.asIn(name) }))}
        value={typedText(state.typed, RULES_OF)}
      />
      <Checkboxes name="parties" label={words.parties} choices={near}>
        {others.length > 0 && (
          <More summary={words.otherParties} open={others.some(({ value }) => checked.has(value))}>
            <Boxes name="parties" choices={others} />
          </More>
        )}
      </Checkboxes>
    </Form>
  );
};
