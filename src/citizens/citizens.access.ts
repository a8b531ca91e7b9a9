import { actionsOn } from '../kernel/access';

const REGISTRANT = { buyer: ['own'] } as const;

/**
 * `own` is the municipality that registered the citizen. Which details each relation sees for which purpose is in
 * `citizen-access.calculation.ts`. The secretariat never sees a citizen.
 */
export const citizensAccess = {
  ...actionsOn('citizen', {
    registerCitizen: { may: REGISTRANT, da: 'registrere en borger', en: 'register a citizen' },
    correctCitizenDetails: { may: REGISTRANT, da: 'rette oplysninger om en borger', en: 'correct a citizen’s details' },
    eraseCitizen: { may: REGISTRANT, da: 'slette oplysninger om en borger', en: 'erase a citizen’s details' },
    findCitizen: { may: REGISTRANT, da: 'finde en borger ved CPR-nummer', en: 'find a citizen by CPR number' },
    readCitizen: {
      may: { buyer: ['own', 'buyer', 'payer'], operator: ['operator'], auditor: ['any'] },
      da: 'se oplysninger om en borger til et formål',
      en: 'see a citizen’s details for a purpose',
    },
    reportOnCitizen: {
      may: REGISTRANT,
      da: 'trække alt om en borger til indsigt (art. 15)',
      en: 'have everything about a citizen for the right of access (art. 15)',
    },
  }),
  ...actionsOn('reading', {
    listReadings: {
      may: { auditor: ['any'] },
      da: 'se, hvem der har slået borgere op',
      en: 'see who looked at citizens',
    },
    checkReadings: {
      may: { auditor: ['any'] },
      da: 'efterprøve, at ingen opslag er ændret eller fjernet',
      en: 'check that no look was changed or removed',
    },
  }),
} as const;
