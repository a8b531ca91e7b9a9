import type { Breach, InvariantId } from '../../src/audit/findings';
import { INVARIANT_IDS } from '../../src/audit/findings';
import { PROMISES } from '../../src/agreements/rule-book/promises.words';
import { checkedLedger, InvariantCheck } from '../../src/audit/invariants.calculation';
import type { RecordedEvent } from '../../src/audit/ledger';
import { asMonth, monthsBetween, firstDayOf, lastDayOf, addToMonth, addDays } from '../../src/kernel/calendar';
import { asOre } from '../../src/kernel/money';
import { citizenRef, partyCode, placementId, statementId, tariffId, tariffLevel } from '../../src/kernel/vocabulary';
import {
  april,
  capacity,
  cleanLedger,
  closed,
  d,
  HOESKOVEN,
  idOf,
  left,
  leftEarlier,
  line,
  LINE,
  march,
  market,
  may,
  PRICE,
  recordedLedger,
  stay,
  STAY,
  tariff,
  TARIFF,
} from './small-ledger';

const breachesOf = (facts: readonly RecordedEvent[], id: InvariantId): readonly Breach[] =>
  checkedLedger(facts).invariants.find((one) => one.id === id)?.breaches ?? [];

const onlyBreached = (facts: readonly RecordedEvent[]): InvariantId[] =>
  checkedLedger(facts)
    .invariants.filter(({ breachesFound }) => breachesFound > 0)
    .map(({ id }) => id);

const OTHER = placementId('019c1a00-1111-7000-8000-000000000002');
const MARCH = asMonth('2020-03');

describe('A clean ledger', () => {
  it('breaches nothing, and something was checked for each invariant', () => {
    const verdict = checkedLedger(cleanLedger());
    expect(verdict.invariants.flatMap(({ breaches }) => breaches)).toEqual([]);
    expect(verdict.holds).toBe(true);
    expect(verdict.invariants.map(({ id }) => id)).toEqual([...INVARIANT_IDS]);
    const idle = verdict.invariants.filter(({ checked }) => checked === 0).map(({ id }) => id);
    expect(idle).toEqual(['I7', 'I8', 'I10']);
    expect(verdict.checkedEvents).toBe(cleanLedger().length);
  });

  it('has one contract to look at for I10 while the citizen lives there', () => {
    const verdict = checkedLedger(recordedLedger(...market(), ...stay(d('2020-03-10'))));
    expect(verdict.invariants.find(({ id }) => id === 'I10')?.checked).toBe(1);
    expect(verdict.holds).toBe(true);
  });

  it('is clean though a departure was learned after May was closed, until June must carry the adjustment', () => {
    const facts = recordedLedger(
      ...market(),
      ...stay(d('2020-03-10')),
      march(),
      april(),
      left(d('2020-05-31')),
      may(),
      leftEarlier(d('2020-05-20')),
    );
    expect(checkedLedger(facts).holds).toBe(true);
  });

  it('says each promise in both languages', () => {
    for (const id of INVARIANT_IDS)
      for (const text of [PROMISES[id].da, PROMISES[id].en]) expect(text).toMatch(/^[A-ZÆØÅ].+\.$/);
  });
});

