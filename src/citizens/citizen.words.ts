import type { Said } from '../kernel/messages';
import type { ErasureReason } from './citizen-record.events';

/** Why details were erased, within a sentence. */
export const ERASURE_WORDS: Readonly<Record<ErasureReason, Said>> = {
  RETENTION_EXPIRED: { da: 'opbevaringsfristen er udløbet', en: 'the retention period is over' },
  CITIZEN_REQUEST: { da: 'borgeren har bedt om det', en: 'the citizen asked for it' },
  REGISTERED_BY_MISTAKE: { da: 'registreret ved en fejl', en: 'registered by mistake' },
};
