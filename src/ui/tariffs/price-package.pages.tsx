import { Body, Get, Inject, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { CalculateTariffRoute } from '../../calculations/calculate-tariff';
import { CalculatePackageBody } from '../../calculations/calculation-body';
import { CalculationRoutes } from '../../calculations/calculation.routes';
import type { CalculationView } from '../../calculations/calculation.views';
import { calculationsAccess } from '../../calculations/calculations.access';
import { firstDayOfYear } from '../../calculations/cost-price.calculation';
import type { OfferingId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam } from '../../platform/http/parameters';
import { TariffRoutes } from '../../tariffs/tariff.routes';
import { ADD_FIELD, AddRow, EnterButton } from '../components/add-row';
import { FaultText } from '../components/faults';
import { type Choice, DayInput, Form, Select, TextArea, TextInput } from '../components/form';
import { More } from '../components/notes';
import { Confirm } from '../components/previewed';
import { Doors } from '../frame/doors';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { rowsIn } from '../frame/typed-rows';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { paragraph } from '../frame/words';
import { OfferingSteps } from '../offerings/offering-steps';
import { calculationAddress, calculationsOf, packagesOf } from './calculation-standing';
import { CalculatedPrice, CalculationSteps } from './calculation-steps';
import { crumbsOf } from './change-tariff.pages';
import { type Found, priceChoices } from './price-choice';
import { bodyOfPackage, emptyPackage, nextPart } from './typed-package';

const WORDS = {
  da: {
    tariffs: 'Takster',
    calculations: 'Takstberegninger',
    title: 'Beregn en pakkepris',
    lead: 'En pakke prissættes af sine ydelsers egne takster og faktureres pr. paragraf (R13).',
    line: 'Pakken sælges under',
    level: 'Pakkens navn',
    levelHint: 'Som »Pakke A«. Det bliver pakkens niveau i takstlisten.',
    validFrom: 'Gælder fra',
    validFromHint: 'Ydelsernes takster er dem, der gælder den dag.',
    parts: 'Ydelser i pakken',
    partsHint: 'Hver ydelse én gang, på det niveau, den sælges på alene. Rækker uden en ydelse tæller ikke med.',
    part: (row: number) => `Ydelse ${row}`,
    choose: 'Vælg',
    add: 'Tilføj en ydelse',
    soldAt: 'Pakkens pris pr. dag, hvis den ikke er summen',
    soldAtHint: 'Aldrig over summen ud over afrunding til hele kroner (R13, R17); den deles på ydelserne.',
    note: 'Bemærkning',
    personal: 'Skriv ingen personoplysninger.',
    show: 'Se, hvad pakken koster',
    again: 'Regn igen',
    preview: 'Sådan bliver prisen',
    previewText: 'Intet er registreret endnu, og en beregning fastsætter ingen takst (R1).',
    record: 'Registrer beregningen',
    steps: 'Sådan er den regnet ud, trin for trin',
    mend: 'Ret pakken',
  },
  en: {
    tariffs: 'Tariffs',
    calculations: 'Calculations',
    title: 'Calculate a package price',
    lead: 'A package is priced from the tariffs of its services and invoiced by paragraph (R13).',
    line: 'The package is sold under',
    level: 'Name of the package',
    levelHint: 'Such as “Pakke A”. It becomes the level of the package in the price list.',
    validFrom: 'Holds from',
    validFromHint: 'The tariffs of the services are those in force that day.',
    parts: 'Services of the package',
    partsHint: 'Each service once, at the level that it is sold at on its own. Rows without a service do not count.',
    part: (row: number) => `Service ${row}`,
    choose: 'Choose',
    add: 'Add a service',
    soldAt: 'Price of the package a day, where it is not the sum',
    soldAtHint: 'Never above the sum but for rounding to whole kroner (R13, R17); it is shared on the services.',
    note: 'Remark',
    personal: 'Write no personal data.',
    show: 'See what the package costs',
    again: 'Calculate again',
    preview: 'What the price becomes',
    previewText: 'Nothing has been recorded, and a calculation sets no tariff (R1).',
    record: 'Record the calculation',
    steps: 'How it was reckoned, step by step',
    mend: 'Mend the package',
  },
};

const AT = `${PATHS.offerings}/:offeringId/package-calculations`;
const FORM_ID = 'package';

/** Journey 4: the price of a package, from the prices of its services (R13). */
@Pages()
export class PricePackagePages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly steps: OfferingSteps,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${AT}/new`)
  @Allowed(calculationsAccess.calculatePackage)
  ask(@IdParam('offeringId') id: OfferingId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    const nextYear = Number(this.clock.today().slice(0, 4)) + 1;
    return this.again(id, visit, freshForm({ ...emptyPackage(), validFrom: firstDayOfYear(nextYear) }));
  }

  @Post(`${AT}/preview`)
  @Allowed(calculationsAccess.previewPackageCalculation)
  preview(
    @IdParam('offeringId') id: OfferingId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const { [ADD_FIELD]: added, ...typed } = form;
    if (added !== undefined) return this.again(id, visit, freshForm({ ...typed, [nextPart(typed)]: '' }));
    return this.take(id, form, visit, async (body) => {
      const preview = await this.doors.open(CalculateTariffRoute, visit).previewPackage(id, body, visit.actor);
      return this.again(id, visit, freshForm(form), preview);
    });
  }

  @Post(AT)
  @Allowed(calculationsAccess.calculatePackage)
  record(
    @IdParam('offeringId') id: OfferingId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.take(id, form, visit, async (body) => {
      const route = this.doors.open(CalculateTariffRoute, visit);
      const { calculationId, position } = await route.calculatePackage(id, body, visit.actor);
      return new SeeOther(calculationAddress({ offeringId: id, calculationId }), { position });
    });
  }

  private take(
    id: OfferingId,
    form: TypedForm,
    visit: SignedInVisit,
    send: (body: CalculatePackageBody) => Promise<PageAnswer>,
  ): Promise<PageAnswer> {
    const { form: body, asTyped } = bodyOfPackage(form);
    return this.forms.take(visit, CalculatePackageBody, body, send, (state) =>
      this.again(id, visit, { ...state, typed: form, faults: asTyped(state.faults) }),
    );
  }

  private async again(
    id: OfferingId,
    visit: SignedInVisit,
    state: FormState,
    preview?: CalculationView,
  ): Promise<Screen> {
    const words = WORDS[visit.language];
    const [offering, { items: calculations }, { items: tariffs }] = await Promise.all([
      this.steps.offering(id, visit, calculationsAccess.calculatePackage),
      this.doors.open(CalculationRoutes, visit).list(id, {}),
      this.doors.open(TariffRoutes, visit).list(id, {}),
    ]);
    const action = packagesOf(id);
    return screen({
      title: words.title,
      crumbs: [...crumbsOf(offering, words.tariffs), { href: calculationsOf(id), text: words.calculations }],
      body: (
        <>
          <p class="font-lead">{words.lead}</p>
          {preview !== undefined && (
            <>
              <section class="panel">
                <h2>{words.preview}</h2>
                <p>{words.previewText}</p>
                <CalculatedPrice of={preview} />
                <Confirm action={action} typed={state.typed} submit={words.record} />
              </section>
              <More summary={words.steps} open>
                <CalculationSteps of={preview} under />
              </More>
              <h2>{words.mend}</h2>
            </>
          )}
          <PackageForm
            found={{ offering, calculations, tariffs }}
            action={`${action}/preview`}
            state={state}
            previewed={preview !== undefined}
          />
        </>
      ),
    });
  }
}

const PackageForm = ({
  found,
  action,
  state,
  previewed,
}: {
  found: Found;
  action: string;
  state: FormState;
  previewed: boolean;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const rows = rowsIn(state.typed, 'parts');
  const ofParts = state.faults.find(({ field }) => field === 'parts');
  const parts = `${FORM_ID}-parts`;
  return (
    <Form
      id={FORM_ID}
      action={action}
      state={state}
      labels={{
        serviceLineId: words.line,
        level: words.level,
        validFrom: words.validFrom,
        parts: words.parts,
        soldAtOre: words.soldAt,
        note: words.note,
        ...Object.fromEntries(rows.map((at) => [`parts.${at}.price`, words.part(at + 1)])),
      }}
      submit={previewed ? words.again : words.show}
      tone={previewed ? 'secondary' : 'primary'}
    >
      <EnterButton>{words.show}</EnterButton>
      <TextInput name="level" label={words.level} hint={words.levelHint} />
      <Select
        name="serviceLineId"
        label={words.line}
        choices={found.offering.serviceLines.map(({ serviceLineId, name }): Choice => ({
          value: serviceLineId,
          text: `${paragraph(serviceLineId)} ${name}`,
        }))}
      />
      <DayInput name="validFrom" label={words.validFrom} hint={words.validFromHint} />
      <fieldset class="tariff-parts" id={parts} tabIndex={-1} aria-describedby={ofParts && `${parts}-error`}>
        <legend class="h3">{words.parts}</legend>
        <p class="form-hint">{words.partsHint}</p>
        <FaultText id={parts} fault={ofParts} label={words.parts} />
        {rows.map((at) => (
          <Select
            name={`parts.${at}.price`}
            label={words.part(at + 1)}
            none={words.choose}
            optional
            unmarked
            choices={priceChoices(found, language)}
          />
        ))}
        <AddRow of="parts" action={action} to={`${FORM_ID}-${nextPart(state.typed)}`}>
          {words.add}
        </AddRow>
      </fieldset>
      <TextInput
        name="soldAtOre"
        label={words.soldAt}
        hint={words.soldAtHint}
        suffix="kr."
        inputMode="decimal"
        optional
      />
      <TextArea name="note" label={words.note} hint={words.personal} rows={2} optional />
    </Form>
  );
};
