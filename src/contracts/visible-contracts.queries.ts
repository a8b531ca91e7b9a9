import { Inject, Injectable } from '@nestjs/common';
import { allows, type Permission } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import { reject } from '../kernel/decider';
import type { Actor, PlacementId } from '../kernel/vocabulary';
import { CLOCK, type Clock } from '../platform/clock';
import { Refused } from '../platform/commands/refusals';
import { FreshReads, type ReadTimesQuery } from '../platform/http/fresh-reads';
import { type StatusOnDay, statusOn } from './contract-status.calculation';
import type { ContractContent } from './contract.events';
import { type AddendumEntry, ContractQueries, type ContractRow } from './contracts.queries';

/** A contract as it stood on a day. */
export type ContractOnDay = Omit<ContractRow, 'addenda'> & StatusOnDay & { readonly unsignedAddenda: number };

/** With what is signed: its own content, and that of each addendum. */
export interface WholeContract extends ContractOnDay {
  readonly content: ContractContent;
  readonly addenda: readonly (AddendumEntry & { readonly content: ContractContent })[];
}

/** Contracts as far as the asker may see them; one door for the routes and the documents made of them. */
@Injectable()
export class VisibleContracts {
  constructor(
    private readonly contracts: ContractQueries,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * What one may not see does not exist for one. `on` is the day asked for, or today.
   * @throws Refused CONTRACT_UNKNOWN
   */
  async find(
    contractId: PlacementId,
    query: ReadTimesQuery,
    actor: Actor,
    permission: Permission<'any' | 'buyer' | 'payer' | 'operator'>,
  ): Promise<{ readonly contract: WholeContract; readonly on: Day }> {
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const on = effectiveOn ?? this.clock.today();
    const row = this.contracts.find(contractId, knownAt);
    const content = this.contracts.content(contractId);
    if (row === undefined || content === undefined || !allows(permission, actor, row))
      throw new Refused(reject('CONTRACT_UNKNOWN', { contractId }));
    const addenda = row.addenda.map((entry) => ({
      ...entry,
      content: this.contracts.content(contractId, entry.addendum) ?? content,
    }));
    return { contract: { ...contractOn(row, on), content, addenda }, on };
  }
}

export const contractOn = (row: ContractRow, on: Day): ContractOnDay => {
  const { addenda, ...shown } = row;
  const unsignedAddenda = addenda.filter(({ signatures }) => signatures.length < 2).length;
  return { ...shown, ...statusOn(row, on), unsignedAddenda };
};
