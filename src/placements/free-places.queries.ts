import { Injectable } from '@nestjs/common';
import type { Day } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { Ore } from '../kernel/money';
import type { OfferingId, PartyCode, TariffLevel } from '../kernel/vocabulary';
import { OfferingQueries, type OfferingRow } from '../offerings/offerings.queries';
import { distanceKm } from '../parties/municipality-distances.queries';
import { dayPrice } from '../tariffs/tariffs.facts';
import { TariffQueries } from '../tariffs/tariffs.queries';
import { valueOn } from './day-steps';
import { freePlaces, offeringPlaces, type OfferingPlaces } from './free-places.calculation';
import type { FreePlaceView } from './free-places.views';
import { PlaceBookQueries } from './place-book.queries';

export const FREE_PLACE_ORDERS = ['FREE_FROM', 'DISTANCE', 'PRICE'] as const;
export type FreePlaceOrder = (typeof FREE_PLACE_ORDERS)[number];

export interface FreePlaceSearch {
  /** Part of the offering's name. */
  readonly text?: string | undefined;
  readonly targetGroup?: string | undefined;
  readonly legalBasis?: LegalBasisCode | undefined;
  readonly operator?: PartyCode | undefined;
  /** Only where the offering lies in this municipality. */
  readonly municipality?: PartyCode | undefined;
  /** The municipality that distances are counted from. */
  readonly near?: PartyCode | undefined;
  /** Only so far from `near`; what lies nobody knows where is left out. */
  readonly withinKm?: number | undefined;
  readonly sort?: FreePlaceOrder | undefined;
  readonly level?: TariffLevel | undefined;
  readonly from: Day;
  /** Only lines with a level that costs no more a day. */
  readonly maxDayPriceOre?: Ore | undefined;
  readonly freeBy?: Day | undefined;
  /** Without it a place must stay free until further notice. */
  readonly stayDays?: number | undefined;
  readonly knownAt?: Position | undefined;
}

interface CountedOffering {
  readonly places: OfferingPlaces;
  readonly position: Position;
  readonly recordedAt: string;
}

/** Free places, counted anew from the place books whenever they have changed. */
@Injectable()
export class FreePlaceQueries {
  private counted:
    { readonly position: Position; readonly offerings: ReadonlyMap<OfferingId, CountedOffering> } | undefined;

  constructor(
    private readonly placements: PlaceBookQueries,
    private readonly offerings: OfferingQueries,
    private readonly tariffs: TariffQueries,
  ) {}

  /** In the order asked for: free soonest, nearest or cheapest first; then by when it is free and by name. */
  search(asked: FreePlaceSearch): CountedFreePlace[] {
    const { targetGroup, legalBasis, text, operator, municipality, sort, knownAt } = asked;
    const counted = this.count(knownAt);
    const offerings = this.offerings.search({
      ...(targetGroup === undefined ? {} : { targetGroup }),
      ...(legalBasis === undefined ? {} : { legalBasis }),
      ...(text === undefined ? {} : { text }),
      ...(operator === undefined ? {} : { operator }),
      ...(municipality === undefined ? {} : { addressMunicipality: municipality }),
      ...(knownAt === undefined ? {} : { knownAt }),
    });
    return offerings
      .flatMap((offering) => {
        const book = counted.get(offering.offeringId);
        return book === undefined ? [] : this.linesOf(offering, book, asked);
      })
      .sort((a, b) => compare(freePlaceKey(a, sort), freePlaceKey(b, sort)));
  }

