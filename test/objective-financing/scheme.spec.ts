import fc from 'fast-check';
import { asDay, asMonth } from '../../src/kernel/calendar';
import { asOre } from '../../src/kernel/money';
import { agreementId, chargeId, partyCode, schemeId } from '../../src/kernel/vocabulary';
import { raiseCharges } from '../../src/objective-financing/raise-charges.policy';
import { regulationCharges, shareCharges } from '../../src/objective-financing/scheme-charges.calculation';
import {
  AgreeScheme,
  agreeScheme,
  ComputeShares,
  computeShares,
  RaiseRegulationCharges,
  RaiseShareCharges,
  ReportActuals,
  reportActuals,
  scheme,
  TakeKeySnapshot,
  takeKeySnapshot,
} from '../../src/objective-financing/scheme.decider';
import type {
  ActualsReported,
  FinancingSchemeAgreed,
  KeyFigure,
  KeySnapshotTaken,
  SchemeEvent,
  SharesComputed,
} from '../../src/objective-financing/scheme.events';
import { instalmentsOf, regulationsOf, sharesFor } from '../../src/objective-financing/shares.calculation';
import { asBuyer, asOperator, asSecretariat } from '../support/askers';
import { scenariosFor } from '../support/given';

const [REGION, NORTH, AARHUS, VIBORG, HERNING] = ['1082', '1081', '751', '791', '657'].map(partyCode) as [
  ReturnType<typeof partyCode>,
  ReturnType<typeof partyCode>,
  ReturnType<typeof partyCode>,
  ReturnType<typeof partyCode>,
  ReturnType<typeof partyCode>,
];
const ID = schemeId('019c4a00-0001-7000-8000-000000000001');
const BUDGET = asOre(10_000_001);
const operator = asOperator(REGION);
const given = scenariosFor(scheme);

const agreed = (more: Partial<FinancingSchemeAgreed['data']> = {}): FinancingSchemeAgreed => ({
  type: 'FinancingSchemeAgreed',
  data: {
    schemeId: ID,
    operator: REGION,
    region: REGION,
    agreementId: agreementId('ramme'),
    name: 'Sikrede pladser',
    year: 2027,
    financing: { kind: 'OBJECTIVE', budgetOre: BUDGET },
    rhythm: 'YEARLY',
    keyUnit: '15–17-årige',
    keyDate: asDay('2026-01-01'),
    offeringIds: [],
    dueFrom: [asMonth('2027-01')],
    accountFunction: '5.28.25',
    agreedOn: asDay('2026-12-01'),
    ...more,
  },
});
const subscription = agreed({
  financing: { kind: 'SUBSCRIPTION', unitPriceOre: asOre(82) },
  keyDate: asDay('2026-09-15'),
  keyUnit: 'indbyggere',
  rhythm: 'HALF_YEARLY',
  dueFrom: [asMonth('2027-01'), asMonth('2027-07')],
});
const figures: readonly KeyFigure[] = [
  { party: AARHUS, figure: 2 },
  { party: VIBORG, figure: 1 },
  { party: HERNING, figure: 0 },
];
const key = (more: Partial<KeySnapshotTaken['data']> = {}): KeySnapshotTaken => ({
  type: 'KeySnapshotTaken',
  data: {
    schemeId: ID,
    operator: REGION,
    keyDate: asDay('2026-01-01'),
    source: 'FOLK1A',
    figures,
    takenOn: asDay('2026-12-02'),
    ...more,
  },
});
const on = (today: string, by = operator) => ({ schemeId: ID, by, today: asDay(today) });

