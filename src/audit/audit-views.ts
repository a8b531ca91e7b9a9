import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { DayField, IdField, NestedField, OneOfField, TextField, WholeNumberField } from '../platform/http/fields';
import { PageQuery } from '../platform/http/paging';
import { ORDERS } from './trail.queries';
import type { Order } from './trail.queries';
import { businessDayOf, type TrailEntry, writtenNumbers } from './trail-entries';

export class WordsView {
  @TextField('What happened, in Danish.')
  da!: string;

  @TextField('What happened, in English.')
  en!: string;
}

/** What a fact is about; absent where it is about no such thing. */
export class SubjectsView {
  @TextField('Placement, which is also the contract’s id.', { optional: true })
  placementId?: string;

  @TextField('Offering.', { optional: true })
  offeringId?: string;

  @TextField('Operator.', { optional: true })
  operator?: string;

  @TextField('Buyer.', { optional: true })
  buyer?: string;

  @TextField('Payer.', { optional: true })
  payer?: string;

  @TextField('Any other party named in the fact.', { optional: true })
  party?: string;

  @TextField('Statement.', { optional: true })
  statementId?: string;

  @TextField('Framework agreement.', { optional: true })
  agreementId?: string;

  @TextField('Tariff version.', { optional: true })
  tariffId?: string;

  @TextField('Pseudonym of the citizen.', { optional: true })
  citizenRef?: string;

  @TextField('Month of settlement.', { optional: true })
  month?: string;
}

/** One fact of a thing's history, as its parties read it. */
export class HistoryEntryView {
  @WholeNumberField('Position in the log.')
  position!: number;

  @IdField('The event.')
  eventId!: string;

  @TextField('Its type, as in the event catalogue.')
  type!: string;

  @TextField('When it was recorded, UTC.')
  recordedAt!: string;

  @DayField('The day it is about.', { optional: true })
  businessDay?: Day;

  @TextField('The party it was recorded for.')
  onBehalfOf!: string;

  @NestedField(() => WordsView, 'What happened, for people.')
  words!: WordsView;

  @ApiProperty({
    type: [String],
    required: false,
    description: 'What somebody has written in it that looks like the number of a rule, and cites none.',
  })
  written?: readonly string[];
}

export class HistoryPage {
  @ApiProperty({ type: [HistoryEntryView] })
  items!: HistoryEntryView[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}

export class AuditEventView extends HistoryEntryView {
  @TextField('The stream it is in.')
  stream!: string;

  @WholeNumberField('Its place in the stream, from 0.')
  revision!: number;

  @TextField('Who acted: an opaque subject, never a name.')
  actor!: string;

  @TextField('The command it followed from.')
  commandId!: string;

  @TextField('The first command of the chain.')
  correlationId!: string;

  @TextField('The command or event directly before it.')
  causationId!: string;

  @NestedField(() => SubjectsView, 'What it is about.')
  subjects!: SubjectsView;
}

export class AuditEventPage {
  @ApiProperty({ type: [AuditEventView] })
  items!: AuditEventView[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}

export class WholeEventView extends AuditEventView {
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'The values of the fact. Pseudonyms only.' })
  data!: object;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Who asked for it, and why.' })
  metadata!: object;
}

export class HistoryQuery extends PageQuery {
  @OneOfField(ORDERS, 'Which facts come first. Default: the oldest.', { optional: true })
  order?: Order;
}

export const historyEntryOf = ({ fact, words, named }: TrailEntry): HistoryEntryView => {
  const businessDay = businessDayOf(fact);
  const written = [...new Set([...named, ...writtenNumbers(fact)])];
  return {
    position: fact.position,
    eventId: fact.id,
    type: fact.type,
    recordedAt: fact.recordedAt,
    ...(businessDay === undefined ? {} : { businessDay }),
    onBehalfOf: fact.metadata.onBehalfOf,
    words: { da: words.da, en: words.en },
    ...(written.length === 0 ? {} : { written }),
  };
};

const SUBJECTS = [
  'placementId',
  'offeringId',
  'operator',
  'buyer',
  'payer',
  'party',
  'statementId',
  'agreementId',
  'tariffId',
  'citizenRef',
  'month',
] as const;

export const auditEventOf = (entry: TrailEntry): AuditEventView => {
  const { row, fact } = entry;
  const { actor, commandId, correlationId, causationId } = fact.metadata;
  return {
    ...historyEntryOf(entry),
    stream: fact.stream,
    revision: fact.revision,
    actor,
    commandId,
    correlationId,
    causationId,
    subjects: Object.fromEntries(SUBJECTS.flatMap((name) => (row[name] === null ? [] : [[name, row[name]]]))),
  };
};
