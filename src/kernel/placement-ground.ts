/** On what ground somebody stays in a secure unit; the same place has a price for each (R41). */
export const PLACEMENT_GROUNDS = ['SOCIAL', 'CRIMINAL_LAW'] as const;
export type PlacementGround = (typeof PLACEMENT_GROUNDS)[number];
