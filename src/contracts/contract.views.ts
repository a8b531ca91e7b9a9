import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import type { PartyCode, PlacementId } from '../kernel/vocabulary';
import { DayField, IdField, OneOfField, PartyField, TextField, WholeNumberField } from '../platform/http/fields';
import type { ContractContent } from './contract.events';
import type { ContractSigningState, Signature } from './contract-register.projection';
import { CONTRACT_STATES } from './contract-register.projection';
import { CONTRACT_STATUSES, type ContractStatus } from './contract-status.calculation';
import type { WholeContract } from './visible-contracts.queries';

export class ContractSummary {
  @IdField('The contract; the id of its placement.')
  contractId!: PlacementId;

  @PartyField('Who buys.')
  buyer!: PartyCode;

  @PartyField('Who sells.')
  operator!: PartyCode;

  @PartyField('Who pays.')
  payer!: PartyCode;

  @OneOfField(CONTRACT_STATUSES, 'How the contract stood on the day asked for.')
  status!: ContractStatus;

  @OneOfField(CONTRACT_STATES, 'Whose signature was missing on that day.')
  state!: ContractSigningState;

  @WholeNumberField('Days in force without both signatures.', { optional: true })
  unsignedDays?: number;

  @TextField('Version of the template.')
  templateVersion!: string;

  @TextField('SHA-256 of the canonical content: what is signed.')
  contentHash!: string;

  @IdField('The event that drew it up and has the same hash.')
  eventId!: string;

  @DayField('Agreed first day.')
  firstDay!: Day;

  @DayField('The day the citizen came.', { nullable: true })
  enrolledDay!: Day | null;

  @DayField('When it was drawn up.')
  draftedOn!: Day;

  @DayField('When the second side signed.', { nullable: true })
  signedOn!: Day | null;

  @DayField('When it was annulled.', { nullable: true })
  annulledOn!: Day | null;

  @DayField('Last day anything is owed under it.', { nullable: true })
  lastPayableDay!: Day | null;

  @ApiProperty({
    type: 'array',
    items: { type: 'object' },
    description: 'Who signed for which side, when, and when the ledger took it.',
  })
  signatures!: readonly Signature[];

  @WholeNumberField('Addenda that are not signed by both sides.')
  unsignedAddenda!: number;

  @WholeNumberField('Revision of the contract, also its ETag.')
  revision!: number;

  @TextField('When its newest event was recorded.')
  recordedAt!: string;
}

export class ContractView extends ContractSummary {
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What is signed, section by section.' })
  content!: ContractContent;

  @ApiProperty({ type: 'array', items: { type: 'object' }, description: 'Changes signed after the contract (R29).' })
  addenda!: WholeContract['addenda'];
}

export class ContractPage {
  @ApiProperty({ type: [ContractSummary], description: 'By the day they take effect.' })
  items!: readonly ContractSummary[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}
