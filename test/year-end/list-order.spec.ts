import fc from 'fast-check';
import { offeringId, partyCode } from '../../src/kernel/vocabulary';
import { type NameOrder, pageByName, YEAR_END_ORDERS, type YearEndKey } from '../../src/year-end/list-order';

const NAMES: Readonly<Record<string, string>> = { a: 'Østerbo', b: 'Ådal', c: 'Zoffs', d: 'Ærø', e: 'aagård', f: 'Bo' };
const OPERATORS: Readonly<Record<string, string>> = { '751': 'Aarhus', '1082': 'Region Midtjylland', '791': 'Viborg' };
const called = {
  offering: (id: string) => ({
    name: NAMES[id] ?? '',
    operator: partyCode(id < 'c' ? '751' : id < 'e' ? '1082' : '791'),
  }),
  party: (code: string) => OPERATORS[code] ?? code,
};
const orders = YEAR_END_ORDERS.filter((order): order is NameOrder => order !== 'NEWEST');
const keyOf = (key: YearEndKey): YearEndKey => key;
const all = { after: undefined, limit: 100 };

describe('Year end by name', () => {
  it('goes by the Danish alphabet, capitals or not', () => {
    const keys = Object.keys(NAMES).map((id): YearEndKey => [2020, id, 'SEL-107', 1]);
    const names = (order: NameOrder) => pageByName(keys, keyOf, called, { order, ...all }).map(([, id]) => NAMES[id]);
    expect(names('OFFERING')).toEqual(
      ['Bo', 'Zoffs', 'Ærø', 'Østerbo', 'aagård', 'Ådal'].sort(new Intl.Collator('da').compare),
    );
    expect(names('OFFERING').slice(0, 4)).toEqual(['Bo', 'Zoffs', 'Ærø', 'Østerbo']);
    expect(names('-OFFERING')).toEqual(names('OFFERING').reverse());
  });

  it('has the same rows in the same order whether it is read in one page or many', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.tuple(
            fc.constantFrom(2019, 2020, 2021),
            fc.constantFrom(...Object.keys(NAMES).map(offeringId)),
            fc.constantFrom('SEL-107', 'SEL-108'),
            fc.nat(5),
          ),
          { selector: String, maxLength: 30 },
        ),
        fc.constantFrom(...orders),
        fc.integer({ min: 1, max: 4 }),
        (rows, order, limit) => {
          const whole = pageByName(rows, keyOf, called, { order, ...all });
          const found: YearEndKey[] = [];
          for (;;) {
            const page = pageByName(rows, keyOf, called, { order, after: found.at(-1), limit });
            if (page.length === 0) break;
            found.push(...page);
          }
          expect(found).toEqual(whole);
          expect(whole).toHaveLength(rows.length);
        },
      ),
    ));
});
