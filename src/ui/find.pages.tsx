import { Get, Inject } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Day, isDay } from '../kernel/calendar';
import { LEGAL_BASIS_CODES } from '../kernel/legal-basis';
import type { Ore } from '../kernel/money';
import type { PartyCode } from '../kernel/vocabulary';
import type { OfferingView } from '../offerings/offering-view';
import { OfferingRoutes } from '../offerings/offering.routes';
import { FreePlaceQuery, FreePlacesRoutes } from '../placements/free-places.routes';
import type { FreePlaceView } from '../placements/free-places.views';
import { placementsAccess } from '../placements/placements.access';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { PAGE_ROWS_MAX } from '../platform/http/paging';
import { invalidRequest, type FieldFault } from '../platform/http/problem';
import { readerOf } from '../platform/http/reading';
import { DayInput, Filters, Select, TextInput } from './components/form';
import { numberedPage, NumberedPager } from './components/numbered-pages';
import { type Column, sortedRows, Table } from './components/table';
import { Doors } from './doors';
import { everyRow } from './every-row';
import { danishKroner, dayText, instantText } from './formats';
import { Names } from './names';
import { PATHS } from './navigation';
import { Pages } from './pages';
import { screen, type Screen } from './screen';
import { oreTyped } from './typed-amounts';
import { addressOf, type SignedInVisit, TheVisit, useVisit } from './visit';
import { paragraph, paragraphWithName } from './words';

/** Free places on a page, and offerings beside each other at most. */
const ROWS = 25;
export const COMPARED_MAX = 4;

const WORDS = {
  da: {
    title: 'Find en plads',
    lead: 'Ledige pladser er talt ud fra køb og kapacitet i bogen. Ingen har selv indberettet dem.',
    targetGroup: 'Målgruppe',
    all: 'Alle',
    paragraph: 'Paragraf',
    price: 'Højest pris pr. dag',
    operator: 'Driftsherre',
    from: 'Ønsket fra',
    freeBy: 'Ledig senest',
    text: 'Navn',
    offering: 'Tilbud',
    free: 'Ledige',
    freeOf: (free: number, places: number) => `${free} af ${places}`,
    freeFrom: 'Ledig fra',
    dayPrice: 'Pris pr. dag fra',
    age: 'Senest ændret i bogen',
    nothing: 'Der er ingen ledige pladser, som passer. Prøv uden et af filtrene, eller med en senere dag.',
    compare: 'Sammenlign de valgte',
    compareHint: `Sæt kryds ved op til ${COMPARED_MAX} tilbud.`,
    choose: (name: string) => `Vælg ${name} til sammenligning`,
    mark: 'Vælg',
    caption: 'Ledige pladser',
    kroner: 'kr.',
    wrongPrice: 'skal være et beløb i kroner, som 2.560 eller 2560,50',
  },
  en: {
    title: 'Find a place',
    lead: 'Free places are counted from purchases and capacity in the ledger. Nobody has reported them.',
    targetGroup: 'Target group',
    all: 'All',
    paragraph: 'Paragraph',
    price: 'Highest price a day',
    operator: 'Operator',
    from: 'Wanted from',
    freeBy: 'Free by',
    text: 'Name',
    offering: 'Offering',
    free: 'Free',
    freeOf: (free: number, places: number) => `${free} of ${places}`,
    freeFrom: 'Free from',
    dayPrice: 'Price a day from',
    age: 'Last changed in the ledger',
    nothing: 'No free place fits. Try without one of the filters, or with a later day.',
    compare: 'Compare those chosen',
    compareHint: `Tick up to ${COMPARED_MAX} offerings.`,
    choose: (name: string) => `Choose ${name} for comparison`,
    mark: 'Choose',
    caption: 'Free places',
    kroner: 'kr.',
    wrongPrice: 'must be an amount in kroner, such as 2.560 or 2560,50',
  },
};

/** Journey 2: what is free, for whom, under which paragraph, at what price, from whom and from when. */
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
    const query = searchIn(visit, this.clock.today());
    const found = await everyRow((cursor) =>
      this.doors
        .open(FreePlacesRoutes, visit)
        .search({ ...query, limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }),
    );
    const rows = sortedRows(visit, found, {
      offering: ({ offeringName }) => offeringName,
      paragraph: ({ legalBasis }) => legalBasis,
      price: ({ dayPriceFromOre }) => dayPriceFromOre ?? Infinity,
      operator: ({ operator }) => name(operator),
      freeFrom: ({ freeFrom }) => freeFrom,
      free: ({ freeOnDay }) => freeOnDay,
    });
    const offerings = await everyRow((cursor) =>
      this.doors.open(OfferingRoutes, visit).search({ limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }),
    );
    const page = numberedPage(visit, rows, ROWS);
    return screen({
      title: words.title,
      wide: true,
      body: (
        <>
          <p class="font-lead">{words.lead}</p>
          <SearchFields offerings={offerings} name={name} today={this.clock.today()} />
          <div id="found" data-live>
            <Found rows={page.rows} name={name} />
            <NumberedPager page={page} />
          </div>
        </>
      ),
    });
  }
}

/** Names in the address beside those that the API's query has. */
const PRICE = 'price';
const FILTERS = ['targetGroup', 'legalBasis', 'operator', 'text', 'from', 'freeBy'] as const;

