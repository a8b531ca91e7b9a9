import type { RefusalCatalogue } from '../kernel/messages';

export const agreementRefusals: RefusalCatalogue = {
  NOT_YOURS: {
    status: 403,
    da: 'Det kan kun den part gøre, som det hører til.',
    en: 'Only the party it belongs to may do this.',
  },
  UNKNOWN_AGREEMENT: {
    status: 404,
    about: ['agreementId'],
    da: 'Der er ingen rammeaftale med navnet {agreementId}.',
    en: 'There is no framework agreement called {agreementId}.',
  },
  AGREEMENT_EXISTS: {
    status: 409,
    about: ['agreementId'],
    da: 'Rammeaftalen {agreementId} er allerede oprettet. Ændr den i stedet.',
    en: 'The framework agreement {agreementId} exists already. Change it instead.',
  },
  PERIOD_REVERSED: {
    status: 422,
    about: ['approvedUntil', 'until', 'last'],
    da: 'Perioden slutter ({last}), før den begynder ({first}).',
    en: 'The period ends ({last}) before it begins ({first}).',
  },
  TOO_FEW_PARTIES: {
    status: 422,
    about: ['parties'],
    da: 'En rammeaftale har mindst {min} parter.',
    en: 'A framework agreement has at least {min} parties.',
  },
  PARTY_TWICE: {
    status: 422,
    about: ['parties'],
    da: 'En part er nævnt to gange.',
    en: 'A party is named twice.',
  },
  RULES_MISSING: {
    status: 422,
    about: ['rules'],
    da: 'Skriv aftalens regler: der er ingen standardregler for region {region}.',
    en: 'Give the agreement’s rules: there are no default rules for region {region}.',
  },
  RULE_OUT_OF_LIMITS: {
    status: 422,
    about: ['rules.{rule}'],
    da: 'Reglen {rule} ligger uden for det, der er muligt (fra {min} til {max}).',
    en: 'The rule {rule} lies outside what is possible (from {min} to {max}).',
  },
  PARAGRAPH_TWICE: {
    status: 422,
    da: '{paragraph} står to gange blandt undtagelserne i {rule}.',
    en: '{paragraph} stands twice among the exceptions in {rule}.',
  },
  RULE_WITHOUT_ORIGIN: {
    status: 422,
    about: ['rules.provenance'],
    da: 'Reglen {rule} mangler sin oprindelse: skriv i provenance, hvor den er kendt fra.',
    en: 'The rule {rule} lacks its origin: say in provenance where it is known from.',
  },
  ORIGIN_WITHOUT_RULE: {
    status: 422,
    about: ['rules.provenance'],
    da: 'Der er skrevet en oprindelse for {rule}, men ingen regel med det navn.',
    en: 'There is an origin for {rule}, but no rule of that name.',
  },
  OUTSIDE_PERIOD: {
    status: 422,
    about: ['from', 'last'],
    da: 'Dagen {day} ligger uden for aftalens periode, {first} til {last}.',
    en: 'The day {day} lies outside the agreement’s period, {first} to {last}.',
  },
  ALREADY_A_MEMBER: {
    status: 409,
    about: ['party'],
    da: 'Parten {party} er allerede med i aftalen fra {from}.',
    en: 'The party {party} is in the agreement already, from {from}.',
  },
  NOT_A_MEMBER: {
    status: 409,
    about: ['last'],
    da: 'Parten {party} er ikke med i aftalen den {day}.',
    en: 'The party {party} is not in the agreement on {day}.',
  },
  NOT_AN_EXTENSION: {
    status: 409,
    about: ['last'],
    da: 'Aftalen løber allerede til {last}. Den kan forlænges, ikke forkortes.',
    en: 'The agreement runs until {last} already. It can be extended, not shortened.',
  },
};
