import { Body, Get, Inject, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import type { PlacementId } from '../../kernel/vocabulary';
import { GiveNoticeBody, GiveNoticeRoute, type NoticePreview } from '../../placements/give-notice';
import type { PlacementView } from '../../placements/placement.views';
import { placementsAccess } from '../../placements/placements.access';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam } from '../../platform/http/parameters';
import { FaultSummary } from '../components/faults';
import { DayInput, Filters, Form } from '../components/form';
import { Figures } from '../components/notes';
import { Doors } from '../frame/doors';
import { dayText } from '../frame/formats';
import { Forms, type FormState, freshForm, revisionAsked } from '../frame/forms';
import { lastDayRuleText } from './last-day';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { PlacementSteps } from './placement-steps';
import type { PageAnswer, Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';

const WORDS = {
  da: {
    title: 'Opsig pladsen',
    lead: 'Vælg opsigelsens dato, og se, hvad den fører til, før du opsiger.',
    noticeDate: 'Opsigelsens dato',
    lastDay: 'Sidste betalingsdag',
    show: 'Vis, hvad den fører til',
    rule: 'Følger af',
    agreement: 'Rammeaftale',
    receivedDate: 'Den dag, modparten fik opsigelsen',
    submit: (day: string) => `Opsig med sidste betalingsdag ${day}`,
  },
  en: {
    title: 'Give notice',
    lead: 'Choose the date of the notice, and see what it leads to before you give it.',
    noticeDate: 'The date of the notice',
    lastDay: 'Last payable day',
    show: 'Show what it leads to',
    rule: 'Follows from',
    agreement: 'Framework agreement',
    receivedDate: 'The day the other party received it',
    submit: (day: string) => `Give notice with last payable day ${day}`,
  },
};

/** Notice: the last payable day that it leads to is shown before it is given (R30). */
@Pages()
export class NoticePages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly steps: PlacementSteps,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${PATHS.placements}/:placementId/notice`)
  @Allowed(placementsAccess.previewNotice)
  ask(@IdParam('placementId') id: PlacementId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    const noticeDate = visit.query.get('noticeDate') ?? this.clock.today();
    return this.screen(id, visit, freshForm({ noticeDate, receivedDate: noticeDate }));
  }

  @Post(`${PATHS.placements}/:placementId/notice`)
  @Allowed(placementsAccess.giveNotice)
  give(
    @IdParam('placementId') id: PlacementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(GiveNoticeRoute, visit);
    return this.steps.take(id, visit, {
      described: GiveNoticeBody,
      form,
      send: (body) => route.giveNotice(id, body, visit.actor, revisionAsked()),
      again: (state) => this.screen(id, visit, state),
    });
  }

  private async screen(id: PlacementId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const placement = await this.steps.placement(id, visit, placementsAccess.previewNotice);
    const { noticeDate = '' } = state.typed;
    const looked = await this.forms.look(
      visit,
      GiveNoticeBody,
      { noticeDate, receivedDate: noticeDate },
      ({ noticeDate: day }) => this.doors.open(GiveNoticeRoute, visit).preview(id, day, visit.actor),
    );
    // The other day is asked for further down.
    const unfit =
      'answer' in looked
        ? freshForm()
        : { ...looked, faults: looked.faults.filter(({ field }) => field !== 'receivedDate') };
    const body = (
      <>
        <DateAsked noticeDate={String(noticeDate)} state={unfit} />
        {'answer' in looked && (
          <Notice
            placement={placement}
            preview={looked.answer}
            agreement={await this.steps.agreementName(looked.answer.agreementId, visit)}
            state={state}
          />
        )}
      </>
    );
    return this.steps.screen(placement, visit, WORDS[visit.language].title, body);
  }
}

/** The day that is looked at, and why no notice can be given on it. */
const DateAsked = ({ noticeDate, state }: { noticeDate: string; state: FormState }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <>
      <p class="font-lead">{words.lead}</p>
      <FaultSummary id="date" state={state} labels={{ noticeDate: words.noticeDate }} />
      <Filters id="date" submit={words.show} faults={state.faults}>
        <DayInput name="noticeDate" label={words.noticeDate} value={noticeDate} />
      </Filters>
    </>
  );
};

const Notice = ({
  placement: { placementId, revision },
  preview: { noticeDate, lastPayableDay, ruleRef, agreementId },
  agreement,
  state,
}: {
  placement: PlacementView;
  preview: NoticePreview;
  agreement: string;
  state: FormState;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const day = dayText(lastPayableDay, language);
  return (
    <>
      <Figures
        entries={[
          { term: words.noticeDate, value: dayText(noticeDate, language) },
          { term: words.lastDay, value: day },
          { term: words.agreement, value: <a href={`${PATHS.agreements}/${agreementId}`}>{agreement}</a> },
        ]}
      />
      <p>
        <strong>{words.rule}:</strong> {lastDayRuleText(ruleRef, language)}
      </p>
      <Form
        id="notice"
        action={`${PATHS.placements}/${placementId}/notice`}
        state={state}
        labels={{ noticeDate: words.noticeDate, receivedDate: words.receivedDate }}
        revision={revision}
        hidden={{ noticeDate }}
        submit={words.submit(day)}
        tone="warning"
      >
        <DayInput name="receivedDate" label={words.receivedDate} />
      </Form>
    </>
  );
};
