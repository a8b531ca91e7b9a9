import type { Breach } from '../../src/audit/findings';
import { checkedLedger } from '../../src/audit/invariants.calculation';
import type { LedgerEvent } from '../../src/audit/ledger';
import { fold } from '../../src/kernel/decider';
import { asOre } from '../../src/kernel/money';
import { calculationId, partyCode } from '../../src/kernel/vocabulary';
import type { ResultSplit, YearEndAccountsSubmitted, YearEndEvent } from '../../src/year-end/year-end.events';
import { bringInRegulation, splitResult, submitAccounts, yearEnd } from '../../src/year-end/year-end.decider';
import { accountsFacts, accountsNo, broughtIn, decided, kroner, REGION, split, submit } from '../year-end/year';
import { d, march, market, recordedLedger, stay } from './small-ledger';

/** March 2020 is closed in the small ledger, so the results of 2018 have come to their tariff. */
const accounts = decided(
  submitAccounts(submit(19_100_000, { year: 2018, today: d('2019-02-15') }), yearEnd.initial, accountsFacts()),
);
const locked = decided(
  splitResult(split(1_000_000, { today: d('2019-03-01') }), fold(yearEnd, [accounts]), { operator: REGION }),
);
const regulating = (amount: number, id = '1', replaces?: string): LedgerEvent =>
  ({
    type: 'TariffCalculated',
    data: {
      ...locked.data,
      calculationId: calculationId(id),
      level: '1',
      year: 2020,
      regulation: [{ originYear: 2018, amountOre: kroner(amount) }],
      ...(replaces === undefined ? {} : { replaces: calculationId(replaces) }),
    },
  }) as unknown as LedgerEvent;

const breaches = (...events: readonly LedgerEvent[]): readonly Breach[] => {
  const facts = recordedLedger(...market(), ...stay(d('2020-03-10')), march(), ...events);
  return checkedLedger(facts).invariants.find(({ id }) => id === 'I7')?.breaches ?? [];
};
const said = (...events: readonly LedgerEvent[]): readonly string[] => breaches(...events).map(({ da }) => da);
const wrongSplit = (change: Partial<ResultSplit['data']>): LedgerEvent => ({
  ...locked,
  data: { ...locked.data, ...change },
});
const wrongAccounts = (change: Partial<YearEndAccountsSubmitted['data']>): LedgerEvent => ({
  ...accounts,
  data: { ...accounts.data, ...change },
});

