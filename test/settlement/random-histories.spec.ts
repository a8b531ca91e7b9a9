import fc from 'fast-check';
import type { Day } from '../../src/kernel/calendar';
import { addDays, addToMonth, asMonth, daysIn, firstDayOf, lastDayOf } from '../../src/kernel/calendar';
import { asOre } from '../../src/kernel/money';
import { partyCode, tariffLevel } from '../../src/kernel/vocabulary';
import type { ChargeablePlacement, TariffVersion } from '../../src/settlement/charges.calculation';
import { recomputed } from '../../src/settlement/explanation.calculation';
import type { IssuedLine, Known } from './history';
import { aarhus, base, Closings, day, paidBy, placement, silkeborg, terms, version } from './history';

const FIRST = asMonth('2023-12');
const MONTHS = 5;
const START = firstDayOf(FIRST);
const DAYS = daysIn(START, lastDayOf(addToMonth(FIRST, MONTHS - 1)));

const someDay = fc.nat(DAYS - 1).map((days) => addDays(START, days));
const supplement = { code: 'NIGHT', kind: 'SUPPLEMENT', unit: 'DAY', priceOre: asOre(33_333) } as const;
const hour = { code: 'HOUR', kind: 'SERVICE_HOUR', unit: 'HOUR', priceOre: asOre(39_376) } as const;
const monthly = { code: 'MONTHLY', kind: 'SERVICE_PACKAGE', unit: 'MONTH', priceOre: asOre(5_359_401) } as const;

/** Prices that leave fractions of an øre everywhere, so that any drift in rounding would show. */
const someTariffs: fc.Arbitrary<TariffVersion[]> = fc
  .tuple(fc.uniqueArray(someDay, { maxLength: 2 }), fc.integer({ min: 1, max: 999_999 }), fc.boolean(), fc.nat(3))
  .map(([days, price, wrong, shift]) => [
    version(`a-${price}-${wrong}`, '2023-01-01', [base(price + (wrong ? 777 : 0)), hour, supplement]),
    ...days
      .sort()
      .map((from, at) => version(`a-${shift}-${price}-${at}-${from}`, from, [base(price + at + 1), hour, monthly])),
    version('b', '2023-01-01', [base(123_457), supplement], '2'),
  ]);

const someTerms = fc
  .record({
    from: someDay,
    level: fc.constantFrom('1', '2').map(tariffLevel),
    hoursPerDay: fc.constantFrom(33, 250),
    supplements: fc.constantFrom([], ['NIGHT']),
    factorBp: fc.constantFrom(10_000, 8_500, 3_333),
  })
  .map(({ from, ...rest }) => terms(from, rest));

const byDay = <T extends { readonly from: Day }>(entries: readonly T[]): T[] =>
  [...entries].sort((a, b) => (a.from < b.from ? -1 : 1));

const somePayer = fc
  .tuple(fc.constantFrom(aarhus, silkeborg, partyCode('1082')), someDay)
  .map(([payer, from]) => paidBy(payer, from));

const someStay = (id: string): fc.Arbitrary<ChargeablePlacement> =>
  fc
    .record({
      firstDay: someDay,
      length: fc.option(fc.nat(DAYS), { nil: undefined }),
      payers: fc.uniqueArray(somePayer, { minLength: 1, maxLength: 3, selector: ({ from }) => from }),
      terms: fc.uniqueArray(someTerms, { minLength: 1, maxLength: 3, selector: ({ from }) => from }),
    })
    .map(({ firstDay, length, payers, terms: agreed }) =>
      placement({
        id,
        firstDay,
        payers: byDay(payers),
        terms: byDay(agreed),
        ...(length === undefined ? {} : { lastPayableDay: addDays(firstDay, length) }),
      }),
    );

const someKnowledge: fc.Arbitrary<Known> = fc.record({
  placements: fc.tuple(
    someStay('p1'),
    fc.option(someStay('p2'), { nil: undefined }).map((stay) => stay ?? notYetCome('p2')),
  ),
  tariffs: someTariffs,
});

