import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/agreements.module';
import { ContractsModule } from '../contracts/contracts.module';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { OfferingsModule } from '../offerings/offerings.module';
import { PartiesModule } from '../parties/parties.module';
import { PlacementsModule } from '../placements/placements.module';
import { SettlementModule } from '../settlement/settlement.module';
import { TariffsModule } from '../tariffs/tariffs.module';
import { ContractFileRoutes } from './contract-files.routes';
import { DocumentParties } from './document-parties';
import { InvoiceQueries } from './documents.queries';
import { EInvoiceRoutes } from './e-invoice.routes';
import { EInvoices } from './e-invoices';
import { IssueEInvoiceHandler, IssueEInvoiceRoute } from './issue-e-invoice';
import { issuedInvoices } from './issued-invoices.projection';
import { MonthFileRoutes } from './month-files.routes';
import { StatementContents } from './statement-contents';
import { StatementFileLines } from './statement-file-lines';
import { StatementFileRoutes } from './statement-files.routes';

/**
 * Documents: contracts and issued statements as the files that leave the ledger, and the record of which have left as
 * e-invoices.
 *
 * Stream:  `invoice-<statement>`: a statement has one document, an invoice or, when it is negative, a credit note.
 * Formats: PDF (contracts, too), CSV and XLSX for people; UBL 2.1 for systems, in profiles that are plug-ins.
 * Rules:   a document says what the statement says, to the øre, or the contract, to the letter; the rules of EN 16931, Peppol and Denmark hold before it
 *          leaves, each by its id; citizens are pseudonyms in all of them (R37).
 * Follows: settlement, contracts, placements, parties, offerings, tariffs and agreements, through their reads.
 * Not here: sending. An access point to NemHandel is outside; the file and its receipt are the interface.
 */
@Module({
  imports: [
    PartiesModule,
    AgreementsModule,
    OfferingsModule,
    TariffsModule,
    PlacementsModule,
    ContractsModule,
    SettlementModule,
  ],
  controllers: [ContractFileRoutes, StatementFileRoutes, MonthFileRoutes, IssueEInvoiceRoute, EInvoiceRoutes],
  providers: [DocumentParties, StatementFileLines, StatementContents, EInvoices, InvoiceQueries, IssueEInvoiceHandler],
})
export class DocumentsModule {}

export const documentsProjections: AnyProjection[] = [issuedInvoices];
export const documentsPolicies: AnyPolicy[] = [];
