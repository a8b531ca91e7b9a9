import { Body, Get, Inject, Post } from '@nestjs/common';
import type { PlacementId } from '../../kernel/vocabulary';
import { CorrectDischargeBody, CorrectDischargeRoute } from '../../placements/correct-discharge';
import { DischargeCitizenBody, DischargeCitizenRoute } from '../../placements/discharge-citizen';
import type { PlacementView } from '../../placements/placement.views';
import { placementsAccess } from '../../placements/placements.access';
import { PreviewDepartureRoute } from '../../placements/preview-departure';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam } from '../../platform/http/parameters';
import { Doors } from '../frame/doors';
import { EndForm, EndPreview, RecordedEnd, SentOn } from './end-of-stay';
import { Forms, type FormState, freshForm, revisionAsked } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { PlacementSteps } from './placement-steps';
import type { PageAnswer, Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit, type Words } from '../frame/visit';

const WORDS = {
  da: {
    end: 'Udskriv borgeren',
    endLead: 'Skriv, hvornår og hvorfor borgeren rejste, og se den sidste betalingsdag, før du udskriver.',
    endPreview: 'Det fører udskrivningen til',
    correct: 'Ret udskrivningen',
    correctLead:
      'De rettede dage gælder i stedet. Er måneder allerede afregnet, bliver de stående, og forskellen kommer med på næste afregning (R38).',
    correctPreview: 'Det fører rettelsen til',
    show: 'Vis sidste betalingsdag',
  },
  en: {
    end: 'Discharge the citizen',
    endLead: 'Write when and why the citizen left, and see the last payable day before you discharge.',
    endPreview: 'What the discharge leads to',
    correct: 'Correct the discharge',
    correctLead:
      'The corrected days hold instead. Months that are settled already stand, and the difference comes with the next statement (R38).',
    correctPreview: 'What the correction leads to',
    show: 'Show the last payable day',
  },
} satisfies Words<Record<string, unknown>>;

/** The end of a stay, and its correction: what is paid last is shown before either is recorded (R30, R35, Q1, R38). */
@Pages()
export class EndOfStayPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly steps: PlacementSteps,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${PATHS.placements}/:placementId/end`)
  @Allowed(placementsAccess.dischargeCitizen)
  ask(@IdParam('placementId') id: PlacementId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.ending(id, visit, freshForm({ departureDay: this.clock.today() }));
  }

  @Post(`${PATHS.placements}/:placementId/end/preview`)
  @Allowed(placementsAccess.previewDeparture)
  preview(
    @IdParam('placementId') id: PlacementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const words = WORDS[visit.language];
    return this.forms.take(
      visit,
      DischargeCitizenBody,
      form,
      (body) => this.previewed(id, visit, body, { form, title: words.endPreview, submit: words.end, at: 'end' }),
      (state) => this.ending(id, visit, state),
    );
  }

  @Post(`${PATHS.placements}/:placementId/end`)
  @Allowed(placementsAccess.dischargeCitizen)
  end(
    @IdParam('placementId') id: PlacementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(DischargeCitizenRoute, visit);
    return this.steps.take(id, visit, {
      described: DischargeCitizenBody,
      form,
      send: (body) => route.dischargeCitizen(id, body, visit.actor, revisionAsked()),
      again: (state) => this.ending(id, visit, state),
    });
  }

  @Get(`${PATHS.placements}/:placementId/end/correct`)
  @Allowed(placementsAccess.correctDischarge)
  askCorrection(@IdParam('placementId') id: PlacementId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.correcting(id, visit, freshForm());
  }

  @Post(`${PATHS.placements}/:placementId/end/correct/preview`)
  @Allowed(placementsAccess.previewDeparture)
  previewCorrection(
    @IdParam('placementId') id: PlacementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const words = WORDS[visit.language];
    const shown = { form, title: words.correctPreview, submit: words.correct, at: 'end/correct' };
    return this.forms.take(
      visit,
      CorrectDischargeBody,
      form,
      (body) => this.previewed(id, visit, body, shown),
      (state) => this.correcting(id, visit, state),
    );
  }

  @Post(`${PATHS.placements}/:placementId/end/correct`)
  @Allowed(placementsAccess.correctDischarge)
  correct(
    @IdParam('placementId') id: PlacementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(CorrectDischargeRoute, visit);
    return this.steps.take(id, visit, {
      described: CorrectDischargeBody,
      form,
      send: (body) => route.correctDischarge(id, body, visit.actor, revisionAsked()),
      again: (state) => this.correcting(id, visit, state),
    });
  }

  /** The computed day, and the form once more without anything to fill in. */
  private async previewed(
    id: PlacementId,
    visit: SignedInVisit,
    body: DischargeCitizenBody,
    { form, title, submit, at }: { form: TypedForm; title: string; submit: string; at: string },
  ): Promise<Screen> {
    const placement = await this.steps.placement(id, visit, placementsAccess.previewDeparture);
    const preview = await this.doors.open(PreviewDepartureRoute, visit).preview(id, body, visit.actor);
    const agreement = await this.steps.agreementName(preview.agreementId, visit);
    return this.steps.screen(
      placement,
      visit,
      title,
      <>
        <EndPreview preview={preview} agreement={agreement} reason={body.reason} recorded={placement} />
        <SentOn form={form} action={addressOf(placement, at)} revision={placement.revision} submit={submit} />
      </>,
    );
  }

  private async ending(id: PlacementId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const words = WORDS[visit.language];
    const placement = await this.steps.placement(id, visit, placementsAccess.dischargeCitizen);
    return this.steps.screen(
      placement,
      visit,
      words.end,
      <>
        <p class="font-lead">{words.endLead}</p>
        <EndForm action={addressOf(placement, 'end/preview')} placement={placement} state={state} submit={words.show} />
      </>,
    );
  }

  private async correcting(id: PlacementId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const words = WORDS[visit.language];
    const placement = await this.steps.placement(id, visit, placementsAccess.correctDischarge);
    return this.steps.screen(
      placement,
      visit,
      words.correct,
      <>
        <p class="font-lead">{words.correctLead}</p>
        <RecordedEnd placement={placement} />
        <EndForm
          action={addressOf(placement, 'end/correct/preview')}
          placement={placement}
          state={state}
          submit={words.show}
          corrects
        />
      </>,
    );
  }
}

const addressOf = ({ placementId }: PlacementView, step: string): string =>
  `${PATHS.placements}/${placementId}/${step}`;
