import { actionsOn, EVERYBODYS } from '../kernel/access';

/** Pages that show what several contexts know, or nothing of them. Every other page has the row of its API route. */
export const uiAccess = {
  ...actionsOn('page', {
    readAccessibilityStatement: {
      may: 'public',
      da: 'læse tilgængelighedserklæringen',
      en: 'read the accessibility statement',
    },
    missPage: { may: 'public', da: 'få at vide, at en side ikke findes', en: 'be told that there is no such page' },
    seeOwnTasks: { may: EVERYBODYS, da: 'se, hvad der venter på en', en: 'see what waits for oneself' },
    followLedger: { may: EVERYBODYS, da: 'høre, når bogen har flyttet sig', en: 'hear when the ledger has moved' },
  }),
} as const;
