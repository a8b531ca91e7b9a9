import { asOre } from '../../src/kernel/money';
import type { CalculationId } from '../../src/kernel/vocabulary';
import { changeTariff, correctTariff, tariffs } from '../../src/tariffs/tariff.decider';
import { TARIFF_WARNINGS, type TariffComponent, type TariffEvent } from '../../src/tariffs/tariff.events';
import { warningInWords } from '../../src/tariffs/tariffs.messages';
import { scenariosFor } from '../support/given';
import {
  aarhus,
  agreement,
  base,
  change,
  changed,
  correct,
  corrected,
  day,
  facts,
  hoeskoven,
  id,
  level,
  line,
  region,
} from './tariff-market';
import { asOperator } from '../support/askers';

const given = scenariosFor<Parameters<typeof changeTariff>[1], TariffEvent>(tariffs);

describe('Changing a tariff', () => {
  it('records the first version from any day, with what it was measured against', () =>
    given()
      .when((state) => changeTariff(change({ budgetedOccupancyBp: 9_700, source: 'soh.rm.dk' }), state, facts))
      .thenRecorded({
        type: 'TariffChanged',
        data: {
          tariffId: id(1),
          offeringId: hoeskoven,
          operator: region,
          serviceLineId: line,
          level,
          components: [base(2_560)],
          validFrom: day('2020-01-01'),
          budgetedOccupancyBp: 9_700,
          agreementId: agreement,
          reason: 'takst 2020',
          warnings: [],
          source: 'soh.rm.dk',
        },
      }));

  it.each([
    ['today', '2026-11-22', 'TARIFF_NOT_IN_FUTURE'],
    ['in the past', '2021-01-01', 'TARIFF_NOT_IN_FUTURE'],
    ['on the day of another version', '2020-01-01', 'TARIFF_VERSION_EXISTS'],
  ] as const)('is refused for a later version that begins %s (Q12)', (_, validFrom, code) =>
    given(changed(1, '2020-01-01'))
      .when((state) => changeTariff(change({ tariffId: id(2), validFrom: day(validFrom) }), state, facts))
      .thenRejected(code),
  );

  it('may come before the first, as history that was loaded from the wrong end', () => {
    const outcome = given(changed(2, '2021-01-01')).when((state) =>
      changeTariff(change({ validFrom: day('2020-01-01') }), state, facts),
    );
    outcome.thenRecorded({ type: 'TariffChanged', data: { ...changed(1, '2020-01-01').data, reason: 'takst 2020' } });
  });

  it('goes on for the citizens who stay when the line is sold no more', () => {
    const validFrom = day('2027-01-01');
    const ended = { operator: region, line: { shortStay: false, last: day('2026-06-30') } };
    const { agreementId: _, ...data } = changed(2, validFrom).data;
    given(changed(1, '2020-01-01'))
      .when((state) => changeTariff(change({ tariffId: id(2), validFrom }), state, ended))
      .thenRecorded({ type: 'TariffChanged', data: { ...data, reason: 'takst 2020' } });
  });

  it('may come between two versions while it is in the future', () => {
    const outcome = given(changed(1, '2020-01-01'), changed(2, '2028-01-01')).when((state) =>
      changeTariff(change({ tariffId: id(3), validFrom: day('2027-06-01') }), state, {
        operator: region,
        line: { shortStay: false },
      }),
    );
    const { agreementId: _, ...data } = changed(3, '2027-06-01').data;
    outcome.thenRecorded({ type: 'TariffChanged', data: { ...data, reason: 'takst 2020' } });
  });

  it('begins anew for another level', () =>
    given(changed(1, '2020-01-01'))
      .when((state) => changeTariff(change({ level: 'B' as never }), state, facts))
      .thenRecorded({
        type: 'TariffChanged',
        data: { ...changed(1, '2020-01-01').data, level: 'B' as never, reason: 'takst 2020' },
      }));

  it.each([
    ['of no offering', {}, 'UNKNOWN_OFFERING'],
    ['of another’s offering', { ...facts, operator: aarhus }, 'NOT_YOURS'],
    ['of a line that is not there', { operator: region }, 'UNKNOWN_SERVICE_LINE'],
    [
      'of a line that has ended',
      { ...facts, line: { shortStay: false, last: day('2019-12-31') } },
      'SERVICE_LINE_ENDED',
    ],
  ] as const)('is refused %s', (_, known, code) =>
    given()
      .when((state) => changeTariff(change(), state, known))
      .thenRejected(code),
  );
});

