import { Body, Get, Post } from '@nestjs/common';
import type { OfferingId } from '../../kernel/vocabulary';
import { AnnounceClosureBody, AnnounceClosureRoute } from '../../offerings/announce-closure';
import { ApproveOfferingBody, ApproveOfferingRoute } from '../../offerings/approve-offering';
import { offeringsAccess } from '../../offerings/offerings.access';
import { Allowed } from '../../platform/auth/allowed.decorator';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam } from '../../platform/http/parameters';
import { DayInput, Form } from '../components/form';
import { Doors } from '../frame/doors';
import { type FormState, freshForm, revisionAsked } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { offeringAddress, OfferingSteps } from './offering-steps';
import { Pages } from '../frame/pages';
import { REASON_LABEL, ReasonField } from '../components/reason-field';
import type { PageAnswer, Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit, type Words } from '../frame/visit';

const WORDS = {
  da: {
    approval: 'Angiv godkendelsen',
    approvalLead: 'Skriv den periode, som socialtilsynet har godkendt. Tidligere godkendelser bliver stående.',
    from: 'Godkendt fra',
    until: 'Godkendt til og med',
    untilHint: 'Tomt: uden slutdag.',
    submitApproval: 'Gem godkendelsen',
    closure: 'Varsl lukning af tilbuddet',
    closureLead:
      'Efter den sidste dag sælges ingen pladser (R24). En lukning varsles én gang og kan ikke tages tilbage her.',
    last: 'Tilbuddets sidste dag',
    submitClosure: 'Varsl lukningen',
  },
  en: {
    approval: 'Record the approval',
    approvalLead: 'Write the period that socialtilsynet has approved. Earlier approvals stand.',
    from: 'Approved from',
    until: 'Approved until and including',
    untilHint: 'Empty: without an end.',
    submitApproval: 'Save the approval',
    closure: 'Announce that the offering closes',
    closureLead:
      'After the last day no places are sold (R24). A closure is announced once and cannot be taken back here.',
    last: 'The offering’s last day',
    submitClosure: 'Announce the closure',
  },
} satisfies Words<Record<string, string>>;

/** Whether an offering may be there, and how long: its approval by socialtilsynet, and its closure (R24). */
@Pages()
export class OfferingStandingPages {
  constructor(
    private readonly doors: Doors,
    private readonly steps: OfferingSteps,
  ) {}

  @Get(`${PATHS.offerings}/:offeringId/approval`)
  @Allowed(offeringsAccess.approveOffering)
  askApproval(
    @IdParam('offeringId', 'The offering.') id: OfferingId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    return this.approving(id, visit, freshForm());
  }

  @Post(`${PATHS.offerings}/:offeringId/approval`)
  @Allowed(offeringsAccess.approveOffering)
  approve(
    @IdParam('offeringId', 'The offering.') id: OfferingId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(ApproveOfferingRoute, visit);
    return this.steps.take(id, visit, {
      described: ApproveOfferingBody,
      form,
      send: (body) => route.approve(id, body, visit.actor, revisionAsked()),
      again: (state) => this.approving(id, visit, state),
    });
  }

  @Get(`${PATHS.offerings}/:offeringId/closure`)
  @Allowed(offeringsAccess.announceClosure)
  askClosure(
    @IdParam('offeringId', 'The offering.') id: OfferingId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    return this.closing(id, visit, freshForm());
  }

  @Post(`${PATHS.offerings}/:offeringId/closure`)
  @Allowed(offeringsAccess.announceClosure)
  close(
    @IdParam('offeringId', 'The offering.') id: OfferingId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(AnnounceClosureRoute, visit);
    return this.steps.take(id, visit, {
      described: AnnounceClosureBody,
      form,
      send: (body) => route.announce(id, body, visit.actor, revisionAsked()),
      again: (state) => this.closing(id, visit, state),
    });
  }

  private async approving(id: OfferingId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const words = WORDS[visit.language];
    const offering = await this.steps.offering(id, visit, offeringsAccess.approveOffering);
    const labels = { from: words.from, until: words.until };
    return this.steps.screen(
      offering,
      visit,
      words.approval,
      <>
        <p class="font-lead">{words.approvalLead}</p>
        <Form
          id="approval"
          action={offeringAddress(offering, 'approval')}
          state={state}
          labels={labels}
          revision={offering.revision}
          submit={words.submitApproval}
        >
          <DayInput name="from" label={labels.from} />
          <DayInput name="until" label={labels.until} hint={words.untilHint} optional />
        </Form>
      </>,
    );
  }

  private async closing(id: OfferingId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const words = WORDS[visit.language];
    const offering = await this.steps.offering(id, visit, offeringsAccess.announceClosure);
    const labels = { last: words.last, reason: REASON_LABEL[visit.language] };
    return this.steps.screen(
      offering,
      visit,
      words.closure,
      <>
        <p class="font-lead">{words.closureLead}</p>
        <Form
          id="closure"
          action={offeringAddress(offering, 'closure')}
          state={state}
          labels={labels}
          revision={offering.revision}
          submit={words.submitClosure}
          tone="warning"
        >
          <DayInput name="last" label={labels.last} />
          <ReasonField />
        </Form>
      </>,
    );
  }
}
