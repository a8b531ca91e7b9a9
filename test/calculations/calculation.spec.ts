import { MIDTJYLLAND_RULES } from '../../src/agreements/midtjylland-rules';
import type { CalculationEvent, TariffCalculated } from '../../src/calculations/calculation.events';
import {
  CalculatePackage,
  calculatePackage,
  CalculateTariff,
  calculateTariff,
  calculationFor,
  type CalculationFacts,
  calculations,
  type CalculationsState,
} from '../../src/calculations/calculation.decider';
import { askedFrom, sentFor } from '../../src/calculations/calculation-body';
import { groundsFor } from '../../src/calculations/calculation-grounds.calculation';
import { explainedPackage, explainedTariff } from '../../src/calculations/explanation.calculation';
import { asDay } from '../../src/kernel/calendar';
import { isRejection } from '../../src/kernel/decider';
import { asOre } from '../../src/kernel/money';
import {
  agreementId,
  calculationId,
  offeringId,
  partyCode,
  serviceLineId,
  tariffId,
  tariffLevel,
} from '../../src/kernel/vocabulary';
import { scenariosFor } from '../support/given';

const region = partyCode('1082');
const offering = offeringId('hoeskoven');
const line = serviceLineId('SEL-107');
const level = tariffLevel('1');
const id = (number: number) => calculationId(`beregning-${number}`);

/** Domain.md §5.8 for 2027; its occupancy years are 2024 and 2025. */
const command = (change: Partial<CalculateTariff['data']> = {}) =>
  new CalculateTariff({
    calculationId: id(1),
    offeringId: offering,
    by: region,
    serviceLineId: line,
    level,
    year: 2027,
    costs: [{ category: 'DIRECT', part: 'BASE', amountOre: asOre(2_000_000_000) }],
    otherIncome: [],
    regulation: [],
    dayBasis: { kind: 'CALENDAR' },
    occupancyStated: [],
    today: asDay('2026-09-15'),
    ...change,
  });

const facts = (change: Partial<CalculationFacts> = {}): CalculationFacts => ({
  operator: region,
  line: { legalBasis: 'SEL-107', shortStay: false },
  agreement: { agreementId: agreementId('rammeaftale-2025-26'), rules: MIDTJYLLAND_RULES },
  capacity: [{ first: asDay('2027-01-01'), last: asDay('2027-12-31'), places: 24 }],
  occupancy: [
    { year: 2024, rateBp: 9_400 },
    { year: 2025, rateBp: 9_500 },
  ],
  ...change,
});

const given = scenariosFor<CalculationsState, CalculationEvent>(calculations);
const calculated = (change: Partial<CalculateTariff['data']> = {}, known = facts()): TariffCalculated => {
  const decision = calculateTariff(command(change), calculations.initial, known);
  if (isRejection(decision) || decision[0] === undefined) throw new Error(JSON.stringify(decision));
  return decision[0];
};

