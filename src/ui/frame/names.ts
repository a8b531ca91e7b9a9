import { Injectable } from '@nestjs/common';
import type { PartyCode } from '../../kernel/vocabulary';
import { namesOf, PartyQueries } from '../../parties/parties.queries';

/** What parties are called; somebody who is not registered yet goes by the code. */
@Injectable()
export class Names {
  constructor(private readonly parties: PartyQueries) {}

  of(party: PartyCode): string {
    return this.parties.find(party)?.name ?? party;
  }

  /** Everybody, in order of name, to choose from. */
  list(): readonly { readonly party: PartyCode; readonly name: string }[] {
    const danish = new Intl.Collator('da');
    return [...this.parties.all()].sort((a, b) => danish.compare(a.name, b.name));
  }

  /** Those who can be asked to pay for a citizen (R7): a private supplier never is. */
  payers(): ReturnType<Names['list']> {
    const suppliers = new Set(
      this.parties
        .all()
        .filter(({ kind }) => kind === 'private-supplier')
        .map(({ party }) => party),
    );
    return this.list().filter(({ party }) => !suppliers.has(party));
  }

  /** Some of them to choose from, in order of name. */
  choices(parties: readonly PartyCode[]): readonly { readonly value: PartyCode; readonly text: string }[] {
    const wanted = new Set(parties);
    return this.list().flatMap(({ party, name }) => (wanted.has(party) ? [{ value: party, text: name }] : []));
  }

  /** The regions to choose from, in order of name. */
  regions(): ReturnType<Names['choices']> {
    const regions = this.parties.all().filter(({ kind }) => kind === 'region');
    return this.choices(regions.map(({ party }) => party));
  }

  /** All at once, for lists. */
  all(): (party: PartyCode) => string {
    return namesOf(this.parties);
  }

  /** The municipalities of the region that a party belongs to, or is; none of a party that belongs to no region. */
  municipalitiesAround(party: PartyCode): readonly PartyCode[] {
    const row = this.parties.find(party);
    const region = row?.kind === 'region' ? party : row?.frameworkRegion;
    return this.parties
      .all()
      .filter(({ kind, frameworkRegion }) => kind === 'municipality' && frameworkRegion === region)
      .map((each) => each.party);
  }
}
