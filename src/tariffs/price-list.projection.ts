import type { Day } from '../kernel/calendar';
import { addDays } from '../kernel/calendar';
import type { Recorded } from '../kernel/event';
import type { BasisPoints } from '../kernel/money';
import type { PlacementGround } from '../kernel/placement-ground';
import type { Projection, Tables } from '../kernel/projection';
import { table } from '../kernel/projection';
import type {
  AgreementId,
  CalculationId,
  OfferingId,
  PartyCode,
  ServiceLineId,
  TariffId,
  TariffLevel,
} from '../kernel/vocabulary';
import type {
  CapReason,
  TariffChanged,
  TariffComponent,
  TariffCorrected,
  TariffEvent,
  TariffWarning,
} from './tariff.events';

/** One version of the price of a level, with the days it holds. */
export interface TariffVersionRow {
  readonly tariffId: TariffId;
  readonly offeringId: OfferingId;
  readonly operator: PartyCode;
  readonly serviceLineId: ServiceLineId;
  readonly level: TariffLevel;
  readonly components: readonly TariffComponent[];
  readonly validFrom: Day;
  /** The day before the next version begins; null for the last one. */
  readonly validTo: Day | null;
  /** The correction that took its place; null while the version holds. */
  readonly supersededBy: TariffId | null;
  readonly supersedes: TariffId | null;
  /** 1/10,000; null where the source does not publish it. */
  readonly budgetedOccupancyBp: BasisPoints | null;
  readonly agreementId: AgreementId | null;
  readonly reason: string;
  readonly capReason: CapReason | null;
  readonly warnings: readonly TariffWarning[];
  readonly source: string | null;
  /** The calculation it was made from; null where the price was entered. */
  readonly calculationId: CalculationId | null;
  /** The ground it is the price for; null: for all (R41). */
  readonly placementGround: PlacementGround | null;
  /** The fact behind it, as evidence. */
  readonly eventId: string;
  readonly recordedAt: string;
}

export const tariffVersionsTable = table<TariffVersionRow>({
  name: 'tariff_versions',
  key: ['tariffId'],
  history: true,
  indexes: [['operator'], ['offeringId'], ['agreementId']],
  columns: {
    tariffId: 'text',
    offeringId: 'text',
    operator: 'text',
    serviceLineId: 'text',
    level: 'text',
    components: 'json',
    validFrom: 'text',
    validTo: 'text',
    supersededBy: 'text',
    supersedes: 'text',
    budgetedOccupancyBp: 'integer',
    agreementId: 'text',
    reason: 'text',
    capReason: 'text',
    warnings: 'json',
    source: 'text',
    calculationId: 'text',
    placementGround: 'text',
    eventId: 'text',
    recordedAt: 'text',
  },
});

/** The versions of one level that hold, in order: a version must find its neighbours to know its last day. */
interface LevelRow {
  readonly offeringId: OfferingId;
  readonly serviceLineId: ServiceLineId;
  readonly level: TariffLevel;
  readonly holding: readonly { readonly tariffId: TariffId; readonly validFrom: Day }[];
}

export const tariffLevelsTable = table<LevelRow>({
  name: 'tariff_levels',
  key: ['offeringId', 'serviceLineId', 'level'],
  columns: { offeringId: 'text', serviceLineId: 'text', level: 'text', holding: 'json' },
});

const rowFrom = ({ data, id, recordedAt }: Recorded<TariffEvent>, validTo: Day | null): TariffVersionRow => {
  const { tariffId, offeringId, operator, serviceLineId, level, components, validFrom, reason, warnings } = data;
  const { budgetedOccupancyBp, agreementId, capReason } = data;
  return {
    tariffId,
    offeringId,
    operator,
    serviceLineId,
    level,
    components,
    validFrom,
    validTo,
    supersededBy: null,
    supersedes: 'supersedes' in data ? data.supersedes : null,
    budgetedOccupancyBp: budgetedOccupancyBp ?? null,
    agreementId: agreementId ?? null,
    reason,
    capReason: capReason ?? null,
    warnings,
    source: 'source' in data ? data.source : null,
    calculationId: 'calculationId' in data ? data.calculationId : null,
    placementGround: data.placementGround ?? null,
    eventId: id,
    recordedAt,
  };
};

const added = (event: Recorded<TariffChanged>, rows: Tables): void => {
  const { tariffId, offeringId, serviceLineId, level, validFrom } = event.data;
  const holding = rows(tariffLevelsTable).get(offeringId, serviceLineId, level)?.holding ?? [];
  const before = holding.filter((version) => version.validFrom < validFrom);
  const after = holding.slice(before.length);
  const previous = before.at(-1);
  const next = after[0];
  const row = previous === undefined ? undefined : rows(tariffVersionsTable).get(previous.tariffId);
  if (row !== undefined) rows(tariffVersionsTable).put({ ...row, validTo: addDays(validFrom, -1) });
  rows(tariffVersionsTable).put(rowFrom(event, next === undefined ? null : addDays(next.validFrom, -1)));
  rows(tariffLevelsTable).put({
    offeringId,
    serviceLineId,
    level,
    holding: [...before, { tariffId, validFrom }, ...after],
  });
};

const corrected = (event: Recorded<TariffCorrected>, rows: Tables): void => {
  const { tariffId, supersedes, offeringId, serviceLineId, level } = event.data;
  const wrong = rows(tariffVersionsTable).get(supersedes);
  if (wrong !== undefined) rows(tariffVersionsTable).put({ ...wrong, supersededBy: tariffId });
  rows(tariffVersionsTable).put(rowFrom(event, wrong?.validTo ?? null));
  const levels = rows(tariffLevelsTable).get(offeringId, serviceLineId, level);
  if (levels === undefined) return;
  const holding = levels.holding.map((version) =>
    version.tariffId === supersedes ? { ...version, tariffId } : version,
  );
  rows(tariffLevelsTable).put({ ...levels, holding });
};

/** What every level costs on every day, and what it was thought to cost before: one row per version. */
export const priceList: Projection<TariffEvent> = {
  name: 'price-list',
  version: 3,
  tables: [tariffVersionsTable, tariffLevelsTable],
  on: { TariffChanged: added, TariffCorrected: corrected },
};
