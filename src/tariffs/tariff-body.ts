import type { BasisPoints, Ore } from '../kernel/money';
import { CodeField, NestedField, OneOfField, OreField, TextField, WholeNumberField } from '../platform/http/fields';
import {
  CAP_REASONS,
  type CapReason,
  COMPONENT_KINDS,
  type ComponentKind,
  TARIFF_UNITS,
  type TariffComponent,
  type TariffUnit,
} from './tariff.events';
import { COMPONENTS_MAX } from './tariff.decider';

const COMPONENT_CODE_FORM = /^[A-ZÆØÅ0-9][A-ZÆØÅ0-9_-]{0,39}$/;

export class ComponentBody {
  @CodeField(COMPONENT_CODE_FORM, 'Unique within the tariff.', { example: 'BASE' })
  code!: string;

  @OneOfField(COMPONENT_KINDS, 'BASE and SERVICE_PACKAGE are always charged; a SUPPLEMENT where it is agreed (R15).')
  kind!: ComponentKind;

  @OneOfField(TARIFF_UNITS, 'What the price is for.')
  unit!: TariffUnit;

  @OreField('Price of one unit.', { example: 256_000 })
  priceOre!: Ore;
}

/** What a new version and a correction of one have in common. */
export class TariffBody {
  @NestedField(() => ComponentBody, 'The parts of the price.', { list: true, minItems: 1, maxItems: COMPONENTS_MAX })
  components!: ComponentBody[];

  @WholeNumberField('Occupancy the price was calculated with, in 1/10,000 (R31).', { optional: true, example: 9_700 })
  budgetedOccupancyBp?: BasisPoints;

  @TextField('Why. No personal data.', { maxLength: 500 })
  reason!: string;

  @OneOfField(CAP_REASONS, 'Why the price goes above the agreed cap, where it does (R19).', { optional: true })
  capReason?: CapReason;
}

export const componentsFrom = (body: TariffBody): readonly TariffComponent[] =>
  body.components.map(({ code, kind, unit, priceOre }) => ({ code, kind, unit, priceOre }));
