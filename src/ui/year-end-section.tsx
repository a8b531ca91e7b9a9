import type { VNode } from 'preact';
import type { Language } from '../kernel/messages';
import type { OfferingId } from '../kernel/vocabulary';
import { OfferingRoutes } from '../offerings/offering.routes';
import { PAGE_ROWS_MAX } from '../platform/http/paging';
import type { ForecastGround } from '../year-end/forecast.calculation';
import { yearEndAccess } from '../year-end/year-end.access';
import { SectionMenu, type SectionPage } from './components/section-menu';
import type { Doors } from './doors';
import { everyRow } from './every-row';
import { PATHS } from './navigation';
import type { SignedInVisit } from './visit';

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
];

export const YearEndMenu = (): VNode => <SectionMenu name={{ da: 'Årsafslutning', en: 'Year end' }} pages={PAGES} />;

/** How sure a forecast is. */
export const GROUND_WORDS: Readonly<Record<ForecastGround, Readonly<Record<Language, string>>>> = {
  BUDGET: { da: 'efter budgettet', en: 'by the budget' },
  ACCOUNTS: { da: 'efter regnskabet', en: 'by the accounts' },
  SPLIT: { da: 'fordelt', en: 'split' },
};

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
