import type { Said } from './messages';

/** On what ground somebody stays in a secure unit; the same place has a price for each (R41). */
export const PLACEMENT_GROUNDS = ['SOCIAL', 'CRIMINAL_LAW'] as const;
export type PlacementGround = (typeof PLACEMENT_GROUNDS)[number];

/** What a ground is called within a sentence. */
export const PLACEMENT_GROUND_WORDS: Readonly<Record<PlacementGround, Said>> = {
  SOCIAL: { da: 'socialt grundlag', en: 'social ground' },
  CRIMINAL_LAW: { da: 'strafferetligt grundlag', en: 'criminal-law ground' },
};
