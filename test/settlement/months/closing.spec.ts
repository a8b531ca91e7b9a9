import { type Asker, sightOf } from '../../../src/kernel/access';
import { settlementAccess } from '../../../src/settlement/settlement.access';
import type { StatementId } from '../../../src/kernel/vocabulary';
import { partyCode } from '../../../src/kernel/vocabulary';
import { linesHash } from '../../../src/settlement/months/month.calculation';
import { aarhus, region, silkeborg } from '../history';
import { SmallLedger } from '../ledger';
import { asAuditor, asBuyer } from '../../support/askers';

const seenBy = (asker: Asker) => sightOf(settlementAccess.listStatements, asker);

const MAY = '1082-751-2020-05' as StatementId;
const JUNE = '1082-751-2020-06' as StatementId;

describe('Closing months on a log', () => {
  let ledger: SmallLedger;

  beforeEach(async () => {
    ledger = await new SmallLedger().start();
    await ledger.agreement();
    await ledger.tariff('t1', 256_000);
    await ledger.enrolled('p1', '2020-03-10');
  });
  afterEach(() => ledger.end());

  const threeMonths = async (): Promise<number[]> => [
    (await ledger.close('2020-03', { issuedOn: '2020-04-01' })).totalOre,
    (await ledger.close('2020-04', { issuedOn: '2020-05-01' })).totalOre,
    (await ledger.close('2020-05', { issuedOn: '2020-06-01' })).totalOre,
  ];

  const linesOf = (statementId: StatementId) => {
    const row = ledger.settlement.statement(statementId);
    return row ? ledger.settlement.lines(statementId, row.attempt) : [];
  };

  it('gives 56.320, 76.800 and 79.360 kr., and takes 28.160 back in June when the citizen left on 20 May', async () => {
    await ledger.discharged('p1', '2020-05-31');
    expect(await threeMonths()).toEqual([5_632_000, 7_680_000, 7_936_000]);
    const cause = await ledger.discharged('p1', '2020-05-20', true);
    const june = await ledger.close('2020-06', { issuedOn: '2020-07-01' });
    expect(june).toMatchObject({ totalOre: -2_816_000, lost: [], statements: [{ payer: '751', dueOn: '2020-07-31' }] });
    await ledger.settled();
    expect(linesOf(MAY)).toMatchObject([{ days: 31, amountOre: 7_936_000 }]);
    const [line] = linesOf(JUNE);
    expect(line).toMatchObject({ days: -11, cause, corrects: { statementId: MAY, line: 1 } });
  });

  it('explains a line, and computes the same amount once more from the events', async () => {
    await threeMonths();
    const cause = await ledger.discharged('p1', '2020-05-20');
    await ledger.close('2020-06', { issuedOn: '2020-07-01' });
    await ledger.settled();
    const june = ledger.settlement.statement(JUNE);
    const may = ledger.settlement.statement(MAY);
    const [juneLine] = linesOf(JUNE);
    const [mayLine] = linesOf(MAY);
    if (!june || !may || !juneLine || !mayLine) throw new Error('Statements are missing');
    expect(await ledger.explanations.of(may, mayLine)).toMatchObject({
      agrees: true,
      recomputedOre: 7_936_000,
      formula: '31 døgn × 2.560,00 kr. = 79.360,00 kr.',
      agreement: { name: 'Rammeaftale', dueDays: 30, claimLimitMonths: 12 },
      tariff: { validFrom: '2020-01-01', priceOre: 256_000 },
      events: [
        { type: 'TariffChanged' },
        { type: 'PlaceReserved' },
        { type: 'PlacePurchaseAgreed' },
        { type: 'CitizenEnrolled', da: 'Borgeren flyttede ind 10.03.2020, første betalte dag' },
      ],
    });
    expect(await ledger.explanations.of(june, juneLine)).toMatchObject({
      agrees: true,
      recomputedOre: -2_816_000,
      corrected: { statementId: MAY, line: { line: 1 } },
      cause: { id: cause, type: 'CitizenDischarged' },
    });
  });

  it('bills a corrected tariff’s difference, and only where it is used', async () => {
    await threeMonths();
    await ledger.tariff('t1b', 250_000, 't1');
    const june = await ledger.close('2020-06', { issuedOn: '2020-07-01' });
    expect(june.totalOre).toBe(30 * 250_000 - 83 * 6_000);
    expect((await ledger.close('2020-07', { issuedOn: '2020-08-01' })).totalOre).toBe(31 * 250_000);
  });

  it('adds up: what all payers buy is what all operators sell (I2)', async () => {
    await ledger.enrolled('p2', '2020-03-15', silkeborg);
    await ledger.enrolled('own', '2020-03-20', region);
    await threeMonths();
    await ledger.settled();
    const balances = ledger.settlement.balances(seenBy(asAuditor(aarhus)));
    const [bought, sold] = [balances.map((row) => row.purchasesOre), balances.map((row) => row.salesOre)].map((all) =>
      all.reduce((sum: number, each) => sum + each, 0),
    );
    expect(bought).toBe(sold);
    expect(sold).toBe((83 + 78 + 73) * 256_000);
    expect(ledger.settlement.balances(seenBy(asAuditor(aarhus)), { party: region })).toContainEqual({
      party: region,
      counterpart: region,
      month: '2020-03',
      purchasesOre: 12 * 256_000,
      salesOre: 12 * 256_000,
    });
    expect(ledger.settlement.balances(seenBy(asAuditor(aarhus)), { party: partyCode('999') })).toEqual([]);
  });

  it('shows a statement from the position of its closing on, and its lines match their hash', async () => {
    await threeMonths();
    await ledger.settled();
    const row = ledger.settlement.statement(MAY);
    expect(row).toMatchObject({ status: 'ISSUED', payerEan: '5790000000012', lines: 1 });
    const position = row?.closedPosition ?? 0;
    expect(ledger.settlement.statement(MAY, position - 1)).toBeUndefined();
    expect(ledger.settlement.statement(MAY, position)).toBeDefined();
    expect(row?.linesHash).toBe(linesHash(linesOf(MAY)));
    const shown = ledger.settlement.statements({ seenBy: seenBy(asBuyer(aarhus)) }, 2);
    expect(shown.map(({ month }) => month)).toEqual(['2020-05', '2020-04']);
    const after = { month: '2020-04', statementId: '1082-751-2020-04' };
    expect(
      ledger.settlement.statements({ seenBy: seenBy(asBuyer(aarhus)) }, 2, after).map(({ month }) => month),
    ).toEqual(['2020-03']);
    expect(
      ledger.settlement.statements({ seenBy: seenBy({ party: silkeborg, roles: ['buyer', 'operator'] }) }, 9),
    ).toEqual([]);
  });

  it('is won by exactly one of several at once', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => ledger.close('2020-03', { issuedOn: '2020-04-01' })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ rejection: { code: 'MONTH_ALREADY_CLOSED' } });
    await ledger.settled();
    expect(linesOf('1082-751-2020-03' as StatementId)).toHaveLength(1);
    expect(ledger.settlement.balances(seenBy(asBuyer(aarhus)))).toMatchObject([{ purchasesOre: 5_632_000 }]);
  });

  it('gives the first answer again when asked with the same key', async () => {
    const first = await ledger.close('2020-03', { issuedOn: '2020-04-01', key: 'march' });
    const length = ledger.store.log.length;
    await ledger.discharged('p1', '2020-03-12');
    expect(await ledger.close('2020-03', { issuedOn: '2020-04-09', key: 'march' })).toEqual(first);
    expect(ledger.store.log).toHaveLength(length + 1);
    await expect(ledger.close('2020-03', { issuedOn: '2020-04-09' })).rejects.toMatchObject({
      rejection: { code: 'MONTH_ALREADY_CLOSED' },
    });
  });

  it('leaves nothing behind when it is cut off between the lines and the closing', async () => {
    ledger.store.beforeAppend = (stream) => {
      if (stream.startsWith('settlement-')) throw new Error('power cut');
    };
    await expect(ledger.close('2020-03', { issuedOn: '2020-04-01', key: 'march' })).rejects.toThrow('power cut');
    ledger.store.beforeAppend = () => undefined;
    await ledger.settled();
    expect(ledger.store.log.some(({ type }) => type === 'StatementDrawn')).toBe(true);
    expect(ledger.settlement.statements({ seenBy: seenBy(asAuditor(aarhus)) }, 9)).toEqual([]);
    expect(ledger.settlement.balances(seenBy(asAuditor(aarhus)))).toEqual([]);
    // Learned between the two attempts: the second draws anew, under the same key.
    await ledger.discharged('p1', '2020-03-20');
    const closed = await ledger.close('2020-03', { issuedOn: '2020-04-01', key: 'march' });
    expect(closed).toMatchObject({ totalOre: 11 * 256_000, statements: [{ lines: 1 }] });
    await ledger.settled();
    expect(linesOf('1082-751-2020-03' as StatementId)).toMatchObject([{ days: 11 }]);
    expect((await ledger.close('2020-04', { issuedOn: '2020-05-01' })).statements).toEqual([]);
  });

  it('is refused while an earlier month has payable days, and names it', () =>
    expect(ledger.close('2020-05', { issuedOn: '2020-06-01' })).rejects.toMatchObject({
      rejection: { code: 'EARLIER_MONTH_OPEN', values: { earlier: '2020-03' } },
    }));

  it('goes on by the last agreement’s rules after it has ended', async () => {
    for (let at = 3; at <= 12; at += 1) {
      await ledger.close(`2020-${String(at).padStart(2, '0')}`, { issuedOn: '2021-01-01' });
    }
    const closed = await ledger.close('2021-01', { issuedOn: '2021-02-01' });
    expect(closed).toMatchObject({ totalOre: 31 * 256_000, statements: [{ dueOn: '2021-03-03' }] });
  });

  it('goes on by the rules that bound the operator last when it has left the agreement', async () => {
    await ledger.leaves(region, '2020-04-15');
    await ledger.close('2020-03', { issuedOn: '2020-04-01' });
    expect(await ledger.close('2020-04', { issuedOn: '2020-05-01' })).toMatchObject({ totalOre: 30 * 256_000 });
    for (let at = 5; at <= 12; at += 1)
      await ledger.close(`2020-${String(at).padStart(2, '0')}`, { issuedOn: '2021-01-01' });
    const closed = await ledger.close('2021-01', { issuedOn: '2021-02-01' });
    expect(closed).toMatchObject({ totalOre: 31 * 256_000, statements: [{ dueOn: '2021-03-03' }] });
  });

  it('writes days off once when they are claimed too late, and keeps the record', async () => {
    const closed = await ledger.close('2020-03', { issuedOn: '2021-03-15' });
    expect(closed).toMatchObject({ totalOre: 17 * 256_000, lost: [{ days: 5, amountOre: 1_280_000 }] });
    await ledger.discharged('p1', '2020-04-30');
    const next = await ledger.close('2020-04', { issuedOn: '2021-03-16' });
    expect(next).toMatchObject({ totalOre: 30 * 256_000, lost: [] });
    await ledger.settled();
    expect(ledger.settlement.month(region, '2020-03' as never)).toMatchObject({ lostClaims: 1, lostOre: 1_280_000 });
  });
});