describe('Agreeing a scheme', () => {
  const asked = (more: Partial<AgreeScheme['data']> = {}) =>
    new AgreeScheme({
      ...on('2026-12-01'),
      agreementId: agreementId('ramme'),
      name: 'Sikrede pladser',
      year: 2027,
      budgetOre: BUDGET,
      rhythm: 'YEARLY',
      keyUnit: '15–17-årige',
      keyDate: asDay('2026-01-01'),
      offeringIds: [],
      accountFunction: '5.28.25',
      ...more,
    });
  const ties = { region: REGION, covered: true, foreign: [] };

  it('of objective financing is charged at the start of the year (R33)', () =>
    given()
      .when((state) => agreeScheme(asked(), state, ties))
      .thenRecorded(agreed()));

  it('of a subscription is charged in January and July, or once in the month it was counted (R33, R39)', () => {
    const terms = { budgetOre: undefined, unitPriceOre: asOre(82), keyDate: asDay('2026-09-15') };
    const monthsOf = (more: Partial<AgreeScheme['data']>) => {
      const decision = agreeScheme(asked({ ...terms, ...more }), scheme.initial, ties);
      return Array.isArray(decision) ? (decision as FinancingSchemeAgreed[])[0]?.data.dueFrom : decision;
    };
    expect(monthsOf({ rhythm: 'HALF_YEARLY' })).toEqual(['2027-01', '2027-07']);
    expect(monthsOf({ rhythm: 'YEARLY' })).toEqual(['2026-09']);
    expect(monthsOf({ rhythm: 'YEARLY', dueFrom: [asMonth('2027-02')] })).toEqual(['2027-02']);
  });

  it.each([
    ['BUDGET_OR_UNIT_PRICE', { unitPriceOre: asOre(82) }],
    ['BUDGET_OR_UNIT_PRICE', { budgetOre: undefined }],
    ['DUE_MONTHS_UNFIT', { dueFrom: [asMonth('2027-01'), asMonth('2027-07')] }],
    ['DUE_MONTHS_UNFIT', { rhythm: 'HALF_YEARLY' as const, dueFrom: [asMonth('2027-07'), asMonth('2027-01')] }],
    ['NOT_YOURS', { operator: AARHUS }],
    ['NOT_YOURS', { by: asSecretariat(NORTH), operator: REGION }],
  ])('is refused as %s', (code, more) =>
    given()
      .when((state) => agreeScheme(asked(more), state, ties))
      .thenRejected(code),
  );

  it('is for the secretariat of the agreement’s region too, on behalf of an operator', () =>
    given()
      .when((state) => agreeScheme(asked({ by: asSecretariat(REGION), operator: AARHUS }), state, ties))
      .thenRecorded(agreed({ operator: AARHUS })));

  it('needs an agreement that binds the operator, and offerings it runs', () => {
    given()
      .when((state) => agreeScheme(asked(), state, { ...ties, covered: false }))
      .thenRejected('OPERATOR_OUTSIDE_AGREEMENT');
    given()
      .when((state) => agreeScheme(asked(), state, { covered: false, foreign: [] }))
      .thenRejected('UNKNOWN_AGREEMENT');
  });
});

describe('The key', () => {
  const taken = (by = operator, today = '2026-12-02', of: readonly KeyFigure[] = figures) =>
    new TakeKeySnapshot({ ...on(today, by), source: 'FOLK1A', figures: of });
  const known = { unregistered: [] };

  it('is a figure for each payer as of the day, and a later one replaces it', () =>
    given(agreed(), key({ source: 'Et udkast' }))
      .when((state) => takeKeySnapshot(taken(), state, known))
      .thenRecorded(key()));

  it('stands once the shares are computed: those who come after the day are not charged (R39)', () => {
    const [computed] = computeShares(new ComputeShares(on('2027-01-04')), {
      agreed: agreed().data,
      key: key().data,
      actuals: [],
    }) as [SharesComputed];
    given(agreed(), key(), computed)
      .when((state) => takeKeySnapshot(taken(), state, known))
      .thenRejected('SHARES_ALREADY_COMPUTED', { keyDate: '2026-01-01' });
  });

  it.each([
    ['KEY_DATE_NOT_COME', taken(operator, '2025-12-31')],
    ['KEY_NAMES_TWICE', taken(operator, '2026-12-02', [...figures, { party: AARHUS, figure: 9 }])],
    ['KEY_COUNTS_NOTHING', taken(operator, '2026-12-02', [{ party: AARHUS, figure: 0 }])],
  ])('is refused as %s', (code, asked) =>
    given(agreed())
      .when((state) => takeKeySnapshot(asked, state, known))
      .thenRejected(code),
  );

  it('names registered parties only', () =>
    given(agreed())
      .when((state) => takeKeySnapshot(taken(), state, { unregistered: [HERNING] }))
      .thenRejected('KEY_NAMES_UNKNOWN_PARTY', { party: '657' }));

  it('is taken by the operator or its region’s secretariat; who may not see the scheme hears of none', () => {
    const refusal = (by: typeof operator, ...history: readonly SchemeEvent[]) =>
      given(...history).when((state) => takeKeySnapshot(taken(by), state, known));
    given(agreed())
      .when((state) => takeKeySnapshot(taken(asSecretariat(REGION)), state, known))
      .thenRecorded(key());
    refusal(asSecretariat(NORTH), agreed()).thenRejected('NOT_YOURS');
    refusal(asBuyer(AARHUS), agreed()).thenRejected('UNKNOWN_SCHEME');
    refusal(asBuyer(AARHUS), agreed(), key()).thenRejected('NOT_YOURS');
    refusal(operator).thenRejected('UNKNOWN_SCHEME');
  });
});

