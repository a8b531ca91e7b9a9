import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { PLACEMENT_GROUNDS } from '../../src/kernel/placement-ground';
import { addDays, asDay } from '../../src/kernel/calendar';
import { LEGAL_BASIS_CODES } from '../../src/kernel/legal-basis';
import { asOre } from '../../src/kernel/money';
import { offeringId, partyCode, serviceLineId, tariffId } from '../../src/kernel/vocabulary';
import { COLUMNS } from '../../src/tariff-files/columns.calculation';
import { priceListCsv } from '../../src/tariff-files/price-list-writers';
import type { ListedTariff } from '../../src/tariff-files/price-list.calculation';
import { judged } from '../../src/tariff-files/row-judgement.calculation';
import type { TariffFileRow } from '../../src/tariff-files/tariff-file.events';
import { openTariffText } from '../../src/tariff-files/tariff-file-reader';
import type { TariffComponent } from '../../src/tariffs/tariff.events';

const region = partyCode('1082');
const offering = offeringId('019c1a00-2222-7000-8000-000000000001');
const TODAY = asDay('2027-06-01');

const somePrice = fc.integer({ min: 10_000, max: 10_000_000 }).map(asOre);
const base = somePrice.map((priceOre): TariffComponent => ({ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre }));
const monthly = somePrice.map((priceOre): TariffComponent => ({ code: 'BASE', kind: 'BASE', unit: 'MONTH', priceOre }));
const hours = somePrice.map((priceOre): TariffComponent => ({
  code: 'TIME',
  kind: 'SERVICE_HOUR',
  unit: 'HOUR',
  priceOre,
}));
const supplement = fc
  .tuple(somePrice, fc.constantFrom('DAY', 'HOUR', 'MONTH', 'KM', 'PIECE'))
  .map(([priceOre, unit]): TariffComponent => ({ code: 'NAT-VAGT', kind: 'SUPPLEMENT', unit, priceOre }));
/** Calculated from two services, so that each part has a paragraph that no column of the file can hold. */
const packaged = fc.tuple(somePrice, somePrice).map(([stay, day]): TariffComponent[] => [
  { code: 'SEL-107', kind: 'SERVICE_PACKAGE', unit: 'DAY', priceOre: stay, legalBasis: 'SEL-107' },
  { code: 'SEL-104', kind: 'SERVICE_PACKAGE', unit: 'DAY', priceOre: day, legalBasis: 'SEL-104' },
]);
const someComponents: fc.Arbitrary<readonly TariffComponent[]> = fc.oneof(
  packaged,
  fc
    .tuple(fc.oneof(base, monthly), fc.option(hours), fc.option(supplement))
    .map((parts) => parts.filter((part) => part !== null)),
);
/** What names are made of, and what spreadsheets and CSV stumble over; no end that a trimmed cell would lose. */
const someName = fc
  .string({ unit: fc.constantFrom(...'abcÆØÅæøå019 -;,"\'=+@.()/&'), minLength: 1, maxLength: 40 })
  .map((name) => `X${name}X`.replace(/\s+/g, ' '));

const someTariff: fc.Arbitrary<ListedTariff> = fc
  .record({
    name: someName,
    basis: fc.constantFrom(...LEGAL_BASIS_CODES),
    service: someName,
    level: fc.constantFrom('1', '2', 'Pakke A', '=1', '10'),
    components: someComponents,
    ground: fc.option(fc.constantFrom(...PLACEMENT_GROUNDS), { nil: undefined }),
    places: fc.option(fc.nat(500), { nil: undefined }),
    occupancy: fc.option(fc.integer({ min: 1, max: 10_000 }), { nil: null }),
    after: fc.nat(3_000),
    previous: fc.boolean(),
  })
  .map(({ name, basis, service, level, components, ground, places, occupancy, after, previous }) => {
    const validFrom = addDays(asDay('2019-01-01'), after);
    return {
      year: Number(validFrom.slice(0, 4)),
      operator: region,
      offeringId: offering,
      offering: name,
      addressMunicipality: partyCode('751'),
      targetGroups: ['Autisme', 'Hjerneskade'],
      ageFrom: 18,
      ageTo: 120,
      serviceLineId: basis,
      service,
      legalBasis: basis,
      ...(places === undefined ? {} : { places }),
      soldToOthers: 0,
      level,
      ...(ground === undefined ? {} : { placementGround: ground }),
      components,
      previous: previous ? components : [],
      budgetedOccupancyBp: occupancy,
      validFrom,
      validTo: null,
      source: '=HYPERLINK("x")',
      constructed: true,
    };
  });

