import type { Invoice, InvoiceLine, InvoiceParty } from './invoice.calculation';
import type { Sentence } from './line-reason.calculation';

/** A rule of a standard, by its own id. `holds` is a function of the invoice and nothing else. */
export interface InvoiceRule {
  readonly id: string;
  readonly text: Sentence;
  readonly holds: (invoice: Invoice) => boolean;
}

/** A rule that an invoice breaks. */
export interface BrokenRule {
  readonly rule: string;
  readonly da: string;
  readonly en: string;
}

export const brokenRules = (invoice: Invoice, rules: readonly InvoiceRule[]): readonly BrokenRule[] =>
  rules.filter(({ holds }) => !holds(invoice)).map(({ id, text }) => ({ rule: id, da: text.da, en: text.en }));

const rule = (id: string, da: string, en: string, holds: (invoice: Invoice) => boolean): InvoiceRule => ({
  id,
  text: { da, en },
  holds,
});

const filled = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';
const everyLine = (invoice: Invoice, holds: (line: InvoiceLine) => boolean): boolean => invoice.lines.every(holds);
const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0);
const isCvr = (cvr: string): boolean => /^\d{8}$/.test(cvr);

/** Millionths of a krone × hundredths are 1/100,000,000 kr.; an øre is a million of those. */
const ORE = 1_000_000n;

/** Net amount against quantity × price / base quantity, within 2 øre either way (PEPPOL-EN16931-R120). */
const netFits = ({ netOre, quantity, priceMicro, baseQuantity }: InvoiceLine): boolean => {
  if (![netOre, quantity, priceMicro, baseQuantity].every(Number.isSafeInteger)) return false;
  const base = BigInt(baseQuantity);
  const off = BigInt(netOre) * ORE * base - BigInt(quantity) * BigInt(priceMicro);
  return (off < 0n ? -off : off) <= 2n * ORE * base;
};

const UNIT_CODES = ['DAY', 'HUR', 'KMT', 'C62'];

