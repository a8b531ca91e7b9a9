import { Body, Get, Inject, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { sumOre } from '../../kernel/money';
import type { OfferingId, PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { ReadTimesQuery } from '../../platform/http/fresh-reads';
import type { TypedForm } from '../../platform/http/form-body';
import {
  ClosureDeficitBody,
  ClosureDeficitRoutes,
  type ClosureDeficitView,
  DetermineClosureDeficitRoute,
} from '../../year-end/determine-closure-deficit';
import { type ClosureDeficitPreviewView, PreviewYearEndRoutes } from '../../year-end/preview-year-end';
import { yearEndAccess } from '../../year-end/year-end.access';
import { type Choice, Form, Select, TextArea, TextInput } from '../components/form';
import { Facts, Status } from '../components/notes';
import { Table } from '../components/table';
import { Doors } from '../frame/doors';
import { countText, danishKroner, dayText, shareText } from '../frame/formats';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { Confirm, typedText } from '../components/previewed';
import { Typed } from '../components/typed';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { PROVENANCE_WORDS } from '../../agreements/provenance-words';
import { withOre } from '../frame/typed-amounts';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { idIn, offeringNames, ownOfferings, YearEndHead } from './year-end-section';

const WORDS = {
  da: {
    title: 'Underskud ved lukninger',
    lead: 'Det, som et lukket tilbud efterlader ubetalt, deles af betalerne efter deres belagte dage i de sidste måneder (R24, Q5).',
    determine: 'Fastsæt et underskud',
    determineLead:
      'Beløbet skrives af driftsherren. Forskellen til et tidligere fastsat beløb bliver opkrævet eller givet tilbage i den næste måned, der lukkes.',
    nothing: 'Der er ikke fastsat noget underskud.',
    none: 'Ingen af jeres tilbud er lukket.',
    of: (offering: string, determination: number) => `${offering}, fastsættelse nr. ${determination}`,
    offering: 'Tilbud',
    closed: (name: string, day: string) => `${name}, lukket efter ${day}`,
    amount: 'Underskud',
    amountHint: 'Skriv 0, hvis et tidligere beløb var helt forkert.',
    reason: 'Hvor beløbet kommer fra',
    reasonHint: 'Som »Revideret slutregnskab«. Skriv ingen personoplysninger.',
    kroner: 'kr.',
    standing: 'Status',
    stands: 'Gælder',
    replaced: 'Afløst af et senere',
    period: 'Delt efter dagene',
    periodOf: (first: string, last: string) => `${first} – ${last}`,
    sure: 'Hvor sikker reglen er',
    determinedOn: 'Fastsat',
    operator: 'Driftsherre',
    payer: 'Betaler',
    days: 'Belagte dage',
    part: 'Del af dagene',
    share: 'Andel',
    total: 'I alt',
    show: 'Se, hvem der betaler hvad',
    again: 'Se igen',
    preview: 'Sådan bliver underskuddet delt',
    unchanged: 'Beløbet er fastsat allerede, så der sker intet.',
    confirm: 'Fastsæt underskuddet',
  },
  en: {
    title: 'Deficits of closures',
    lead: 'What a closed offering leaves unpaid is shared by the payers by their occupied days of the last months (R24, Q5).',
    determine: 'Determine a deficit',
    determineLead:
      'The operator enters the amount. The difference to an earlier one is charged or given back in the next month that is closed.',
    nothing: 'No deficit has been determined.',
    none: 'None of your offerings has closed.',
    of: (offering: string, determination: number) => `${offering}, determination no. ${determination}`,
    offering: 'Offering',
    closed: (name: string, day: string) => `${name}, closed after ${day}`,
    amount: 'Deficit',
    amountHint: 'Write 0 if an earlier amount was wrong altogether.',
    reason: 'Where the amount comes from',
    reasonHint: 'Such as “Audited final accounts”. Write no personal data.',
    kroner: 'kr.',
    standing: 'Status',
    stands: 'Stands',
    replaced: 'Replaced by a later one',
    period: 'Shared by the days',
    periodOf: (first: string, last: string) => `${first} – ${last}`,
    sure: 'How sure the rule is',
    determinedOn: 'Determined',
    operator: 'Operator',
    payer: 'Payer',
    days: 'Occupied days',
    part: 'Part of the days',
    share: 'Share',
    total: 'In all',
    show: 'See who pays what',
    again: 'See again',
    preview: 'How the deficit will be shared',
    unchanged: 'The amount has been determined already, so nothing happens.',
    confirm: 'Determine the deficit',
  },
};

const DETERMINE = `${PATHS.closureDeficits}/determine`;

/** What closed offerings have left unpaid, and who pays how much of it (R24, Q5). */
@Pages()
export class ClosureDeficitsPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(PATHS.closureDeficits)
  @Allowed(yearEndAccess.listClosureDeficits)
  async list(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const { items } = await this.doors.open(ClosureDeficitRoutes, visit).list(new ReadTimesQuery(), visit.actor);
    const offering = await offeringNames(this.doors, visit);
    const name = this.names.all();
    return screen({
      title: words.title,
      body: (
        <>
          <YearEndHead
            lead={words.lead}
            way={{ permission: yearEndAccess.determineClosureDeficit, href: DETERMINE, text: words.determine }}
          />
          {items.length === 0 && <p class="nothing">{words.nothing}</p>}
          {items.map((deficit) => (
            <section>
              <h2>{words.of(offering(deficit.offeringId), deficit.determination)}</h2>
              <Deficit of={deficit} name={name} />
            </section>
          ))}
        </>
      ),
    });
  }

  @Get(DETERMINE)
  @Allowed(yearEndAccess.determineClosureDeficit)
  ask(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.form(visit, freshForm());
  }

  @Post(`${DETERMINE}/preview`)
  @Allowed(yearEndAccess.previewClosureDeficit)
  preview(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.take(form, visit, async (offeringId, body) => {
      const preview = await this.doors.open(PreviewYearEndRoutes, visit).closure(offeringId, body, visit.actor);
      return this.form(visit, freshForm(form), preview);
    });
  }

  @Post(DETERMINE)
  @Allowed(yearEndAccess.determineClosureDeficit)
  determine(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.take(form, visit, async (offeringId, body) => {
      const route = this.doors.open(DetermineClosureDeficitRoute, visit);
      const { position } = await route.determine(offeringId, body, visit.actor);
      return new SeeOther(PATHS.closureDeficits, { position });
    });
  }

  private take(
    form: TypedForm,
    visit: SignedInVisit,
    send: (offeringId: OfferingId, body: ClosureDeficitBody) => Promise<PageAnswer>,
  ): Promise<PageAnswer> {
    const { offeringId: chosen, ...rest } = withOre(form, (field) => field === 'amountOre');
    return this.forms.take(
      visit,
      ClosureDeficitBody,
      rest,
      (body) => send(idIn(chosen), body),
      (state) => this.form(visit, { ...state, typed: form }),
    );
  }

  private async form(visit: SignedInVisit, state: FormState, preview?: ClosureDeficitPreviewView): Promise<Screen> {
    const { language } = visit;
    const words = WORDS[language];
    const today = this.clock.today();
    const closed = (await ownOfferings(this.doors, visit)).flatMap(({ offeringId, name, lastDay }) =>
      lastDay === undefined || lastDay >= today
        ? []
        : [{ value: offeringId, text: words.closed(name, dayText(lastDay, language)) }],
    );
    return screen({
      title: words.determine,
      crumbs: [{ href: PATHS.closureDeficits, text: words.title }],
      body: (
        <>
          <p class="font-lead">{words.determineLead}</p>
          {preview !== undefined && <Preview preview={preview} typed={state.typed} name={this.names.all()} />}
          {closed.length === 0 ? (
            <p class="nothing">{words.none}</p>
          ) : (
            <DetermineForm closed={closed} state={state} previewed={preview !== undefined} />
          )}
        </>
      ),
    });
  }
}

const Deficit = ({ of, name }: { of: ClosureDeficitView; name: (party: PartyCode) => string }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { standing, amountOre, operator, first, last, tag, reason, determinedOn } = of;
  return (
    <>
      <Facts
        entries={[
          {
            term: words.standing,
            value: standing ? (
              <Status kind="done">{words.stands}</Status>
            ) : (
              <Status kind="stopped">{words.replaced}</Status>
            ),
          },
          { term: words.amount, value: danishKroner(amountOre) },
          { term: words.operator, value: name(operator) },
          { term: words.period, value: words.periodOf(dayText(first, language), dayText(last, language)) },
          { term: words.sure, value: PROVENANCE_WORDS[tag as keyof typeof PROVENANCE_WORDS][language] },
          { term: words.reason, value: <Typed>{reason}</Typed> },
          { term: words.determinedOn, value: dayText(determinedOn, language) },
        ]}
      />
      <Shares of={of} name={name} />
    </>
  );
};

const Shares = ({ of: { shares }, name }: { of: ClosureDeficitView; name: (party: PartyCode) => string }): VNode => {
  const words = WORDS[useVisit().language];
  const days = shares.reduce((all, share) => all + share.days, 0);
  return (
    <Table
      caption={words.preview}
      captionHidden
      rows={shares}
      columns={[
        { title: words.payer, heads: true, cell: ({ payer }) => name(payer) },
        { title: words.days, numeric: true, cell: (share) => countText(share.days) },
        { title: words.part, numeric: true, cell: (share) => shareText((share.days / Math.max(days, 1)) * 10_000) },
        { title: words.share, numeric: true, cell: ({ amountOre }) => danishKroner(amountOre) },
      ]}
      foot={[words.total, countText(days), '', danishKroner(sumOre(shares.map(({ amountOre }) => amountOre)))]}
    />
  );
};

const Preview = ({
  preview: { determined },
  typed,
  name,
}: {
  preview: ClosureDeficitPreviewView;
  typed: TypedForm;
  name: (party: PartyCode) => string;
}): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <section class="panel">
      <h2>{words.preview}</h2>
      {determined === undefined ? (
        <p>{words.unchanged}</p>
      ) : (
        <>
          <Shares of={determined} name={name} />
          <Confirm action={DETERMINE} typed={typed} submit={words.confirm} />
        </>
      )}
    </section>
  );
};

const DetermineForm = ({
  closed,
  state,
  previewed,
}: {
  closed: readonly Choice[];
  state: FormState;
  previewed: boolean;
}): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <Form
      id="deficit"
      action={`${DETERMINE}/preview`}
      state={state}
      labels={{ offeringId: words.offering, amountOre: words.amount, reason: words.reason }}
      submit={previewed ? words.again : words.show}
      tone={previewed ? 'secondary' : 'primary'}
    >
      <Select name="offeringId" label={words.offering} choices={closed} value={typedText(state.typed, 'offeringId')} />
      <TextInput
        name="amountOre"
        label={words.amount}
        hint={words.amountHint}
        suffix={words.kroner}
        inputMode="decimal"
      />
      <TextArea name="reason" label={words.reason} hint={words.reasonHint} rows={2} />
    </Form>
  );
};
