import type { Ore } from '../kernel/money';
import type { Invoice, InvoiceLine, InvoiceParty, Period, VatBreakdown } from './invoice.calculation';
import { element, optional, xmlBytes, type MaybeElement, type XmlElement } from './xml-element';

/** Where one profile of UBL 2.1 writes the same thing otherwise than another. */
export interface UblDialect {
  /** What comes before the number: versions and identifiers of the profile. */
  head(invoice: Invoice): readonly XmlElement[];
  typeCode(invoice: Invoice): MaybeElement;
  party(party: InvoiceParty, role: 'seller' | 'buyer', invoice: Invoice): XmlElement;
  paymentMeans(invoice: Invoice): MaybeElement;
  /** Where a due date stands outside the payment means. */
  dueDate(invoice: Invoice): MaybeElement;
  taxCategory(name: string, breakdown: Pick<VatBreakdown, 'category' | 'percent'> & Partial<VatBreakdown>): XmlElement;
  /** Tax of a single line, where the profile wants it. */
  lineTax(line: InvoiceLine): MaybeElement;
}

const ROOT = 'urn:oasis:names:specification:ubl:schema:xsd:';
export const CURRENCY = { currencyID: 'DKK' };

/** øre as kroner with two decimals: 256000 → 2560.00 */
export const kroner = (ore: Ore): string => decimal(BigInt(ore), 2, 2);

/** A whole number of `10^-places` as a decimal, with at least `least` decimals and no trailing zeros beyond them. */
export const decimal = (scaled: bigint, places: number, least: number): string => {
  const sign = scaled < 0n ? '-' : '';
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, '0');
  const whole = digits.slice(0, -places);
  const fraction = digits.slice(-places).replace(/0+$/, '').padEnd(least, '0');
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
};

export const amount = (name: string, ore: Ore): XmlElement => element(name, kroner(ore), CURRENCY);

/** The document in the order of UBL 2.1, which is not the same for invoices and credit notes. */
export const ublDocument = (invoice: Invoice, dialect: UblDialect): Buffer => {
  const credit = invoice.kind === 'CREDIT_NOTE';
  const name = credit ? 'CreditNote' : 'Invoice';
  return xmlBytes(
    element(
      name,
      [
        ...dialect.head(invoice),
        element('cbc:ID', invoice.number),
        element('cbc:IssueDate', invoice.issuedOn),
        credit ? undefined : dialect.dueDate(invoice),
        dialect.typeCode(invoice),
        optional('cbc:Note', invoice.note),
        element('cbc:DocumentCurrencyCode', invoice.currency),
        element('cbc:BuyerReference', invoice.buyerReference),
        periodOf(invoice.period),
        optionalReference('cac:OrderReference', invoice.orderReference),
        ...invoice.preceding.map((number) =>
          element('cac:BillingReference', [element('cac:InvoiceDocumentReference', [element('cbc:ID', number)])]),
        ),
        optionalReference('cac:ContractDocumentReference', invoice.contractReference),
        element('cac:AccountingSupplierParty', [dialect.party(invoice.seller, 'seller', invoice)]),
        element('cac:AccountingCustomerParty', [dialect.party(invoice.buyer, 'buyer', invoice)]),
        dialect.paymentMeans(invoice),
        taxTotal(invoice, dialect),
        monetaryTotal(invoice),
        ...invoice.lines.map((line) => lineOf(line, credit, dialect)),
      ],
      {
        xmlns: `${ROOT}${name}-2`,
        'xmlns:cac': `${ROOT}CommonAggregateComponents-2`,
        'xmlns:cbc': `${ROOT}CommonBasicComponents-2`,
      },
    ),
  );
};

const optionalReference = (name: string, id: string | undefined): MaybeElement =>
  id === undefined ? undefined : element(name, [element('cbc:ID', id)]);

const periodOf = ({ first, last }: Period): XmlElement =>
  element('cac:InvoicePeriod', [element('cbc:StartDate', first), element('cbc:EndDate', last)]);

const taxTotal = ({ totals, vat }: Invoice, dialect: UblDialect): XmlElement =>
  element('cac:TaxTotal', [
    amount('cbc:TaxAmount', totals.vatOre),
    ...vat.map((breakdown) =>
      element('cac:TaxSubtotal', [
        amount('cbc:TaxableAmount', breakdown.taxableOre),
        amount('cbc:TaxAmount', breakdown.taxOre),
        dialect.taxCategory('cac:TaxCategory', breakdown),
      ]),
    ),
  ]);

const monetaryTotal = ({ totals }: Invoice): XmlElement =>
  element('cac:LegalMonetaryTotal', [
    amount('cbc:LineExtensionAmount', totals.linesOre),
    amount('cbc:TaxExclusiveAmount', totals.withoutVatOre),
    amount('cbc:TaxInclusiveAmount', totals.withVatOre),
    amount('cbc:PayableAmount', totals.payableOre),
  ]);

const lineOf = (line: InvoiceLine, credit: boolean, dialect: UblDialect): XmlElement => {
  const unit = { unitCode: line.unitCode };
  return element(credit ? 'cac:CreditNoteLine' : 'cac:InvoiceLine', [
    element('cbc:ID', line.id),
    optional('cbc:Note', line.note),
    element(credit ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity', decimal(BigInt(line.quantity), 2, 0), unit),
    amount('cbc:LineExtensionAmount', line.netOre),
    optional('cbc:AccountingCost', line.accountFunction),
    periodOf(line.period),
    // The contract, or the charge, is what the line is about: an invoiced object (BT-128), so that each finds its own.
    invoicedObject(line.contractId ?? line.chargeId),
    dialect.lineTax(line),
    itemOf(line, dialect),
    element('cac:Price', [
      element('cbc:PriceAmount', decimal(BigInt(line.priceMicro), 6, 2), CURRENCY),
      line.baseQuantity === 1 ? undefined : element('cbc:BaseQuantity', String(line.baseQuantity), unit),
    ]),
  ]);
};

const invoicedObject = (id: string | undefined): MaybeElement =>
  id === undefined
    ? undefined
    : element('cac:DocumentReference', [element('cbc:ID', id), element('cbc:DocumentTypeCode', '130')]);

const itemOf = (line: InvoiceLine, dialect: UblDialect): XmlElement =>
  element('cac:Item', [
    element('cbc:Description', line.description),
    element('cbc:Name', line.name),
    element('cac:SellersItemIdentification', [element('cbc:ID', line.itemId)]),
    // ZZZ: a list of our own, the paragraphs. No official list of goods and services has them.
    line.legalBasis === undefined
      ? undefined
      : element('cac:CommodityClassification', [
          element('cbc:ItemClassificationCode', line.legalBasis, { listID: 'ZZZ' }),
        ]),
    dialect.taxCategory('cac:ClassifiedTaxCategory', { category: line.vatCategory, percent: line.vatPercent }),
    ...line.properties.map(([name, value]) =>
      element('cac:AdditionalItemProperty', [element('cbc:Name', name), element('cbc:Value', value)]),
    ),
  ]);