/** Rules of EN 16931 that concern these documents; those about things they never hold are left out. */
export const EN_16931_RULES: readonly InvoiceRule[] = [
  rule('BR-02', 'Fakturaen skal have et nummer.', 'An invoice has a number.', ({ number }) => filled(number)),
  rule('BR-03', 'Fakturaen skal have en udstedelsesdato.', 'An invoice has an issue date.', (of) =>
    filled(of.issuedOn),
  ),
  rule('BR-05', 'Valutaen skal være angivet.', 'An invoice names its currency.', (of) => filled(of.currency)),
  rule('BR-06', 'Sælgers navn mangler.', 'The seller has a name.', ({ seller }) => filled(seller.name)),
  rule('BR-07', 'Købers navn mangler.', 'The buyer has a name.', ({ buyer }) => filled(buyer.name)),
  rule('BR-09', 'Sælgers land mangler.', 'The seller’s address has a country.', (of) => filled(of.seller.country)),
  rule('BR-11', 'Købers land mangler.', 'The buyer’s address has a country.', (of) => filled(of.buyer.country)),
  rule('BR-16', 'Fakturaen skal have mindst én linje.', 'An invoice has a line.', ({ lines }) => lines.length > 0),
  rule('BR-21', 'Hver linje skal have et nummer.', 'Each line has an id.', (of) =>
    everyLine(of, ({ id }) => filled(id)),
  ),
  rule('BR-22', 'Hver linje skal have et antal.', 'Each line has a quantity.', (of) =>
    everyLine(of, ({ quantity }) => Number.isSafeInteger(quantity) && quantity !== 0),
  ),
  rule('BR-23', 'Hver linje skal have en enhed.', 'Each line has a unit.', (of) =>
    everyLine(of, ({ unitCode }) => filled(unitCode)),
  ),
  rule('BR-24', 'Hver linje skal have et beløb.', 'Each line has a net amount.', (of) =>
    everyLine(of, ({ netOre }) => Number.isSafeInteger(netOre)),
  ),
  rule('BR-25', 'Hver linje skal have et navn.', 'Each line has an item name.', (of) =>
    everyLine(of, ({ name }) => filled(name)),
  ),
  rule('BR-26', 'Hver linje skal have en pris.', 'Each line has a price.', (of) =>
    everyLine(of, ({ priceMicro }) => Number.isSafeInteger(priceMicro)),
  ),
  rule('BR-27', 'En pris må ikke være negativ.', 'A price is not negative.', (of) =>
    everyLine(of, ({ priceMicro }) => !(priceMicro < 0)),
  ),
  rule(
    'BR-29',
    'Fakturaens periode skal slutte efter sin begyndelse.',
    'The invoice’s period ends after it begins.',
    (of) => of.period.last >= of.period.first,
  ),
  rule('BR-30', 'En linjes periode skal slutte efter sin begyndelse.', 'A line’s period ends after it begins.', (of) =>
    everyLine(of, ({ period }) => period.last >= period.first),
  ),
  rule(
    'BR-49',
    'Betalingen skal have en betalingsmåde.',
    'A payment instruction has a means code.',
    ({ payment }) => payment === undefined || filled(payment.meansCode),
  ),
  rule(
    'BR-55',
    'En henvisning til en tidligere faktura skal have dens nummer.',
    'A preceding invoice has a number.',
    (of) => of.preceding.every(filled),
  ),
  rule(
    'BR-62',
    'Sælgers elektroniske adresse skal have et skema.',
    'The seller’s address has a scheme.',
    ({ seller }) => seller.endpoint === undefined || filled(seller.endpoint.scheme),
  ),
  rule(
    'BR-63',
    'Købers elektroniske adresse skal have et skema.',
    'The buyer’s address has a scheme.',
    ({ buyer }) => buyer.endpoint === undefined || filled(buyer.endpoint.scheme),
  ),
  rule('BR-CL-23', 'En enhed skal være fra UN/ECE rec. 20.', 'A unit is of UN/ECE rec. 20.', (of) =>
    everyLine(of, ({ unitCode }) => UNIT_CODES.includes(unitCode)),
  ),
  rule('BR-CO-04', 'Hver linje skal have en momskategori.', 'Each line has a VAT category.', (of) =>
    everyLine(of, ({ vatCategory }) => filled(vatCategory)),
  ),
  rule(
    'BR-CO-10',
    'Summen af linjerne skal passe.',
    'The sum of lines is the lines’ sum.',
    ({ totals, lines }) => totals.linesOre === sum(lines.map(({ netOre }) => netOre)),
  ),
  rule(
    'BR-CO-13',
    'Totalen uden moms skal være summen af linjerne.',
    'The total without VAT is the sum of lines.',
    (of) => of.totals.withoutVatOre === of.totals.linesOre,
  ),
  rule(
    'BR-CO-14',
    'Momsen skal være summen af momslinjerne.',
    'The VAT is the sum of its breakdown.',
    ({ totals, vat }) => totals.vatOre === sum(vat.map(({ taxOre }) => taxOre)),
  ),
  rule(
    'BR-CO-15',
    'Totalen med moms skal være uden moms plus moms.',
    'With VAT is without VAT plus VAT.',
    ({ totals }) => totals.withVatOre === totals.withoutVatOre + totals.vatOre,
  ),
  rule(
    'BR-CO-16',
    'Beløbet til betaling skal være totalen med moms.',
    'What is due is the total with VAT.',
    ({ totals }) => totals.payableOre === totals.withVatOre,
  ),
  rule(
    'BR-CO-18',
    'Fakturaen skal have mindst én momslinje.',
    'An invoice has a VAT breakdown.',
    ({ vat }) => vat.length > 0,
  ),
  rule(
    'BR-CO-25',
    'Et beløb til betaling skal have en forfaldsdato.',
    'A positive amount has a due date.',
    (of) => of.kind === 'CREDIT_NOTE' || of.totals.payableOre <= 0 || filled(of.dueOn),
  ),
  rule(
    'BR-CO-26',
    'Sælger skal have et nummer, køberen kan kende den på.',
    'The seller can be identified.',
    ({ seller }) => filled(seller.cvr),
  ),
  rule(
    'BR-E-01',
    'Momsfri linjer kræver præcis én momsfri momslinje.',
    'Exempt lines need one exempt breakdown.',
    (of) => !of.lines.some(exemptLine) || of.vat.filter(({ category }) => category === 'E').length === 1,
  ),
  rule(
    'BR-E-02',
    'Momsfri linjer kræver sælgers momsnummer.',
    'Exempt lines need the seller’s VAT id.',
    ({ lines, seller }) => !lines.some(exemptLine) || isCvr(seller.cvr),
  ),
  rule('BR-E-05', 'En momsfri linje har satsen 0.', 'The rate of an exempt line is 0.', (of) =>
    everyLine(of, (line) => !exemptLine(line) || line.vatPercent === 0),
  ),
  rule(
    'BR-E-08',
    'Momsfrit beløb skal være summen af momsfri linjer.',
    'The exempt amount is the exempt lines’ sum.',
    (of) =>
      exemptOf(of).every(
        ({ taxableOre }) => taxableOre === sum(of.lines.filter(exemptLine).map(({ netOre }) => netOre)),
      ),
  ),
  rule('BR-E-09', 'Momsen af det momsfri er 0.', 'The VAT of what is exempt is 0.', (of) =>
    exemptOf(of).every(({ taxOre }) => taxOre === 0),
  ),
  rule('BR-E-10', 'Momsfritagelsen skal have en begrundelse.', 'An exemption has its reason.', (of) =>
    exemptOf(of).every(({ exemptionCode, exemptionReason }) => filled(exemptionCode) || filled(exemptionReason)),
  ),
];

