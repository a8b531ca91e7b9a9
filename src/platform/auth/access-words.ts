import type { Permission, Relation } from '../../kernel/access';
import { rolesFor } from '../../kernel/access';
import type { Language } from '../../kernel/messages';
import type { Role } from '../../kernel/vocabulary';

type Words = Readonly<Record<Language, string>>;

export const ROLE_WORDS: Readonly<Record<Role, Words>> = {
  buyer: { da: 'køber', en: 'buyer' },
  operator: { da: 'driftsherre', en: 'operator' },
  auditor: { da: 'revision', en: 'auditor' },
  secretariat: { da: 'sekretariat', en: 'secretariat' },
};

/** The end of "may …": what of. */
export const RELATION_WORDS: Readonly<Record<Relation, Words>> = {
  any: { da: 'alle', en: 'all' },
  own: { da: 'sin egen parts', en: 'its own party’s' },
  buyer: { da: 'dem, parten køber', en: 'those its party buys' },
  payer: { da: 'dem, parten betaler eller har betalt', en: 'those its party pays or has paid' },
  operator: { da: 'dem, parten driver', en: 'those its party operates' },
  member: { da: 'dem, parten er med i', en: 'those its party is bound by' },
  region: { da: 'dem i sin egen region', en: 'those of its own region' },
  escalated: { da: 'det, der er bragt for sekretariatet', en: 'what was brought to the secretariat' },
  impersonal: { da: 'det, der ikke handler om en borger', en: 'what is about no citizen' },
};

/** `buyer (those its party buys, those its party pays or has paid), auditor (all)` */
export const whoMay = (permission: Permission, language: Language): string => {
  const { may } = permission;
  if (may === 'public') return language === 'da' ? 'alle, også uden adgangsbevis' : 'anybody, without a token';
  return rolesFor(permission)
    .map((role) => {
      const relations = (may[role] ?? []).map((relation) => RELATION_WORDS[relation][language]);
      return `${ROLE_WORDS[role][language]} (${relations.join(', ')})`;
    })
    .join(', ');
};
