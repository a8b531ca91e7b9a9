import { actionsOn } from '../kernel/access';

const AUDITORS = { auditor: ['any'] } as const;
const PARTIES_TO_IT = { buyer: ['buyer', 'payer'], operator: ['operator'], auditor: ['any'] } as const;

/**
 * The auditor reads the whole ledger, because purchases and sales are only proved against each other (I2), and writes
 * nothing. Everybody else sees the history of what they stand in.
 */
export const auditAccess = {
  ...actionsOn('event', {
    listAuditEvents: { may: AUDITORS, da: 'søge i alle hændelser', en: 'search every event' },
    getAuditEvent: { may: AUDITORS, da: 'se en hændelse, som den er gemt', en: 'see an event as it is stored' },
    replayHistory: { may: AUDITORS, da: 'spille historikken igennem', en: 'replay the history' },
    beginReplay: { may: AUDITORS, da: 'sætte en genafspilning i gang', en: 'start a replay' },
    stopReplay: { may: AUDITORS, da: 'standse en genafspilning', en: 'stop a replay' },
    getReplay: { may: AUDITORS, da: 'se, hvad en genafspilning fandt', en: 'see what a replay found' },
    getInvariants: { may: AUDITORS, da: 'se, om reglerne holder', en: 'see whether the invariants hold' },
    checkInvariants: { may: AUDITORS, da: 'efterprøve reglerne nu', en: 'check the invariants now' },
  }),
  ...actionsOn('history', {
    getPlacementHistory: { may: PARTIES_TO_IT, da: 'se en indskrivnings historik', en: 'see a placement’s history' },
    getStatementHistory: {
      may: { buyer: ['payer'], operator: ['operator'], auditor: ['any'] },
      da: 'se en opgørelses historik',
      en: 'see a statement’s history',
    },
    getOfferingHistory: {
      may: { ...PARTIES_TO_IT, secretariat: ['impersonal'] },
      da: 'se et tilbuds historik',
      en: 'see an offering’s history',
    },
    getAgreementHistory: {
      may: { buyer: ['member'], operator: ['member'], secretariat: ['any'], auditor: ['any'] },
      da: 'se en rammeaftales historik',
      en: 'see an agreement’s history',
    },
    getPartyHistory: {
      may: { buyer: ['own'], operator: ['own'], auditor: ['any'] },
      da: 'se en parts historik',
      en: 'see a party’s history',
    },
  }),
} as const;
