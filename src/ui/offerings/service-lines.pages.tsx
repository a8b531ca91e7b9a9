import { Body, Get, Inject, Post } from '@nestjs/common';
import { LEGAL_BASIS_CODES, legalBasis } from '../../kernel/legal-basis';
import { END_OF_TIME } from '../../kernel/calendar';
import { type OfferingId, SERVICE_LINE_ID_FORM, type ServiceLineId } from '../../kernel/vocabulary';
import { AddServiceLineBody, AddServiceLineRoute } from '../../offerings/add-service-line';
import { EndServiceLineBody, EndServiceLineRoute } from '../../offerings/end-service-line';
import { offeringsAccess } from '../../offerings/offerings.access';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { TypedForm } from '../../platform/http/form-body';
import { CodeParam, IdParam } from '../../platform/http/parameters';
import { Checkbox, DayInput, Form, Select, TextInput } from '../components/form';
import { Doors } from '../frame/doors';
import { type FormState, freshForm, revisionAsked } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { lineNamed, offeringAddress, OfferingSteps } from './offering-steps';
import { Pages } from '../frame/pages';
import { REASON_LABEL, ReasonField } from '../components/reason-field';
import type { PageAnswer, Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit, type Words } from '../frame/visit';
import { paragraph, paragraphWithName } from '../frame/words';

const WORDS = {
  da: {
    add: 'Tilføj en ydelse',
    addLead: 'En ydelse er det, en køber kan købe under én paragraf. Den får sine egne pladser og takster.',
    legalBasis: 'Paragraf',
    choose: 'Vælg',
    name: 'Ydelsens navn',
    nameHint: 'Med jeres egne ord, som »Midlertidigt botilbud«.',
    from: 'Sælges fra',
    fromHint: 'Den første dag, en indskrivning kan begynde.',
    framework: 'Omfattet af rammeaftalen (R5)',
    yes: 'Ja',
    no: 'Nej',
    shortStay: 'Korte forløb, akutpladser eller aflastning: andet belægningsbånd (R12) og intet opsigelsesvarsel (R30)',
    code: 'Kode',
    codeHint:
      'Tomt: paragraffens, som SEL-107. Skriv en anden, hvis tilbuddet sælger flere ydelser under samme paragraf.',
    end: (line: string) => `Ophør med ydelsen ${line}`,
    endLead: 'Efter den sidste dag begynder ingen nye indskrivninger. De, der løber, fortsætter.',
    last: 'Sidste dag, en indskrivning kan begynde',
    submitEnd: 'Ophør med ydelsen',
  },
  en: {
    add: 'Add a service line',
    addLead: 'A service line is what a buyer can buy under one paragraph. It gets places and tariffs of its own.',
    legalBasis: 'Paragraph',
    choose: 'Choose',
    name: 'Name of the service',
    nameHint: 'In your own words, such as “Midlertidigt botilbud”.',
    from: 'Sold from',
    fromHint: 'The first day on which a placement may begin.',
    framework: 'Covered by the framework agreement (R5)',
    yes: 'Yes',
    no: 'No',
    shortStay: 'Short courses, acute or respite stays: other occupancy band (R12) and no notice (R30)',
    code: 'Code',
    codeHint:
      'Empty: that of the paragraph, such as SEL-107. Write another where the offering sells several services under one paragraph.',
    end: (line: string) => `End the service ${line}`,
    endLead: 'After the last day no new placement begins. Those that run go on.',
    last: 'Last day on which a placement may begin',
    submitEnd: 'End the service',
  },
} satisfies Words<Record<string, unknown>>;

