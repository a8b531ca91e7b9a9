import fc from 'fast-check';
import { checkedLedger } from '../../../src/audit/invariants.calculation';
import type { RecordedEvent } from '../../../src/audit/ledger';
import { type Asker, sightOf } from '../../../src/kernel/access';
import { asDay, asMonth } from '../../../src/kernel/calendar';
import { asOre } from '../../../src/kernel/money';
import type { StatementId } from '../../../src/kernel/vocabulary';
import { chargeId, partyCode } from '../../../src/kernel/vocabulary';
import {
  charge,
  RaiseCharge,
  raiseCharge,
  WithdrawCharge,
  withdrawCharge,
} from '../../../src/settlement/charges/charge.decider';
import type { ChargeTerms } from '../../../src/settlement/charges/charge.events';
import { linesHash } from '../../../src/settlement/months/month.calculation';
import { settlementAccess } from '../../../src/settlement/settlement.access';
import { asAuditor, asBuyer, asOperator } from '../../support/askers';
import { scenariosFor } from '../../support/given';
import { aarhus, region, silkeborg } from '../history';
import { SmallLedger } from '../ledger';

/** Nobody has said here how many places there are, so the other invariants have nothing to hold. */
const BILLING: readonly string[] = ['I1', 'I2', 'I3', 'I9'];
const MARCH = '1082-751-2020-03' as StatementId;

const share = (more: Partial<ChargeTerms> = {}): ChargeTerms => ({
  chargeId: chargeId('5d0c8a51-7e0b-8f3e-9a5c-4be1d50f0a11'),
  operator: region,
  payer: aarhus,
  kind: 'OBJECTIVE_SHARE',
  amountOre: asOre(4_518_519),
  dueFrom: asMonth('2020-03'),
  originYear: 2020,
  words: { da: 'Objektiv finansiering 2020', en: 'Objective financing 2020' },
  reckoning: { da: '1.000.000,00 kr. × 61 / 1.350', en: '1.000.000,00 kr. × 61 / 1.350' },
  rules: ['R33', 'R40'],
  sources: ['019c0000-0000-7000-8000-00000000c0aa'],
  ...more,
});
const other = (id: number, more: Partial<ChargeTerms> = {}): ChargeTerms =>
  share({ chargeId: chargeId(`5d0c8a51-7e0b-8f3e-9a5c-4be1d50f0a${String(id)}`), ...more });

describe('Raising a charge', () => {
  const given = scenariosFor(charge);
  const asked = new RaiseCharge(share());

  it('records what another context said', () =>
    given()
      .when((state) => raiseCharge(asked, state))
      .thenRecorded({ type: 'ChargeRaised', data: share() }));

  it('twice in the same words is one charge', () =>
    given({ type: 'ChargeRaised', data: share() })
      .when((state) => raiseCharge(asked, state))
      .thenNothing());

  it('once more with another amount is refused: a difference is a charge of its own', () =>
    given({ type: 'ChargeRaised', data: share({ amountOre: asOre(1) }) })
      .when((state) => raiseCharge(asked, state))
      .thenRejected('CHARGE_RAISED_OTHERWISE'));

  it('of nothing is refused', () =>
    given()
      .when((state) => raiseCharge(new RaiseCharge(share({ amountOre: asOre(0) })), state))
      .thenRejected('CHARGE_OF_NOTHING'));
});

describe('Taking a charge back', () => {
  const given = scenariosFor(charge);
  const raised = { type: 'ChargeRaised', data: share() } as const;
  const withdraw = (by: Asker = asOperator(region)) =>
    new WithdrawCharge({ by, chargeId: share().chargeId, today: asDay('2020-03-20'), reason: 'Forkert kommune' });
  const withdrawn = {
    type: 'ChargeWithdrawn',
    data: {
      chargeId: share().chargeId,
      operator: region,
      payer: aarhus,
      amountOre: share().amountOre,
      words: share().words,
      withdrawnOn: asDay('2020-03-20'),
      reason: 'Forkert kommune',
    },
  } as const;

  it('records who takes back what, and why', () =>
    given(raised)
      .when((state) => withdrawCharge(withdraw(), state, {}))
      .thenRecorded(withdrawn));

  it.each([
    ['that was never raised', [], withdraw(), 'UNKNOWN_CHARGE'],
    ['of somebody else', [raised], withdraw(asOperator(silkeborg)), 'UNKNOWN_CHARGE'],
    ['by its payer', [raised], withdraw(asBuyer(aarhus)), 'NOT_YOURS'],
    ['a second time', [raised, withdrawn], withdraw(), 'CHARGE_WITHDRAWN'],
  ] as const)('is refused for one %s', (_, history, command, code) =>
    given(...history)
      .when((state) => withdrawCharge(command, state, {}))
      .thenRejected(code),
  );

  it('is refused while its line is disputed: the same money would be given back twice', () =>
    given(raised)
      .when((state) => withdrawCharge(withdraw(), state, { dispute: { statementId: MARCH, line: 2 } }))
      .thenRejected('CHARGE_IN_DISPUTE', { statementId: MARCH, line: 2 }));

  it('does not let it be raised again in the same words', () =>
    given(raised, withdrawn)
      .when((state) => raiseCharge(new RaiseCharge(share()), state))
      .thenNothing());
});

