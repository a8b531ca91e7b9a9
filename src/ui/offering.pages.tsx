import { Get, Inject } from '@nestjs/common';
import type { VNode } from 'preact';
import { AgreementRoutes, type AgreementView } from '../agreements/agreement.routes';
import { addMonths, type Day, daysIn, END_OF_TIME, firstDayOf, isDay, lastDayOf, monthOf } from '../kernel/calendar';
import type { OfferingId } from '../kernel/vocabulary';
import type { LineOccupancyView } from '../occupancy/occupancy.views';
import { OccupancyRoutes } from '../occupancy/occupancy.routes';
import type { OfferingView, ServiceLineView } from '../offerings/offering-view';
import { OfferingRoutes } from '../offerings/offering.routes';
import { offeringsAccess } from '../offerings/offerings.access';
import { FreePlacesRoutes } from '../placements/free-places.routes';
import type { FreePlaceView } from '../placements/free-places.views';
import { placementsAccess } from '../placements/placements.access';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { PAGE_ROWS_MAX } from '../platform/http/paging';
import { IdParam } from '../platform/http/parameters';
import { TariffRoutes } from '../tariffs/tariff.routes';
import { historyOf } from './audit-section';
import { LineChart } from './components/charts';
import { Alert, Facts, Figures, More } from './components/notes';
import { Table } from './components/table';
import { Doors } from './doors';
import { dayOr, dayText, instantText, monthText, shareText } from './formats';
import { Names } from './names';
import { mayEver, PATHS } from './navigation';
import { Pages } from './pages';
import { PriceList } from './price-list';
import { screen, type Screen } from './screen';
import { Terms } from './terms';
import { addressOf, type SignedInVisit, TheVisit, useVisit } from './visit';
import { paragraph } from './words';

/** Months of occupancy shown, the one that runs included. */
const MONTHS_SHOWN = 12;

const WORDS = {
  da: {
    find: 'Find en plads',
    about: 'Om tilbuddet',
    operator: 'Driftsherre',
    groups: 'Målgrupper',
    ages: 'Alder',
    years: (from: number, to: number) => `${from}-${to} år`,
    lies: 'Ligger i',
    approved: 'Godkendt',
    period: (from: string, until: string) => `${from} til ${until}`,
    open: 'nu',
    source: 'Kilde',
    changed: 'Senest ændret i bogen',
    history: 'Tilbuddets historik',
    asKnown: 'Som det så ud på en anden dag',
    constructed: 'Tilbuddet er opdigtet til demonstration.',
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
    occupancy: 'Belægning',
    occupancyTitle: 'Gennemsnitligt antal pladser og indskrevne pr. måned',
    occupancyText: (first: string, last: string) => `Fra ${first} til ${last}. Tallene står i tabellen nedenfor.`,
    numbers: 'Tallene bag',
    month: 'Måned',
    available: 'Pladser',
    occupied: 'Indskrevne',
    rate: 'Belægning',
    budgeted: 'Budgetteret',
  },
  en: {
    find: 'Find a place',
    about: 'About the offering',
    operator: 'Operator',
    groups: 'Target groups',
    ages: 'Age',
    years: (from: number, to: number) => `${from}-${to} years`,
    lies: 'Lies in',
    approved: 'Approved',
    period: (from: string, until: string) => `${from} to ${until}`,
    open: 'now',
    source: 'Source',
    changed: 'Last changed in the ledger',
    history: 'History of the offering',
    asKnown: 'As it looked on another day',
    constructed: 'The offering is made up for demonstration.',
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
    occupancy: 'Occupancy',
    occupancyTitle: 'Places and enrolled citizens on average, by month',
    occupancyText: (first: string, last: string) => `From ${first} to ${last}. The figures stand in the table below.`,
    numbers: 'The figures behind',
    month: 'Month',
    available: 'Places',
    occupied: 'Enrolled',
    rate: 'Occupancy',
    budgeted: 'Budgeted',
  },
};

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
    const today = this.clock.today();
    const asked = visit.query.get('from');
    const on = isDay(asked) ? asked : today;
    const offering = await this.doors.open(OfferingRoutes, visit).find(offeringId, {});
    const [occupancy, free, tariffs, agreement] = await Promise.all([
      this.doors.open(OccupancyRoutes, visit).find(
        {
          offeringId,
          from: firstDayOf(monthOf(addMonths(today, 1 - MONTHS_SHOWN))),
          to: lastDayOf(monthOf(today)),
          by: 'month',
        },
        visit.actor,
      ),
      this.doors
        .open(FreePlacesRoutes, visit)
        .search({ text: offering.name, from: on, limit: PAGE_ROWS_MAX }, visit.actor),
      this.doors.open(TariffRoutes, visit).list(offeringId, {}),
      this.agreementOf(offering, on, visit),
    ]);
    // The line that was looked for comes first.
    const wanted = visit.query.get('line');
    const lines = [...offering.serviceLines].sort(
      (a, b) => Number(b.serviceLineId === wanted) - Number(a.serviceLineId === wanted),
    );
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
          {offering.constructed && (
            <Alert tone="info">
              <p>{words.constructed}</p>
            </Alert>
          )}
          {lines.map((line) => (
            <Line
              offering={offering}
              line={line}
              on={on}
              agreement={agreement}
              mayReserve={mayEver(placementsAccess.reservePlace, visit.actor)}
              free={free.items.find(
                (each) => each.offeringId === offeringId && each.serviceLineId === line.serviceLineId,
              )}
              occupancy={occupancy.lines.find(({ serviceLineId }) => serviceLineId === line.serviceLineId)}
              tariffs={tariffs.items.filter(({ serviceLineId }) => serviceLineId === line.serviceLineId)}
            />
          ))}
          <About offering={offering} names={this.names} />
        </>
      ),
    });
  }

  /** The agreement that binds the operator on the day; the rules are shown as it has them then. */
  private async agreementOf(
    { operator }: OfferingView,
    on: Day,
    visit: SignedInVisit,
  ): Promise<AgreementView | undefined> {
    const agreements = this.doors.open(AgreementRoutes, visit);
    const { items } = await agreements.list({ effectiveOn: on });
    const binding = items.find(({ parties }) =>
      parties.some(({ party, from, last = END_OF_TIME }) => party === operator && from <= on && on <= last),
    );
    return binding && agreements.find(binding.agreementId, { effectiveOn: on });
  }
}