describe('The parts of a price (R15)', () => {
  const part = (overrides: Partial<TariffComponent>): TariffComponent => ({ ...base(100), ...overrides });
  const hour = part({ code: 'TIME', kind: 'SERVICE_HOUR', unit: 'HOUR' });
  const km = part({ code: 'KM', kind: 'SUPPLEMENT', unit: 'KM', priceOre: asOre(939) });
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => part({ code: `P${at}`, kind: 'SERVICE_PACKAGE' }));

  it.each<[string, TariffComponent[], string]>([
    ['none', [], 'COMPONENT_COUNT'],
    ['thirteen', many(13), 'COMPONENT_COUNT'],
    ['two of one code', [base(1), part({ kind: 'SUPPLEMENT' })], 'COMPONENT_TWICE'],
    ['nothing that is always charged', [hour, km], 'NOTHING_ALWAYS_CHARGED'],
    ['two bases', [base(1), part({ code: 'B2' })], 'BASE_TWICE'],
    ['a base by the hour', [part({ unit: 'HOUR' })], 'UNIT_UNFIT'],
    ['a package by the kilometre', [part({ kind: 'SERVICE_PACKAGE', unit: 'KM' })], 'UNIT_UNFIT'],
    ['service hours by the day', [base(1), { ...hour, unit: 'DAY' }], 'UNIT_UNFIT'],
    ['a negative price', [part({ priceOre: asOre(-1) })], 'PRICE_OUT_OF_RANGE'],
    ['a price above 100,000 kroner', [part({ priceOre: asOre(10_000_001) })], 'PRICE_OUT_OF_RANGE'],
  ])('are not %s', (_, components, code) =>
    given()
      .when((state) => changeTariff(change({ components }), state, facts))
      .thenRejected(code),
  );

  it.each<[string, TariffComponent[]]>([
    ['base and hours', [base(3_187), { ...hour, priceOre: asOre(40_200) }]],
    ['base and kilometres', [base(2_750), km]],
    ['a month', [part({ unit: 'MONTH', priceOre: asOre(8_614_100) })]],
    ['twelve packages', many(12)],
    ['nothing at all to pay', [base(0)]],
  ])('may be %s', (_, components) =>
    given()
      .when((state) => changeTariff(change({ components }), state, facts))
      .thenRecorded({
        type: 'TariffChanged',
        data: { ...changed(1, '2020-01-01').data, components, reason: 'takst 2020' },
      }),
  );

  it('are calculated with an occupancy above 0 and at most 100 %', () => {
    for (const budgetedOccupancyBp of [0, 10_001])
      given()
        .when((state) => changeTariff(change({ budgetedOccupancyBp }), state, facts))
        .thenRejected('OCCUPANCY_OUT_OF_RANGE');
  });
});

describe('Correcting a tariff', () => {
  it('takes the place of the wrong version from the same day, also in the past', () =>
    given(changed(1, '2020-01-01'))
      .when((state) => correctTariff(correct(), state, facts))
      .thenRecorded(corrected(2, 1, '2020-01-01')));

  it('can be corrected again', () =>
    given(changed(1, '2020-01-01'), corrected(2, 1, '2020-01-01'))
      .when((state) =>
        correctTariff(correct({ tariffId: id(3), supersedes: id(2), components: [base(2_400)] }), state, facts),
      )
      .thenRecorded(corrected(3, 2, '2020-01-01', 2_400)));

  it.each([
    ['of a version that is not there', [], correct(), facts, 'UNKNOWN_TARIFF'],
    [
      'of a version that was corrected already',
      [changed(1, '2020-01-01'), corrected(3, 1, '2020-01-01')],
      correct(),
      facts,
      'TARIFF_SUPERSEDED',
    ],
    [
      'that changes nothing',
      [changed(1, '2020-01-01')],
      correct({ components: [base(2_560)] }),
      facts,
      'TARIFF_UNCHANGED',
    ],
    ['by anyone else', [changed(1, '2020-01-01')], correct({ by: asOperator(aarhus) }), facts, 'NOT_YOURS'],
    ['in no offering', [], correct(), {}, 'UNKNOWN_OFFERING'],
    ['to a price without parts', [changed(1, '2020-01-01')], correct({ components: [] }), facts, 'COMPONENT_COUNT'],
  ] as const)('is refused %s', (_, history, command, known, code) =>
    given(...history)
      .when((state) => correctTariff(command, state, known))
      .thenRejected(code),
  );
});

