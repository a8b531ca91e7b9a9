import type { Day, Month } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { Ore } from '../kernel/money';
import type { Projection } from '../kernel/projection';
import { table } from '../kernel/projection';
import type { PartyCode, StatementId } from '../kernel/vocabulary';
import type { MonthClosed } from '../settlement/months/settlement.events';
import type { CosignerEvent } from './cosigner.events';
import type { CosigningSide, MonthCosigningEvent } from './month-cosigning.events';

/** One side's signature, as it was given last. */
export interface Cosignature {
  readonly title: string;
  readonly signedOn: Day;
  readonly recordedAt: string;
  readonly eventId: string;
  /** The line below the checkpoint, and the key it was signed with; null for a person's signature within the product. */
  readonly line: string | null;
  readonly verifierKey: string | null;
}

/** A statement of a closed month, and who has cosigned it. */
export interface CosignedMonthRow {
  readonly statementId: StatementId;
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  readonly month: Month;
  readonly issuedOn: Day;
  readonly totalOre: Ore;
  readonly operatorSignature: Cosignature | null;
  readonly payerSignature: Cosignature | null;
  readonly closedPosition: Position;
}

export const cosignedMonthsTable = table<CosignedMonthRow>({
  name: 'cosigned_months',
  key: ['statementId'],
  history: true,
  indexes: [['month']],
  columns: {
    statementId: 'text',
    operator: 'text',
    payer: 'text',
    month: 'text',
    issuedOn: 'text',
    totalOre: 'integer',
    operatorSignature: 'json',
    payerSignature: 'json',
    closedPosition: 'integer',
  },
});

export interface CosigningKeyRow {
  readonly party: PartyCode;
  readonly verifierKey: string;
  readonly registeredOn: Day;
}

export const cosigningKeysTable = table<CosigningKeyRow>({
  name: 'cosigning_keys',
  key: ['party'],
  history: true,
  columns: { party: 'text', verifierKey: 'text', registeredOn: 'text' },
});

const COLUMN = { OPERATOR: 'operatorSignature', PAYER: 'payerSignature' } as const satisfies Record<
  CosigningSide,
  keyof CosignedMonthRow
>;

/** Which closed months both sides have cosigned, and which wait for one. */
export const cosignedMonths: Projection<MonthClosed | MonthCosigningEvent | CosignerEvent> = {
  name: 'cosigned-months',
  version: 1,
  tables: [cosignedMonthsTable, cosigningKeysTable],
  on: {
    MonthClosed: ({ data: { operator, month, issuedOn, statements }, position }, rows) => {
      for (const { statementId, payer, totalOre } of statements)
        rows(cosignedMonthsTable).put({
          statementId,
          operator,
          payer,
          month,
          issuedOn,
          totalOre,
          operatorSignature: null,
          payerSignature: null,
          closedPosition: position,
        });
    },
    MonthCosigned: ({ id: eventId, data, recordedAt }, rows) => {
      const row = rows(cosignedMonthsTable).get(data.statementId);
      if (row === undefined) return;
      const { line = null, verifierKey = null } = data.own ?? {};
      const signature = { title: data.signer.title, signedOn: data.signedOn, recordedAt, eventId, line, verifierKey };
      rows(cosignedMonthsTable).put({ ...row, [COLUMN[data.side]]: signature });
    },
    CosigningKeyRegistered: ({ data: { party, verifierKey, registeredOn } }, rows) =>
      rows(cosigningKeysTable).put({ party, verifierKey, registeredOn }),
  },
};