const exemptLine = ({ vatCategory }: InvoiceLine): boolean => vatCategory === 'E';
const exemptOf = ({ vat }: Invoice) => vat.filter(({ category }) => category === 'E');

const glnFits = ({ endpoint }: InvoiceParty): boolean => {
  if (endpoint?.scheme !== '0088') return true;
  if (!/^\d{13}$/.test(endpoint.id)) return false;
  const weighted = sum(Array.from(endpoint.id, (digit, at) => Number(digit) * (at % 2 === 0 ? 1 : 3)));
  return weighted % 10 === 0;
};

/** Country-independent rules of Peppol BIS Billing 3. */
export const PEPPOL_RULES: readonly InvoiceRule[] = [
  rule(
    'PEPPOL-EN16931-R003',
    'Købers reference eller en ordre skal være angivet.',
    'A buyer or order reference.',
    (of) => filled(of.buyerReference) || filled(of.orderReference),
  ),
  rule('PEPPOL-EN16931-R008', 'Ingen tekst må være tom.', 'No element is empty.', (of) => !hasEmpty(of)),
  rule(
    'PEPPOL-EN16931-R010',
    'Købers elektroniske adresse mangler.',
    'The buyer has an electronic address.',
    ({ buyer }) => filled(buyer.endpoint?.id),
  ),
  rule('PEPPOL-EN16931-R020', 'Sælgers elektroniske adresse mangler.', 'The seller has one too.', ({ seller }) =>
    filled(seller.endpoint?.id),
  ),
  rule(
    'PEPPOL-EN16931-R053',
    'Der skal være én opgørelse af momsen.',
    'There is one VAT breakdown.',
    ({ vat }) => new Set(vat.map(({ category, percent }) => `${category} ${percent}`)).size === vat.length,
  ),
  rule(
    'PEPPOL-EN16931-R110',
    'En linje må ikke begynde før fakturaens periode.',
    'No line begins before the period.',
    (of) => everyLine(of, ({ period }) => period.first >= of.period.first),
  ),
  rule(
    'PEPPOL-EN16931-R111',
    'En linje må ikke slutte efter fakturaens periode.',
    'No line ends after the period.',
    (of) => everyLine(of, ({ period }) => period.last <= of.period.last),
  ),
  rule('PEPPOL-EN16931-R120', 'En linjes beløb skal være antal × pris.', 'A line’s amount is quantity × price.', (of) =>
    everyLine(of, netFits),
  ),
  rule('PEPPOL-EN16931-R121', 'Prisens antal skal være over 0.', 'A base quantity is above 0.', (of) =>
    everyLine(of, ({ baseQuantity }) => baseQuantity > 0),
  ),
  rule(
    'PEPPOL-COMMON-R040',
    'Et GLN-nummer skal have 13 cifre og passe.',
    'A GLN has 13 digits and fits.',
    (of) => glnFits(of.seller) && glnFits(of.buyer),
  ),
  rule('PEPPOL-COMMON-R042', 'Et CVR-nummer skal have 8 cifre efter DK.', 'A CVR number has 8 digits after DK.', (of) =>
    [of.seller, of.buyer].every(({ endpoint }) => endpoint?.scheme !== '0184' || /^DK\d{8}$/.test(endpoint.id)),
  ),
];

