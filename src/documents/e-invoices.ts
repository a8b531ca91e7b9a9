import { Injectable } from '@nestjs/common';
import { hash } from 'node:crypto';
import { reject } from '../kernel/decider';
import type { OfferingId } from '../kernel/vocabulary';
import { DocumentParties } from './document-parties';
import { PartyFacts } from '../parties/parties.facts';
import { Refused } from '../platform/commands/command-runner';
import { SettlementQueries, type StatementRow } from '../settlement/issued/settlement.queries';
import type { ChargeLine } from '../settlement/charges/charge.events';
import { lineWords } from '../settlement/statements/statement-explanations.queries';
import type { StatementLine } from '../settlement/months/settlement.events';
import type { IssuedInvoiceRow } from './documents.queries';
import { faultsOf, profileOf, type EInvoiceProfile } from './e-invoice-profiles';
import { invoiceOf, type Invoice } from './invoice.calculation';
import type { DrawnInvoice } from './invoice.decider';
import type { InvoiceParty } from './invoice.events';
import type { BrokenRule } from './invoice-rules.calculation';

/** A document that has not been written: what it would say, and what stands in its way. */
export interface CheckedInvoice {
  readonly invoice: Invoice;
  readonly broken: readonly BrokenRule[];
  /** Something in it was made up for demonstration. */
  readonly constructed: boolean;
}

/** A document that has not left: what it would be, its bytes, and what stands in its way. */
export interface DraftedInvoice extends DrawnInvoice, Pick<CheckedInvoice, 'invoice' | 'broken'> {
  readonly bytes: Buffer;
}

/** Makes e-invoices of statements: new ones from what the parties are now, issued ones from what was recorded. */
@Injectable()
export class EInvoices {
  constructor(
    private readonly settlement: SettlementQueries,
    private readonly facts: PartyFacts,
    private readonly parties: DocumentParties,
  ) {}

  /** What stands in the way, from the invoice itself: writing it takes longer than all the rest. */
  async check(row: StatementRow, code: string): Promise<CheckedInvoice> {
    const { terms, lines, charges } = await this.contents(row);
    const invoice = invoiceWith(terms, lines, charges);
    return { invoice, broken: faultsOf(profileOf(code), invoice), constructed: terms.constructed };
  }

  async draft(row: StatementRow, code: string): Promise<DraftedInvoice> {
    const profile = profileOf(code);
    const { terms, lines, charges } = await this.contents(row);
    const { invoice, bytes } = written(profile, terms, lines, charges);
    return {
      kind: invoice.kind,
      invoice,
      bytes,
      broken: faultsOf(profile, invoice),
      document: {
        ...terms,
        number: invoice.number,
        profile: code,
        operator: row.operator,
        payer: row.payer,
        lines: lines.length + charges.length,
        totalOre: invoice.totals.payableOre,
        linesHash: row.linesHash,
        bytes: bytes.length,
        sha256: hash('sha256', bytes, 'hex'),
      },
    };
  }

  /** The parties as the log has them now, so that an account registered a moment ago is the one that is named. */
  private async contents(row: StatementRow) {
    const { statementId, operator, payer, month, issuedOn, dueOn } = row;
    const lines = this.settlement.lines(statementId, row.attempt);
    const charges = this.settlement.charges(statementId, row.attempt);
    const [seller, buyer] = await Promise.all([this.facts.find(operator), this.facts.find(payer)]);
    const account = seller?.account;
    const agreementId = this.settlement.month(operator, month)?.agreementId;
    if (agreementId === undefined) throw new Refused(reject('STATEMENT_NOT_FOUND', { statementId }));
    const terms = {
      statementId,
      month,
      issuedOn,
      dueOn,
      agreementId,
      seller: sellerOf(row, seller),
      buyer: buyerOf(row, buyer),
      ...(account === undefined
        ? {}
        : { account: { registrationNumber: account.registrationNumber, accountNumber: account.accountNumber } }),
      constructed: account?.constructed === true || this.parties.constructed(row, offeringsOf([...lines, ...charges])),
    };
    return { terms, lines, charges };
  }

  /**
   * The very bytes that were issued, made again.
   * @throws Refused E_INVOICE_NOT_REPRODUCED when they no longer come to the hash that was recorded.
   */
  issued(row: StatementRow, { document }: IssuedInvoiceRow): { readonly invoice: Invoice; readonly bytes: Buffer } {
    const lines = this.settlement.lines(row.statementId, row.attempt);
    const charges = this.settlement.charges(row.statementId, row.attempt);
    const made = written(profileOf(document.profile), document, lines, charges);
    if (hash('sha256', made.bytes, 'hex') !== document.sha256) {
      throw new Refused(reject('E_INVOICE_NOT_REPRODUCED', { statementId: row.statementId }));
    }
    return made;
  }
}

export const offeringsOf = (lines: readonly { readonly offeringId?: OfferingId }[]): OfferingId[] =>
  lines.flatMap(({ offeringId }) => offeringId ?? []);

/** A party as it is registered. */
type Particulars = NonNullable<Awaited<ReturnType<PartyFacts['find']>>>;
type Terms = Omit<Parameters<typeof invoiceOf>[0], 'lines' | 'charges'>;

const written = (
  profile: EInvoiceProfile,
  terms: Terms,
  lines: readonly StatementLine[],
  charges: readonly ChargeLine[],
) => {
  const invoice = invoiceWith(terms, lines, charges);
  return { invoice, bytes: profile.write(invoice) };
};

const invoiceWith = (terms: Terms, lines: readonly StatementLine[], charges: readonly ChargeLine[]): Invoice =>
  invoiceOf({ ...terms, lines: lines.map((line) => ({ line, words: lineWords(line, 'da') })), charges });

const sellerOf = ({ operator }: StatementRow, row: Particulars | undefined): InvoiceParty => ({
  ...particulars(operator, row),
  ...(row === undefined ? {} : { endpoint: { scheme: '0184' as const, id: `DK${row.cvr}` } }),
});

/** To the number that was given at ordering (R37); where there is none, to the CVR number. */
const buyerOf = ({ payer, payerEan }: StatementRow, row: Particulars | undefined): InvoiceParty => {
  const gln = payerEan ?? row?.ean;
  const cvr = row === undefined ? undefined : { scheme: '0184' as const, id: `DK${row.cvr}` };
  const endpoint = gln === undefined ? cvr : { scheme: '0088' as const, id: gln };
  return { ...particulars(payer, row), ...(endpoint === undefined ? {} : { endpoint }) };
};

const particulars = (party: InvoiceParty['party'], row: Particulars | undefined): InvoiceParty => {
  const { street, postalZone, city } = row?.address ?? {};
  return {
    party,
    name: row?.name ?? party,
    cvr: row?.cvr ?? '',
    ...(street !== undefined && postalZone !== undefined && city !== undefined
      ? { address: { street, postalZone, city } }
      : {}),
    country: 'DK',
  };
};
