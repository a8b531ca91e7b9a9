import { asOre } from '../../../src/kernel/money';
import { priceOfTerms } from '../../../src/settlement/lines/day-charges.calculation';
import type { TariffComponent } from '../../../src/tariffs/tariff.events';

const component = (
  code: string,
  kind: TariffComponent['kind'],
  unit: TariffComponent['unit'],
  priceOre: number,
): TariffComponent => ({ code, kind, unit, priceOre: asOre(priceOre) });

const COMPONENTS = [
  component('BASE', 'BASE', 'DAY', 200_001),
  component('TIMER', 'SERVICE_HOUR', 'HOUR', 40_000),
  component('NATTEVAGT', 'SUPPLEMENT', 'DAY', 50_000),
  component('KOERSEL', 'SUPPLEMENT', 'KM', 400),
  component('HUSLEJE', 'BASE', 'MONTH', 310_000),
];

describe('What a day costs under terms of service, as they are proposed', () => {
  it('is the base alone where nothing else is agreed, with what goes by the month beside it', () =>
    expect(priceOfTerms(COMPONENTS, { supplements: [], factorBp: 10_000 })).toEqual({
      dayOre: 200_001,
      monthOre: 310_000,
    }));

  it('adds the agreed hours and the supplements that go by the day, and no kilometres that are unknown (R15)', () =>
    expect(
      priceOfTerms(COMPONENTS, { supplements: ['NATTEVAGT', 'KOERSEL'], hoursPerDay: 250, factorBp: 10_000 }),
    ).toEqual({ dayOre: 350_001, monthOre: 310_000 }));

  it('takes a part-time place as a part of the base, rounded to whole øre, and hours in full (R16)', () =>
    expect(priceOfTerms(COMPONENTS, { supplements: [], hoursPerDay: 100, factorBp: 5_000 })).toEqual({
      dayOre: 140_001,
      monthOre: 155_000,
    }));
});
