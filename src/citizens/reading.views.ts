import { ApiProperty } from '@nestjs/swagger';
import type { PartyCode, Role } from '../kernel/vocabulary';
import { ROLES } from '../kernel/vocabulary';
import {
  FlagField,
  IdField,
  ListField,
  NestedField,
  OneOfField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import { oneOf } from '../platform/http/scalars';
import { CADF_TYPE, READING_OUTCOMES, type ReadingOutcome } from '../platform/readings/reading-log';
import { CITIZEN_FIELDS, type CitizenField } from './citizen-record.events';
import { READING_ACTIONS, type ReadingAction } from './reading-record';

export class InitiatorView {
  @TextField('The person or system, as an opaque subject.')
  id!: string;

  @PartyField('The party it acted for.')
  party!: PartyCode;

  @ListField(oneOf(ROLES), 'The roles it acted in.')
  roles!: readonly Role[];
}

export class TargetView {
  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'The citizen; null when none was found.',
  })
  id!: string | null;

  @ListField(oneOf(CITIZEN_FIELDS), 'The kinds of details that were shown.')
  fields!: readonly CitizenField[];
}

export class ReasonView {
  @TextField('The purpose that was stated.')
  purpose!: string;

  @TextField('Code of the refusal, when it was one.', { optional: true })
  code?: string;
}

export class ObserverView {
  @TextField('What wrote it down.')
  id!: string;
}

export class ReadingView {
  @WholeNumberField('Its place in the log of readings, from 1.')
  number!: number;

  @IdField('Its id.')
  id!: string;

  @OneOfField([CADF_TYPE], 'The form of the entry (CADF).')
  typeURI!: typeof CADF_TYPE;

  @OneOfField(['activity'], 'Always `activity`.')
  eventType!: 'activity';

  @TextField('When.')
  eventTime!: string;

  @OneOfField(READING_ACTIONS, 'What was done.')
  action!: ReadingAction;

  @OneOfField(READING_OUTCOMES, 'Whether it was shown or refused.')
  outcome!: ReadingOutcome;

  @NestedField(() => InitiatorView, 'Who.')
  initiator!: InitiatorView;

  @NestedField(() => TargetView, 'Whose details.')
  target!: TargetView;

  @NestedField(() => ReasonView, 'Why.')
  reason!: ReasonView;

  @NestedField(() => ObserverView, 'By whom it was seen.')
  observer!: ObserverView;

  @TextField('SHA-256 over the entry and the hash of the one before.')
  hash!: string;
}

export class ReadingPage {
  @ApiProperty({ type: [ReadingView], description: 'Newest first.' })
  items!: readonly ReadingView[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}

export class NewestReadingView {
  @WholeNumberField('How many entries there are.')
  number!: number;

  @TextField('The hash that stands for all of them.')
  hash!: string;
}

export class ReadingChainView {
  @FlagField('Every entry follows from the one before.')
  whole!: boolean;

  @WholeNumberField('The first entry that does not, changed or with one missing before it.', { optional: true })
  firstBroken?: number;

  @NestedField(() => NewestReadingView, 'The newest entry; absent while nobody has looked.', { optional: true })
  newest?: NewestReadingView;
}