describe('Calculating a tariff', () => {
  it('records the price with everything it followed from', () =>
    given()
      .when((state) => calculateTariff(command(), state, facts()))
      .thenRecorded({
        type: 'TariffCalculated',
        data: {
          calculationId: id(1),
          offeringId: offering,
          operator: region,
          serviceLineId: line,
          legalBasis: 'SEL-107',
          level,
          year: 2027,
          costs: command().data.costs,
          otherIncome: [],
          regulation: [],
          capacity: facts().capacity,
          capacityOrigin: 'LEDGER',
          dayBasis: { kind: 'CALENDAR' },
          occupancy: {
            history: [
              { year: 2024, rateBp: 9_400, origin: 'LEDGER' },
              { year: 2025, rateBp: 9_500, origin: 'LEDGER' },
            ],
            ruleBp: 9_500,
            appliedBp: 9_500,
          },
          rules: {
            agreementId: agreementId('rammeaftale-2025-26'),
            occupancyMinBp: 9_500,
            occupancyRecommendedMaxBp: 9_800,
            tariffRoundingOre: asOre(100),
            partTimeFactors: [],
          },
          price: {
            netBaseOre: asOre(2_000_000_000),
            regulationOre: asOre(0),
            serviceOre: asOre(0),
            capacityDays: 8_760,
            paidDays: 832_200,
            dayPriceOre: asOre(240_300),
            regulationShareOre: asOre(0),
          },
          warnings: [],
          calculatedOn: asDay('2026-09-15'),
        },
      }));

  it('can be asked for again by what it was made of', () => {
    const sent = {
      regulation: [{ originYear: 2025, amountOre: asOre(-1) }],
      otherIncome: [{ amountOre: asOre(100), note: 'Leje' }],
      capacity: [{ first: asDay('2027-01-01'), last: asDay('2027-12-31'), places: 3 }],
      dayBasis: { kind: 'OPENING_DAYS', days: 220 },
      occupancyStated: [{ year: 2024, rateBp: 9_700 }],
      occupancyDecided: { rateBp: 9_900, reason: 'CHANGED_CAPACITY' },
      costs: [...command().data.costs, { category: 'DIRECT', part: 'SERVICE', amountOre: asOre(50) }],
      serviceHours: 100,
      capReason: 'LAW_CHANGE',
      note: 'Prøve',
    } as const;
    const { data } = calculated(sent, facts({ capLimitOre: asOre(1) }));
    expect(askedFrom(sentFor(data))).toEqual({ serviceLineId: line, level, year: 2027, ...sent });
  });

  it('begins from what the ledger has, and from the mean that the rule gives only with all its years (R12)', () => {
    const begun = (known: Partial<CalculationFacts>) => groundsFor(command().data, calculations.initial, facts(known));
    expect(begun({})).toMatchObject({ minBp: 9_500, ruleBp: 9_500, uncalculated: [], due: [] });
    expect(begun({ occupancy: [{ year: 2024, rateBp: 9_800 }, { year: 2025 }] })).not.toHaveProperty('ruleBp');
    const shared = begun({
      regulationDue: [{ originYear: 2025, toTariffOre: asOre(500) }],
      levels: ['1', '2'].map(tariffLevel),
    });
    expect(shared).toMatchObject({ due: [{ originYear: 2025, amountOre: -500 }], uncalculated: ['2'] });
    const { agreement: _, ...unbound } = facts();
    expect(groundsFor(command().data, calculations.initial, unbound)).toMatchObject({ code: 'NO_AGREEMENT_FOR_YEAR' });
    const other = { ...command().data, by: partyCode('751') };
    expect(groundsFor(other, calculations.initial, facts())).toMatchObject({ code: 'NOT_YOURS' });
  });

  it('takes the place of the one before for the same level and year, and of no other', () => {
    const first = calculated();
    const again = (change: Partial<CalculateTariff['data']>) =>
      calculateTariff(command({ calculationId: id(2), ...change }), { calculations: [first] }, facts());
    expect(again({})).toEqual([expect.objectContaining({ data: expect.objectContaining({ replaces: id(1) }) })]);
    const other = again({ level: tariffLevel('2') });
    expect(isRejection(other) || other[0]?.data.replaces).toBeUndefined();
  });

  it('takes stated years before the ledger’s, and says which they are (R12)', () =>
    expect(calculated({ occupancyStated: [{ year: 2025, rateBp: 9_800 }] }).data.occupancy).toEqual({
      history: [
        { year: 2024, rateBp: 9_400, origin: 'LEDGER' },
        { year: 2025, rateBp: 9_800, origin: 'STATED' },
      ],
      ruleBp: 9_600,
      appliedBp: 9_600,
    }));

  it('has the lower band for short stays (R12)', () =>
    expect(calculated({}, facts({ line: { legalBasis: 'SEL-107', shortStay: true } })).data.occupancy.appliedBp).toBe(
      9_450,
    ));

  it.each([
    [9_300, ['OCCUPANCY_DEVIATES', 'OCCUPANCY_BELOW_BAND']],
    [9_900, ['OCCUPANCY_DEVIATES', 'OCCUPANCY_ABOVE_RECOMMENDED']],
    [9_600, ['OCCUPANCY_DEVIATES']],
    [9_500, []],
  ])('with %d of 10.000 by choice warns of %j, with the reason (R12)', (rateBp, codes) => {
    const { data } = calculated({ occupancyDecided: { rateBp, reason: 'STEERING_GROUP_APPROVED' } });
    expect(data.warnings.map(({ code }) => code)).toEqual(codes);
    expect(new Set(data.warnings.map(({ reason }) => reason ?? 'none')).has('none')).toBe(false);
    expect(data.occupancy.appliedBp).toBe(rateBp);
  });

  it('warns when it goes above the cap, and only then (R19)', () => {
    const codes = (capLimitOre: number) =>
      calculated({ capReason: 'LAW_CHANGE' }, facts({ capLimitOre: asOre(capLimitOre) })).data.warnings;
    expect(codes(240_200)).toEqual([{ code: 'ABOVE_TARIFF_CAP', rule: 'R19', reason: 'LAW_CHANGE' }]);
    expect(codes(240_300)).toEqual([]);
  });

  it.each<[string, Partial<CalculateTariff['data']>, Partial<CalculationFacts>, string]>([
    ['another’s offering', { by: partyCode('751') }, {}, 'NOT_YOURS'],
    ['a line that is not there', {}, { line: undefined as never }, 'UNKNOWN_SERVICE_LINE'],
    ['a year without an agreement', {}, { agreement: undefined as never }, 'NO_AGREEMENT_FOR_YEAR'],
    ['a line without places', {}, { capacity: [] }, 'NO_PLACES_IN_YEAR'],
    ['unknown occupancy', {}, { occupancy: [{ year: 2024, rateBp: 9_400 }, { year: 2025 }] }, 'OCCUPANCY_MISSING'],
    [
      'an origin year of its own year',
      { regulation: [{ originYear: 2027, amountOre: asOre(1) }] },
      {},
      'ORIGIN_YEAR_UNFIT',
    ],
    [
      'an origin year twice',
      { regulation: [2025, 2025].map((originYear) => ({ originYear, amountOre: asOre(1) })) },
      {},
      'ORIGIN_YEAR_TWICE',
    ],
    ['service hours without costs', { serviceHours: 100 }, {}, 'SERVICE_HOURS_UNFIT'],
    [
      'service costs without hours',
      { costs: [{ category: 'DIRECT', part: 'SERVICE', amountOre: asOre(1) }] },
      {},
      'SERVICE_HOURS_UNFIT',
    ],
    [
      'health treatment before 2022 (R20)',
      { year: 2021, costs: [{ category: 'HEALTH_INCLUDED', part: 'BASE', amountOre: asOre(1) }] },
      {},
      'HEALTH_NOT_YET_INCLUDED',
    ],
    ['opening days that are not said', { dayBasis: { kind: 'OPENING_DAYS' } }, {}, 'OPENING_DAYS_MISSING'],
    [
      'places of another year',
      { capacity: [{ first: asDay('2026-12-31'), last: asDay('2027-12-31'), places: 1 }] },
      {},
      'PLACES_OUTSIDE_YEAR',
    ],
    [
      'places that overlap',
      {
        capacity: [
          { first: asDay('2027-01-01'), last: asDay('2027-06-30'), places: 1 },
          { first: asDay('2027-06-30'), last: asDay('2027-12-31'), places: 2 },
        ],
      },
      {},
      'PLACES_OVERLAP',
    ],
    [
      'a regulation above its costs',
      { regulation: [{ originYear: 2025, amountOre: asOre(-2_000_100_000) }] },
      {},
      'PRICE_BELOW_ZERO',
    ],
  ])('is refused for %s', (_, change, known, code) =>
    given()
      .when((state) => calculateTariff(command(change), state, facts(known)))
      .thenRejected(code),
  );

  it('takes no account of half a history: the choice stands alone', () => {
    const known = facts({ occupancy: [{ year: 2024, rateBp: 9_400 }, { year: 2025 }] });
    expect(calculated({ occupancyDecided: { rateBp: 9_600, reason: 'NEW_OFFERING' } }, known).data.occupancy).toEqual({
      history: [],
      appliedBp: 9_600,
      reason: 'NEW_OFFERING',
    });
  });
});

