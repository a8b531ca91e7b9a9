import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import type { OfferingId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import type { TypedForm } from '../../platform/http/form-body';
import { BringInRegulationBody, BringInRegulationRoute } from '../../year-end/bring-in-regulation';
import { PreviewYearEndRoutes, type RegulationPreviewView } from '../../year-end/preview-year-end';
import { yearEndAccess } from '../../year-end/year-end.access';
import { YearEndQuery, YearEndRoutes } from '../../year-end/year-end.routes';
import { askedIn } from '../frame/asked';
import { Form, Select, TextArea, TextInput } from '../components/form';
import { Figures } from '../components/notes';
import { Pager } from '../components/pager';
import { Doors } from '../frame/doors';
import { danishKroner } from '../frame/formats';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { Confirm, typedText } from '../components/previewed';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { signedOreTyped, withOre } from '../frame/typed-amounts';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { lineParts, offeringNames, type OwnLine, ownLines, YearEndHead, YearFilter } from './year-end-section';
import { shownList } from '../frame/whole-list';
import { RegulationTable } from './regulation-table';

const WORDS = {
  da: {
    title: 'Reguleringskonti',
    lead: 'Hvert års resultat, og hvor det er blevet af. Når alt har fundet sin plads, står der intet tilbage. Beløb i kroner.',
    offering: 'Tilbud og ydelse',
    bringIn: 'Indlæs en rest fra før bogen',
    bringInLead:
      'For år, hvis dage bogen ikke har. En senere oplysning om samme år tager dens plads. Har året et regnskab her, kan der ikke indlæses en rest.',
    originYear: 'Året, resultatet er fra',
    amount: 'Det, der er tilbage at regulere',
    amountHint: 'Et overskud med plus, et underskud med minus, som -250.000.',
    reason: 'Hvor beløbet kommer fra',
    reasonHint: 'Som »Revideret regnskab 2023«. Skriv ingen personoplysninger.',
    kroner: 'kr.',
    show: 'Se, hvilken takst det indgår i',
    again: 'Se igen',
    preview: 'Det fører til',
    inTariff: 'Indgår i taksten for',
    unchanged: 'Beløbet står der allerede, så der sker intet.',
    confirm: 'Indlæs resten',
  },
  en: {
    title: 'Regulation accounts',
    lead: 'The result of each year, and what became of it. When all has found its place, nothing is left. Amounts in kroner.',
    offering: 'Offering and service',
    bringIn: 'Bring in what is left from before the ledger',
    bringInLead:
      'For years whose days the ledger does not hold. A later statement of the same year takes its place. A year with accounts here takes none.',
    originYear: 'The year whose result it is',
    amount: 'What is left to regulate',
    amountHint: 'A surplus with plus, a deficit with minus, such as -250.000.',
    reason: 'Where the amount comes from',
    reasonHint: 'Such as “Audited accounts 2023”. Write no personal data.',
    kroner: 'kr.',
    show: 'See which tariff settles it',
    again: 'See again',
    preview: 'What it leads to',
    inTariff: 'Settled by the tariff of',
    unchanged: 'The amount stands there already, so nothing happens.',
    confirm: 'Bring it in',
  },
};

const BRING_IN = `${PATHS.regulationAccounts}/bring-in`;

/** What a result became, until nothing is left; and what is left of years before the ledger. */
@Pages()
export class RegulationPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(PATHS.regulationAccounts)
  @Allowed(yearEndAccess.listRegulationAccounts)
  async list(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const query = askedIn(visit, YearEndQuery, ['offeringId', 'serviceLineId', 'year', 'sort', 'cursor']);
    const { items, next, whole } = await shownList(visit, query, (asked) =>
      this.doors.open(YearEndRoutes, visit).regulationAccounts(asked, visit.actor),
    );
    const offering = await offeringNames(this.doors, visit);
    return screen({
      title: words.title,
      wide: true,
      body: (
        <>
          <YearEndHead
            lead={words.lead}
            way={{ permission: yearEndAccess.bringInRegulation, href: BRING_IN, text: words.bringIn }}
          />
          <YearFilter />
          <RegulationTable rows={items} whole={whole} offering={offering} name={this.names.all()} />
          <Pager next={next} />
        </>
      ),
    });
  }

  @Get(BRING_IN)
  @Allowed(yearEndAccess.bringInRegulation)
  ask(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.form(visit, freshForm());
  }

  @Post(`${BRING_IN}/preview`)
  @Allowed(yearEndAccess.previewRegulationBroughtIn)
  preview(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.take(form, visit, async (offeringId, body) => {
      const preview = await this.doors.open(PreviewYearEndRoutes, visit).regulation(offeringId, body, visit.actor);
      return this.form(visit, freshForm(form), preview);
    });
  }

  @Post(BRING_IN)
  @Allowed(yearEndAccess.bringInRegulation)
  bringIn(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.take(form, visit, async (offeringId, body) => {
      const route = this.doors.open(BringInRegulationRoute, visit);
      const { position } = await route.bringIn(offeringId, body, visit.actor);
      return new SeeOther(PATHS.regulationAccounts, { offeringId, position });
    });
  }

  private take(
    form: TypedForm,
    visit: SignedInVisit,
    send: (offeringId: OfferingId, body: BringInRegulationBody) => Promise<PageAnswer>,
  ): Promise<PageAnswer> {
    const { line: _chosen, ...rest } = withOre(form, (field) => field === 'openingOre', signedOreTyped);
    const { offeringId, serviceLineId } = lineParts(typedText(form, 'line'));
    return this.forms.take(
      visit,
      BringInRegulationBody,
      { ...rest, serviceLineId },
      (body) => send(offeringId, body),
      (state) => {
        const faults = state.faults.map((fault) =>
          fault.field === 'serviceLineId' ? { ...fault, field: 'line' } : fault,
        );
        return this.form(visit, { ...state, typed: form, faults });
      },
    );
  }

  private async form(visit: SignedInVisit, state: FormState, preview?: RegulationPreviewView): Promise<Screen> {
    const words = WORDS[visit.language];
    const lines = await ownLines(this.doors, visit);
    return screen({
      title: words.bringIn,
      crumbs: [{ href: PATHS.regulationAccounts, text: words.title }],
      body: (
        <>
          <p class="font-lead">{words.bringInLead}</p>
          {preview !== undefined && <Preview preview={preview} typed={state.typed} />}
          <BringInForm lines={lines} state={state} previewed={preview !== undefined} />
        </>
      ),
    });
  }
}

