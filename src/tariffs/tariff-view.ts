import { AGREEMENT_ID_FORM, type AgreementId, type OfferingId, type PartyCode } from '../kernel/vocabulary';
import {
  type CalculationId,
  SERVICE_LINE_ID_FORM,
  type ServiceLineId,
  type TariffId,
  type TariffLevel,
} from '../kernel/vocabulary';
import type { Day } from '../kernel/calendar';
import type { BasisPoints, Ore } from '../kernel/money';
import { PLACEMENT_GROUNDS, type PlacementGround } from '../kernel/placement-ground';
import {
  CodeField,
  DayField,
  IdField,
  NestedField,
  OneOfField,
  OreField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import type { TariffVersionRow } from './price-list.projection';
import { CAP_REASONS, type CapReason, TARIFF_WARNINGS, type TariffWarningCode } from './tariff.events';
import { ComponentBody } from './tariff-body';
import { warningInWords } from './tariffs.messages';
import { LEGAL_BASIS_CODES, type LegalBasisCode } from '../kernel/legal-basis';

export class TariffWarningView {
  @OneOfField(TARIFF_WARNINGS, 'What is unusual about the tariff.')
  code!: TariffWarningCode;

  @TextField('The rule it comes from.', { example: 'R19' })
  rule!: string;

  @OreField('What a day may at most cost under the cap.', { optional: true })
  limitOre?: Ore;

  @OreField('What a day costs.', { optional: true })
  actualOre?: Ore;

  @TextField('The warning as a sentence, in Danish.')
  da!: string;

  @TextField('The same in English.')
  en!: string;
}

export class ComponentView extends ComponentBody {
  @OneOfField(LEGAL_BASIS_CODES, 'In a calculated package: the paragraph this part is invoiced under (R13).', {
    optional: true,
  })
  legalBasis?: LegalBasisCode;
}

export class TariffView {
  @IdField('The version.')
  tariffId!: TariffId;

  @IdField('The offering.')
  offeringId!: OfferingId;

  @PartyField('Who set the price.')
  operator!: PartyCode;

  @CodeField(SERVICE_LINE_ID_FORM, 'The service line.')
  serviceLineId!: ServiceLineId;

  @TextField('The level within the line.')
  level!: TariffLevel;

  @NestedField(() => ComponentView, 'The parts of the price.', { list: true })
  components!: ComponentView[];

  @DayField('First day of the price.')
  validFrom!: Day;

  @DayField('Last day of the price; absent while no later version is known.', { optional: true })
  validTo?: Day;

  @IdField('The correction that took its place.', { optional: true })
  supersededBy?: TariffId;

  @IdField('The wrong version that it took the place of.', { optional: true })
  supersedes?: TariffId;

  @WholeNumberField('Occupancy the price was calculated with, in 1/10,000; absent where it is not published.', {
    optional: true,
  })
  budgetedOccupancyBp?: BasisPoints;

  @CodeField(AGREEMENT_ID_FORM, 'The agreement it was measured against.', { optional: true })
  agreementId?: AgreementId;

  @TextField('Why it was set.')
  reason!: string;

  @OneOfField(CAP_REASONS, 'Why it goes above the cap.', { optional: true })
  capReason?: CapReason;

  @NestedField(() => TariffWarningView, 'What is unusual about it; never a hindrance.', { list: true })
  warnings!: TariffWarningView[];

  @TextField('Where it was published.', { optional: true })
  source?: string;

  @IdField('The calculation it was made from; absent where the price was entered.', { optional: true })
  calculationId?: CalculationId;

  @OneOfField(PLACEMENT_GROUNDS, 'The placement ground it is the price for; absent: for all (R41).', { optional: true })
  placementGround?: PlacementGround;

  @IdField('The event that recorded it.')
  eventId!: string;

  @TextField('When it was recorded (UTC).')
  recordedAt!: string;
}

export const tariffView = (row: TariffVersionRow): TariffView => {
  const { tariffId, offeringId, operator, serviceLineId, level, validFrom, reason, eventId, recordedAt } = row;
  const { validTo, supersededBy, supersedes, budgetedOccupancyBp, agreementId, capReason, source, calculationId } = row;
  return {
    tariffId,
    offeringId,
    operator,
    serviceLineId,
    level,
    components: [...row.components],
    validFrom,
    ...(validTo === null ? {} : { validTo }),
    ...(supersededBy === null ? {} : { supersededBy }),
    ...(supersedes === null ? {} : { supersedes }),
    ...(budgetedOccupancyBp === null ? {} : { budgetedOccupancyBp }),
    ...(agreementId === null ? {} : { agreementId }),
    reason,
    ...(capReason === null ? {} : { capReason }),
    warnings: row.warnings.map(warningInWords),
    ...(source === null ? {} : { source }),
    ...(calculationId === null ? {} : { calculationId }),
    ...(row.placementGround === null ? {} : { placementGround: row.placementGround }),
    eventId,
    recordedAt,
  };
};