describe('A price for one placement ground (R41)', () => {
  const secure = { placementGround: 'CRIMINAL_LAW' } as const;
  const ofGround = (type: 'TariffChanged', version: number, from: string) => {
    const fact = changed(version, from);
    return { type, data: { ...fact.data, ...secure } } as TariffEvent;
  };
  const recordedGround = (outcome: unknown): unknown => (outcome as TariffEvent[])[0]?.data.placementGround;

  it('is the level’s from its first version on, and later versions and corrections take it over', () => {
    expect(recordedGround(changeTariff(change(secure), tariffs.initial, facts))).toBe('CRIMINAL_LAW');
    const state = tariffs.evolve(tariffs.initial, ofGround('TariffChanged', 1, '2020-01-01'));
    const later = change({ tariffId: id(2), validFrom: day('2028-01-01') });
    expect(recordedGround(changeTariff(later, state, facts))).toBe('CRIMINAL_LAW');
    expect(recordedGround(correctTariff(correct({ components: [base(2_000)] }), state, facts))).toBe('CRIMINAL_LAW');
  });

  it('is never given to a level that is sold for another, or for all', () => {
    const later = { tariffId: id(2), validFrom: day('2028-01-01') };
    given(changed(1, '2020-01-01'))
      .when((state) => changeTariff(change({ ...later, ...secure }), state, facts))
      .thenRejected('LEVEL_GROUND_FIXED');
    given(ofGround('TariffChanged', 1, '2020-01-01'))
      .when((state) => changeTariff(change({ ...later, placementGround: 'SOCIAL' }), state, facts))
      .thenRejected('LEVEL_GROUND_FIXED');
  });
});

describe('A correction of a calculated tariff', () => {
  const calculation = '0195d9a0-7c1e-7000-8000-00000000c001' as CalculationId;
  const supplement = (kroner: number): TariffComponent => ({
    code: 'NATVAGT',
    kind: 'SUPPLEMENT',
    unit: 'DAY',
    priceOre: asOre(kroner * 100),
  });
  const wrong = changed(1, '2020-01-01');
  const calculated = { ...wrong, data: { ...wrong.data, calculationId: calculation, budgetedOccupancyBp: 9_700 } };
  const kept = (overrides: Parameters<typeof correct>[0] = {}) =>
    correct({
      components: [base(2_560), supplement(312)],
      budgetedOccupancyBp: 9_700,
      keepsCalculation: calculation,
      ...overrides,
    });

  it('goes on referring to the calculation while only supplements change', () => {
    const { data } = corrected(2, 1, '2020-01-01');
    given(calculated)
      .when((state) => correctTariff(kept(), state, facts))
      .thenRecorded({
        type: 'TariffCorrected',
        data: {
          ...data,
          components: [base(2_560), supplement(312)],
          budgetedOccupancyBp: 9_700,
          calculationId: calculation,
        },
      });
  });

  it.each([
    ['another price', { components: [base(2_561), supplement(312)] }],
    ['a calculated part taken out', { components: [{ ...base(2_560), code: 'B' }, supplement(312)] }],
    ['another occupancy', { budgetedOccupancyBp: 9_600 }],
  ])('is no longer explained by it with %s', (_, overrides) =>
    given(calculated)
      .when((state) => correctTariff(kept(overrides), state, facts))
      .thenRejected('CALCULATED_PARTS_CHANGED'),
  );

  it('names no calculation that the wrong version was not made of', () =>
    given(wrong)
      .when((state) => correctTariff(kept(), state, facts))
      .thenRejected('CALCULATION_OF_ANOTHER_VERSION'));
});

it('says what is unusual about a tariff in both languages, with what it was measured against', () => {
  const warned = warningInWords({
    code: 'ABOVE_TARIFF_CAP',
    rule: 'R19',
    limitOre: asOre(100_00),
    actualOre: asOre(110_50),
  });
  expect(warned.da).toBe('En dag koster 110,50 kr.; takstloftet er 100,00 kr. (R19).');
  for (const code of TARIFF_WARNINGS) {
    const { da, en } = warningInWords({ code, rule: 'R12', limitOre: asOre(1), actualOre: asOre(2) });
    expect(`${da}${en}`).not.toMatch(/[{}]/);
    expect(da).not.toBe(en);
  }
});
