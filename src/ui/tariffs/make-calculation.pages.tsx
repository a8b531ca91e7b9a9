import { Body, Get, Inject, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { CalculateTariffRoute } from '../../calculations/calculate-tariff';
import { CalculateTariffBody } from '../../calculations/calculation-body';
import { CalculationRoutes } from '../../calculations/calculation.routes';
import type { CalculationView } from '../../calculations/calculation.views';
import { calculationsAccess } from '../../calculations/calculations.access';
import { lastDayOfYear } from '../../calculations/cost-price.calculation';
import { type CalculationGroundsView, GetGroundsRoute, GroundsQuery } from '../../calculations/get-grounds';
import { asOre } from '../../kernel/money';
import type { Language } from '../../kernel/messages';
import type { OfferingId } from '../../kernel/vocabulary';
import type { OfferingView } from '../../offerings/offering-view';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam } from '../../platform/http/parameters';
import type { FieldFault } from '../../platform/http/problem';
import { dayPrice } from '../../tariffs/tariff-warnings.calculation';
import { TariffRoutes } from '../../tariffs/tariff.routes';
import { ADD_FIELD } from '../components/add-row';
import { Alert, More } from '../components/notes';
import { Confirm, typedText } from '../components/previewed';
import { Typed } from '../components/typed';
import { Doors } from '../frame/doors';
import { danishKroner } from '../frame/formats';
import { Forms, type FormState, freshForm, isRefused } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { levelText, paragraph } from '../frame/words';
import { OfferingSteps } from '../offerings/offering-steps';
import { CalculationForm } from './calculation-form';
import type { CalculationSubject } from './calculation-part';
import { calculationAddress, calculationsOf, makingAddress, PRICE_FIELD } from './calculation-standing';
import { CalculatedPrice, CalculationSteps, Unusual } from './calculation-steps';
import { crumbsOf } from './change-tariff.pages';
import {
  type AskedPrice,
  askedPrice,
  type Found,
  inChoice,
  levelsOf,
  NEW_LEVEL_FIELD,
  PriceChoice,
} from './price-choice';
import { ADDED, beginningFrom, bodyOfCalculation, withRow } from './typed-calculation';

const WORDS = {
  da: {
    tariffs: 'Takster',
    calculations: 'Takstberegninger',
    choose: 'Beregn en takst',
    other: 'Vælg en anden ydelse, et andet niveau eller et andet år',
    title: (year: number) => `Beregn taksten for ${year}`,
    begunFrom: (year: number) => `Udfyldt efter beregningen for ${year}`,
    begunFromText:
      'Omkostninger, indtægter, niveauets egne pladser og timer er dens: ret dem til årets budget. Efterregulering og belægning er som bogen har dem i dag.',
    replaces: (year: number) => `Der er allerede en beregning for ${year}.`,
    replacesText: 'Den er udfyldt her. En ny tager dens plads, og den gamle står stadig.',
    seeOld: 'Se beregningen',
    preview: 'Sådan bliver taksten',
    previewText: 'Intet er registreret endnu, og en beregning fastsætter ingen takst (R1).',
    before: (year: number) => `Pris pr. dag ${year}`,
    change: 'Ændring',
    regulation: 'Heraf efterregulering (R22)',
    limit: 'Højst efter takstloftet (R19)',
    unusual: 'Det hindrer ingen i at registrere beregningen (R1). En grund kan skrives herunder.',
    none: 'Beregningen giver ingen bemærkninger.',
    record: 'Registrer beregningen',
    steps: 'Sådan er den regnet ud, trin for trin',
    mend: 'Ret tallene',
  },
  en: {
    tariffs: 'Tariffs',
    calculations: 'Calculations',
    choose: 'Calculate a tariff',
    other: 'Choose another service, level or year',
    title: (year: number) => `Calculate the tariff for ${year}`,
    begunFrom: (year: number) => `Filled in from the calculation for ${year}`,
    begunFromText:
      'Costs, income, the level’s own places and hours are its: mend them to the budget of the year. Regulation and occupancy are as the ledger has them today.',
    replaces: (year: number) => `There is a calculation for ${year} already.`,
    replacesText: 'It is filled in here. A new one takes its place, and the old one still stands.',
    seeOld: 'See the calculation',
    preview: 'What the tariff becomes',
    previewText: 'Nothing has been recorded, and a calculation sets no tariff (R1).',
    before: (year: number) => `Price a day ${year}`,
    change: 'Change',
    regulation: 'Regulation in it (R22)',
    limit: 'At most under the cap (R19)',
    unusual: 'It hinders nobody from recording the calculation (R1). A reason can be given below.',
    none: 'There is nothing to remark.',
    record: 'Record the calculation',
    steps: 'How it was reckoned, step by step',
    mend: 'Mend the figures',
  },
};

