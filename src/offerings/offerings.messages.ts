import type { RefusalCatalogue } from '../kernel/messages';

export const offeringRefusals: RefusalCatalogue = {
  NOT_YOURS: {
    status: 403,
    da: 'Det kan kun den part gøre, som det hører til.',
    en: 'Only the party it belongs to may do this.',
  },
  PARTY_NOT_REGISTERED: {
    status: 422,
    about: ['party', 'parties'],
    da: 'Parten {party} er ikke oprettet. Bed sekretariatet om at oprette den først.',
    en: 'The party {party} is not registered. Ask the secretariat to register it first.',
  },
  MUNICIPALITY_NOT_REGISTERED: {
    status: 422,
    about: ['addressMunicipality'],
    da: '{addressMunicipality} er ikke en kommune, der er oprettet.',
    en: '{addressMunicipality} is not a registered municipality.',
  },
  UNKNOWN_OFFERING: {
    status: 404,
    about: ['offeringId'],
    da: 'Tilbuddet findes ikke.',
    en: 'There is no such offering.',
  },
  OFFERING_EXISTS: {
    status: 409,
    da: 'Tilbuddet er allerede oprettet.',
    en: 'The offering has been published already.',
  },
  OFFERING_NAME_UNFIT: {
    status: 422,
    about: ['name'],
    da: 'Tilbuddets navn skal være 1 til {max} tegn og begynde med et bogstav eller et tal.',
    en: 'The offering’s name must be 1 to {max} characters and begin with a letter or a digit.',
  },
  AGES_REVERSED: {
    status: 422,
    about: ['ageTo'],
    da: 'Aldersgruppen {ageFrom} til {ageTo} år giver ikke mening.',
    en: 'The age group {ageFrom} to {ageTo} years makes no sense.',
  },
  PERIOD_REVERSED: {
    status: 422,
    about: ['approvedUntil', 'until', 'last'],
    da: 'Perioden slutter ({last}), før den begynder ({first}).',
    en: 'The period ends ({last}) before it begins ({first}).',
  },
  SERVICE_LINE_EXISTS: {
    status: 409,
    about: ['serviceLineId'],
    da: 'Tilbuddet har allerede ydelsen {serviceLineId}.',
    en: 'The offering has the service line {serviceLineId} already.',
  },
  UNKNOWN_SERVICE_LINE: {
    status: 404,
    about: ['serviceLineId'],
    da: 'Tilbuddet har ingen ydelse {serviceLineId}.',
    en: 'The offering has no service line {serviceLineId}.',
  },
  SERVICE_LINE_ENDED: {
    status: 409,
    about: ['validFrom'],
    da: 'Ydelsen {serviceLineId} sælges ikke efter {last}.',
    en: 'The service line {serviceLineId} is not sold after {last}.',
  },
  LEGAL_BASIS_NOT_IN_FORCE: {
    status: 422,
    about: ['legalBasis', 'firstDay'],
    da: 'Paragraffen {legalBasis} gælder ikke den {day}.',
    en: 'The paragraph {legalBasis} is not in force on {day}.',
  },
  OFFERING_CLOSED: {
    status: 409,
    about: ['from'],
    da: 'Tilbuddet lukker: dets sidste dag er {last}.',
    en: 'The offering is closing: its last day is {last}.',
  },
  CLOSURE_IN_THE_PAST: {
    status: 422,
    about: ['last'],
    da: 'Sidste dag ({last}) ligger før den dag, lukningen er meldt ({announcedOn}).',
    en: 'The last day ({last}) lies before the day the closure is announced ({announcedOn}).',
  },
};
