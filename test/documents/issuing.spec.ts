import { createHash } from 'node:crypto';
import { AARHUS, REGION, VIBORG } from '../support/small-market';
import { closedMonths, JUNE, MAY, type ClosedMonths } from './closed-months';
import { fileFor } from './files';
import { structureFaults } from './ubl-structure';

let closed: ClosedMonths;
beforeAll(async () => {
  closed = await closedMonths();
}, 60_000);
afterAll(() => closed.running.close());

const at = (statement: string, rest = '') => `/settlement/statements/${statement}/e-invoice${rest}`;
const operator = () => closed.market.seller;
const fetched = async (path: string, party = AARHUS, role = 'buyer') => fileFor(closed.running, party, role)(path);

describe('An e-invoice', () => {
  it('does not leave while a rule is broken, and the check says which', async () => {
    expect(await operator().refused('POST', at(MAY), {})).toBe('422 E_INVOICE_RULES_BROKEN');
    const { body } = await operator().ask('POST', at(MAY), {});
    expect(body.detail).toContain('DK-R-006');
    const check = await operator().get(at(MAY, '/check'));
    expect(check).toMatchObject({ kind: 'INVOICE', totalOre: 9_320_150, constructed: true });
    expect(check.broken).toEqual([
      { rule: 'DK-R-006', da: 'Registrerings- og kontonummer mangler.', en: expect.any(String) },
    ]);
    expect(check.rulesChecked).toBeGreaterThan(50);
    expect((await fetched(`/settlement/statements/${MAY}/xml`)).status).toBe(422);
  });

  it('is issued once the account is registered, by the operator alone, and once', async () => {
    await operator().post(`/parties/${REGION}/payment-account`, {
      registrationNumber: '0216',
      accountNumber: '0004069001',
    });
    await closed.running.settled();
    expect(await closed.market.aarhus.refused('POST', at(MAY), {})).toBe('403 FORBIDDEN_ROLE');
    const other = closed.running.as(VIBORG, 'operator');
    expect(await other.refused('POST', at(MAY), {})).toBe('404 STATEMENT_NOT_FOUND');
    expect(await closed.market.aarhus.refused('GET', at(MAY))).toBe('404 E_INVOICE_NOT_ISSUED');
    const first = await operator().post(at(MAY));
    expect(first).toMatchObject({ number: MAY, profile: 'peppol-bis-3', revision: 0 });
    expect(await operator().post(at(MAY))).toMatchObject({ revision: 0, position: first.position });
    expect(await operator().refused('POST', at(MAY), { profile: 'oioubl-2.1' })).toBe('409 E_INVOICE_ALREADY_ISSUED');
  });

  it('can be fetched again with the very bytes that were recorded', async () => {
    const receipt = await closed.market.aarhus.get(at(MAY, '/receipt'));
    const file = await fetched(at(MAY));
    expect(file.status).toBe(200);
    expect(createHash('sha256').update(file.bytes).digest('hex')).toBe(receipt.sha256);
    expect(receipt).toMatchObject({
      kind: 'INVOICE',
      number: MAY,
      totalOre: 9_320_150,
      lines: 2,
      bytes: file.bytes.length,
      receiver: expect.stringMatching(/^0088:57900\d{8}$/),
      constructed: true,
    });
    expect(structureFaults(file.bytes.toString())).toEqual([]);
  });

  it('stays as it was when the parties’ particulars change afterwards', async () => {
    const before = (await fetched(at(MAY))).bytes;
    await operator().post(`/parties/${REGION}/payment-account`, {
      registrationNumber: '0216',
      accountNumber: '0004069999',
    });
    await operator().post(`/parties/${REGION}/postal-address`, {
      street: 'Skottenborg 26',
      postalZone: '8800',
      city: 'Viborg',
    });
    expect((await fetched(at(MAY))).bytes.equals(before)).toBe(true);
    const draft = (await fetched(`/settlement/statements/${MAY}/xml`)).bytes.toString();
    expect(draft).toContain('0004069999');
    expect(draft).toContain('Skottenborg 26');
  });

  it('of a negative statement is a credit note that names what it corrects', async () => {
    await operator().post(at(JUNE), { profile: 'oioubl-2.1' });
    const xml = (await fetched(at(JUNE))).bytes.toString();
    expect(structureFaults(xml)).toEqual([]);
    expect(xml).toContain('<CreditNote');
    expect(xml).toContain('<cbc:PayableAmount currencyID="DKK">28160.00</cbc:PayableAmount>');
    expect(xml).toMatch(new RegExp(`<cac:InvoiceDocumentReference>\\s*<cbc:ID>${MAY}<`));
    expect(await closed.market.aarhus.get(at(JUNE, '/receipt'))).toMatchObject({
      kind: 'CREDIT_NOTE',
      totalOre: 2_816_000,
    });
  });

  it('is told in words, and holds no citizen in the log', async () => {
    const { items } = await closed.market.auditor.get('/audit/events?type=InvoiceIssued');
    expect(items[0].words.da).toBe(
      `Region Midtjylland udstedte e-faktura ${MAY} til Aarhus på 93.201,50 kr. (peppol-bis-3)`,
    );
    expect(JSON.stringify(items)).not.toContain(closed.citizenRef);
  });
});

describe('The three-way match', () => {
  const match = (statement: string) => closed.market.aarhus.get(`/settlement/statements/${statement}/match`);

  it('agrees for a month whose correction is billed: days are net of credits', async () => {
    const may = await match(MAY);
    expect(may).toMatchObject({ agrees: true, statementOre: 9_320_150, invoicedOre: 9_320_150, differences: [] });
    const stay = may.lines.find(({ contractId }: { contractId: string }) => contractId === closed.placementId);
    expect(stay).toMatchObject({ days: 31, placeBookDays: 20, billedDays: 20, invoicedOre: 7_936_000 });
    expect(await match(JUNE)).toMatchObject({ agrees: true, statementOre: -2_816_000, invoicedOre: -2_816_000 });
  });

  it('names what is not invoiced', async () => {
    expect((await match(`${REGION}-${AARHUS}-2020-03`)).differences).toMatchObject([{ code: 'NOT_INVOICED' }]);
  });

  it('names days that the place book has learned of and no statement has billed yet', async () => {
    await operator().post(`/placements/${closed.placementId}/end/correct`, {
      departureDay: '2020-05-25',
      lastPayableDay: '2020-05-25',
      reason: 'MOVED',
      cause: 'LATE_MESSAGE',
    });
    const may = await match(MAY);
    const stay = may.lines.find(({ contractId }: { contractId: string }) => contractId === closed.placementId);
    expect(may.agrees).toBe(false);
    expect(stay).toMatchObject({ placeBookDays: 25, billedDays: 20, differences: [{ code: 'DAYS_DIFFER' }] });
  });
});
