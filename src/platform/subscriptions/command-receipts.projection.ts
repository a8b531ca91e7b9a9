import type { Recorded } from '../../kernel/event';
import type { AnyProjection, Tables } from '../../kernel/projection';
import { table } from '../../kernel/projection';

export interface CommandReceiptRow {
  readonly commandId: string;
  readonly stream: string;
  readonly first: number;
  readonly last: number;
  readonly position: number;
  readonly hash: string;
}

export const commandReceiptsTable = table<CommandReceiptRow>({
  name: 'command_receipts',
  key: ['commandId'],
  columns: {
    commandId: 'text',
    stream: 'text',
    first: 'integer',
    last: 'integer',
    position: 'integer',
    hash: 'text',
  },
});

/** What each command with an idempotency key recorded, so that asking again is answered and not carried out again. */
export const commandReceipts: AnyProjection = {
  name: 'command-receipts',
  version: 1,
  tables: [commandReceiptsTable],
  on: {
    '*': ({ metadata, stream, revision, position }: Recorded, rows: Tables) => {
      const { commandId, commandHash } = metadata;
      if (commandHash === undefined) return;
      const first = rows(commandReceiptsTable).get(commandId)?.first ?? revision;
      rows(commandReceiptsTable).put({ commandId, stream, first, last: revision, position, hash: commandHash });
    },
  },
};
