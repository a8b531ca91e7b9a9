import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { LEGAL_BASIS_CODES, type LegalBasisCode } from '../kernel/legal-basis';
import type { CitizenRef, OfferingId, PartyCode, PlacementId, ServiceLineId, TariffLevel } from '../kernel/vocabulary';
import {
  DayField,
  FlagField,
  IdField,
  OneOfField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import { DISCHARGE_REASONS, type DischargeReason, type PlacementTerms } from './place-book.events';
import type {
  Absence,
  PayerSince,
  PlacementEvidence,
  PlacementPhase,
  ProposedChange,
  ProposedPayer,
  ServiceTermsSince,
} from './place-book.tables';
import { PLACEMENT_PHASES } from './place-book.tables';

export class PlacementView {
  @IdField('The placement; its contract has the same id.')
  placementId!: PlacementId;

  @IdField('The offering.')
  offeringId!: OfferingId;

  @TextField('Its name when the place was reserved.')
  offeringName!: string;

  @TextField('The service line.')
  serviceLineId!: ServiceLineId;

  @OneOfField(LEGAL_BASIS_CODES, 'The paragraph.')
  legalBasis!: LegalBasisCode;

  @TextField('The tariff level, on the day asked for.')
  level!: TariffLevel;

  @PartyField('Who buys.')
  buyer!: PartyCode;

  @PartyField('Who sells.')
  operator!: PartyCode;

  @PartyField('Who pays, on the day asked for.')
  payer!: PartyCode;

  @IdField('The citizen, as an opaque id.')
  citizenRef!: CitizenRef;

  @OneOfField(PLACEMENT_PHASES, 'Where the purchase stands.')
  phase!: PlacementPhase;

  @DayField('Agreed first day; the day the citizen came once enrolled.')
  firstDay!: Day;

  @DayField('Agreed last day.', { nullable: true })
  plannedLastDay!: Day | null;

  @DayField('Last day on which the reservation can be confirmed.')
  expiresOn!: Day;

  @DayField('Date of the notice.', { nullable: true })
  noticeDate!: Day | null;

  @DayField('Last payable day that follows from the notice.', { nullable: true })
  noticeLastPayableDay!: Day | null;

  @DayField('The day the citizen left.', { nullable: true })
  departureDay!: Day | null;

  @DayField('The last day the place is taken, as far as it is known: departure, else notice, else as planned.', {
    nullable: true,
  })
  lastDay!: Day | null;

  @FlagField('Whether days paid by notice end when the place is sold again (R30).')
  stopsOnResale!: boolean;

  @FlagField('Whether the departure day is occupied and paid (R35).')
  departureDayCounts!: boolean;

  @OneOfField(DISCHARGE_REASONS, 'Why the stay ended.', { nullable: true })
  departureReason!: DischargeReason | null;

  @DayField('Last day that is paid, once the citizen has left.', { nullable: true })
  lastPayableDay!: Day | null;

  @TextField('The rule the last payable day follows from.', { nullable: true })
  ruleRef!: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'What was frozen when the place was reserved.',
  })
  terms!: PlacementTerms;

  @ApiProperty({ type: 'array', items: { type: 'object' }, description: 'Who pays from which day.' })
  payers!: readonly PayerSince[];

  @ApiProperty({
    type: 'array',
    items: { type: 'object' },
    description: 'What is agreed of the service from which day.',
  })
  serviceTerms!: readonly ServiceTermsSince[];

  @ApiProperty({ type: 'array', items: { type: 'object' }, description: 'Days away; the place is held and paid.' })
  absences!: readonly Absence[];

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'Terms one party asks for.' })
  proposal!: ProposedChange | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'Who has been asked to pay and has not answered (R9); until then the present payer pays.',
  })
  payerProposal!: ProposedPayer | null;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Ids of the events behind the phases.' })
  evidence!: PlacementEvidence;

  @WholeNumberField('The placement’s own revision, also its ETag.')
  revision!: number;

  @IdField('Its newest event.')
  lastEventId!: string;

  @WholeNumberField('That event’s position.')
  lastPosition!: number;

  @TextField('When it was recorded.')
  recordedAt!: string;
}

export class PlacementPage {
  @ApiProperty({ type: [PlacementView], description: 'Newest reservation first.' })
  items!: readonly PlacementView[];

  @WholeNumberField('How many there are on all pages; where `total` asks for it.', { optional: true })
  total?: number;

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}