const computed = (of = agreed()): SharesComputed => {
  const decision = computeShares(new ComputeShares(on('2027-01-04')), {
    agreed: of.data,
    key: key().data,
    actuals: [],
  });
  return (decision as SharesComputed[])[0] as SharesComputed;
};

describe('Shares', () => {
  it('of 100.000,01 kr. by 2 : 1 : 0 are 66.666,67 and 33.333,34 and nothing (R40)', () =>
    given(agreed(), key())
      .when((state) => computeShares(new ComputeShares(on('2027-01-04')), state))
      .thenRecorded({
        type: 'SharesComputed',
        data: {
          schemeId: ID,
          operator: REGION,
          name: 'Sikrede pladser',
          year: 2027,
          financing: { kind: 'OBJECTIVE', budgetOre: BUDGET },
          keyUnit: '15–17-årige',
          keyDate: asDay('2026-01-01'),
          figureSum: 3,
          totalOre: BUDGET,
          shares: [
            { party: AARHUS, figure: 2, amountOre: asOre(6_666_667) },
            { party: VIBORG, figure: 1, amountOre: asOre(3_333_334) },
            { party: HERNING, figure: 0, amountOre: asOre(0) },
          ],
          offeringIds: [],
          dueFrom: [asMonth('2027-01')],
          accountFunction: '5.28.25',
          computedOn: asDay('2027-01-04'),
        },
      }));

  it('need a key, and are computed once', () => {
    given(agreed())
      .when((state) => computeShares(new ComputeShares(on('2027-01-04')), state))
      .thenRejected('KEY_NOT_TAKEN');
    given(agreed(), key(), computed())
      .when((state) => computeShares(new ComputeShares(on('2027-02-04')), state))
      .thenNothing();
  });

  it('of a subscription are each one’s count at the price: 0,82 kr. for 340.000 inhabitants are 278.800 kr. (R39)', () => {
    const counted = key({ figures: [{ party: AARHUS, figure: 340_000 }] });
    const decision = computeShares(new ComputeShares(on('2026-09-16')), {
      agreed: subscription.data,
      key: counted.data,
      actuals: [],
    }) as SharesComputed[];
    expect(decision[0]?.data).toMatchObject({ totalOre: 27_880_000, shares: [{ amountOre: 27_880_000 }] });
  });

  it('that come to more than anybody can mean are refused', () => {
    const dear = agreed({ financing: { kind: 'SUBSCRIPTION', unitPriceOre: asOre(10_000_000) } });
    const many = key({ figures: [{ party: AARHUS, figure: 10_000_000 }] });
    given(dear, many)
      .when((state) => computeShares(new ComputeShares(on('2027-01-04')), state))
      .thenRejected('SCHEME_TOO_LARGE');
  });
});

