import { actionsOn, EVERYBODYS } from '../kernel/access';

/** Offerings are there to be found; only their operator changes them. */
export const offeringsAccess = {
  ...actionsOn('offering', {
    searchOfferings: { may: EVERYBODYS, da: 'søge i tilbud', en: 'search offerings' },
    getOffering: { may: EVERYBODYS, da: 'se et tilbud', en: 'see an offering' },
    publishOffering: { may: { operator: ['own'] }, da: 'oprette et tilbud', en: 'publish an offering' },
    describeOffering: { may: { operator: ['operator'] }, da: 'beskrive et tilbud', en: 'describe an offering' },
    approveOffering: { may: { operator: ['operator'] }, da: 'angive godkendelsen', en: 'record its approval' },
    addServiceLine: { may: { operator: ['operator'] }, da: 'tilføje en ydelse', en: 'add a service line' },
    endServiceLine: { may: { operator: ['operator'] }, da: 'ophøre med en ydelse', en: 'end a service line' },
    announceClosure: { may: { operator: ['operator'] }, da: 'varsle lukning', en: 'announce that it closes' },
  }),
} as const;
