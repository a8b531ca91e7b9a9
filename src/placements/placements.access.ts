import { actionsOn, EVERYBODYS } from '../kernel/access';

/** A payer is whoever pays or has paid for a day of the placement (R7), or is asked to (R9). */
const BOTH_SIDES = { buyer: ['buyer'], operator: ['operator'] } as const;
const READERS = { buyer: ['buyer', 'payer'], operator: ['operator'], auditor: ['any'] } as const;

/** A placement names a citizen, so it is there for its parties and for the auditor, and for nobody else. */
export const placementsAccess = {
  ...actionsOn('place', {
    searchFreePlaces: { may: EVERYBODYS, da: 'finde ledige pladser', en: 'find free places' },
    changeCapacity: { may: { operator: ['operator'] }, da: 'ændre antallet af pladser', en: 'change the places' },
    openOverCapacity: { may: { operator: ['operator'] }, da: 'åbne for overbelægning', en: 'open over-capacity' },
  }),
  ...actionsOn('placement', {
    listPlacements: { may: READERS, da: 'se listen over indskrivninger', en: 'list placements' },
    countPlacements: { may: READERS, da: 'se, hvor mange indskrivninger der er', en: 'see how many placements' },
    listPlacementParties: {
      may: READERS,
      da: 'se, hvem der køber, sælger og betaler i indskrivningerne',
      en: 'see who buys, sells and pays in the placements',
    },
    placementsAsCsv: { may: READERS, da: 'hente indskrivningerne som CSV', en: 'get the placements as CSV' },
    placementsAsXlsx: { may: READERS, da: 'hente indskrivningerne som regneark', en: 'get them as a spreadsheet' },
    getPlacement: { may: READERS, da: 'se en indskrivning', en: 'see a placement' },
    reservePlace: { may: { buyer: ['own'] }, da: 'reservere en plads', en: 'reserve a place' },
    confirmReservation: { may: { operator: ['operator'] }, da: 'bekræfte en reservation', en: 'confirm a reservation' },
    declineReservation: { may: { operator: ['operator'] }, da: 'afslå en reservation', en: 'decline a reservation' },
    withdrawReservation: { may: { buyer: ['buyer'] }, da: 'trække en reservation tilbage', en: 'withdraw it' },
    enrolCitizen: { may: { operator: ['operator'] }, da: 'indskrive en borger', en: 'enrol a citizen' },
    proposeServiceChange: { may: BOTH_SIDES, da: 'foreslå andre vilkår', en: 'propose other terms' },
    previewServiceChange: { may: BOTH_SIDES, da: 'se følgen af andre vilkår', en: 'see what other terms would be' },
    acceptServiceChange: { may: BOTH_SIDES, da: 'godkende andre vilkår', en: 'accept other terms' },
    refuseServiceChange: { may: BOTH_SIDES, da: 'afvise andre vilkår', en: 'refuse other terms' },
    registerAbsence: { may: { operator: ['operator'] }, da: 'registrere fravær', en: 'register absence' },
    previewNotice: { may: BOTH_SIDES, da: 'se følgen af en opsigelse', en: 'see what a notice would lead to' },
    giveNotice: { may: BOTH_SIDES, da: 'opsige', en: 'give notice' },
    previewDeparture: {
      may: { operator: ['operator'] },
      da: 'se følgen af en udskrivning',
      en: 'see what a discharge would lead to',
    },
    dischargeCitizen: { may: { operator: ['operator'] }, da: 'udskrive en borger', en: 'discharge a citizen' },
    correctDischarge: { may: { operator: ['operator'] }, da: 'rette en udskrivning', en: 'correct a discharge' },
    acceptPayerChange: { may: { buyer: ['payer'] }, da: 'sige ja til at betale', en: 'agree to pay' },
    refusePayerChange: {
      may: { buyer: ['buyer', 'payer'] },
      da: 'sige nej til at betale, eller trække forslaget tilbage',
      en: 'refuse to pay, or take the proposal back',
    },
    changePayer: { may: { buyer: ['buyer', 'payer'] }, da: 'skifte betaler', en: 'change who pays' },
  }),
} as const;
