import fc from 'fast-check';
import { asDay } from '../../src/kernel/calendar';
import { fold } from '../../src/kernel/decider';
import { asOre, sumOre } from '../../src/kernel/money';
import { chargeId, partyCode } from '../../src/kernel/vocabulary';
import { raiseRefundsPolicy } from '../../src/year-end/raise-refunds.policy';
import { refundCharge, sharesDue } from '../../src/year-end/share-charges.calculation';
import { splitResult, submitAccounts, yearEnd } from '../../src/year-end/year-end.decider';
import type { ResultSplit, YearEndEvent } from '../../src/year-end/year-end.events';
import { refundShares } from '../../src/year-end/year-result.calculation';
import { recorded } from '../support/project';
import { accountsFacts, accountsNo, decided, kroner, OFFERING, REGION, split, submit } from './year';

const direct = accountsFacts({}, { refundMode: 'DIRECT_TO_BUYERS' });
const accounts = decided(submitAccounts(submit(19_100_000), yearEnd.initial, direct));
const first = decided(splitResult(split(1_000_000), fold(yearEnd, [accounts]), { operator: REGION }));
const corrected = decided(
  submitAccounts(
    submit(19_016_000, { accountsId: accountsNo(2), reason: 'Revision' }),
    fold<typeof yearEnd.initial, YearEndEvent>(yearEnd, [accounts, first]),
    direct,
  ),
);
const second = decided(
  splitResult(
    split(1_000_000, { accountsId: accountsNo(2) }),
    fold<typeof yearEnd.initial, YearEndEvent>(yearEnd, [accounts, first, corrected]),
    { operator: REGION },
  ),
);
const line = { offeringName: 'Bostøtte Høskoven', legalBasis: 'SEL-107' } as const;

describe('What is refunded directly (R23)', () => {
  it('is a credit on each payer’s statement, with its origin year and reckoning', () => {
    const due = sharesDue(first.data).find(({ payer }) => payer === '751');
    if (due === undefined) throw new Error('Aarhus paid for most of the days');
    expect(refundCharge(first.data, due, line, chargeId('andel'), 'fordelingen')).toEqual({
      chargeId: 'andel',
      operator: REGION,
      payer: '751',
      kind: 'RESULT_REFUND',
      amountOre: asOre(-4_564_286),
      dueFrom: '2026-03',
      originYear: 2025,
      offeringId: OFFERING,
      accountFunction: '5.38.52',
      words: {
        da: 'Overskud 2025, Bostøtte Høskoven: andel efter dage',
        en: 'Surplus 2025, Bostøtte Høskoven: share by days',
      },
      reckoning: {
        da: '85.200,00 kr. × 4500 / 8400 = 45.642,86 kr.',
        en: '85.200,00 kr. × 4500 / 8400 = 45.642,86 kr.',
      },
      rules: ['R22', 'R23', 'R40'],
      sources: ['fordelingen'],
    });
  });

  it('is after a correction only what differs', () => {
    expect(second.data.sharesBefore).toEqual(first.data.shares);
    const due = sharesDue(second.data);
    expect(sumOre(due.map(({ dueOre }) => dueOre))).toBe(kroner(84_000));
    const aarhus = due.find(({ payer }) => payer === '751');
    expect(aarhus).toMatchObject({ beforeOre: asOre(4_564_286), dueOre: kroner(45_000) });
    if (aarhus === undefined) return;
    expect(refundCharge(second.data, aarhus, line, chargeId('andel'), 'fordelingen').reckoning.da).toBe(
      '169.200,00 kr. × 4500 / 8400 = 90.642,86 kr.; reguleret før 45.642,86 kr.; 90.642,86 kr. − 45.642,86 kr. = 45.000,00 kr.',
    );
  });

  it('is claimed back where the correction leaves nothing', () => {
    const nothing: ResultSplit['data'] = { ...second.data, shares: [], refundedOre: asOre(0) };
    expect(sharesDue(nothing).map(({ payer, dueOre }) => [payer, dueOre])).toEqual(
      first.data.shares.map(({ payer, amountOre }) => [payer, asOre(-amountOre)]),
    );
  });

  it('is asked for when a result has been split, and only where there is something to refund', () => {
    expect(raiseRefundsPolicy.on.ResultSplit?.(recorded(first))).toEqual([
      expect.objectContaining({ data: { split: first.data, splitEvent: expect.stringContaining('-') as string } }),
    ]);
    const byTariff = decided(
      splitResult(split(0), fold(yearEnd, [decided(submitAccounts(submit(1), yearEnd.initial, accountsFacts()))]), {
        operator: REGION,
        closedFrom: asDay('2030-01-01'),
      }),
    );
    expect(raiseRefundsPolicy.on.ResultSplit?.(recorded(byTariff))).toEqual([]);
  });

  it('sums to the øre, whatever the days and the sign', () => {
    const payers = fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 1, maxLength: 40 });
    const amount = fc.integer({ min: -10_000_000_000, max: 10_000_000_000 });
    fc.assert(
      fc.property(payers, amount, payers, amount, (days, total, daysBefore, before) => {
        const shared = (of: number, by: readonly number[]) =>
          refundShares(
            asOre(of),
            by.map((count, at) => ({ payer: partyCode(String(100 + at)), days: count })),
          );
        const due = sharesDue({
          ...first.data,
          shares: shared(total, days),
          sharesBefore: shared(before, daysBefore),
        });
        expect(sumOre(due.map(({ dueOre }) => dueOre))).toBe(asOre(total - before));
      }),
    );
  });
});
