import type { Day } from '../kernel/calendar';
import type { TariffId } from '../kernel/vocabulary';
import { DayField, IdField, OneOfField, TextField } from '../platform/http/fields';
import { CAP_REASONS, type CapReason } from '../tariffs/tariff.events';

export class CalculatedTariffBody {
  @IdField('The wrong version that the calculation takes the place of, from its own first day (R38).', {
    optional: true,
  })
  corrects?: TariffId;

  @DayField(
    'The first day of the price. Default: the first day of the calculation’s year, or the package’s first day.',
    {
      optional: true,
    },
  )
  validFrom?: Day;

  @TextField('Why. No personal data.', { maxLength: 500, example: 'Årlig takstberegning' })
  reason!: string;

  @OneOfField(CAP_REASONS, 'Why the price goes above the agreed cap, where it does (R19).', { optional: true })
  capReason?: CapReason;
}
