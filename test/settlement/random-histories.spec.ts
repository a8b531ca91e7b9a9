import fc from 'fast-check';
import type { Day } from '../../src/kernel/calendar';
import { addDays, addToMonth, asMonth, daysIn, firstDayOf, lastDayOf } from '../../src/kernel/calendar';
import { asOre } from '../../src/kernel/money';
import { partyCode, tariffLevel } from '../../src/kernel/vocabulary';
import type { ChargeablePlacement, TariffVersion } from '../../src/settlement/lines/day-charges.calculation';
import { recomputed } from '../../src/settlement/statements/explanation.calculation';
import type { DisputeCredit } from '../../src/settlement/lines/dispute-credits.calculation';
import { pairBalance } from '../../src/settlement/accounts/pair-account.calculation';
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

/** What payers do about a month's statements: which line they dispute, which part of it is credited, what they pay. */
interface Reaction {
  readonly line: number;
  readonly creditedShare: number;
  readonly paidShare: number;
}

const someReaction: fc.Arbitrary<Reaction> = fc.record({
  line: fc.nat(20),
  creditedShare: fc.integer({ min: 0, max: 100 }),
  paidShare: fc.integer({ min: 0, max: 120 }),
});
const someReactions = fc.array(someReaction, { minLength: MONTHS, maxLength: MONTHS });

interface Payment {
  readonly payer: string;
  readonly amountOre: number;
  readonly paidOn: Day;
}

/** A history in which each month a line is disputed and credited, and something is paid, before the next is closed. */
const closeWithReactions = (history: readonly Known[], reactions: readonly Reaction[]) => {
  const closings = new Closings(START);
  const credits: DisputeCredit[] = [];
  const payments: Payment[] = [];
  const issued: { statementId: string; payer: string; issuedOn: Day; totalOre: number; lines: string }[] = [];
  const close = (at: number, known: Known): void => {
    const month = addToMonth(FIRST, at);
    const issuedOn = addDays(lastDayOf(month), 1);
    const more = { credits: Map.groupBy(credits, (credit) => contractOf(closings, credit)) };
    const drawn = closings.close(month, issuedOn, known, more);
    for (const { statementId, payer, totalOre, lines } of drawn.statements)
      issued.push({ statementId, payer, issuedOn, totalOre, lines: JSON.stringify(lines) });
  };
  for (let at = 0; at < MONTHS; at += 1) {
    close(at, history[at] as Known);
    const { line, creditedShare, paidShare } = reactions[at] as Reaction;
    const disputable = closings.billed.filter(
      ({ statementId, entry }) =>
        entry.amountOre > 0 &&
        entry.days > 0 &&
        !credits.some((credit) => credit.statementId === statementId && credit.line === entry.line),
    );
    const disputed = disputable[line % Math.max(1, disputable.length)];
    if (disputed !== undefined)
      credits.push({
        statementId: disputed.statementId,
        line: disputed.entry.line,
        creditOre: asOre(Math.floor((disputed.entry.amountOre * creditedShare) / 100)),
        raised: `raised-${at}`,
        resolved: `resolved-${at}`,
      });
    const newest = issued.at(-1);
    if (newest !== undefined && newest.totalOre > 0)
      payments.push({
        payer: newest.payer,
        amountOre: Math.floor((newest.totalOre * paidShare) / 100),
        paidOn: addDays(newest.issuedOn, at * 7),
      });
  }
  // One month more, on the same knowledge: credits of the last reactions come to stand on a statement too.
  close(MONTHS, history.at(-1) as Known);
  return { closings, credits, payments, issued };
};

const contractOf = ({ billed }: Closings, credit: DisputeCredit) =>
  (
    billed.find(
      ({ statementId, entry }) => statementId === credit.statementId && entry.line === credit.line,
    ) as IssuedLine
  ).entry.contractId;

const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0);

