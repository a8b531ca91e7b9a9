import { auditAccess } from '../../audit/audit.access';
import { citizensAccess } from '../../citizens/citizens.access';
import { type Permission, rolesFor } from '../../kernel/access';
import type { Language } from '../../kernel/messages';
import type { Actor } from '../../kernel/vocabulary';
import { objectiveFinancingAccess } from '../../objective-financing/objective-financing.access';
import { occupancyAccess } from '../../occupancy/occupancy.access';
import { placementsAccess } from '../../placements/placements.access';
import { settlementAccess } from '../../settlement/settlement.access';
import { tariffsAccess } from '../../tariffs/tariffs.access';
import { yearEndAccess } from '../../year-end/year-end.access';
import { uiAccess } from '../ui.access';

/** Where the pages are. A page lies where the API has what it shows, without `/api/v1`. */
export const PATHS = {
  start: '/start',
  places: '/places',
  offerings: '/offerings',
  placements: '/placements',
  citizens: '/citizens',
  occupancy: '/occupancy',
  statements: '/settlement/statements',
  agreements: '/agreements',
  rules: '/rules',
  parties: '/parties',
  events: '/audit/events',
  invariants: '/audit/invariants',
  replay: '/audit/replay',
  checkpoint: '/audit/checkpoint',
  readings: '/audit/readings',
  asKnown: '/as-known',
  forecast: '/year-end/forecast',
  yearEndAccounts: '/year-end/accounts',
  regulationAccounts: '/year-end/regulation-accounts',
  closureDeficits: '/year-end/closure-deficits',
  schemes: '/objective-financing/schemes',
  publishedCheck: '/objective-financing/check',
  accessibility: '/accessibility',
  live: '/live',
} as const;

export const SETTLEMENT = {
  all: '/settlement',
  months: '/settlement/months',
  openings: '/settlement/openings',
  statements: '/settlement/statements',
  cosignatures: '/settlement/cosignatures',
  disputes: '/settlement/disputes',
  balances: '/settlement/balances',
  reminders: '/settlement/reminders',
  payments: '/settlement/payments',
  paymentFiles: '/settlement/payment-files',
  claimClock: '/settlement/claim-clock',
  charges: '/settlement/charges',
} as const;

/** What the secretariat watches over. */
export const OVERVIEW = '/overview';

export const TARIFFS = {
  all: '/tariffs',
  files: '/tariff-files',
} as const;

export interface Destination {
  readonly href: string;
  /** Where the pages of this part lie, when not below `href`. */
  readonly part?: string;
  readonly text: Readonly<Record<Language, string>>;
  /** The row that lets somebody in; who holds none of its roles is not shown the way. */
  readonly permission: Permission;
}

/** The main menu, in the order in which a place is found, bought, followed and paid. */
const DESTINATIONS: readonly Destination[] = [
  { href: PATHS.start, text: { da: 'Start', en: 'Start' }, permission: uiAccess.seeOwnTasks },
  {
    href: PATHS.places,
    text: { da: 'Find en plads', en: 'Find a place' },
    permission: placementsAccess.searchFreePlaces,
  },
  {
    href: PATHS.placements,
    text: { da: 'Indskrivninger', en: 'Placements' },
    permission: placementsAccess.listPlacements,
  },
  { href: PATHS.citizens, text: { da: 'Borgere', en: 'Citizens' }, permission: citizensAccess.findCitizen },
  { href: PATHS.occupancy, text: { da: 'Belægning', en: 'Occupancy' }, permission: occupancyAccess.getOccupancy },
  { href: OVERVIEW, text: { da: 'Overblik', en: 'Overview' }, permission: uiAccess.seeMarketOverview },
  { href: TARIFFS.all, text: { da: 'Takster', en: 'Tariffs' }, permission: tariffsAccess.listTariffs },
  { href: SETTLEMENT.all, text: { da: 'Afregning', en: 'Settlement' }, permission: settlementAccess.listDisputes },
  {
    href: PATHS.forecast,
    part: '/year-end',
    text: { da: 'Årsafslutning', en: 'Year end' },
    permission: yearEndAccess.getYearEndForecast,
  },
  {
    href: PATHS.schemes,
    part: '/objective-financing',
    text: { da: 'Objektiv finansiering', en: 'Objective financing' },
    permission: objectiveFinancingAccess.listSchemes,
  },
  {
    href: PATHS.events,
    part: '/audit',
    text: { da: 'Revision', en: 'Audit' },
    permission: auditAccess.listAuditEvents,
  },
];

/** Whether the actor has a role in which this may be done to something. */
export const mayEver = (permission: Permission, actor: Pick<Actor, 'roles'>): boolean =>
  permission.may === 'public' || rolesFor(permission).some((role) => actor.roles.includes(role));

export const destinationsFor = (actor: Actor): readonly Destination[] =>
  DESTINATIONS.filter(({ permission }) => mayEver(permission, actor));
