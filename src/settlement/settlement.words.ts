import type { Said } from '../kernel/messages';
import type { DisputeEnd, DisputeReason } from './disputes/dispute.events';
import type { ReversalReason } from './payments/payment.events';
import type { FileEnd } from './payments/payment-file.events';

/** What the codes of disputes and payments are called within a sentence. */

export const DISPUTE_REASON_WORDS: Readonly<Record<DisputeReason, Said>> = {
  CLAIM_TOO_LATE: { da: 'kravet er rejst for sent (R2)', en: 'the claim was made too late (R2)' },
  WRONG_DAYS: { da: 'forkerte dage', en: 'wrong days' },
  WRONG_PRICE: { da: 'forkert pris', en: 'wrong price' },
  WRONG_LEVEL: { da: 'forkert takstniveau', en: 'wrong tariff level' },
  WRONG_PAYER: { da: 'forkert betaler', en: 'wrong payer' },
  NOT_AGREED: { da: 'ikke aftalt', en: 'not agreed' },
  BILLED_TWICE: { da: 'opkrævet to gange', en: 'billed twice' },
  NOT_DELIVERED: { da: 'ydelsen er ikke leveret', en: 'the service was not delivered' },
  OTHER: { da: 'andet', en: 'something else' },
};

export const DISPUTE_END_WORDS: Readonly<Record<DisputeEnd, Said>> = {
  CREDITED: { da: 'krediteret som ønsket', en: 'credited as asked' },
  ACCEPTED: { da: 'svaret er godtaget', en: 'the answer was accepted' },
  NOT_PURSUED: { da: 'ikke forfulgt i tide; svaret gælder', en: 'not pursued in time; the answer holds' },
  DECIDED: { da: 'afgjort af sekretariatet', en: 'decided by the secretariat' },
  WITHDRAWN: { da: 'trukket tilbage', en: 'taken back' },
};

export const REVERSAL_WORDS: Readonly<Record<ReversalReason, Said>> = {
  RETURNED_BY_BANK: { da: 'returneret af banken', en: 'returned by the bank' },
  ENTERED_WRONGLY: { da: 'registreret forkert', en: 'entered wrongly' },
  NOT_FOR_US: { da: 'ikke til os', en: 'not for us' },
};

export const FILE_END_WORDS: Readonly<Record<FileEnd, Said>> = {
  COMPLETED: { da: 'alle rækker er behandlet', en: 'every row was dealt with' },
  STOPPED: { da: 'standset', en: 'stopped' },
  CUT_OFF: { da: 'afbrudt', en: 'cut off' },
};