const notYetCome = (id: string): ChargeablePlacement => {
  const { firstDay: _, ...reserved } = placement({ id });
  return reserved;
};

/** What was known at each close; the last holds from then on. */
const someHistory = fc.array(someKnowledge, { minLength: MONTHS, maxLength: MONTHS });

const closeAll = (known: (month: number) => Known): Closings => {
  const closings = new Closings(START);
  for (let at = 0; at < MONTHS; at += 1) {
    const month = addToMonth(FIRST, at);
    closings.close(month, addDays(lastDayOf(month), 1), known(at));
  }
  return closings;
};

/** The last close of a history, and a history in which all of that was known from the beginning. */
const bothWays = (history: readonly Known[]): [Closings, Closings] => {
  const last = history.at(-1) as Known;
  return [closeAll((at) => history[at] ?? last), closeAll(() => last)];
};

const net = (lines: readonly IssuedLine[], keysOf: (line: IssuedLine) => readonly string[], amount: boolean) => {
  const sums = new Map<string, number>();
  for (const line of lines) {
    for (const key of keysOf(line)) {
      const change = amount ? line.entry.amountOre : Math.sign(line.entry.days);
      sums.set(key, (sums.get(key) ?? 0) + change);
    }
  }
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0).sort(([a], [b]) => (a < b ? -1 : 1)));
};

const serviceDays = ({ payer, entry }: IssuedLine): string[] =>
  Array.from({ length: Math.abs(entry.days) }, (_, at) => {
    const { contractId, tariffId, component, factorBp, quantity, days, firstDay } = entry;
    return [contractId, payer, tariffId, component, factorBp, quantity / days, addDays(firstDay, at)].join('|');
  });

const ACCOUNT = ({ payer, entry }: IssuedLine): string[] => [
  [entry.contractId, payer, entry.tariffId, entry.component, entry.factorBp, entry.firstDay.slice(0, 7)].join('|'),
];

