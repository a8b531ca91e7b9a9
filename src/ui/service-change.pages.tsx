import { Body, Get, Inject, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Day, isDay } from '../kernel/calendar';
import { WHOLE } from '../kernel/money';
import { inEffect } from '../kernel/timeline';
import type { Actor, PartyCode, PlacementId } from '../kernel/vocabulary';
import { AcceptServiceChangeRoute } from '../placements/accept-service-change';
import type { ServiceTerms } from '../placements/place-book.events';
import { PlacementRoutes } from '../placements/placement.routes';
import type { PlacementView } from '../placements/placement.views';
import { placementsAccess } from '../placements/placements.access';
import { ProposeServiceChangeBody, ProposeServiceChangeRoute } from '../placements/propose-service-change';
import { RefuseServiceChangeRoute } from '../placements/refuse-service-change';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import type { TypedForm } from '../platform/http/form-body';
import { IdParam } from '../platform/http/parameters';
import { type PriceOfTerms, priceOfTerms } from '../settlement/day-charges.calculation';
import type { TariffView } from '../tariffs/tariff-view';
import { TariffRoutes } from '../tariffs/tariff.routes';
import { Checkbox, DayInput, Filters, Form, Select, TextInput } from './components/form';
import { Alert } from './components/notes';
import { Table } from './components/table';
import { Doors } from './doors';
import { danishKroner, dayText } from './formats';
import { Forms, type FormState, freshForm, NoBody, revisionAsked } from './forms';
import { Names } from './names';
import { PATHS } from './navigation';
import { Pages } from './pages';
import { assertMay } from './placement-ties';
import { type PageAnswer, screen, type Screen, SeeOther } from './screen';
import { quantityText } from './statement-lines';
import { hundredthsTyped } from './typed-amounts';
import { type SignedInVisit, TheVisit, useVisit, type Words } from './visit';

const WORDS = {
  da: {
    title: 'Andre vilkår',
    placements: 'Indskrivninger',
    lead: 'Vælg de nye vilkår, og se prisen før og efter, inden du foreslår dem. De gælder først, når modparten har godkendt.',
    from: 'Første dag med de nye vilkår',
    level: 'Niveau',
    hoursPerDay: 'Timer pr. dag',
    hoursHint: 'Som 2,5.',
    supplements: 'Tillæg',
    daysPerWeek: 'Dage om ugen',
    show: 'Vis prisen',
    compared: 'Vilkår og pris før og efter',
    what: 'Vilkår',
    before: 'Før',
    after: (day: string) => `Fra ${day}`,
    none: 'Ingen',
    all: 'Hele ugen',
    dayPrice: 'Pris pr. dag',
    monthPrice: 'Desuden pr. måned',
    noPrice: 'Ingen pris den dag',
    byDays: 'Vises, når forslaget er sendt',
    noTariff: 'Der er ingen pris på det niveau den dag, så det kan ikke foreslås.',
    badHours: 'Skriv timer pr. dag som et tal, for eksempel 2,5.',
    propose: (day: string) => `Foreslå vilkårene fra ${day}`,
    proposed: (party: string, day: string) => `${party} har foreslået disse vilkår fra ${day}.`,
    waits: 'Modparten har ikke svaret endnu. Indtil da gælder de hidtidige vilkår.',
    accept: (day: string) => `Godkend vilkårene fra ${day}`,
    refuse: 'Afvis forslaget',
    takeBack: 'Træk forslaget tilbage',
    priceHint: 'Prisen følger taksten på den dag; ændres taksten senere, følger prisen med (R29).',
  },
  en: {
    title: 'Other terms',
    placements: 'Placements',
    lead: 'Choose the new terms, and see the price before and after, before you propose them. They hold once the other party has accepted.',
    from: 'First day of the new terms',
    level: 'Level',
    hoursPerDay: 'Hours a day',
    hoursHint: 'Such as 2,5.',
    supplements: 'Supplements',
    daysPerWeek: 'Days a week',
    show: 'Show the price',
    compared: 'Terms and price before and after',
    what: 'Terms',
    before: 'Before',
    after: (day: string) => `From ${day}`,
    none: 'None',
    all: 'The whole week',
    dayPrice: 'Price a day',
    monthPrice: 'Besides, a month',
    noPrice: 'No price on that day',
    byDays: 'Shown once it is proposed',
    noTariff: 'There is no price for that level on that day, so it cannot be proposed.',
    badHours: 'Write hours a day as a number, such as 2,5.',
    propose: (day: string) => `Propose the terms from ${day}`,
    proposed: (party: string, day: string) => `${party} has proposed these terms from ${day}.`,
    waits: 'The other party has not answered yet. Until then the present terms hold.',
    accept: (day: string) => `Accept the terms from ${day}`,
    refuse: 'Refuse the proposal',
    takeBack: 'Take the proposal back',
    priceHint: 'The price follows the tariff of that day; when the tariff changes later, the price follows (R29).',
  },
} satisfies Words<Record<string, unknown>>;

