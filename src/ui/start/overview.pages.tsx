import { Get, Inject } from '@nestjs/common';
import type { VNode } from 'preact';
import { AgreementRoutes } from '../../agreements/agreement.routes';
import { UnsignedCountsRoute, type UnsignedCountsView } from '../../contracts/unsigned-counts';
import { type LegalBasisCode, paragraph } from '../../kernel/legal-basis';
import { roundedRatio, WHOLE } from '../../kernel/money';
import type { PartyCode } from '../../kernel/vocabulary';
import { OccupancyRoutes } from '../../occupancy/occupancy.routes';
import type { LineOccupancyView } from '../../occupancy/occupancy.views';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import { type TariffCompliance, TariffRoutes } from '../../tariffs/tariff.routes';
import { dayPrice } from '../../tariffs/tariff-warnings.calculation';
import { Exports, sortedRows, Table } from '../components/table';
import { numberedPage, NumberedPager } from '../components/pager';
import { Doors } from '../frame/doors';
import { everyRow } from '../frame/every-row';
import { countText, danishKroner, dayText, shareText } from '../frame/formats';
import { Names } from '../frame/names';
import { OVERVIEW, PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { CAP_REASON_WORDS } from '../tariffs/tariff-words';
import { uiAccess } from '../ui.access';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { levelText, paragraphWithName } from '../frame/words';

/** Tariffs on a page. */
const TARIFFS_SHOWN = 25;

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
    cap: 'Takster over takstloftet eller med andre bemærkninger',
    tariff: 'Tilbud',
    operator: 'Driftsherre',
    level: 'Niveau',
    price: 'Pris pr. dag',
    from: 'Gælder fra',
    warnings: 'Bemærkninger',
    reason: 'Grund',
    noReason: 'Ingen angivet',
    noCap: 'Ingen takster har bemærkninger.',
    development: 'Takstudvikling og tillægstakster i år',
    index: 'Indeks',
    fixed: 'Indeks i faste priser',
    mean: 'Gennemsnit pr. dag',
    supplements: 'Tillægstakster',
    meanSupplement: 'Gennemsnitligt tillæg',
    unsigned: 'Kontrakter i kraft uden begge underskrifter (R25)',
    age: 'Dage i kraft',
    ages: (from: number, to: number | undefined) => (to === undefined ? `${from} eller flere` : `${from}-${to}`),
    contracts: 'Kontrakter',
    files: 'alle takster (CSV)',
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
    cap: 'Tariffs above the cap or with other remarks',
    tariff: 'Offering',
    operator: 'Operator',
    level: 'Level',
    price: 'Price a day',
    from: 'Holds from',
    warnings: 'Remarks',
    reason: 'Reason',
    noReason: 'None given',
    noCap: 'No tariff has remarks.',
    development: 'Tariffs over time and supplement tariffs this year',
    index: 'Index',
    fixed: 'Index in fixed prices',
    mean: 'Mean a day',
    supplements: 'Supplements',
    meanSupplement: 'Mean supplement',
    unsigned: 'Contracts in force without both signatures (R25)',
    age: 'Days in force',
    ages: (from: number, to: number | undefined) => (to === undefined ? `${from} or more` : `${from}-${to}`),
    contracts: 'Contracts',
    files: 'all tariffs (CSV)',
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
                      {words.cap} ({countText(compliance.items.length)})
                    </a>
                  </li>
                  <li>
                    <a href="#development">{words.development}</a>
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
            <Compliance of={compliance} year={Number(today.slice(0, 4))} name={this.names.all()} />
          )}
          <Unsigned of={unsigned} />
        </>
      ),
    });
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

const Compliance = ({
  of: { items, development },
  year,
  name,
}: {
  of: TariffCompliance;
  year: number;
  name: (party: PartyCode) => string;
}): VNode => {
  const visit = useVisit();
  const { language } = visit;
  const words = WORDS[language];
  const sorted = sortedRows(visit, items, {
    OFFERING: ({ offeringName }) => offeringName,
    OPERATOR: ({ operator }) => name(operator),
  });
  const page = numberedPage(visit, sorted, TARIFFS_SHOWN);
  return (
    <>
      <section>
        <h2 id="cap">{words.cap}</h2>
        <Exports files={[{ href: '/api/v1/tariff-files/csv', text: words.files }]} />
        <Table
          files
          whole={page.whole}
          caption={words.cap}
          captionHidden
          rows={page.rows}
          empty={words.noCap}
          columns={[
            {
              title: words.tariff,
              heads: true,
              sort: 'OFFERING',
              cell: ({ offeringId, offeringName }) => <a href={`${PATHS.offerings}/${offeringId}`}>{offeringName}</a>,
            },
            { title: words.operator, sort: 'OPERATOR', cell: ({ operator }) => name(operator) },
            {
              title: words.level,
              cell: ({ serviceLineId, level }) => `${paragraph(serviceLineId)}, ${levelText(level, language)}`,
            },
            {
              title: words.price,
              numeric: true,
              cell: ({ components }) => {
                const price = dayPrice(components);
                return price === undefined ? '–' : danishKroner(price);
              },
            },
            { title: words.from, cell: ({ validFrom }) => dayText(validFrom, language) },
            {
              title: words.warnings,
              cell: ({ warnings }) => warnings.map((warning) => <span class="under">{warning[language]}</span>),
            },
            {
              title: words.reason,
              cell: ({ capReason }) =>
                capReason === undefined ? words.noReason : CAP_REASON_WORDS[capReason][language],
            },
          ]}
        />
        <NumberedPager page={page} />
      </section>
      <section>
        <h2 id="development">{words.development}</h2>
        <Table
          files
          caption={words.development}
          captionHidden
          rows={development.filter((each) => each.year === year)}
          columns={[
            { title: words.operator, heads: true, cell: ({ operator }) => name(operator) },
            { title: words.mean, numeric: true, cell: ({ meanDayPriceOre }) => danishKroner(meanDayPriceOre) },
            { title: words.index, numeric: true, cell: ({ indexBp }) => shareText(indexBp) },
            { title: words.fixed, numeric: true, cell: ({ fixedPriceIndexBp }) => shareText(fixedPriceIndexBp) },
            { title: words.supplements, numeric: true, cell: ({ supplements }) => supplements },
            {
              title: words.meanSupplement,
              numeric: true,
              cell: ({ meanSupplementOre }) =>
                meanSupplementOre === undefined ? '–' : danishKroner(meanSupplementOre),
            },
          ]}
        />
      </section>
    </>
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
