import { actionsOn } from '../kernel/access';

const AUDITORS = { auditor: ['any'] } as const;

/** What is signed of the log says how much happens in it, so it is the auditor's; the key to verify it with is anybody's. */
export const proofsAccess = actionsOn('proof', {
  getCheckpoint: { may: AUDITORS, da: 'få et kontrolpunkt for loggen', en: 'get a checkpoint of the log' },
  getCheckpointText: { may: AUDITORS, da: 'hente et kontrolpunkt som tekst', en: 'download a checkpoint as text' },
  listCheckpoints: { may: AUDITORS, da: 'se tidligere kontrolpunkter', en: 'see earlier checkpoints' },
  getCheckpointKey: {
    may: 'public',
    da: 'se nøglen, som kontrolpunkter efterprøves med',
    en: 'see the key that checkpoints are verified with',
  },
  proveInclusion: { may: AUDITORS, da: 'få bevis for en hændelse', en: 'get proof of an event' },
  proveConsistency: {
    may: AUDITORS,
    da: 'få bevis for, at loggen kun er vokset',
    en: 'get proof that the log has only grown',
  },
  getAuditPack: {
    may: AUDITORS,
    da: 'hente en revisionspakke, der kan efterprøves uden Pladsbog',
    en: 'download an audit pack that can be verified without Pladsbog',
  },
  verifyLog: {
    may: AUDITORS,
    da: 'efterprøve hele loggen mod et kontrolpunkt',
    en: 'verify the whole log against a checkpoint',
  },
  beginVerification: { may: AUDITORS, da: 'sætte en efterprøvning i gang', en: 'start a verification' },
  stopVerification: { may: AUDITORS, da: 'standse en efterprøvning', en: 'stop a verification' },
  getVerification: { may: AUDITORS, da: 'se, hvad en efterprøvning fandt', en: 'see what a verification found' },
});
