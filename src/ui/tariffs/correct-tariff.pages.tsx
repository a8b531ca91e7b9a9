import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { reject } from '../../kernel/decider';
import type { OfferingId, TariffId } from '../../kernel/vocabulary';
import type { OfferingView } from '../../offerings/offering-view';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { Refused } from '../../platform/commands/refusals';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam } from '../../platform/http/parameters';
import { PreviewCorrectionAdjustmentsRoute } from '../../settlement/months/preview-correction-adjustments';
import { CorrectTariffBody, CorrectTariffRoute } from '../../tariffs/correct-tariff';
import { PreviewCorrectionRoute } from '../../tariffs/preview-correction';
import type { TariffView } from '../../tariffs/tariff-view';
import { TariffRoutes } from '../../tariffs/tariff.routes';
import { tariffsAccess } from '../../tariffs/tariffs.access';
import { crumbsOf, soldBy } from './change-tariff.pages';
import { Form } from '../components/form';
import { Facts } from '../components/notes';
import { Typed } from '../components/typed';
import { Doors } from '../frame/doors';
import { dayOr, dayText } from '../frame/formats';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { runningPlacements } from '../placements/running-placements';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { Adjusted } from './closed-months-adjusted';
import { sentOn, shownAgain, TariffForm } from './tariff-form';
import { Measured, PartsCompared, RunningOn } from './tariff-preview';
import { formOfRows, rowOf, tariffBodyOf } from './tariff-rows';
import { basisPointsTyped } from '../frame/typed-amounts';
import { type SignedInVisit, TheVisit, useVisit, type Words } from '../frame/visit';
import { paragraph } from '../frame/words';

const WORDS = {
  da: {
    tariffs: 'Takster',
    title: (offering: string, level: string) => `Ret taksten for ${offering}, niveau ${level}`,
    lead: 'Rettelsen gælder fra samme dag som den forkerte takst, som bliver stående i bogen. Det, der er afregnet efter den, reguleres på næste afregning (R38).',
    line: 'Ydelse',
    level: 'Niveau',
    from: 'Gælder fra',
    to: 'Gælder til',
    open: 'Ingen slutdag',
    recorded: 'Begrundelse dengang',
    calculated: 'Dannet af',
    calculation: 'en beregning; er den forkert, beregnes der på ny',
    previewTitle: (offering: string) => `Sådan bliver den rettede takst for ${offering}`,
    was: 'Pris pr. dag, som den står',
    becomes: (day: string) => `Rettet pris pr. dag fra ${day}`,
    set: 'Ret taksten',
  },
  en: {
    tariffs: 'Tariffs',
    title: (offering: string, level: string) => `Correct the tariff of ${offering}, level ${level}`,
    lead: 'The correction holds from the same day as the wrong tariff, which stays in the ledger. What was settled by it is adjusted with the next statement (R38).',
    line: 'Service',
    level: 'Level',
    from: 'From',
    to: 'To',
    open: 'No last day',
    recorded: 'Reason at the time',
    calculated: 'Made of',
    calculation: 'a calculation; if it is wrong, calculate anew',
    previewTitle: (offering: string) => `What the corrected tariff of ${offering} becomes`,
    was: 'Price a day as it stands',
    becomes: (day: string) => `Corrected price a day from ${day}`,
    set: 'Correct the tariff',
  },
} satisfies Words<Record<string, unknown>>;

