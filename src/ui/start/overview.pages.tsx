import { Get, Inject } from '@nestjs/common';
import type { VNode } from 'preact';
import { AgreementRoutes } from '../../agreements/agreement.routes';
import { UnsignedCountsRoute, type UnsignedCountsView } from '../../contracts/unsigned-counts';
import type { Day } from '../../kernel/calendar';
import type { LegalBasisCode } from '../../kernel/legal-basis';
import { roundedRatio, WHOLE } from '../../kernel/money';
import { OccupancyRoutes } from '../../occupancy/occupancy.routes';
import type { LineOccupancyView } from '../../occupancy/occupancy.views';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import { TariffRoutes, type WarnedTariffView } from '../../tariffs/tariff.routes';
import { Table } from '../components/table';
import { Doors } from '../frame/doors';
import { everyRow } from '../frame/every-row';
import { countText, dayText, shareText } from '../frame/formats';
import { Names } from '../frame/names';
import { OVERVIEW, PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { Development, WATCHED_WORDS, WatchedTariffs } from '../tariffs/watched-tariffs';
import { uiAccess } from '../ui.access';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { paragraphWithName } from '../frame/words';

const WORDS = {
  da: {
    title: 'Overblik',
    lead: 'Kapacitet, belægning, takster og underskrifter i hele markedet. Her står ingen borgere, og antal kontrakter under 3 vises ikke.',
    ways: 'På denne side',
    byParagraph: (day: string) => `Pladser og belægning pr. paragraf ${day}`,
    byGroup: (day: string) => `Pladser og belægning pr. målgruppe ${day}`,
    groupHint: 'Et tilbud med flere målgrupper tæller med i hver af dem.',
    paragraph: 'Paragraf',
    group: 'Målgruppe',
    offerings: 'Tilbud',
    places: 'Pladser',
    occupied: 'Indskrevne',
    rate: 'Belægning',
    few: 'færre end 3',
    unsigned: 'Kontrakter i kraft uden begge underskrifter (R25)',
    age: 'Dage i kraft',
    ages: (from: number, to: number | undefined) => (to === undefined ? `${from} eller flere` : `${from}-${to}`),
    contracts: 'Kontrakter',
    agreements: 'Rammeaftaler og regler',
    noAgreement: 'Ingen rammeaftale gælder i dag.',
  },
  en: {
    title: 'Overview',
    lead: 'Capacity, occupancy, tariffs and signatures of the whole market. There are no citizens here, and counts of contracts below 3 are not shown.',
    ways: 'On this page',
    byParagraph: (day: string) => `Places and occupancy by paragraph on ${day}`,
    byGroup: (day: string) => `Places and occupancy by target group on ${day}`,
    groupHint: 'An offering for several target groups counts in each of them.',
    paragraph: 'Paragraph',
    group: 'Target group',
    offerings: 'Offerings',
    places: 'Places',
    occupied: 'Enrolled',
    rate: 'Occupancy',
    few: 'fewer than 3',
    unsigned: 'Contracts in force without both signatures (R25)',
    age: 'Days in force',
    ages: (from: number, to: number | undefined) => (to === undefined ? `${from} or more` : `${from}-${to}`),
    contracts: 'Contracts',
    agreements: 'Framework agreements and rules',
    noAgreement: 'No framework agreement is in force today.',
  },
};

interface Group {
  readonly name: string;
  readonly lines: readonly LineOccupancyView[];
}

/** What the secretariat watches over, without a citizen in it. */
@Pages()
export class OverviewPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(OVERVIEW)
  @Allowed(uiAccess.seeMarketOverview)
  async overview(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { language } = visit;
    const words = WORDS[language];
    const today = this.clock.today();
    const day = dayText(today, language);
    const offerings = await everyRow((cursor) =>
      this.doors.open(OfferingRoutes, visit).search({ limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }),
    );
    const operators = [...new Set(offerings.map(({ operator }) => operator))];
    const answers = await Promise.all(
      operators.map((operator) =>
        this.doors.open(OccupancyRoutes, visit).find({ operator, from: today, to: today }, visit.actor),
      ),
    );
    const lines = answers.flatMap((answer) => answer.lines);
    const groupsOf = new Map<string, readonly string[]>(offerings.map((each) => [each.offeringId, each.targetGroups]));
    const byParagraph = [...Map.groupBy(lines, ({ legalBasis }) => legalBasis)].map(([code, of]): Group => ({
      name: paragraphWithName(code satisfies LegalBasisCode),
      lines: of,
    }));
    const byGroup = [...new Set(offerings.flatMap(({ targetGroups }) => targetGroups))].map((name): Group => ({
      name,
      lines: lines.filter(({ offeringId }) => groupsOf.get(offeringId)?.includes(name) === true),
    }));
    const { items: agreements } = await this.doors.open(AgreementRoutes, visit).list({ effectiveOn: today });
    const [agreement] = agreements;
    const compliance =
      agreement &&
      (await this.doors.open(TariffRoutes, visit).compliance(agreement.agreementId, { effectiveOn: today }));
    const coming = await this.coming(today, visit);
    const unsigned = await this.doors.open(UnsignedCountsRoute, visit).count({}, visit.actor);
    return screen({
      title: words.title,
      wide: true,
      body: (
        <>
          <p class="font-lead">{words.lead}</p>
          <p class="actions d-print-none">
            <a class="button button-secondary" href={PATHS.agreements}>
              {words.agreements}
            </a>
          </p>
          <nav aria-label={words.ways} class="d-print-none">
            <ul>
              <li>
                <a href="#paragraphs">{words.byParagraph(day)}</a>
              </li>
              <li>
                <a href="#groups">{words.byGroup(day)}</a>
              </li>
              {compliance !== undefined && (
                <>
                  <li>
                    <a href="#cap">
                      {WATCHED_WORDS[language].cap} ({countText(compliance.items.length)})
                    </a>
                  </li>
                  <li>
                    <a href="#development">{WATCHED_WORDS[language].development}</a>
                  </li>
                </>
              )}
              <li>
                <a href="#unsigned">{words.unsigned}</a>
              </li>
            </ul>
          </nav>
          <Places id="paragraphs" title={words.byParagraph(day)} of={words.paragraph} groups={byParagraph} />
          <Places id="groups" title={words.byGroup(day)} of={words.group} groups={byGroup} hint={words.groupHint} />
          {compliance === undefined ? (
            <p class="nothing">{words.noAgreement}</p>
          ) : (
            <>
              <WatchedTariffs today={compliance.items} coming={coming} name={this.names.all()} />
              <Development of={compliance} year={Number(today.slice(0, 4))} name={this.names.all()} />
            </>
          )}
          <Unsigned of={unsigned} />
        </>
      ),
    });
  }

  /** Unusual tariffs that are set and hold later: under every agreement that has not run out by then. */
  private async coming(today: Day, visit: SignedInVisit): Promise<readonly WarnedTariffView[]> {
    const { items: agreements } = await this.doors.open(AgreementRoutes, visit).list({});
    const watched = await Promise.all(
      agreements
        .filter(({ last }) => last > today)
        .map(({ agreementId }) => this.doors.open(TariffRoutes, visit).compliance(agreementId, {})),
    );
    return watched.flatMap(({ items }) => items).filter(({ validFrom }) => validFrom > today);
  }
}

