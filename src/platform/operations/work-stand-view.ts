import { FlagField, TextField, WholeNumberField } from '../http/fields';

/** How far work is that is begun, watched and stopped; what it found is of its own kind. */
export class WorkStandView {
  @FlagField('Whether one runs now.')
  running!: boolean;

  @WholeNumberField('How far it has come.', { optional: true })
  reached?: number;

  @WholeNumberField('How far it goes.', { optional: true })
  upTo?: number;

  @TextField('When the last one ended, UTC.', { optional: true })
  endedAt?: string;

  @FlagField('Whether the last one broke off, so that it found nothing.', { optional: true })
  brokeOff?: boolean;

  @FlagField('Whether somebody stopped the last one, so that it found nothing.', { optional: true })
  stopped?: boolean;
}
