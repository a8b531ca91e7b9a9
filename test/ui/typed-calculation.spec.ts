import fc from 'fast-check';
import type { CalculateTariffBody } from '../../src/calculations/calculation-body';
import { COST_CATEGORIES, PRICE_PARTS } from '../../src/calculations/calculation.events';
import type { CalculationGroundsView } from '../../src/calculations/get-grounds';
import { asDay } from '../../src/kernel/calendar';
import { asOre } from '../../src/kernel/money';
import { agreementId, serviceLineId, tariffLevel } from '../../src/kernel/vocabulary';
import { rowsIn } from '../../src/ui/frame/typed-rows';
import {
  addedField,
  beginningFrom,
  bodyOfCalculation,
  CATEGORIES_OF,
  COST_GROUPS,
  costRows,
  withRow,
} from '../../src/ui/tariffs/typed-calculation';

const grounds = (change: Partial<CalculationGroundsView> = {}): CalculationGroundsView => ({
  agreementId: agreementId('rammeaftale-2025-26'),
  capacity: [{ first: asDay('2027-01-01'), last: asDay('2027-12-31'), places: 24 }],
  occupancy: [{ year: 2024 }, { year: 2025, rateBp: 9_600 }],
  minBp: 9_500,
  recommendedMaxBp: 9_800,
  due: [],
  uncalculated: [],
  ...change,
});

const last = (change: Partial<CalculateTariffBody> = {}): CalculateTariffBody => ({
  serviceLineId: serviceLineId('SEL-107'),
  level: tariffLevel('1'),
  year: 2026,
  costs: [
    { category: 'DIRECT', part: 'BASE', amountOre: asOre(123_456_700), note: 'Løn' },
    { category: 'DIRECT', part: 'BASE', amountOre: asOre(-100_050) },
    { category: 'OVERHEAD', part: 'BASE', amountOre: asOre(10_000_000) },
    { category: 'DIRECT', part: 'SERVICE', amountOre: asOre(5_000_000) },
  ],
  ...change,
});

describe('Where the form of a calculation begins', () => {
  it('has a row for every kind of cost, with what it was last, and those of the hour price apart', () => {
    const typed = beginningFrom(grounds(), 2027, last());
    const shown = COST_GROUPS.map((group) =>
      costRows(typed, group).map(({ name, category, fixed }) => [category, fixed, typed[`${name}.amountOre`]]),
    );
    expect(shown[0]).toEqual([
      ['DIRECT', true, '1.234.567,00'],
      ['DIRECT', false, '-1.000,50'],
      ['HEALTH_INCLUDED', true, ''],
    ]);
    expect(shown[1]?.map(([category]) => category)).toEqual(CATEGORIES_OF.indirect);
    expect(shown[1]?.[0]).toEqual(['OVERHEAD', true, '100.000,00']);
    expect(shown[2]).toEqual([['DIRECT', false, '50.000,00']]);
  });

  it('takes what is due whole for the last level of a line, and leaves the part to say where another is to come', () => {
    const due = [
      { originYear: 2024, amountOre: asOre(0) },
      { originYear: 2025, amountOre: asOre(-8_520_000) },
    ];
    const alone = beginningFrom(grounds({ due }), 2027, undefined);
    expect(rowsIn(alone, 'regulation')).toEqual([0]);
    expect(alone).toMatchObject({ 'regulation.0.originYear': '2025', 'regulation.0.amountOre': '-85.200,00' });
    const shared = beginningFrom(grounds({ due, uncalculated: [tariffLevel('2')] }), 2027, undefined);
    expect(shared).toMatchObject({ 'regulation.0.originYear': '2025', 'regulation.0.amountOre': '' });
    expect(bodyOfCalculation(shared).form).not.toHaveProperty(['regulation.0.originYear']);
  });

  it('moves the level’s own places to the year, over a leap day too, and leaves what was decided once', () => {
    const before = last({
      year: 2027,
      capacity: [
        { first: asDay('2027-01-01'), last: asDay('2027-02-28'), places: 4 },
        { first: asDay('2027-03-01'), last: asDay('2027-12-31'), places: 5 },
      ],
      decidedOccupancy: { rateBp: 9_300, reason: 'STEERING_GROUP_APPROVED' },
      capReason: 'LAW_CHANGE',
      note: 'Kun i år',
    });
    expect(beginningFrom(grounds(), 2028, before)).toMatchObject({
      'capacity.0.first': '2028-01-01',
      'capacity.0.last': '2028-02-29',
      'capacity.1.first': '2028-03-01',
      'capacity.1.last': '2028-12-31',
      'decidedOccupancy.rateBp': '',
      capReason: '',
      note: '',
    });
    expect(beginningFrom(grounds(), 2027, before)).toMatchObject({
      'decidedOccupancy.rateBp': '93',
      'decidedOccupancy.reason': 'STEERING_GROUP_APPROVED',
      capReason: 'LAW_CHANGE',
      note: 'Kun i år',
    });
  });

  it('states the occupancy of a year as it was stated, and leaves to the ledger what the ledger has', () => {
    const typed = beginningFrom(grounds(), 2027, last({ occupancy: [{ year: 2024, rateBp: 9_725 }] }));
    expect(typed).toMatchObject({ 'occupancy.0.rateBp': '97,25', 'occupancy.1.rateBp': '' });
    const { form } = bodyOfCalculation(typed);
    expect(form).toMatchObject({ 'occupancy.0.year': '2024', 'occupancy.0.rateBp': '9725' });
    expect(form).not.toHaveProperty(['occupancy.1.year']);
  });
});

