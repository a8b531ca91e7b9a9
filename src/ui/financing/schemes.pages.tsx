import { Get } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Language } from '../../kernel/messages';
import type { PartyCode, SchemeId } from '../../kernel/vocabulary';
import { objectiveFinancingAccess } from '../../objective-financing/objective-financing.access';
import { SchemeRoutes, SchemesQuery } from '../../objective-financing/schemes.routes';
import type { SchemeView } from '../../objective-financing/scheme.views';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { ReadTimesQuery } from '../../platform/http/fresh-reads';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import { IdParam } from '../../platform/http/parameters';
import { Typed } from '../components/typed';
import { askedIn } from '../frame/asked';
import { type Choice, Filters, Select, TextInput } from '../components/form';
import { Facts, Figures, Status, type StatusKind } from '../components/notes';
import { Pager } from '../components/pager';
import { type Column, Table } from '../components/table';
import { agreementName } from '../agreements/agreement-name';
import { Doors } from '../frame/doors';
import { everyRow } from '../frame/every-row';
import { countText, danishKroner, dayText, monthText } from '../frame/formats';
import { Names } from '../frame/names';
import { mayEver, PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { FinancingMenu } from './financing-section';
import { SchemeSteps } from './scheme-steps';
import { Actuals, KeyAndShares } from './scheme-shares';
import { screen, type Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { shownList, type WholeList } from '../frame/whole-list';

const ROWS = 50;

const WORDS = {
  da: {
    title: 'Objektiv finansiering',
    lead: 'Det, som alle i en nøgle betaler for et år, om de bruger det eller ej, og abonnementer.',
    year: 'År',
    operator: 'Driftsherre',
    all: 'Alle',
    scheme: 'Ordning',
    kind: 'Slags',
    kinds: { OBJECTIVE: 'Objektiv finansiering', SUBSCRIPTION: 'Abonnement' },
    amount: 'Budget eller pris',
    perUnit: (price: string, unit: string) => `${price} pr. ${unit}`,
    standing: 'Status',
    phases: {
      BUDGETED: 'Mangler nøgle',
      KEY_TAKEN: 'Nøglen er der',
      SHARES_COMPUTED: 'Andele beregnet',
      REGULATED: 'Efterreguleret',
    },
    ownShare: 'Jeres andel',
    register: 'Registrer en ordning',
    nothing: 'Der er ingen ordninger, I driver eller betaler til.',
    agreement: 'Rammeaftale',
    budget: 'Budget',
    unitPrice: 'Pris',
    rhythm: 'Opkræves',
    rhythms: { YEARLY: 'en gang om året', HALF_YEARLY: 'to gange om året' },
    dueFrom: 'I månederne',
    keyUnit: 'Nøglen tæller',
    keyDate: 'Talt den',
    source: 'Kilde',
    agreedOn: 'Registreret',
    account: 'Kontofunktion',
    check: 'Efterprøv offentliggjorte beløb',
  },
  en: {
    title: 'Objective financing',
    lead: 'What all in a key pay for a year, used or not, and subscriptions.',
    year: 'Year',
    operator: 'Operator',
    all: 'All',
    scheme: 'Scheme',
    kind: 'Kind',
    kinds: { OBJECTIVE: 'Objective financing', SUBSCRIPTION: 'Subscription' },
    amount: 'Budget or price',
    perUnit: (price: string, unit: string) => `${price} for each ${unit}`,
    standing: 'Status',
    phases: {
      BUDGETED: 'Has no key yet',
      KEY_TAKEN: 'The key is there',
      SHARES_COMPUTED: 'Shares computed',
      REGULATED: 'Regulated',
    },
    ownShare: 'Your share',
    register: 'Register a scheme',
    nothing: 'There is no scheme that you run or pay for.',
    agreement: 'Framework agreement',
    budget: 'Budget',
    unitPrice: 'Price',
    rhythm: 'Charged',
    rhythms: { YEARLY: 'once a year', HALF_YEARLY: 'twice a year' },
    dueFrom: 'In the months',
    keyUnit: 'The key counts',
    keyDate: 'Counted on',
    source: 'Source',
    agreedOn: 'Registered',
    account: 'Account function',
    check: 'Check published amounts',
  },
};

const PHASE_LOOK: Readonly<Record<SchemeView['phase'], StatusKind>> = {
  BUDGETED: 'waiting',
  KEY_TAKEN: 'waiting',
  SHARES_COMPUTED: 'running',
  REGULATED: 'done',
};

/** Schemes of objective financing: what all in a key pay, and what each of them pays of it. */
@Pages()
export class SchemesPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
  ) {}

  @Get(PATHS.schemes)
  @Allowed(objectiveFinancingAccess.listSchemes)
  async list(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const asked = askedIn(visit, SchemesQuery, ['operator', 'year', 'cursor']);
    const { items, next, whole } = await shownList(visit, Object.assign(asked, { limit: ROWS }), (query) =>
      this.doors.open(SchemeRoutes, visit).list(query, visit.actor),
    );
    const operators = await this.operators(visit);
    return screen({
      title: words.title,
      wide: true,
      body: (
        <>
          <FinancingMenu />
          <p class="font-lead">{words.lead}</p>
          {mayEver(objectiveFinancingAccess.agreeScheme, visit.actor) && (
            <p class="actions d-print-none">
              <a class="button button-secondary" href={`${PATHS.schemes}/register`}>
                {words.register}
              </a>
            </p>
          )}
          <Filters id="schemes">
            <TextInput name="year" label={words.year} inputMode="numeric" optional />
            {operators.length > 1 && (
              <Select name="operator" label={words.operator} none={words.all} optional choices={operators} />
            )}
          </Filters>
          <SchemeTable rows={items} whole={whole} name={this.names.all()} />
          <Pager next={next} />
        </>
      ),
    });
  }

  /** Those who run a scheme that the reader sees. */
  private async operators(visit: SignedInVisit): Promise<readonly Choice[]> {
    const all = await everyRow((cursor) =>
      this.doors
        .open(SchemeRoutes, visit)
        .list(Object.assign(new SchemesQuery(), { limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }), visit.actor),
    );
    return this.names.choices(all.map(({ operator }) => operator));
  }

  @Get(`${PATHS.schemes}/:schemeId`)
  @Allowed(objectiveFinancingAccess.getScheme)
  async scheme(
    @IdParam('schemeId', 'The scheme.') schemeId: SchemeId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    const words = WORDS[visit.language];
    const scheme = await this.doors.open(SchemeRoutes, visit).get(schemeId, new ReadTimesQuery(), visit.actor);
    const agreement = await agreementName(this.doors, visit, scheme.agreementId);
    const name = this.names.all();
    return screen({
      title: `${scheme.name} ${scheme.year}`,
      crumbs: [{ href: PATHS.schemes, text: words.title }],
      body: (
        <>
          <SchemeFigures scheme={scheme} />
          <About scheme={scheme} agreement={agreement} name={name} />
          <SchemeSteps scheme={scheme} />
          <KeyAndShares scheme={scheme} name={name} />
          {scheme.actuals.map((actuals) => (
            <Actuals actuals={actuals} name={name} />
          ))}
          {scheme.key !== undefined && (
            <p class="actions d-print-none">
              <a class="button button-secondary" href={`${PATHS.schemes}/${schemeId}/check`}>
                {words.check}
              </a>
            </p>
          )}
        </>
      ),
    });
  }
}

