import type { Endpoint, Invoice, InvoiceParty } from './invoice.calculation';
import type { UblDialect } from './ubl-document';
import { element, optional } from './xml-element';

const VAT = element('cac:TaxScheme', [element('cbc:ID', 'VAT')]);

const endpointOf = ({ scheme, id }: Endpoint) => element('cbc:EndpointID', id, { schemeID: scheme });

/** Danish numbers stand with the country before them (PEPPOL-COMMON-R042), here as there where it is the VAT number. */
const danishNumber = (cvr: string): string => `DK${cvr}`;

/** Peppol BIS Billing 3.0, as Danish public bodies exchange it. */
export const peppolBilling: UblDialect = {
  head: () => [
    element('cbc:CustomizationID', 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0'),
    element('cbc:ProfileID', 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0'),
  ],
  typeCode: ({ kind }) =>
    kind === 'INVOICE' ? element('cbc:InvoiceTypeCode', '380') : element('cbc:CreditNoteTypeCode', '381'),
  dueDate: ({ dueOn }) => optional('cbc:DueDate', dueOn),
  party: ({ name, cvr, endpoint, address, country }: InvoiceParty, role) =>
    element('cac:Party', [
      endpoint && endpointOf(endpoint),
      element('cac:PartyName', [element('cbc:Name', name)]),
      element('cac:PostalAddress', [
        optional('cbc:StreetName', address?.street),
        optional('cbc:CityName', address?.city),
        optional('cbc:PostalZone', address?.postalZone),
        element('cac:Country', [element('cbc:IdentificationCode', country)]),
      ]),
      role === 'seller' ? element('cac:PartyTaxScheme', [element('cbc:CompanyID', danishNumber(cvr)), VAT]) : undefined,
      element('cac:PartyLegalEntity', [
        element('cbc:RegistrationName', name),
        element('cbc:CompanyID', danishNumber(cvr), { schemeID: '0184' }),
      ]),
    ]),
  paymentMeans: ({ payment }: Invoice) =>
    payment &&
    element('cac:PaymentMeans', [
      element('cbc:PaymentMeansCode', payment.meansCode),
      element('cbc:PaymentID', payment.reference),
      payment.account &&
        element('cac:PayeeFinancialAccount', [
          element('cbc:ID', payment.account.accountNumber),
          element('cac:FinancialInstitutionBranch', [element('cbc:ID', payment.account.registrationNumber)]),
        ]),
    ]),
  taxCategory: (name, { category, percent, exemptionCode, exemptionReason }) =>
    element(name, [
      element('cbc:ID', category),
      element('cbc:Percent', String(percent)),
      optional('cbc:TaxExemptionReasonCode', exemptionCode),
      optional('cbc:TaxExemptionReason', exemptionReason),
      VAT,
    ]),
  lineTax: () => undefined,
};
