import type { Day } from '../kernel/calendar';
import type { Fact } from '../kernel/event';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { PlacementGround } from '../kernel/placement-ground';
import type { BasisPoints, Ore } from '../kernel/money';
import type { OfferingId, PartyCode, ServiceLineId, TariffFileId, TariffId, TariffLevel } from '../kernel/vocabulary';
import type { ComponentKind, TariffUnit } from '../tariffs/tariff.events';
import type { RemarkCode } from './remarks.calculation';

/** One row of a tariff file as it was read. What could not be read is absent and named among the remarks. */
export interface TariffFileRow {
  /** In the file, the header being row 1. */
  readonly row: number;
  readonly operator?: PartyCode;
  readonly offering: string;
  /** Where the file names the offering by its id, as an export does. */
  readonly offeringId?: OfferingId;
  readonly addressMunicipality?: PartyCode;
  readonly legalBasis?: LegalBasisCode;
  readonly serviceLineId?: ServiceLineId;
  readonly service?: string;
  readonly targetGroups?: readonly string[];
  readonly ageFrom?: number;
  readonly ageTo?: number;
  readonly places?: number;
  readonly level: TariffLevel;
  /** The placement ground the price is for; absent: the file does not say (R41). */
  readonly placementGround?: PlacementGround;
  readonly component: string;
  readonly kind: ComponentKind;
  readonly unit?: TariffUnit;
  readonly priceOre?: Ore;
  readonly previousOre?: Ore;
  readonly budgetedOccupancyBp?: BasisPoints;
  readonly validFrom?: Day;
  readonly source?: string;
  readonly remarks: readonly RemarkCode[];
}

export const FILE_FORMATS = ['CSV', 'XLSX'] as const;

/** A part of a tariff file has been read; rows of one tariff are never split between two parts. */
export type TariffRowsRead = Fact<
  'TariffRowsRead',
  { fileId: TariffFileId; part: number; rows: readonly TariffFileRow[] }
>;

/** A tariff file has been received and read to its end. Nothing of it holds yet. */
export type TariffFileReceived = Fact<
  'TariffFileReceived',
  {
    fileId: TariffFileId;
    /** Who sent it. */
    party: PartyCode;
    format: (typeof FILE_FORMATS)[number];
    /** SHA-256 of its bytes: the same file from the same party is the same import. */
    hash: string;
    bytes: number;
    rows: number;
    parts: number;
    /** Headings that nobody knows; their columns were not read. */
    unknownColumns: readonly string[];
    receivedOn: Day;
  }
>;

/** The party has accepted that the file's rows become tariffs; with the doubtful ones, or without. */
export type TariffFileAccepted = Fact<
  'TariffFileAccepted',
  { fileId: TariffFileId; party: PartyCode; round: number; doubtful: boolean; acceptedOn: Day }
>;

export const ROW_OUTCOMES = ['NEW', 'CHANGED', 'CORRECTED', 'UNCHANGED', 'LEFT_OUT', 'REFUSED'] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** What became of the rows of one tariff. */
export interface ImportedRows {
  readonly rows: readonly number[];
  readonly outcome: RowOutcome;
  readonly tariffId?: TariffId;
  /** Why it was left out or refused: codes of remarks, or the code of a refusal. */
  readonly reasons: readonly string[];
}

/** The rows of one part have each become a tariff, or stayed out for a named reason. */
export type TariffRowsImported = Fact<
  'TariffRowsImported',
  { fileId: TariffFileId; party: PartyCode; round: number; part: number; outcomes: readonly ImportedRows[] }
>;

/** Every row of the file has been dealt with. */
export type TariffFileImported = Fact<
  'TariffFileImported',
  {
    fileId: TariffFileId;
    party: PartyCode;
    round: number;
    hash: string;
    /** Rows by what became of them. */
    counts: Readonly<Partial<Record<RowOutcome, number>>>;
  }
>;

export type TariffFileEvent =
  TariffRowsRead | TariffFileReceived | TariffFileAccepted | TariffRowsImported | TariffFileImported;
