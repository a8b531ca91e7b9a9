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
    seeMarketOverview: {
      may: { secretariat: ['any'], auditor: ['any'] },
      da: 'se kapacitet, takster og underskrifter i hele markedet',
      en: 'see capacity, tariffs and signatures of the whole market',
    },
    followLedger: { may: EVERYBODYS, da: 'høre, når bogen har flyttet sig', en: 'hear when the ledger has moved' },
  }),
} as const;