describe('A history with disputes, credits and payments', () => {
  it('comes to what a history known in time comes to, less what stands credited, line by line', () =>
    fc.assert(
      fc.property(someHistory, someReactions, (history, reactions) => {
        const { closings, credits } = closeWithReactions(history, reactions);
        const last = history.at(-1) as Known;
        const inTime = closeAll(() => last);
        inTime.close(addToMonth(FIRST, MONTHS), addDays(lastDayOf(addToMonth(FIRST, MONTHS)), 1), last);
        const ofDays = closings.billed.filter(({ entry }) => entry.days !== 0);
        expect(net(ofDays, ACCOUNT, true)).toEqual(net(inTime.billed, ACCOUNT, true));
        for (const credit of credits) {
          const points = ({ entry }: IssuedLine) =>
            entry.corrects?.statementId === credit.statementId && entry.corrects.line === credit.line;
          const line = closings.billed.find(
            ({ statementId, entry }) => statementId === credit.statementId && entry.line === credit.line,
          ) as IssuedLine;
          const takenBack = closings.billed.filter((each) => points(each) && each.entry.days < 0);
          const stands = line.entry.amountOre + sum(takenBack.map(({ entry }) => entry.amountOre));
          const credited = closings.billed.filter((each) => points(each) && each.entry.days === 0);
          // Never more than stands of the line, and never a credit beside days that are taken back anyway (R38).
          const owed = Math.min(credit.creditOre, Math.max(0, stands));
          expect(owed + sum(credited.map(({ entry }) => entry.amountOre))).toBe(0);
        }
      }),
      { numRuns: 40 },
    ));

  it('leaves every statement as it was issued, whatever comes after it (R38)', () =>
    fc.assert(
      fc.property(someHistory, someReactions, (history, reactions) => {
        const { closings, issued } = closeWithReactions(history, reactions);
        for (const { statementId, lines } of issued)
          expect(
            JSON.stringify(
              closings.billed.filter((each) => each.statementId === statementId).map(({ entry }) => entry),
            ),
          ).toBe(lines);
      }),
      { numRuns: 30 },
    ));

  it('is bought for what it is sold for, in every pair and period, whatever is paid (I2)', () =>
    fc.assert(
      fc.property(someHistory, someReactions, fc.nat(DAYS), (history, reactions, cut) => {
        const { closings, payments, issued } = closeWithReactions(history, reactions);
        const end = addDays(START, DAYS + 60);
        const middle = addDays(START, cut);
        const accounts = [aarhus, silkeborg, partyCode('1082')].map((payer) => {
          const facts: Parameters<typeof pairBalance>[0] = {
            operator: partyCode('1082'),
            payer,
            statements: issued
              .filter((each) => each.payer === payer)
              .map(({ statementId, issuedOn, totalOre }) => ({
                statementId: statementId as IssuedLine['statementId'],
                issuedOn,
                dueOn: addDays(issuedOn, 30),
                totalOre: asOre(totalOre),
              })),
            disputes: [],
            payments: payments
              .filter((each) => each.payer === payer)
              .map(({ amountOre, paidOn }) => ({
                statementId: null,
                amountOre: asOre(amountOre),
                paidOn,
                reversedOn: null,
              })),
            creditDueOn: () => undefined,
          };
          const [first, second] = [pairBalance(facts, START, middle), pairBalance(facts, addDays(middle, 1), end)];
          for (const each of [first, second])
            expect(each.openingOre + each.billedOre - each.paidOre).toBe(each.closingOre);
          expect(second.openingOre).toBe(first.closingOre);
          return { payer, billed: first.billedOre + second.billedOre, paid: first.paidOre + second.paidOre };
        });
        const lines = sum(closings.billed.map(({ entry }) => entry.amountOre));
        expect(sum(accounts.map(({ billed }) => billed))).toBe(lines);
        expect(sum(accounts.map(({ paid }) => paid))).toBe(sum(payments.map(({ amountOre }) => amountOre)));
        for (const { payer, billed } of accounts)
          expect(billed).toBe(
            sum(closings.billed.filter((each) => each.payer === payer).map(({ entry }) => entry.amountOre)),
          );
      }),
      { numRuns: 30 },
    ));
});

describe('Days are dates', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  /** Every day of the stay, closed month by month as the operator would. */
  const billedDays = (first: Day, length: number): Record<string, number> => {
    const last = addDays(first, length);
    const known = { placements: [placement({ firstDay: first, lastPayableDay: last })], tariffs: [dayPrice] };
    const closings = new Closings();
    for (let month = asMonth(first.slice(0, 7)); month <= last.slice(0, 7); month = addToMonth(month, 1))
      closings.close(month, addDays(lastDayOf(month), 1), known);
    return net(closings.billed, serviceDays, false);
  };
  const dayPrice = version('whole', '2019-01-01', [base(100)]);

  it.each([
    ['a leap day', '2024-02-27', 4],
    ['a year without one', '2023-02-27', 4],
    ['the day the clocks go forward', '2026-03-28', 3],
    ['the day the clocks go back', '2026-10-24', 3],
    ['New Year', '2027-12-30', 4],
  ] as const)('%s is one day', (_, first, length) => {
    const days = billedDays(day(first), length);
    expect(Object.values(days)).toEqual(Array.from({ length: length + 1 }, () => 1));
  });

  it('whatever the length of the months, and wherever the machine stands', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_500 }),
        fc.nat(400),
        fc.constantFrom('Europe/Copenhagen', 'America/Los_Angeles', 'Pacific/Kiritimati', 'UTC'),
        (start, length, place) => {
          process.env.TZ = place;
          const first = addDays(day('2022-01-01'), start);
          const days = billedDays(first, length);
          expect(Object.keys(days)).toHaveLength(daysIn(first, addDays(first, length)));
          expect(Object.values(days).every((times) => times === 1)).toBe(true);
        },
      ),
      { numRuns: 40 },
    ));
});