/** A wrong version is replaced by a right one from the same day; what it adjusts is shown before (R38). */
@Pages()
export class CorrectTariffPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(`${PATHS.offerings}/:offeringId/tariffs/:tariffId/correct`)
  @Allowed(tariffsAccess.correctTariff)
  async ask(
    @IdParam('offeringId') id: OfferingId,
    @IdParam('tariffId') tariffId: TariffId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    const { components, budgetedOccupancyBp, calculationId } = await this.wrong(id, tariffId, visit);
    const typed = {
      budgetedOccupancyBp: basisPointsTyped(budgetedOccupancyBp),
      ...(calculationId === undefined ? {} : { calculationId }),
    };
    return this.form(id, tariffId, visit, freshForm(formOfRows(typed, components.map(rowOf))));
  }

  @Post(`${PATHS.offerings}/:offeringId/tariffs/:tariffId/correct/preview`)
  @Allowed(tariffsAccess.previewTariffCorrection)
  preview(
    @IdParam('offeringId') id: OfferingId,
    @IdParam('tariffId') tariffId: TariffId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      CorrectTariffBody,
      tariffBodyOf(form),
      async (body) => {
        const wrong = await this.wrong(id, tariffId, visit);
        const preview = await this.doors.open(PreviewCorrectionRoute, visit).preview(id, tariffId, body, visit.actor);
        const [offering, adjustments, running] = await Promise.all([
          this.doors.open(OfferingRoutes, visit).find(id, {}),
          this.doors.open(PreviewCorrectionAdjustmentsRoute, visit).preview(id, tariffId, body, visit.actor),
          runningPlacements(this.doors, visit, wrong),
        ]);
        const words = WORDS[visit.language];
        return screen({
          title: words.previewTitle(offering.name),
          crumbs: crumbsOf(offering, words.tariffs),
          body: (
            <>
              <Measured
                preview={preview}
                was={words.was}
                becomes={words.becomes(dayText(preview.validFrom, visit.language))}
              />
              <PartsCompared
                before={wrong.components}
                after={body.components}
                sold={soldBy(offering, wrong.serviceLineId)}
              />
              <Adjusted adjustments={adjustments} name={this.names.all()} />
              <RunningOn placements={running} name={this.names.all()} />
              <Form
                id="correct"
                action={addressOf(id, tariffId)}
                state={freshForm()}
                labels={{}}
                hidden={sentOn(form)}
                submit={words.set}
                tone="warning"
              />
            </>
          ),
        });
      },
      (state) => this.form(id, tariffId, visit, shownAgain(form, state)),
    );
  }

  @Post(`${PATHS.offerings}/:offeringId/tariffs/:tariffId/correct`)
  @Allowed(tariffsAccess.correctTariff)
  correct(
    @IdParam('offeringId') id: OfferingId,
    @IdParam('tariffId') tariffId: TariffId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      CorrectTariffBody,
      tariffBodyOf(form),
      async (body) => {
        const { serviceLineId } = await this.wrong(id, tariffId, visit);
        const { position } = await this.doors.open(CorrectTariffRoute, visit).correct(id, tariffId, body, visit.actor);
        return new SeeOther(`${PATHS.offerings}/${id}`, { line: serviceLineId, position });
      },
      (state) => this.form(id, tariffId, visit, shownAgain(form, state)),
    );
  }

  /** @throws Refused UNKNOWN_TARIFF */
  private async wrong(id: OfferingId, tariffId: TariffId, visit: SignedInVisit): Promise<TariffView> {
    const { items } = await this.doors.open(TariffRoutes, visit).list(id, {});
    const wrong = items.find((version) => version.tariffId === tariffId);
    if (wrong === undefined) throw new Refused(reject('UNKNOWN_TARIFF'));
    return wrong;
  }

  private async form(id: OfferingId, tariffId: TariffId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const words = WORDS[visit.language];
    const [offering, wrong] = await Promise.all([
      this.doors.open(OfferingRoutes, visit).find(id, {}),
      this.wrong(id, tariffId, visit),
    ]);
    return screen({
      title: words.title(offering.name, wrong.level),
      crumbs: crumbsOf(offering, words.tariffs),
      body: (
        <>
          <p class="font-lead">{words.lead}</p>
          <Wrong tariff={wrong} offering={offering} />
          <TariffForm
            action={`${addressOf(id, tariffId)}/preview`}
            state={state}
            sold={soldBy(offering, wrong.serviceLineId)}
            corrects
            calculationId={wrong.calculationId}
          />
        </>
      ),
    });
  }
}

const addressOf = (id: OfferingId, tariffId: TariffId): string =>
  `${PATHS.offerings}/${id}/tariffs/${tariffId}/correct`;

const Wrong = ({
  tariff: { serviceLineId, level, validFrom, validTo, reason, calculationId },
  offering,
}: {
  tariff: TariffView;
  offering: OfferingView;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const line = offering.serviceLines.find((each) => each.serviceLineId === serviceLineId);
  return (
    <Facts
      entries={[
        { term: words.line, value: line === undefined ? serviceLineId : paragraph(line.legalBasis) },
        { term: words.level, value: <Typed>{level}</Typed> },
        { term: words.from, value: dayText(validFrom, language) },
        { term: words.to, value: dayOr(validTo, language, words.open) },
        { term: words.recorded, value: <Typed>{reason}</Typed> },
        calculationId !== undefined && {
          term: words.calculated,
          value: (
            <a href={`${PATHS.offerings}/${offering.offeringId}/tariff-calculations/${calculationId}`}>
              {words.calculation}
            </a>
          ),
        },
      ]}
    />
  );
};