describe('Actuals', () => {
  const reported = (actualOre: number, today = '2028-03-02') =>
    new ReportActuals({ ...on(today), actualOre: asOre(actualOre) });
  const differencesOf = (decision: unknown): number[] | undefined =>
    (decision as ActualsReported[])[0]?.data.regulations.map(({ differenceOre }) => differenceOre);

  it('regulate each payer by its share of what the year cost, less what it was charged', () => {
    const state = { agreed: agreed().data, key: key().data, shares: computed().data, actuals: [] };
    const decision = reportActuals(reported(13_000_000), state);
    expect(differencesOf(decision)).toEqual([8_666_667 - 6_666_667, 4_333_333 - 3_333_334, 0]);
    expect((decision as ActualsReported[])[0]?.data).toMatchObject({ round: 1, dueFrom: '2028-03', year: 2027 });
  });

  it('reported once more regulate what the first report left; the same again is nothing', () => {
    const history = [agreed(), key(), computed()] as const;
    const first = (
      reportActuals(reported(13_000_000), {
        agreed: agreed().data,
        key: key().data,
        shares: computed().data,
        actuals: [],
      }) as ActualsReported[]
    )[0] as ActualsReported;
    given(...history, first)
      .when((state) => reportActuals(reported(13_000_000), state))
      .thenNothing();
    const again = reportActuals(reported(10_000_001), {
      agreed: agreed().data,
      key: key().data,
      shares: computed().data,
      actuals: [first.data],
    });
    expect(differencesOf(again)).toEqual([-2_000_000, -999_999, 0]);
    expect((again as ActualsReported[])[0]?.data.round).toBe(2);
  });

  it.each([
    ['YEAR_NOT_OVER', [agreed(), key(), computed()], '2027-12-31'],
    ['SHARES_NOT_COMPUTED', [agreed(), key()], '2028-03-02'],
    ['SUBSCRIPTION_NOT_REGULATED', [subscription, key(), computed(subscription)], '2028-03-02'],
  ] as const)('are refused as %s', (code, history, today) =>
    given(...history)
      .when((state) => reportActuals(reported(1, today), state))
      .thenRejected(code),
  );
});

describe('Charges of a scheme', () => {
  const idOf = (party: string, number: number) => chargeId(`${party}-${number}`);

  it('are asked for when shares are computed and when actuals are reported, in the fact’s own words', () => {
    const metadata = { commandId: 'c', correlationId: 'c', causationId: 'c', actor: 'a', onBehalfOf: REGION };
    const recorded = { stream: 's', revision: 0, position: 1, recordedAt: '2027-01-01T00:00:00Z', metadata };
    const shares = { ...computed(), id: 'e1', ...recorded };
    expect(raiseCharges.on.SharesComputed?.(shares)).toEqual([
      new RaiseShareCharges({ shares: shares.data, eventId: 'e1' }),
    ]);
    const actuals = { type: 'ActualsReported', data: { round: 1 }, id: 'e2', ...recorded } as never;
    expect(raiseCharges.on.ActualsReported?.(actuals)).toEqual([
      new RaiseRegulationCharges({ actuals: { round: 1 } as never, eventId: 'e2' }),
    ]);
  });

  it('are one for each payer that owes anything, with words that need no other page', () => {
    const charges = shareCharges(computed().data, 'e1', idOf);
    expect(charges.map(({ payer, amountOre }) => [payer, amountOre])).toEqual([
      [AARHUS, 6_666_667],
      [VIBORG, 3_333_334],
    ]);
    expect(charges[0]).toMatchObject({
      kind: 'OBJECTIVE_SHARE',
      dueFrom: '2027-01',
      originYear: 2027,
      accountFunction: '5.28.25',
      sources: ['e1'],
      rules: ['R33', 'R40'],
      words: { da: 'Objektiv finansiering 2027: Sikrede pladser, a conto' },
      reckoning: {
        da: '100.000,01 kr. × 2 / 3 (15–17-årige pr. 01.01.2026) = 66.666,67 kr., efter største rest',
      },
    });
  });

  it('of a half-yearly subscription are two halves that add up, the first with the odd øre', () => {
    const of = computed(subscription).data;
    const odd = { ...of, shares: [{ party: AARHUS, figure: 101, amountOre: asOre(8_283) }] };
    const charges = shareCharges(odd, 'e1', idOf);
    expect(charges.map(({ amountOre, dueFrom }) => [dueFrom, amountOre])).toEqual([
      ['2027-01', 4_142],
      ['2027-07', 4_141],
    ]);
    expect(charges[1]?.words.da).toBe('Abonnement 2027: Sikrede pladser, rate 2 af 2');
    expect(new Set(charges.map(({ chargeId: id }) => id)).size).toBe(2);
  });

  it('of a regulation are charges and credits, and nothing for whom nothing changes', () => {
    const actuals = reportActuals(new ReportActuals({ ...on('2028-03-02'), actualOre: asOre(0) }), {
      agreed: agreed().data,
      key: key().data,
      shares: computed().data,
      actuals: [],
    }) as ActualsReported[];
    const charges = regulationCharges((actuals[0] as ActualsReported).data, 'e2', idOf);
    expect(charges.map(({ amountOre }) => amountOre)).toEqual([-6_666_667, -3_333_334]);
    expect(charges[0]).toMatchObject({ kind: 'OBJECTIVE_REGULATION', originYear: 2027, dueFrom: '2028-03' });
    expect(charges[0]?.reckoning.da).toContain('opkrævet 66.666,67 kr.; forskel -66.666,67 kr.');
  });
});

