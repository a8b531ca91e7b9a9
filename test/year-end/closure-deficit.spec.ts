import fc from 'fast-check';
import { MIDTJYLLAND_RULES } from '../../src/agreements/midtjylland-rules';
import { asDay } from '../../src/kernel/calendar';
import { isRejection } from '../../src/kernel/decider';
import { asOre, sumOre } from '../../src/kernel/money';
import { agreementId, chargeId, partyCode } from '../../src/kernel/vocabulary';
import {
  closureDeficit,
  type ClosureDeficitState,
  type ClosureFacts,
  DetermineClosureDeficit,
  determineClosureDeficit,
} from '../../src/year-end/closure-deficit.decider';
import type { ClosureDeficitDetermined } from '../../src/year-end/closure-deficit.events';
import { closureDeficits, closureDeficitsTable } from '../../src/year-end/closure-deficits.projection';
import { raiseClosureChargesPolicy } from '../../src/year-end/raise-closure-charges.policy';
import { closureCharge, sharesDue } from '../../src/year-end/share-charges.calculation';
import { scenariosFor } from '../support/given';
import { projected, recorded } from '../support/project';
import { decided, kroner, OFFERING, REGION } from './year';

const given = scenariosFor<ClosureDeficitState, ClosureDeficitDetermined>(closureDeficit);
const facts = (change: Partial<ClosureFacts> = {}): ClosureFacts => ({
  operator: REGION,
  lastDay: asDay('2026-06-30'),
  agreement: { agreementId: agreementId('rammeaftale-2025-26'), rules: MIDTJYLLAND_RULES },
  payerDays: [
    { payer: partyCode('1082'), days: 100 },
    { payer: partyCode('751'), days: 200 },
  ],
  knownPosition: 7,
  ...change,
});
const command = (amount: number, change: Partial<DetermineClosureDeficit['data']> = {}) =>
  new DetermineClosureDeficit({
    offeringId: OFFERING,
    by: REGION,
    amountOre: kroner(amount),
    reason: 'Slutregnskab',
    today: asDay('2026-09-01'),
    ...change,
  });
const first = decided(determineClosureDeficit(command(1_000), closureDeficit.initial, facts()));
const second = decided(determineClosureDeficit(command(700), { determined: first.data }, facts()));

describe('The deficit of a closure (R24, Q5)', () => {
  it('is shared by the days of the last twelve months, the operator’s own citizens among them', () => {
    expect(first).toEqual({
      type: 'ClosureDeficitDetermined',
      data: {
        offeringId: OFFERING,
        operator: REGION,
        determination: 1,
        amountOre: asOre(100_000),
        first: asDay('2025-07-01'),
        last: asDay('2026-06-30'),
        rules: {
          agreementId: 'rammeaftale-2025-26',
          closureShareMonths: 12,
          // Nobody has found the real key, and it is never shown as law.
          provenance: { tag: 'DESIGN', rule: 'Q5' },
        },
        shares: [
          { payer: '1082', days: 100, amountOre: 33_333 },
          { payer: '751', days: 200, amountOre: 66_667 },
        ],
        reason: 'Slutregnskab',
        determinedOn: asDay('2026-09-01'),
        knownPosition: 7,
      },
    });
  });

  it('takes the agreement’s months', () => {
    const rules = { ...MIDTJYLLAND_RULES, closureShareMonths: 24 };
    const longer = facts({ agreement: { agreementId: agreementId('anden'), rules } });
    expect(decided(determineClosureDeficit(command(1), closureDeficit.initial, longer)).data.first).toBe('2024-07-01');
  });

  it('is an amount to pay on each payer’s statement, and after a correction only the difference', () => {
    const [own, aarhus] = sharesDue(first.data);
    if (own === undefined || aarhus === undefined) throw new Error('Both pay');
    expect(closureCharge(first.data, aarhus, 'Høskoven', chargeId('andel'), 'fastsat')).toEqual({
      chargeId: 'andel',
      operator: REGION,
      payer: '751',
      kind: 'CLOSURE_DEFICIT',
      amountOre: asOre(66_667),
      dueFrom: '2026-09',
      originYear: 2026,
      offeringId: OFFERING,
      words: {
        da: 'Underskud ved lukning, Høskoven: andel efter dage',
        en: 'Deficit of the closure, Høskoven: share by days',
      },
      reckoning: {
        da: '1.000,00 kr. × 200 / 300 = 666,67 kr. (dage 01.07.2025 – 30.06.2026)',
        en: '1.000,00 kr. × 200 / 300 = 666,67 kr. (days 2025-07-01 – 2026-06-30)',
      },
      rules: ['R24', 'R40', 'Q5'],
      sources: ['fastsat'],
    });
    expect(second.data).toMatchObject({ determination: 2, sharesBefore: first.data.shares });
    expect(sumOre(sharesDue(second.data).map(({ dueOre }) => dueOre))).toBe(kroner(-300));
    expect(raiseClosureChargesPolicy.on.ClosureDeficitDetermined?.(recorded(second))).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ deficit: second.data }) as object }),
    ]);
  });

  it('said again is one determination', () => {
    given(first)
      .when((state) => determineClosureDeficit(command(1_000), state, facts()))
      .thenNothing();
    given()
      .when((state) => determineClosureDeficit(command(0), state, facts()))
      .thenNothing();
  });

  it('keeps every determination', () => {
    const rows = projected(closureDeficits, [first, second]).rows(closureDeficitsTable);
    expect(rows.map(({ determination, deficit }) => [determination, deficit.amountOre])).toEqual([
      [1, kroner(1_000)],
      [2, kroner(700)],
    ]);
  });

  const refusals: readonly (readonly [string, object, object])[] = [
    ['NOT_YOURS', { by: partyCode('751') }, {}],
    ['UNKNOWN_OFFERING', {}, { operator: undefined }],
    ['OFFERING_NOT_CLOSED', {}, { lastDay: undefined }],
    ['OFFERING_NOT_CLOSED', { today: asDay('2026-06-30') }, {}],
    ['NO_AGREEMENT_FOR_YEAR', {}, { agreement: undefined }],
    ['NO_DAYS_BEFORE_CLOSURE', {}, { payerDays: [] }],
    ['ACCOUNTS_OUT_OF_RANGE', { amountOre: asOre(-1) }, {}],
  ];
  it.each(refusals)('is refused with %s (%j, %j)', (code, change, lacking) =>
    given()
      .when((state) => determineClosureDeficit(command(1, change), state, { ...facts(), ...lacking }))
      .thenRejected(code),
  );

  it('is all charged, whatever it is determined as, one time after the other', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 }),
        (amounts, days) => {
          const payerDays = days.map((count, at) => ({ payer: partyCode(String(100 + at)), days: count }));
          let state = closureDeficit.initial;
          let charged = 0;
          for (const amount of amounts) {
            const decision = determineClosureDeficit(
              command(0, { amountOre: asOre(amount) }),
              state,
              facts({ payerDays }),
            );
            if (isRejection(decision)) throw new Error(decision.code);
            for (const fact of decision) {
              state = closureDeficit.evolve(state, fact);
              charged += sumOre(sharesDue(fact.data).map(({ dueOre }) => dueOre));
            }
            expect(charged).toBe(amount);
          }
        },
      ),
    ));
});
