import type { TariffLevel } from '../kernel/vocabulary';
import { HundredthsField, ListField, TextField, WholeNumberField } from '../platform/http/fields';
import { code } from '../platform/http/scalars';

export const LEVEL_LENGTH_MAX = 60;
/** 24 hours in hundredths. */
export const HOURS_PER_DAY_MAX = 2_400;
export const SUPPLEMENT_FORM = /^[A-ZÆØÅa-zæøå0-9][A-ZÆØÅa-zæøå0-9_-]{0,59}$/;
const SUPPLEMENTS_MAX = 50;

/** What is asked of the service, when a place is bought and when its terms change. */
export class ServiceBody {
  @TextField('Tariff level as published.', { maxLength: LEVEL_LENGTH_MAX, example: '1' })
  level!: TariffLevel;

  @HundredthsField('Service hours a day in hundredths, where the tariff has a price per hour (R15).', {
    min: 1,
    max: HOURS_PER_DAY_MAX,
    optional: true,
  })
  hoursPerDay?: number;

  @ListField(code(SUPPLEMENT_FORM), 'Codes of the supplements that are to be charged.', {
    maxItems: SUPPLEMENTS_MAX,
    unique: true,
    optional: true,
  })
  supplements?: string[];

  @WholeNumberField('Days a week, for a part-time day place (R16).', { min: 1, max: 7, optional: true })
  daysPerWeek?: number;
}
