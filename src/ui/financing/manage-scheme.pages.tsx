import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import type { SchemeId } from '../../kernel/vocabulary';
import { ComputeSharesRoute } from '../../objective-financing/compute-shares';
import { objectiveFinancingAccess } from '../../objective-financing/objective-financing.access';
import { type ActualsPreviewView, PreviewSchemeRoutes } from '../../objective-financing/preview-scheme';
import { ReportActualsBody, ReportActualsRoute } from '../../objective-financing/report-actuals';
import type { SchemeView } from '../../objective-financing/scheme.views';
import { SchemeRoutes } from '../../objective-financing/schemes.routes';
import { FIGURES_MAX, TakeKeySnapshotRoute } from '../../objective-financing/take-key-snapshot';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { ListField, TextField } from '../../platform/http/fields';
import type { TypedForm } from '../../platform/http/form-body';
import { ReadTimesQuery } from '../../platform/http/fresh-reads';
import { IdParam } from '../../platform/http/parameters';
import { invalidRequest } from '../../platform/http/problem';
import * as scalars from '../../platform/http/scalars';
import { Told } from '../components/typed';
import { Form, TextArea, TextInput } from '../components/form';
import { Doors } from '../frame/doors';
import { countText, dayText } from '../frame/formats';
import { Forms, type FormState, freshForm, NoBody } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { Confirm } from '../components/previewed';
import { keyRows, linesTyped } from './published-rows';
import { withParties } from './pasted-parties';
import { Actuals, KeyAndShares } from './scheme-shares';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { withOre } from '../frame/typed-amounts';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';

const LINE_MAX = 200;
const ONE = `${PATHS.schemes}/:schemeId`;

/** What the form of a key holds: where it was read, and a table as lines. */
class PastedKey {
  @TextField('Where the figures were read.', { maxLength: 200 })
  source!: string;

  @ListField(scalars.text({ maxLength: LINE_MAX }), 'Lines of the table.', { minItems: 1, maxItems: FIGURES_MAX })
  figures!: string[];
}

const WORDS = {
  da: {
    schemes: 'Objektiv finansiering',
    keyTitle: 'Registrer nøglen',
    keyLead: (unit: string, day: string) =>
      `Nøglen tæller ${unit} den ${day}. Indtil andelene er beregnet, kan den rettes.`,
    source: 'Hvor tallene er læst',
    sourceHint: 'Som »Danmarks Statistik, FOLK1A, 1. kvartal 2026«. Skriv ingen personoplysninger.',
    figures: 'Nøglen',
    figuresHint: 'En linje for hver, der betaler, som den står i regnearket: kommunens navn eller kode; nøgletal.',
    takeKey: 'Registrer nøglen',
    sharesTitle: 'Andelene, som de bliver',
    sharesLead:
      'Når andelene beregnes, opkræves de af hver kommune i de måneder, ordningen nævner. Det kan ikke tages tilbage.',
    done: 'Andelene er beregnet.',
    compute: 'Beregn og opkræv andelene',
    actualsTitle: 'Hvad året kostede',
    actualsLead: 'Forskellen mellem hver kommunes andel og det, der er opkrævet, bliver opkrævet eller givet tilbage.',
    actualOre: 'Året kostede',
    kroner: 'kr.',
    dueFrom: 'Opkræves fra måned',
    dueHint: 'Tomt: denne måned.',
    show: 'Se, hvad hver betaler',
    again: 'Se igen',
    unchanged: 'Beløbet er indberettet allerede, så der sker intet.',
    report: 'Indberet og efterregulér',
  },
  en: {
    schemes: 'Objective financing',
    keyTitle: 'Record the key',
    keyLead: (unit: string, day: string) =>
      `The key counts ${unit} on ${day}. Until the shares are computed it can be replaced.`,
    source: 'Where the figures were read',
    sourceHint: 'Such as “Statistics Denmark, FOLK1A, 1st quarter 2026”. Write no personal data.',
    figures: 'The key',
    figuresHint:
      'A line for each who pays, as it stands in the spreadsheet: the municipality’s name or code; key figure.',
    takeKey: 'Record the key',
    sharesTitle: 'The shares as they will be',
    sharesLead:
      'When the shares are computed, each municipality is charged in the months that the scheme names. It cannot be taken back.',
    done: 'The shares have been computed.',
    compute: 'Compute and charge the shares',
    actualsTitle: 'What the year cost',
    actualsLead: 'The difference between each municipality’s share and what was charged is charged or given back.',
    actualOre: 'The year cost',
    kroner: 'kr.',
    dueFrom: 'Charged from month',
    dueHint: 'Empty: this month.',
    show: 'See what each pays',
    again: 'See again',
    unchanged: 'The amount has been reported already, so nothing happens.',
    report: 'Report and regulate',
  },
};