/** Journey 1: what an offering sells. */
@Pages()
export class ServiceLinesPages {
  constructor(
    private readonly doors: Doors,
    private readonly steps: OfferingSteps,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${PATHS.offerings}/:offeringId/service-lines/new`)
  @Allowed(offeringsAccess.addServiceLine)
  askLine(@IdParam('offeringId', 'The offering.') id: OfferingId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.adding(id, visit, freshForm());
  }

  @Post(`${PATHS.offerings}/:offeringId/service-lines`)
  @Allowed(offeringsAccess.addServiceLine)
  add(
    @IdParam('offeringId', 'The offering.') id: OfferingId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(AddServiceLineRoute, visit);
    const own = form.serviceLineId !== undefined && form.serviceLineId !== '';
    const serviceLineId = (own ? form.serviceLineId : form.legalBasis) ?? '';
    return this.steps.take(id, visit, {
      described: AddServiceLineBody,
      form: { ...form, serviceLineId },
      send: (body) => route.add(id, body, visit.actor, revisionAsked()),
      again: ({ faults, ...state }) =>
        this.adding(id, visit, {
          ...state,
          typed: form,
          // A code that was not typed is the paragraph's, and what is wrong with both is said once.
          faults:
            own || !faults.some(({ field }) => field === 'legalBasis')
              ? faults
              : faults.filter(({ field }) => field !== 'serviceLineId'),
        }),
      query: { line: String(serviceLineId) },
    });
  }

  @Get(`${PATHS.offerings}/:offeringId/service-lines/:serviceLineId/end`)
  @Allowed(offeringsAccess.endServiceLine)
  askEnd(
    @IdParam('offeringId', 'The offering.') id: OfferingId,
    @CodeParam('serviceLineId', SERVICE_LINE_ID_FORM, 'The service line.') line: ServiceLineId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    return this.ending(id, line, visit, freshForm());
  }

  @Post(`${PATHS.offerings}/:offeringId/service-lines/:serviceLineId/end`)
  @Allowed(offeringsAccess.endServiceLine)
  end(
    @IdParam('offeringId', 'The offering.') id: OfferingId,
    @CodeParam('serviceLineId', SERVICE_LINE_ID_FORM, 'The service line.') line: ServiceLineId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(EndServiceLineRoute, visit);
    return this.steps.take(id, visit, {
      described: EndServiceLineBody,
      form,
      send: (body) => route.end(id, line, body, visit.actor, revisionAsked()),
      again: (state) => this.ending(id, line, visit, state),
    });
  }

  private async adding(id: OfferingId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const words = WORDS[visit.language];
    const offering = await this.steps.offering(id, visit, offeringsAccess.addServiceLine);
    const today = this.clock.today();
    const labels = {
      legalBasis: words.legalBasis,
      name: words.name,
      from: words.from,
      coveredByFramework: words.framework,
      shortStay: words.shortStay,
      serviceLineId: words.code,
    };
    return this.steps.screen(
      offering,
      visit,
      words.add,
      <>
        <p class="font-lead">{words.addLead}</p>
        <Form
          id="line"
          action={offeringAddress(offering, 'service-lines')}
          state={state}
          labels={labels}
          revision={offering.revision}
          submit={words.add}
        >
          <Select
            name="legalBasis"
            label={labels.legalBasis}
            none={words.choose}
            choices={LEGAL_BASIS_CODES.filter((code) => (legalBasis(code).last ?? END_OF_TIME) >= today).map(
              (code) => ({
                value: code,
                text: paragraphWithName(code),
              }),
            )}
          />
          <TextInput name="name" label={labels.name} hint={words.nameHint} />
          <DayInput name="from" label={labels.from} hint={words.fromHint} value={today} />
          <Select
            name="coveredByFramework"
            label={labels.coveredByFramework}
            choices={[
              { value: 'true', text: words.yes },
              { value: 'false', text: words.no },
            ]}
          />
          <Checkbox name="shortStay" label={labels.shortStay} />
          <TextInput name="serviceLineId" label={labels.serviceLineId} hint={words.codeHint} optional />
        </Form>
      </>,
    );
  }

  private async ending(id: OfferingId, lineId: ServiceLineId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const words = WORDS[visit.language];
    const offering = await this.steps.offering(id, visit, offeringsAccess.endServiceLine);
    const line = lineNamed(offering, lineId);
    const labels = { last: words.last, reason: REASON_LABEL[visit.language] };
    return this.steps.screen(
      offering,
      visit,
      words.end(paragraph(line.serviceLineId)),
      <>
        <p class="font-lead">{words.endLead}</p>
        <Form
          id="end"
          action={offeringAddress(offering, `service-lines/${line.serviceLineId}/end`)}
          state={state}
          labels={labels}
          revision={offering.revision}
          submit={words.submitEnd}
          tone="warning"
        >
          <DayInput name="last" label={labels.last} />
          <ReasonField />
        </Form>
      </>,
    );
  }
}