describe('A package (R13)', () => {
  const parts = [
    { serviceLineId: line, legalBasis: 'SEL-107', level, tariffId: tariffId('t1'), dayPriceOre: asOre(256_000) },
    {
      serviceLineId: serviceLineId('SEL-104'),
      legalBasis: 'SEL-104',
      level,
      tariffId: tariffId('t2'),
      dayPriceOre: asOre(43_600),
    },
  ] as const;
  const ask = (change: Partial<CalculatePackage['data']> = {}) =>
    new CalculatePackage({
      calculationId: id(3),
      offeringId: offering,
      by: region,
      serviceLineId: line,
      level: tariffLevel('Pakke A'),
      validFrom: asDay('2027-01-01'),
      parts: parts.map((part) => ({ serviceLineId: part.serviceLineId, level: part.level })),
      today: asDay('2026-09-15'),
      ...change,
    });

  it('costs what its services cost, each named with its paragraph', () => {
    const decision = calculatePackage(ask(), calculations.initial, { operator: region, lineKnown: true, parts });
    if (isRejection(decision) || decision[0] === undefined) throw new Error('refused');
    expect(decision[0]).toMatchObject({ type: 'PackageCalculated', data: { totalOre: 299_600, parts } });
    expect(explainedPackage(decision[0].data)[0]?.formula.da).toBe('2.560,00 kr. + 436,00 kr. = 2.996,00 kr.');
  });

  it.each<[string, CalculatePackage, Partial<Parameters<typeof calculatePackage>[2]>, string]>([
    ['a service without a price', ask(), { parts: [parts[0], undefined] }, 'PACKAGE_PART_UNPRICED'],
    ['a service twice', ask({ parts: [parts[0], parts[0]] }), { parts: [parts[0], parts[0]] }, 'PACKAGE_PART_TWICE'],
    ['a line that is not there', ask(), { lineKnown: false }, 'UNKNOWN_SERVICE_LINE'],
    ['another’s offering', ask({ by: partyCode('751') }), {}, 'NOT_YOURS'],
  ])('is refused for %s', (_, asked, known, code) =>
    given()
      .when((state) => calculatePackage(asked, state, { operator: region, lineKnown: true, parts, ...known }))
      .thenRejected(code),
  );
});

