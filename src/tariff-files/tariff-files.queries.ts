import { Injectable } from '@nestjs/common';
import type { PartyCode, TariffFileId } from '../kernel/vocabulary';
import { ReadStore } from '../platform/subscriptions/read-store';
import type { TariffFileEntry, TariffFileRowEntry } from './tariff-files.projection';
import { tariffFileRowsTable, tariffFiles, tariffFilesTable } from './tariff-files.projection';

@Injectable()
export class TariffFileQueries {
  constructor(private readonly reads: ReadStore) {}

  find(fileId: TariffFileId): TariffFileEntry | undefined {
    return this.reads.model(tariffFiles).row(tariffFilesTable, { where: 'fileId = :fileId', parameters: { fileId } });
  }

  /** The party’s files, or everybody’s, newest first; only files received before the position. */
  list(party: PartyCode | undefined, before: number | undefined, limit: number): readonly TariffFileEntry[] {
    return this.reads.model(tariffFiles).rows(tariffFilesTable, {
      where: `phase <> 'reading' AND (:party IS NULL OR party = :party) AND (:before IS NULL OR position < :before)`,
      parameters: { party: party ?? null, before: before ?? null },
      orderBy: 'position DESC',
      limit,
    });
  }

  /** In the order of the file, after a row. */
  rows(fileId: TariffFileId, after: number, limit: number): readonly TariffFileRowEntry[] {
    return this.reads.model(tariffFiles).rows(tariffFileRowsTable, {
      where: 'fileId = :fileId AND row > :after',
      parameters: { fileId, after },
      orderBy: 'row',
      limit,
    });
  }
}
