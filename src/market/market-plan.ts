import { addDays, addMonths, addToMonth, asDay, daysIn, monthOf } from '../kernel/calendar';
import type { Day, Month } from '../kernel/calendar';
import type { LegalBasisCode } from '../kernel/legal-basis';
import { asOre, type Ore } from '../kernel/money';
import { partyCode, serviceLineId, tariffLevel } from '../kernel/vocabulary';
import type { PartyCode, ServiceLineId, TariffLevel } from '../kernel/vocabulary';
import { CONSTRUCTED_KINDS, CONSTRUCTED_NAMES, MARKET_WEIGHTS, type ConstructedKind } from './constructed-vocabulary';
import { SeededRandom } from './random';
import type { TariffRow } from './tariff-file';

/** What is to be loaded, as plain values: decided by the file, the seed and the day, by nothing else. */
export interface OfferingPlan {
  /** Unique and stable; the offering's id follows from it. */
  readonly key: string;
  readonly operator: PartyCode;
  readonly name: string;
  /** Not in the published file; constructed offerings lie with their operator. */
  readonly addressMunicipality?: PartyCode;
  readonly targetGroups: readonly string[];
  readonly ageFrom: number;
  readonly ageTo: number;
  readonly constructed: boolean;
  readonly source: string;
  readonly lines: readonly LinePlan[];
  readonly stays: readonly StayPlan[];
}

export interface LinePlan {
  readonly serviceLineId: ServiceLineId;
  readonly legalBasis: LegalBasisCode;
  readonly name: string;
  readonly from: Day;
  readonly shortStay: boolean;
  readonly places: number;
  readonly capacityReason: string;
  readonly tariffs: readonly TariffPlan[];
}

export interface TariffPlan {
  readonly level: TariffLevel;
  readonly priceOre: Ore;
  readonly validFrom: Day;
  readonly reason: string;
  readonly source?: string;
}

export interface StayPlan {
  /** Unique within the offering. */
  readonly key: string;
  readonly serviceLineId: ServiceLineId;
  readonly level: TariffLevel;
  readonly buyer: PartyCode;
  readonly payer: PartyCode;
  readonly reservedOn: Day;
  readonly firstDay: Day;
  /** How far it has come by the market's day. */
  readonly reached: 'reserved' | 'agreed' | 'enrolled' | 'discharged';
  readonly departureDay?: Day;
  readonly signedBy: 'both' | 'buyer' | 'nobody';
}

export interface MarketPlan {
  readonly day: Day;
  readonly places: number;
  /** Three months, oldest first; the month after them is over and open, so that a user can close it. */
  readonly closedMonths: readonly Month[];
  readonly offerings: readonly OfferingPlan[];
}

/** The month after the closed ones: over, and open. */
export const openMonthOf = ({ closedMonths }: MarketPlan): Month => addToMonth(closedMonths.at(-1) as Month, 1);

export const CONSTRUCTED = 'konstrueret';
const PLACES_UNPUBLISHED = 'Konstrueret til demonstration: kilden angiver ikke antal pladser';
const HISTORY_BEGINS = asDay('2019-01-01');
const YEARS_OF_STAYS = 7;
/** How many places nobody has, of a hundred: more where the published offerings leave room to try a purchase. */
const VACANT = { constructed: 0.03, published: 0.06 };
const SHORT_STAY_MONTHS = 6;

export const planMarket = (published: readonly TariffRow[], seed: number, day: Day, places: number): MarketPlan => {
  const random = new SeededRandom(seed);
  const thisMonth = monthOf(day);
  const closedMonths = [-4, -3, -2].map((months) => addToMonth(thisMonth, months));
  const real = planPublished(published, random, day);
  const offerings: OfferingPlan[] = [...real];
  let left = places - placesOf(real);
  for (let number = 1; left > 0; number++) {
    const offering = planConstructed(number, left, random, day);
    offerings.push(offering);
    left -= placesOf([offering]);
  }
  return { day, places, closedMonths, offerings };
};

