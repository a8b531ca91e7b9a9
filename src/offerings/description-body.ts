import type { PartyCode } from '../kernel/vocabulary';
import { CodeField, ListField, TextField, WholeNumberField } from '../platform/http/fields';
import * as scalars from '../platform/http/scalars';
import { OFFERING_NAME_LENGTH_MAX } from './offering.decider';
import type { OfferingDescription } from './offering.events';

const TARGET_GROUPS_MAX = 20;
export const TARGET_GROUP_LENGTH_MAX = 80;
const AGE_MAX = 120;

/** What an offering is and whom it is for, as it is sent. */
export class DescriptionBody {
  @TextField('The name, as on Tilbudsportalen.', { maxLength: OFFERING_NAME_LENGTH_MAX, example: 'Bostøtte Høskoven' })
  name!: string;

  @CodeField(/^\d{3}$/, 'The municipality in which it lies. Left out where the source does not say.', {
    example: '751',
    optional: true,
  })
  addressMunicipality?: PartyCode;

  @ListField(scalars.text({ maxLength: TARGET_GROUP_LENGTH_MAX }), 'Whom it is for.', {
    maxItems: TARGET_GROUPS_MAX,
    unique: true,
    example: ['erhvervet hjerneskade'],
  })
  targetGroups!: string[];

  @WholeNumberField('Youngest age in years.', { min: 0, max: AGE_MAX })
  ageFrom!: number;

  @WholeNumberField('Oldest age in years, included.', { min: 0, max: AGE_MAX })
  ageTo!: number;
}

export const descriptionFrom = (body: DescriptionBody): OfferingDescription => ({
  name: body.name.trim(),
  addressMunicipality: body.addressMunicipality ?? null,
  targetGroups: body.targetGroups.map((group) => group.trim()),
  ageFrom: body.ageFrom,
  ageTo: body.ageTo,
});
