import type { Day } from '../kernel/calendar';
import { END_OF_TIME } from '../kernel/calendar';
import { inForce, type LegalBasisCode } from '../kernel/legal-basis';
import type { PlacementGround } from '../kernel/placement-ground';
import { type BasisPoints, type Ore, roundedRatio } from '../kernel/money';
import {
  type OfferingId,
  type PartyCode,
  serviceLineId,
  type ServiceLineId,
  type TariffId,
} from '../kernel/vocabulary';
import type { TariffComponent } from '../tariffs/tariff.events';
import { hasError, isDoubtful, type RemarkCode } from './remarks.calculation';
import type { RowOutcome, TariffFileRow } from './tariff-file.events';

/** What the ledger knows of the place where a tariff of the file belongs. */
export interface KnownLedger {
  /** The one who sends the file. */
  readonly by: PartyCode;
  readonly today: Day;
  readonly operatorRegistered: boolean;
  /** The row names an offering by an id that the operator has not. */
  readonly idUnknown?: boolean;
  /** Offerings of the operator with the row’s name; more than one cannot be told apart. */
  readonly offerings: readonly KnownOffering[];
}

export interface KnownOffering {
  readonly offeringId: OfferingId;
  readonly lastDay?: Day;
  readonly lines: readonly KnownLine[];
  /** Versions that hold, of all levels. */
  readonly versions: readonly KnownVersion[];
}

export interface KnownLine {
  readonly serviceLineId: ServiceLineId;
  readonly legalBasis: LegalBasisCode;
  readonly name: string;
  readonly last?: Day;
  /** On the day that is asked; absent while none has been stated. */
  readonly places?: number;
}

export interface KnownVersion {
  readonly tariffId: TariffId;
  readonly serviceLineId: ServiceLineId;
  readonly level: string;
  readonly validFrom: Day;
  readonly components: readonly TariffComponent[];
  readonly budgetedOccupancyBp?: BasisPoints;
  readonly placementGround?: PlacementGround;
}

/** What a tariff of the file would do to the ledger. */
export interface Judgement {
  readonly outcome: Exclude<RowOutcome, 'LEFT_OUT'>;
  readonly doubtful: boolean;
  /** For each row, in order. */
  readonly remarks: readonly (readonly RemarkCode[])[];
  readonly components: readonly TariffComponent[];
  readonly offeringId?: OfferingId;
  readonly line: ServiceLineId;
  readonly newLine: boolean;
  /** The version that a correction takes the place of. */
  readonly supersedes?: TariffId;
  /** As the file states it; a correction that states none keeps that of the version it corrects. */
  readonly budgetedOccupancyBp?: BasisPoints;
  readonly previousOre?: Ore;
  /** What a day changes by against the price in force on that day, in 1/10,000. */
  readonly changeBp?: number;
}

/** A change of more than a quarter is looked at before it holds [DESIGN]. */
const LARGE_CHANGE_BP = 2_500;