const placesOf = (offerings: readonly OfferingPlan[]): number =>
  offerings.reduce((sum, { lines }) => sum + lines.reduce((all, line) => all + line.places, 0), 0);

/** The offerings of the published file, with its tariffs as they stand; only their places are constructed. */
const planPublished = (rows: readonly TariffRow[], random: SeededRandom, day: Day): OfferingPlan[] => {
  const byOffering = Map.groupBy(rows, ({ operator, offering }) => `${operator}/${offering}`);
  return [...byOffering].map(([key, ofOffering]) => {
    const [first] = ofOffering as [TariffRow, ...TariffRow[]];
    const byBasis = Map.groupBy(ofOffering, ({ legalBasis }) => legalBasis);
    const lines = [...byBasis].map(([legalBasis, ofLine]): LinePlan => ({
      serviceLineId: serviceLineId(legalBasis),
      legalBasis,
      name: first.offering.startsWith('Aktivitet') ? 'Aktivitet og samvær' : first.offering.split(' ')[0] || 'Ydelse',
      from: (ofLine[0] as TariffRow).validFrom,
      shortStay: false,
      places: random.between(10, 16),
      capacityReason: PLACES_UNPUBLISHED,
      tariffs: ofLine.map(({ level, priceOre, validFrom, source }) => ({
        level,
        priceOre,
        validFrom,
        reason: 'Offentliggjort takst',
        source,
      })),
    }));
    const plan = {
      key,
      operator: first.operator,
      name: first.offering,
      targetGroups: ['Erhvervet hjerneskade'],
      ageFrom: 18,
      ageTo: 120,
      constructed: false,
      source: first.source,
      lines,
    };
    return { ...plan, stays: planStays(plan, random, day) };
  });
};

const planConstructed = (number: number, placesLeft: number, random: SeededRandom, day: Day): OfferingPlan => {
  const kind: ConstructedKind = random.weighted(CONSTRUCTED_KINDS.map((each) => [each, each.weight] as const));
  const operator = partyCode(
    random.weighted(MARKET_WEIGHTS.map(({ party, asOperator }) => [party, asOperator] as const)),
  );
  const places = Math.min(placesLeft, random.between(kind.placesFrom, kind.placesTo));
  const regional = operator === '1082';
  const addressMunicipality = regional
    ? partyCode(random.oneOf(MARKET_WEIGHTS.filter(({ party }) => party !== '1082')).party)
    : operator;
  const from = kind.from === undefined ? HISTORY_BEGINS : asDay(kind.from);
  const plan = {
    key: `constructed/${number}`,
    operator,
    name: `${kind.prefix} ${random.oneOf(CONSTRUCTED_NAMES)} ${number} (${CONSTRUCTED})`,
    addressMunicipality,
    targetGroups: [random.oneOf(kind.targetGroups)],
    ageFrom: kind.ageFrom,
    ageTo: kind.ageTo,
    constructed: true,
    source: 'Konstrueret til demonstration',
    lines: [
      {
        serviceLineId: serviceLineId(kind.legalBasis),
        legalBasis: kind.legalBasis,
        name: kind.service,
        from,
        shortStay: kind.shortStay,
        places,
        capacityReason: 'Konstrueret til demonstration',
        tariffs: planTariffs(kind, from, random, day),
      },
    ],
  };
  return { ...plan, stays: planStays(plan, random, day) };
};

