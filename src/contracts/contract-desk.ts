import { Injectable } from '@nestjs/common';
import type { Day } from '../kernel/calendar';
import type { OfferingId, PartyCode, TariffId } from '../kernel/vocabulary';
import type { RuleConfiguration } from '../agreements/agreement.events';
import { AgreementFacts } from '../agreements/agreements.facts';
import { AgreementQueries } from '../agreements/agreements.queries';
import { PartyFacts } from '../parties/parties.facts';
import type { PlacementTerms } from '../placements/place-book.events';
import type { TariffComponent } from '../tariffs/tariff.events';
import { TariffFacts } from '../tariffs/tariffs.facts';
import type { PartyNames } from './standard-terms';

/** Gathers what a contract says besides the placement's terms. */
@Injectable()
export class ContractDesk {
  constructor(
    private readonly parties: PartyFacts,
    private readonly agreements: AgreementFacts,
    private readonly agreementQueries: AgreementQueries,
    private readonly tariffs: TariffFacts,
  ) {}

  async names(codes: readonly PartyCode[]): Promise<PartyNames> {
    const found = await Promise.all(codes.map(async (code) => this.parties.find(code)));
    const names = new Map(codes.map((code, at) => [code, found[at]?.name ?? code]));
    return (party) => names.get(party) ?? party;
  }

  async rules({ buyer, operator, agreementId }: PlacementTerms, on: Day): Promise<RuleConfiguration> {
    const inForce = await this.agreements.inForce(on, [buyer, operator]);
    const rules = inForce?.rules ?? this.agreementQueries.rulesOf(agreementId, on);
    if (rules === undefined) throw new Error(`The agreement ${agreementId} that a place was bought under is not there`);
    return rules;
  }

  /** As it is called now: what is signed has to keep it. */
  async agreementName({ agreementId }: PlacementTerms): Promise<string> {
    return (await this.agreements.find(agreementId))?.name ?? agreementId;
  }

  async components(offeringId: OfferingId, tariffId: TariffId): Promise<readonly TariffComponent[]> {
    const versions = await this.tariffs.versions(offeringId);
    return versions.find((version) => version.tariffId === tariffId)?.components ?? [];
  }
}
