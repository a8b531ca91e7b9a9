import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { CalculatedTariffBody } from '../../calculations/calculated-tariff-body';
import { CalculationRoutes } from '../../calculations/calculation.routes';
import type { CalculationView } from '../../calculations/calculation.views';
import { calculationsAccess } from '../../calculations/calculations.access';
import {
  type CalculatedTariffPreviewView,
  PreviewCalculatedTariffRoute,
} from '../../calculations/preview-calculated-tariff';
import { SetCalculatedTariffRoute } from '../../calculations/set-calculated-tariff';
import type { CalculationId, OfferingId } from '../../kernel/vocabulary';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { Allowed } from '../../platform/auth/allowed.decorator';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam } from '../../platform/http/parameters';
import { CAP_REASONS } from '../../tariffs/tariff.events';
import type { TariffView } from '../../tariffs/tariff-view';
import { TariffRoutes } from '../../tariffs/tariff.routes';
import { DayInput, Form, Select } from '../components/form';
import { FaultSummary } from '../components/faults';
import { Facts } from '../components/notes';
import { Confirm } from '../components/previewed';
import { REASON_LABEL, ReasonField } from '../components/reason-field';
import { Typed } from '../components/typed';
import { Doors } from '../frame/doors';
import { danishKroner, dayText, shareText } from '../frame/formats';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS, TARIFFS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { paragraph } from '../frame/words';
import { runningPlacements } from '../placements/running-placements';
import { calculationAddress, calculationsOf, isOpen, settingAddress, StandingNote } from './calculation-standing';
import { Adjusted } from './closed-months-adjusted';
import { Measured, RunningOn } from './tariff-preview';
import { CAP_REASON_WORDS } from './tariff-words';

const WORDS = {
  da: {
    tariffs: 'Takster',
    calculations: 'Takstberegninger',
    calculation: 'Beregning',
    title: (year: number) => `Gør beregningen for ${year} til en takst`,
    lead: 'Taksten bliver den beregnede pris og peger på beregningen. Den kan bruges én gang.',
    line: 'Ydelse og niveau',
    level: 'niveau',
    price: 'Pris pr. dag',
    hour: 'Pris pr. time',
    occupancy: 'Budgetteret belægning',
    corrects: 'Som hvad',
    correctsHint: 'En takst, der allerede gælder, kan kun rettes; rettelsen gælder fra dens egen første dag (R38).',
    anew: 'En ny takst',
    correction: (day: string) => `Ret taksten, der gælder fra ${day}`,
    validFrom: 'Gælder fra',
    validFromHint: 'Tomt: beregningens egen første dag. En rettelse følger den takst, den retter.',
    capReason: 'Grund, hvis prisen går over takstloftet (R19)',
    noReason: 'Ingen',
    show: 'Se, hvad det fører til',
    again: 'Se igen',
    preview: 'Sådan bliver taksten',
    was: 'Pris pr. dag indtil da',
    wrong: 'Pris pr. dag, som den står',
    becomes: (day: string) => `Pris pr. dag fra ${day}`,
    set: 'Fastsæt taksten',
    correct: 'Ret taksten',
  },
  en: {
    tariffs: 'Tariffs',
    calculations: 'Calculations',
    calculation: 'Calculation',
    title: (year: number) => `Make a tariff of the calculation for ${year}`,
    lead: 'The tariff becomes the calculated price and refers to the calculation, which can be used once.',
    line: 'Service and level',
    level: 'level',
    price: 'Price a day',
    hour: 'Price an hour',
    occupancy: 'Budgeted occupancy',
    corrects: 'As what',
    correctsHint: 'A tariff in force can only be corrected; the correction holds from its own first day (R38).',
    anew: 'A new tariff',
    correction: (day: string) => `Correct the tariff that holds from ${day}`,
    validFrom: 'Holds from',
    validFromHint: 'Empty: the calculation’s own first day. A correction follows the tariff it corrects.',
    capReason: 'Why, if the price goes above the cap (R19)',
    noReason: 'None',
    show: 'See what it leads to',
    again: 'See again',
    preview: 'What the tariff becomes',
    was: 'Price a day until then',
    wrong: 'Price a day as it stands',
    becomes: (day: string) => `Price a day from ${day}`,
    set: 'Set the tariff',
    correct: 'Correct the tariff',
  },
};

