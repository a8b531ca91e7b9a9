import type { RefusalCatalogue } from '../kernel/messages';

export const auditRefusals: RefusalCatalogue = {
  UNKNOWN_EVENT: {
    status: 404,
    da: 'Der er ingen hændelse {eventId} i loggen.',
    en: 'There is no event {eventId} in the log.',
  },
  NO_SUCH_HISTORY: {
    status: 404,
    da: 'Der er ingen historik på {id}, som du kan se.',
    en: 'There is no history of {id} that you can see.',
  },
  STILL_READING_IN: {
    status: 409,
    da: 'Læsemodellerne er endnu ikke nået til enden af loggen. Vent lidt, og prøv igen.',
    en: 'The read models have not come to the end of the log yet. Wait a little, then try again.',
  },
  REPLAY_RUNNING: {
    status: 409,
    da: 'Historikken spilles allerede igennem. Vent, til det er færdigt, og prøv igen.',
    en: 'The history is being replayed already. Wait until that is done, then try again.',
  },
  REPLAY_STOPPED: {
    status: 409,
    da: 'Genafspilningen blev standset, før den var færdig. Intet er blevet ændret.',
    en: 'The replay was stopped before it was done. Nothing has been changed.',
  },
};
