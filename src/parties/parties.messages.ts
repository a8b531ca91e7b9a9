import type { RefusalCatalogue } from '../kernel/messages';

export const partyRefusals: RefusalCatalogue = {
  NOT_YOURS: {
    status: 403,
    da: 'Det kan kun den part gøre, som det hører til.',
    en: 'Only the party it belongs to may do this.',
  },
  UNKNOWN_PARTY: {
    status: 404,
    da: 'Der er ingen part med koden {party}.',
    en: 'There is no party with the code {party}.',
  },
  PARTY_NOT_REGISTERED: {
    status: 422,
    about: ['party', 'parties'],
    da: 'Parten {party} er ikke oprettet. Bed sekretariatet om at oprette den først.',
    en: 'The party {party} is not registered. Ask the secretariat to register it first.',
  },
  PARTY_EXISTS: {
    status: 409,
    about: ['party'],
    da: 'Parten {party} er allerede oprettet med andre oplysninger.',
    en: 'The party {party} is registered already, with other particulars.',
  },
  PARTY_CODE_UNFIT: {
    status: 422,
    about: ['party'],
    da: 'Koden {party} passer ikke til slagsen: kommuner har 3 cifre, regioner 4, og private leverandører deres CVR-nummer.',
    en: 'The code {party} does not fit the kind: municipalities have 3 digits, regions 4, private suppliers their CVR number.',
  },
  SUPPLIER_CODE_IS_CVR: {
    status: 422,
    about: ['party'],
    da: 'En privat leverandør har sit CVR-nummer som kode: {party} er ikke {cvr}.',
    en: 'A private supplier has its CVR number as its code: {party} is not {cvr}.',
  },
  NOT_A_REGION: {
    status: 422,
    about: ['frameworkRegion'],
    da: '{region} er ikke en region.',
    en: '{region} is not a region.',
  },
  INVALID_CVR: {
    status: 422,
    about: ['cvr'],
    da: '{cvr} er ikke et CVR-nummer. Se efter, om et ciffer er byttet om.',
    en: '{cvr} is not a CVR number. Check whether digits have been swapped.',
  },
  INVALID_EAN: {
    status: 422,
    about: ['ean'],
    da: '{ean} er ikke et EAN-nummer: det har 13 cifre, og det sidste er et kontrolciffer.',
    en: '{ean} is not an EAN number: it has 13 digits, and the last is a check digit.',
  },
  INVALID_PAYMENT_ACCOUNT: {
    status: 422,
    about: ['accountNumber'],
    da: '{registrationNumber} {accountNumber} er ikke en dansk konto: 4 cifre og 10 cifre, med nuller foran.',
    en: '{registrationNumber} {accountNumber} is no Danish account: 4 digits and 10 digits, with leading zeros.',
  },
};
