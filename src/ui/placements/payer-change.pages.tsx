import { Body, Get, Inject, Post } from '@nestjs/common';
import { AnswerForms } from '../components/answer-forms';
import type { VNode } from 'preact';
import type { Day } from '../../kernel/calendar';
import type { Actor, PartyCode, PlacementId } from '../../kernel/vocabulary';
import { AnswerPayerChangeRoutes } from '../../placements/answer-payer-change';
import { ChangePayerBody, ChangePayerRoute } from '../../placements/change-payer';
import { PAYER_CHANGE_GROUNDS } from '../../placements/place-book.events';
import { PlacementRoutes } from '../../placements/placement.routes';
import type { PlacementView } from '../../placements/placement.views';
import { placementsAccess } from '../../placements/placements.access';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam } from '../../platform/http/parameters';
import { Checkbox, DayInput, Form, Select, TextInput } from '../components/form';
import { Facts } from '../components/notes';
import { Table } from '../components/table';
import { Doors } from '../frame/doors';
import { dayText } from '../frame/formats';
import { type FormState, freshForm, NoBody, revisionAsked } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { mayDo } from './placement-ties';
import { PlacementSteps } from './placement-steps';
import type { PageAnswer, Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit, type Words } from '../frame/visit';
import { PAYER_CHANGE_GROUND_WORDS } from '../frame/words';

const WORDS = {
  da: {
    title: 'Skift betaler',
    lead: 'Bygger skiftet på en aftale, bliver den nye betaler spurgt, og den nuværende betaler, til svaret er ja. Bygger det på loven, gælder det straks.',
    payers: 'Hvem betaler fra hvornår',
    payer: 'Betaler',
    since: 'Fra',
    newPayer: 'Ny betaler',
    choose: 'Vælg',
    from: 'Første dag, den nye betaler betaler',
    fromHint: 'Kan ligge op til 12 måneder tilbage (R2). Afregnede måneder reguleres.',
    legalGround: 'Grund',
    payerEan: 'EAN-nummer til fakturaen',
    eanHint: 'Hvis betaleren ikke er registreret med et, eller fakturaen skal til et andet.',
    consents: 'Borgeren har samtykket til aftalen',
    consentHint: 'Kræves kun ved en aftale mellem kommunerne (R9).',
    submit: 'Skift betaler, eller spørg',
    asked: (by: string, payer: string, day: string) => `${by} har spurgt, om ${payer} vil betale fra ${day}.`,
    until: 'Indtil der er svaret ja, betaler den nuværende betaler.',
    ground: 'Grund',
    consented: 'Borgerens samtykke',
    yes: 'Bekræftet af den, der spurgte',
    accept: (day: string) => `Ja, vi betaler fra ${day}`,
    refuse: 'Nej, vi betaler ikke',
    takeBack: 'Træk spørgsmålet tilbage',
  },
  en: {
    title: 'Change who pays',
    lead: 'Where it rests on an agreement, the new payer is asked, and the present one pays until the answer is yes. Where it rests on the law, it holds at once.',
    payers: 'Who pays from when',
    payer: 'Payer',
    since: 'From',
    newPayer: 'New payer',
    choose: 'Choose',
    from: 'First day the new payer pays',
    fromHint: 'May lie up to 12 months back (R2). Settled months are adjusted.',
    legalGround: 'Ground',
    payerEan: 'EAN for the invoice',
    eanHint: 'If the payer is registered with none, or the invoice goes to another.',
    consents: 'The citizen has consented to the agreement',
    consentHint: 'Needed only for an agreement between the municipalities (R9).',
    submit: 'Change the payer, or ask',
    asked: (by: string, payer: string, day: string) => `${by} has asked whether ${payer} will pay from ${day}.`,
    until: 'Until the answer is yes, the present payer pays.',
    ground: 'Ground',
    consented: 'The citizen’s consent',
    yes: 'Confirmed by the one who asked',
    accept: (day: string) => `Yes, we pay from ${day}`,
    refuse: 'No, we do not pay',
    takeBack: 'Take the question back',
  },
} satisfies Words<Record<string, unknown>>;

