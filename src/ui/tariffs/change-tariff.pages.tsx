import { Body, Get, Inject, Post } from '@nestjs/common';
import { asDay } from '../../kernel/calendar';
import type { LegalBasisCode } from '../../kernel/legal-basis';
import type { OfferingId } from '../../kernel/vocabulary';
import type { OfferingView } from '../../offerings/offering-view';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam } from '../../platform/http/parameters';
import { ChangeTariffBody, ChangeTariffRoute } from '../../tariffs/change-tariff';
import { PreviewTariffRoute } from '../../tariffs/preview-tariff';
import { TariffRoutes } from '../../tariffs/tariff.routes';
import { tariffsAccess } from '../../tariffs/tariffs.access';
import { Form } from '../components/form';
import { Doors } from '../frame/doors';
import { dayText } from '../frame/formats';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS, TARIFFS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { runningPlacements } from '../placements/running-placements';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { sentOn, shownAgain, TariffForm } from './tariff-form';
import { Measured, RunningOn } from './tariff-preview';
import { formOfRows, NEW_LEVEL, rowOf, tariffBodyOf } from './tariff-rows';
import { basisPointsTyped } from '../frame/typed-amounts';
import { type SignedInVisit, TheVisit } from '../frame/visit';

const WORDS = {
  da: {
    tariffs: 'Takster',
    title: (offering: string, level: string) => `Ny takst for ${offering}, niveau ${level}`,
    newLevel: (offering: string) => `Takst for et nyt niveau på ${offering}`,
    lead: 'Skriv den nye pris, og se, hvad den fører til, før den fastsættes.',
    previewTitle: (offering: string) => `Sådan bliver taksten for ${offering}`,
    now: 'Pris pr. dag indtil da',
    then: (day: string) => `Pris pr. dag fra ${day}`,
    set: 'Fastsæt taksten',
  },
  en: {
    tariffs: 'Tariffs',
    title: (offering: string, level: string) => `New tariff for ${offering}, level ${level}`,
    newLevel: (offering: string) => `Tariff of a new level at ${offering}`,
    lead: 'Write the new price, and see what it leads to before it is set.',
    previewTitle: (offering: string) => `What the tariff of ${offering} becomes`,
    now: 'Price a day until then',
    then: (day: string) => `Price a day from ${day}`,
    set: 'Set the tariff',
  },
};

/** Journey 4: a new price, with what it leads to before it is set. */
@Pages()
export class ChangeTariffPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${PATHS.offerings}/:offeringId/tariffs/change`)
  @Allowed(tariffsAccess.changeTariff)
  async ask(@IdParam('offeringId') id: OfferingId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    const offering = await this.doors.open(OfferingRoutes, visit).find(id, {});
    const today = this.clock.today();
    const tariffs = this.doors.open(TariffRoutes, visit);
    const [{ items }, { items: ever }] = await Promise.all([
      tariffs.list(id, { effectiveOn: today }),
      tariffs.list(id, {}),
    ]);
    const serviceLineId = visit.query.get('line') ?? offering.serviceLines[0]?.serviceLineId ?? '';
    const line = offering.serviceLines.find((each) => each.serviceLineId === serviceLineId);
    const unpriced = !ever.some((each) => each.serviceLineId === serviceLineId);
    const opens = visit.query.has(NEW_LEVEL);
    const level = opens ? '' : (visit.query.get('level') ?? '1');
    const now = items.find((each) => each.serviceLineId === serviceLineId && each.level === level);
    const rows = (now?.components ?? [{ code: 'BASE', kind: 'BASE', unit: 'DAY' } as const]).map(rowOf);
    const typed = {
      serviceLineId,
      ...(opens ? { [NEW_LEVEL]: '1' } : {}),
      level,
      // Without a price nothing is sold, so the first one holds from when the line is; later ones, from next year.
      validFrom: unpriced && line !== undefined ? line.from : asDay(`${Number(today.slice(0, 4)) + 1}-01-01`),
      budgetedOccupancyBp: basisPointsTyped(now?.budgetedOccupancyBp),
    };
    return this.form(offering, visit, freshForm(formOfRows(typed, rows)));
  }

  @Post(`${PATHS.offerings}/:offeringId/tariffs/preview`)
  @Allowed(tariffsAccess.previewTariff)
  preview(
    @IdParam('offeringId') id: OfferingId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      ChangeTariffBody,
      tariffBodyOf(form),
      async (body) => {
        const preview = await this.doors.open(PreviewTariffRoute, visit).preview(id, body, visit.actor);
        const offering = await this.doors.open(OfferingRoutes, visit).find(id, {});
        const running = await runningPlacements(this.doors, visit, { offeringId: id, ...body });
        const words = WORDS[visit.language];
        return screen({
          title: words.previewTitle(offering.name),
          crumbs: crumbsOf(offering, words.tariffs),
          body: (
            <>
              <Measured
                preview={preview}
                was={words.now}
                becomes={words.then(dayText(preview.validFrom, visit.language))}
              />
              <RunningOn placements={running} name={this.names.all()} />
              <Form
                id="set"
                action={`${PATHS.offerings}/${id}/tariffs`}
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
      (state) => this.again(id, visit, shownAgain(form, state)),
    );
  }

  @Post(`${PATHS.offerings}/:offeringId/tariffs`)
  @Allowed(tariffsAccess.changeTariff)
  change(
    @IdParam('offeringId') id: OfferingId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      ChangeTariffBody,
      tariffBodyOf(form),
      async (body) => {
        const { position } = await this.doors.open(ChangeTariffRoute, visit).change(id, body, visit.actor);
        return new SeeOther(`${PATHS.offerings}/${id}`, { line: body.serviceLineId, position });
      },
      (state) => this.again(id, visit, shownAgain(form, state)),
    );
  }

  private async again(id: OfferingId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    return this.form(await this.doors.open(OfferingRoutes, visit).find(id, {}), visit, state);
  }

  private form(offering: OfferingView, { language }: SignedInVisit, state: FormState): Screen {
    const words = WORDS[language];
    const { level, [NEW_LEVEL]: opens } = state.typed;
    return screen({
      title:
        opens === undefined && typeof level === 'string'
          ? words.title(offering.name, level)
          : words.newLevel(offering.name),
      crumbs: crumbsOf(offering, words.tariffs),
      body: (
        <>
          <p class="font-lead">{words.lead}</p>
          <TariffForm
            action={`${PATHS.offerings}/${offering.offeringId}/tariffs/preview`}
            state={state}
            sold={soldBy(offering, state.typed.serviceLineId)}
          />
        </>
      ),
    });
  }
}

export const crumbsOf = ({ offeringId, name }: OfferingView, tariffs: string) => [
  { href: TARIFFS.all, text: tariffs },
  { href: `${PATHS.offerings}/${offeringId}`, text: name },
];

/** The paragraph of a service that an offering sells. */
export const soldBy = (
  { serviceLines }: OfferingView,
  line: TypedForm[string] | undefined,
): LegalBasisCode | undefined => serviceLines.find(({ serviceLineId }) => serviceLineId === line)?.legalBasis;