/** @throws Problem 400 when a filter in the address cannot be read. */
const searchIn = ({ query }: SignedInVisit, today: Day): FreePlaceQuery => {
  const given = FILTERS.flatMap((name) => {
    const value = query.get(name) ?? '';
    return value === '' ? [] : [[name, value]];
  });
  const faults: FieldFault[] = [];
  const read = readerOf(FreePlaceQuery, 'text').read(Object.fromEntries(given), faults, '') as FreePlaceQuery;
  const price = kronerIn(query.get(PRICE) ?? '', faults);
  if (faults.length > 0) throw invalidRequest(faults);
  return Object.assign(read, { from: read.from ?? today }, price === undefined ? {} : { maxDayPriceOre: price });
};

/** The highest price of the search; undefined when none is named. */
const kronerIn = (typed: string, faults: FieldFault[]): Ore | undefined => {
  if (typed.trim() === '') return undefined;
  const amount = oreTyped(typed);
  if (amount === undefined)
    faults.push({
      field: PRICE,
      code: 'NOT_AN_AMOUNT',
      da: `price ${WORDS.da.wrongPrice}.`,
      en: `price ${WORDS.en.wrongPrice}.`,
    });
  return amount;
};

const SearchFields = ({
  offerings,
  name,
  today,
}: {
  offerings: readonly OfferingView[];
  name: (party: PartyCode) => string;
  today: Day;
}): VNode => {
  const { language, query } = useVisit();
  const words = WORDS[language];
  const danish = new Intl.Collator('da');
  const groups = [...new Set(offerings.flatMap(({ targetGroups }) => targetGroups))].sort(danish.compare);
  const operators = [...new Set(offerings.map(({ operator }) => operator))].map((code) => ({
    value: code,
    text: name(code),
  }));
  const sold = new Set(offerings.flatMap(({ serviceLines }) => serviceLines.map(({ legalBasis }) => legalBasis)));
  const from = query.get('from') ?? '';
  return (
    <Filters id="find" keep={['sort']}>
      <Select
        name="targetGroup"
        label={words.targetGroup}
        none={words.all}
        optional
        choices={groups.map((group) => ({ value: group, text: group }))}
      />
      <Select
        name="legalBasis"
        label={words.paragraph}
        none={words.all}
        optional
        choices={LEGAL_BASIS_CODES.filter((code) => sold.has(code)).map((code) => ({
          value: code,
          text: paragraphWithName(code),
        }))}
      />
      <TextInput name={PRICE} label={words.price} optional inputMode="decimal" suffix={words.kroner} />
      <Select
        name="operator"
        label={words.operator}
        none={words.all}
        optional
        choices={operators.sort((a, b) => danish.compare(a.text, b.text))}
      />
      <DayInput name="from" label={words.from} optional value={isDay(from) ? from : today} />
      <DayInput name="freeBy" label={words.freeBy} optional />
      <TextInput name="text" label={words.text} optional type="search" />
    </Filters>
  );
};

/** The rows stand in a form of their own: those that are ticked are compared. */
const Found = ({ rows, name }: { rows: readonly FreePlaceView[]; name: (party: PartyCode) => string }): VNode => {
  const { language, query } = useVisit();
  const words = WORDS[language];
  const from = query.get('from') ?? undefined;
  const columns: readonly Column<FreePlaceView>[] = [
    {
      title: words.offering,
      heads: true,
      sort: 'offering',
      cell: ({ offeringId, offeringName, serviceLineId, targetGroups }) => (
        <>
          <a href={addressOf(`${PATHS.offerings}/${offeringId}`, { line: serviceLineId, from })}>{offeringName}</a>
          <span class="under">{targetGroups.join(', ')}</span>
        </>
      ),
    },
    {
      title: words.paragraph,
      sort: 'paragraph',
      cell: ({ legalBasis }) => <span class="nowrap">{paragraph(legalBasis)}</span>,
    },
    {
      title: words.dayPrice,
      sort: 'price',
      numeric: true,
      cell: ({ dayPriceFromOre }) => (dayPriceFromOre === null ? '–' : danishKroner(dayPriceFromOre)),
    },
    { title: words.operator, sort: 'operator', cell: ({ operator }) => name(operator) },
    { title: words.freeFrom, sort: 'freeFrom', cell: ({ freeFrom }) => dayText(freeFrom, language) },
    {
      title: words.free,
      sort: 'free',
      numeric: true,
      cell: ({ freeOnDay, places }) => <span class="nowrap">{words.freeOf(freeOnDay, places)}</span>,
    },
    { title: words.age, cell: ({ recordedAt }) => <span class="soft small">{instantText(recordedAt, language)}</span> },
    {
      title: words.mark,
      cell: ({ offeringId, offeringName, serviceLineId }) => {
        const id = `compare-${offeringId}-${serviceLineId}`;
        return (
          <div class="form-group-checkbox">
            <input id={id} type="checkbox" class="form-checkbox" name="line" value={`${offeringId}~${serviceLineId}`} />
            <label for={id}>
              <span class="sr-only">{words.choose(`${offeringName}, ${paragraph(serviceLineId)}`)}</span>
            </label>
          </div>
        );
      },
    },
  ];
  return (
    <form method="get" action={`${PATHS.places}/compare`}>
      {from !== undefined && <input type="hidden" name="from" value={from} />}
      <Table caption={words.caption} captionHidden columns={columns} rows={rows} empty={words.nothing} />
      {rows.length > 1 && (
        <p class="actions">
          <button class="button button-secondary">{words.compare}</button>
          <span class="soft">{words.compareHint}</span>
        </p>
      )}
    </form>
  );
};