const hasEmpty = (node: unknown): boolean => {
  if (typeof node === 'string') return node.trim() === '';
  return typeof node === 'object' && node !== null && Object.values(node).some(hasEmpty);
};

/** Payment means a Danish supplier may name to a Danish customer. */
const DANISH_MEANS = ['1', '10', '31', '42', '48', '49', '50', '58', '59', '93', '97'];
const danish = ({ seller, buyer }: Invoice): boolean => seller.country === 'DK' && buyer.country === 'DK';

/** Rules of Peppol for Danish suppliers. */
export const DANISH_RULES: readonly InvoiceRule[] = [
  rule(
    'DK-R-002',
    'En dansk sælger skal have CVR-nummer.',
    'A Danish seller has a CVR number.',
    ({ seller }) => seller.country !== 'DK' || filled(seller.cvr),
  ),
  rule(
    'DK-R-005',
    'Betalingsmåden er ikke tilladt i Danmark.',
    'The payment means is not allowed in Denmark.',
    (of) => of.payment === undefined || !danish(of) || DANISH_MEANS.includes(of.payment.meansCode),
  ),
  rule(
    'DK-R-006',
    'Registrerings- og kontonummer mangler.',
    'Registration and account number are missing.',
    (of) =>
      of.payment === undefined ||
      !danish(of) ||
      !['31', '42'].includes(of.payment.meansCode) ||
      (filled(of.payment.account?.registrationNumber) && filled(of.payment.account?.accountNumber)),
  ),
  rule(
    'DK-R-014',
    'Sælgers CVR-nummer skal have 8 cifre (skema 0184).',
    'The seller’s CVR number has 8 digits.',
    (of) => of.seller.country !== 'DK' || isCvr(of.seller.cvr),
  ),
  rule(
    'DK-R-016',
    'En kreditnotas total må ikke være negativ.',
    'A credit note’s total is not negative.',
    (of) => of.kind === 'INVOICE' || of.totals.payableOre >= 0,
  ),
];

/** The house's own: what the ledger promises beyond the standards. */
export const HOUSE_RULES: readonly InvoiceRule[] = [
  rule('PLADSBOG-R37', 'Borgere må kun stå som pseudonym.', 'Citizens stand as pseudonyms only.', (of) =>
    everyLine(of, ({ properties, note, description, name }) =>
      [...properties.map(([, value]) => value), note, description, name].every((text) => !CPR.test(text ?? '')),
    ),
  ),
  rule(
    'PLADSBOG-R38',
    'En kreditnota skal vise, hvad den retter; en opkrævning til gode retter ingen faktura.',
    'A credit note says what it corrects; a charge in the payer’s favour corrects no invoice.',
    (of) => of.kind === 'INVOICE' || of.preceding.length > 0 || of.lines.some(({ chargeId }) => chargeId !== undefined),
  ),
];

/** Six digits that can be a date, a dash or nothing, and four more. */
const CPR = /(?<![\w-])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-?\d{4}(?![\w-])/;
