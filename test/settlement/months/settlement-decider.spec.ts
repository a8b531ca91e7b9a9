import { asMonth } from '../../../src/kernel/calendar';
import { asOre } from '../../../src/kernel/money';
import type { StatementId } from '../../../src/kernel/vocabulary';
import type { ClosingFacts } from '../../../src/settlement/months/settlement.decider';
import {
  CloseMonth,
  closeMonth,
  LOST_CLAIMS_MAX,
  OpenSettlement,
  openSettlement,
  PART_LINES_MAX,
  partsOf,
  settlement,
} from '../../../src/settlement/months/settlement.decider';
import type { LostClaim, MonthClosed, SettlementOpened } from '../../../src/settlement/months/settlement.events';
import { settlementRefusals } from '../../../src/settlement/settlement.messages';
import { scenariosFor } from '../../support/given';
import { aarhus, base, Closings, day, placement, region, rules, version } from '../history';

const given = scenariosFor(settlement);
const opened = (month: string): SettlementOpened => ({
  type: 'SettlementOpened',
  data: { operator: region, firstMonth: asMonth(month) },
});
const closed = (month: string): MonthClosed => ({
  type: 'MonthClosed',
  data: {
    operator: region,
    month: asMonth(month),
    issuedOn: day('2020-12-31'),
    knownPosition: 7,
    agreementId: rules.agreementId,
    dueDays: 30,
    claimLimitMonths: 12,
    statements: [],
    lost: [],
    totalOre: asOre(0),
  },
});
const close = (month: string, issuedOn = '2020-12-31') =>
  new CloseMonth({ operator: region, month: asMonth(month), issuedOn: day(issuedOn), attempt: 'a1' });
const nothing: ClosingFacts = {
  rules,
  knownPosition: 9,
  drawn: { statements: [], totalOre: asOre(0), lost: [], unpriced: [] },
};

describe('Opening settlement', () => {
  const open = (month: string) => new OpenSettlement({ operator: region, firstMonth: asMonth(month) });

  it('records the first month', () =>
    given()
      .when((state) => openSettlement(open('2020-03'), state))
      .thenRecorded(opened('2020-03')));

  it('twice with the same month records nothing more', () =>
    given(opened('2020-03'))
      .when((state) => openSettlement(open('2020-03'), state))
      .thenNothing());

  it('moves the first month while none is closed, so that a typing error is no trap', () =>
    given(opened('1900-03'))
      .when((state) => openSettlement(open('2020-03'), state))
      .thenRecorded(opened('2020-03')));

  it.each([
    ['after a month was closed', [closed('2020-03')]],
    ['after the month it was opened with was closed', [opened('2020-03'), closed('2020-03')]],
  ])('is refused %s', (_, history) =>
    given(...history)
      .when((state) => openSettlement(open('2020-05'), state))
      .thenRejected('SETTLEMENT_ALREADY_OPEN', { month: '2020-03' }),
  );
});

