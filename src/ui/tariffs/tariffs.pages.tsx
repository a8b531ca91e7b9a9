import type { Day } from '../../kernel/calendar';
import { Get, Inject } from '@nestjs/common';
import type { VNode } from 'preact';
import { allows } from '../../kernel/access';
import type { OfferingView } from '../../offerings/offering-view';
import { offeringsAccess } from '../../offerings/offerings.access';
import { OfferingRoutes, OfferingSearchQuery } from '../../offerings/offering.routes';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { TariffView } from '../../tariffs/tariff-view';
import { TariffRoutes } from '../../tariffs/tariff.routes';
import { dayPrice } from '../../tariffs/tariff-warnings.calculation';
import { tariffsAccess } from '../../tariffs/tariffs.access';
import { askedIn } from '../frame/asked';
import { Filters, Select, TextInput } from '../components/form';
import { Pager } from '../components/pager';
import { type Column, Exports, Table } from '../components/table';
import { Doors } from '../frame/doors';
import { danishKroner, dayText, shareText } from '../frame/formats';
import { mayEver, PATHS, TARIFFS } from '../frame/navigation';
import { Names } from '../frame/names';
import { Operators } from '../frame/operators';
import { Pages } from '../frame/pages';
import { calculateAddress } from './calculation-standing';
import { changeAddress, correctAddress, Level } from './price-list';
import { screen, type Screen } from '../frame/screen';
import { tariffFilesAccess } from '../../tariff-files/tariff-files.access';
import { CAP_REASON_WORDS } from './tariff-words';
import { addressOf, type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { paragraph } from '../frame/words';
import { shownList, type WholeList } from '../frame/whole-list';

/** Offerings on a page of the price list. */
const OFFERINGS_SHOWN = 20;

const WORDS = {
  da: {
    title: 'Takster',
    lead: 'Taksterne er offentlige for parterne. Kun driftsherren fastsætter dem (R1).',
    operator: 'Driftsherre',
    all: 'Alle',
    text: 'Tilbuddets navn',
    on: (day: string) => `Takster, der gælder ${day}`,
    offering: 'Tilbud',
    line: 'Ydelse',
    level: 'Niveau',
    price: 'Pris pr. dag',
    from: 'Gælder fra',
    occupancy: 'Budgetteret belægning',
    warnings: 'Bemærkninger',
    capReason: 'Grund',
    calculation: 'Beregning',
    actions: 'Handlinger',
    calculate: 'Beregn',
    calculateLong: (offering: string, level: string, year: number) =>
      `Beregn taksten for ${offering}, niveau ${level}, i ${year}`,
    change: 'Ny takst',
    changeLong: (offering: string, level: string) => `Ny takst for ${offering}, niveau ${level}`,
    correct: 'Ret',
    correctLong: (offering: string, level: string) => `Ret taksten for ${offering}, niveau ${level}`,
    nothing: 'Der er ingen takster, som passer.',
    files: 'Takstfiler',
    publish: 'Opret et tilbud',
    unpriced: 'Tilbud uden en takst i dag',
    priceList: (whose: string) =>
      `Hent Tilbudsviften, taksterne i dag for ${whose} med en række for hver del af prisen, som`,
    everybody: 'alle driftsherrer',
    csv: 'CSV',
    xlsx: 'regneark (XLSX)',
  },
  en: {
    title: 'Tariffs',
    lead: 'Prices are public to the parties. Only the operator sets them (R1).',
    operator: 'Operator',
    all: 'All',
    text: 'Name of the offering',
    on: (day: string) => `Tariffs in force on ${day}`,
    offering: 'Offering',
    line: 'Service',
    level: 'Level',
    price: 'Price a day',
    from: 'Holds from',
    occupancy: 'Budgeted occupancy',
    warnings: 'Remarks',
    capReason: 'Reason',
    calculation: 'Calculation',
    actions: 'Actions',
    calculate: 'Calculate',
    calculateLong: (offering: string, level: string, year: number) =>
      `Calculate the tariff of ${offering}, level ${level}, for ${year}`,
    change: 'New tariff',
    changeLong: (offering: string, level: string) => `New tariff for ${offering}, level ${level}`,
    correct: 'Correct',
    correctLong: (offering: string, level: string) => `Correct the tariff of ${offering}, level ${level}`,
    nothing: 'No tariffs fit.',
    files: 'Tariff files',
    publish: 'Publish an offering',
    unpriced: 'Offerings without a tariff today',
    priceList: (whose: string) =>
      `Download the price list (Tilbudsviften), today’s tariffs of ${whose} with one row for each part of a price, as`,
    everybody: 'all operators',
    csv: 'CSV',
    xlsx: 'spreadsheet (XLSX)',
  },
};

interface PricedLevel {
  readonly offering: OfferingView;
  readonly tariff: TariffView;
}

/** Journeys 1 and 4: the price list, and how a price was arrived at. */
@Pages()
export class TariffsPages {
  constructor(
    private readonly doors: Doors,
    private readonly operators: Operators,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(TARIFFS.all)
  @Allowed(tariffsAccess.listTariffs)
  async list(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { language, actor, query } = visit;
    const words = WORDS[language];
    const search = askedIn(visit, OfferingSearchQuery, ['operator', 'text', 'cursor']);
    // An operator comes for its own prices; who asks for all says so.
    const own = actor.roles.includes('operator') && !query.has('operator') ? actor.party : search.operator;
    const today = this.clock.today();
    const asked = Object.assign(search, { limit: OFFERINGS_SHOWN }, own === undefined ? {} : { operator: own });
    // A page is of so many offerings, each with all its levels.
    const { items, next, unpriced, whole } = await shownList(visit, asked, async (part) => {
      const offerings = await this.doors.open(OfferingRoutes, visit).search(part);
      const priced = await Promise.all(offerings.items.map((offering) => this.levels(offering, today, visit)));
      const without = offerings.items.filter((_, at) => priced[at]?.length === 0);
      return { ...offerings, items: priced.flat(), unpriced: without };
    });
    const file = (format: string): string => addressOf(`/api/v1/tariff-files/${format}`, { operator: own });
    return screen({
      title: words.title,
      wide: true,
      body: (
        <>
          <p class="font-lead">{words.lead}</p>
          <p class="actions d-print-none">
            {mayEver(offeringsAccess.publishOffering, actor) && (
              <a class="button button-primary" href={`${PATHS.offerings}/new`}>
                {words.publish}
              </a>
            )}
            {mayEver(tariffFilesAccess.listTariffFiles, actor) && <a href={TARIFFS.files}>{words.files}</a>}
          </p>
          <Filters id="tariffs">
            <Select
              name="operator"
              label={words.operator}
              none={words.all}
              optional
              value={own}
              choices={await this.operators.choices(visit)}
            />
            <TextInput type="search" name="text" label={words.text} optional />
          </Filters>
          <Unpriced offerings={unpriced} />
          <Levels
            rows={items}
            whole={whole}
            caption={words.on(dayText(today, language))}
            nextYear={Number(today.slice(0, 4)) + 1}
          />
          <Pager next={next} />
          <Exports
            title={words.priceList(own === undefined ? words.everybody : this.names.all()(own))}
            files={[
              { href: file('csv'), text: words.csv },
              { href: file('xlsx'), text: words.xlsx },
            ]}
          />
        </>
      ),
    });
  }

  private async levels(offering: OfferingView, today: Day, visit: SignedInVisit): Promise<readonly PricedLevel[]> {
    const tariffs = await this.doors.open(TariffRoutes, visit).list(offering.offeringId, { effectiveOn: today });
    return tariffs.items.map((tariff) => ({ offering, tariff }));
  }
}

/** What cannot be bought yet, or any more: an operator finds what it has begun to set up. */
const Unpriced = ({ offerings }: { offerings: readonly OfferingView[] }): VNode | null => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const own = offerings.filter(
    (offering) => actor !== undefined && allows(tariffsAccess.changeTariff, actor, offering),
  );
  if (own.length === 0) return null;
  return (
    <section aria-labelledby="unpriced">
      <h2 id="unpriced">{words.unpriced}</h2>
      <ul>
        {own.map(({ offeringId, name }) => (
          <li>
            <a href={`${PATHS.offerings}/${offeringId}`}>{name}</a>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Levels = ({
  rows,
  whole,
  caption,
  nextYear,
}: {
  rows: readonly PricedLevel[];
  whole: WholeList<PricedLevel>;
  caption: string;
  nextYear: number;
}): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const mayChange = ({ tariff }: PricedLevel): boolean =>
    actor !== undefined && allows(tariffsAccess.changeTariff, actor, tariff);
  const columns: readonly Column<PricedLevel>[] = [
    {
      title: words.offering,
      heads: true,
      cell: ({ offering: { offeringId, name } }) => <a href={`${PATHS.offerings}/${offeringId}`}>{name}</a>,
    },
    {
      title: words.line,
      cell: ({ offering, tariff }) => {
        const line = offering.serviceLines.find(({ serviceLineId }) => serviceLineId === tariff.serviceLineId);
        return line === undefined ? tariff.serviceLineId : paragraph(line.legalBasis);
      },
    },
    { title: words.level, cell: ({ tariff }) => <Level of={tariff} /> },
    {
      title: words.price,
      numeric: true,
      cell: ({ tariff }) => {
        const price = dayPrice(tariff.components);
        return price === undefined ? '–' : danishKroner(price);
      },
    },
    { title: words.from, cell: ({ tariff }) => dayText(tariff.validFrom, language) },
    // Left out where nobody has published it.
    {
      title: words.occupancy,
      numeric: true,
      worth: ({ tariff }) => tariff.budgetedOccupancyBp !== undefined,
      cell: ({ tariff }) => shareText(tariff.budgetedOccupancyBp),
    },
    {
      title: words.warnings,
      cell: ({ tariff: { warnings, capReason, calculationId, offeringId } }) => (
        <>
          {warnings.map((warning) => (
            <span class="under">{warning[language]}</span>
          ))}
          {capReason !== undefined && (
            <span class="under">
              {words.capReason}: {CAP_REASON_WORDS[capReason][language]}
            </span>
          )}
          {calculationId !== undefined && (
            <a href={`${PATHS.offerings}/${offeringId}/tariff-calculations/${calculationId}`}>{words.calculation}</a>
          )}
        </>
      ),
    },
    {
      title: words.actions,
      onPageOnly: true,
      worth: mayChange,
      cell: (row) =>
        mayChange(row) && (
          <span class="row-ways">
            <a
              href={calculateAddress(row.tariff, nextYear)}
              aria-label={words.calculateLong(row.offering.name, row.tariff.level, nextYear)}
            >
              {words.calculate}
            </a>
            <a href={changeAddress(row.tariff)} aria-label={words.changeLong(row.offering.name, row.tariff.level)}>
              {words.change}
            </a>
            <a href={correctAddress(row.tariff)} aria-label={words.correctLong(row.offering.name, row.tariff.level)}>
              {words.correct}
            </a>
          </span>
        ),
    },
  ];
  return <Table files whole={whole} caption={caption} columns={columns} rows={rows} empty={words.nothing} />;
};