const amountText = ({ budgetOre, unitPriceOre, keyUnit }: SchemeView, language: Language): string => {
  if (budgetOre !== undefined) return danishKroner(budgetOre);
  return unitPriceOre === undefined ? '–' : WORDS[language].perUnit(danishKroner(unitPriceOre), keyUnit);
};

const SchemeTable = ({
  rows,
  whole,
  name,
}: {
  rows: readonly SchemeView[];
  whole: WholeList<SchemeView>;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const own = (scheme: SchemeView) => scheme.shares?.items.find(({ party }) => party === actor?.party);
  const columns: readonly Column<SchemeView>[] = [
    { title: words.year, cell: ({ year }) => year },
    {
      title: words.scheme,
      heads: true,
      cell: ({ schemeId, name: called }) => <a href={`${PATHS.schemes}/${schemeId}`}>{called}</a>,
    },
    { title: words.operator, cell: ({ operator }) => name(operator) },
    { title: words.kind, cell: ({ kind }) => words.kinds[kind] },
    { title: words.amount, numeric: true, cell: (scheme) => amountText(scheme, language) },
    {
      title: words.ownShare,
      numeric: true,
      worth: (scheme) => own(scheme) !== undefined,
      cell: (scheme) => {
        const share = own(scheme);
        return share === undefined ? '–' : danishKroner(share.amountOre);
      },
    },
    { title: words.standing, cell: ({ phase }) => <Status kind={PHASE_LOOK[phase]}>{words.phases[phase]}</Status> },
  ];
  return (
    <Table
      files
      whole={whole}
      caption={words.title}
      captionHidden
      columns={columns}
      rows={rows}
      empty={words.nothing}
    />
  );
};

const SchemeFigures = ({ scheme }: { scheme: SchemeView }): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const own = scheme.shares?.items.find(({ party }) => party === actor?.party);
  return (
    <Figures
      amounts
      entries={[
        {
          term: scheme.budgetOre === undefined ? words.unitPrice : words.budget,
          value: amountText(scheme, language),
        },
        ...(scheme.key === undefined ? [] : [{ term: scheme.keyUnit, value: countText(scheme.key.figureSum) }]),
        ...(own === undefined ? [] : [{ term: words.ownShare, value: danishKroner(own.amountOre) }]),
      ]}
    />
  );
};

const About = ({
  scheme,
  agreement,
  name,
}: {
  scheme: SchemeView;
  agreement: string;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { phase, operator, kind, agreementId, rhythm, dueFrom, keyUnit, keyDate, key, agreedOn, accountFunction } =
    scheme;
  return (
    <Facts
      entries={[
        { term: words.standing, value: <Status kind={PHASE_LOOK[phase]}>{words.phases[phase]}</Status> },
        { term: words.operator, value: name(operator) },
        { term: words.kind, value: words.kinds[kind] },
        { term: words.agreement, value: <a href={`${PATHS.agreements}/${agreementId}`}>{agreement}</a> },
        { term: words.rhythm, value: words.rhythms[rhythm] },
        { term: words.dueFrom, value: dueFrom.map((month) => monthText(month, language)).join(', ') },
        { term: words.keyUnit, value: <Typed>{keyUnit}</Typed> },
        { term: words.keyDate, value: dayText(keyDate, language) },
        key !== undefined && { term: words.source, value: key.source },
        accountFunction !== undefined && { term: words.account, value: accountFunction },
        { term: words.agreedOn, value: dayText(agreedOn, language) },
      ]}
    />
  );
};
