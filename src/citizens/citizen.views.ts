import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import type { CitizenRef, PartyCode } from '../kernel/vocabulary';
import {
  DayField,
  IdField,
  ListField,
  OneOfField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import { oneOf } from '../platform/http/scalars';
import { type Relation, RELATIONS } from './citizen-access.calculation';
import { CITIZEN_FIELDS, type CitizenField, ERASURE_REASONS, type ErasureReason } from './citizen-record.events';

export class CitizenView {
  @IdField('The citizen, as the log knows them.')
  citizenRef!: CitizenRef;

  @OneOfField(['registered', 'erased'], 'Whether there are details.')
  phase!: 'registered' | 'erased';

  @PartyField('The municipality that registered the citizen.')
  registeredBy!: PartyCode;

  @ListField(oneOf(RELATIONS), 'How you come to see this.')
  relations!: readonly Relation[];

  @TextField('CPR number, ten digits.', { optional: true, maxLength: 10 })
  cpr?: string;

  @TextField('Name.', { optional: true })
  name?: string;

  @TextField('Address.', { optional: true })
  address?: string;

  @TextField('How to get in touch.', { optional: true })
  contact?: string;

  @TextField('The registering municipality’s own note.', { optional: true })
  note?: string;

  @ListField(oneOf(CITIZEN_FIELDS), 'Details that there are and that you, or this purpose, may not see.')
  withheld!: readonly CitizenField[];

  @DayField('When the details were erased.', { optional: true })
  erasedOn?: Day;

  @OneOfField(ERASURE_REASONS, 'Why.', { optional: true })
  erasureReason?: ErasureReason;

  @WholeNumberField('Revision of the record, also its ETag.')
  revision!: number;
}

export class FoundCitizenView {
  @ApiProperty({ type: 'string', format: 'uuid', description: 'The reference to use in placements.' })
  citizenRef!: CitizenRef;
}
