import { Body, Get, Inject, Post } from '@nestjs/common';
import type { OfferingId } from '../../kernel/vocabulary';
import { DescribeOfferingBody, DescribeOfferingRoute } from '../../offerings/describe-offering';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { offeringsAccess } from '../../offerings/offerings.access';
import { PublishOfferingBody, PublishOfferingRoute } from '../../offerings/publish-offering';
import { isMunicipality } from '../../parties/municipality-distances.queries';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { TypedForm } from '../../platform/http/form-body';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import { IdParam } from '../../platform/http/parameters';
import { Doors } from '../frame/doors';
import { everyRow } from '../frame/every-row';
import { Forms, type FormState, freshForm, revisionAsked } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS, TARIFFS } from '../frame/navigation';
import { groupsAgain, type OfferingChoices, OfferingForm, withGroups } from './offering-form';
import { offeringAddress, OfferingSteps } from './offering-steps';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { type SignedInVisit, TheVisit, type Words } from '../frame/visit';

const WORDS = {
  da: {
    tariffs: 'Takster',
    publish: 'Opret et tilbud',
    publishLead: 'Fortæl, hvad tilbuddet er, og hvem det er for. Bagefter følger ydelser, pladser og takster.',
    describe: 'Beskriv tilbuddet på ny',
    describeLead: 'Beskrivelsen gælder fra den dag, du skriver. Pladser, takster og indskrivninger er de samme.',
    save: 'Gem beskrivelsen',
  },
  en: {
    tariffs: 'Tariffs',
    publish: 'Publish an offering',
    publishLead: 'Say what the offering is and whom it is for. Services, places and tariffs follow.',
    describe: 'Describe the offering anew',
    describeLead: 'The description holds from the day you write. Places, tariffs and placements stay the same.',
    save: 'Save the description',
  },
} satisfies Words<Record<string, string>>;

/** Journey 1: an operator's offering comes to be, and is described anew. */
@Pages()
export class PublishOfferingPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
    private readonly steps: OfferingSteps,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${PATHS.offerings}/new`)
  @Allowed(offeringsAccess.publishOffering)
  ask(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.publishing(visit, freshForm());
  }

  @Post(PATHS.offerings)
  @Allowed(offeringsAccess.publishOffering)
  publish(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      PublishOfferingBody,
      withGroups(form),
      async (body) => {
        const route = this.doors.open(PublishOfferingRoute, visit);
        const { offeringId, position } = await route.publish(body, visit.actor);
        return new SeeOther(`${PATHS.offerings}/${offeringId}`, { position });
      },
      (state) => this.publishing(visit, groupsAgain(form, state)),
    );
  }

  @Get(`${PATHS.offerings}/:offeringId/description`)
  @Allowed(offeringsAccess.describeOffering)
  async askDescription(
    @IdParam('offeringId', 'The offering.') id: OfferingId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    const { name, addressMunicipality, targetGroups, ageFrom, ageTo } = await this.steps.offering(
      id,
      visit,
      offeringsAccess.describeOffering,
    );
    const typed = {
      name,
      addressMunicipality: addressMunicipality ?? '',
      targetGroups: targetGroups.join('\n'),
      ageFrom: String(ageFrom),
      ageTo: String(ageTo),
      from: this.clock.today(),
    };
    return this.describing(id, visit, freshForm(typed));
  }

  @Post(`${PATHS.offerings}/:offeringId/description`)
  @Allowed(offeringsAccess.describeOffering)
  describe(
    @IdParam('offeringId', 'The offering.') id: OfferingId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(DescribeOfferingRoute, visit);
    return this.steps.take(id, visit, {
      described: DescribeOfferingBody,
      form: withGroups(form),
      send: (body) => route.describe(id, body, visit.actor, revisionAsked()),
      again: (state) => this.describing(id, visit, groupsAgain(form, state)),
    });
  }

  private async publishing(visit: SignedInVisit, state: FormState): Promise<Screen> {
    const words = WORDS[visit.language];
    return screen({
      title: words.publish,
      crumbs: [{ href: TARIFFS.all, text: words.tariffs }],
      body: (
        <>
          <p class="font-lead">{words.publishLead}</p>
          <OfferingForm action={PATHS.offerings} state={state} {...await this.choices(visit)} submit={words.publish} />
        </>
      ),
    });
  }

  private async describing(id: OfferingId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const words = WORDS[visit.language];
    const offering = await this.steps.offering(id, visit, offeringsAccess.describeOffering);
    return this.steps.screen(
      offering,
      visit,
      words.describe,
      <>
        <p class="font-lead">{words.describeLead}</p>
        <OfferingForm
          action={offeringAddress(offering, 'description')}
          state={state}
          {...await this.choices(visit)}
          submit={words.save}
          described={offering.revision}
        />
      </>,
    );
  }

  /** What the form offers to choose from: the municipalities, and the words that others have for target groups. */
  private async choices(visit: SignedInVisit): Promise<OfferingChoices> {
    const offerings = await everyRow((cursor) =>
      this.doors.open(OfferingRoutes, visit).search({ limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }),
    );
    return {
      municipalities: this.names
        .list()
        .flatMap(({ party, name }) => (isMunicipality(party) ? [{ value: party, text: name }] : [])),
      groupsInUse: [...new Set(offerings.flatMap(({ targetGroups }) => targetGroups))].sort(
        new Intl.Collator('da').compare,
      ),
    };
  }
}