/** Another municipality pays from a day on (R7): at once on a ground in law, by agreement once it has said yes (R9). */
@Pages()
export class PayerChangePages {
  constructor(
    private readonly doors: Doors,
    private readonly steps: PlacementSteps,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${PATHS.placements}/:placementId/payer`)
  @Allowed(placementsAccess.changePayer)
  ask(@IdParam('placementId') id: PlacementId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.screen(id, visit, freshForm());
  }

  @Post(`${PATHS.placements}/:placementId/payer`)
  @Allowed(placementsAccess.changePayer)
  change(
    @IdParam('placementId') id: PlacementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(ChangePayerRoute, visit);
    return this.steps.take(id, visit, {
      described: ChangePayerBody,
      form,
      send: (body) => route.changePayer(id, body, visit.actor, revisionAsked()),
      again: (state) => this.screen(id, visit, state),
    });
  }

  @Post(`${PATHS.placements}/:placementId/payer/accept`)
  @Allowed(placementsAccess.acceptPayerChange)
  accept(@IdParam('placementId') id: PlacementId, @Body() form: TypedForm, @TheVisit() visit: SignedInVisit) {
    const route = this.doors.open(AnswerPayerChangeRoutes, visit);
    return this.steps.take(id, visit, {
      described: NoBody,
      form,
      send: () => route.accept(id, visit.actor, revisionAsked()),
      again: (state) => this.screen(id, visit, state),
    });
  }

  @Post(`${PATHS.placements}/:placementId/payer/refuse`)
  @Allowed(placementsAccess.refusePayerChange)
  async refuse(@IdParam('placementId') id: PlacementId, @Body() form: TypedForm, @TheVisit() visit: SignedInVisit) {
    const { buyer, payers } = await this.doors.open(PlacementRoutes, visit).find(id, {}, visit.actor);
    // Whoever was only asked does not see the placement once it has said no.
    const stays = [buyer, ...payers.map(({ payer }) => payer)].includes(visit.actor.party);
    const route = this.doors.open(AnswerPayerChangeRoutes, visit);
    return this.steps.take(id, visit, {
      described: NoBody,
      form,
      send: () => route.refuse(id, visit.actor, revisionAsked()),
      again: (state) => this.screen(id, visit, state),
      ...(stays ? {} : { next: PATHS.placements }),
    });
  }

  private async screen(id: PlacementId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const words = WORDS[visit.language];
    const placement = await this.steps.placement(id, visit, placementsAccess.changePayer);
    return this.steps.screen(
      placement,
      visit,
      words.title,
      <PayerChange
        placement={placement}
        state={state}
        actor={visit.actor}
        name={this.names.all()}
        parties={this.names.payers()}
        today={this.clock.today()}
      />,
    );
  }
}

interface Parts {
  readonly placement: PlacementView;
  readonly state: FormState;
  readonly actor: Actor;
  readonly name: (party: PartyCode) => string;
  readonly parties: readonly { readonly party: PartyCode; readonly name: string }[];
  readonly today: Day;
}

const PayerChange = (parts: Parts): VNode => {
  const { placement, name } = parts;
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <>
      {placement.payerProposal === null ? <Asking {...parts} /> : <Answering {...parts} />}
      <h2>{words.payers}</h2>
      <Table
        caption={words.payers}
        captionHidden
        rows={placement.payers}
        columns={[
          { title: words.since, heads: true, cell: ({ from }) => dayText(from, language) },
          { title: words.payer, cell: ({ payer }) => name(payer) },
        ]}
      />
    </>
  );
};

const Asking = ({ placement: { placementId, revision, firstDay }, state, parties, today }: Parts): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const labels = {
    payer: words.newPayer,
    from: words.from,
    legalGround: words.legalGround,
    payerEan: words.payerEan,
    citizenConsents: words.consents,
  };
  return (
    <>
      <p class="font-lead">{words.lead}</p>
      <Form
        id="payer"
        action={`${PATHS.placements}/${placementId}/payer`}
        state={state}
        labels={labels}
        revision={revision}
        submit={words.submit}
      >
        <Select
          name="payer"
          label={labels.payer}
          none={words.choose}
          choices={parties.map(({ party, name }) => ({ value: party, text: name }))}
        />
        <DayInput name="from" label={labels.from} hint={words.fromHint} value={firstDay > today ? firstDay : today} />
        <Select
          name="legalGround"
          label={labels.legalGround}
          none={words.choose}
          choices={PAYER_CHANGE_GROUNDS.map((ground) => ({
            value: ground,
            text: PAYER_CHANGE_GROUND_WORDS[ground][language],
          }))}
        />
        <Checkbox name="citizenConsents" label={labels.citizenConsents} />
        <p class="soft">{words.consentHint}</p>
        <TextInput name="payerEan" label={labels.payerEan} hint={words.eanHint} optional inputMode="numeric" />
      </Form>
    </>
  );
};

const Answering = ({ placement, state, actor, name }: Parts): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { placementId, revision, payerProposal } = placement;
  if (payerProposal === null) return <></>;
  const { by, payer, from, legalGround } = payerProposal;
  const at = `${PATHS.placements}/${placementId}/payer`;
  const day = dayText(from, language);
  const asked = payer === actor.party && mayDo(placementsAccess.acceptPayerChange, placement, actor);
  return (
    <>
      <p class="font-lead">{words.asked(name(by), name(payer), day)}</p>
      <p>{words.until}</p>
      <Facts
        entries={[
          { term: words.ground, value: PAYER_CHANGE_GROUND_WORDS[legalGround][language] },
          { term: words.consented, value: words.yes },
        ]}
      />
      <AnswerForms
        at={at}
        state={state}
        revision={revision}
        accept={asked ? words.accept(day) : undefined}
        refuse={asked ? words.refuse : words.takeBack}
      />
    </>
  );
};