const sum = (lines: readonly LineOccupancyView[], of: (line: LineOccupancyView) => number): number =>
  lines.reduce((all, line) => all + of(line), 0);

/** How many places are taken is public: they are what the market sells (ADR 26). */
const Places = ({
  id,
  title,
  of,
  groups,
  hint,
}: {
  id: string;
  title: string;
  of: string;
  groups: readonly Group[];
  hint?: string;
}): VNode => {
  const words = WORDS[useVisit().language];
  const places = ({ lines }: Group): number => sum(lines, ({ total }) => total.available);
  const enrolled = ({ lines }: Group): number => sum(lines, ({ total }) => total.occupied);
  const danish = new Intl.Collator('da');
  return (
    <section>
      <h2 id={id}>{title}</h2>
      {hint !== undefined && <p class="soft">{hint}</p>}
      <Table
        files
        caption={title}
        captionHidden
        rows={[...groups].sort((a, b) => danish.compare(a.name, b.name))}
        columns={[
          { title: of, heads: true, cell: ({ name }) => name },
          {
            title: words.offerings,
            numeric: true,
            cell: ({ lines }) => countText(new Set(lines.map(({ offeringId }) => offeringId)).size),
          },
          { title: words.places, numeric: true, cell: (group) => countText(places(group)) },
          {
            title: words.occupied,
            numeric: true,
            cell: (group) => countText(enrolled(group)),
          },
          {
            title: words.rate,
            numeric: true,
            cell: (group) =>
              places(group) === 0
                ? '–'
                : shareText(roundedRatio(BigInt(enrolled(group)) * BigInt(WHOLE), BigInt(places(group)))),
          },
        ]}
      />
    </section>
  );
};

const Unsigned = ({ of: { ages } }: { of: UnsignedCountsView }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <section>
      <h2 id="unsigned">{words.unsigned}</h2>
      <Table
        files
        caption={words.unsigned}
        captionHidden
        rows={ages}
        columns={[
          { title: words.age, heads: true, cell: ({ fromDays, toDays }) => words.ages(fromDays, toDays) },
          {
            title: words.contracts,
            numeric: true,
            cell: ({ contracts }) => (contracts === null ? words.few : countText(contracts)),
          },
        ]}
      />
    </section>
  );
};
