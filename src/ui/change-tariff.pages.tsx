import { Body, Get, Inject, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { asDay } from '../kernel/calendar';
import type { Ore } from '../kernel/money';
import type { OfferingId, PartyCode } from '../kernel/vocabulary';
import type { OfferingView } from '../offerings/offering-view';
import { OfferingRoutes } from '../offerings/offering.routes';
import { PlacementRoutes } from '../placements/placement.routes';
import type { PlacementView } from '../placements/placement.views';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import type { TypedForm } from '../platform/http/form-body';
import { PAGE_ROWS_MAX } from '../platform/http/paging';
import { IdParam } from '../platform/http/parameters';
import { ChangeTariffBody, ChangeTariffRoute } from '../tariffs/change-tariff';
import { PreviewTariffRoute, type TariffPreviewView } from '../tariffs/preview-tariff';
import { CAP_REASONS, type TariffComponent } from '../tariffs/tariff.events';
import { TariffRoutes } from '../tariffs/tariff.routes';
import { tariffsAccess } from '../tariffs/tariffs.access';
import { DayInput, Form, Select, TextArea, TextInput } from './components/form';
import { Alert, Figures } from './components/notes';
import { Table } from './components/table';
import { Doors } from './doors';
import { everyRow } from './every-row';
import { danishAmount, danishKroner, dayText } from './formats';
import { Forms, type FormState, freshForm } from './forms';
import { Names } from './names';
import { PATHS, TARIFFS } from './navigation';
import { Pages } from './pages';
import { type PageAnswer, screen, type Screen, SeeOther } from './screen';
import { CAP_REASON_WORDS, warningText } from './tariff-words';
import { withBasisPoints, withOre } from './typed-amounts';
import { type SignedInVisit, TheVisit, useVisit } from './visit';

const PRICE = /^components\.\d+\.priceOre$/;
const BASE: Omit<TariffComponent, 'priceOre'> = { code: 'BASE', kind: 'BASE', unit: 'DAY' };

const WORDS = {
  da: {
    tariffs: 'Takster',
    title: (offering: string, level: string) => `Ny takst for ${offering}, niveau ${level}`,
    lead: 'Skriv den nye pris, og se, hvad den fører til, før den fastsættes.',
    pricePer: (code: string, unit: string) => `Pris for ${code} pr. ${unit}`,
    units: { DAY: 'dag', HOUR: 'time', MONTH: 'måned', KM: 'km', PIECE: 'stk.' },
    validFrom: 'Gælder fra',
    validFromHint: 'Fra i morgen eller senere. Aftalens varsel står i eftersynet.',
    occupancy: 'Budgetteret belægning',
    reason: 'Begrundelse',
    reasonHint: 'Skriv ingen personoplysninger.',
    capReason: 'Grund, hvis prisen går over takstloftet',
    noReason: 'Ingen',
    source: 'Hvor prisen er offentliggjort',
    level: 'Niveau',
    line: 'Ydelse',
    components: 'Dele af taksten',
    show: 'Se, hvad den fører til',
    previewTitle: (offering: string) => `Sådan bliver taksten for ${offering}`,
    now: 'Pris pr. dag indtil da',
    then: (day: string) => `Pris pr. dag fra ${day}`,
    limit: 'Højst efter takstloftet (R19)',
    warnings: 'Det vil sekretariatet se',
    warningsHint: 'Det hindrer ikke, at taksten fastsættes (R1).',
    none: 'Taksten giver ingen bemærkninger.',
    touched: (count: number) => `Løbende indskrivninger, der får den nye pris: ${count}`,
    touchedHint:
      'De, der er aftalt eller indskrevet på niveauet i dag. Prisen følger den takst, der gælder på dagen (R29).',
    payer: 'Betaler',
    placements: 'Indskrivninger',
    set: 'Fastsæt taksten',
  },
  en: {
    tariffs: 'Tariffs',
    title: (offering: string, level: string) => `New tariff for ${offering}, level ${level}`,
    lead: 'Write the new price, and see what it leads to before it is set.',
    pricePer: (code: string, unit: string) => `Price of ${code} per ${unit}`,
    units: { DAY: 'day', HOUR: 'hour', MONTH: 'month', KM: 'km', PIECE: 'piece' },
    validFrom: 'Holds from',
    validFromHint: 'From tomorrow or later. The notice that was agreed is looked at in the preview.',
    occupancy: 'Budgeted occupancy',
    reason: 'Reason',
    reasonHint: 'Write no personal data.',
    capReason: 'Why, if the price goes above the cap',
    noReason: 'None',
    source: 'Where the price was published',
    level: 'Level',
    line: 'Service',
    components: 'Parts of the tariff',
    show: 'See what it leads to',
    previewTitle: (offering: string) => `What the tariff of ${offering} becomes`,
    now: 'Price a day until then',
    then: (day: string) => `Price a day from ${day}`,
    limit: 'At most under the cap (R19)',
    warnings: 'What the secretariat will see',
    warningsHint: 'It does not hinder the tariff from being set (R1).',
    none: 'There is nothing to remark.',
    touched: (count: number) => `Running placements that get the new price: ${count}`,
    touchedHint: 'Those agreed or enrolled at the level today. The price follows the tariff in force on the day (R29).',
    payer: 'Payer',
    placements: 'Placements',
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
    const { items } = await this.doors.open(TariffRoutes, visit).list(id, { effectiveOn: today });
    const serviceLineId = visit.query.get('line') ?? offering.serviceLines[0]?.serviceLineId ?? '';
    const level = visit.query.get('level') ?? '1';
    const now = items.find((each) => each.serviceLineId === serviceLineId && each.level === level);
    const components: readonly (Omit<TariffComponent, 'priceOre'> & { readonly priceOre?: Ore })[] =
      now?.components ?? [BASE];
    const typed = {
      serviceLineId,
      level,
      validFrom: asDay(`${Number(today.slice(0, 4)) + 1}-01-01`),
      budgetedOccupancyBp:
        now?.budgetedOccupancyBp === undefined ? '' : String(now.budgetedOccupancyBp / 100).replace('.', ','),
      ...Object.fromEntries(
        components.flatMap((component, at) => [
          [`components.${at}.code`, component.code],
          [`components.${at}.kind`, component.kind],
          [`components.${at}.unit`, component.unit],
          [`components.${at}.priceOre`, component.priceOre === undefined ? '' : danishAmount(component.priceOre)],
        ]),
      ),
    };
    return this.form(offering, visit, freshForm(typed));
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
      bodyOf(form),
      async (body) => {
        const preview = await this.doors.open(PreviewTariffRoute, visit).preview(id, body, visit.actor);
        const offering = await this.doors.open(OfferingRoutes, visit).find(id, {});
        const touched = await this.touched(id, body, visit);
        const words = WORDS[visit.language];
        return screen({
          title: words.previewTitle(offering.name),
          crumbs: crumbsOf(offering, words.tariffs),
          body: <Preview preview={preview} touched={touched} form={form} id={id} name={this.names.all()} />,
        });
      },
      (state) => this.again(id, visit, { ...state, typed: form }),
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
      bodyOf(form),
      async (body) => {
        const { position } = await this.doors.open(ChangeTariffRoute, visit).change(id, body, visit.actor);
        return new SeeOther(`${PATHS.offerings}/${id}`, { line: body.serviceLineId, position });
      },
      (state) => this.again(id, visit, { ...state, typed: form }),
    );
  }

  /** Purchases whose days will cost what the new tariff says. */
  private async touched(
    id: OfferingId,
    body: ChangeTariffBody,
    visit: SignedInVisit,
  ): Promise<readonly PlacementView[]> {
    const rows = await Promise.all(
      (['agreed', 'enrolled'] as const).map((phase) =>
        everyRow((cursor) =>
          this.doors
            .open(PlacementRoutes, visit)
            .list({ phase, offeringId: id, limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }, visit.actor),
        ),
      ),
    );
    return rows
      .flat()
      .filter(({ serviceLineId, level }) => serviceLineId === body.serviceLineId && level === body.level);
  }

  private async again(id: OfferingId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    return this.form(await this.doors.open(OfferingRoutes, visit).find(id, {}), visit, state);
  }

  private form(offering: OfferingView, { language }: SignedInVisit, state: FormState): Screen {
    const words = WORDS[language];
    const level = state.typed.level;
    return screen({
      title: words.title(offering.name, typeof level === 'string' ? level : ''),
      crumbs: crumbsOf(offering, words.tariffs),
      body: <TariffForm id={offering.offeringId} state={state} />,
    });
  }
}

