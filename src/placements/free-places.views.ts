import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { LEGAL_BASIS_CODES, type LegalBasisCode } from '../kernel/legal-basis';
import type { OfferingId, PartyCode, ServiceLineId, TariffLevel } from '../kernel/vocabulary';
import type { Ore } from '../kernel/money';
import {
  DayField,
  FlagField,
  IdField,
  OneOfField,
  OreField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';

export class FreePlaceView {
  @IdField('The offering.')
  offeringId!: OfferingId;

  @TextField('Its name.')
  offeringName!: string;

  @PartyField('Who sells.')
  operator!: PartyCode;

  @PartyField('Municipality in which it lies.', { nullable: true })
  addressMunicipality!: PartyCode | null;

  @WholeNumberField('Kilometres from the centre of `near` to that of its municipality, as the crow flies.', {
    nullable: true,
  })
  distanceKm!: number | null;

  @ApiProperty({ type: [String], description: 'Whom it is for.' })
  targetGroups!: readonly string[];

  @TextField('The service line.')
  serviceLineId!: ServiceLineId;

  @OneOfField(LEGAL_BASIS_CODES, 'The paragraph.')
  legalBasis!: LegalBasisCode;

  @WholeNumberField('Places open on the day asked for.')
  places!: number;

  @WholeNumberField('Of them free on that day.')
  freeOnDay!: number;

  @DayField('Earliest day from which a place stays free.')
  freeFrom!: Day;

  @ApiProperty({ type: [String], description: 'Levels with a price on the day asked for.' })
  levels!: readonly TariffLevel[];

  @OreField('The lowest price of a day among them; null where none is priced by the day.', { nullable: true })
  dayPriceFromOre!: Ore | null;

  @FlagField(
    'Whether a framework agreement binds both you and the operator on the first day asked for. Without one you cannot buy the place.',
  )
  underAgreement!: boolean;

  @TextField('When the newest event of the offering’s place book was recorded: the age of this answer.')
  recordedAt!: string;

  @WholeNumberField('The position of that event.')
  position!: number;
}

export class FreePlacePage {
  @ApiProperty({
    type: [FreePlaceView],
    description: 'Free soonest first, then by name, unless another order is asked for.',
  })
  items!: readonly FreePlaceView[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}