describe('I1, each payable day billed once', () => {
  it('names days that were never billed', () => {
    const facts = recordedLedger(
      ...market(),
      ...stay(d('2020-03-10')),
      closed(MARCH, d('2020-04-02'), [line('2020-03-10', '2020-03-28')]),
    );
    const [breach] = breachesOf(facts, 'I1');
    expect(breach).toMatchObject({ rule: 'I1', thing: { kind: 'placement', id: STAY }, day: '2020-03-29' });
    expect(breach?.da).toBe('BASE for 29.03.2020 til 31.03.2020 er ikke afregnet over for 751.');
    expect(breach?.events).toContain(idOf(9));
    expect(onlyBreached(facts)).toEqual(['I1']);
  });

  it('names days that were billed twice', () => {
    const facts = recordedLedger(
      ...market(),
      ...stay(d('2020-03-10')),
      march(),
      closed(asMonth('2020-04'), d('2020-05-04'), [
        line('2020-04-01', '2020-04-30'),
        line('2020-03-30', '2020-03-31', { line: 2 }),
      ]),
    );
    expect(breachesOf(facts, 'I1').map(({ day, da }) => [day, da])).toEqual([
      ['2020-03-30', 'BASE for 30.03.2020 til 31.03.2020 er afregnet en gang for meget over for 751.'],
    ]);
  });

  it('names days after the last payable day', () => {
    const facts = recordedLedger(...market(), ...stay(d('2020-03-10')), left(d('2020-03-20')), march());
    expect(breachesOf(facts, 'I1')).toMatchObject([{ day: '2020-03-21' }]);
  });

  it('counts a day at a wrong price as not billed, and as billed wrongly', () => {
    const other = tariffId('takst-2019');
    const facts = recordedLedger(
      ...market(),
      tariff({ tariffId: other, validFrom: d('2019-01-01') }),
      ...stay(d('2020-03-10')),
      march({ tariffId: other }),
    );
    expect(breachesOf(facts, 'I1')).toHaveLength(2);
  });

  it('lets days be that were lost by R2', () => {
    const lost = {
      contractId: STAY,
      payer: partyCode('751'),
      tariffId: TARIFF,
      component: 'BASE',
      firstDay: d('2020-03-10'),
      lastDay: d('2020-03-14'),
      days: 5,
      amountOre: asOre(5 * PRICE),
    };
    const facts = recordedLedger(
      ...market(),
      ...stay(d('2020-03-10')),
      left(d('2020-03-31')),
      closed(MARCH, d('2021-03-15'), [line('2020-03-15', '2020-03-31')], { lost: [lost] }),
    );
    expect(onlyBreached(facts)).toEqual([]);
  });

  it('lets days be that were lost month by month, and names those between them that were not', () => {
    const claim = (firstDay: string, lastDay: string, days: number) => ({
      contractId: STAY,
      payer: partyCode('751'),
      tariffId: TARIFF,
      component: 'BASE',
      firstDay: d(firstDay),
      lastDay: d(lastDay),
      days,
      amountOre: asOre(days * PRICE),
    });
    const late = (marchLost: ReturnType<typeof claim>) =>
      recordedLedger(
        ...market(),
        ...stay(d('2020-03-10')),
        left(d('2020-04-30')),
        closed(MARCH, d('2021-05-15'), [], { lost: [marchLost] }),
        closed(asMonth('2020-04'), d('2021-05-15'), [], { lost: [claim('2020-04-01', '2020-04-30', 30)] }),
      );
    expect(onlyBreached(late(claim('2020-03-10', '2020-03-31', 22)))).toEqual([]);
    expect(breachesOf(late(claim('2020-03-10', '2020-03-28', 19)), 'I1').map(({ da }) => da)).toEqual([
      'BASE for 29.03.2020 til 31.03.2020 er ikke afregnet over for 751.',
    ]);
  });

  it('follows a change of payer and of price to the day', () => {
    const viborg = partyCode('791');
    const next = tariffId('takst-april');
    const facts = recordedLedger(
      ...market(),
      { type: 'EanRegistered', data: { party: viborg, ean: '5798005770237', constructed: true } },
      ...stay(d('2020-03-10')),
      tariff({
        tariffId: next,
        validFrom: d('2020-04-01'),
        components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: asOre(300_000) }],
      }),
      march(),
      closed(asMonth('2020-04'), d('2020-05-04'), [
        line('2020-04-01', '2020-04-30', { tariffId: next, priceOre: asOre(300_000), amountOre: asOre(30 * 300_000) }),
      ]),
    );
    expect(onlyBreached(facts)).toEqual([]);
  });

  it('names a bill for a place that nobody bought', () => {
    const facts = recordedLedger(...market(), march());
    expect(breachesOf(facts, 'I1')).toMatchObject([{ thing: { kind: 'placement', id: STAY } }]);
  });
});

describe('I2, bought is sold', () => {
  it('names a month whose total is not that of its statements', () => {
    const facts = recordedLedger(
      ...market(),
      ...stay(d('2020-03-10')),
      closed(MARCH, d('2020-04-02'), [line('2020-03-10', '2020-03-31')], { totalOre: asOre(1) }),
    );
    expect(onlyBreached(facts)).toEqual(['I2']);
    expect(breachesOf(facts, 'I2').map(({ thing }) => thing)).toEqual([
      { kind: 'month', id: '1082 2020-03' },
      { kind: 'month', id: '2020-03' },
    ]);
  });

  it('names a statement whose lines come to something else', () => {
    const facts = cleanLedger().map((fact) => {
      if (fact.type !== 'MonthClosed' || fact.data.month !== '2020-04') return fact;
      const statements = fact.data.statements.map((one) => ({ ...one, totalOre: asOre(one.totalOre + 1) }));
      return { ...fact, data: { ...fact.data, statements } };
    });
    expect(breachesOf(facts, 'I2')).toMatchObject([
      { thing: { kind: 'statement', id: '1082-751-2020-04' } },
      { thing: { kind: 'month', id: '1082 2020-04' } },
    ]);
  });
});

