import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asDay } from '../../src/kernel/calendar';
import { type MarketPlan, planMarket, type StayPlan } from '../../src/market/market-plan';
import { readTariffFile, type TariffRow } from '../../src/market/tariff-file';

const day = asDay('2026-11-21');
let rows: readonly TariffRow[];
let plan: MarketPlan;
let stays: readonly StayPlan[];

beforeAll(async () => {
  const path = join(__dirname, '../../src/market/data/takstfil-region-midtjylland.csv');
  ({ rows } = await readTariffFile(readFileSync(path, 'utf8')));
  plan = planMarket(rows, 1, day, 10_000);
  stays = plan.offerings.flatMap((offering) => offering.stays);
});

describe('Planning the demonstration market', () => {
  it('has exactly the places asked for, and about nine in ten of them are running', () => {
    const places = plan.offerings.flatMap(({ lines }) => lines).reduce((sum, line) => sum + line.places, 0);
    expect(places).toBe(10_000);
    const running = stays.filter(({ reached }) => reached === 'enrolled').length;
    expect(running).toBeGreaterThan(8_700);
    expect(running).toBeLessThan(9_300);
  });

  it('is the same for the same seed and day, and another for another seed', () => {
    expect(planMarket(rows, 1, day, 10_000)).toEqual(plan);
    expect(planMarket(rows, 2, day, 10_000)).not.toEqual(plan);
  });

  it('says of every constructed offering, in its name and in its values, that it is constructed', () => {
    for (const { name, constructed } of plan.offerings) expect(name.endsWith('(konstrueret)')).toBe(constructed);
    expect(plan.offerings.filter(({ constructed }) => !constructed)).toHaveLength(12);
  });

  it('gives published offerings their published prices and nothing else', () => {
    const published = plan.offerings.filter(({ constructed }) => !constructed).flatMap(({ lines }) => lines);
    expect(published.flatMap(({ tariffs }) => tariffs)).toHaveLength(rows.length);
  });

  it('closes the three months before last, so that last month is over and open', () =>
    expect(plan.closedMonths).toEqual(['2026-07', '2026-08', '2026-09']));

  it('lets nobody arrive before the service line opened or depart before arriving', () => {
    for (const offering of plan.offerings)
      for (const stay of offering.stays) {
        const line = offering.lines.find(({ serviceLineId }) => serviceLineId === stay.serviceLineId);
        expect(stay.firstDay >= (line?.from ?? '9999')).toBe(true);
        if (stay.departureDay !== undefined) expect(stay.departureDay >= stay.firstDay).toBe(true);
      }
  });
});
