import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/calendar';
import type { PartyCode } from '../../kernel/vocabulary';
import {
  DayField,
  IdField,
  ListField,
  NestedField,
  OneOfField,
  PartyField,
  TextField,
} from '../../platform/http/fields';
import * as scalars from '../../platform/http/scalars';
import { CHARGE_KINDS, type ChargeKind } from './charge.events';
import { ChargeTermsView, LineReference } from '../lines/charge-line.views';
import { CHARGE_KIND_WORDS } from '../lines/charge-words';
import type { ChargeStanding } from '../issued/settlement.queries';

/** How charges look from outside, for the document of the API. */

export const CHARGE_STANDINGS = ['RAISED', 'BILLED', 'WITHDRAWN'] as const;

export class WithdrawalView {
  @DayField('The day.')
  on!: Day;

  @TextField('Why it was wrong.')
  reason!: string;

  @IdField('The event that took it back.')
  eventId!: string;
}

export class ChargeView extends ChargeTermsView {
  @PartyField('Who is owed.')
  operator!: PartyCode;

  @PartyField('Who pays.')
  payer!: PartyCode;

  @OneOfField(CHARGE_KINDS, 'What it is for.')
  kind!: ChargeKind;

  @TextField('The same in Danish.')
  kindText!: string;

  @OneOfField(CHARGE_STANDINGS, 'Raised and not billed yet, a line of a closed month, or taken back.')
  standing!: (typeof CHARGE_STANDINGS)[number];

  @NestedField(() => LineReference, 'The line that bills it.', { optional: true })
  billedIn?: LineReference;

  @NestedField(() => WithdrawalView, 'How it was taken back; what had been billed is credited (R38).', {
    optional: true,
  })
  withdrawn?: WithdrawalView;

  @ListField(scalars.text(), 'Ids of the events it rests on.')
  sources!: readonly string[];

  @IdField('The event that raised it.')
  eventId!: string;

  @TextField('When that was recorded.')
  recordedAt!: string;
}

export const chargeView = (row: ChargeStanding): ChargeView => {
  const { terms, statementId, line, eventId, recordedAt, withdrawn } = row;
  const billedIn = statementId === null || line === null ? undefined : { statementId, line };
  return {
    ...terms,
    kindText: CHARGE_KIND_WORDS.da[terms.kind],
    standing: withdrawn !== null ? 'WITHDRAWN' : billedIn === undefined ? 'RAISED' : 'BILLED',
    ...(billedIn === undefined ? {} : { billedIn }),
    ...(withdrawn === null ? {} : { withdrawn }),
    eventId,
    recordedAt,
  };
};

export class ChargePageView {
  @ApiProperty({ type: [ChargeView], description: 'The month due last first.' })
  items!: readonly ChargeView[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}