/** Terms of service as they are asked for; `factorBp` is unknown where other days a week would give another part (R16). */
type TermsAsked = Omit<ServiceTerms, 'factorBp'> & { readonly factorBp?: number };

/** Other terms of service: the price before and after is shown before they are proposed, and before they are accepted (R14). */
@Pages()
export class ServiceChangePages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${PATHS.placements}/:placementId/change`)
  @Allowed(placementsAccess.proposeServiceChange)
  ask(@IdParam('placementId') id: PlacementId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { query } = visit;
    const hours = query.get('hoursPerDay') ?? '';
    const typed = Object.fromEntries(query);
    // Typed in hours, as 2,5; sent on in hundredths, as the body of the API takes them.
    const hoursPerDay = hours.trim() === '' ? '' : String(hundredthsTyped(hours) ?? hours);
    return this.screen(id, visit, freshForm({ ...typed, hoursPerDay, supplements: query.getAll('supplements') }));
  }

  @Post(`${PATHS.placements}/:placementId/change`)
  @Allowed(placementsAccess.proposeServiceChange)
  propose(
    @IdParam('placementId') id: PlacementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      ProposeServiceChangeBody,
      form,
      async (body) => {
        const route = this.doors.open(ProposeServiceChangeRoute, visit);
        const { position } = await route.proposeServiceChange(id, body, visit.actor, revisionAsked());
        return new SeeOther(`${PATHS.placements}/${id}`, { position });
      },
      (state) => this.screen(id, visit, state),
    );
  }

  @Post(`${PATHS.placements}/:placementId/change/accept`)
  @Allowed(placementsAccess.acceptServiceChange)
  accept(@IdParam('placementId') id: PlacementId, @Body() form: TypedForm, @TheVisit() visit: SignedInVisit) {
    return this.answer(id, form, visit, () =>
      this.doors.open(AcceptServiceChangeRoute, visit).acceptServiceChange(id, visit.actor, revisionAsked()),
    );
  }

  @Post(`${PATHS.placements}/:placementId/change/refuse`)
  @Allowed(placementsAccess.refuseServiceChange)
  refuse(@IdParam('placementId') id: PlacementId, @Body() form: TypedForm, @TheVisit() visit: SignedInVisit) {
    return this.answer(id, form, visit, () =>
      this.doors.open(RefuseServiceChangeRoute, visit).refuseServiceChange(id, visit.actor, revisionAsked()),
    );
  }

  private answer(
    id: PlacementId,
    form: TypedForm,
    visit: SignedInVisit,
    send: () => Promise<{ readonly position: number }>,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      NoBody,
      form,
      async () => new SeeOther(`${PATHS.placements}/${id}`, { position: (await send()).position }),
      (state) => this.screen(id, visit, state),
    );
  }

  private async screen(id: PlacementId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const words = WORDS[visit.language];
    const placement = await this.doors.open(PlacementRoutes, visit).find(id, {}, visit.actor);
    assertMay(placementsAccess.proposeServiceChange, placement, visit.actor);
    const { proposal, offeringId, serviceLineId } = placement;
    const typedDay = state.typed.from;
    const today = this.clock.today();
    const earliest = placement.firstDay > today ? placement.firstDay : today;
    const from = proposal?.from ?? (isDay(typedDay) ? typedDay : earliest);
    const { items } = await this.doors.open(TariffRoutes, visit).list(offeringId, { effectiveOn: from });
    return screen({
      title: words.title,
      crumbs: [
        { href: PATHS.placements, text: words.placements },
        { href: `${PATHS.placements}/${id}`, text: placement.offeringName },
      ],
      body: (
        <ServiceChange
          placement={placement}
          from={from}
          tariffs={items.filter((tariff) => tariff.serviceLineId === serviceLineId)}
          state={state}
          actor={visit.actor}
          name={this.names.all()}
        />
      ),
    });
  }
}

interface Parts {
  readonly placement: PlacementView;
  readonly from: Day;
  /** The price list of the line on that day. */
  readonly tariffs: readonly TariffView[];
  readonly state: FormState;
  readonly actor: Actor;
  readonly name: (party: PartyCode) => string;
}

const ServiceChange = (parts: Parts): VNode =>
  parts.placement.proposal === null ? <Proposing {...parts} /> : <Answering {...parts} />;

const termsBefore = ({ serviceTerms, terms }: PlacementView, from: Day): ServiceTerms =>
  inEffect(serviceTerms, from) ?? terms;

const textOf = (typed: TypedForm[string] | undefined): string => (typeof typed === 'string' ? typed.trim() : '');

const Proposing = ({ placement, from, tariffs, state }: Parts): VNode => {
  const { language, query } = useVisit();
  const words = WORDS[language];
  const before = termsBefore(placement, from);
  const { typed } = state;
  const asked = typed.level !== undefined;
  const hours = asked ? textOf(typed.hoursPerDay) : String(before.hoursPerDay ?? '');
  const days = asked ? textOf(typed.daysPerWeek) : String(before.daysPerWeek ?? '');
  const level = asked ? textOf(typed.level) : before.level;
  const supplements = asked ? [typed.supplements ?? []].flat() : before.supplements;
  const readable = /^\d*$/.test(hours) && /^\d*$/.test(days);
  const after: TermsAsked = {
    level: level as ServiceTerms['level'],
    supplements,
    ...(hours === '' ? {} : { hoursPerDay: Number(hours) }),
    ...(days === '' ? {} : { daysPerWeek: Number(days) }),
    ...(days === String(before.daysPerWeek ?? '') ? { factorBp: before.factorBp } : {}),
  };
  const components = tariffs.flatMap((tariff) => tariff.components);
  const offered = [...new Set(components.filter(({ kind }) => kind === 'SUPPLEMENT').map(({ code }) => code))];
  const known = tariffs.some((tariff) => tariff.level === level);
  const { placementId, revision } = placement;
  const hoursShown = /^\d+$/.test(hours) ? quantityText(Number(hours)) : hours;
  const labels = {
    from: words.from,
    level: words.level,
    hoursPerDay: words.hoursPerDay,
    supplements: words.supplements,
    daysPerWeek: words.daysPerWeek,
  };
  return (
    <>
      <p class="font-lead">{words.lead}</p>
      <Filters id="terms" submit={words.show}>
        <DayInput name="from" label={labels.from} value={from} />
        <Select
          name="level"
          label={labels.level}
          value={level}
          choices={tariffs.map((tariff) => ({ value: tariff.level, text: tariff.level }))}
        />
        {(components.some(({ kind }) => kind === 'SERVICE_HOUR') || hours !== '') && (
          <TextInput
            name="hoursPerDay"
            label={labels.hoursPerDay}
            hint={words.hoursHint}
            value={hoursShown}
            inputMode="decimal"
          />
        )}
        {(placement.legalBasis === 'SEL-103' || placement.legalBasis === 'SEL-104') && (
          <TextInput name="daysPerWeek" label={labels.daysPerWeek} value={days} inputMode="numeric" />
        )}
        {offered.length > 0 && (
          <fieldset class="form-group">
            <legend class="form-label">{labels.supplements}</legend>
            {offered.map((code) => (
              // Each box by itself: the address holds the field once for each that is chosen.
              <Checkbox name="supplements" value={code} label={code} checked={supplements.includes(code)} />
            ))}
          </fieldset>
        )}
      </Filters>
      {!readable && (
        <Alert tone="warning">
          <p>{words.badHours}</p>
        </Alert>
      )}
      {readable && !known && (
        <Alert tone="warning">
          <p>{words.noTariff}</p>
        </Alert>
      )}
      {readable && known && (asked || query.has('level')) && (
        <>
          <Compared before={before} after={after} from={from} tariffs={tariffs} />
          <Form
            id="propose"
            action={`${PATHS.placements}/${placementId}/change`}
            state={state}
            labels={labels}
            revision={revision}
            hidden={{ from, level, hoursPerDay: hours, daysPerWeek: days }}
            submit={words.propose(dayText(from, language))}
          >
            {supplements.map((code) => (
              <input type="hidden" name="supplements" value={code} />
            ))}
          </Form>
        </>
      )}
    </>
  );
};

const Answering = ({ placement, from, tariffs, state, actor, name }: Parts): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { placementId, revision, proposal, buyer, operator } = placement;
  if (proposal === null) return <></>;
  const at = `${PATHS.placements}/${placementId}/change`;
  const day = dayText(from, language);
  const own = proposal.by === actor.party;
  // Of its own citizens a party is both sides, and answers itself.
  const answers = !own || buyer === operator;
  return (
    <>
      <p class="font-lead">{words.proposed(name(proposal.by), day)}</p>
      {!answers && <p>{words.waits}</p>}
      <Compared before={termsBefore(placement, from)} after={proposal.terms} from={from} tariffs={tariffs} />
      {answers && (
        <Form
          id="accept"
          action={`${at}/accept`}
          state={state}
          labels={{}}
          revision={revision}
          submit={words.accept(day)}
        />
      )}
      <Form
        id="refuse"
        action={`${at}/refuse`}
        // What was refused is said once.
        state={answers ? freshForm() : state}
        labels={{}}
        revision={revision}
        submit={own ? words.takeBack : words.refuse}
        tone="secondary"
      />
    </>
  );
};

const Compared = ({
  before,
  after,
  from,
  tariffs,
}: {
  before: ServiceTerms;
  after: TermsAsked;
  from: Day;
  tariffs: readonly TariffView[];
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const priceOf = (terms: TermsAsked): PriceOfTerms | undefined | 'unknown' => {
    const tariff = tariffs.find(({ level }) => level === terms.level);
    const { factorBp } = terms;
    return tariff === undefined
      ? undefined
      : factorBp === undefined
        ? 'unknown'
        : priceOfTerms(tariff.components, { ...terms, factorBp });
  };
  const prices = [priceOf(before), priceOf(after)];
  const priceText = (price: (typeof prices)[number], part: keyof PriceOfTerms): string =>
    price === undefined ? words.noPrice : price === 'unknown' ? words.byDays : danishKroner(price[part]);
  const both = (of: (terms: TermsAsked) => string): readonly [string, string] => [of(before), of(after)];
  const byMonth = prices.some((price) => typeof price === 'object' && price.monthOre !== 0);
  const partTime = [before, after].some(({ daysPerWeek }) => daysPerWeek !== undefined) || before.factorBp !== WHOLE;
  const byHours = [before, after].some(({ hoursPerDay }) => hoursPerDay !== undefined);
  const price = (part: keyof PriceOfTerms): readonly [string, string] => [
    priceText(prices[0], part),
    priceText(prices[1], part),
  ];
  const rows: readonly (readonly [string, readonly [string, string]] | false)[] = [
    [words.level, both(({ level }) => level)],
    byHours && [
      words.hoursPerDay,
      both(({ hoursPerDay }) => (hoursPerDay === undefined ? words.none : quantityText(hoursPerDay))),
    ],
    [words.supplements, both(({ supplements }) => supplements.join(', ') || words.none)],
    partTime && [words.daysPerWeek, both(({ daysPerWeek }) => String(daysPerWeek ?? words.all))],
    [words.dayPrice, price('dayOre')],
    byMonth && [words.monthPrice, price('monthOre')],
  ];
  return (
    <>
      <Table
        caption={words.compared}
        rows={rows.filter((row) => row !== false)}
        columns={[
          { title: words.what, heads: true, cell: ([term]) => term },
          { title: words.before, cell: ([, [was]]) => was },
          { title: words.after(dayText(from, language)), cell: ([, [, becomes]]) => becomes },
        ]}
      />
      <p class="soft">{words.priceHint}</p>
    </>
  );
};