const bodyOf = (form: TypedForm): TypedForm =>
  withBasisPoints(
    withOre(form, (field) => PRICE.test(field)),
    'budgetedOccupancyBp',
  );

const crumbsOf = ({ offeringId, name }: OfferingView, tariffs: string) => [
  { href: TARIFFS.all, text: tariffs },
  { href: `${PATHS.offerings}/${offeringId}`, text: name },
];

const textOf = (form: TypedForm, field: string): string => {
  const typed = form[field];
  return typeof typed === 'string' ? typed : '';
};

const TariffForm = ({ id, state }: { id: OfferingId; state: FormState }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const fields = Object.keys(state.typed).filter((field) => PRICE.test(field));
  const labels = {
    validFrom: words.validFrom,
    budgetedOccupancyBp: words.occupancy,
    reason: words.reason,
    capReason: words.capReason,
    source: words.source,
    level: words.level,
    serviceLineId: words.line,
    components: words.components,
    ...Object.fromEntries(fields.map((field) => [field, labelOf(state.typed, field, words)])),
  };
  const fixed = Object.keys(state.typed).filter((field) => /^components\.\d+\.(?:code|kind|unit)$/.test(field));
  return (
    <>
      <p class="font-lead">{words.lead}</p>
      <Form
        id="tariff"
        action={`${PATHS.offerings}/${id}/tariffs/preview`}
        state={state}
        labels={labels}
        hidden={Object.fromEntries(
          ['serviceLineId', 'level', ...fixed].map((field) => [field, textOf(state.typed, field)]),
        )}
        submit={words.show}
      >
        {fields.map((field) => (
          <TextInput name={field} label={labelOf(state.typed, field, words)} inputMode="decimal" suffix="kr." />
        ))}
        <DayInput name="validFrom" label={words.validFrom} hint={words.validFromHint} />
        <TextInput name="budgetedOccupancyBp" label={words.occupancy} optional inputMode="decimal" suffix="%" />
        <TextArea name="reason" label={words.reason} hint={words.reasonHint} rows={2} />
        <Select
          name="capReason"
          label={words.capReason}
          none={words.noReason}
          optional
          choices={CAP_REASONS.map((reason) => ({ value: reason, text: CAP_REASON_WORDS[reason][language] }))}
        />
        <TextInput name="source" label={words.source} optional />
      </Form>
    </>
  );
};

