import { checkedLedger } from '../../src/audit/invariants.calculation';
import type { LedgerEvent } from '../../src/audit/ledger';
import { asMonth } from '../../src/kernel/calendar';
import { asOre } from '../../src/kernel/money';
import { chargeId, schemeId } from '../../src/kernel/vocabulary';
import type { ActualsReported, SharesComputed } from '../../src/objective-financing/scheme.events';
import type { ChargeTerms } from '../../src/settlement/charges/charge.events';
import {
  AARHUS,
  capacity,
  closed,
  d,
  idOf,
  market,
  recordedLedger,
  REGION,
  stay,
  tariff,
  VIBORG,
  type Step,
} from './small-ledger';

const MARCH = asMonth('2020-03');
const SCHEME = schemeId('019c4a00-0001-7000-8000-000000000001');
const of = {
  schemeId: SCHEME,
  operator: REGION,
  name: 'Sikrede pladser',
  year: 2019,
  keyUnit: 'indbyggere',
  keyDate: d('2019-01-01'),
  figureSum: 3,
  offeringIds: [],
};
const shares = (more: Partial<SharesComputed['data']> = {}): SharesComputed => ({
  type: 'SharesComputed',
  data: {
    ...of,
    financing: { kind: 'OBJECTIVE', budgetOre: asOre(100) },
    totalOre: asOre(100),
    shares: [
      { party: AARHUS, figure: 2, amountOre: asOre(67) },
      { party: VIBORG, figure: 1, amountOre: asOre(33) },
    ],
    dueFrom: [MARCH],
    computedOn: d('2020-01-02'),
    ...more,
  },
});
const actuals = (more: Partial<ActualsReported['data']> = {}): ActualsReported => ({
  type: 'ActualsReported',
  data: {
    ...of,
    round: 1,
    actualOre: asOre(90),
    regulations: [
      { party: AARHUS, figure: 2, shareOre: asOre(60), chargedOre: asOre(67), differenceOre: asOre(-7) },
      { party: VIBORG, figure: 1, shareOre: asOre(30), chargedOre: asOre(33), differenceOre: asOre(-3) },
    ],
    dueFrom: MARCH,
    reportedOn: d('2020-02-02'),
    ...more,
  },
});

/** The charges that the fact just before them brought about. */
const charging =
  (amounts: readonly (readonly [payer: typeof AARHUS, ore: number])[]) =>
  (position: number): LedgerEvent[] =>
    amounts.map(([payer, ore], at) => ({
      type: 'ChargeRaised',
      data: {
        chargeId: chargeId(`charge-${position}-${at}`),
        operator: REGION,
        payer,
        kind: 'OBJECTIVE_SHARE',
        amountOre: asOre(ore),
        dueFrom: MARCH,
        words: { da: 'Andel', en: 'Share' },
        reckoning: { da: '', en: '' },
        rules: [],
        sources: [idOf(position)],
      } satisfies ChargeTerms,
    }));

const breaches = (...steps: readonly Step[]): string[] =>
  checkedLedger(recordedLedger(...market(), ...steps))
    .invariants.filter(({ id }) => id === 'I8')
    .flatMap(({ breaches: found }) => found.map(({ da }) => da));

const RIGHT = [
  [AARHUS, 67],
  [VIBORG, 33],
] as const;

describe('I8: shares', () => {
  it('that are the total, follow the key and are charged as they are, breach nothing', () => {
    const credits = charging([
      [AARHUS, -7],
      [VIBORG, -3],
    ]);
    expect(breaches(shares(), charging(RIGHT), actuals(), credits)).toEqual([]);
  });

  it('that do not add up are named', () =>
    expect(breaches(shares({ totalOre: asOre(101) }))).toContain('Andelene giver 1,00 kr., men der fordeles 1,01 kr.'));

  it('that do not follow the key are named, though their sum is right', () => {
    const bent = [
      { party: AARHUS, figure: 2, amountOre: asOre(65) },
      { party: VIBORG, figure: 1, amountOre: asOre(35) },
    ];
    expect(breaches(shares({ shares: bent }))).toEqual([
      'Andelen for 751 passer ikke til nøglen: 0,65 kr.',
      'Andelen for 791 passer ikke til nøglen: 0,35 kr.',
    ]);
  });

  it('that are charged with another amount are named', () =>
    expect(breaches(shares(), charging([[AARHUS, 68], RIGHT[1]]))).toEqual([
      '751 skylder 0,67 kr., men der er opkrævet 0,68 kr.',
    ]));

  it('that nobody has charged are named once a later month is closed without them, and not a moment before', () => {
    expect(breaches(shares())).toEqual([]);
    expect(breaches(shares(), capacity(2), closed(MARCH, d('2020-04-02'), []))).toHaveLength(2);
  });

  it('of what the year cost add up too', () =>
    expect(breaches(actuals({ actualOre: asOre(91) }))).toContain(
      'Andelene giver 0,90 kr., men der fordeles 0,91 kr.',
    ));
});

describe('I10: a purchase', () => {
  it('at the price of another placement ground is named (R41)', () => {
    const verdict = checkedLedger(
      recordedLedger(...market(), tariff({ placementGround: 'CRIMINAL_LAW' }), ...stay(d('2020-03-10'))),
    );
    const found = verdict.invariants.find(({ id }) => id === 'I10')?.breaches.map(({ da }) => da);
    expect(found).toEqual(['Købet mangler en takst for sit anbringelsesgrundlag.']);
  });
});