describe('I3, amounts follow from events', () => {
  it('names a line whose amount is not price times days', () => {
    const facts = recordedLedger(...market(), ...stay(d('2020-03-10')), march({ amountOre: asOre(5_632_001) }));
    expect(breachesOf(facts, 'I3')).toMatchObject([
      {
        thing: { kind: 'statement', id: '1082-751-2020-03' },
        day: '2020-03-10',
        da: 'Linje 1: beløbet er 56.320,01 kr., men regnes til 56.320,00 kr.',
        en: 'Line 1: the amount is 56.320,01 kr., but works out as 56.320,00 kr.',
      },
    ]);
  });

  it('names a line whose price is not the tariff’s', () => {
    const facts = recordedLedger(
      ...market(),
      ...stay(d('2020-03-10')),
      march({ priceOre: asOre(1), amountOre: asOre(22) }),
    );
    expect(breachesOf(facts, 'I3')[0]?.da).toContain('prisen er 0,01 kr., men takstens er 2.560,00 kr.');
  });

  it('names lines that were changed after the month was closed', () => {
    const facts = cleanLedger().map((fact) => {
      if (fact.type !== 'StatementDrawn' || fact.data.month !== '2020-04') return fact;
      const lines = fact.data.lines.map((one) => ({ ...one, offeringName: 'Et andet sted' }));
      return { ...fact, data: { ...fact.data, lines } };
    });
    expect(breachesOf(facts, 'I3').map(({ da }) => da)).toEqual(['Linjerne er ikke dem, måneden blev lukket med.']);
  });

  it('names an adjustment that with its month comes to a wrong amount', () => {
    const facts = recordedLedger(
      ...market(),
      ...stay(d('2020-03-10')),
      march(),
      april(),
      left(d('2020-05-31')),
      may(),
      leftEarlier(d('2020-05-20')),
      closed(asMonth('2020-06'), d('2020-07-02'), [
        line('2020-05-21', '2020-05-31', {
          kind: 'ADJUSTMENT',
          amountOre: asOre(-11 * PRICE + 7),
          corrects: { statementId: statementId('1082-751-2020-05'), line: 1 },
        }),
      ]),
    );
    expect(breachesOf(facts, 'I3')).toMatchObject([{ thing: { kind: 'placement', id: STAY } }]);
    expect(onlyBreached(facts)).toEqual(['I3']);
  });
});

describe('I4, one price a day', () => {
  it('names two versions from the same day', () => {
    const facts = recordedLedger(...market(), tariff({ tariffId: tariffId('takst-igen') }));
    expect(breachesOf(facts, 'I4')).toMatchObject([{ thing: { kind: 'tariff', id: 'takst-igen' }, day: '2020-01-01' }]);
    expect(breachesOf(facts, 'I4')[0]?.events).toHaveLength(2);
  });

  it('names a place sold on a day without a price', () => {
    const facts = recordedLedger(...market(), ...stay(d('2019-12-01')));
    expect(breachesOf(facts, 'I4')).toMatchObject([{ thing: { kind: 'placement', id: STAY }, day: '2019-12-01' }]);
  });

  it('lets a corrected version be', () => {
    const facts = recordedLedger(...market(), {
      type: 'TariffCorrected',
      data: {
        tariffId: tariffId('takst-rettet'),
        supersedes: TARIFF,
        offeringId: HOESKOVEN,
        operator: partyCode('1082'),
        serviceLineId: LINE,
        level: tariffLevel('1'),
        components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: asOre(1) }],
        validFrom: d('2020-01-01'),
        reason: 'Tastefejl',
        warnings: [],
      },
    });
    expect(onlyBreached(facts)).toEqual([]);
  });
});

describe('I5, one stay at a time', () => {
  const twice = (firstDay: string, change = {}) =>
    recordedLedger(
      ...market(),
      capacity(5),
      ...stay(d('2020-03-10')),
      left(d('2020-05-31')),
      ...stay(d(firstDay), OTHER, change),
    );

  it('names a citizen who lives in two places', () => {
    expect(breachesOf(twice('2020-05-31'), 'I5')).toMatchObject([
      { thing: { kind: 'citizen', id: 'borger-7f3a' }, day: '2020-05-31' },
    ]);
  });

  it('lets the next stay begin the day after', () => {
    expect(breachesOf(twice('2020-06-01'), 'I5')).toEqual([]);
  });

  it('lets day offers, respite and other citizens be', () => {
    expect(breachesOf(twice('2020-04-01', { legalBasis: 'SEL-104' }), 'I5')).toEqual([]);
    expect(breachesOf(twice('2020-04-01', { shortStay: true }), 'I5')).toEqual([]);
    expect(breachesOf(twice('2020-04-01', { citizenRef: citizenRef('borger-2') }), 'I5')).toEqual([]);
  });
});