/** `Pris for BASE pr. dag`: the code and unit of the component that the price belongs to. */
const labelOf = (form: TypedForm, field: string, words: (typeof WORDS)['da']): string => {
  const component = field.slice(0, -'priceOre'.length);
  const unit = textOf(form, `${component}unit`);
  const said = Object.hasOwn(words.units, unit) ? words.units[unit as keyof typeof words.units] : unit;
  return words.pricePer(textOf(form, `${component}code`), said);
};

const Preview = ({
  preview: { validFrom, dayPriceOre, previousOre, limitOre, warnings },
  touched,
  form,
  id,
  name,
}: {
  preview: TariffPreviewView;
  touched: readonly PlacementView[];
  form: TypedForm;
  id: OfferingId;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const payers = [...Map.groupBy(touched, ({ payer }) => payer)];
  return (
    <>
      <Figures
        entries={[
          ...(previousOre === undefined ? [] : [{ term: words.now, value: danishKroner(previousOre) }]),
          ...(dayPriceOre === undefined
            ? []
            : [{ term: words.then(dayText(validFrom, language)), value: danishKroner(dayPriceOre) }]),
          ...(limitOre === undefined ? [] : [{ term: words.limit, value: danishKroner(limitOre) }]),
        ]}
      />
      {warnings.length > 0 ? (
        <Alert tone="warning" heading={words.warnings}>
          <ul>
            {warnings.map((warning) => (
              <li>{warningText(warning, language)}</li>
            ))}
          </ul>
          <p>{words.warningsHint}</p>
        </Alert>
      ) : (
        <p>{words.none}</p>
      )}
      <section>
        <h2>{words.touched(touched.length)}</h2>
        <p>{words.touchedHint}</p>
        {payers.length > 0 && (
          <Table
            caption={words.placements}
            captionHidden
            rows={payers}
            columns={[
              { title: words.payer, heads: true, cell: ([payer]) => name(payer) },
              { title: words.placements, numeric: true, cell: ([, of]) => of.length },
            ]}
          />
        )}
      </section>
      <Form
        id="set"
        action={`${PATHS.offerings}/${id}/tariffs`}
        state={freshForm()}
        labels={{}}
        hidden={Object.fromEntries(Object.keys(form).map((field) => [field, textOf(form, field)]))}
        submit={words.set}
        tone="warning"
      />
    </>
  );
};
