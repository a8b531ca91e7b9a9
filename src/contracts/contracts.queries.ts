import { Injectable } from '@nestjs/common';
import type { Sight } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { PlacementId } from '../kernel/vocabulary';
import { ReadStore } from '../platform/subscriptions/read-store';
import { seenRows } from '../platform/subscriptions/sight-condition';
import type { ContractContent } from './contract.events';
import type { ContractRow } from './contract-register.projection';
import { contractRegister, contractsTable, documentsTable } from './contract-register.projection';

const SEEN_AS = { buyer: 'buyer = :reader', payer: 'payer = :reader', operator: 'operator = :reader' };

export interface ContractFilter {
  readonly seenBy: Sight<'any' | 'buyer' | 'payer' | 'operator'>;
  /** Only contracts in force on this day that were not signed by both sides on it, oldest first. */
  readonly unsignedOn?: Day | undefined;
  /** Sort key after which the list goes on. */
  readonly after?: readonly [effectiveDay: Day, contractId: PlacementId] | undefined;
  readonly limit: number;
  readonly knownAt?: Position | undefined;
}

@Injectable()
export class ContractQueries {
  constructor(private readonly reads: ReadStore) {}

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