const AT = `${PATHS.offerings}/:offeringId/tariff-calculations`;

/** Journey 4: a tariff calculated from its budget, looked at before it is recorded (R10–R17, R19, R22). */
@Pages()
export class MakeCalculationPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly steps: OfferingSteps,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${AT}/new`)
  @Allowed(calculationsAccess.calculateTariff)
  async ask(@IdParam('offeringId') id: OfferingId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    const found = await this.find(id, visit);
    const { query } = visit;
    const price = query.get(PRICE_FIELD);
    if (price === null) return this.choice(found, visit, []);
    const asked = askedPrice(price, query.get(NEW_LEVEL_FIELD) ?? '', query.get('year') ?? '');
    const looked = await this.look(id, asked, visit);
    if (!('answer' in looked)) return this.choice(found, visit, looked.faults, looked.refusal);
    const subject = subjectOf(found, asked, looked.answer);
    return this.form(found, subject, visit, freshForm(beginningFrom(subject.grounds, subject.year, subject.last)));
  }

  @Post(`${AT}/preview`)
  @Allowed(calculationsAccess.previewTariffCalculation)
  preview(
    @IdParam('offeringId') id: OfferingId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const added = ADDED.find((each) => each === form[ADD_FIELD]);
    if (added !== undefined) return this.again(id, visit, freshForm(withRow(form, added)));
    return this.take(id, form, visit, async (body) => {
      const preview = await this.doors.open(CalculateTariffRoute, visit).preview(id, body, visit.actor);
      return this.again(id, visit, freshForm(form), preview);
    });
  }

  @Post(AT)
  @Allowed(calculationsAccess.calculateTariff)
  record(
    @IdParam('offeringId') id: OfferingId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.take(id, form, visit, async (body) => {
      const route = this.doors.open(CalculateTariffRoute, visit);
      const { calculationId, position } = await route.calculate(id, body, visit.actor);
      return new SeeOther(calculationAddress({ offeringId: id, calculationId }), { position });
    });
  }

  private take(
    id: OfferingId,
    form: TypedForm,
    visit: SignedInVisit,
    send: (body: CalculateTariffBody) => Promise<PageAnswer>,
  ): Promise<PageAnswer> {
    const { form: body, asTyped } = bodyOfCalculation(form);
    return this.forms.take(visit, CalculateTariffBody, body, send, (state) =>
      this.again(id, visit, { ...state, typed: form, faults: asTyped(state.faults) }),
    );
  }

  private async again(
    id: OfferingId,
    visit: SignedInVisit,
    state: FormState,
    preview?: CalculationView,
  ): Promise<Screen> {
    const found = await this.find(id, visit);
    const [line, level, year] = ['serviceLineId', 'level', 'year'].map((field) => typedText(state.typed, field));
    const asked = { serviceLineId: line ?? '', level: level ?? '', year: year ?? '' };
    const looked = await this.look(id, asked, visit);
    if (!('answer' in looked)) return this.choice(found, visit, looked.faults, looked.refusal);
    return this.form(found, subjectOf(found, asked, looked.answer), visit, state, preview);
  }

  private look(id: OfferingId, asked: AskedPrice, visit: SignedInVisit) {
    return this.forms.look(visit, GroundsQuery, { ...asked }, (query) =>
      this.doors.open(GetGroundsRoute, visit).grounds(id, query, visit.actor),
    );
  }

  private async find(id: OfferingId, visit: SignedInVisit): Promise<Found> {
    const [offering, { items: calculations }, { items: tariffs }] = await Promise.all([
      this.steps.offering(id, visit, calculationsAccess.calculateTariff),
      this.doors.open(CalculationRoutes, visit).list(id, {}),
      this.doors.open(TariffRoutes, visit).list(id, {}),
    ]);
    return { offering, calculations, tariffs };
  }

  private choice(found: Found, visit: SignedInVisit, faults: readonly FieldFault[], refusal?: string): Screen {
    const words = WORDS[visit.language];
    const { offering } = found;
    return screen({
      title: words.choose,
      crumbs: [
        ...crumbsOf(offering, words.tariffs),
        { href: calculationsOf(offering.offeringId), text: words.calculations },
      ],
      body: (
        <PriceChoice
          found={found}
          state={{ typed: {}, faults: faults.map(inChoice), refusal }}
          year={Number(this.clock.today().slice(0, 4)) + 1}
        />
      ),
    });
  }

  private form(
    found: Found,
    subject: CalculationSubject,
    { language }: SignedInVisit,
    state: FormState,
    preview?: CalculationView,
  ): Screen {
    const words = WORDS[language];
    const { offering } = found;
    const action = calculationsOf(offering.offeringId);
    return screen({
      title: words.title(subject.year),
      crumbs: [...crumbsOf(offering, words.tariffs), { href: action, text: words.calculations }],
      body: (
        <>
          <p class="font-lead">
            <Typed>{lineText(offering, subject, language)}</Typed>
          </p>
          {preview === undefined ? (
            <Lead found={found} subject={subject} told={!isRefused(state)} />
          ) : (
            <>
              <section class="panel">
                <h2>{words.preview}</h2>
                <p>{words.previewText}</p>
                <CalculatedPrice of={preview} compared={comparedWith(found, subject, preview, words)} />
                {preview.warnings.length === 0 ? <p>{words.none}</p> : <Unusual of={preview} hint={words.unusual} />}
                <Confirm action={action} typed={state.typed} submit={words.record} />
                <p>
                  <a href="#mend">{words.mend}</a>
                </p>
              </section>
              <More summary={words.steps} open>
                <CalculationSteps of={preview} under />
              </More>
              <h2 id="mend">{words.mend}</h2>
            </>
          )}
          <CalculationForm
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

const subjectOf = (
  { offering: { offeringId }, calculations, tariffs }: Found,
  { serviceLineId, level, year: typed }: AskedPrice,
  grounds: CalculationGroundsView,
): CalculationSubject => {
  const year = Number(typed);
  return {
    offeringId,
    serviceLineId,
    level,
    year,
    grounds,
    last: lastBefore(calculations, serviceLineId, level, year)?.sent,
    shared: levelsOf(serviceLineId, tariffs, calculations).some((each) => each !== level),
  };
};

/** The latest calculation of the level by that year that stands. */
const lastBefore = (
  calculations: readonly CalculationView[],
  line: string,
  level: string,
  year: number,
): CalculationView | undefined =>
  calculations
    .filter((each) => each.kind === 'TARIFF' && each.serviceLineId === line && each.level === level)
    .filter((each) => each.replacedBy === undefined && each.year <= year)
    .reduce<CalculationView | undefined>((last, each) => (last && last.year > each.year ? last : each), undefined);

const lineText = (
  { name, serviceLines }: OfferingView,
  { serviceLineId, level }: CalculationSubject,
  language: Language,
): string => {
  const line = serviceLines.find((each) => each.serviceLineId === serviceLineId);
  return `${name}, ${paragraph(serviceLineId)} ${line?.name ?? ''}, ${levelText(level, language)}`;
};

const comparedWith = (
  { tariffs }: Found,
  { serviceLineId, level, year, grounds }: CalculationSubject,
  { dayPriceOre, regulationShareOre = asOre(0) }: CalculationView,
  words: (typeof WORDS)['da'],
) => {
  const day = lastDayOfYear(year - 1);
  const before = tariffs.find(
    (each) =>
      each.serviceLineId === serviceLineId &&
      each.level === level &&
      each.supersededBy === undefined &&
      each.validFrom <= day &&
      (each.validTo === undefined || day <= each.validTo),
  );
  const price = before === undefined ? undefined : dayPrice(before.components);
  return [
    ...(price === undefined ? [] : [{ term: words.before(year - 1), value: danishKroner(price) }]),
    ...(price === undefined || price === 0
      ? []
      : [{ term: words.change, value: changeText((dayPriceOre - price) / price) }]),
    ...(regulationShareOre === 0 ? [] : [{ term: words.regulation, value: danishKroner(regulationShareOre) }]),
    ...(grounds.capLimitOre === undefined ? [] : [{ term: words.limit, value: danishKroner(grounds.capLimitOre) }]),
  ];
};

/** +3,5 % */
const changeText = (change: number): string => {
  const percent = (change * 100).toFixed(1).replace('.', ',').replace('-', '−');
  return `${change > 0 ? '+' : ''}${percent}\u00a0%`;
};

/** Where the form was begun from, and what recording would take the place of. */
const Lead = ({
  found: { calculations },
  subject: { offeringId, serviceLineId, level, year, grounds },
  told,
}: {
  found: Found;
  subject: CalculationSubject;
  /** Not while there is something to mend. */
  told: boolean;
}): VNode => {
  const words = WORDS[useVisit().language];
  const last = lastBefore(calculations, serviceLineId, level, year);
  return (
    <>
      <p>
        <a href={makingAddress({ offeringId })}>{words.other}</a>
      </p>
      {told && last !== undefined && (
        <Alert
          tone={grounds.replaces === undefined ? 'info' : 'warning'}
          heading={grounds.replaces === undefined ? words.begunFrom(last.year) : words.replaces(year)}
        >
          <p>
            {grounds.replaces === undefined ? words.begunFromText : words.replacesText}{' '}
            <a href={calculationAddress(last)}>{words.seeOld}</a>
          </p>
        </Alert>
      )}
    </>
  );
};