describe('Sums, whatever the figures', () => {
  const anyKey = fc
    .array(fc.integer({ min: 0, max: 1_500_000 }), { minLength: 1, maxLength: 98 })
    .filter((all) => all.some((figure) => figure > 0))
    .map((all) => all.map((figure, at): KeyFigure => ({ party: partyCode(String(100 + at)), figure })));
  const anyTotal = fc.integer({ min: 0, max: 1_000_000_000_000 }).map(asOre);

  it('shares are the budget to the øre, and each less than one øre from its exact part (I8)', () => {
    fc.assert(
      fc.property(anyKey, anyTotal, (of, budgetOre) => {
        const shares = sharesFor({ kind: 'OBJECTIVE', budgetOre }, of, Infinity) ?? [];
        const sum = of.reduce((all, { figure }) => all + BigInt(figure), 0n);
        expect(shares.reduce((all, { amountOre }) => all + BigInt(amountOre), 0n)).toBe(BigInt(budgetOre));
        for (const { amountOre, figure } of shares) {
          const off = BigInt(amountOre) * sum - BigInt(budgetOre) * BigInt(figure);
          expect(off < sum && -off < sum).toBe(true);
        }
      }),
    );
  });

  it('what was charged and all regulations after it come to what the year cost, for everybody and in all', () => {
    fc.assert(
      fc.property(anyKey, anyTotal, fc.array(anyTotal, { minLength: 1, maxLength: 4 }), (of, budgetOre, costs) => {
        const shares = sharesFor({ kind: 'OBJECTIVE', budgetOre }, of, Infinity) ?? [];
        const paid = shares.map(({ amountOre }) => amountOre as number);
        let charged: readonly ReturnType<typeof asOre>[] | undefined;
        for (const cost of costs) {
          const actual = (sharesFor({ kind: 'OBJECTIVE', budgetOre: cost }, of, Infinity) ?? []).map(
            (s) => s.amountOre,
          );
          const regulations = regulationsOf(shares, actual, charged);
          regulations.forEach(({ differenceOre }, at) => (paid[at] = (paid[at] ?? 0) + differenceOre));
          charged = regulations.map(({ shareOre }) => shareOre);
        }
        expect(paid).toEqual(charged);
        expect(paid.reduce((all, each) => all + BigInt(each), 0n)).toBe(BigInt(costs.at(-1) ?? 0));
      }),
    );
  });

  it('instalments are the year’s share', () => {
    fc.assert(
      fc.property(anyTotal, fc.integer({ min: 1, max: 12 }), (amountOre, parts) => {
        const all = instalmentsOf(amountOre, parts);
        expect(all).toHaveLength(parts);
        expect(all.reduce((sum, part) => sum + part, 0)).toBe(amountOre);
        expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
