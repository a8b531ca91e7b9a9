import type { ComponentChildren, VNode } from 'preact';
import type { Permission } from '../../kernel/access';
import type { Language } from '../../kernel/messages';
import type { OfferingId, PartyCode, ServiceLineId } from '../../kernel/vocabulary';
import type { OfferingView } from '../../offerings/offering-view';
import { OfferingRoutes } from '../../offerings/offering.routes';
import type { TypedForm } from '../../platform/http/form-body';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import type { ForecastGround } from '../../year-end/forecast.calculation';
import { YEAR_END_ORDERS } from '../../year-end/list-order';
import { yearEndAccess } from '../../year-end/year-end.access';
import { Filters, Select, TextInput } from '../components/form';
import { SectionMenu, type SectionPage } from '../components/section-menu';
import type { Column } from '../components/table';
import type { Doors } from '../frame/doors';
import { everyRow } from '../frame/every-row';
import { mayEver, PATHS } from '../frame/navigation';
import { type SignedInVisit, useVisit, type Words } from '../frame/visit';
import { paragraph } from '../frame/words';

const PAGES: readonly SectionPage[] = [
  {
    href: PATHS.forecast,
    text: { da: 'Hvad året ventes at ende med', en: 'What the year is expected to end with' },
    permission: yearEndAccess.getYearEndForecast,
  },
  {
    href: PATHS.yearEndAccounts,
    text: { da: 'Årsregnskaber', en: 'Year-end accounts' },
    permission: yearEndAccess.listYearEndAccounts,
  },
  {
    href: PATHS.regulationAccounts,
    text: { da: 'Reguleringskonti', en: 'Regulation accounts' },
    permission: yearEndAccess.listRegulationAccounts,
  },
  {
    href: PATHS.closureDeficits,
    text: { da: 'Underskud ved lukninger', en: 'Deficits of closures' },
    permission: yearEndAccess.listClosureDeficits,
  },
];

export const YearEndMenu = (): VNode => <SectionMenu name={{ da: 'Årsafslutning', en: 'Year end' }} pages={PAGES} />;

/** How sure a forecast is. */
export const GROUND_WORDS: Readonly<Record<ForecastGround, Readonly<Record<Language, string>>>> = {
  BUDGET: { da: 'efter budgettet', en: 'by the budget' },
  ACCOUNTS: { da: 'efter regnskabet', en: 'by the accounts' },
  SPLIT: { da: 'fordelt', en: 'split' },
};

const FILTER_WORDS = {
  da: {
    year: 'År',
    operator: 'Driftsherre',
    order: 'Rækkefølge',
    orders: {
      NEWEST: 'Nyeste år først',
      OFFERING: 'Tilbud, A-Å',
      '-OFFERING': 'Tilbud, Å-A',
      OPERATOR: 'Driftsherre, A-Å',
      '-OPERATOR': 'Driftsherre, Å-A',
    },
  },
  en: {
    year: 'Year',
    operator: 'Operator',
    order: 'Order',
    orders: {
      NEWEST: 'Newest year first',
      OFFERING: 'Offering, A-Å',
      '-OFFERING': 'Offering, Å-A',
      OPERATOR: 'Operator, A-Å',
      '-OPERATOR': 'Operator, Å-A',
    },
  },
} satisfies Words<object>;

/** Whose a row is: left out where all of them are the reader's own. */
export const useOperatorColumn = <Row extends { readonly operator: PartyCode }>(
  name: (party: PartyCode) => string,
): Column<Row> => {
  const { language, actor } = useVisit();
  return {
    title: FILTER_WORDS[language].operator,
    sort: 'OPERATOR',
    worth: ({ operator }) => operator !== actor?.party,
    cell: ({ operator }) => name(operator),
  };
};

/** What a list of year end begins with: the menu, what it is, and the way to add to it, for who may. */
export const YearEndHead = ({
  lead,
  way: { permission, href, text },
  main = false,
}: {
  lead: string;
  way: { readonly permission: Permission; readonly href: string; readonly text: string };
  /** Adding is what most people come for. */
  main?: boolean;
}): VNode => {
  const { actor } = useVisit();
  return (
    <>
      <YearEndMenu />
      <p class="font-lead">{lead}</p>
      {actor !== undefined && mayEver(permission, actor) && (
        <p class="actions d-print-none">
          <a class={`button button-${main ? 'primary' : 'secondary'}`} href={href}>
            {text}
          </a>
        </p>
      )}
    </>
  );
};

/** Narrows a list of year end to one year, and by what else a page has to ask. */
export const YearFilter = ({ children }: { children?: ComponentChildren }): VNode => {
  const words = FILTER_WORDS[useVisit().language];
  return (
    <Filters id="year-end" keep={['offeringId', 'serviceLineId']}>
      <TextInput name="year" label={words.year} inputMode="numeric" optional />
      {children}
      <Select
        name="sort"
        label={words.order}
        optional
        choices={YEAR_END_ORDERS.map((order) => ({ value: order, text: words.orders[order] }))}
      />
    </Filters>
  );
};

/** A service line as the value of a choice. */
export const lineValue = (offeringId: OfferingId, serviceLineId: ServiceLineId): string =>
  `${offeringId} ${serviceLineId}`;

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An offering's id from a choice; one that names nothing where it is none. */
export const idIn = (chosen: TypedForm[string] | undefined): OfferingId =>
  (typeof chosen === 'string' && ID.test(chosen) ? chosen : NOBODYS) as OfferingId;

const NOBODYS = '00000000-0000-0000-0000-000000000000';

/** The two that `lineValue` has put together. */
export const lineParts = (value: string): { readonly offeringId: OfferingId; readonly serviceLineId: string } => {
  const [offeringId, serviceLineId = ''] = value.split(' ');
  return { offeringId: idIn(offeringId), serviceLineId };
};

export interface OwnLine {
  readonly value: string;
  readonly offeringId: OfferingId;
  readonly serviceLineId: ServiceLineId;
  readonly name: string;
  readonly text: string;
}

/** The reader's own service lines, by offering, to choose from. */
export const ownLines = async (doors: Doors, visit: SignedInVisit): Promise<readonly OwnLine[]> =>
  (await ownOfferings(doors, visit)).flatMap(({ offeringId, name, serviceLines }) =>
    serviceLines.map(({ serviceLineId, legalBasis, name: sold }) => ({
      value: lineValue(offeringId, serviceLineId),
      offeringId,
      serviceLineId,
      name,
      text: `${name}, ${paragraph(legalBasis)} ${sold}`,
    })),
  );

export const ownOfferings = (doors: Doors, visit: SignedInVisit): Promise<readonly OfferingView[]> =>
  everyRow((cursor) =>
    doors
      .open(OfferingRoutes, visit)
      .search({ operator: visit.actor.party, limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }),
  );

/** What offerings are called, for rows that only have their ids. */
export const offeringNames = async (doors: Doors, visit: SignedInVisit): Promise<(id: OfferingId) => string> => {
  const offerings = await everyRow((cursor) =>
    doors.open(OfferingRoutes, visit).search({ limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }),
  );
  const names = new Map(offerings.map(({ offeringId, name }) => [offeringId as string, name]));
  return (id) => names.get(id) ?? id;
};

/** A year in the address, or as a heading; undefined when it is none. */
export const yearIn = (text: string | null): number | undefined =>
  text !== null && /^(?:19|20|21)\d\d$/.test(text) ? Number(text) : undefined;