const Preview = ({
  preview: { tariffYear, openingOre },
  typed,
}: {
  preview: RegulationPreviewView;
  typed: TypedForm;
}): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <section class="panel">
      <h2>{words.preview}</h2>
      {tariffYear === undefined ? (
        <p>{words.unchanged}</p>
      ) : (
        <>
          <Figures
            amounts
            entries={[
              { term: words.amount, value: danishKroner(openingOre) },
              { term: words.inTariff, value: tariffYear },
            ]}
          />
          <Confirm action={BRING_IN} typed={typed} submit={words.confirm} />
        </>
      )}
    </section>
  );
};

const BringInForm = ({
  lines,
  state,
  previewed,
}: {
  lines: readonly OwnLine[];
  state: FormState;
  previewed: boolean;
}): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <Form
      id="regulation"
      action={`${BRING_IN}/preview`}
      state={state}
      labels={{
        line: words.offering,
        originYear: words.originYear,
        openingOre: words.amount,
        reason: words.reason,
      }}
      submit={previewed ? words.again : words.show}
      tone={previewed ? 'secondary' : 'primary'}
    >
      <Select name="line" label={words.offering} choices={lines} value={typedText(state.typed, 'line')} />
      <TextInput name="originYear" label={words.originYear} inputMode="numeric" />
      <TextInput name="openingOre" label={words.amount} hint={words.amountHint} suffix={words.kroner} />
      <TextArea name="reason" label={words.reason} hint={words.reasonHint} rows={2} />
    </Form>
  );
};
