import type { PlacementWait, Turn } from '../../placements/placement-conditions';
import type { Words } from '../frame/visit';

/** What waits, as it is said to the one who has to do it and to the one who waits for it. */
export const WAIT_WORDS: Words<Readonly<Record<PlacementWait, Readonly<Record<Turn | 'ANY', string>>>>> = {
  da: {
    RESERVATION: {
      YOU: 'Reservationer, I skal besvare',
      OTHERS: 'Reservationer, som driftsherren skal besvare',
      ANY: 'Reservationer uden svar',
    },
    PAYER_CHANGE: {
      YOU: 'Steder, hvor I er spurgt, om I vil betale',
      OTHERS: 'Kommuner, der er spurgt, om de vil betale',
      ANY: 'Skift af betaler uden svar',
    },
    SERVICE_CHANGE: {
      YOU: 'Forslag til andre vilkår, I skal besvare',
      OTHERS: 'Jeres forslag til andre vilkår',
      ANY: 'Forslag til andre vilkår uden svar',
    },
    ENROLMENT: {
      YOU: 'Borgere, I skal indskrive',
      OTHERS: 'Borgere, der snart flytter ind',
      ANY: 'Borgere, der skal indskrives',
    },
    SIGNATURE: {
      YOU: 'Kontrakter, I skal underskrive',
      OTHERS: 'Kontrakter, som den anden part skal underskrive',
      ANY: 'Kontrakter uden begge underskrifter',
    },
    ADDENDUM: {
      YOU: 'Tillæg til kontrakter, I skal underskrive',
      OTHERS: 'Tillæg, som den anden part skal underskrive',
      ANY: 'Tillæg uden begge underskrifter',
    },
    DISCHARGE: {
      YOU: 'Ophold, der skulle være slut: udskriv borgeren',
      OTHERS: 'Ophold, der skulle være slut, hos driftsherren',
      ANY: 'Ophold, der skulle være slut',
    },
  },
  en: {
    RESERVATION: {
      YOU: 'Reservations for you to answer',
      OTHERS: 'Reservations for the operator to answer',
      ANY: 'Reservations without an answer',
    },
    PAYER_CHANGE: {
      YOU: 'Places you are asked to pay for',
      OTHERS: 'Municipalities asked to pay',
      ANY: 'Changes of payer without an answer',
    },
    SERVICE_CHANGE: {
      YOU: 'Proposals of other terms for you to answer',
      OTHERS: 'Your proposals of other terms',
      ANY: 'Proposals of other terms without an answer',
    },
    ENROLMENT: {
      YOU: 'Citizens for you to enrol',
      OTHERS: 'Citizens who move in soon',
      ANY: 'Citizens to be enrolled',
    },
    SIGNATURE: {
      YOU: 'Contracts for you to sign',
      OTHERS: 'Contracts for the other party to sign',
      ANY: 'Contracts without both signatures',
    },
    ADDENDUM: {
      YOU: 'Addenda for you to sign',
      OTHERS: 'Addenda for the other party to sign',
      ANY: 'Addenda without both signatures',
    },
    DISCHARGE: {
      YOU: 'Stays that should be over: discharge the citizen',
      OTHERS: 'Stays that should be over, at the operator',
      ANY: 'Stays that should be over',
    },
  },
};
