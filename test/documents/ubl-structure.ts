import { create } from 'xmlbuilder2';

/**
 * What UBL 2.1 (OASIS, os-UBL-2.1) says of the order and number of the elements that these documents hold, written down
 * by hand from the standard. It is no schema: what is not listed is refused. `?` at most one, `*` any number, `+` at
 * least one, nothing: exactly one.
 */
const PARTY_OF_DOCUMENT = 'cac:AccountingSupplierParty cac:AccountingCustomerParty';
const ORDERS: Readonly<Record<string, string>> = {
  Invoice: `cbc:UBLVersionID? cbc:CustomizationID? cbc:ProfileID? cbc:ID cbc:IssueDate cbc:DueDate? cbc:InvoiceTypeCode?
    cbc:Note* cbc:DocumentCurrencyCode? cbc:AccountingCost? cbc:BuyerReference? cac:InvoicePeriod* cac:OrderReference?
    cac:BillingReference* cac:ContractDocumentReference* cac:AdditionalDocumentReference* ${PARTY_OF_DOCUMENT}
    cac:PaymentMeans* cac:PaymentTerms* cac:TaxTotal* cac:LegalMonetaryTotal cac:InvoiceLine+`,
  CreditNote: `cbc:UBLVersionID? cbc:CustomizationID? cbc:ProfileID? cbc:ID cbc:IssueDate cbc:CreditNoteTypeCode?
    cbc:Note* cbc:DocumentCurrencyCode? cbc:AccountingCost? cbc:BuyerReference? cac:InvoicePeriod* cac:OrderReference?
    cac:BillingReference* cac:ContractDocumentReference* cac:AdditionalDocumentReference* ${PARTY_OF_DOCUMENT}
    cac:PaymentMeans* cac:PaymentTerms* cac:TaxTotal* cac:LegalMonetaryTotal cac:CreditNoteLine+`,
  'cac:InvoicePeriod': 'cbc:StartDate? cbc:EndDate?',
  'cac:OrderReference': 'cbc:ID',
  'cac:BillingReference': 'cac:InvoiceDocumentReference?',
  'cac:InvoiceDocumentReference': 'cbc:ID cbc:IssueDate?',
  'cac:ContractDocumentReference': 'cbc:ID',
  'cac:DocumentReference': 'cbc:ID cbc:DocumentTypeCode?',
  'cac:AccountingSupplierParty': 'cac:Party?',
  'cac:AccountingCustomerParty': 'cac:Party?',
  'cac:Party': `cbc:EndpointID? cac:PartyIdentification* cac:PartyName* cac:PostalAddress? cac:PartyTaxScheme*
    cac:PartyLegalEntity* cac:Contact?`,
  'cac:PartyIdentification': 'cbc:ID',
  'cac:PartyName': 'cbc:Name',
  'cac:PostalAddress':
    'cbc:AddressFormatCode? cbc:StreetName? cbc:BuildingNumber? cbc:CityName? cbc:PostalZone? cac:Country?',
  'cac:Country': 'cbc:IdentificationCode?',
  'cac:PartyTaxScheme': 'cbc:CompanyID? cac:TaxScheme',
  'cac:TaxScheme': 'cbc:ID? cbc:Name?',
  'cac:PartyLegalEntity': 'cbc:RegistrationName? cbc:CompanyID?',
  'cac:Contact': 'cbc:ID?',
  'cac:PaymentMeans': `cbc:ID? cbc:PaymentMeansCode cbc:PaymentDueDate? cbc:PaymentChannelCode? cbc:PaymentID*
    cac:PayeeFinancialAccount?`,
  'cac:PayeeFinancialAccount': 'cbc:ID? cbc:PaymentNote* cac:FinancialInstitutionBranch?',
  'cac:FinancialInstitutionBranch': 'cbc:ID?',
  'cac:TaxTotal': 'cbc:TaxAmount cac:TaxSubtotal*',
  'cac:TaxSubtotal': 'cbc:TaxableAmount? cbc:TaxAmount cac:TaxCategory',
  'cac:TaxCategory': 'cbc:ID? cbc:Percent? cbc:TaxExemptionReasonCode? cbc:TaxExemptionReason* cac:TaxScheme',
  'cac:ClassifiedTaxCategory': 'cbc:ID? cbc:Percent? cac:TaxScheme',
  'cac:LegalMonetaryTotal':
    'cbc:LineExtensionAmount? cbc:TaxExclusiveAmount? cbc:TaxInclusiveAmount? cbc:PayableAmount',
  'cac:InvoiceLine': `cbc:ID cbc:Note* cbc:InvoicedQuantity? cbc:LineExtensionAmount cbc:AccountingCost?
    cac:InvoicePeriod* cac:DocumentReference* cac:TaxTotal* cac:Item cac:Price?`,
  'cac:CreditNoteLine': `cbc:ID cbc:Note* cbc:CreditedQuantity? cbc:LineExtensionAmount? cbc:AccountingCost?
    cac:InvoicePeriod* cac:DocumentReference* cac:TaxTotal* cac:Item? cac:Price?`,
  'cac:Item': `cbc:Description* cbc:Name? cac:SellersItemIdentification? cac:CommodityClassification*
    cac:ClassifiedTaxCategory* cac:AdditionalItemProperty*`,
  'cac:SellersItemIdentification': 'cbc:ID',
  'cac:CommodityClassification': 'cbc:ItemClassificationCode?',
  'cac:AdditionalItemProperty': 'cbc:Name cbc:Value?',
  'cac:Price': 'cbc:PriceAmount cbc:BaseQuantity?',
};

/** Attributes an element must have; `currencyID` is required on every amount. */
const ATTRIBUTES: readonly (readonly [RegExp, string])[] = [
  [/Amount$/, 'currencyID'],
  [/Quantity$/, 'unitCode'],
  [/^cbc:EndpointID$/, 'schemeID'],
];

interface Node {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly childNodes: Iterable<Node>;
  readonly textContent: string | null;
  getAttribute?(name: string): string | null;
}
const ELEMENT = 1;

/** Where the document leaves the structure, as `path: what`; empty when it does not. */
export const structureFaults = (xml: string): string[] => {
  const root = create(xml).root().node as unknown as Node;
  return faultsIn(root, root.nodeName);
};

const faultsIn = (node: Node, path: string): string[] => {
  const children = [...node.childNodes].filter(({ nodeType }) => nodeType === ELEMENT);
  const missing = ATTRIBUTES.filter(([form, name]) => form.test(node.nodeName) && !node.getAttribute?.(name));
  const faults = missing.map(([, name]) => `${path}: no ${name}`);
  const order = ORDERS[node.nodeName];
  if (order === undefined) {
    if (children.length > 0 || node.nodeName.startsWith('cac:')) return [...faults, `${path}: not known`];
    return (node.textContent ?? '').trim() === '' ? [...faults, `${path}: empty`] : faults;
  }
  const names = children.map(({ nodeName }) => `<${nodeName}>`).join('');
  const pattern = order
    .trim()
    .split(/\s+/)
    .map((part) => {
      const [, name = '', often = ''] = /^(\S+?)([?*+]?)$/.exec(part) ?? [];
      return `(?:<${name}>)${often}`;
    });
  if (!new RegExp(`^${pattern.join('')}$`).test(names)) faults.push(`${path}: ${names}`);
  return [...faults, ...children.flatMap((child) => faultsIn(child, `${path}/${child.nodeName}`))];
};