describe('Charges on statements', () => {
  let ledger: SmallLedger;

  beforeEach(async () => {
    ledger = await new SmallLedger().start();
    await ledger.agreement();
    await ledger.tariff('t1', 256_000);
    await ledger.enrolled('p1', '2020-03-10');
  });
  afterEach(() => ledger.end());

  const statementOf = (statementId: StatementId) => {
    const row = ledger.settlement.statement(statementId);
    if (row === undefined) throw new Error(`No ${statementId}`);
    const lines = ledger.settlement.lines(statementId, row.attempt);
    return { row, lines, charges: ledger.settlement.charges(statementId, row.attempt) };
  };
  const breachedIn = (facts: readonly RecordedEvent[]) =>
    checkedLedger(facts)
      .invariants.filter(({ id, breachesFound }) => BILLING.includes(id) && breachesFound > 0)
      .map(({ id }) => id);
  const recorded = () => ledger.store.log as unknown as readonly RecordedEvent[];
  const breached = () => breachedIn(recorded());

  it('stand beneath the lines of contracts, are numbered on, and belong to total and seal', async () => {
    await ledger.raise(share());
    const closed = await ledger.close('2020-03', { issuedOn: '2020-04-01' });
    expect(closed).toMatchObject({ totalOre: 22 * 256_000 + 4_518_519, statements: [{ payer: '751', lines: 2 }] });
    await ledger.settled();
    const { row, lines, charges } = statementOf(MARCH);
    expect(charges).toMatchObject([{ line: 2, kind: 'CHARGE', chargeKind: 'OBJECTIVE_SHARE', amountOre: 4_518_519 }]);
    expect(charges[0]?.rules).toContain('Q9');
    expect(charges[0]?.rules).not.toContain('R2');
    expect(row).toMatchObject({ lines: 2, linesHash: linesHash([...lines, ...charges]) });
    expect(breached()).toEqual([]);
  });

  it('make a statement of their own for a payer without contracts', async () => {
    await ledger.raise(other(12, { payer: silkeborg, amountOre: asOre(-700) }));
    await ledger.close('2020-03', { issuedOn: '2020-04-01' });
    await ledger.settled();
    const { row, lines, charges } = statementOf('1082-740-2020-03' as StatementId);
    expect([row.totalOre, row.payerEan, lines]).toEqual([-700, null, []]);
    expect(charges).toMatchObject([{ line: 1, amountOre: -700 }]);
    expect(breached()).toEqual([]);
  });

  it('are billed once: in the month they are due, or in the next one closed after they were raised', async () => {
    await ledger.raise(share());
    await ledger.raise(other(12, { dueFrom: asMonth('2020-05'), amountOre: asOre(500) }));
    await ledger.close('2020-03', { issuedOn: '2020-04-01' });
    await ledger.raise(share());
    await ledger.raise(other(13, { dueFrom: asMonth('2019-01'), amountOre: asOre(300) }));
    const april = await ledger.close('2020-04', { issuedOn: '2020-05-01' });
    const may = await ledger.close('2020-05', { issuedOn: '2020-06-01' });
    expect([april.totalOre, may.totalOre]).toEqual([30 * 256_000 + 300, 31 * 256_000 + 500]);
    expect(breached()).toEqual([]);
  });

  it('that are older than 12 months are billed all the same, and I9 does not mind (Q9)', async () => {
    await ledger.raise(share({ dueFrom: asMonth('2017-01'), originYear: 2017 }));
    const march = await ledger.close('2020-03', { issuedOn: '2020-04-01' });
    expect(march).toMatchObject({ totalOre: 22 * 256_000 + 4_518_519, lost: [] });
    expect(breached()).toEqual([]);
  });

  it('of another operator are left alone', async () => {
    await ledger.raise(other(12, { operator: partyCode('751') }));
    expect(await ledger.close('2020-03', { issuedOn: '2020-04-01' })).toMatchObject({ totalOre: 22 * 256_000 });
  });

  it('are listed for both parties: raised, then billed in a line', async () => {
    await ledger.raise(share());
    await ledger.settled();
    const seenBy = (asker: Asker) => sightOf(settlementAccess.listCharges, asker);
    expect(ledger.settlement.chargeStandings({ seenBy: seenBy(asBuyer(silkeborg)) }, 9)).toEqual([]);
    expect(ledger.settlement.chargeStandings({ seenBy: seenBy(asBuyer(aarhus)) }, 9)).toMatchObject([
      { terms: share(), statementId: null },
    ]);
    await ledger.close('2020-03', { issuedOn: '2020-04-01' });
    await ledger.settled();
    const all = { seenBy: seenBy(asAuditor(region)) };
    expect(ledger.settlement.chargeStandings(all, 9)).toMatchObject([{ statementId: MARCH, line: 2 }]);
    expect(ledger.settlement.chargeStandings({ ...all, unbilled: true }, 9)).toEqual([]);
  });

  it('say why: how the amount came about, and that it is what was raised', async () => {
    await ledger.raise(share());
    await ledger.close('2020-03', { issuedOn: '2020-04-01' });
    await ledger.settled();
    const { row, charges } = statementOf(MARCH);
    const [line] = charges;
    if (!line) throw new Error('No charge');
    expect(await ledger.chargeExplanations.of(row, line)).toMatchObject({
      formula: '1.000.000,00 kr. × 61 / 1.350',
      amountOre: 4_518_519,
      recomputedOre: 4_518_519,
      agrees: true,
      events: [{ type: 'ChargeRaised' }],
      agreement: { name: 'Rammeaftale' },
    });
    const rules = (await ledger.chargeExplanations.of(row, line))?.rules.map(({ rule }) => rule);
    expect(rules).toEqual(['R33', 'R40', 'Q9']);
    const forged = await ledger.chargeExplanations.of(row, { ...line, amountOre: asOre(1) });
    expect(forged).toMatchObject({ agrees: false, recomputedOre: 4_518_519 });
  });

  it('that are disputed and credited give one credit line in the next month, and no second one', async () => {
    await ledger.raise(share());
    await ledger.close('2020-03', { issuedOn: '2020-04-01' });
    await ledger.settled();
    const [entry] = statementOf(MARCH).charges;
    if (!entry) throw new Error('No charge');
    await ledger.disputed({ statementId: MARCH, payer: aarhus, entry }, asOre(18_519));
    const april = await ledger.close('2020-04', { issuedOn: '2020-05-01' });
    const may = await ledger.close('2020-05', { issuedOn: '2020-06-01' });
    expect([april.totalOre, may.totalOre]).toEqual([30 * 256_000 - 18_519, 31 * 256_000]);
    await ledger.settled();
    const { row, charges } = statementOf('1082-751-2020-04' as StatementId);
    expect(charges).toMatchObject([{ amountOre: -18_519, corrects: { statementId: MARCH, line: 2 } }]);
    const [credit] = charges;
    expect(credit && (await ledger.chargeExplanations.of(row, credit))).toMatchObject({
      agrees: true,
      recomputedOre: -18_519,
      corrected: { statementId: MARCH, charge: { line: 2 } },
      events: [{ type: 'LineDisputed' }, { type: 'DisputeResolved' }],
    });
    expect(breached()).toEqual([]);
  });

  it('are missed by the audit when a month forgets, doubles or changes them (I1, I3)', async () => {
    await ledger.raise(share());
    await ledger.raise(other(12, { amountOre: asOre(500) }));
    await ledger.close('2020-03', { issuedOn: '2020-04-01' });
    const withCharges = (change: (charges: readonly object[]) => readonly object[]) =>
      breachedIn(
        recorded().map((fact) =>
          fact.type === 'StatementDrawn'
            ? ({ ...fact, data: { ...fact.data, charges: change(fact.data.charges ?? []) } } as RecordedEvent)
            : fact,
        ),
      );
    expect(withCharges((charges) => charges)).toEqual([]);
    expect(withCharges(([first = {}]) => [first])).toEqual(['I1', 'I2', 'I3']);
    expect(withCharges(([first = {}, ...more]) => [first, first, ...more])).toEqual(['I1', 'I2', 'I3']);
    expect(withCharges(([first, ...more]) => [{ ...first, amountOre: 1 }, ...more])).toEqual(['I2', 'I3']);
    // Drawn and sealed as it was, but another amount had been raised.
    const raisedOtherwise = recorded().map((fact) =>
      fact.type === 'ChargeRaised'
        ? { ...fact, data: { ...fact.data, amountOre: asOre(fact.data.amountOre + 1) } }
        : fact,
    );
    expect(breachedIn(raisedOtherwise)).toEqual(['I3']);
  });

  it('that were taken back before they were billed come onto no statement', async () => {
    await ledger.raise(share());
    await ledger.withdraw(share().chargeId);
    await ledger.settled();
    expect((await ledger.close('2020-03', { issuedOn: '2020-04-01' })).totalOre).toBe(22 * 256_000);
    await ledger.settled();
    expect(statementOf(MARCH).charges).toEqual([]);
    const [standing] = ledger.settlement.chargeStandings(
      { seenBy: sightOf(settlementAccess.listCharges, asAuditor(region)) },
      1,
    );
    expect(standing).toMatchObject({ statementId: null, withdrawn: { reason: 'Forkert kommune' } });
    expect(breached()).toEqual([]);
  });

  it('that were taken back after they were billed are credited once, by a line that points to the one that billed them', async () => {
    await ledger.raise(share());
    await ledger.close('2020-03', { issuedOn: '2020-04-01' });
    await ledger.settled();
    await ledger.withdraw(share().chargeId);
    await ledger.settled();
    expect(breached()).toEqual([]);
    await ledger.close('2020-04', { issuedOn: '2020-05-01' });
    await ledger.close('2020-05', { issuedOn: '2020-06-01' });
    await ledger.settled();
    const april = '1082-751-2020-04' as StatementId;
    const { row, charges } = statementOf(april);
    expect(charges).toMatchObject([
      { chargeId: share().chargeId, amountOre: -4_518_519, corrects: { statementId: MARCH, line: 2 }, rules: ['R38'] },
    ]);
    expect(statementOf('1082-751-2020-05' as StatementId).charges).toEqual([]);
    expect(breached()).toEqual([]);
    const [line] = charges;
    expect(line && (await ledger.chargeExplanations.of(row, line))).toMatchObject({
      agrees: true,
      events: [{ type: 'ChargeRaised' }, { type: 'ChargeWithdrawn' }],
      corrected: { statementId: MARCH },
    });
    // Without the withdrawal the credit is one of nothing.
    expect(breachedIn(recorded().filter(({ type }) => type !== 'ChargeWithdrawn'))).not.toEqual([]);
  });

  it(
    'come to nothing in all, whenever they are taken back (I1)',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.record({
              ore: fc.integer({ min: -9_999, max: 9_999 }).filter(Boolean),
              back: fc.integer({ min: 0, max: 3 }),
            }),
            { minLength: 1, maxLength: 4 },
          ),
          async (drawn) => {
            const small = await new SmallLedger().start();
            await small.agreement();
            const raised = drawn.map(({ ore }, at) => other(10 + at, { amountOre: asOre(ore) }));
            for (const terms of raised) await small.raise(terms);
            for (const [month, closing] of ['2020-03', '2020-04', '2020-05'].entries()) {
              for (const [at, { back }] of drawn.entries())
                if (back === month && raised[at]) await small.withdraw(raised[at].chargeId);
              await small.settled();
              await small.close(closing, { issuedOn: '2020-06-01' });
              await small.settled();
            }
            const stand = new Map<string, number>();
            for (const fact of small.store.log as unknown as readonly RecordedEvent[])
              if (fact.type === 'StatementDrawn')
                for (const { chargeId: id, amountOre } of fact.data.charges ?? [])
                  stand.set(id, (stand.get(id) ?? 0) + amountOre);
            for (const [at, { ore, back }] of drawn.entries())
              expect(stand.get(raised[at]?.chargeId ?? '') ?? 0).toBe(back === 3 ? ore : 0);
            const faults = checkedLedger(small.store.log).invariants;
            expect(faults.filter(({ id, breachesFound }) => BILLING.includes(id) && breachesFound > 0)).toEqual([]);
            await small.end();
          },
        ),
        { numRuns: 15 },
      ),
    60_000,
  );
});
