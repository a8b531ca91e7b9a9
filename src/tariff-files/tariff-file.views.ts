import type { Day } from '../kernel/calendar';
import { LEGAL_BASIS_CODES, type LegalBasisCode } from '../kernel/legal-basis';
import type { Ore } from '../kernel/money';
import type { PartyCode, TariffFileId } from '../kernel/vocabulary';
import {
  DayField,
  FlagField,
  IdField,
  ListField,
  NestedField,
  OneOfField,
  OreField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import * as scalars from '../platform/http/scalars';
import { TARIFF_UNITS, type TariffUnit } from '../tariffs/tariff.events';
import { REMARK_CODES, type RemarkCode, REMARKS, type Severity } from './remarks.calculation';
import type { Judgement } from './row-judgement.calculation';
import { FILE_FORMATS, ROW_OUTCOMES, type RowOutcome, type TariffFileRow } from './tariff-file.events';
import { FILE_PHASES, type TariffFileEntry } from './tariff-files.projection';

export class RemarkView {
  @OneOfField(REMARK_CODES, 'Stable code.')
  code!: RemarkCode;

  @OneOfField(['ERROR', 'DOUBT', 'NOTE'], 'An error keeps the row out, a doubt until somebody has looked at it.')
  severity!: Severity;

  @TextField('In Danish.')
  da!: string;

  @TextField('In English.')
  en!: string;
}

export class RowReportView {
  @WholeNumberField('Row of the file; the header is row 1.')
  row!: number;

  @PartyField('The operator.', { optional: true })
  operator?: PartyCode;

  @TextField('The offering’s name.', { minLength: 0 })
  offering!: string;

  @OneOfField(LEGAL_BASIS_CODES, 'The paragraph.', { optional: true })
  legalBasis?: LegalBasisCode;

  @TextField('The level.')
  level!: string;

  @TextField('The component of the tariff.')
  component!: string;

  @OneOfField(TARIFF_UNITS, 'What the price is for.', { optional: true })
  unit?: TariffUnit;

  @OreField('The price.', { optional: true })
  priceOre?: Ore;

  @DayField('First day.', { optional: true })
  validFrom?: Day;

  @OneOfField(ROW_OUTCOMES, 'What the row becomes, or became.')
  outcome!: RowOutcome;

  @FlagField('It is imported only when doubtful rows are accepted too.')
  doubtful!: boolean;

  @OreField('What a day costs until then, in the ledger.', { optional: true })
  previousOre?: Ore;

  @WholeNumberField('By how much a day’s price changes, in 1/10,000.', { optional: true })
  changeBp?: number;

  @NestedField(() => RemarkView, 'What is wrong, doubtful or missing.', { list: true })
  remarks!: readonly RemarkView[];

  @IdField('The tariff that it became.', { optional: true })
  tariffId?: string;

  @ListField(scalars.text(), 'Why it stayed out when it was imported: stable codes.', { optional: true })
  reasons?: readonly string[];
}

export class OutcomeCountView {
  @OneOfField(ROW_OUTCOMES, 'What became of rows.')
  outcome!: RowOutcome;

  @WholeNumberField('How many rows.')
  rows!: number;
}

export class GoneTariffView {
  @IdField('The offering.')
  offeringId!: string;

  @PartyField('The operator.')
  operator!: PartyCode;

  @TextField('The service line.')
  serviceLineId!: string;

  @TextField('The level.')
  level!: string;
}

export class TariffFileReportView {
  @IdField('The file, when it was recorded.', { optional: true })
  fileId?: TariffFileId;

  @WholeNumberField('The position in the log, when it was recorded.', { optional: true })
  position?: number;

  @FlagField('Nothing was recorded.')
  dryRun!: boolean;

  @FlagField('The same file had been received before.')
  repeated!: boolean;

  @WholeNumberField('Rows in the file.')
  rows!: number;

  @NestedField(() => OutcomeCountView, 'Rows by what would become of them.', { list: true })
  counts!: readonly OutcomeCountView[];

  @WholeNumberField('Rows that are imported only when doubtful rows are accepted too.')
  doubtful!: number;

  @ListField(scalars.text(), 'Headings that nobody knows; their columns are not read.')
  unknownColumns!: readonly string[];

  @NestedField(() => RowReportView, 'The first rows that change something or need a look.', { list: true })
  items!: readonly RowReportView[];

  @NestedField(() => GoneTariffView, 'Tariffs in force of the file’s operators that it does not hold.', { list: true })
  gone!: readonly GoneTariffView[];
}

export class TariffFileView {
  @IdField('The file.')
  fileId!: TariffFileId;

  @OneOfField(FILE_PHASES, 'How far it has come.')
  phase!: TariffFileEntry['phase'];

  @PartyField('Who sent it.')
  party!: PartyCode;

  @OneOfField(FILE_FORMATS, 'What it was.')
  format!: (typeof FILE_FORMATS)[number];

  @TextField('SHA-256 of its bytes.')
  hash!: string;

  @WholeNumberField('Rows in it.')
  rows!: number;

  @WholeNumberField('Parts in which it is imported.')
  parts!: number;

  @WholeNumberField('Parts that have been imported in this round.')
  importedParts!: number;

  @FlagField('Doubtful rows were accepted too.')
  doubtful!: boolean;

  @DayField('The day it was received.')
  receivedOn!: Day;

  @NestedField(() => OutcomeCountView, 'Rows by what became of them so far.', { list: true })
  counts!: readonly OutcomeCountView[];

  @ListField(scalars.text(), 'Headings that nobody knows.')
  unknownColumns!: readonly string[];
}

export const countViews = (counts: Readonly<Partial<Record<RowOutcome, number>>>): readonly OutcomeCountView[] =>
  ROW_OUTCOMES.flatMap((outcome) => (counts[outcome] === undefined ? [] : [{ outcome, rows: counts[outcome] }]));

/** Undefined for a file whose reading has not ended. */
export const tariffFileView = (file: TariffFileEntry): TariffFileView | undefined => {
  const { fileId, phase, received, importedParts, doubtful, counts } = file;
  if (received === null) return undefined;
  const { party, format, hash, rows, parts, receivedOn, unknownColumns } = received;
  const named = { fileId, phase, party, format, hash, rows, parts, importedParts, receivedOn, unknownColumns };
  return { ...named, doubtful: doubtful === 1, counts: countViews(counts) };
};

/** A row with what the ledger says of it. */
export const rowReport = (row: TariffFileRow, judgement: Judgement, at: number): RowReportView => {
  const { operator, offering, legalBasis, level, component, unit, priceOre, validFrom } = row;
  const { outcome, doubtful, previousOre, changeBp } = judgement;
  return {
    row: row.row,
    ...(operator === undefined ? {} : { operator }),
    offering,
    ...(legalBasis === undefined ? {} : { legalBasis }),
    level,
    component,
    ...(unit === undefined ? {} : { unit }),
    ...(priceOre === undefined ? {} : { priceOre }),
    ...(validFrom === undefined ? {} : { validFrom }),
    outcome,
    doubtful,
    ...(previousOre === undefined ? {} : { previousOre }),
    ...(changeBp === undefined ? {} : { changeBp }),
    remarks: (judgement.remarks[at] ?? []).map((code) => ({ code, ...REMARKS[code] })),
  };
};
