import type { RefusalCatalogue } from '../kernel/messages';

/** Why a question about occupancy has no answer. */
export const occupancyRefusals: RefusalCatalogue = {
  OFFERING_UNKNOWN: {
    status: 404,
    about: ['offeringId'],
    da: 'Tilbuddet findes ikke.',
    en: 'There is no such offering.',
  },
  PERIOD_ENDS_BEFORE_START: {
    status: 422,
    about: ['to'],
    da: 'Perioden slutter {last}, før den begynder {first}.',
    en: 'The period ends on {last}, before it begins on {first}.',
  },
  PERIOD_TOO_LONG: {
    status: 422,
    about: ['to'],
    da: 'Perioden kan højst være på {days} dage.',
    en: 'The period can be {days} days at most.',
  },
  OFFERING_NEEDED_BY_DAY: {
    status: 422,
    about: ['offeringId'],
    da: 'Belægning dag for dag for alle en driftsherres tilbud vises højst {days} dage ad gangen. Vælg et tilbud, eller spørg pr. måned.',
    en: 'Occupancy by day of all of an operator’s offerings is shown for at most {days} days at a time. Choose an offering, or ask by month.',
  },
};