/** Flat tariffs as the tariff agreement wants them (R19), with a fall here and a rise there for the overview. */
const planTariffs = (kind: ConstructedKind, from: Day, random: SeededRandom, day: Day): TariffPlan[] => {
  const thisYear = Number(day.slice(0, 4));
  const levels = kind.levels;
  return Array.from({ length: levels }, (_, at) => at + 1).flatMap((level) => {
    let kroner = random.between(kind.priceFrom, kind.priceTo) + (level - 1) * random.between(150, 600);
    const versions: TariffPlan[] = [];
    for (let year = Number(from.slice(0, 4)); year <= thisYear; year++) {
      const change =
        year === Number(from.slice(0, 4))
          ? 0
          : random.weighted([
              [0, 80],
              [-1, 14],
              [2, 6],
            ] as const);
      if (change === 0 && versions.length > 0) continue;
      kroner = Math.round((kroner * (100 + change)) / 100);
      versions.push({
        level: tariffLevel(String(level)),
        priceOre: asOre(kroner * 100),
        validFrom: asDay(`${year}-01-01`),
        reason: versions.length === 0 ? 'Konstrueret: første takst' : `Konstrueret: årlig takstberegning ${year}`,
      });
    }
    return versions;
  });
};

/** Fills more than nine places in ten, with some who came and went, and a few on their way in. */
const planStays = (offering: Omit<OfferingPlan, 'stays'>, random: SeededRandom, day: Day): StayPlan[] =>
  offering.lines.flatMap((line) => {
    const stays: StayPlan[] = [];
    const vacant = offering.constructed ? VACANT.constructed : VACANT.published;
    const levels = [...new Set(line.tariffs.map(({ level }) => level))];
    for (let place = 1; place <= line.places; place++) {
      const arrived = arrivalBefore(line, random, day);
      const [buyer, payer] = purchaserOf(offering.operator, random);
      const stay = { serviceLineId: line.serviceLineId, level: random.oneOf(levels), buyer, payer };
      const reservedOn = addDays(arrived, -random.between(7, 45));
      const signedBy = random.weighted([
        ['both', 95],
        ['buyer', 3],
        ['nobody', 2],
      ] as const);
      const key = `${line.serviceLineId}/${place}`;
      const fate = random.next();
      if (fate < vacant) continue;
      if (fate < vacant + 0.04) {
        // Left some time in the last half year; half of those places have been taken again.
        const departureDay = addDays(day, -random.between(1, Math.min(180, daysIn(arrived, day) - 1)));
        stays.push({
          ...stay,
          key,
          reservedOn,
          firstDay: arrived,
          reached: 'discharged',
          departureDay,
          signedBy: 'both',
        });
        continue;
      }
      if (fate < vacant + 0.046) {
        const firstDay = addDays(day, random.between(1, 40));
        const reached = random.chance(50) ? 'reserved' : 'agreed';
        stays.push({ ...stay, key, reservedOn: day, firstDay, reached, signedBy: 'nobody' });
        continue;
      }
      stays.push({ ...stay, key, reservedOn, firstDay: arrived, reached: 'enrolled', signedBy });
    }
    return stays;
  });

/**
 * Between the day the line opened (at most some years ago) and a few days before the market's day. Most came early: who
 * has moved in stays for years, so that the places of the last years were as full as they are now.
 */
const arrivalBefore = (line: Omit<LinePlan, 'tariffs'>, random: SeededRandom, day: Day): Day => {
  const earliest = addMonths(day, line.shortStay ? -SHORT_STAY_MONTHS : -12 * YEARS_OF_STAYS);
  const from = earliest > line.from ? earliest : line.from;
  const most = daysIn(from, day) - 30;
  const after = random.between(0, most);
  return addDays(from, line.shortStay ? after : Math.floor(after ** 3 / most ** 2));
};

/** Own citizens fill about a third of the places; the rest are bought by the other municipalities. */
const purchaserOf = (operator: PartyCode, random: SeededRandom): [PartyCode, PartyCode] => {
  const buyer =
    operator !== '1082' && random.chance(35)
      ? operator
      : partyCode(random.weighted(MARKET_WEIGHTS.map(({ party, asBuyer }) => [party, asBuyer] as const)));
  return [buyer, buyer];
};
