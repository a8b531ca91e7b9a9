import { danishDay } from '../kernel/calendar';
import { danishKroner } from '../kernel/money';
import type { DisputeEvent } from '../settlement/disputes/dispute.events';
import type { PaymentEvent } from '../settlement/payments/payment.events';
import type { PaymentFileEvent } from '../settlement/payments/payment-file.events';
import {
  DISPUTE_END_WORDS,
  DISPUTE_REASON_WORDS,
  FILE_END_WORDS,
  REVERSAL_WORDS,
} from '../settlement/settlement.words';
import type { Words } from './names';
import { counted } from './phrases';

export const ANSWERS = {
  CREDIT: { da: 'tilbød en kredit', en: 'offered a credit' },
  CORRECTED: { da: 'har rettet registreringen', en: 'has put the ledger right' },
  UPHOLD: { da: 'fastholdt kravet', en: 'upheld the claim' },
} as const;

/** Approval and disputes of statements in words. */
export const DISPUTE_WORDS: Pick<Words, DisputeEvent['type']> = {
  StatementApproved: ({ statementId, payer, approvedOn, lines }, names) => ({
    da: `${names.party(payer)} godkendte ${lines === undefined ? 'alt, der ikke er omstridt,' : counted(lines.length, 'linje', 'linjer')} i opgørelse ${statementId} den ${danishDay(approvedOn)}`,
    en: `${names.party(payer)} approved ${lines === undefined ? 'all that is not disputed' : `${lines.length} lines`} of statement ${statementId} on ${approvedOn}`,
  }),
  LineDisputed: ({ statementId, line, payer, reason, disputedOre, replyBy }, names) => ({
    da: `${names.party(payer)} gjorde indsigelse mod ${danishKroner(disputedOre)} af linje ${line} i opgørelse ${statementId} (${DISPUTE_REASON_WORDS[reason].da}); svar senest ${danishDay(replyBy)}`,
    en: `${names.party(payer)} disputed ${danishKroner(disputedOre)} of line ${line} of statement ${statementId} (${DISPUTE_REASON_WORDS[reason].en}); answer due by ${replyBy}`,
  }),
  DisputeAnswered: ({ statementId, line, operator, answer, creditOre, reactBy }, names) => ({
    da: `${names.party(operator)} ${ANSWERS[answer].da}${creditOre > 0 ? ` på ${danishKroner(creditOre)}` : ''} for linje ${line} i opgørelse ${statementId}; betaleren har til ${danishDay(reactBy)}`,
    en: `${names.party(operator)} ${ANSWERS[answer].en}${creditOre > 0 ? ` of ${danishKroner(creditOre)}` : ''} for line ${line} of statement ${statementId}; the payer has until ${reactBy}`,
  }),
  DisputeEscalated: ({ statementId, line, payer, decideBy }, names) => ({
    da: `${names.party(payer)} bragte indsigelsen mod linje ${line} i opgørelse ${statementId} for sekretariatet, som afgør den senest ${danishDay(decideBy)}`,
    en: `${names.party(payer)} took the dispute of line ${line} of statement ${statementId} to the secretariat, to be decided by ${decideBy}`,
  }),
  DisputeResolved: ({ statementId, line, how, creditOre, upheldOre }) => ({
    da: `Indsigelsen mod linje ${line} i opgørelse ${statementId} er afsluttet (${DISPUTE_END_WORDS[how].da}): ${danishKroner(creditOre)} krediteres, ${danishKroner(upheldOre)} fastholdes`,
    en: `The dispute of line ${line} of statement ${statementId} is over (${DISPUTE_END_WORDS[how].en}): ${danishKroner(creditOre)} credited, ${danishKroner(upheldOre)} upheld`,
  }),
};

const forStatement = (statementId: string | undefined) =>
  statementId === undefined
    ? { da: 'uden opgørelse', en: 'for no statement' }
    : { da: `for opgørelse ${statementId}`, en: `for statement ${statementId}` };

/** Payments in words. */
export const PAYMENT_WORDS: Pick<Words, PaymentEvent['type']> = {
  PaymentRegistered: ({ operator, payer, statementId, amountOre, paidOn }, names) => ({
    da: `${names.party(operator)} registrerede ${danishKroner(amountOre)} fra ${names.party(payer)} ${forStatement(statementId).da}, betalt ${danishDay(paidOn)}`,
    en: `${names.party(operator)} registered ${danishKroner(amountOre)} from ${names.party(payer)} ${forStatement(statementId).en}, paid on ${paidOn}`,
  }),
  PaymentReversed: ({ operator, payer, statementId, amountOre, reason }, names) => ({
    da: `${names.party(operator)} tilbageførte ${danishKroner(amountOre)} fra ${names.party(payer)} ${forStatement(statementId).da} (${REVERSAL_WORDS[reason].da})`,
    en: `${names.party(operator)} reversed ${danishKroner(amountOre)} from ${names.party(payer)} ${forStatement(statementId).en} (${REVERSAL_WORDS[reason].en})`,
  }),
};

/** Payment files in words. */
export const PAYMENT_FILE_WORDS: Pick<Words, PaymentFileEvent['type']> = {
  PaymentFileBegun: ({ operator, rows }, names) => ({
    da: `${names.party(operator)} sendte en fil med betalinger: ${counted(rows, 'række', 'rækker')}`,
    en: `${names.party(operator)} sent a payment file of ${rows} rows`,
  }),
  PaymentRowsJudged: ({ operator, rows }, names) => {
    const taken = rows.filter(({ outcome }) => outcome === 'ACCEPTED').length;
    const known = rows.filter(({ outcome }) => outcome === 'KNOWN').length;
    const refused = rows.length - taken - known;
    return {
      da: `${counted(rows.length, 'række', 'rækker')} af en betalingsfil fra ${names.party(operator)} blev behandlet: ${taken} taget, ${known} kendt, ${refused} ikke taget`,
      en: `${rows.length} rows of a payment file of ${names.party(operator)} were dealt with: ${taken} taken, ${known} known, ${refused} not taken`,
    };
  },
  PaymentFileStopAsked: ({ operator }, names) => ({
    da: `${names.party(operator)} bad om at standse indlæsningen af en betalingsfil`,
    en: `${names.party(operator)} asked to stop a payment file`,
  }),
  PaymentFileEnded: ({ operator, how, left }, names) => ({
    da: `Indlæsningen af en betalingsfil fra ${names.party(operator)} sluttede (${FILE_END_WORDS[how].da}); ${counted(left, 'række', 'rækker')} tilbage`,
    en: `A payment file of ${names.party(operator)} ended (${FILE_END_WORDS[how].en}); ${left} rows left`,
  }),
};