describe('The body of a calculation that was typed', () => {
  it('is what the form was begun from, whatever that was', () => {
    const amount = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }).map(asOre);
    const costs = fc.array(
      fc.record({
        category: fc.constantFrom(...COST_CATEGORIES),
        part: fc.constantFrom(...PRICE_PARTS),
        amountOre: amount,
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(costs, (given) => {
        const { form } = bodyOfCalculation(beginningFrom(grounds(), 2026, last({ costs: given })));
        const read = rowsIn(form, 'costs').map((at) =>
          ['category', 'part', 'amountOre'].map((field) => form[`costs.${at}.${field}`]),
        );
        const sent = given.map(({ category, part, amountOre }) => [category, part, String(amountOre)]);
        expect(read.sort()).toEqual(sent.sort());
      }),
    );
  });

  it('has hours in hundredths, opening days where the tariff is spread over them, and no row that says nothing', () => {
    const typed = {
      ...withRow(beginningFrom(grounds(), 2027, undefined), 'service'),
      serviceHours: '12.500,5',
      openingDays: '220',
      dayBasis: 'CALENDAR',
    };
    const { form } = bodyOfCalculation(typed);
    expect(form).toMatchObject({ serviceHours: '1250050', dayBasis: 'CALENDAR' });
    expect(Object.keys(form).filter((field) => /^(?:costs|openingDays|otherIncome|regulation)/.test(field))).toEqual(
      [],
    );
    expect(bodyOfCalculation({ ...typed, dayBasis: 'OPENING_DAYS' }).form).toMatchObject({ openingDays: '220' });
  });

  it('tells what is wrong at the row that was typed, in the words of what is typed there', () => {
    const typed = { ...beginningFrom(grounds(), 2027, undefined), 'costs.5.amountOre': 'mange' };
    const { form, asTyped } = bodyOfCalculation(typed);
    expect(form['costs.0.amountOre']).toBe('mange kr.');
    const fault = (field: string, code: string) => ({ field, code, da: 'costs.0.amountOre skal være', en: '' });
    const [cost, hours, rate] = asTyped([
      fault('costs.0.amountOre', 'NOT_ORE'),
      fault('serviceHours', 'NOT_HUNDREDTHS'),
      fault('decidedOccupancy.rateBp', 'NOT_A_WHOLE_NUMBER'),
    ]);
    expect(cost?.field).toBe('costs.5.amountOre');
    expect(hours?.da).toContain('antal timer');
    expect(rate?.da).toContain('procent');
  });
});

describe('One more row', () => {
  it.each(['direct', 'indirect', 'service', 'otherIncome', 'regulation', 'capacity'] as const)(
    'of %s keeps what was typed, and stands where the page goes on',
    (added) => {
      const typed = { ...beginningFrom(grounds(), 2027, last()), 'costs.0.amountOre': '7' };
      const field = addedField(typed, added);
      const more = withRow(typed, added);
      expect(typed).not.toHaveProperty([field]);
      expect(more).toHaveProperty([field]);
      expect(more).toMatchObject(typed);
      if (added === 'direct' || added === 'indirect' || added === 'service')
        expect(costRows(more, added)).toHaveLength(costRows(typed, added).length + 1);
    },
  );
});
