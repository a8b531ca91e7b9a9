import { Injectable } from '@nestjs/common';
import type { Asker, Sight } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { PlacementId } from '../kernel/vocabulary';
import { ReadStore } from '../platform/subscriptions/read-store';
import { seenRows } from '../platform/subscriptions/sight-condition';
import { type SignaturesAwaited, type SignatureWait, type Turn, TURNS } from '../placements/signatures-awaited.queries';
import type { ContractContent, ContractSide } from './contract.events';
import type { ContractRow } from './contract-register.projection';
import { contractRegister, contractsTable, documentsTable } from './contract-register.projection';

const SEEN_AS = { buyer: 'buyer = :reader', payer: 'payer = :reader', operator: 'operator = :reader' };

const SIGNATURE_WAITS = ['SIGNATURE', 'ADDENDUM'] as const satisfies readonly SignatureWait[];

const lacksOnAddendum = (side: ContractSide): string => `EXISTS (SELECT 1 FROM json_each(addenda) AS addendum
  WHERE NOT EXISTS (SELECT 1 FROM json_each(addendum.value, '$.signatures') AS signature
    WHERE signature.value ->> 'side' = '${side}'))`;

export interface ContractFilter {
  readonly seenBy: Sight<'any' | 'buyer' | 'payer' | 'operator'>;
  /** Only contracts in force on this day that were not signed by both sides on it, oldest first. */
  readonly unsignedOn?: Day | undefined;
  /** Sort key after which the list goes on. */
  readonly after?: readonly [effectiveDay: Day, contractId: PlacementId] | undefined;
  readonly limit: number;
  readonly knownAt?: Position | undefined;
}

/** True of contracts that the side has not signed, and of those to which it has not signed an addendum. */
const UNSIGNED: Readonly<Record<SignatureWait, Readonly<Record<'buyer' | 'operator', string>>>> = {
  SIGNATURE: {
    buyer: `state IN ('DRAFTED', 'AWAITING_BUYER')`,
    operator: `state IN ('DRAFTED', 'AWAITING_SUPPLIER')`,
  },
  ADDENDUM: { buyer: lacksOnAddendum('BUYER'), operator: lacksOnAddendum('SUPPLIER') },
};

/** Contracts of the asker's in which a signature is missing: the asker's own, or only the other side's. */
const unsigned = (wait: SignatureWait, { roles }: Asker, turn: Turn | undefined): string => {
  const { buyer, operator } = UNSIGNED[wait];
  const missing = `annulledOn IS NULL AND (${buyer} OR ${operator})`;
  if (turn === undefined) return missing;
  const sides = (['buyer', 'operator'] as const).filter((side) => roles.includes(side));
  const own = sides.map((side) => `(${side} = :party AND ${UNSIGNED[wait][side]})`).join(' OR ') || '1 = 0';
  const party = sides.map((side) => `${side} = :party`).join(' OR ') || '1 = 0';
  return `${missing} AND (${party}) AND ${turn === 'YOU' ? '' : 'NOT '}(${own})`;
};

const bound = (sql: string, { party }: Asker): Record<string, string> => (sql.includes(':party') ? { party } : {});

type SignatureCounts = Readonly<Record<SignatureWait, Readonly<Record<Turn, number>>>>;

@Injectable()
export class ContractQueries implements SignaturesAwaited {
  private counted: { readonly checkpoint: Position; readonly byReader: Map<string, SignatureCounts> } = {
    checkpoint: -1,
    byReader: new Map(),
  };

  constructor(private readonly reads: ReadStore) {}

  awaited(wait: SignatureWait, asker: Asker, turn?: Turn, knownAt?: Position): readonly PlacementId[] {
    const where = unsigned(wait, asker, turn);
    const found = this.reads
      .model(contractRegister)
      .select<{ contractId: PlacementId }>(
        (from) => `SELECT contractId FROM ${from(contractsTable)} WHERE ${where}`,
        bound(where, asker),
        knownAt,
      );
    return found.map(({ contractId }) => contractId);
  }

  counts(asker: Asker, knownAt?: Position): SignatureCounts {
    const model = this.reads.model(contractRegister);
    const { checkpoint } = model;
    if (this.counted.checkpoint !== checkpoint) this.counted = { checkpoint, byReader: new Map() };
    const reader = JSON.stringify([asker.party, asker.roles]);
    const held = knownAt === undefined ? this.counted.byReader.get(reader) : undefined;
    if (held !== undefined) return held;
    const sums = SIGNATURE_WAITS.flatMap((wait) =>
      TURNS.map((turn) => `sum(${unsigned(wait, asker, turn)}) AS ${wait}_${turn}`),
    ).join(', ');
    const [row = {}] = model.select<Readonly<Record<string, number | null>>>(
      (from) => `SELECT ${sums} FROM ${from(contractsTable)}`,
      bound(sums, asker),
      knownAt,
    );
    const count = (wait: SignatureWait) => ({ YOU: row[`${wait}_YOU`] ?? 0, OTHERS: row[`${wait}_OTHERS`] ?? 0 });
    const counts = { SIGNATURE: count('SIGNATURE'), ADDENDUM: count('ADDENDUM') };
    if (knownAt === undefined) this.counted.byReader.set(reader, counts);
    return counts;
  }

  find(contractId: PlacementId, knownAt?: Position): ContractRow | undefined {
    return this.reads.model(contractRegister).row(contractsTable, {
      where: 'contractId = :contractId',
      parameters: { contractId },
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }

  /** In order of the day they take effect. */
  list({ seenBy, unsignedOn, after, limit, knownAt }: ContractFilter): ContractRow[] {
    const seen = seenRows(seenBy, SEEN_AS);
    return this.reads.model(contractRegister).rows(contractsTable, {
      where: `${seen.where}
        AND (:unsignedOn IS NULL OR (annulledOn IS NULL AND COALESCE(enrolledDay, firstDay) <= :unsignedOn
          AND (signedOn IS NULL OR signedOn > :unsignedOn)))
        AND (:afterId IS NULL OR (COALESCE(enrolledDay, firstDay), contractId) > (:afterDay, :afterId))`,
      parameters: {
        ...seen.parameters,
        unsignedOn: unsignedOn ?? null,
        afterDay: after?.[0] ?? null,
        afterId: after?.[1] ?? null,
      },
      orderBy: 'COALESCE(enrolledDay, firstDay), contractId',
      limit,
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }

  /** The content of the contract (0) or one of its addenda. */
  content(contractId: PlacementId, addendum = 0): ContractContent | undefined {
    return this.reads.model(contractRegister).row(documentsTable, {
      where: 'contractId = :contractId AND addendum = :addendum',
      parameters: { contractId, addendum },
    })?.content;
  }
}

export type { AddendumEntry, ContractRow, Signature } from './contract-register.projection';