/** The rows of one tariff against the ledger, without a change to anything. */
export const judged = (
  rows: readonly TariffFileRow[],
  { by, today, operatorRegistered, offerings, idUnknown = false }: KnownLedger,
  dayPrice: (components: readonly TariffComponent[]) => Ore | undefined,
): Judgement => {
  const [first] = rows as readonly [TariffFileRow, ...TariffFileRow[]];
  const found: RemarkCode[] = [];
  const components = componentsOf(rows);
  const [offering, second] = offerings;
  if (first.operator !== undefined && !operatorRegistered) found.push('UNKNOWN_OPERATOR');
  if (idUnknown) found.push('OFFERING_ID_UNKNOWN');
  if (second !== undefined) found.push('AMBIGUOUS_OFFERING');
  const line = lineFor(first, offering);
  if (line === 'ambiguous') found.push('AMBIGUOUS_SERVICE_LINE');
  const known = line === 'ambiguous' ? undefined : line;
  const lineId = known?.serviceLineId ?? newLineId(first, offering);
  const { legalBasis, validFrom } = first;
  if (known !== undefined && legalBasis !== undefined && known.legalBasis !== legalBasis)
    found.push('LEGAL_BASIS_AGAINST_LINE');

  const own = (offering?.versions ?? [])
    .filter((version) => version.serviceLineId === lineId && version.level === first.level)
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const sameDay = own.find((version) => version.validFrom === validFrom);
  const before = own.findLast((version) => validFrom !== undefined && version.validFrom <= validFrom);
  const unchanged = before !== undefined && samePrice(before, components, first.budgetedOccupancyBp);

  const [price, priceBefore] = [dayPrice(components), before === undefined ? undefined : dayPrice(before.components)];
  const changeBp =
    price === undefined || priceBefore === undefined || priceBefore === 0
      ? undefined
      : roundedRatio(BigInt(price - priceBefore) * 10_000n, BigInt(priceBefore));
  // The ground stays with the level; a file that names none says nothing against the ledger's.
  const [firstOfLevel] = own;
  const { placementGround } = first;
  if (firstOfLevel !== undefined && placementGround !== undefined && placementGround !== firstOfLevel.placementGround)
    found.push('GROUND_AGAINST_LEVEL');
  if (!unchanged) found.push(...changeRemarks());
  if (first.previousOre !== undefined && priceBefore !== undefined && !unchanged && first.previousOre !== priceBefore)
    found.push('PREVIOUS_PRICE_DIFFERS');
  if (known?.places !== undefined && first.places !== undefined && known.places !== first.places)
    found.push('PLACES_DIFFER');

  function changeRemarks(): readonly RemarkCode[] {
    const codes: RemarkCode[] = [];
    if (first.operator !== undefined && first.operator !== by) codes.push('NOT_YOURS');
    if (offering === undefined) codes.push('NEW_OFFERING');
    else if (known === undefined && line !== 'ambiguous') codes.push('NEW_SERVICE_LINE');
    if (own.some(isCalculatedPackage)) codes.push('PACKAGE_NOT_CALCULATED');
    if (validFrom === undefined) return codes;
    if (known === undefined && legalBasis !== undefined && !inForce(legalBasis, validFrom))
      codes.push('LEGAL_BASIS_NOT_IN_FORCE');
    if (validFrom > (offering?.lastDay ?? END_OF_TIME)) codes.push('OFFERING_CLOSED');
    if (own.length === 0 && validFrom > (known?.last ?? END_OF_TIME)) codes.push('SERVICE_LINE_ENDED');
    if (sameDay !== undefined) codes.push('CORRECTS_TARIFF');
    else if (firstOfLevel !== undefined && validFrom <= today && validFrom > firstOfLevel.validFrom)
      codes.push('TARIFF_NOT_IN_FUTURE');
    if (changeBp !== undefined && Math.abs(changeBp) > LARGE_CHANGE_BP) codes.push('LARGE_CHANGE');
    return codes;
  }

  const occupancy = first.budgetedOccupancyBp ?? sameDay?.budgetedOccupancyBp;
  const remarks = rows.map((row) => [...row.remarks, ...found]);
  const all = remarks.flat();
  const outcome = hasError(all)
    ? 'REFUSED'
    : unchanged
      ? 'UNCHANGED'
      : sameDay !== undefined
        ? 'CORRECTED'
        : own.length > 0
          ? 'CHANGED'
          : 'NEW';
  return {
    outcome,
    doubtful: outcome !== 'REFUSED' && outcome !== 'UNCHANGED' && isDoubtful(all),
    remarks,
    components,
    line: lineId,
    newLine: known === undefined,
    ...(offering === undefined ? {} : { offeringId: offering.offeringId }),
    ...(outcome === 'CORRECTED' && sameDay !== undefined ? { supersedes: sameDay.tariffId } : {}),
    ...(occupancy === undefined ? {} : { budgetedOccupancyBp: occupancy }),
    ...(priceBefore === undefined ? {} : { previousOre: priceBefore }),
    ...(changeBp === undefined ? {} : { changeBp }),
  };
};

/** Its parts have paragraphs of their own, which no column of a file holds (R13). */
const isCalculatedPackage = ({ components }: KnownVersion): boolean =>
  components.some(({ legalBasis }) => legalBasis !== undefined);

/** The parts of the price as the rows state them; rows without a readable price have none. */
const componentsOf = (rows: readonly TariffFileRow[]): readonly TariffComponent[] =>
  rows.flatMap(({ component, kind, unit, priceOre }) =>
    unit === undefined || priceOre === undefined ? [] : [{ code: component, kind, unit, priceOre }],
  );

/** By its code when the row has one; else the only line of that paragraph, or of that paragraph and name. */
const lineFor = (
  { serviceLineId: code, legalBasis, service }: TariffFileRow,
  offering: KnownOffering | undefined,
): KnownLine | 'ambiguous' | undefined => {
  const lines = offering?.lines ?? [];
  if (code !== undefined) return lines.find((line) => line.serviceLineId === code);
  const ofBasis = lines.filter((line) => line.legalBasis === legalBasis);
  const named =
    service === undefined ? ofBasis : ofBasis.filter(({ name }) => name.toLowerCase() === service.toLowerCase());
  if (named.length > 1) return 'ambiguous';
  // A line that is called something else is another service, unless it is the only one and the row names none.
  return named[0];
};

/** The paragraph is the code of an offering’s first line of it; a further one takes the service’s name along. */
const newLineId = (
  { serviceLineId: code, legalBasis, service }: TariffFileRow,
  offering: KnownOffering | undefined,
): ServiceLineId => {
  if (code !== undefined) return code;
  const basis = legalBasis ?? 'UKENDT';
  if (offering?.lines.every((line) => line.serviceLineId !== basis) ?? true) return serviceLineId(basis);
  const suffix = (service ?? 'NY')
    .toUpperCase()
    .replace(/[^A-ZÆØÅ0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return serviceLineId(`${basis}-${suffix}`.slice(0, 60));
};

/** Prices are the same in any order of their parts; a file that states no occupancy says nothing against the ledger’s. */
const samePrice = (
  version: KnownVersion,
  components: readonly TariffComponent[],
  budgetedOccupancyBp: BasisPoints | undefined,
): boolean => {
  if (version.components.length !== components.length) return false;
  if (budgetedOccupancyBp !== undefined && budgetedOccupancyBp !== version.budgetedOccupancyBp) return false;
  return components.every((part) =>
    version.components.some(
      ({ code, kind, unit, priceOre }) =>
        code === part.code && kind === part.kind && unit === part.unit && priceOre === part.priceOre,
    ),
  );
};
