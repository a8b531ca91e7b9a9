import { Get, Inject } from '@nestjs/common';
import type { VNode } from 'preact';
import { shortReference } from '../../kernel/short-reference';
import { isMunicipality } from '../../parties/municipality-distances.queries';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { FreePlacesRoutes } from '../../placements/free-places.routes';
import { placementsAccess } from '../../placements/placements.access';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import { Alert } from '../components/notes';
import { numberedPage, NumberedPager } from '../components/pager';
import { sortedRows } from '../components/table';
import { Doors } from '../frame/doors';
import { everyRow } from '../frame/every-row';
import { citizenIn } from './citizen-in-search';
import { SearchFields } from './find-filters';
import { FoundList } from './find-list';
import { FoundMap } from './find-map';
import { searchIn } from './find-search';
import { countText, dayText } from '../frame/formats';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { savedSearches, SavedSearches } from './saved-searches';
import { screen, type Screen } from '../frame/screen';
import { sameWith, type SignedInVisit, TheVisit, useVisit } from '../frame/visit';

/** Free places on a page. */
const ROWS = 25;
/** Beyond any distance in the country: what has none comes last. */
const FAR_KM = 9_999;

const WORDS = {
  da: {
    title: 'Find en plads',
    lead: 'Ledige pladser er talt ud fra køb og kapacitet i bogen. Ingen har selv indberettet dem.',
    forCitizen: (end: string) => `Du leder efter en plads til borger ${end}. Borgeren følger med, når du reserverer.`,
    unbound: (buyer: string, day: string) =>
      `${buyer} er den ${day} ikke i rammeaftale med nogen af de driftsherrer, der har pladserne nedenfor, så de kan ikke købes. Bed sekretariatet om at optage den, der mangler.`,
    views: 'Vis som',
    list: 'Liste',
    map: 'Kort',
    found: (lines: string, free: string) =>
      `${lines === '1' ? '1 ydelse' : `${lines} ydelser`} med ${free === '1' ? '1 ledig plads' : `${free} ledige pladser`} passer.`,
    crowFlies: 'Afstande er i luftlinje fra kommunens midte til kommunens midte, ikke fra adresse til adresse.',
    nearMissing: 'Vælg også under Flere filtre, hvilken kommune afstanden regnes fra. Indtil da vises alle afstande.',
  },
  en: {
    title: 'Find a place',
    lead: 'Free places are counted from purchases and capacity in the ledger. Nobody has reported them.',
    forCitizen: (end: string) => `You look for a place for citizen ${end}, who comes along when you reserve.`,
    unbound: (buyer: string, day: string) =>
      `On ${day} ${buyer} is in no framework agreement with any operator of the places below, so they cannot be bought. Ask the secretariat to let the one that is missing in.`,
    views: 'Show as',
    list: 'List',
    map: 'Map',
    found: (lines: string, free: string) =>
      `${lines === '1' ? '1 service' : `${lines} services`} with ${free === '1' ? '1 free place fits' : `${free} free places ${lines === '1' ? 'fits' : 'fit'}`}.`,
    crowFlies:
      'Distances are as the crow flies, from the centre of one municipality to that of the other, not between addresses.',
    nearMissing:
      'Choose under More filters, too, from which municipality the distance counts. Until then all are shown.',
  },
};

/** Journey 2: what is free, for whom, under which paragraph, at what price, from whom, how far away and from when. */
@Pages()
export class FindPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(PATHS.places)
  @Allowed(placementsAccess.searchFreePlaces)
  async find(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const name = this.names.all();
    const today = this.clock.today();
    const { query, nearMissing, faults } = searchIn(visit, today);
    const citizenRef = citizenIn(visit);
    const [found, offerings] = await Promise.all([
      everyRow((cursor) =>
        this.doors
          .open(FreePlacesRoutes, visit)
          .search({ ...query, limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }, visit.actor),
      ),
      everyRow((cursor) =>
        this.doors.open(OfferingRoutes, visit).search({ limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }),
      ),
    ]);
    const rows = sortedRows(visit, found, {
      offering: ({ offeringName }) => offeringName,
      paragraph: ({ legalBasis }) => legalBasis,
      price: ({ dayPriceFromOre }) => dayPriceFromOre ?? Infinity,
      distance: ({ distanceKm, addressMunicipality }) =>
        `${String(distanceKm ?? FAR_KM).padStart(4, '0')} ${addressMunicipality === null ? '' : name(addressMunicipality)}`,
      operator: ({ operator }) => name(operator),
      freeFrom: ({ freeFrom }) => freeFrom,
      free: ({ freeOnDay }) => freeOnDay,
    });
    const page = numberedPage(visit, rows, ROWS);
    const on = query.from ?? today;
    const unbound =
      visit.actor.roles.includes('buyer') && found.length > 0 && !found.some(({ underAgreement }) => underAgreement);
    const free = found.reduce((all, { freeOnDay }) => all + freeOnDay, 0);
    const municipalities = this.names
      .list()
      .flatMap((party) => (isMunicipality(party.party) ? [{ value: party.party, text: party.name }] : []));
    return screen({
      title: words.title,
      wide: true,
      ...(faults.length > 0 ? { status: 400 } : {}),
      body: (
        <>
          <p class="font-lead">{words.lead}</p>
          {citizenRef !== undefined && (
            <Alert tone="info">
              <p>{words.forCitizen(shortReference(citizenRef))}</p>
            </Alert>
          )}
          {nearMissing && <Alert tone="info">{words.nearMissing}</Alert>}
          {unbound && (
            <Alert tone="warning">
              <p>{words.unbound(name(visit.actor.party), dayText(on, visit.language))}</p>
            </Alert>
          )}
          <SearchFields
            offerings={offerings}
            municipalities={municipalities}
            name={name}
            today={today}
            faults={faults}
          />
          {faults.length === 0 && (
            <>
              <SavedSearches saved={savedSearches()} />
              <Views />
              <div id="found" data-live>
                <p>
                  {words.found(countText(found.length), countText(free))}
                  {found.some(({ distanceKm }) => distanceKm !== null) && <span class="soft"> {words.crowFlies}</span>}
                </p>
                {isMap(visit) ? (
                  <FoundMap found={found} name={name} region={this.names.municipalitiesAround(visit.actor.party)} />
                ) : (
                  <>
                    <FoundList page={page} name={name} />
                    <NumberedPager page={page} />
                  </>
                )}
              </div>
            </>
          )}
        </>
      ),
    });
  }
}

const isMap = ({ query }: Pick<SignedInVisit, 'query'>): boolean => query.get('view') === 'map';

/** The same result in two ways. */
const Views = (): VNode => {
  const visit = useVisit();
  const words = WORDS[visit.language];
  const map = isMap(visit);
  return (
    <nav class="views d-print-none" aria-label={words.views}>
      <a href={sameWith(visit, { view: undefined, area: undefined })} aria-current={map ? undefined : 'true'}>
        {words.list}
      </a>
      <a href={sameWith(visit, { view: 'map', page: undefined })} aria-current={map ? 'true' : undefined}>
        {words.map}
      </a>
    </nav>
  );
};
