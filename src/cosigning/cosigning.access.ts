import { actionsOn, EVERYBODYS } from '../kernel/access';

const READERS = { buyer: ['payer'], operator: ['operator'], auditor: ['any'] } as const;
const SIDES = { buyer: ['payer'], operator: ['operator'] } as const;

/** Who may see a statement may see what is signed of its month; its two sides sign. */
export const cosigningAccess = {
  ...actionsOn('month checkpoint', {
    getMonthCheckpoint: { may: READERS, da: 'se månedens kontrolpunkt', en: 'see the month’s checkpoint' },
    getMonthCheckpointText: {
      may: READERS,
      da: 'hente månedens kontrolpunkt med underskrifter',
      en: 'download the month’s checkpoint with its signatures',
    },
    getCosigningMessage: {
      may: SIDES,
      da: 'hente det, der underskrives med egen nøgle',
      en: 'download what is signed with one’s own key',
    },
    cosignMonth: {
      may: SIDES,
      da: 'medunderskrive månedens kontrolpunkt for sin side',
      en: 'cosign the month’s checkpoint for one’s side',
    },
    listCosignatures: { may: READERS, da: 'se, hvem der har medunderskrevet', en: 'see who has cosigned' },
  }),
  ...actionsOn('cosigning key', {
    getCosigningKey: { may: EVERYBODYS, da: 'se en parts nøgle', en: 'see a party’s key' },
    registerCosigningKey: {
      may: { buyer: ['own'], operator: ['own'] },
      da: 'registrere sin nøgle til at medunderskrive med',
      en: 'register the key one cosigns with',
    },
  }),
} as const;
