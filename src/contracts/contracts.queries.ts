import { Injectable } from '@nestjs/common';
import type { Day } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { PartyCode, PlacementId } from '../kernel/vocabulary';
import { ReadStore } from '../platform/subscriptions/read-store';
import type { ContractContent } from './contract.events';
import type { ContractRow } from './contract-register.projection';
import { contractRegister, contractsTable, documentsTable } from './contract-register.projection';

export interface ContractFilter {
  readonly asBuyer?: PartyCode | undefined;
  readonly asOperator?: PartyCode | undefined;
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
  list({ asBuyer, asOperator, unsignedOn, after, limit, knownAt }: ContractFilter): ContractRow[] {
    return this.reads.model(contractRegister).rows(contractsTable, {
      where: `(:everybody = 1 OR buyer = :asBuyer OR payer = :asBuyer OR operator = :asOperator)
        AND (:unsignedOn IS NULL OR (annulledOn IS NULL AND COALESCE(enrolledDay, firstDay) <= :unsignedOn
          AND (signedOn IS NULL OR signedOn > :unsignedOn)))
        AND (:afterId IS NULL OR (COALESCE(enrolledDay, firstDay), contractId) > (:afterDay, :afterId))`,
      parameters: {
        everybody: asBuyer === undefined && asOperator === undefined ? 1 : 0,
        asBuyer: asBuyer ?? null,
        asOperator: asOperator ?? null,
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
