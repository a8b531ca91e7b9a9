import { Get, Inject } from '@nestjs/common';
import type { ComponentChildren } from 'preact';
import { type Day, isDay } from '../../kernel/calendar';
import { offeringId, type OfferingId } from '../../kernel/vocabulary';
import { type OfferingView } from '../../offerings/offering-view';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { distanceKm } from '../../parties/municipality-distances.queries';
import { FreePlacesRoutes } from '../../placements/free-places.routes';
import type { FreePlaceView } from '../../placements/free-places.views';
import { placementsAccess } from '../../placements/placements.access';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import { uuid } from '../../platform/http/scalars';
import { dayPrice } from '../../tariffs/tariff-warnings.calculation';
import type { TariffView } from '../../tariffs/tariff-view';
import { TariffRoutes } from '../../tariffs/tariff.routes';
import { Alert } from '../components/notes';
import { Doors } from '../frame/doors';
import { everyRow } from '../frame/every-row';
import { citizenIn } from './citizen-in-search';
import { COMPARED_MAX } from './find-list';
import { danishKroner, dayText, instantText } from '../frame/formats';
import { Names } from '../frame/names';
import { mayEver, PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { addressOf, type SignedInVisit, TheVisit } from '../frame/visit';
import { paragraphWithName, PLACEMENT_GROUND_WORDS } from '../frame/words';

const WORDS = {
  da: {
    title: 'Sammenlign tilbud',
    find: 'Find en plads',
    few: 'Vælg mindst to tilbud på siden Find en plads.',
    many: `Der vises højst ${COMPARED_MAX} tilbud ad gangen.`,
    caption: 'Tilbud ved siden af hinanden',
    paragraph: 'Paragraf',
    groups: 'Målgrupper',
    ages: 'Alder',
    years: (from: number, to: number) => `${from}-${to} år`,
    operator: 'Driftsherre',
    lies: 'Ligger i',
    away: (municipality: string, km: number) => `${municipality}, ${km} km i luftlinje mellem kommunernes midter`,
    free: 'Ledige pladser',
    freeOf: (free: number, places: number) => `${free} af ${places}`,
    none: 'Ingen',
    freeFrom: 'Ledig fra',
    prices: 'Pris pr. dag',
    level: (level: string) => `Niveau ${level}`,
    age: 'Senest ændret i bogen',
    reserve: 'Reserver',
    next: 'Næste skridt',
  },
  en: {
    title: 'Compare offerings',
    find: 'Find a place',
    few: 'Choose at least two offerings on the page Find a place.',
    many: `At most ${COMPARED_MAX} offerings are shown at a time.`,
    caption: 'Offerings side by side',
    paragraph: 'Paragraph',
    groups: 'Target groups',
    ages: 'Age',
    years: (from: number, to: number) => `${from}-${to} years`,
    operator: 'Operator',
    lies: 'Lies in',
    away: (municipality: string, km: number) =>
      `${municipality}, ${km} km as the crow flies between the municipalities’ centres`,
    free: 'Free places',
    freeOf: (free: number, places: number) => `${free} of ${places}`,
    none: 'None',
    freeFrom: 'Free from',
    prices: 'Price a day',
    level: (level: string) => `Level ${level}`,
    age: 'Last changed in the ledger',
    reserve: 'Reserve',
    next: 'Next step',
  },
};

interface Compared {
  readonly line: OfferingView['serviceLines'][number];
  readonly offering: OfferingView;
  readonly free: FreePlaceView | undefined;
  readonly tariffs: readonly TariffView[];
}

/** Up to four service lines side by side, on what a caseworker decides by. */
@Pages()
export class ComparePages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${PATHS.places}/compare`)
  @Allowed(placementsAccess.searchFreePlaces)
  async compare(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const asked = visit.query.getAll('line').flatMap(lineIn);
    const given = visit.query.get('from');
    const from = isDay(given) ? given : this.clock.today();
    const compared = await this.compared(visit, asked.slice(0, COMPARED_MAX), from);
    return screen({
      title: words.title,
      crumbs: [{ href: addressOf(PATHS.places, { citizenRef: citizenIn(visit) }), text: words.find }],
      wide: true,
      body: (
        <>
          {asked.length > COMPARED_MAX && <Alert tone="info">{words.many}</Alert>}
          {compared.length < 2 && <p class="nothing">{words.few}</p>}
          {compared.length > 0 && this.table(visit, compared, from)}
        </>
      ),
    });
  }

  private async compared(visit: SignedInVisit, asked: readonly Asked[], from: Day): Promise<readonly Compared[]> {
    if (asked.length === 0) return [];
    const free = await everyRow((cursor) =>
      this.doors
        .open(FreePlacesRoutes, visit)
        .search({ from, limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }, visit.actor),
    );
    const found = asked.map(async ({ offering: id, serviceLine }): Promise<Compared[]> => {
      const offering = await this.doors.open(OfferingRoutes, visit).find(id, {});
      const line = offering.serviceLines.find(({ serviceLineId }) => serviceLineId === serviceLine);
      if (line === undefined) return [];
      const { items } = await this.doors.open(TariffRoutes, visit).list(id, { effectiveOn: from });
      const ofLine = <T extends { offeringId: string; serviceLineId: string }>(each: T): boolean =>
        each.offeringId === id && each.serviceLineId === serviceLine;
      return [{ line, offering, free: free.find(ofLine), tariffs: items.filter(ofLine) }];
    });
    return (await Promise.all(found)).flat();
  }

  private table(visit: SignedInVisit, compared: readonly Compared[], from: Day): ComponentChildren {
    const { language, actor } = visit;
    const words = WORDS[language];
    const name = this.names.all();
    const citizenRef = citizenIn(visit);
    const liesText = (municipality: string, km: number | undefined): string =>
      km === undefined || km === 0 ? municipality : words.away(municipality, km);
    const rows: readonly (readonly [title: string, cell: (each: Compared) => ComponentChildren])[] = [
      [words.groups, ({ offering }) => offering.targetGroups.join(', ')],
      [words.paragraph, ({ line }) => paragraphWithName(line.legalBasis)],
      [words.prices, ({ tariffs }) => <Prices tariffs={tariffs} word={words.level} language={language} />],
      [words.operator, ({ offering }) => name(offering.operator)],
      [words.freeFrom, ({ free }) => (free ? dayText(free.freeFrom, language) : '–')],
      [words.free, ({ free }) => (free ? words.freeOf(free.freeOnDay, free.places) : words.none)],
      [words.ages, ({ offering: { ageFrom, ageTo } }) => words.years(ageFrom, ageTo)],
      [
        words.lies,
        ({ offering: { addressMunicipality: lies } }) =>
          lies === null ? '–' : liesText(name(lies), distanceKm(actor.party, lies)),
      ],
      [words.age, ({ free, offering }) => instantText(free?.recordedAt ?? offering.changedAt, language)],
    ];
    return (
      <div class="table--responsive-scroll" tabIndex={0} role="region" aria-label={words.caption}>
        <table class="table compare">
          <caption class="sr-only">{words.caption}</caption>
          <thead>
            <tr>
              <td />
              {compared.map(({ offering, line }) => (
                <th scope="col">
                  <a
                    href={addressOf(`${PATHS.offerings}/${offering.offeringId}`, {
                      line: line.serviceLineId,
                      from,
                      citizenRef,
                    })}
                  >
                    {offering.name}
                  </a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([title, cell]) => (
              <tr>
                <th scope="row">{title}</th>
                {compared.map((each) => (
                  <td>{cell(each)}</td>
                ))}
              </tr>
            ))}
            {mayEver(placementsAccess.reservePlace, actor) && (
              <tr>
                <th scope="row">{words.next}</th>
                {compared.map(({ offering, line }) => (
                  <td>
                    <a
                      href={addressOf(`${PATHS.offerings}/${offering.offeringId}/reserve`, {
                        line: line.serviceLineId,
                        from,
                        citizenRef,
                      })}
                    >
                      {words.reserve} <span class="sr-only">{offering.name}</span>
                    </a>
                  </td>
                ))}
              </tr>
            )}
          </tbody>
        </table>
      </div>
    );
  }
}

const Prices = ({
  tariffs,
  word,
  language,
}: {
  tariffs: readonly TariffView[];
  word: (level: string) => string;
  language: SignedInVisit['language'];
}) => (
  <ul class="prices">
    {tariffs.map(({ level, components, placementGround }) => {
      const price = dayPrice(components);
      const ground = placementGround === undefined ? '' : ` (${PLACEMENT_GROUND_WORDS[placementGround][language]})`;
      return <li>{`${word(level)}${ground}: ${price === undefined ? '–' : danishKroner(price)}`}</li>;
    })}
  </ul>
);

interface Asked {
  readonly offering: OfferingId;
  readonly serviceLine: string;
}

/** `<offering>~<service line>`; what is none is passed over. */
const lineIn = (text: string): readonly Asked[] => {
  const [id = '', serviceLine] = text.split('~', 2);
  return uuid.check(id) && serviceLine !== undefined ? [{ offering: offeringId(id), serviceLine }] : [];
};