describe('I7, each regulation account comes to nothing', () => {
  it('has nothing to say when the tariff of the right year has settled it', () => {
    expect(said(accounts, locked, regulating(-85_200))).toEqual([]);
    expect(said(accounts, locked, regulating(-1, '1'), regulating(-85_200, '2', '1'))).toEqual([]);
  });

  it('names what no tariff has settled though its year has come', () => {
    const [breach] = breaches(accounts, locked, regulating(-80_000));
    expect(breach?.da).toBe(
      'Reguleringskontoen for SEL-107 2018 går ikke i nul: 85.200,00 kr. skulle i taksten for 2020, og 80.000,00 kr. er reguleret.',
    );
    expect(breach?.thing).toEqual({ kind: 'offering', id: 'hoeskoven' });
    expect(breach?.events).toHaveLength(2);
    // The tariff of a year none of whose months is closed can still be calculated.
    expect(said(wrongAccounts({ year: 2019 }), wrongSplit({ originYear: 2019, tariffYear: 2021 }))).toEqual([]);
  });

  describe('of an operator who has left before the tariff came (R23)', () => {
    const concluded = (agreementId: string, last: string): LedgerEvent =>
      ({ type: 'AgreementConcluded', data: { agreementId, last, parties: [REGION] } }) as unknown as LedgerEvent;
    const leaves = (agreementId: string, last: string): LedgerEvent =>
      ({ type: 'PartyLeftAgreement', data: { agreementId, party: REGION, last } }) as unknown as LedgerEvent;
    const way = 'aflægges regnskabet igen, kan resten fordeles på årets betalere (R23)';

    it('is a breach still, as nobody has got the money, and tells the way out', () => {
      const history = [concluded('a', '2020-12-31'), accounts, locked, leaves('a', '2019-12-31')];
      expect(said(...history)).toEqual([expect.stringContaining(way)]);
      const again = { ...accounts.data, accountsId: accountsNo(2), supersedes: accounts.data.accountsId };
      const resubmitted: LedgerEvent = { ...accounts, data: again };
      expect(said(...history, resubmitted)).toEqual([]);
      const shares = [{ payer: REGION, days: 1, amountOre: kroner(85_200) }];
      const direct = { accountsId: accountsNo(2), toTariffOre: asOre(0), refundedOre: kroner(85_200), shares };
      expect(said(...history, resubmitted, wrongSplit({ ...direct, splitOn: d('2020-04-01') }))).toEqual([]);
    });

    it('is a breach once anybody has closed a month of the year, where the operator has none left to close', () => {
      const others = (position: number): LedgerEvent[] =>
        march()(position).map((event) =>
          event.type === 'MonthClosed' ? { ...event, data: { ...event.data, operator: partyCode('791') } } : event,
        );
      const found = (...events: readonly LedgerEvent[]): readonly string[] =>
        (
          checkedLedger(recordedLedger(...market(), others, accounts, locked, ...events)).invariants.find(
            ({ id }) => id === 'I7',
          )?.breaches ?? []
        ).map(({ da }) => da);
      const agreement = concluded('a', '2020-12-31');
      expect(found(agreement, leaves('a', '2019-12-31'))).toEqual([expect.stringContaining(way)]);
      // One who has not left may calculate a tariff of the year as long as it has closed no month of it.
      expect(found(agreement)).toEqual([]);
      expect(found(agreement, leaves('a', '2020-01-01'))).toEqual([]);
    });

    it('tells another way for what was brought in, which no days in the ledger can share', () => {
      const bring = (amount: number): LedgerEvent =>
        decided(
          bringInRegulation(
            broughtIn(amount, { originYear: 2018, today: d('2019-02-15') }),
            yearEnd.initial,
            accountsFacts(),
          ),
        );
      const history = [concluded('a', '2020-12-31'), bring(85_200), leaves('a', '2019-12-31')];
      expect(said(...history)).toEqual([expect.stringContaining('kontoen indlæses på ny uden den')]);
      expect(said(...history, bring(0))).toEqual([]);
    });

    it.each([
      ['left after the year had begun', [concluded('a', '2020-12-31'), leaves('a', '2020-01-01')]],
      ['went into another', [concluded('a', '2020-12-31'), concluded('b', '2021-12-31'), leaves('a', '2019-12-31')]],
      ['was in one that ran out', [concluded('a', '2019-12-31')]],
    ])('says nothing of that where it %s', (_, agreements) => {
      const [breach] = said(...agreements, accounts, locked);
      expect(breach).toContain('går ikke i nul');
      expect(breach).not.toContain(way);
    });
  });

  it('names a split that does not add up, and shares that do not', () => {
    expect(said(accounts, wrongSplit({ carriedOre: kroner(999_999) }), regulating(-85_200))).toEqual([
      'Reguleringskontoen for SEL-107 2018 har 1.085.200,00 kr., men 1.085.199,00 kr. er fordelt.',
    ]);
    expect(said(accounts, wrongSplit({ toTariffOre: asOre(0), refundedOre: kroner(85_200) }))).toEqual([
      'Reguleringskontoen for SEL-107 2018 tilbagebetaler 85.200,00 kr., men betalernes andele giver 0,00 kr.',
    ]);
  });

  it('names a result that does not follow from its lines', () =>
    expect(said(wrongAccounts({ costs: [] }))).toEqual([
      'Resultatet for SEL-107 i 2018 er 1.085.200,00 kr., men regnes til 20.185.200,00 kr.',
    ]));

  it('names what was carried out of one year and not into the next', () => {
    const next = { ...accounts.data, accountsId: accountsNo(2), year: 2019 };
    expect(said(accounts, locked, regulating(-85_200), { ...accounts, data: next })).toEqual([
      'SEL-107 overførte 1.000.000,00 kr. fra 2018, men 0,00 kr. er taget ind i 2019.',
    ]);
  });

  it('waits for accounts that were corrected and not split again', () => {
    const history: YearEndEvent[] = [accounts, locked];
    const corrected = decided(
      submitAccounts(
        submit(19_000_000, { accountsId: accountsNo(2), year: 2018, reason: 'Revision' }),
        fold(yearEnd, history),
        accountsFacts(),
      ),
    );
    expect(said(accounts, locked, corrected)).toEqual([]);
  });

  it('follows what was brought in from before the ledger', () => {
    const opening = decided(
      bringInRegulation(
        broughtIn(85_200, { originYear: 2018, today: d('2019-02-15') }),
        yearEnd.initial,
        accountsFacts(),
      ),
    );
    expect(said(opening, regulating(-85_200))).toEqual([]);
    expect(said(opening)).toHaveLength(1);
  });

  it('leaves what became known late to the tariffs of the year after', () => {
    const brought = (today: string): LedgerEvent =>
      decided(
        bringInRegulation(broughtIn(85_200, { originYear: 1994, today: d(today) }), yearEnd.initial, accountsFacts()),
      );
    expect(said(brought('2020-02-15'))).toEqual([]);
    expect(said(brought('2019-02-15'))).toEqual([
      'Reguleringskontoen for SEL-107 1994 går ikke i nul: 85.200,00 kr. skulle i taksten for 2020, og 0,00 kr. er reguleret.',
    ]);
  });

  it('names refunds that no charge has taken to a statement', () => {
    const [shares, refundedOre] = [[{ payer: REGION, days: 1, amountOre: kroner(85_200) }], kroner(85_200)];
    const refunding = wrongSplit({ toTariffOre: asOre(0), refundedOre, shares, splitOn: d('2020-03-01') });
    const at = recordedLedger(...market(), ...stay(d('2020-03-10')), march(), accounts, refunding).at(-1)?.id ?? '';
    const charge = (amount: number): LedgerEvent =>
      ({
        type: 'ChargeRaised',
        data: {
          chargeId: 'andel',
          operator: REGION,
          payer: REGION,
          amountOre: kroner(amount),
          dueFrom: '2020-04',
          sources: [at],
          rules: [],
        },
      }) as unknown as LedgerEvent;
    expect(said(accounts, refunding, charge(-85_200))).toEqual([]);
    expect(said(accounts, refunding, charge(-85_199))).toEqual([
      'SEL-107 2018 tilbagebetaler 85.200,00 kr., men der er rejst opkrævninger for 85.199,00 kr.',
    ]);
    const later = wrongSplit({ toTariffOre: asOre(0), refundedOre, shares, splitOn: d('2020-04-01') });
    expect(said(accounts, later)).toEqual([]);
  });
});