describe('I6, never over capacity', () => {
  const two = [...stay(d('2020-03-10')), ...stay(d('2020-04-01'), OTHER, { citizenRef: citizenRef('borger-2') })];

  it('names the first day with more citizens than places', () => {
    const facts = recordedLedger(...market(), ...two);
    expect(breachesOf(facts, 'I6')).toMatchObject([
      { thing: { kind: 'offering', id: 'hoeskoven' }, day: '2020-04-01' },
    ]);
    expect(breachesOf(facts, 'I6')[0]?.da).toBe('SEL-107 har 2 borgere på 1 pladser fra 01.04.2020.');
  });

  it('names the day after over-capacity ends', () => {
    const extra = { offeringId: HOESKOVEN, serviceLineId: LINE, extraPlaces: 1, reason: 'Sommer' };
    const opened = { ...extra, first: d('2020-04-01'), last: d('2020-04-30') };
    const facts = recordedLedger(...market(), { type: 'OverCapacityOpened', data: opened }, ...two);
    expect(breachesOf(facts, 'I6')).toMatchObject([{ day: '2020-05-01' }]);
  });

  it('lets a place be sold on the day after it was left', () => {
    const facts = recordedLedger(
      ...market(),
      ...stay(d('2020-03-10')),
      left(d('2020-03-31')),
      ...stay(d('2020-04-01'), OTHER, { citizenRef: citizenRef('borger-2') }),
    );
    expect(onlyBreached(facts)).toEqual([]);
  });
});

describe('I9, claimed within twelve months', () => {
  const late = (change = {}) =>
    recordedLedger(
      ...market(),
      ...stay(d('2020-03-10')),
      left(d('2020-03-31')),
      closed(MARCH, d('2021-03-15'), [line('2020-03-10', '2020-03-31')], change),
    );

  it('names a line with an older service day', () => {
    expect(onlyBreached(late())).toEqual(['I9']);
    expect(breachesOf(late(), 'I9')).toMatchObject([
      { thing: { kind: 'statement', id: '1082-751-2020-03' }, day: '2020-03-10' },
    ]);
  });

  it('lets it be where the operator gave a reason', () => {
    expect(onlyBreached(late({ lateClaimReason: 'Meldt for sent' }))).toEqual([]);
  });

  it('lets the day twelve months back be', () => {
    const facts = recordedLedger(
      ...market(),
      ...stay(d('2020-03-15')),
      left(d('2020-03-31')),
      closed(MARCH, d('2021-03-15'), [line('2020-03-15', '2020-03-31')]),
    );
    expect(onlyBreached(facts)).toEqual([]);
  });
});

describe('I10, contracts say what they must', () => {
  it('names what is missing', () => {
    const facts = recordedLedger(
      ...market(),
      ...stay(d('2020-03-10'), STAY, { payer: partyCode('665'), tariffId: tariffId('findes-ikke') }),
    );
    expect(breachesOf(facts, 'I10')).toMatchObject([
      {
        thing: { kind: 'placement', id: STAY },
        da: 'Købet mangler EAN for 665, takstversion.',
        en: 'The purchase lacks an EAN of 665, a version of a tariff.',
      },
    ]);
  });

  it('takes the EAN that was given with the purchase', () => {
    const facts = recordedLedger(
      ...market(),
      ...stay(d('2020-03-10'), STAY, { payer: partyCode('665'), payerEan: '5798005770244' }),
    );
    expect(breachesOf(facts, 'I10')).toEqual([]);
  });
});

describe('A large ledger', () => {
  it('of 30,000 events and 18,000 lines is checked in seconds, giving way to others meanwhile', () => {
    const stays = 6_000;
    const first = asMonth('2020-01');
    const months = monthsBetween(first, addToMonth(first, 2));
    const ids = Array.from({ length: stays }, (_, at) => placementId(`stay-${at}`));
    const away = { offeringId: HOESKOVEN, first: d('2020-02-01'), last: d('2020-02-02'), kind: 'LEAVE' } as const;
    const facts = recordedLedger(
      ...market(),
      capacity(stays),
      ...ids.flatMap((id, at) => stay(d('2020-01-01'), id, { citizenRef: citizenRef(`borger-${at}`) })),
      ...ids.map((id) => ({ type: 'AbsenceRegistered' as const, data: { ...away, placementId: id } })),
      ...months.map((month) => {
        const [from, to] = [firstDayOf(month), lastDayOf(month)];
        const lines = ids.map((contractId, at) => line(from, to, { contractId, line: at + 1 }));
        return closed(month, addDays(to, 3), lines);
      }),
    ).filter(({ type }) => type !== 'SettlementOpened');
    const check = new InvariantCheck();
    check.take(facts);
    const steps = check.verdict();
    const begun = performance.now();
    let turns = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) turns += 1;
    // A hundredth of a millisecond a line on an idle machine; the limit leaves room for a busy one.
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(turns).toBeGreaterThan(20);
    expect(step.value.holds).toBe(true);
    expect(step.value.invariants[0]?.checked).toBe(stays * 91);
  });
});
