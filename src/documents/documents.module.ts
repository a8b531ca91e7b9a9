import { Module } from '@nestjs/common';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { PartiesModule } from '../parties/parties.module';
import { SettlementModule } from '../settlement/settlement.module';
import { MonthFileRoutes } from './month-files.routes';
import { StatementFileLines } from './statement-file-lines';
import { StatementFileRoutes } from './statement-files.routes';

/**
 * Documents: issued statements as the files that leave the ledger.
 *
 * Formats: CSV and XLSX of the lines, for a statement or for a whole month.
 * Rules:   a document says what the statement says, to the øre; citizens are pseudonyms in all of them (R37).
 * Follows: settlement and parties, through their reads. Nothing looks here but the audit.
 * Not here: what is owed, and payment.
 */
@Module({
  imports: [PartiesModule, SettlementModule],
  controllers: [StatementFileRoutes, MonthFileRoutes],
  providers: [StatementFileLines],
})
export class DocumentsModule {}

export const documentsProjections: AnyProjection[] = [];
export const documentsPolicies: AnyPolicy[] = [];