const AT = `${PATHS.offerings}/:offeringId/tariff-calculations/:calculationId/tariff`;

interface Found {
  readonly calculation: CalculationView;
  readonly offering: string;
  /** The tariff that was made of it, where one was. */
  readonly made: TariffView | undefined;
  /** Versions of the level that none has taken the place of, the latest first. */
  readonly versions: readonly TariffView[];
}

/** A calculation becomes a tariff, after a look at what that leads to (R10, R19, R38). */
@Pages()
export class SetCalculatedTariffPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(AT)
  @Allowed(calculationsAccess.setCalculatedTariff)
  async ask(
    @IdParam('offeringId') offeringId: OfferingId,
    @IdParam('calculationId') id: CalculationId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    const found = await this.find(offeringId, id, visit);
    const { calculation, versions } = found;
    // What begins on the calculation's own day is what it was made to put right.
    const same = versions.find(({ validFrom }) => validFrom === `${calculation.year}-01-01`);
    return this.form(found, visit, freshForm({ corrects: same?.tariffId ?? '', capReason: capReasonOf(calculation) }));
  }

  @Post(`${AT}/preview`)
  @Allowed(calculationsAccess.previewCalculatedTariff)
  preview(
    @IdParam('offeringId') offeringId: OfferingId,
    @IdParam('calculationId') id: CalculationId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.take(offeringId, id, form, visit, async (body) => {
      const route = this.doors.open(PreviewCalculatedTariffRoute, visit);
      const preview = await route.preview(offeringId, id, body, visit.actor);
      const found = await this.find(offeringId, id, visit);
      const running = await runningPlacements(this.doors, visit, found.calculation);
      const name = this.names.all();
      const action = settingAddress(found.calculation);
      return this.form(
        found,
        visit,
        freshForm(form),
        <section class="panel">
          <Preview of={preview} />
          {preview.adjustments && <Adjusted adjustments={preview.adjustments} name={name} />}
          <RunningOn placements={running} name={name} />
          <Confirm
            action={action}
            typed={form}
            submit={WORDS[visit.language][preview.adjustments ? 'correct' : 'set']}
          />
        </section>,
      );
    });
  }

  @Post(AT)
  @Allowed(calculationsAccess.setCalculatedTariff)
  set(
    @IdParam('offeringId') offeringId: OfferingId,
    @IdParam('calculationId') id: CalculationId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.take(offeringId, id, form, visit, async (body) => {
      const route = this.doors.open(SetCalculatedTariffRoute, visit);
      const { position } = await route.set(offeringId, id, body, visit.actor);
      return new SeeOther(calculationsOf(offeringId), { position });
    });
  }

  private take(
    offeringId: OfferingId,
    id: CalculationId,
    form: TypedForm,
    visit: SignedInVisit,
    send: (body: CalculatedTariffBody) => Promise<PageAnswer>,
  ): Promise<PageAnswer> {
    return this.forms.take(visit, CalculatedTariffBody, form, send, async (state) =>
      this.form(await this.find(offeringId, id, visit), visit, state),
    );
  }

  private async find(offeringId: OfferingId, id: CalculationId, visit: SignedInVisit): Promise<Found> {
    const [{ name }, calculation, { items }] = await Promise.all([
      this.doors.open(OfferingRoutes, visit).find(offeringId, {}),
      this.doors.open(CalculationRoutes, visit).get(offeringId, id, {}),
      this.doors.open(TariffRoutes, visit).list(offeringId, {}),
    ]);
    const { serviceLineId, level } = calculation;
    const made = items.find(({ calculationId }) => calculationId === id);
    const versions = items.filter((each) => each.serviceLineId === serviceLineId && each.level === level);
    return { calculation, offering: name, made, versions: versions.filter(holds).sort(latestFirst) };
  }

  private form(found: Found, { language }: SignedInVisit, state: FormState, previewed?: VNode): Screen {
    const words = WORDS[language];
    const { calculation, offering } = found;
    const at = `${PATHS.offerings}/${calculation.offeringId}`;
    return screen({
      title: words.title(calculation.year),
      crumbs: [
        { href: TARIFFS.all, text: words.tariffs },
        { href: at, text: offering },
        { href: calculationsOf(calculation.offeringId), text: words.calculations },
        { href: calculationAddress(calculation), text: words.calculation },
      ],
      body: (
        <>
          <p class="font-lead">{words.lead}</p>
          {previewed}
          <Calculated of={calculation} />
          {isOpen({ of: calculation, made: found.made }) ? (
            <AskForm found={found} state={state} previewed={previewed !== undefined} />
          ) : (
            <>
              <FaultSummary id="calculated" state={state} labels={{}} />
              <StandingNote of={calculation} made={found.made} />
            </>
          )}
        </>
      ),
    });
  }
}

