import type { Day } from '../kernel/calendar';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { PlacementGround } from '../kernel/placement-ground';
import type { BasisPoints, Ore } from '../kernel/money';
import type { PartyCode } from '../kernel/vocabulary';
import type { ComponentKind, TariffComponent } from '../tariffs/tariff.events';
import { unitWords } from '../tariffs/tariff.words';
import { type ColumnField, COLUMNS } from './columns.calculation';

/** One value of a written row: money and rates keep their kind, so that a spreadsheet gets real numbers and days. */
export type Written =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  /** Hundredths: øre as kroner, basis points as per cent. */
  | { readonly kind: 'hundredths'; readonly hundredths: number }
  | { readonly kind: 'day'; readonly day: Day };

export type WrittenRow = Readonly<Partial<Record<ColumnField, Written>>>;

/** A tariff in force, with what is written beside it. */
export interface ListedTariff {
  readonly year: number;
  readonly operator: PartyCode;
  readonly offeringId: string;
  readonly offering: string;
  readonly addressMunicipality: PartyCode | null;
  readonly targetGroups: readonly string[];
  readonly ageFrom: number;
  readonly ageTo: number;
  readonly serviceLineId: string;
  readonly service: string;
  readonly legalBasis: LegalBasisCode;
  readonly places?: number;
  readonly soldToOthers: number;
  readonly level: string;
  /** Absent: the price is for all grounds (R41). */
  readonly placementGround?: PlacementGround;
  readonly components: readonly TariffComponent[];
  readonly previous: readonly TariffComponent[];
  readonly budgetedOccupancyBp: BasisPoints | null;
  readonly regulationShareOre?: Ore;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly source: string | null;
  readonly constructed: boolean;
}

const KIND_WORDS: Readonly<Record<ComponentKind, string>> = {
  BASE: 'basis',
  SERVICE_HOUR: 'ydelsestime',
  SERVICE_PACKAGE: 'pakke',
  SUPPLEMENT: 'tillæg',
};

const GROUND_WORDS: Readonly<Record<PlacementGround, string>> = {
  SOCIAL: 'socialt',
  CRIMINAL_LAW: 'strafferetligt',
};

const text = (value: string): Written => ({ kind: 'text', text: safeText(value) });
const number = (value: number): Written => ({ kind: 'number', number: value });
const hundredths = (value: number): Written => ({ kind: 'hundredths', hundredths: value });
const day = (value: Day): Written => ({ kind: 'day', day: value });

/** No spreadsheet takes it for a formula; the reader of tariff files takes the mark off again. */
export const safeText = (value: string): string => (/^'*[=+\-@\t\r]/.test(value) ? `'${value}` : value);

/** The rows of one tariff, one for each component, in the columns that a tariff file is read in. */
export const writtenRows = (tariff: ListedTariff): readonly WrittenRow[] =>
  tariff.components.map(({ code, kind, unit, priceOre }, at): WrittenRow => {
    const before = tariff.previous.find((part) => part.code === code);
    return {
      year: number(tariff.year),
      operator: text(tariff.operator),
      offering: text(tariff.offering),
      offeringId: text(tariff.offeringId),
      ...(tariff.addressMunicipality === null ? {} : { address: text(tariff.addressMunicipality) }),
      legalBasis: text(tariff.legalBasis),
      serviceLine: text(tariff.serviceLineId),
      service: text(tariff.service),
      targetGroup: text(tariff.targetGroups.join('; ')),
      ageFrom: number(tariff.ageFrom),
      ageTo: number(tariff.ageTo),
      ...(tariff.places === undefined ? {} : { places: number(tariff.places) }),
      soldToOthers: number(tariff.soldToOthers),
      level: text(tariff.level),
      ...(tariff.placementGround === undefined ? {} : { ground: text(GROUND_WORDS[tariff.placementGround]) }),
      component: text(code),
      kind: text(KIND_WORDS[kind]),
      unit: text(unitWords(unit, tariff.legalBasis).da),
      price: hundredths(priceOre),
      ...(before === undefined ? {} : { previousPrice: hundredths(before.priceOre) }),
      ...(tariff.budgetedOccupancyBp === null ? {} : { occupancy: hundredths(tariff.budgetedOccupancyBp) }),
      ...(tariff.regulationShareOre === undefined || at > 0
        ? {}
        : { regulationShare: hundredths(tariff.regulationShareOre) }),
      validFrom: day(tariff.validFrom),
      ...(tariff.validTo === null ? {} : { validTo: day(tariff.validTo) }),
      ...(tariff.source === null ? {} : { source: text(tariff.source) }),
      ...(tariff.constructed ? { comment: text('Konstrueret til demonstration') } : {}),
    };
  });

export const writtenHeader = (): readonly string[] => COLUMNS.map(({ da }) => da);

export const cellsOf = (row: WrittenRow): readonly (Written | undefined)[] => COLUMNS.map(({ field }) => row[field]);