  private linesOf(
    offering: OfferingRow,
    { places: { lines, closesAfter }, position, recordedAt }: CountedOffering,
    { legalBasis, level, from, freeBy, stayDays, maxDayPriceOre, near, withinKm, knownAt }: FreePlaceSearch,
  ): CountedFreePlace[] {
    const { offeringId, name, operator, addressMunicipality, targetGroups } = offering;
    const away = near === undefined || addressMunicipality === null ? undefined : distanceKm(near, addressMunicipality);
    if (withinKm !== undefined && (away === undefined || away > withinKm)) return [];
    const found: CountedFreePlace[] = [];
    for (const service of offering.serviceLines) {
      if (legalBasis !== undefined && service.legalBasis !== legalBasis) continue;
      const line = lines.get(service.serviceLineId);
      if (line === undefined) continue;
      const begin = service.from > from ? service.from : from;
      const { freeOnDay, freeFrom } = freePlaces(line, { from: begin, stayDays, closesAfter });
      if (freeFrom === undefined || (freeBy !== undefined && freeFrom > freeBy)) continue;
      if (service.last !== undefined && freeFrom > service.last) continue;
      const tariffs = this.tariffs
        .inForce(offeringId, freeFrom, knownAt)
        .filter((tariff) => tariff.serviceLineId === service.serviceLineId);
      const levels = tariffs.map((tariff) => tariff.level);
      if (level !== undefined && !levels.includes(level)) continue;
      const wanted = level === undefined ? tariffs : tariffs.filter((tariff) => tariff.level === level);
      const dayPriceFromOre = lowest(wanted.flatMap(({ components }) => dayPrice(components) ?? []));
      if (maxDayPriceOre !== undefined && (dayPriceFromOre === null || dayPriceFromOre > maxDayPriceOre)) continue;
      found.push({
        offeringId,
        offeringName: name,
        operator,
        addressMunicipality,
        distanceKm: away ?? null,
        targetGroups,
        serviceLineId: service.serviceLineId,
        legalBasis: service.legalBasis,
        places: valueOn(line.free, begin) + valueOn(line.taken, begin),
        freeOnDay,
        freeFrom,
        levels,
        dayPriceFromOre,
        recordedAt,
        position,
      });
    }
    return found;
  }

  private count(knownAt: Position | undefined): ReadonlyMap<OfferingId, CountedOffering> {
    const { position } = this.placements;
    if (knownAt === undefined && this.counted?.position === position) return this.counted.offerings;
    const capacities = Map.groupBy(this.placements.capacities({ knownAt }), ({ offeringId }) => offeringId);
    const stays = Map.groupBy(this.placements.stays({ knownAt }), ({ offeringId }) => offeringId);
    const offerings = new Map<OfferingId, CountedOffering>();
    for (const [offeringId, rows] of capacities) {
      const taken = stays.get(offeringId) ?? [];
      const newest = [...rows.map(freshness), ...taken.map(freshness)].reduce((a, b) =>
        b.position > a.position ? b : a,
      );
      offerings.set(offeringId, { places: offeringPlaces(rows, taken), ...newest });
    }
    if (knownAt === undefined) this.counted = { position, offerings };
    return offerings;
  }
}

const lowest = (prices: readonly Ore[]): Ore | null =>
  prices.reduce<Ore | null>((least, price) => (least === null || price < least ? price : least), null);

const freshness = (
  row: { position: Position; recordedAt: string } | { lastPosition: Position; recordedAt: string },
) => ({
  position: 'position' in row ? row.position : row.lastPosition,
  recordedAt: row.recordedAt,
});

/** More than any distance or price, so that what has none comes last. */
const LAST = 10 ** 12;
const KEY_DIGITS = 13;

/** What places are sorted by, as text. */
export const freePlaceKey = (place: CountedFreePlace, sort: FreePlaceOrder = 'FREE_FROM'): FreePlaceKey => {
  const { freeFrom, offeringName, offeringId, serviceLineId } = place;
  const first = { FREE_FROM: 0, DISTANCE: place.distanceKm ?? LAST, PRICE: place.dayPriceFromOre ?? LAST }[sort];
  return [String(first).padStart(KEY_DIGITS, '0'), freeFrom, offeringName, offeringId, serviceLineId];
};

/** A free place, whoever asks. */
export type CountedFreePlace = Omit<FreePlaceView, 'underAgreement'>;

export type FreePlaceKey = [first: string, freeFrom: string, name: string, offeringId: string, serviceLineId: string];

const compare = (a: FreePlaceKey, b: FreePlaceKey): number => {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
};

/** Whether a place comes behind the one with the key. */
export const isBehind = (key: FreePlaceKey, after: FreePlaceKey): boolean => compare(key, after) > 0;