/** Why the price goes above the cap, where that was said when it was calculated. */
const capReasonOf = ({ warnings }: CalculationView): string =>
  warnings.find(({ code }) => code === 'ABOVE_TARIFF_CAP')?.reason ?? '';

const holds = ({ supersededBy }: TariffView): boolean => supersededBy === undefined;
const latestFirst = (one: TariffView, other: TariffView): number => (one.validFrom < other.validFrom ? 1 : -1);

const Preview = ({ of }: { of: CalculatedTariffPreviewView }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <>
      <h2>{words.preview}</h2>
      <Measured
        preview={of}
        was={of.adjustments ? words.wrong : words.was}
        becomes={words.becomes(dayText(of.validFrom, language))}
      />
    </>
  );
};

const Calculated = ({ of }: { of: CalculationView }): VNode => {
  const words = WORDS[useVisit().language];
  const { serviceLineId, level, dayPriceOre, hourPriceOre, budgetedOccupancyBp } = of;
  return (
    <Facts
      entries={[
        {
          term: words.line,
          value: (
            <>
              {paragraph(serviceLineId)}, {words.level} <Typed>{level}</Typed>
            </>
          ),
        },
        { term: words.price, value: danishKroner(dayPriceOre) },
        hourPriceOre !== undefined && { term: words.hour, value: danishKroner(hourPriceOre) },
        budgetedOccupancyBp !== undefined && { term: words.occupancy, value: shareText(budgetedOccupancyBp) },
      ]}
    />
  );
};

const AskForm = ({
  found: { calculation, versions },
  state,
  previewed,
}: {
  found: Found;
  state: FormState;
  previewed: boolean;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <Form
      id="calculated"
      action={`${settingAddress(calculation)}/preview`}
      state={state}
      labels={{
        corrects: words.corrects,
        validFrom: words.validFrom,
        reason: REASON_LABEL[language],
        capReason: words.capReason,
      }}
      submit={previewed ? words.again : words.show}
      tone={previewed ? 'secondary' : 'primary'}
    >
      <Select
        name="corrects"
        label={words.corrects}
        hint={words.correctsHint}
        none={words.anew}
        optional
        unmarked
        choices={versions.map(({ tariffId, validFrom }) => ({
          value: tariffId,
          text: words.correction(dayText(validFrom, language)),
        }))}
      />
      <DayInput name="validFrom" label={words.validFrom} hint={words.validFromHint} optional />
      <ReasonField />
      <Select
        name="capReason"
        label={words.capReason}
        none={words.noReason}
        optional
        choices={CAP_REASONS.map((reason) => ({ value: reason, text: CAP_REASON_WORDS[reason][language] }))}
      />
    </Form>
  );
};
