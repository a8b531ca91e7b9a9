import { actionsOn } from '../kernel/access';

/** What the machinery answers by itself. All of it is open: nobody is known yet, or a probe asks. */
export const platformAccess = {
  ...actionsOn('token', {
    issueToken: { may: 'public', da: 'få et adgangsbevis (kun lokalt)', en: 'get a token (local only)' },
  }),
  ...actionsOn('health', {
    isLive: { may: 'public', da: 'se, om processen svarer', en: 'see whether the process answers' },
    isReady: { may: 'public', da: 'se, om bogen kan bruges', en: 'see whether the ledger can be used' },
  }),
  ...actionsOn('metrics', {
    // Not by a user's role: its route asks for loopback, or for the scrape token.
    readMetrics: {
      may: 'public',
      da: 'læse målinger (på maskinen, eller med målingernes eget bevis)',
      en: 'read metrics (on the machine, or with their own token)',
    },
  }),
} as const;