describe('A tariff made of a calculation', () => {
  const first = calculated();
  it('needs one that is there, that none has replaced, and that was not used', () => {
    const newer: TariffCalculated = { ...first, data: { ...first.data, calculationId: id(2), replaces: id(1) } };
    const code = (found: ReturnType<typeof calculationFor>) =>
      isRejection(found) ? found.code : found.data.calculationId;
    expect(code(calculationFor({ calculations: [first] }, id(1), []))).toBe(id(1));
    expect(code(calculationFor({ calculations: [] }, id(1), []))).toBe('UNKNOWN_CALCULATION');
    expect(code(calculationFor({ calculations: [first, newer] }, id(1), []))).toBe('CALCULATION_REPLACED');
    const used = [{ tariffId: tariffId('t1'), calculationId: id(1) }];
    expect(code(calculationFor({ calculations: [first] }, id(1), used))).toBe('CALCULATION_USED');
  });
});

describe('The explanation of a calculation', () => {
  const { data } = calculated(
    {
      costs: [
        { category: 'DIRECT', part: 'BASE', amountOre: asOre(1_700_000_000) },
        { category: 'OVERHEAD', part: 'BASE', amountOre: asOre(310_000_000) },
      ],
      otherIncome: [{ amountOre: asOre(10_000_000), note: 'Udlejning' }],
      regulation: [{ originYear: 2025, amountOre: asOre(-68_520_000) }],
    },
    facts({ capLimitOre: asOre(230_000) }),
  );
  const steps = new Map(explainedTariff(data).map((step) => [step.code, step]));

  it('names every step in order, with its rule', () =>
    expect([...steps.values()].map(({ code, rule }) => [code, rule])).toEqual([
      ['COSTS', 'R10'],
      ['OTHER_INCOME', 'R10'],
      ['REGULATION', 'R22'],
      ['PLACES', 'R10'],
      ['OCCUPANCY', 'R12'],
      ['PAID_DAYS', 'R11'],
      ['DAY_PRICE', 'R10, R17'],
      ['TARIFF_CAP', 'R19'],
    ]));

  it('reckons with figures as people write them', () => {
    expect(steps.get('COSTS')?.formula.da).toBe('17.000.000,00 kr. + 3.100.000,00 kr. = 20.100.000,00 kr.');
    expect(steps.get('COSTS')?.figures.at(-1)?.value.da).toBe('18,24 %');
    expect(steps.get('OTHER_INCOME')?.formula.da).toBe('20.100.000,00 kr. − 100.000,00 kr. = 20.000.000,00 kr.');
    expect(steps.get('PLACES')?.formula.da).toBe('Σ pladser pr. dag i 2027 = 8.760,00 pladsdage');
    expect(steps.get('OCCUPANCY')?.formula.da).toBe(
      '(94,00 % + 95,00 %) ÷ 2, holdt mellem 95,00 % og 100,00 % = 95,00 %',
    );
    expect(steps.get('PAID_DAYS')?.formula.da).toBe('8.760,00 × 95,00 % = 8.322,00 dage');
    expect(steps.get('DAY_PRICE')?.formula.da).toBe(
      '(20.000.000,00 kr. + -685.200,00 kr.) ÷ 8.322,00 dage = 2.320,93 kr., afrundet til hele kroner = 2.321,00 kr.',
    );
    expect(steps.get('TARIFF_CAP')?.formula.da).toBe('2.321,00 kr. > 2.300,00 kr.');
  });

  it('shows part-time places of day offerings, and an hour price where there is one (R15, R16)', () => {
    const two = calculated(
      {
        costs: [...command().data.costs, { category: 'DIRECT', part: 'SERVICE', amountOre: asOre(40_200_000) }],
        serviceHours: 100_000,
      },
      facts({ line: { legalBasis: 'SEL-104', shortStay: false } }),
    );
    const codes = explainedTariff(two.data).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['HOUR_PRICE', 'PART_TIME']));
    expect(explainedTariff(two.data).find(({ code }) => code === 'HOUR_PRICE')?.formula.da).toBe(
      '402.000,00 kr. ÷ 1.000,00 timer = 402,00 kr.',
    );
  });
});