describe('Closing a month', () => {
  const drawn = new Closings().close('2020-03', '2020-12-31', {
    placements: [placement()],
    tariffs: [version('t1', '2020-01-01', [base(256_000)])],
  });

  it('issues the statements drawn, with the rules and the position they rest on', () =>
    given(opened('2020-03'))
      .when((state) => closeMonth(close('2020-03'), state, { ...nothing, drawn }))
      .thenRecorded({
        type: 'MonthClosed',
        data: {
          ...closed('2020-03').data,
          knownPosition: 9,
          totalOre: asOre(5_632_000),
          statements: [
            {
              statementId: '1082-751-2020-03' as StatementId,
              payer: aarhus,
              attempt: 'a1',
              lines: 1,
              totalOre: asOre(5_632_000),
              dueOn: day('2021-01-30'),
              linesHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
            },
          ],
        },
      }));

  it.each([
    ['that is closed', [opened('2020-03'), closed('2020-03')], close('2020-03'), 'MONTH_ALREADY_CLOSED'],
    ['before the opening', [opened('2020-03')], close('2020-02'), 'MONTH_BEFORE_OPENING'],
    ['before the first one closed', [closed('2020-03')], close('2020-02'), 'MONTH_BEFORE_OPENING'],
    ['while an earlier one is open', [opened('2020-03'), closed('2020-03')], close('2020-05'), 'EARLIER_MONTH_OPEN'],
    ['while the first one is open', [opened('2020-03')], close('2020-04'), 'EARLIER_MONTH_OPEN'],
    ['on its last day', [opened('2020-03')], close('2020-03', '2020-03-31'), 'MONTH_NOT_OVER'],
  ])('is refused for one %s', (_, history, command, code) =>
    given(...history)
      .when((state) => closeMonth(command, state, nothing))
      .thenRejected(code),
  );

  it('names the month that has to be closed first', () =>
    given(opened('2020-03'), closed('2020-03'))
      .when((state) => closeMonth(close('2020-06'), state, nothing))
      .thenRejected('EARLIER_MONTH_OPEN', { month: '2020-06', earlier: '2020-04' }));

  it('is possible on the day after its last', () =>
    expect(closeMonth(close('2020-03', '2020-04-01'), { opened: false }, nothing)).toHaveLength(1));

  it('is refused without an opening when earlier months have payable days', () =>
    given()
      .when((state) => closeMonth(close('2020-05'), state, { ...nothing, firstPayableDay: day('2020-03-10') }))
      .thenRejected('EARLIER_MONTH_OPEN', { month: '2020-05', earlier: '2020-03' }));

  it('is possible without an opening where the first payable day lies in it', () =>
    expect(
      closeMonth(close('2020-03'), { opened: false }, { ...nothing, firstPayableDay: day('2020-03-10') }),
    ).toHaveLength(1));

  it.each([
    ['no agreement holds', { ...nothing, rules: undefined }, 'NO_AGREEMENT_IN_FORCE'],
    [
      'a payable day has no price',
      {
        ...nothing,
        drawn: {
          ...nothing.drawn,
          unpriced: [
            {
              contractId: placement().contractId,
              level: '9' as never,
              firstDay: day('2020-03-10'),
              lastDay: day('2020-03-31'),
            },
          ],
        },
      },
      'DAYS_WITHOUT_TARIFF',
    ],
    [
      'more claims are lost than one event holds',
      { ...nothing, drawn: { ...nothing.drawn, lost: new Array<LostClaim>(LOST_CLAIMS_MAX + 1) } },
      'TOO_MANY_LOST_CLAIMS',
    ],
  ])('is refused when %s', (_, facts, code) =>
    given()
      .when((state) => closeMonth(close('2020-03'), state, facts))
      .thenRejected(code),
  );

  it('has a sentence for each refusal, in both languages', () => {
    for (const code of [
      'SETTLEMENT_ALREADY_OPEN',
      'MONTH_ALREADY_CLOSED',
      'MONTH_BEFORE_OPENING',
      'EARLIER_MONTH_OPEN',
      'MONTH_NOT_OVER',
      'NO_AGREEMENT_IN_FORCE',
      'DAYS_WITHOUT_TARIFF',
      'TOO_MANY_LOST_CLAIMS',
    ])
      expect(settlementRefusals[code]).toMatchObject({ da: expect.any(String), en: expect.any(String) });
  });
});

describe('The parts of a statement', () => {
  const [first] = new Closings().close('2020-03', '2020-04-01', {
    placements: Array.from({ length: 450 }, (_, at) => placement({ id: `p${at}` })),
    tariffs: [version('t1', '2020-01-01', [base(256_000)])],
  }).statements;
  if (first === undefined) throw new Error('No statement was drawn');

  it('hold all lines, in order, and never more than fit', () => {
    const parts = partsOf(close('2020-03').data, first).map(({ data }) => data);
    expect(parts.map(({ part, parts: all, lines }) => [part, all, lines.length])).toEqual([
      [1, 3, PART_LINES_MAX],
      [2, 3, PART_LINES_MAX],
      [3, 3, 50],
    ]);
    expect(parts.flatMap(({ lines }) => lines)).toEqual(first.lines);
  });

  it('stay below 900 kB even with the longest names', () => {
    const long = 'Æ'.repeat(2_000);
    const drawn = { ...first, lines: first.lines.map((line) => ({ ...line, offeringName: long })) };
    for (const { data } of partsOf(close('2020-03').data, drawn)) {
      expect(Buffer.byteLength(JSON.stringify(data))).toBeLessThan(900_000);
    }
  });
});
