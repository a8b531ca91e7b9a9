import { randomUUID } from 'node:crypto';
import { Body, Get, Inject, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Day, isDay } from '../../kernel/calendar';
import { offeringId as asOfferingId, type OfferingId, type PartyCode } from '../../kernel/vocabulary';
import type { OfferingView, ServiceLineView } from '../../offerings/offering-view';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { PAYER_GROUNDS } from '../../placements/place-book.events';
import { placementsAccess } from '../../placements/placements.access';
import { ReservePlaceBody, ReservePlaceRoute } from '../../placements/reserve-place';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam } from '../../platform/http/parameters';
import { invalidRequest } from '../../platform/http/problem';
import { scalarFault } from '../../platform/http/reading';
import { uuid } from '../../platform/http/scalars';
import { dayPrice } from '../../tariffs/tariff-warnings.calculation';
import type { TariffView } from '../../tariffs/tariff-view';
import { unitWords } from '../../tariffs/tariff.words';
import { TariffRoutes } from '../../tariffs/tariff.routes';
import { Typed } from '../components/typed';
import { Checkboxes, DayInput, Form, Select, TextInput } from '../components/form';
import { Alert, Facts, More } from '../components/notes';
import { agreementBetween, noAgreementText } from './agreement-between';
import { citizenIn } from '../find/citizen-in-search';
import { Doors } from '../frame/doors';
import { danishKroner, dayText } from '../frame/formats';
import { concerns, Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { withHundredths } from '../frame/typed-amounts';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { paragraphWithName, PAYER_GROUND_WORDS } from '../frame/words';

const WORDS = {
  da: {
    title: (name: string) => `Reserver en plads på ${name}`,
    find: 'Find en plads',
    lead: 'Driftsherren får besked og skal bekræfte eller afslå. Pladsen er jeres, indtil reservationen udløber.',
    offering: 'Tilbud',
    line: 'Ydelse',
    operator: 'Driftsherre',
    firstDay: 'Første dag',
    plannedLastDay: 'Sidste dag, hvis opholdet er tidsbegrænset',
    level: 'Niveau',
    levelHint: (day: string) => `Priser, der gælder ${day}.`,
    none: 'Vælg',
    aDay: (level: string, price: string, unit: string) => `${level}: ${price} pr. ${unit}`,
    noTariff: 'Der er ingen pris på den dag, så pladsen kan ikke købes.',
    citizenRef: 'Borgerens reference',
    citizenHint:
      'Aldrig et CPR-nummer. Pladsbog har dannet en reference til en ny borger; har borgeren en, så brug den: Den står under Borgere.',
    supplements: 'Tillæg, der skal betales',
    hoursPerDay: 'Timer pr. dag',
    hoursHint: 'For ydelser, der betales pr. time, som 2,5.',
    daysPerWeek: 'Dage om ugen',
    daysHint: 'For dagtilbud på deltid.',
    others: 'En anden betaler, eller en anden frist for svar',
    payer: 'Betaler',
    own: 'Jeres egen kommune',
    payerGround: 'Hvorfor betaler en anden?',
    payerGroundHint: 'Betaler en anden kommune efter aftale, så foreslå den som betaler, når pladsen er købt.',
    noGround: 'Ingen grund',
    expiresOn: 'Sidste dag for svar',
    expiresHint: 'Ellers den frist, rammeaftalen giver.',
    submit: 'Reserver',
  },
  en: {
    title: (name: string) => `Reserve a place at ${name}`,
    find: 'Find a place',
    lead: 'The operator is told, and confirms or declines. The place is yours until the reservation lapses.',
    offering: 'Offering',
    line: 'Service',
    operator: 'Operator',
    firstDay: 'First day',
    plannedLastDay: 'Last day, if the stay is limited',
    level: 'Level',
    levelHint: (day: string) => `Prices in force on ${day}.`,
    none: 'Choose',
    aDay: (level: string, price: string, unit: string) => `${level}: ${price} a ${unit}`,
    noTariff: 'There is no price on that day, so the place cannot be bought.',
    citizenRef: 'The citizen’s reference',
    citizenHint:
      'Never a CPR number. Pladsbog has made a reference for a new citizen; if the citizen has one, use it: it stands under Citizens.',
    supplements: 'Supplements to be charged',
    hoursPerDay: 'Hours a day',
    hoursHint: 'For services paid by the hour, such as 2,5.',
    daysPerWeek: 'Days a week',
    daysHint: 'For part-time day places.',
    others: 'Another payer, or another day to answer by',
    payer: 'Payer',
    own: 'Your own municipality',
    payerGround: 'Why does somebody else pay?',
    payerGroundHint: 'If another municipality pays by agreement, propose it as payer once the place is bought.',
    noGround: 'No ground',
    expiresOn: 'Last day for the answer',
    expiresHint: 'Otherwise the time that the framework agreement gives.',
    submit: 'Reserve',
  },
};

/** A payer by agreement is asked once the place is bought, and pays when it has said yes (R9). */
const PAYER_GROUNDS_AT_ONCE = PAYER_GROUNDS.filter((ground) => ground !== 'AGREEMENT');

/** Fields that are folded away until something is typed in one of them, or wrong with it. */
const OTHERS = ['payer', 'payerGround', 'expiresOn'];

/** Journey 3, the first step: a buyer holds a place for a citizen. */
@Pages()
export class ReservePages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${PATHS.offerings}/:offeringId/reserve`)
  @Allowed(placementsAccess.reservePlace)
  ask(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    const from = visit.query.get('from') ?? '';
    const firstDay = isDay(from) ? from : this.clock.today();
    const typed = {
      serviceLineId: visit.query.get('line') ?? '',
      firstDay,
      citizenRef: citizenIn(visit) ?? randomUUID(),
    };
    return this.form(offeringId, visit, freshForm(typed));
  }

  @Post(PATHS.placements)
  @Allowed(placementsAccess.reservePlace)
  reserve(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    const id = form.offeringId;
    if (typeof id !== 'string' || !uuid.check(id)) throw invalidRequest([scalarFault('offeringId', uuid)]);
    return this.forms.take(
      visit,
      ReservePlaceBody,
      withHundredths(form, 'hoursPerDay'),
      async (body) => {
        const answer = await this.doors.open(ReservePlaceRoute, visit).reservePlace(body, visit.actor);
        return new SeeOther(`${PATHS.placements}/${answer.placementId}`, { position: answer.position });
      },
      (state) => this.form(asOfferingId(id), visit, { ...state, typed: form }),
    );
  }

  private async form(offeringId: OfferingId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const words = WORDS[visit.language];
    const offering = await this.doors.open(OfferingRoutes, visit).find(offeringId, {});
    const chosen = offering.serviceLines.find(({ serviceLineId }) => serviceLineId === state.typed.serviceLineId);
    const line = chosen ?? offering.serviceLines[0];
    const typedDay = state.typed.firstDay;
    const on = isDay(typedDay) ? typedDay : this.clock.today();
    const { operator } = offering;
    const [{ items }, agreement] = await Promise.all([
      this.doors.open(TariffRoutes, visit).list(offeringId, { effectiveOn: on }),
      agreementBetween(this.doors, visit, [visit.actor.party, operator], on),
    ]);
    const name = this.names.all();
    return screen({
      title: words.title(offering.name),
      crumbs: [
        { href: PATHS.places, text: words.find },
        { href: `${PATHS.offerings}/${offeringId}`, text: offering.name },
      ],
      body: line && (
        <ReserveForm
          offering={offering}
          line={line}
          on={on}
          state={state}
          tariffs={items.filter(({ serviceLineId }) => serviceLineId === line.serviceLineId)}
          operator={this.names.of(operator)}
          unbound={
            agreement === undefined
              ? noAgreementText(visit.language, name(visit.actor.party), name(operator), dayText(on, visit.language))
              : undefined
          }
          payers={this.names.payers()}
        />
      ),
    });
  }
}

const ReserveForm = ({
  offering,
  line,
  on,
  state,
  tariffs,
  operator,
  unbound,
  payers,
}: {
  offering: OfferingView;
  line: ServiceLineView;
  on: Day;
  state: FormState;
  tariffs: readonly TariffView[];
  operator: string;
  /** Why the place cannot be bought, where no framework agreement binds both. */
  unbound: string | undefined;
  payers: readonly { readonly party: PartyCode; readonly name: string }[];
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const components = tariffs.flatMap((tariff) => tariff.components);
  const supplements = [...new Set(components.filter(({ kind }) => kind === 'SUPPLEMENT').map(({ code }) => code))];
  const unit = unitWords('DAY', line.legalBasis)[language];
  const labels = {
    firstDay: words.firstDay,
    plannedLastDay: words.plannedLastDay,
    level: words.level,
    ...(supplements.length > 0 ? { supplements: words.supplements } : {}),
    citizenRef: words.citizenRef,
    hoursPerDay: words.hoursPerDay,
    daysPerWeek: words.daysPerWeek,
    payer: words.payer,
    payerGround: words.payerGround,
    expiresOn: words.expiresOn,
  };
  return (
    <>
      <p class="font-lead">{words.lead}</p>
      <Facts
        entries={[
          { term: words.offering, value: <Typed>{offering.name}</Typed> },
          { term: words.line, value: paragraphWithName(line.legalBasis) },
          { term: words.operator, value: operator },
        ]}
      />
      {unbound !== undefined && (
        <Alert tone="warning">
          <p>{unbound}</p>
        </Alert>
      )}
      {tariffs.length === 0 && (
        <Alert tone="warning">
          <p>{words.noTariff}</p>
        </Alert>
      )}
      <Form
        id="reserve"
        action={PATHS.placements}
        state={state}
        labels={labels}
        hidden={{ offeringId: offering.offeringId, serviceLineId: line.serviceLineId }}
        submit={words.submit}
      >
        <DayInput name="firstDay" label={labels.firstDay} />
        <DayInput name="plannedLastDay" label={labels.plannedLastDay} optional />
        <Select
          name="level"
          label={labels.level}
          hint={words.levelHint(dayText(on, language))}
          {...(tariffs.length === 1 ? {} : { none: words.none })}
          choices={tariffs.map(({ level, components: parts }) => {
            const price = dayPrice(parts);
            return { value: level, text: price === undefined ? level : words.aDay(level, danishKroner(price), unit) };
          })}
        />
        {supplements.length > 0 && (
          <Checkboxes
            name="supplements"
            label={words.supplements}
            choices={supplements.map((code) => ({ value: code, text: code }))}
          />
        )}
        {(components.some(({ kind }) => kind === 'SERVICE_HOUR') || concerns(state, 'hoursPerDay')) && (
          <TextInput
            name="hoursPerDay"
            label={labels.hoursPerDay}
            hint={words.hoursHint}
            optional
            inputMode="decimal"
          />
        )}
        {(line.legalBasis === 'SEL-103' || line.legalBasis === 'SEL-104' || concerns(state, 'daysPerWeek')) && (
          <TextInput name="daysPerWeek" label={labels.daysPerWeek} hint={words.daysHint} optional inputMode="numeric" />
        )}
        <TextInput name="citizenRef" label={labels.citizenRef} hint={words.citizenHint} />
        <More summary={words.others} open={OTHERS.some((field) => concerns(state, field))}>
          <Select
            name="payer"
            label={labels.payer}
            optional
            none={words.own}
            choices={payers.map(({ party, name }) => ({ value: party, text: name }))}
          />
          <Select
            name="payerGround"
            label={labels.payerGround}
            hint={words.payerGroundHint}
            optional
            none={words.noGround}
            choices={PAYER_GROUNDS_AT_ONCE.map((ground) => ({
              value: ground,
              text: PAYER_GROUND_WORDS[ground][language],
            }))}
          />
          <DayInput name="expiresOn" label={labels.expiresOn} hint={words.expiresHint} optional />
        </More>
      </Form>
    </>
  );
};