describe('What is regulated', () => {
  const due = { regulationDue: [{ originYear: 2025, toTariffOre: asOre(68_520_000) }] };
  const regulating = (amount: number, level = '1') => ({
    level: tariffLevel(level),
    regulation: [{ originYear: 2025, amountOre: asOre(amount) }],
  });
  const warned = (change: Partial<CalculateTariff['data']>, ...history: CalculationEvent[]) =>
    warnedOf([], change, ...history);
  const warnedOf = (
    levels: readonly string[],
    change: Partial<CalculateTariff['data']>,
    ...history: CalculationEvent[]
  ) => {
    const state = history.reduce(calculations.evolve, calculations.initial);
    const known = facts({ ...due, levels: levels.map(tariffLevel) });
    const decision = calculateTariff(command({ calculationId: id(9), ...change }), state, known);
    return isRejection(decision) ? decision.code : decision[0]?.data.warnings;
  };
  const differs = (dueOre: number) => [{ code: 'REGULATION_DIFFERS', rule: 'R22', originYear: 2025, dueOre }];

  it('is warned about when it is not what the account says is due (R22)', () => {
    expect(warned(regulating(-68_520_000))).toEqual([]);
    expect(warned({})).toEqual(differs(-68_520_000));
    expect(warned(regulating(68_520_000))).toEqual(differs(-68_520_000));
  });

  it('may be of any age when the accounts say that it is due, as what was brought in long after (R22)', () => {
    const old = { regulation: [{ originYear: 1994, amountOre: asOre(-8_520_000) }] };
    expect(warned(old)).toBe('ORIGIN_YEAR_UNFIT');
    const known = facts({ regulationDue: [{ originYear: 1994, toTariffOre: asOre(8_520_000) }] });
    expect(calculated(old, known).data).toMatchObject({ ...old, warnings: [] });
  });

  it('may be shared by levels, so that only the last of them has to take the rest', () => {
    const levels = ['1', '2', '3'];
    const first = calculated(regulating(-30_000_000));
    expect(warnedOf(levels, regulating(-30_000_000))).toEqual([]);
    expect(warnedOf(levels, {})).toEqual([]);
    expect(warnedOf(levels, regulating(-20_000_000, '2'), first)).toEqual([]);
    const second = calculated({ ...regulating(-20_000_000, '2'), calculationId: id(2) });
    expect(warnedOf(levels, regulating(-18_520_000, '3'), first, second)).toEqual([]);
    expect(warnedOf(levels, regulating(-18_000_000, '3'), first, second)).toEqual(differs(-18_520_000));
    // A level of another year has not been calculated for this one.
    const third = calculated({ ...regulating(0, '3'), regulation: [] });
    const before: TariffCalculated = { ...third, data: { ...third.data, year: 2026 } };
    expect(warnedOf(levels, regulating(-18_000_000, '2'), first, before)).toEqual([]);
  });

  it('is never more than there is, nor the other way, whatever levels are to come', () => {
    expect(warnedOf(['1', '2'], regulating(-68_520_001))).toEqual(differs(-68_520_000));
    expect(warnedOf(['1', '2'], regulating(1))).toEqual(differs(-68_520_000));
    const first = calculated(regulating(-68_520_000));
    expect(warnedOf(['1', '2', '3'], regulating(-1, '2'), first)).toEqual(differs(0));
  });

  it('counts what other levels take of it, and not what is replaced', () => {
    const first = calculated(regulating(-40_000_000));
    expect(warned(regulating(-28_520_000, '2'), first)).toEqual([]);
    expect(warned(regulating(-68_520_000, '2'), first)).toEqual(differs(-28_520_000));
    expect(warned(regulating(-68_520_000), first)).toEqual([]);
  });
});