/** Whoever runs a scheme: its key, the shares that follow, and what the year cost in the end; each seen before it counts. */
@Pages()
export class ManageSchemePages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(`${ONE}/key`)
  @Allowed(objectiveFinancingAccess.takeKeySnapshot)
  async askKey(@IdParam('schemeId', 'The scheme.') id: SchemeId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { key } = await this.scheme(id, visit);
    const name = this.names.all();
    const figures = key?.figures.map(({ party, figure }) => `${name(party)}; ${countText(figure)}`).join('\n') ?? '';
    return this.keyScreen(id, visit, freshForm({ source: key?.source ?? '', figures }));
  }

  @Post(`${ONE}/key`)
  @Allowed(objectiveFinancingAccess.takeKeySnapshot)
  takeKey(
    @IdParam('schemeId', 'The scheme.') id: SchemeId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const typed = typeof form.figures === 'string' ? linesTyped(form.figures) : [];
    return this.forms.take(
      visit,
      PastedKey,
      { ...form, figures: typed.length === 0 ? '' : typed },
      async ({ source, figures: lines }) => {
        const { rows, faults } = keyRows(lines, 'figures');
        if (faults.length > 0) throw invalidRequest(faults);
        const figures = withParties(this.names, rows, 'figures').map(({ party, figure }) => ({ party, figure }));
        const route = this.doors.open(TakeKeySnapshotRoute, visit);
        const { position } = await route.take(id, { source, figures }, visit.actor);
        return new SeeOther(`${PATHS.schemes}/${id}`, { position });
      },
      (state) => this.keyScreen(id, visit, { ...state, typed: form }),
    );
  }

  @Get(`${ONE}/shares`)
  @Allowed(objectiveFinancingAccess.previewShares)
  askShares(@IdParam('schemeId', 'The scheme.') id: SchemeId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.sharesScreen(id, visit, freshForm());
  }

  @Post(`${ONE}/shares`)
  @Allowed(objectiveFinancingAccess.computeShares)
  compute(
    @IdParam('schemeId', 'The scheme.') id: SchemeId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      NoBody,
      form,
      async () => {
        const { position } = await this.doors.open(ComputeSharesRoute, visit).compute(id, visit.actor);
        return new SeeOther(`${PATHS.schemes}/${id}`, { position });
      },
      (state) => this.sharesScreen(id, visit, state),
    );
  }

  @Get(`${ONE}/actuals`)
  @Allowed(objectiveFinancingAccess.reportActuals)
  askActuals(@IdParam('schemeId', 'The scheme.') id: SchemeId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.actualsScreen(id, visit, freshForm());
  }

  @Post(`${ONE}/actuals/preview`)
  @Allowed(objectiveFinancingAccess.previewActuals)
  previewActuals(
    @IdParam('schemeId', 'The scheme.') id: SchemeId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.takeActuals(id, form, visit, async (body) => {
      const preview = await this.doors.open(PreviewSchemeRoutes, visit).actuals(id, body, visit.actor);
      return this.actualsScreen(id, visit, freshForm(form), preview);
    });
  }

  @Post(`${ONE}/actuals`)
  @Allowed(objectiveFinancingAccess.reportActuals)
  report(
    @IdParam('schemeId', 'The scheme.') id: SchemeId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.takeActuals(id, form, visit, async (body) => {
      const { position } = await this.doors.open(ReportActualsRoute, visit).report(id, body, visit.actor);
      return new SeeOther(`${PATHS.schemes}/${id}`, { position });
    });
  }

  private takeActuals(
    id: SchemeId,
    form: TypedForm,
    visit: SignedInVisit,
    send: (body: ReportActualsBody) => Promise<PageAnswer>,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      ReportActualsBody,
      withOre(form, (field) => field === 'actualOre'),
      send,
      (state) => this.actualsScreen(id, visit, { ...state, typed: form }),
    );
  }

  private scheme(id: SchemeId, visit: SignedInVisit): Promise<SchemeView> {
    return this.doors.open(SchemeRoutes, visit).get(id, new ReadTimesQuery(), visit.actor);
  }

  private async keyScreen(id: SchemeId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const { language } = visit;
    const words = WORDS[language];
    const scheme = await this.scheme(id, visit);
    return screen({
      title: words.keyTitle,
      crumbs: crumbsOf(scheme, language),
      body: (
        <>
          <p class="font-lead">
            <Told
              sentence={words.keyLead(scheme.keyUnit, dayText(scheme.keyDate, language))}
              typed={[scheme.keyUnit]}
            />
          </p>
          <Form
            id="key"
            action={`${PATHS.schemes}/${id}/key`}
            state={state}
            labels={{ source: words.source, figures: words.figures }}
            submit={words.takeKey}
          >
            <TextInput name="source" label={words.source} hint={words.sourceHint} />
            <TextArea name="figures" label={words.figures} hint={words.figuresHint} rows={12} />
          </Form>
        </>
      ),
    });
  }

  private async sharesScreen(id: SchemeId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const { language } = visit;
    const words = WORDS[language];
    const { shares } = await this.doors.open(PreviewSchemeRoutes, visit).shares(id, visit.actor);
    const scheme = await this.scheme(id, visit);
    return screen({
      title: words.sharesTitle,
      crumbs: crumbsOf(scheme, language),
      body:
        shares === undefined ? (
          <p>{words.done}</p>
        ) : (
          <>
            <p class="font-lead">{words.sharesLead}</p>
            <Form
              id="shares"
              action={`${PATHS.schemes}/${id}/shares`}
              state={state}
              labels={{}}
              submit={words.compute}
              tone="warning"
            />
            <KeyAndShares scheme={{ ...scheme, shares }} name={this.names.all()} />
          </>
        ),
    });
  }

  private async actualsScreen(
    id: SchemeId,
    visit: SignedInVisit,
    state: FormState,
    preview?: ActualsPreviewView,
  ): Promise<Screen> {
    const { language } = visit;
    const words = WORDS[language];
    const scheme = await this.scheme(id, visit);
    return screen({
      title: words.actualsTitle,
      crumbs: crumbsOf(scheme, language),
      body: (
        <>
          <p class="font-lead">{words.actualsLead}</p>
          {preview !== undefined && (
            <div class="panel">
              {preview.actuals === undefined ? (
                <p>{words.unchanged}</p>
              ) : (
                <>
                  <Actuals actuals={preview.actuals} name={this.names.all()} />
                  <Confirm action={`${PATHS.schemes}/${id}/actuals`} typed={state.typed} submit={words.report} />
                </>
              )}
            </div>
          )}
          <ActualsForm id={id} state={state} previewed={preview !== undefined} />
        </>
      ),
    });
  }
}

const crumbsOf = ({ schemeId, name, year }: SchemeView, language: SignedInVisit['language']) => [
  { href: PATHS.schemes, text: WORDS[language].schemes },
  { href: `${PATHS.schemes}/${schemeId}`, text: `${name} ${year}` },
];

const ActualsForm = ({ id, state, previewed }: { id: SchemeId; state: FormState; previewed: boolean }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <Form
      id="actuals"
      action={`${PATHS.schemes}/${id}/actuals/preview`}
      state={state}
      labels={{ actualOre: words.actualOre, dueFrom: words.dueFrom }}
      submit={previewed ? words.again : words.show}
      tone={previewed ? 'secondary' : 'primary'}
    >
      <TextInput name="actualOre" label={words.actualOre} suffix={words.kroner} inputMode="decimal" />
      <TextInput type="month" name="dueFrom" label={words.dueFrom} hint={words.dueHint} optional />
    </Form>
  );
};