interface LineParts {
  readonly offering: OfferingView;
  readonly line: ServiceLineView;
  readonly on: Day;
  readonly agreement: AgreementView | undefined;
  readonly mayReserve: boolean;
  readonly free: FreePlaceView | undefined;
  readonly occupancy: LineOccupancyView | undefined;
  readonly tariffs: Parameters<typeof PriceList>[0]['tariffs'];
}

const Line = ({ offering, line, on, agreement, mayReserve, free, occupancy, tariffs }: LineParts): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const reserve = addressOf(`${PATHS.offerings}/${offering.offeringId}/reserve`, {
    line: line.serviceLineId,
    from: on,
  });
  const latest = occupancy?.buckets.at(-1);
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
      {mayReserve && (
        <p class="actions">
          <a class="button button-primary" href={reserve}>
            {words.reserve}
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
      <PriceList tariffs={tariffs} on={on} id={line.serviceLineId} />
      {occupancy !== undefined && <Occupancy of={occupancy} />}
      {agreement !== undefined && line.coveredByFramework && (
        <Terms agreement={agreement} legalBasis={line.legalBasis} />
      )}
    </section>
  );
};

const Occupancy = ({ of: { serviceLineId, buckets } }: { of: LineOccupancyView }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const average = (days: number, { first, last }: { first: Day; last: Day }): number => days / daysIn(first, last);
  const month = (day: Day): string => monthText(monthOf(day), language);
  const points = (of: (bucket: (typeof buckets)[number]) => number) =>
    buckets.map((bucket) => ({
      label: `${bucket.first.slice(5, 7)}/${bucket.first.slice(2, 4)}`,
      value: average(of(bucket), bucket),
    }));
  const [first, last] = [buckets[0], buckets.at(-1)];
  const decimal = (value: number): string => value.toFixed(1).replace('.', ',');
  return (
    <>
      <h3>{words.occupancy}</h3>
      {first && last && (
        <LineChart
          id={`occupancy-${serviceLineId}`}
          title={words.occupancyTitle}
          description={words.occupancyText(month(first.first), month(last.first))}
          format={(value) => String(Math.round(value * 10) / 10).replace('.', ',')}
          series={[
            { name: words.occupied, points: points(({ occupied }) => occupied) },
            { name: words.available, points: points(({ available }) => available) },
          ]}
        />
      )}
      <More summary={words.numbers}>
        <Table
          caption={words.occupancyTitle}
          captionHidden
          rows={buckets}
          columns={[
            { title: words.month, heads: true, cell: ({ first: day }) => month(day) },
            { title: words.available, numeric: true, cell: (bucket) => decimal(average(bucket.available, bucket)) },
            { title: words.occupied, numeric: true, cell: (bucket) => decimal(average(bucket.occupied, bucket)) },
            { title: words.rate, numeric: true, cell: ({ rateBp }) => shareText(rateBp) },
            { title: words.budgeted, numeric: true, cell: ({ budgetedBp }) => shareText(budgetedBp) },
          ]}
        />
      </More>
    </>
  );
};

const About = ({ offering, names }: { offering: OfferingView; names: Names }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { offeringId, operator, targetGroups, ageFrom, ageTo, addressMunicipality, approvals, source, changedAt } =
    offering;
  return (
    <section>
      <h2>{words.about}</h2>
      <Facts
        entries={[
          { term: words.operator, value: names.of(operator) },
          { term: words.groups, value: targetGroups.join(', ') },
          { term: words.ages, value: words.years(ageFrom, ageTo) },
          addressMunicipality !== null && { term: words.lies, value: names.of(addressMunicipality) },
          approvals.length > 0 && {
            term: words.approved,
            value: approvals
              .map(({ from, until }) => words.period(dayOr(from, language), dayOr(until, language, words.open)))
              .join(', '),
          },
          source !== undefined && { term: words.source, value: source },
          { term: words.changed, value: instantText(changedAt, language) },
        ]}
      />
      <PastLinks offeringId={offeringId} />
    </section>
  );
};

const PastLinks = ({ offeringId }: { offeringId: OfferingId }): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  return (
    <p class="actions d-print-none">
      <a href={historyOf('offering', offeringId)}>{words.history}</a>
      {actor !== undefined && mayEver(placementsAccess.listPlacements, actor) && (
        <a href={addressOf(PATHS.asKnown, { offeringId })}>{words.asKnown}</a>
      )}
    </p>
  );
};