interface Handling {
  readonly order: readonly number[];
  readonly english: boolean;
  readonly delimiter: string;
  readonly leaveOut: boolean;
}

/** What somebody does to a file on the way: other columns first, other names, another delimiter. */
const someHandling: fc.Arbitrary<Handling> = fc.record({
  order: fc.shuffledSubarray(
    COLUMNS.map((_, at) => at),
    { minLength: COLUMNS.length },
  ),
  english: fc.boolean(),
  delimiter: fc.constantFrom(';', ',', '\t'),
  leaveOut: fc.boolean(),
});

const NOT_READ = ['year', 'soldToOthers', 'regulationShare', 'validTo', 'comment'];

const handled = (csv: string, { order, english, delimiter, leaveOut }: Handling): string => {
  const [, ...rows]: string[][] = parse(csv, { delimiter: ';', bom: true });
  const kept = order.filter((at) => !leaveOut || !NOT_READ.includes(COLUMNS[at]?.field ?? ''));
  const names = kept.map((at) => COLUMNS[at]?.[english ? 'en' : 'da'] ?? '');
  return stringify([names, ...rows.map((row) => kept.map((at) => row[at] ?? ''))], { delimiter });
};

const read = async (file: string): Promise<(readonly TariffFileRow[])[]> => {
  const tariffs: (readonly TariffFileRow[])[] = [];
  for await (const tariff of (await openTariffText(file)).tariffs) tariffs.push(tariff);
  return tariffs;
};

/** What the tariff of a file would do to a ledger that holds the listed one. */
const outcomeOf = (rows: readonly TariffFileRow[], tariff: ListedTariff) =>
  judged(
    rows,
    {
      by: region,
      today: TODAY,
      operatorRegistered: true,
      offerings: [
        {
          offeringId: offering,
          lines: [
            {
              serviceLineId: serviceLineId(tariff.serviceLineId),
              legalBasis: tariff.legalBasis,
              name: tariff.service,
              ...(tariff.places === undefined ? {} : { places: tariff.places }),
            },
          ],
          versions: [
            {
              tariffId: tariffId('t1'),
              serviceLineId: serviceLineId(tariff.serviceLineId),
              level: tariff.level,
              validFrom: tariff.validFrom,
              components: tariff.components,
              ...(tariff.placementGround === undefined ? {} : { placementGround: tariff.placementGround }),
              ...(tariff.budgetedOccupancyBp === null ? {} : { budgetedOccupancyBp: tariff.budgetedOccupancyBp }),
            },
          ],
        },
      ],
    },
    () => undefined,
  );

describe('A tariff file that was exported', () => {
  it('imports again unchanged, in any order of columns, by Danish or English names, with any delimiter', () =>
    fc.assert(
      fc.asyncProperty(someTariff, someHandling, async (tariff, handling) => {
        const csv = await text(priceListCsv(Readable.from([[tariff]])));
        const tariffs = await read(handled(csv, handling));
        expect(tariffs).toHaveLength(1);
        const [rows = []] = tariffs;
        expect(rows.map(({ offering: name, level, service }) => [name, level, service])).toEqual(
          tariff.components.map(() => [tariff.offering, tariff.level, tariff.service]),
        );
        expect(rows.map(({ placementGround }) => placementGround)).toEqual(
          tariff.components.map(() => tariff.placementGround),
        );
        expect(outcomeOf(rows, tariff)).toMatchObject({ outcome: 'UNCHANGED', doubtful: false });
      }),
      { numRuns: 150 },
    ));

  it('is a correction as soon as one price in it is another, and none of a package (R13), however the columns stand', () =>
    fc.assert(
      fc.asyncProperty(someTariff, someHandling, fc.integer({ min: 1, max: 500 }), async (tariff, handling, less) => {
        const cheaper = tariff.components.map((part, at) =>
          at === 0 ? { ...part, priceOre: asOre(part.priceOre - less) } : part,
        );
        const csv = await text(priceListCsv(Readable.from([[{ ...tariff, components: cheaper, previous: [] }]])));
        const [rows = []] = await read(handled(csv, handling));
        const outcome = tariff.components.some(({ kind }) => kind === 'SERVICE_PACKAGE') ? 'REFUSED' : 'CORRECTED';
        expect(outcomeOf(rows, tariff).outcome).toBe(outcome);
      }),
      { numRuns: 60 },
    ));
});
