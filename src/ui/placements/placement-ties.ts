import { allows, type Permission } from '../../kernel/access';
import { reject } from '../../kernel/decider';
import type { Actor } from '../../kernel/vocabulary';
import type { PlacementView } from '../../placements/placement.views';
import { Refused } from '../../platform/commands/refusals';

export type PlacementPermission = Permission<'buyer' | 'payer' | 'operator' | 'any' | 'own'>;

/** Whether the reader's party stands so to the placement that the row allows it; what the state allows is not asked. */
export const mayDo = (permission: PlacementPermission, placement: PlacementView, actor: Actor): boolean => {
  const { buyer, operator, payers, payerProposal } = placement;
  const asked = payerProposal === null ? [] : [payerProposal.payer];
  return allows(permission, actor, { buyer, operator, payer: [...payers.map(({ payer }) => payer), ...asked] });
};

/** Whether the reader's party has been asked to pay and is nothing else in the placement so far. */
export const isOnlyAsked = ({ buyer, operator, payers, payerProposal }: PlacementView, { party }: Actor): boolean =>
  payerProposal?.payer === party && ![buyer, operator, ...payers.map(({ payer }) => payer)].includes(party);

/** @throws Refused NOT_YOURS, as the command of the form would be. */
export const assertMay = (permission: PlacementPermission, placement: PlacementView, actor: Actor): void => {
  if (!mayDo(permission, placement, actor)) throw new Refused(reject('NOT_YOURS'));
};
