import type { RefusalCatalogue } from '../kernel/messages';

/** Why something about a citizen's details cannot be done. No sentence names a citizen or holds a number of one. */
export const citizensRefusals: RefusalCatalogue = {
  CITIZEN_UNKNOWN: {
    status: 404,
    da: 'Der er ingen oplysninger om en borger med den reference, som I kan se.',
    en: 'There are no details of a citizen with that reference that you may see.',
  },
  CITIZEN_EXISTS: {
    status: 409,
    about: ['citizenRef'],
    da: 'Borgeren er allerede registreret. Ret oplysningerne i stedet.',
    en: 'The citizen is registered already. Correct the details instead.',
  },
  CPR_ALREADY_REGISTERED: {
    status: 409,
    about: ['cpr'],
    da: 'I har allerede registreret en borger med det CPR-nummer, under referencen {citizenRef}.',
    en: 'You have registered a citizen with that CPR number already, under the reference {citizenRef}.',
  },
  CITIZEN_ERASED: {
    status: 409,
    da: 'Borgerens oplysninger blev slettet den {erasedOn} og kan ikke komme tilbage.',
    en: 'The details of this citizen were erased on {erasedOn} and cannot come back.',
  },
  PLACEMENT_STILL_OPEN: {
    status: 409,
    da: 'Borgeren har en plads, der er reserveret, i brug eller stadig betales. Oplysningerne kan slettes bagefter.',
    en: 'The citizen has a place that is reserved, in use or still being paid. The details can be erased after that.',
  },
  NOT_YOUR_CITIZEN: {
    status: 403,
    about: ['citizenRef'],
    da: 'Referencen bruges til en plads, som en anden kommune har købt. Kun den kommune kan registrere borgeren.',
    en: 'The reference is used for a place that another municipality has bought. Only that one can register the citizen.',
  },
  CITIZEN_NOT_FOUND: {
    status: 404,
    about: ['cpr'],
    da: 'I har ikke registreret nogen borger med det CPR-nummer.',
    en: 'You have not registered a citizen with that CPR number.',
  },
  PURPOSE_NOT_YOURS: {
    status: 403,
    about: ['purpose'],
    da: 'Til det formål kan I ikke se noget om borgeren. Angiv det formål, som oplysningerne skal bruges til.',
    en: 'For that purpose you may see nothing of this citizen. State the purpose that the details are needed for.',
  },
};
