import { checkedLedger } from '../../src/audit/invariants.calculation';
import type { RecordedEvent } from '../../src/audit/ledger';
import { type Asker, sightOf } from '../../src/kernel/access';
import { asMonth } from '../../src/kernel/calendar';
import { asOre } from '../../src/kernel/money';
import type { StatementId } from '../../src/kernel/vocabulary';
import { chargeId, partyCode } from '../../src/kernel/vocabulary';
import { charge, RaiseCharge, raiseCharge } from '../../src/settlement/charge.decider';
import type { ChargeTerms } from '../../src/settlement/charge.events';
import { linesHash } from '../../src/settlement/month.calculation';
import { settlementAccess } from '../../src/settlement/settlement.access';
import { asAuditor, asBuyer } from '../support/askers';
import { scenariosFor } from '../support/given';
import { aarhus, region, silkeborg } from './history';
import { SmallLedger } from './ledger';

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
});
