import { asOre } from '../kernel/money';
import type { Endpoint, Invoice, InvoiceParty } from './invoice.calculation';
import { amount, type UblDialect } from './ubl-document';
import { element, optional } from './xml-element';

/**
 * OIOUBL 2.1, as far as its document differs from Peppol's. Written from the published guide as remembered and not run
 * against its schematron, which is nowhere to be had as a package; the profile says so wherever it is listed.
 */
const AGENCY = { schemeAgencyID: '320' };
const LIST_AGENCY = { listAgencyID: '320' };
const NES = 'urn:www.nesubl.eu:profiles:profile5:ver2.0';
/** Value added tax in the list of Danish taxes. */
const MOMS = '63';

const endpointOf = ({ scheme, id }: Endpoint) =>
  scheme === '0088'
    ? element('cbc:EndpointID', id, { schemeID: 'GLN', schemeAgencyID: '9' })
    : element('cbc:EndpointID', id, { schemeID: 'DK:CVR' });

const taxScheme = element('cac:TaxScheme', [
  element('cbc:ID', MOMS, { schemeID: 'urn:oioubl:id:taxschemeid-1.5', ...AGENCY }),
  element('cbc:Name', 'Moms'),
]);

/** There is no exempt category: what bears no VAT is zero rated, and the reason stands beside it. */
const taxCategory: UblDialect['taxCategory'] = (name, { percent, exemptionReason }) =>
  element(name, [
    element('cbc:ID', 'ZeroRated', { schemeID: 'urn:oioubl:id:taxcategoryid-1.3', ...AGENCY }),
    element('cbc:Percent', String(percent)),
    optional('cbc:TaxExemptionReason', exemptionReason),
    taxScheme,
  ]);

const addressOf = ({ address, country }: InvoiceParty) =>
  element('cac:PostalAddress', [
    element('cbc:AddressFormatCode', 'StructuredLax', {
      listID: 'urn:oioubl:codelist:addressformatcode-1.1',
      ...LIST_AGENCY,
    }),
    optional('cbc:StreetName', address?.street),
    optional('cbc:CityName', address?.city),
    optional('cbc:PostalZone', address?.postalZone),
    element('cac:Country', [element('cbc:IdentificationCode', country)]),
  ]);

export const oioubl: UblDialect = {
  head: () => [
    element('cbc:UBLVersionID', '2.1'),
    element('cbc:CustomizationID', 'OIOUBL-2.1'),
    element('cbc:ProfileID', NES, { schemeID: 'urn:oioubl:id:profileid-1.6', ...AGENCY }),
  ],
  // A credit note has no type in OIOUBL.
  typeCode: ({ kind }) =>
    kind === 'INVOICE'
      ? element('cbc:InvoiceTypeCode', '380', { listID: 'urn:oioubl:codelist:invoicetypecode-1.1', ...LIST_AGENCY })
      : undefined,
  // The day stands in the payment means.
  dueDate: () => undefined,
  party: (party, role, { buyerReference }: Invoice) =>
    element('cac:Party', [
      party.endpoint && endpointOf(party.endpoint),
      element('cac:PartyIdentification', [element('cbc:ID', `DK${party.cvr}`, { schemeID: 'DK:CVR' })]),
      element('cac:PartyName', [element('cbc:Name', party.name)]),
      addressOf(party),
      role === 'seller'
        ? element('cac:PartyTaxScheme', [element('cbc:CompanyID', `DK${party.cvr}`, { schemeID: 'DK:SE' }), taxScheme])
        : undefined,
      element('cac:PartyLegalEntity', [
        element('cbc:RegistrationName', party.name),
        element('cbc:CompanyID', `DK${party.cvr}`, { schemeID: 'DK:CVR' }),
      ]),
      // The customer's own reference is what the receiving system sorts by.
      role === 'buyer' ? element('cac:Contact', [element('cbc:ID', buyerReference)]) : undefined,
    ]),
  paymentMeans: ({ payment, dueOn }) =>
    payment &&
    element('cac:PaymentMeans', [
      element('cbc:ID', '1'),
      element('cbc:PaymentMeansCode', payment.meansCode),
      optional('cbc:PaymentDueDate', dueOn),
      element('cbc:PaymentChannelCode', 'DK:BANK', {
        listID: 'urn:oioubl:codelist:paymentchannelcode-1.1',
        ...LIST_AGENCY,
      }),
      payment.account &&
        element('cac:PayeeFinancialAccount', [
          element('cbc:ID', payment.account.accountNumber),
          element('cbc:PaymentNote', payment.reference),
          element('cac:FinancialInstitutionBranch', [element('cbc:ID', payment.account.registrationNumber)]),
        ]),
    ]),
  taxCategory,
  lineTax: (line) =>
    element('cac:TaxTotal', [
      amount('cbc:TaxAmount', asOre(0)),
      element('cac:TaxSubtotal', [
        amount('cbc:TaxableAmount', line.netOre),
        amount('cbc:TaxAmount', asOre(0)),
        taxCategory('cac:TaxCategory', { category: line.vatCategory, percent: line.vatPercent }),
      ]),
    ]),
};
