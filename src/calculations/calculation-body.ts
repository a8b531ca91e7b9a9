import type { Day } from '../kernel/calendar';
import type { BasisPoints, Hundredths, Ore } from '../kernel/money';
import { WHOLE } from '../kernel/money';
import { SERVICE_LINE_ID_FORM, type ServiceLineId, type TariffLevel } from '../kernel/vocabulary';
import {
  CodeField,
  DayField,
  HundredthsField,
  NestedField,
  OneOfField,
  OreField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import { CAP_REASONS, type CapReason } from '../tariffs/tariff.events';
import {
  COST_CATEGORIES,
  type CostCategory,
  type CostLine,
  DAY_BASES,
  type DayBasis,
  type IncomeLine,
  OCCUPANCY_REASONS,
  type OccupancyReason,
  PRICE_PARTS,
  type PricePart,
  type TariffCalculated,
} from './calculation.events';
import {
  BUDGET_ORE_MAX,
  COST_LINES_MAX,
  type CalculateTariff,
  PACKAGE_PARTS_MAX,
  REGULATION_LINES_MAX,
} from './calculation.decider';

export const YEAR = { min: 1990, max: 2198 };
const PLACES_MAX = 10_000;
/** Occupancy may exceed all places (domain.md §4.10), but not for ever. */
const RATE_BP_MAX = 20_000;
const SERVICE_HOURS_MAX = 1_000_000_000;
const NOTE = { optional: true, maxLength: 500 };

export class CostLineBody {
  @OneOfField(COST_CATEGORIES, 'What kind of cost it is (R10, R20).')
  category!: CostCategory;

  @OneOfField(PRICE_PARTS, 'Which part of a two-part tariff pays for it (R15). Default: BASE.', { optional: true })
  part?: PricePart;

  @OreField('Budgeted for the year.', { min: -BUDGET_ORE_MAX, max: BUDGET_ORE_MAX, example: 2_000_000_000 })
  amountOre!: Ore;

  @TextField('What it is. No personal data.', NOTE)
  note?: string;
}

export class IncomeLineBody {
  @OreField('Budgeted income other than tariffs, as a positive amount.', { min: 0, max: BUDGET_ORE_MAX })
  amountOre!: Ore;

  @TextField('What it is. No personal data.', NOTE)
  note?: string;
}

export class RegulationLineBody {
  @WholeNumberField('The year whose result is settled (R22).', YEAR)
  originYear!: number;

  @OreField('What is left to settle; a surplus is negative.', { min: -BUDGET_ORE_MAX, max: BUDGET_ORE_MAX })
  amountOre!: Ore;
}

export class PlacesSpanBody {
  @DayField('First day.')
  first!: Day;

  @DayField('Last day, included.')
  last!: Day;

  @WholeNumberField('Places on each of these days.', { min: 0, max: PLACES_MAX })
  places!: number;
}

export class StatedOccupancyBody {
  @WholeNumberField('The year.', YEAR)
  year!: number;

  @WholeNumberField('Actual occupancy, in 1/10,000.', { min: 0, max: RATE_BP_MAX, example: 9_589 })
  rateBp!: BasisPoints;
}

export class DecidedOccupancyBody {
  @WholeNumberField('The rate to calculate with, in 1/10,000.', { min: 1, max: WHOLE })
  rateBp!: BasisPoints;

  @OneOfField(OCCUPANCY_REASONS, 'Why it is not the one that the rule gives (R12).')
  reason!: OccupancyReason;
}

export class CalculateTariffBody {
  @CodeField(SERVICE_LINE_ID_FORM, 'The service line.', { example: 'SEL-107' })
  serviceLineId!: ServiceLineId;

  @TextField('The level within the line (R14).', { maxLength: 60, example: '1' })
  level!: TariffLevel;

  @WholeNumberField('The calendar year that the tariff is for.', { ...YEAR, example: 2027 })
  year!: number;

  @NestedField(() => CostLineBody, 'All budgeted costs, direct and indirect (R1, R10).', {
    list: true,
    minItems: 1,
    maxItems: COST_LINES_MAX,
  })
  costs!: CostLineBody[];

  @NestedField(() => IncomeLineBody, 'Other income, which makes the tariff smaller.', {
    list: true,
    maxItems: COST_LINES_MAX,
    optional: true,
  })
  otherIncome?: IncomeLineBody[];

  @NestedField(() => RegulationLineBody, 'Earlier results settled through this tariff, each year once (R22).', {
    list: true,
    maxItems: REGULATION_LINES_MAX,
    optional: true,
  })
  regulation?: RegulationLineBody[];

  @NestedField(() => PlacesSpanBody, 'Places of this level, where they are not those of the whole service line.', {
    list: true,
    maxItems: 366,
    optional: true,
  })
  capacity?: PlacesSpanBody[];

  @OneOfField(DAY_BASES, 'The days that the price is spread over (R11). Default: CALENDAR.', { optional: true })
  dayBasis?: DayBasis['kind'];

  @WholeNumberField('Opening days of the year, for OPENING_DAYS.', { min: 1, max: 366, optional: true })
  openingDays?: number;

  @NestedField(() => StatedOccupancyBody, 'Actual occupancy of the years that the ledger does not have (R12).', {
    list: true,
    maxItems: 2,
    optional: true,
  })
  occupancy?: StatedOccupancyBody[];

  @NestedField(() => DecidedOccupancyBody, 'Another rate than the rule’s, with its reason (R12).', { optional: true })
  decidedOccupancy?: DecidedOccupancyBody;

  @HundredthsField('Service hours budgeted for the year, where costs are in the SERVICE part (R15).', {
    min: 1,
    max: SERVICE_HOURS_MAX,
    optional: true,
  })
  serviceHours?: Hundredths;

  @OneOfField(CAP_REASONS, 'Why the price goes above the agreed cap, where it does (R19).', { optional: true })
  capReason?: CapReason;

  @TextField('Anything worth knowing. No personal data.', NOTE)
  note?: string;
}

export class PackagePartBody {
  @CodeField(SERVICE_LINE_ID_FORM, 'A service of the package.', { example: 'SEL-107' })
  serviceLineId!: ServiceLineId;

  @TextField('The level at which it is sold on its own.', { maxLength: 60, example: '1' })
  level!: TariffLevel;
}

export class CalculatePackageBody {
  @CodeField(SERVICE_LINE_ID_FORM, 'The service line that the package is sold under.', { example: 'SEL-107' })
  serviceLineId!: ServiceLineId;

  @TextField('The name of the package: its level within the line.', { maxLength: 60, example: 'Pakke A' })
  level!: TariffLevel;

  @DayField('The day whose prices count, and on which the package is sold first.')
  validFrom!: Day;

  @NestedField(() => PackagePartBody, 'The services, each once (R13).', {
    list: true,
    minItems: 2,
    maxItems: PACKAGE_PARTS_MAX,
  })
  parts!: PackagePartBody[];

  @OreField(
    'What a day of the package costs, where it is not the sum of its services. Never dearer, but for rounding.',
    {
      optional: true,
    },
  )
  soldAtOre?: Ore;

  @TextField('Anything worth knowing. No personal data.', NOTE)
  note?: string;
}

/** What was asked, with everything that was left out filled in. */
export const askedFrom = (
  body: CalculateTariffBody,
): Omit<CalculateTariff['data'], 'calculationId' | 'offeringId' | 'by' | 'today'> => {
  const { serviceLineId, level, year, decidedOccupancy, serviceHours, capReason, note, capacity, openingDays } = body;
  return {
    serviceLineId,
    level: level.trim() as TariffLevel,
    year,
    costs: body.costs.map(({ category, part = 'BASE', amountOre, ...line }): CostLine => ({
      category,
      part,
      amountOre,
      ...noted(line.note),
    })),
    otherIncome: (body.otherIncome ?? []).map(({ amountOre, ...line }): IncomeLine => ({
      amountOre,
      ...noted(line.note),
    })),
    regulation: (body.regulation ?? []).map(({ originYear, amountOre }) => ({ originYear, amountOre })),
    ...(capacity === undefined
      ? {}
      : { capacity: capacity.map(({ first, last, places }) => ({ first, last, places })) }),
    dayBasis: { kind: body.dayBasis ?? 'CALENDAR', ...(openingDays === undefined ? {} : { days: openingDays }) },
    occupancyStated: (body.occupancy ?? []).map(({ year: of, rateBp }) => ({ year: of, rateBp })),
    ...(decidedOccupancy === undefined
      ? {}
      : { occupancyDecided: { rateBp: decidedOccupancy.rateBp, reason: decidedOccupancy.reason } }),
    ...(serviceHours === undefined ? {} : { serviceHours }),
    ...(capReason === undefined ? {} : { capReason }),
    ...noted(note),
  };
};

/** What a calculation was made of, as it was sent: one of another year can begin from it. */
export const sentFor = (data: TariffCalculated['data']): CalculateTariffBody => {
  const { serviceLineId, level, year, costs, otherIncome, regulation, dayBasis, occupancy, warnings, note } = data;
  const { history, appliedBp, reason } = occupancy;
  const stated = history.filter(({ origin }) => origin === 'STATED');
  const capReason = CAP_REASONS.find((each) =>
    warnings.some(({ code, reason: why }) => code === 'ABOVE_TARIFF_CAP' && why === each),
  );
  return {
    serviceLineId,
    level,
    year,
    costs: [...costs],
    otherIncome: [...otherIncome],
    regulation: [...regulation],
    ...(data.capacityOrigin === 'STATED' ? { capacity: [...data.capacity] } : {}),
    dayBasis: dayBasis.kind,
    ...(dayBasis.days === undefined ? {} : { openingDays: dayBasis.days }),
    occupancy: stated.map(({ year: of, rateBp }) => ({ year: of, rateBp })),
    ...(reason === undefined ? {} : { decidedOccupancy: { rateBp: appliedBp, reason } }),
    ...(data.serviceHours === undefined ? {} : { serviceHours: data.serviceHours }),
    ...(capReason === undefined ? {} : { capReason }),
    ...noted(note),
  };
};

const noted = (note: string | undefined): { note?: string } => (note === undefined ? {} : { note });
