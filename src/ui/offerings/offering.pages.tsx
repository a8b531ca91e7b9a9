import { Get, Inject } from '@nestjs/common';
import type { VNode } from 'preact';
import { auditAccess } from '../../audit/audit.access';
import { HistoryRoutes } from '../../audit/history.routes';
import { AgreementRoutes, type AgreementView } from '../../agreements/agreement.routes';
import { addDays, addMonths, type Day, daysIn, firstDayOf, isDay, monthOf } from '../../kernel/calendar';
import type { OfferingId, ServiceLineId } from '../../kernel/vocabulary';
import type { LineOccupancyView } from '../../occupancy/occupancy.views';
import { OccupancyRoutes } from '../../occupancy/occupancy.routes';
import type { OfferingView, ServiceLineView } from '../../offerings/offering-view';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { offeringsAccess } from '../../offerings/offerings.access';
import { FreePlacesRoutes } from '../../placements/free-places.routes';
import type { FreePlaceView } from '../../placements/free-places.views';
import { placementsAccess } from '../../placements/placements.access';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { Refused } from '../../platform/commands/refusals';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import { IdParam } from '../../platform/http/parameters';
import { TariffRoutes } from '../../tariffs/tariff.routes';
import { Alert, Facts, Figures } from '../components/notes';
import { Doors } from '../frame/doors';
import { dayText } from '../frame/formats';
import { agreementBetween, noAgreementText } from '../placements/agreement-between';
import { Names } from '../frame/names';
import { mayEver, PATHS } from '../frame/navigation';
import { About, distanceTo, InShort } from './about-offering';
import { EditLink, EditPart, SetUpPart } from './offering-ways';
import { LineOccupancyPart, MONTHS_AHEAD, YEARS_LONG, YEARS_SHOWN } from './offering-occupancy';
import { Pages } from '../frame/pages';
import { PriceList } from '../tariffs/price-list';
import { screen, type Screen } from '../frame/screen';
import { Terms } from './terms';
import { citizenIn } from '../find/citizen-in-search';
import { addressOf, type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { paragraph } from '../frame/words';

const WORDS = {
  da: {
    find: 'Find en plads',
    lines: 'Tilbuddets ydelser',
    noPlace: 'Så vidt bogen ved, bliver ingen plads ledig for en tid uden slutdag.',
    reserveFrom: (day: string) => `Reserver en plads fra ${day}`,
    placements: 'Jeres indskrivninger her',
    constructed: 'Tilbuddet er opdigtet til demonstration.',
    unbound: (operator: string, day: string) =>
      `${operator} er ikke med i nogen rammeaftale den ${day}. Pladser kan ikke købes, før sekretariatet har optaget driftsherren i en.`,
    closes: (day: string) => `Tilbuddet lukker. Sidste dag er ${day}.`,
    places: 'Pladser',
    free: 'Ledige',
    freeFrom: 'Ledig fra',
    none: 'Ingen',
    onDay: (day: string) => `pr. ${day}`,
    reserve: 'Reserver en plads',
    sold: 'Kan købes',
    soldPeriod: (from: string, last: string) => `${from} til ${last}`,
    soldFrom: (from: string) => `fra ${from}`,
    framework: 'Omfattet af rammeaftalen',
    yes: 'Ja',
    no: 'Nej',
  },
  en: {
    find: 'Find a place',
    lines: 'The offering’s services',
    noPlace: 'As far as the ledger knows, no place becomes free without an end.',
    reserveFrom: (day: string) => `Reserve a place from ${day}`,
    placements: 'Your placements here',
    constructed: 'The offering is made up for demonstration.',
    unbound: (operator: string, day: string) =>
      `${operator} is in no framework agreement on ${day}. Places cannot be bought until the secretariat has let the operator into one.`,
    closes: (day: string) => `The offering closes. Its last day is ${day}.`,
    places: 'Places',
    free: 'Free',
    freeFrom: 'Free from',
    none: 'None',
    onDay: (day: string) => `on ${day}`,
    reserve: 'Reserve a place',
    sold: 'Can be bought',
    soldPeriod: (from: string, last: string) => `${from} to ${last}`,
    soldFrom: (from: string) => `from ${from}`,
    framework: 'Covered by the framework agreement',
    yes: 'Yes',
    no: 'No',
  },
};

const MONTHS_OF_YEAR = 12;

/** One offering: whom it is for, what is free, how full it has been, what it costs and has cost. */
@Pages()
export class OfferingPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${PATHS.offerings}/:offeringId`)
  @Allowed(offeringsAccess.getOffering)
  async offering(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    const words = WORDS[visit.language];
    const name = this.names.all();
    const today = this.clock.today();
    const asked = visit.query.get('from');
    const on = isDay(asked) ? asked : today;
    const offering = await this.doors.open(OfferingRoutes, visit).find(offeringId, {});
    const [occupancy, free, tariffs, agreement, common, stands] = await Promise.all([
      this.occupancy(offeringId, today, visit),
      this.doors
        .open(FreePlacesRoutes, visit)
        .search({ text: offering.name, from: on, limit: PAGE_ROWS_MAX }, visit.actor),
      this.doors.open(TariffRoutes, visit).list(offeringId, {}),
      this.agreementOf(offering, on, visit),
      agreementBetween(this.doors, visit, [visit.actor.party, offering.operator], on),
      this.standsIn(offeringId, visit),
    ]);
    // The line that was looked for comes first.
    const wanted = visit.query.get('line');
    const lines = [...offering.serviceLines].sort(
      (a, b) => Number(b.serviceLineId === wanted) - Number(a.serviceLineId === wanted),
    );
    const freeOn = (line: ServiceLineId) =>
      free.items.find((each) => each.offeringId === offeringId && each.serviceLineId === line);
    const bucketsOf = (line: ServiceLineId) =>
      occupancy.filter(({ serviceLineId }) => serviceLineId === line).flatMap(({ buckets }) => buckets);
    const pricesOf = (line: ServiceLineId) => tariffs.items.filter(({ serviceLineId }) => serviceLineId === line);
    return screen({
      title: offering.name,
      crumbs: [{ href: PATHS.places, text: words.find }],
      body: (
        <>
          {offering.lastDay !== undefined && (
            <Alert tone="warning">
              <p>{words.closes(dayText(offering.lastDay, visit.language))}</p>
            </Alert>
          )}
          {agreement === undefined && (
            <Alert tone="warning">
              <p>{words.unbound(name(offering.operator), dayText(on, visit.language))}</p>
            </Alert>
          )}
          {agreement !== undefined && common === undefined && visit.actor.roles.includes('buyer') && (
            <Alert tone="warning">
              <p>
                {noAgreementText(
                  visit.language,
                  name(visit.actor.party),
                  name(offering.operator),
                  dayText(on, visit.language),
                )}
              </p>
            </Alert>
          )}
          {offering.constructed && (
            <Alert tone="info">
              <p>{words.constructed}</p>
            </Alert>
          )}
          <InShort offering={offering} name={name} distance={distanceTo(offering, visit)} />
          <p class="actions d-print-none">
            {stands && mayEver(placementsAccess.listPlacements, visit.actor) && (
              <a href={addressOf(PATHS.placements, { offeringId })}>{words.placements}</a>
            )}
            <EditLink offering={offering} />
          </p>
          <SetUpPart
            offering={offering}
            today={today}
            hasPlaces={({ serviceLineId }) =>
              freeOn(serviceLineId) !== undefined || bucketsOf(serviceLineId).some(({ available }) => available > 0)
            }
            hasTariff={({ serviceLineId }) => pricesOf(serviceLineId).length > 0}
          />
          {lines.length > 1 && <LineLinks lines={lines} />}
          {lines.map((line) => (
            <Line
              offering={offering}
              line={line}
              on={on}
              agreement={agreement}
              mayReserve={agreement !== undefined && mayEver(placementsAccess.reservePlace, visit.actor)}
              free={freeOn(line.serviceLineId)}
              today={today}
              buckets={bucketsOf(line.serviceLineId)}
              tariffs={pricesOf(line.serviceLineId)}
            />
          ))}
          <EditPart offering={offering} today={today} />
          <About offering={offering} stands={stands} />
        </>
      ),
    });
  }

  /** Whether the reader may read what happened here: who has no purchase in the offering is shown no way to it. */
  private async standsIn(offeringId: OfferingId, visit: SignedInVisit): Promise<boolean> {
    if (!mayEver(auditAccess.getOfferingHistory, visit.actor)) return false;
    try {
      await this.doors.open(HistoryRoutes, visit).offering(offeringId, { limit: 1, order: 'oldest' }, visit.actor);
      return true;
    } catch (error) {
      if (error instanceof Refused && error.rejection.code === 'NO_SUCH_HISTORY') return false;
      throw error;
    }
  }

  /** Months back and ahead, asked for in the periods that the API answers at once. */
  private async occupancy(
    offeringId: OfferingId,
    today: Day,
    visit: SignedInVisit,
  ): Promise<readonly LineOccupancyView[]> {
    const years = visit.query.get('years') === String(YEARS_LONG) ? YEARS_LONG : YEARS_SHOWN;
    const month = (months: number): Day => addMonths(firstDayOf(monthOf(today)), months);
    const begins = Array.from({ length: years }, (_, at) => MONTHS_OF_YEAR * (at - years) + 1);
    const periods = [
      ...begins.map((begin) => ({ from: month(begin), to: addDays(month(begin + MONTHS_OF_YEAR), -1) })),
      { from: month(1), to: addDays(month(1 + MONTHS_AHEAD), -1) },
    ];
    const answers = await Promise.all(
      periods.map((period) =>
        this.doors.open(OccupancyRoutes, visit).find({ offeringId, ...period, by: 'month' }, visit.actor),
      ),
    );
    return answers.flatMap(({ lines }) => lines);
  }

  /** The agreement that binds the operator on the day; the rules are shown as it has them then. */
  private async agreementOf(
    { operator }: OfferingView,
    on: Day,
    visit: SignedInVisit,
  ): Promise<AgreementView | undefined> {
    const binding = await agreementBetween(this.doors, visit, [operator], on);
    return binding && this.doors.open(AgreementRoutes, visit).find(binding.agreementId, { effectiveOn: on });
  }
}

interface LineParts {
  readonly offering: OfferingView;
  readonly line: ServiceLineView;
  readonly on: Day;
  readonly agreement: AgreementView | undefined;
  readonly mayReserve: boolean;
  readonly free: FreePlaceView | undefined;
  readonly buckets: LineOccupancyView['buckets'];
  readonly today: Day;
  readonly tariffs: Parameters<typeof PriceList>[0]['tariffs'];
}

const Line = ({ offering, line, on, today, agreement, mayReserve, free, buckets, tariffs }: LineParts): VNode => {
  const visit = useVisit();
  const { language } = visit;
  const words = WORDS[language];
  const reserve = addressOf(`${PATHS.offerings}/${offering.offeringId}/reserve`, {
    line: line.serviceLineId,
    from: free === undefined || free.freeFrom < on ? on : free.freeFrom,
    citizenRef: citizenIn(visit),
  });
  const latest = buckets.findLast(({ first }) => first <= on);
  const places = free?.places ?? (latest ? Math.round(latest.available / daysIn(latest.first, latest.last)) : 0);
  return (
    <section aria-labelledby={`line-${line.serviceLineId}`}>
      <h2 id={`line-${line.serviceLineId}`}>
        {paragraph(line.legalBasis)} {line.legalBasisName}
      </h2>
      <Figures
        entries={[
          { term: `${words.free} ${words.onDay(dayText(on, language))}`, value: free?.freeOnDay ?? 0 },
          { term: words.freeFrom, value: free ? dayText(free.freeFrom, language) : words.none },
          { term: words.places, value: places },
        ]}
      />
      {free === undefined && <p class="soft">{words.noPlace}</p>}
      {mayReserve && (
        <p class="actions">
          <a class="button button-primary" href={reserve}>
            {free !== undefined && free.freeFrom > on
              ? words.reserveFrom(dayText(free.freeFrom, language))
              : words.reserve}
          </a>
        </p>
      )}
      <Facts
        entries={[
          {
            term: words.sold,
            value: line.last
              ? words.soldPeriod(dayText(line.from, language), dayText(line.last, language))
              : words.soldFrom(dayText(line.from, language)),
          },
          { term: words.framework, value: line.coveredByFramework ? words.yes : words.no },
        ]}
      />
      <PriceList tariffs={tariffs} on={on} offeringId={offering.offeringId} line={line} />
      {buckets.length > 0 && (
        <LineOccupancyPart
          offeringId={offering.offeringId}
          serviceLineId={line.serviceLineId}
          buckets={buckets}
          today={today}
        />
      )}
      {agreement !== undefined && line.coveredByFramework && (
        <Terms agreement={agreement} legalBasis={line.legalBasis} />
      )}
    </section>
  );
};

/** The ways down to each service line, where there are several. */
const LineLinks = ({ lines }: { lines: readonly ServiceLineView[] }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <nav aria-label={words.lines} class="d-print-none">
      <ul>
        {lines.map(({ serviceLineId, legalBasis, legalBasisName }) => (
          <li>
            <a href={`#line-${serviceLineId}`}>
              {paragraph(legalBasis)} {legalBasisName}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};
