import { Injectable } from '@nestjs/common';
import type { Position } from '../../kernel/event';
import type { PartyCode } from '../../kernel/vocabulary';
import { FRESHNESS_WAIT_MS } from '../../platform/http/fresh-reads';
import { ProjectionRunner } from '../../platform/subscriptions/projection-runner';
import { ReadStore } from '../../platform/subscriptions/read-store';
import type { JudgedRow } from './payment-file.events';
import {
  judgedRowsTable,
  type PaymentFileRow,
  paymentFilesProjection,
  paymentFilesTable,
} from './payment-files.projection';

/** Payment files as they were recorded, whichever process took them. */
@Injectable()
export class PaymentFileQueries {
  constructor(
    private readonly reads: ReadStore,
    private readonly projections: ProjectionRunner,
  ) {}

  /** Waits a moment for what was recorded up to there. */
  async upTo(position: Position): Promise<void> {
    await this.projections.waitFor(position, FRESHNESS_WAIT_MS, [paymentFilesProjection]);
  }

  /** The newest first. */
  of(operator: PartyCode, limit: number): PaymentFileRow[] {
    const where = 'operator = :operator';
    return this.model.rows(paymentFilesTable, {
      where,
      parameters: { operator },
      orderBy: 'begunAt DESC, fileId DESC',
      limit,
    });
  }

  find(operator: PartyCode, fileId: string): PaymentFileRow | undefined {
    const where = 'fileId = :fileId AND operator = :operator';
    return this.model.row(paymentFilesTable, { where, parameters: { fileId, operator } });
  }

  /** In the order of the file. */
  rows(fileId: string): JudgedRow[] {
    return this.model
      .rows(judgedRowsTable, { where: 'fileId = :fileId', parameters: { fileId }, orderBy: 'after' })
      .flatMap(({ judged }) => judged);
  }

  private get model(): ReturnType<ReadStore['model']> {
    return this.reads.model(paymentFilesProjection);
  }
}
