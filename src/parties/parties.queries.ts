import { Injectable } from '@nestjs/common';
import type { Position } from '../kernel/event';
import type { PartyCode } from '../kernel/vocabulary';
import { ReadStore } from '../platform/subscriptions/read-store';
import type { PartyKind } from './party.events';
import type { PartyRow } from './party-directory.projection';
import { partiesTable, partyDirectory } from './party-directory.projection';

export interface PartyFilter {
  readonly kind?: PartyKind;
  readonly frameworkRegion?: PartyCode;
  /** Part of the name, in any case. */
  readonly text?: string;
  /** Code after which the list goes on. */
  readonly after?: PartyCode;
  readonly limit: number;
  readonly knownAt?: Position;
}

@Injectable()
export class PartyQueries {
  constructor(private readonly reads: ReadStore) {}

  find(party: PartyCode, knownAt?: Position): PartyRow | undefined {
    return this.reads.model(partyDirectory).row(partiesTable, {
      where: 'party = :party',
      parameters: { party },
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }

  all(): readonly PartyRow[] {
    return this.reads.model(partyDirectory).rows(partiesTable);
  }

  search({ kind, frameworkRegion, text, after, limit, knownAt }: PartyFilter): readonly PartyRow[] {
    return this.reads.model(partyDirectory).rows(partiesTable, {
      where: `(:kind IS NULL OR kind = :kind) AND (:frameworkRegion IS NULL OR frameworkRegion = :frameworkRegion)
        AND (:text IS NULL OR instr(searchName, :text) > 0) AND (:after IS NULL OR party > :after)`,
      parameters: {
        kind: kind ?? null,
        frameworkRegion: frameworkRegion ?? null,
        text: text?.toLowerCase() ?? null,
        after: after ?? null,
      },
      orderBy: 'party',
      limit,
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }
}

/** What parties are called, all at once, for lists; somebody who is not registered yet goes by the code. */
export const namesOf = (parties: Pick<PartyQueries, 'all'>): ((party: PartyCode) => string) => {
  const names = new Map(parties.all().map(({ party, name }) => [party, name]));
  return (party) => names.get(party) ?? party;
};

export type { PartyRow } from './party-directory.projection';
