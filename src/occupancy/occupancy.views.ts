import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { LEGAL_BASIS_CODES, type LegalBasisCode } from '../kernel/legal-basis';
import type { OfferingId, PartyCode, ServiceLineId } from '../kernel/vocabulary';
import { DayField, IdField, OneOfField, PartyField, TextField, WholeNumberField } from '../platform/http/fields';
import { GRAINS, type Grain, type OccupancyBucket, type OccupancyFigures } from './occupancy.calculation';
import type { BudgetedBucket } from './occupancy.queries';

export class OccupancyFiguresView implements OccupancyFigures {
  @WholeNumberField('Place-days open, temporary over-capacity not counted.')
  available!: number;

  @WholeNumberField('Days citizens were there.')
  occupied!: number;

  @WholeNumberField('Days held for citizens who have not come.')
  reserved!: number;

  @WholeNumberField('Days paid after the citizen had left.')
  paidNotOccupied!: number;

  @WholeNumberField('Days citizens were there beyond the places open.')
  overOccupied!: number;

  @WholeNumberField('Occupied of available in 1/10,000; may exceed 10,000.', { nullable: true })
  rateBp!: number | null;

  @WholeNumberField('Occupied days of the operator’s own citizens; null for others than the operator and auditors.', {
    nullable: true,
  })
  own!: number | null;

  @WholeNumberField('Occupied days of other parties’ citizens in the region; null as `own` is.', { nullable: true })
  inRegion!: number | null;

  @WholeNumberField('Occupied days of citizens from outside the region; null as `own` is.', { nullable: true })
  outside!: number | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Occupied days by payer: all for the operator and auditors, for others their own.',
  })
  byPayer!: Readonly<Record<string, number>>;
}

export class OccupancyBucketView extends OccupancyFiguresView implements OccupancyBucket {
  @DayField('First day.')
  first!: Day;

  @DayField('Last day, included.')
  last!: Day;

  @WholeNumberField('Rate the tariff was calculated with, in 1/10,000 (R31).', { nullable: true })
  budgetedBp!: number | null;
}

export class LineOccupancyView {
  @IdField('The offering.')
  offeringId!: OfferingId;

  @TextField('Its name.')
  offeringName!: string;

  @PartyField('Who sells.')
  operator!: PartyCode;

  @TextField('The service line.')
  serviceLineId!: ServiceLineId;

  @OneOfField(LEGAL_BASIS_CODES, 'The paragraph.')
  legalBasis!: LegalBasisCode;

  @ApiProperty({ type: OccupancyFiguresView, description: 'Over the whole period.' })
  total!: OccupancyFigures;

  @ApiProperty({ type: [OccupancyBucketView], description: 'By day or month, in order.' })
  buckets!: readonly BudgetedBucket[];
}

export class OccupancyView {
  @DayField('First day.')
  from!: Day;

  @DayField('Last day, included.')
  to!: Day;

  @OneOfField(GRAINS, 'What the figures are given by.')
  by!: Grain;

  @WholeNumberField('The log position up to which everything is counted.')
  position!: number;

  @ApiProperty({ type: OccupancyFiguresView, description: 'All lines together.' })
  total!: OccupancyFigures;

  @ApiProperty({ type: [LineOccupancyView], description: 'By offering and service line.' })
  lines!: readonly LineOccupancyView[];
}

export class FreeCounts {
  @WholeNumberField('Places open.')
  places!: number;

  @WholeNumberField('Citizens there.')
  occupied!: number;

  @WholeNumberField('Places held for citizens who have not come.')
  reserved!: number;

  @WholeNumberField('Places free.')
  free!: number;

  @WholeNumberField('Service lines.')
  serviceLines!: number;

  @WholeNumberField('Service lines with a free place.')
  serviceLinesWithFree!: number;

  @WholeNumberField('Occupied of places in 1/10,000.', { nullable: true })
  rateBp!: number | null;
}

export class FreeByLegalBasis extends FreeCounts {
  @OneOfField(LEGAL_BASIS_CODES, 'The paragraph.')
  legalBasis!: LegalBasisCode;
}

export class FreeNowView {
  @DayField('The day.')
  on!: Day;

  @WholeNumberField('The log position up to which everything is counted.')
  position!: number;

  @ApiProperty({ type: FreeCounts, description: 'All paragraphs together.' })
  total!: FreeCounts;

  @ApiProperty({ type: [FreeByLegalBasis], description: 'In order of the codes.' })
  byLegalBasis!: readonly FreeByLegalBasis[];
}
