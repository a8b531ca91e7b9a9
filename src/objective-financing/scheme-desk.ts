import { Injectable } from '@nestjs/common';
import { AgreementFacts } from '../agreements/agreements.facts';
import type { AgreementId, OfferingId, PartyCode } from '../kernel/vocabulary';
import { OfferingFacts } from '../offerings/offerings.facts';
import { PartyFacts } from '../parties/parties.facts';
import type { AgreementTies } from './scheme.decider';

/** What a decision about a scheme needs to know of others, straight from their streams. */
@Injectable()
export class SchemeDesk {
  constructor(
    private readonly agreements: AgreementFacts,
    private readonly offerings: OfferingFacts,
    private readonly parties: PartyFacts,
  ) {}

  async ties(
    agreementId: AgreementId,
    operator: PartyCode,
    year: number,
    offeringIds: readonly OfferingId[],
  ): Promise<AgreementTies> {
    const agreement = await this.agreements.find(agreementId);
    if (agreement === undefined) return { covered: false, foreign: [] };
    const [first, last] = [`${year}-01-01`, `${year}-12-31`];
    const covered = agreement.memberships.some(
      (member) =>
        member.party === operator &&
        member.from <= last &&
        agreement.first <= last &&
        (member.last ?? agreement.last) >= first,
    );
    const states = await Promise.all(offeringIds.map(async (offeringId) => this.offerings.of(offeringId)));
    const foreign = offeringIds.filter((_, at) => {
      const state = states[at];
      return state === undefined || state.phase === 'unknown' || state.operator !== operator;
    });
    return { region: agreement.region, covered, foreign };
  }

  unregistered(parties: readonly PartyCode[]): Promise<readonly PartyCode[]> {
    return this.parties.unregistered(parties);
  }
}
