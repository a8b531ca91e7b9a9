import { uuid } from '../../platform/http/scalars';
import type { Visit } from '../frame/visit';

/**
 * The citizen whom a place is looked for: the reference goes along in the address from the citizen to the reservation,
 * as it stands in that of the citizen's own page. It is no part of a search that is kept.
 */
export const citizenIn = ({ query }: Pick<Visit, 'query'>): string | undefined => {
  const asked = query.get('citizenRef');
  return uuid.check(asked) ? (asked ?? undefined) : undefined;
};
