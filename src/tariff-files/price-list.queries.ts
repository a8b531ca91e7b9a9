import { Injectable } from '@nestjs/common';
import { CalculationQueries } from '../calculations/calculations.queries';
import type { Day } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { Ore } from '../kernel/money';
import type { PartyCode } from '../kernel/vocabulary';
import { OfferingQueries, type OfferingRow } from '../offerings/offerings.queries';
import { PartyQueries } from '../parties/parties.queries';
import { PlaceBookQueries, placesByDay } from '../placements/place-book.queries';
import { TariffQueries, type TariffVersionRow } from '../tariffs/tariffs.queries';
import type { ListedTariff } from './price-list.calculation';

export interface PriceListAsked {
  readonly on: Day;
  /** The municipalities of the region, and the region itself. */
  readonly region?: PartyCode | undefined;
  readonly operator?: PartyCode | undefined;
  readonly knownAt?: Position | undefined;
}

const OFFERINGS_AT_ONCE = 100;
const REGION_PARTIES_MAX = 200;

/** The price list (Tilbudsviften) of a day, offering by offering, so that it can be written as it is read. */
@Injectable()
export class PriceListQueries {
  constructor(
    private readonly parties: PartyQueries,
    private readonly offerings: OfferingQueries,
    private readonly tariffs: TariffQueries,
    private readonly placements: PlaceBookQueries,
    private readonly calculations: CalculationQueries,
  ) {}

  async *tariffsOn(asked: PriceListAsked): AsyncGenerator<readonly ListedTariff[]> {
    const { operator, knownAt } = asked;
    const inRegion = this.regional(asked);
    let after: readonly [string, string] | undefined;
    for (;;) {
      const page = this.offerings.search({
        limit: OFFERINGS_AT_ONCE,
        ...(operator === undefined ? {} : { operator }),
        ...(after === undefined ? {} : { after }),
        ...(knownAt === undefined ? {} : { knownAt }),
      });
      for (const offering of page) {
        const listed = inRegion(offering.operator) ? this.ofOffering(offering, asked) : [];
        if (listed.length > 0) yield listed;
      }
      const last = page.at(-1);
      if (last === undefined || page.length < OFFERINGS_AT_ONCE) return;
      after = [last.searchName, last.offeringId];
      // Whoever else is asking gets a turn between two pages.
      await new Promise(setImmediate);
    }
  }

  private regional({ region, knownAt }: PriceListAsked): (operator: PartyCode) => boolean {
    if (region === undefined) return () => true;
    const known = knownAt === undefined ? {} : { knownAt };
    const found = this.parties.search({ frameworkRegion: region, limit: REGION_PARTIES_MAX, ...known });
    const members = new Set([region, ...found.map(({ party }) => party)]);
    return (operator) => members.has(operator);
  }

  private ofOffering(offering: OfferingRow, { on, knownAt }: PriceListAsked): readonly ListedTariff[] {
    const { offeringId, operator, name, descriptions, serviceLines, constructed } = offering;
    if (offering.lastDay !== null && offering.lastDay < on) return [];
    const versions = this.tariffs.versions(offeringId, knownAt).filter(({ supersededBy }) => supersededBy === null);
    const inForce = versions.filter(({ validFrom, validTo }) => validFrom <= on && (validTo === null || validTo >= on));
    if (inForce.length === 0) return [];
    const described = descriptions.findLast(({ from }) => from === null || from <= on) ?? descriptions[0];
    const places = placesByDay(this.placements.capacities({ offeringId, knownAt }), on, on);
    const sold = this.soldToOthers(offering, on, knownAt);
    return inForce.flatMap((version): readonly ListedTariff[] => {
      const line = serviceLines.find(({ serviceLineId }) => serviceLineId === version.serviceLineId);
      if (line === undefined) return [];
      const count = places.get(line.serviceLineId)?.[0];
      const regulationShareOre = this.regulationShare(version, knownAt);
      return [
        {
          year: Number(on.slice(0, 4)),
          operator,
          offeringId,
          offering: name,
          addressMunicipality: described?.addressMunicipality ?? null,
          targetGroups: described?.targetGroups ?? [],
          ageFrom: described?.ageFrom ?? 0,
          ageTo: described?.ageTo ?? 120,
          serviceLineId: line.serviceLineId,
          service: line.name,
          legalBasis: line.legalBasis,
          ...(count === undefined ? {} : { places: count }),
          soldToOthers: sold.get(line.serviceLineId) ?? 0,
          level: version.level,
          ...(version.placementGround === null ? {} : { placementGround: version.placementGround }),
          components: version.components,
          previous: previousOf(version, versions)?.components ?? [],
          budgetedOccupancyBp: version.budgetedOccupancyBp,
          ...(regulationShareOre === undefined ? {} : { regulationShareOre }),
          validFrom: version.validFrom,
          validTo: version.validTo,
          source: version.source,
          constructed: constructed === 1,
        },
      ];
    });
  }

  /** Places on the day with citizens of others than the operator, by line. */
  private soldToOthers(
    { offeringId, operator }: OfferingRow,
    on: Day,
    knownAt?: Position,
  ): ReadonlyMap<string, number> {
    const sold = new Map<string, number>();
    for (const { serviceLineId, phase, buyer, firstDay, lastDay } of this.placements.stays({ offeringId, knownAt })) {
      const there = phase === 'enrolled' || phase === 'discharged';
      if (!there || buyer === operator || firstDay > on || (lastDay !== null && lastDay < on)) continue;
      sold.set(serviceLineId, (sold.get(serviceLineId) ?? 0) + 1);
    }
    return sold;
  }

  private regulationShare({ calculationId }: TariffVersionRow, knownAt?: Position): Ore | undefined {
    const fact = calculationId === null ? undefined : this.calculations.find(calculationId, knownAt)?.fact;
    return fact?.type === 'TariffCalculated' ? fact.data.price.regulationShareOre : undefined;
  }
}

const previousOf = (version: TariffVersionRow, all: readonly TariffVersionRow[]): TariffVersionRow | undefined =>
  all
    .filter(({ serviceLineId, level, validFrom }) => {
      return serviceLineId === version.serviceLineId && level === version.level && validFrom < version.validFrom;
    })
    .at(-1);