describe('A history learned late, with its adjustments', () => {
  it('bills the same days as a history known in time, each exactly once (I1)', () =>
    fc.assert(
      fc.property(someHistory, (history) => {
        const [late, inTime] = bothWays(history);
        const days = net(late.billed, serviceDays, false);
        expect(days).toEqual(net(inTime.billed, serviceDays, false));
        expect(Object.values(days).every((times) => times === 1)).toBe(true);
      }),
      { numRuns: 50 },
    ));

  it('comes to the same øre for each contract, payer, price and service month, and in all', () =>
    fc.assert(
      fc.property(someHistory, (history) => {
        const [late, inTime] = bothWays(history);
        expect(net(late.billed, ACCOUNT, true)).toEqual(net(inTime.billed, ACCOUNT, true));
      }),
      { numRuns: 40 },
    ));

  it('writes one closed month’s difference to the months after it, never into it', () =>
    fc.assert(
      fc.property(someHistory, (history) => {
        const [late] = bothWays(history);
        for (const { month, entry } of late.billed) {
          expect(entry.firstDay.slice(0, 7)).toBe(entry.lastDay.slice(0, 7));
          if (entry.kind === 'REGULAR') expect(entry.firstDay.startsWith(month)).toBe(true);
          else expect(entry.lastDay < firstDayOf(month)).toBe(true);
        }
      }),
      { numRuns: 50 },
    ));

  it('points each line that takes days back to a line that billed them', () =>
    fc.assert(
      fc.property(someHistory, (history) => {
        const [late] = bothWays(history);
        for (const { entry, payer } of late.billed.filter((line) => line.entry.days < 0)) {
          const corrected = late.billed.find(
            (line) => line.statementId === entry.corrects?.statementId && line.entry.line === entry.corrects.line,
          );
          expect(corrected?.payer).toBe(payer);
          expect(corrected && corrected.entry.days > 0).toBe(true);
          expect(corrected && corrected.entry.firstDay <= entry.firstDay).toBe(true);
          expect(corrected && corrected.entry.lastDay >= entry.lastDay).toBe(true);
          expect(entry.cause).toBeDefined();
        }
      }),
      { numRuns: 40 },
    ));

  it('never claims a day older than twelve months, and loses each such day once (R2, I9)', () =>
    fc.assert(
      fc.property(fc.tuple(someKnowledge, someKnowledge, someKnowledge), fc.nat(120), ([a, b, c], wait) => {
        const closings = closeAll(() => a);
        const issued = addDays(day('2024-12-01'), wait);
        const first = closings.close('2024-05', issued, b);
        const before = closings.lost.length;
        const again = closings.close('2024-06', issued, b);
        const claimed = [first, again].flatMap(({ statements }) => statements.flatMap(({ lines }) => lines));
        const limit = addDays(issued, -366);
        for (const payer of [aarhus, silkeborg, partyCode('1082')]) {
          for (let on = START; on < limit; on = addDays(on, 1)) {
            const change = closings.billed
              .filter((line) => line.payer === payer && claimed.includes(line.entry))
              .filter(({ entry }) => entry.firstDay <= on && on <= entry.lastDay)
              .reduce((sum, { entry }) => sum + entry.amountOre / Math.abs(entry.days), 0);
            // Rounding may move an øre to a day; a claim would move hundreds of kroner.
            expect(change).toBeLessThanOrEqual(5);
          }
        }
        closings.close('2024-07', issued, c);
        const lostDays = closings.lost.flatMap(({ contractId, payer, tariffId, component, firstDay, days }) =>
          Array.from({ length: days }, (_, at) =>
            [contractId, payer, tariffId, component, addDays(firstDay, at)].join('|'),
          ),
        );
        expect(new Set(lostDays).size).toBe(lostDays.length);
        expect(again.lost.filter(({ lastDay }) => lastDay < START)).toEqual([]);
        expect(closings.lost.length).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 40 },
    ));
});

describe('A line', () => {
  it('comes to the same amount when it is computed anew from what was known (I3)', () =>
    fc.assert(
      fc.property(someHistory, (history) => {
        const closings = new Closings(START);
        history.forEach((known, at) => {
          const month = addToMonth(FIRST, at);
          const before = closings.billed.length;
          closings.close(month, addDays(lastDayOf(month), 1), known);
          closings.billed.slice(before).forEach(({ payer, entry }, place) => {
            const placed = known.placements.find(({ contractId }) => contractId === entry.contractId);
            if (placed === undefined) throw new Error('A line without a placement');
            const earlier = closings.billed
              .slice(0, before + place)
              .filter((line) => line.entry.contractId === entry.contractId);
            const versions = history.slice(0, at + 1).flatMap(({ tariffs }) => tariffs);
            const origin = { payer, line: entry, earlier, placement: placed, versions, holding: known.tariffs };
            expect(recomputed(origin).amountOre).toBe(entry.amountOre);
          });
        });
      }),
      { numRuns: 60 },
    ));
});

describe('The statements of a month', () => {
  it('add up to the operator’s total, which is what the payers pay (I2)', () =>
    fc.assert(
      fc.property(someHistory, (history) => {
        const closings = new Closings(START);
        history.forEach((known, at) => {
          const month = addToMonth(FIRST, at);
          const drawn = closings.close(month, addDays(lastDayOf(month), 1), known);
          const byPayer = drawn.statements.map(({ lines }) => lines.reduce((sum, line) => sum + line.amountOre, 0));
          expect(drawn.statements.map(({ totalOre }) => totalOre)).toEqual(byPayer);
          expect(drawn.totalOre).toBe(byPayer.reduce((sum, amount) => sum + amount, 0));
          expect(drawn.statements.every(({ lines }) => lines.length > 0)).toBe(true);
          expect(new Set(drawn.statements.map(({ payer }) => payer)).size).toBe(drawn.statements.length);
        });
      }),
      { numRuns: 50 },
    ));
});
