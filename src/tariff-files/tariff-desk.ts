import { Injectable } from '@nestjs/common';
import type { Day } from '../kernel/calendar';
import type { OfferingId, PartyCode, TariffFileId } from '../kernel/vocabulary';
import { offeringId } from '../kernel/vocabulary';
import { OfferingFacts } from '../offerings/offerings.facts';
import { OfferingQueries } from '../offerings/offerings.queries';
import { PartyFacts } from '../parties/parties.facts';
import { PlaceBookQueries, placesByDay } from '../placements/place-book.queries';
import { derivedId } from '../platform/commands/derived-id';
import { dayPrice, TariffFacts, type TariffVersion } from '../tariffs/tariffs.facts';
import { type Judgement, judged, type KnownOffering } from './row-judgement.calculation';
import type { TariffFileRow } from './tariff-file.events';
import { nameKey } from './tariff-groups.calculation';

/** Which file is looked at, for whom and on which day. */
export interface TariffPass {
  readonly fileId: TariffFileId;
  readonly by: PartyCode;
  readonly today: Day;
  /** Offerings by name, each operator’s asked for once in a pass. */
  readonly names: Map<PartyCode, ReadonlyMap<string, readonly OfferingId[]>>;
  /** Places by line of each offering on the pass’s day, asked for once. */
  readonly places: Map<OfferingId, ReadonlyMap<string, number>>;
}

/** Holds a file’s tariffs against the ledger. Read models only say where to look; what holds comes from the streams. */
@Injectable()
export class TariffDesk {
  constructor(
    private readonly parties: PartyFacts,
    private readonly offerings: OfferingFacts,
    private readonly catalogue: OfferingQueries,
    private readonly tariffs: TariffFacts,
    private readonly placements: PlaceBookQueries,
  ) {}

  pass(fileId: TariffFileId, by: PartyCode, today: Day): TariffPass {
    return { fileId, by, today, names: new Map(), places: new Map() };
  }

  async judged(rows: readonly TariffFileRow[], pass: TariffPass): Promise<Judgement> {
    const { by, today } = pass;
    const [first] = rows;
    const operator = first?.operator;
    if (first === undefined || operator === undefined || (await this.parties.find(operator)) === undefined)
      return judged(rows, { by, today, operatorRegistered: false, offerings: [] }, dayPrice);
    const ids =
      first.offeringId === undefined ? await this.namesakes(operator, first.offering, pass) : [first.offeringId];
    const found = await Promise.all(ids.map((id) => this.known(id, operator, pass)));
    const offerings = found.filter((known) => known !== undefined);
    const idUnknown = first.offeringId !== undefined && offerings.length === 0;
    return judged(rows, { by, today, operatorRegistered: true, idUnknown, offerings }, dayPrice);
  }

  /** All versions of the offering, the corrected ones too. */
  async versions(id: OfferingId): Promise<readonly TariffVersion[]> {
    return this.tariffs.versions(id);
  }

  /** An offering that the file brings about has an id that follows from it, so that it is never made twice. */
  newOfferingId({ fileId }: TariffPass, operator: PartyCode, name: string): OfferingId {
    return offeringId(derivedId(fileId, 'offering', operator, nameKey(name)));
  }

  private async namesakes(operator: PartyCode, name: string, pass: TariffPass): Promise<readonly OfferingId[]> {
    let names = pass.names.get(operator);
    if (names === undefined) {
      const grouped = Map.groupBy(this.catalogue.search({ operator }), (row) => nameKey(row.name));
      names = new Map([...grouped].map(([key, rows]) => [key, rows.map((row) => row.offeringId)]));
      pass.names.set(operator, names);
    }
    const listed = names.get(nameKey(name)) ?? [];
    // One that this file has just brought about may not have come into the catalogue yet.
    return listed.length > 0 ? listed : [this.newOfferingId(pass, operator, name)];
  }

  private async known(id: OfferingId, operator: PartyCode, pass: TariffPass): Promise<KnownOffering | undefined> {
    const state = await this.offerings.of(id);
    if (state.phase === 'unknown' || state.operator !== operator) return undefined;
    const versions = await this.tariffs.versions(id);
    const places = this.placesOf(id, pass);
    const lines = Object.values(state.serviceLines).filter((line) => line !== undefined);
    return {
      offeringId: id,
      ...(state.lastDay === undefined ? {} : { lastDay: state.lastDay }),
      lines: lines.map(({ serviceLineId, legalBasis, name, last }) => {
        const count = places.get(serviceLineId);
        return {
          serviceLineId,
          legalBasis,
          name,
          ...(last === undefined ? {} : { last }),
          ...(count === undefined ? {} : { places: count }),
        };
      }),
      versions: versions.filter(({ supersededBy }) => supersededBy === undefined),
    };
  }

  private placesOf(id: OfferingId, { places, today }: TariffPass): ReadonlyMap<string, number> {
    const known = places.get(id);
    if (known !== undefined) return known;
    const byDay = placesByDay(this.placements.capacities({ offeringId: id }), today, today);
    const found = new Map([...byDay].map(([line, counts]) => [line, counts[0] ?? 0]));
    places.set(id, found);
    return found;
  }
}
